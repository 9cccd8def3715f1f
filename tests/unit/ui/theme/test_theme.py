"""The theme is put on, changes when asked or when the desktop does, and costs little at start."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.ui.theme import theme as theme_module
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import DARK, LIGHT, Tokens


def test_the_application_takes_palette_font_and_sheet(qapp: QApplication, theme: Theme) -> None:
    theme.apply(qapp, "dark")
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.ground
    assert qapp.font().pixelSize() == DARK.text_body
    assert DARK.accent in qapp.styleSheet()


def test_those_who_paint_are_told_once_when_the_theme_changes(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    theme.apply(qapp, "light")
    told: list[object] = []
    theme.changed.connect(told.append)
    theme.apply(qapp, "dark")
    theme.apply(qapp, "dark")
    assert told == [DARK]


def test_system_follows_the_desktop(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = {"dark": False}
    monkeypatch.setattr(theme_module, "system_is_dark", lambda _app: desktop["dark"])
    theme.apply(qapp, "system")
    seen = [theme.tokens]
    desktop["dark"] = True
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    seen.append(theme.tokens)
    assert seen == [LIGHT, DARK]


def test_what_the_palette_said_before_the_first_paint_is_confirmed_after_it(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme_module, "looks_dark", lambda _app: True)
    monkeypatch.setattr(theme_module, "system_is_dark", lambda _app: False)
    theme.apply(qapp, "system")
    seen = [theme.tokens]
    theme.confirm()
    seen.append(theme.tokens)
    assert seen == [DARK, LIGHT]
    assert theme_module.palette(LIGHT).window() == qapp.palette().window()


@pytest.mark.parametrize(("tokens", "dark"), [(LIGHT, False), (DARK, True)])
def test_a_dark_palette_looks_dark(
    qapp: QApplication, theme: Theme, tokens: Tokens, dark: bool
) -> None:
    qapp.setPalette(theme_module.palette(tokens))
    theme.prepare(qapp, "system")
    assert theme.tokens is tokens
    assert theme_module.looks_dark(qapp) is dark


def test_a_theme_chosen_stays_when_the_desktop_changes(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, "light")
    monkeypatch.setattr(theme_module, "system_is_dark", lambda _app: True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is LIGHT


def test_an_unknown_mode_is_refused(qapp: QApplication, theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply(qapp, "sepia")


def test_nothing_heavy_is_imported_on_the_way_to_the_first_paint() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from pisteur.ui.theme.theme import Theme; Theme(app).apply(app, 'light');"
        "import pisteur.ui.widgets.painting, pisteur.ui.widgets.navigation;"
        "import pisteur.ui.theme.icons;"
        "print(*sorted(m for m in sys.modules if m.startswith('PySide6.Qt')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
