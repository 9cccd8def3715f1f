"""An entry of the sidebar."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.push_button import PushButton


class NavButton(PushButton):
    """A page of the sidebar, with a count at its right that hides at nought."""

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        # Not to the constructor, which would load QIcon for it.
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("role", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        # Made with the first count, which comes after the first paint.
        self._badge: QLabel | None = None

    def set_count(self, count: int, description: str = "") -> None:
        """Show `count`; `description` says it in words, such as “7 actions to do”."""
        if self._badge is None:
            self._badge = make_label("", "badge")
            self._badge.setParent(self)
            self._badge.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.setText(str(count) if count else "")
        self._badge.setVisible(count > 0)
        self.setAccessibleDescription(description if count else "")
        self._place_badge()

    def takes_return(self) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        badge = self._badge
        if badge is not None:
            badge.adjustSize()
            badge.move(self.width() - badge.width() - 10, (self.height() - badge.height()) // 2)
