"""Keys of the menus in a line of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.menu_keys import MenuKeys


class Greedy(QLineEdit):
    """A line that keeps every key, as that of some systems keeps Ctrl+E."""

    def event(self, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_line_leaves_the_keys_of_the_menus_to_them_and_keeps_the_others(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    done: list[str] = []
    for key in ("Ctrl+E", "Ctrl+A"):
        action = window.menuBar().addAction(key)
        action.setShortcut(key)
        action.triggered.connect(lambda _on, key=key: done.append(key))
    line = Greedy()
    window.setCentralWidget(line)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    MenuKeys(line)
    for pressed in (Qt.Key.Key_A, Qt.Key.Key_E):
        QTest.keyClick(line, pressed, Qt.KeyboardModifier.ControlModifier)
    assert done == ["Ctrl+E"]
