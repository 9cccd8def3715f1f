"""Paints the cells of the lists: two lines, the second muted; a pill where there is a deadline."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pisteur.presentation.lead_lists_model import CELL, Cell, Column
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour, paint_pill

PADDING = 10
GAP = 2
ROW_HEIGHT = 52

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ListDelegate(QStyledItemDelegate):
    """Paints with the theme in force."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        rect, state = QRect(option.rect), option.state
        found: Cell = index.data(CELL)
        painter.save()
        painter.setClipRect(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colour(tokens.accent_tint if chosen else tokens.panel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(tokens.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(tokens.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        high = fonts.body_metrics.height()
        lines = 2 * high + GAP if found.detail else high
        first = QRect(inner.left(), inner.center().y() - lines // 2, inner.width(), high)
        if found.tone:
            paint_pill(painter, first, found.text, found.tone, tokens, fonts)
        else:
            name = index.column() == Column.NAME
            font = fonts.body_bold if name else fonts.body
            metrics = fonts.body_bold_metrics if name else fonts.body_metrics
            _draw(painter, first, found.text, (font, metrics), tokens.ink)
        second = first.translated(0, high + GAP)
        _draw(painter, second, found.detail, (fonts.label, fonts.label_metrics), tokens.muted)
        painter.restore()


def _draw(
    painter: QPainter, place: QRect, text: str, font: tuple[QFont, QFontMetrics], ink: str
) -> None:
    if not text or place.width() <= 0:
        return
    painter.setFont(font[0])
    painter.setPen(colour(ink))
    shown = font[1].elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
    painter.drawText(place.adjusted(0, 0, 1, 0), int(_LEFT), shown)
