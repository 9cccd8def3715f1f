"""A layout that sets widgets in a row and goes on in the next one when the width is used up; each
stands in the middle of its row.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of widgets, left to right, each as wide as it asks for.

    Its height at a width is asked for again and again while a page is laid out: it is worked out
    once, until a widget of it changes.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._smallest: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._heights.clear()
        self._hint = self._smallest = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._whole()
        return self._hint

    def _whole(self) -> QSize:
        """Return the size of all in one row."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        if self._smallest is None:
            self._smallest = self._narrowest()
        return self._smallest

    def _narrowest(self) -> QSize:
        """Return the size that each of them has room in."""
        smallest = QSize()
        for item in self._items:
            smallest = smallest.expandedTo(item.minimumSize())
        return self._with_margins(smallest)

    def _with_margins(self, inner: QSize) -> QSize:
        edges: QMargins = self.contentsMargins()
        return inner + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        edges = self.contentsMargins()
        area = rect.marginsRemoved(edges)
        x, y = area.x(), area.y()
        row: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), area.width())
            if row and x + width > area.x() + area.width():
                x, y = area.x(), y + _place(row, move=move) + self._gap
                row = []
            row.append((item, QRect(QPoint(x, y), QSize(width, hint.height()))))
            x += width + self._gap
        return y + _place(row, move=move) - rect.y() + edges.bottom()


def _place(row: list[tuple[QLayoutItem, QRect]], *, move: bool) -> int:
    """Return the height of a row; `move` sets its widgets into the middle of it."""
    height = max((place.height() for _item, place in row), default=0)
    if move:
        for item, place in row:
            item.setGeometry(place.translated(0, (height - place.height()) // 2))
    return height
