"""Keys of the menus that a line of text would keep for itself.

On Linux, lines take Ctrl+E to go to their end: in a search field the contact is edited instead, as
everywhere else in the window. Not for the lines of dialogs, which no menu reaches.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

KEYS = ("Ctrl+E",)


class MenuKeys(QObject):
    """Leaves these keys to the menus while one line has the focus."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._keys = [QKeySequence(key) for key in KEYS]
        line.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) not in self._keys:
            return False
        # Who accepts it keeps the key.
        event.ignore()
        return True
