"""A scrolling area that is as high as what it holds, up to a height; only then it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class FittingArea(QScrollArea):
    """Holds the page of a dialog, which may be higher than a small screen.

    Args:
        content: the page.
        most: the height, in pixels, from which on it scrolls.
    """

    def __init__(self, content: QWidget, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        content = self._content
        wanted = content.heightForWidth(width) if content.hasHeightForWidth() else -1
        if wanted < 0:
            wanted = content.sizeHint().height()
        return min(wanted, self._most)

    def sizeHint(self) -> QSize:
        hint = self._content.sizeHint()
        return QSize(hint.width(), min(hint.height(), self._most))

    def minimumSizeHint(self) -> QSize:
        hint = self._content.minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self._most))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def bring_into_view(widget: QWidget) -> None:
    """Scroll to `widget` if it is in a `FittingArea`, as to a field with an error."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, FittingArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)
