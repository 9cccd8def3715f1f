"""The room on the screen is asked for without taking the screen along when a window goes."""

from __future__ import annotations

import gc
import re
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import pisteur.ui
from pisteur.ui.widgets.screens import available_size


def test_the_screen_outlives_the_widget_that_it_was_asked_for(
    qtbot: QtBot, qapp: QApplication
) -> None:
    screen = qapp.primaryScreen()
    asking = QWidget()
    assert available_size(asking) == screen.availableSize()
    del asking
    gc.collect()
    assert screen.availableSize() == qapp.primaryScreen().availableSize()


def test_a_widget_beyond_every_screen_gets_the_room_of_the_first(
    qtbot: QtBot, qapp: QApplication
) -> None:
    lost = QWidget()
    qtbot.addWidget(lost)
    lost.move(100_000, 100_000)
    assert available_size(lost) == qapp.primaryScreen().availableSize()


def test_nobody_asks_a_widget_for_its_screen() -> None:
    package = Path(pisteur.ui.__file__).parent
    asking = [
        path.name
        for path in package.rglob("*.py")
        if re.search(r"\.(screen|windowHandle)\(\)", path.read_text("utf-8"))
    ]
    assert asking == []
