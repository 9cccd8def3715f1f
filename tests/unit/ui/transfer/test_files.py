"""The dialogs that ask for a file, where Qt shows its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.theme import Theme
from pisteur.ui.transfer.files import ask_open


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_its_arrows_are_seen_on_the_ground_of_the_theme(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, mode: str
) -> None:
    theme.apply(qapp, mode)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_open(window, "Open", "Lists (*.csv)", print, str(tmp_path))
    for name in ("backButton", "forwardButton", "toParentButton"):
        button = dialog.findChild(QToolButton, name)
        assert isinstance(button, QToolButton)
        drawn = button.icon().pixmap(QSize(16, 16)).toImage()
        pixels = (
            drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())
        )
        strongest = max(pixels, key=QColor.alpha)
        assert abs(strongest.lightness() - QColor(theme.tokens.panel).lightness()) > 100
    dialog.close()
