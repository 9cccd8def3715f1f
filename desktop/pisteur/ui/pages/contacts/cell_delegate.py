"""What is in the cells of the contacts table: pills, pips, dates."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pisteur.domain.contact_query import ContactRow
from pisteur.presentation.contacts_model import ROW, Column, ContactsModel
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import (
    PIP_SIDE,
    clear,
    colour,
    paint_pill,
    paint_pips,
    pill_width,
)
from pisteur.ui.widgets.row_table import PADDING, write

DOT = 8
_INKED = (Column.NAME, Column.COMPANY, Column.PHONE, Column.EMAIL)


class ContactDelegate(QStyledItemDelegate):
    """Paints cells with the theme in force, for the table, and says how wide they want to be."""

    def __init__(self, model: ContactsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(self.wanted_width(index), Tokens.row_height)

    def wanted_width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the width that shows the whole cell."""
        row = index.data(ROW)
        if not isinstance(row, ContactRow):
            return 0
        fonts = self._theme.fonts
        column = Column(index.column())
        text = self._model.text(row, column)
        match column:
            case Column.STATUS:
                width = pill_width(text, row.status, fonts)
            case Column.PIPS:
                width = len(self._model.letters) * (PIP_SIDE + 4)
            case Column.NEXT_ACTION:
                due, kind = self._model.due(row)
                width = fonts.body_metrics.horizontalAdvance(row.action or "")
                width += pill_width(due, kind, fonts) + 8 if due else 0
            case Column.NAME:
                width = fonts.body_bold_metrics.horizontalAdvance(text)
            case Column.HEAT:
                width = fonts.body_metrics.horizontalAdvance(text) + DOT + 6
            case _:
                width = fonts.body_metrics.horizontalAdvance(text)
        return width + 2 * PADDING + 2

    def paint_cell(self, painter: QPainter, cell: QRect, row: ContactRow, column: Column) -> None:
        """Paint into `cell`, what is inside its margins; the table has painted the ground."""
        tokens, fonts = self._theme.tokens, self._theme.fonts
        match column:
            case Column.PIPS:
                top = cell.top() + (cell.height() - PIP_SIDE) // 2
                answers = self._model.answers(row)
                letters = self._model.letters
                # In a narrow column they are cut off at its edge.
                painter.setClipRect(cell.adjusted(-PADDING, 0, PADDING, 1))
                paint_pips(painter, cell.left(), top, answers, letters, tokens, fonts)
                painter.setClipping(False)
            case Column.NEXT_ACTION:
                self._paint_action(painter, cell, row)
            case Column.STATUS:
                text = self._model.text(row, column)
                paint_pill(painter, cell, text, row.status, tokens, fonts)
            case Column.HEAT:
                self._paint_heat(painter, cell, row.heat, self._model.text(row, column))
            case _:
                self._paint_text(painter, cell, self._model.text(row, column), column)

    def _paint_text(self, painter: QPainter, cell: QRect, text: str, column: Column) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        ink = tokens.ink if text and column in _INKED else tokens.muted
        if column is Column.NAME:
            write(painter, cell, text, fonts, "body_bold", ink)
        else:
            write(painter, cell, text or "—", fonts, "body", ink)

    def _paint_heat(self, painter: QPainter, cell: QRect, heat: str, text: str) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        ratio = painter.device().devicePixelRatio()
        dot = _dot(str(getattr(tokens, heat)), ratio)
        painter.drawPixmap(cell.left(), cell.center().y() - DOT // 2 + 1, dot)
        words = cell.adjusted(DOT + 6, 0, 0, 0)
        write(painter, words, text, fonts, "body", tokens.muted)

    def _paint_action(self, painter: QPainter, cell: QRect, row: ContactRow) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        due, kind = self._model.due(row)
        if row.action is None or not due:
            write(painter, cell, "—", fonts, "body", tokens.muted)
            return
        pill = pill_width(due, kind, fonts)
        words = fonts.body_metrics.horizontalAdvance(row.action)
        words = min(words, max(0, cell.width() - pill - 6))
        place = QRect(cell.left(), cell.top(), words, cell.height())
        write(painter, place, row.action, fonts, "body", tokens.ink)
        left = cell.left() + (words + 6 if words else 0)
        rest = QRect(left, cell.top(), cell.right() - left + 1, cell.height())
        paint_pill(painter, rest, due, kind, tokens, fonts)


@lru_cache(maxsize=32)
def _dot(ink: str, ratio: float) -> QPixmap:
    """Return the dot of a heat: a few for all rows."""
    drawn = QPixmap(QSize(DOT, DOT) * ratio)
    drawn.setDevicePixelRatio(ratio)
    clear(drawn)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    painter.drawEllipse(QRect(0, 0, DOT, DOT))
    painter.end()
    return drawn
