"""The style sheet is whole: nothing left to fill in, no file missing, nothing Qt refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.stylesheet import stylesheet
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import DARK, LIGHT, Tokens

themes = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@themes
def test_every_token_named_is_filled_in(tokens: Tokens) -> None:
    assert "$" not in stylesheet(tokens)


@themes
def test_every_picture_named_exists(tokens: Tokens) -> None:
    pictures = re.findall(r'url\("([^"]+)"\)', stylesheet(tokens))
    assert pictures
    assert [name for name in pictures if not Path(name).is_file()] == []


def test_light_and_dark_differ_in_colours_only() -> None:
    shapes = {re.sub(r"#[0-9a-f]{6}|tick-\w+", "·", stylesheet(tokens)) for tokens in (LIGHT, DARK)}
    assert len(shapes) == 1


@pytest.mark.parametrize(
    ("role", "fill"), [("", "panel"), ("primary", "accent"), ("danger", "panel")]
)
def test_a_button_is_filled_as_its_role_says(
    qtbot: QtBot, qapp: QApplication, theme: Theme, role: str, fill: str
) -> None:
    button = QPushButton("OK")
    button.setProperty("role", role)
    button.resize(90, 32)
    qtbot.addWidget(button)
    for mode in ("light", "dark"):
        theme.apply(qapp, mode)
        picture = button.grab().toImage()
        assert picture.pixelColor(12, 16).name() == getattr(theme.tokens, fill)


def test_nothing_stands_between_two_scroll_bars(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    theme.apply(qapp, "light")
    table = QTableWidget(40, 12)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    picture, side = table.grab().toImage(), table.verticalScrollBar().width()
    right, bottom = picture.width() - 2, picture.height() - 2
    # Where Qt draws a square of its own: its upper left edges.
    edges = [(right - side + 1, bottom - place) for place in range(3, side)]
    edges += [(right - place, bottom - side + 1) for place in range(3, side)]
    assert {picture.pixelColor(*each).name() for each in edges} == {theme.tokens.panel}
