"""A table that paints whole rows and keeps them as images: no delegate is asked for each cell.

A subclass says what a row shows and paints its cells. Every row is as high as the next.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache, partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QTableView, QWidget

from pisteur.ui.theme.fonts import Fonts
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.containers import prepare_table
from pisteur.ui.widgets.painting import colour
from pisteur.ui.widgets.pictures import Pictures

PADDING = 10
FIRST_FROM_RIGHT = "\u0590"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
Place = tuple[int, int, int]


class RowTable(QTableView):
    """Rows painted with the theme in force: a ground, a line below, a frame on the current cell.

    Attributes:
        pictures: of the rows.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pictures = Pictures(self, self._prepare)
        prepare_table(self)
        # Else what is behind is painted first, rounded corners and all, for each frame.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._repaint)

    @abstractmethod
    def shown_in(self, row: int) -> object:
        """Return all that decides what a row says, to be compared; None while it is not there."""

    @abstractmethod
    def paint_cell(self, painter: QPainter, cell: QRect, row: int, column: int) -> None:
        """Paint into `cell`, what is inside the margins, above ground and line."""

    def paint_missing(self, painter: QPainter, cell: QRect) -> None:
        """Paint a cell of a row that is on its way: a grey bar."""
        bar = QRect(cell.left(), cell.center().y() - 4, max(0, cell.width() * 2 // 3), 8)
        painter.fillRect(bar, colour(self._theme.tokens.column))

    # Painting.

    def paintEvent(self, event: QPaintEvent, /) -> None:
        exposed, viewport = event.rect(), self.viewport()
        first, count = self.rowAt(exposed.top()), self.model().rowCount()
        painter, places = QPainter(viewport), self._places()
        ground = colour(self._theme.tokens.panel)
        if first < 0 or not places:
            painter.fillRect(exposed, ground)
            return
        height, top = self.rowHeight(first), self.rowViewportPosition(first)
        header, chosen = self.horizontalHeader(), self._chosen()
        left = -header.offset()
        self.pictures.begin()
        for row in range(first, count):
            if top > exposed.bottom():
                break
            painter.drawPixmap(left, top, self._picture(row, places, height, chosen))
            top += height
        right, size = left + header.length(), viewport.size()
        painter.fillRect(right, 0, size.width() - right, size.height(), ground)
        painter.fillRect(0, top, size.width(), size.height() - top, ground)
        self._paint_focus(painter)
        bottom = self.rowAt(size.height() - 1)
        self.pictures.finish(max(0, self.rowAt(0)), bottom if bottom >= 0 else count - 1)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.pictures.forget()

    def _prepare(self, row: int) -> None:
        """Draw a row that is not in sight yet."""
        places = self._places()
        if places:
            self._picture(row, places, self.rowHeight(row), self._chosen())

    def _chosen(self) -> list[range]:
        """Return the rows that are selected."""
        parts = self.selectionModel().selection()
        found = (parts.at(place) for place in range(parts.count()))
        return [range(part.top(), part.bottom() + 1) for part in found]

    def _picture(
        self, row: int, places: tuple[Place, ...], height: int, chosen: list[range]
    ) -> QPixmap:
        """Return the image of a row, of one on its way while it can't be drawn."""
        selected = any(row in part for part in chosen)
        ratio, shown = self.viewport().devicePixelRatio(), self.shown_in(row)
        look = (shown, selected, places, height, ratio)
        picture = None if shown is None else self.pictures.get(row, look)
        if picture is None and (shown is None or not self.pictures.may_draw()):
            # All that are on their way look alike.
            row, look = -1 - selected, (None, selected, places, height, ratio)
            picture = self.pictures.get(row, look)
        if picture is None:
            size = QSize(self.horizontalHeader().length(), height)
            paint = partial(self._paint_row, row=row, look=look, size=size)
            ground = self._ground(selected=selected)
            picture = self.pictures.draw(row, look, size, ratio, ground, paint)
        return picture

    def _places(self) -> tuple[Place, ...]:
        """Return the columns shown, from the left: number, where each begins, how wide it is."""
        header = self.horizontalHeader()
        columns = (header.logicalIndex(place) for place in range(header.count()))
        shown = (column for column in columns if not header.isSectionHidden(column))
        return tuple(
            (column, header.sectionPosition(column), header.sectionSize(column)) for column in shown
        )

    def _ground(self, *, selected: bool) -> str:
        tokens = self._theme.tokens
        return tokens.accent_tint if selected else tokens.panel

    def _paint_row(
        self,
        painter: QPainter,
        row: int,
        look: tuple[object, bool, tuple[Place, ...], int, float],
        size: QSize,
    ) -> None:
        shown, _selected, places, height, _ratio = look
        painter.fillRect(0, height - 1, size.width(), 1, colour(self._theme.tokens.line))
        for column, left, width in places:
            cell = QRect(left + PADDING, 0, width - 2 * PADDING, height - 1)
            if shown is None:
                self.paint_missing(painter, cell)
            else:
                self.paint_cell(painter, cell, row, column)

    def _paint_focus(self, painter: QPainter) -> None:
        current = self.currentIndex()
        if current.isValid() and (self.hasFocus() or self.viewport().hasFocus()):
            painter.setPen(colour(self._theme.tokens.accent))
            painter.drawRect(self.visualRect(current).adjusted(0, 0, -1, -1))

    def _repaint(self, _tokens: object) -> None:
        self.pictures.forget()
        self.viewport().update()


def write(painter: QPainter, place: QRect, text: str, fonts: Fonts, name: str, ink: str) -> None:  # noqa: PLR0917 - called for every cell, in the order of drawText
    """Write `text` in the font `name` at the left of `place`, cut to it, in the middle."""
    width = place.width()
    if not text or width <= 0:
        return
    painter.setFont(getattr(fonts, name))
    painter.setPen(colour(ink))
    # Advances are rounded: a text given just its own would be cut.
    shown = _cut(text, width + 1, fonts, name)
    # There may be no room for a single letter.
    if not shown:
        return
    if is_plain(shown):
        base = base_line(place.height(), getattr(fonts, f"{name}_metrics"))
        painter.drawText(place.left(), place.top() + base, shown)
    else:
        painter.drawText(place.adjusted(0, 0, 1, 0), _LEFT, shown)


# Most texts of a table come again and again: to measure one takes as long as to draw it.
@lru_cache(maxsize=1024)
def _cut(text: str, width: int, fonts: Fonts, name: str) -> str:
    metrics: QFontMetrics = getattr(fonts, f"{name}_metrics")
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def base_line(height: int, metrics: QFontMetrics) -> int:
    """Return how far below the top of a place of `height` a text in its middle stands."""
    return (height - metrics.height() + 1) // 2 + metrics.ascent()


def is_plain(text: str) -> bool:
    """Say whether it is one line from left to right, which needs no laying out."""
    return min(text) >= " " and max(text) < FIRST_FROM_RIGHT
