"""A push button that Return presses, as Space does, while it has the focus.

Qt leaves Return to the default button of a dialog, wherever the focus is: on “Cancel” it would
save; and in the window, which has no default button, it would do nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class PushButton(QPushButton):
    """Base of all push buttons of the app."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        plain = event.modifiers() in (
            QtCore.Qt.KeyboardModifier.NoModifier,
            QtCore.Qt.KeyboardModifier.KeypadModifier,
        )
        if enter and plain and self.takes_return() and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def takes_return(self) -> bool:
        """Say whether Return presses it; it goes past a choice, on to what follows the choice."""
        return not self.isCheckable()
