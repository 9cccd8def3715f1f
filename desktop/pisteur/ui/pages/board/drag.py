"""A drag of cards: what it carries, and what follows the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QStylePainter

from pisteur.domain.board import Card
from pisteur.presentation.formats import number
from pisteur.ui.pages.board.card_painter import CardPainter, LaidOutCard
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour

if TYPE_CHECKING:
    from pisteur.ui.pages.board.column_view import ColumnView

BADGE = 22
OPACITY = 0.92


def make_drag(
    view: ColumnView,
    cards: CardPainter,
    theme: Theme,
    ids: tuple[int, ...],
    *,
    grabbed: Card | None,
    size: QSize,
) -> QDrag:
    """Return a drag of cards `ids`; it looks like `grabbed`, with their number when several."""
    column = view.column
    rows = [row for row in map(column.row_of, ids) if row is not None]
    drag = QDrag(view)
    drag.setMimeData(column.mimeData([column.index(row) for row in rows]))
    if grabbed is not None and not size.isEmpty():
        laid = cards.lay_out(grabbed, column.state, size.width())
        ratio = view.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QStylePainter(picture, theme.fonts.host)
        _paint_card(painter, cards, laid, size)
        if len(ids) > 1:
            _paint_badge(painter, number(len(ids)), size, theme)
        painter.end()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(size.width() // 2, size.height() // 3))
    return drag


def _paint_card(painter: QStylePainter, cards: CardPainter, laid: LaidOutCard, size: QSize) -> None:
    painter.setOpacity(OPACITY)
    box = QRect(0, 0, size.width(), size.height())
    cards.paint_card(painter, box, laid, selected=True, focused=False)


def _paint_badge(painter: QPainter, text: str, size: QSize, theme: Theme) -> None:
    painter.setOpacity(1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = max(BADGE, theme.fonts.label_bold_metrics.horizontalAdvance(text) + 12)
    badge = QRect(size.width() - wide - 6, size.height() - BADGE - 6, wide, BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.tokens.accent))
    painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
    painter.setFont(theme.fonts.label_bold)
    painter.setPen(colour(theme.tokens.on_accent))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
