"""The table of the lists of leads: two lines a cell, the second muted; a pill for a deadline."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from pisteur.i18n import _
from pisteur.presentation.lead_lists_model import CELL, Cell, Column, LeadListsModel
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import paint_pill, pill_width
from pisteur.ui.widgets.row_table import PADDING, RowTable, write

GAP = 2
ROW_HEIGHT = 52
# At the least; a column with longer texts is wider, so that the name gets what no other needs.
LEAST = 76
SLACK = 6


class ListTable(RowTable):
    """The table; keys become requests.

    Signals:
        open_pressed, edit_pressed, delete_pressed, board_pressed, call_pressed: for the current
            list.
    """

    open_pressed = Signal()
    edit_pressed = Signal()
    delete_pressed = Signal()
    board_pressed = Signal()
    call_pressed = Signal()

    def __init__(self, model: LeadListsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lists = model
        self.setObjectName("lists-table")
        self.setAccessibleName(_("Lists of leads"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setModel(model)
        columns = self.horizontalHeader()
        columns.setStretchLastSection(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._fit_columns)
        # The first look of an application brings its fonts, too.
        theme.changed.connect(self._fit_columns)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        signals = {
            Qt.Key.Key_Return: self.open_pressed,
            Qt.Key.Key_Enter: self.open_pressed,
            Qt.Key.Key_F2: self.edit_pressed,
            Qt.Key.Key_Delete: self.delete_pressed,
            Qt.Key.Key_B: self.board_pressed,
            Qt.Key.Key_C: self.call_pressed,
        }
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        found = signals.get(Qt.Key(event.key()))
        if found is not None and plain == Qt.KeyboardModifier.NoModifier:
            found.emit()
            return
        super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        """Make each column but the name as wide as its longest text."""
        fonts, columns = self._theme.fonts, range(Column.BOUGHT, len(Column))
        for column in columns:
            title = str(self._lists.headerData(column, Qt.Orientation.Horizontal) or "")
            texts = [fonts.label_bold_metrics.horizontalAdvance(title) + 2 * PADDING + SLACK]
            for row in range(self._lists.rowCount()):
                cell: Cell = self._lists.data(self._lists.index(row, column), CELL)  # type: ignore[assignment] # the model’s own
                pill = pill_width(cell.text, cell.tone, fonts) if cell.tone else 0
                first = fonts.body_metrics.horizontalAdvance(cell.text)
                second = fonts.label_metrics.horizontalAdvance(cell.detail)
                texts.append(max(pill, first, second) + 2 * PADDING + SLACK)
            self.setColumnWidth(column, max(LEAST, *texts))

    # Painting.

    def shown_in(self, row: int) -> object:
        """Return the list, and the day that its deadline is told from."""
        return self._lists.rows[row], self._lists.today

    def paint_cell(self, painter: QPainter, cell: QRect, row: int, column: int) -> None:
        """Paint what is inside a cell's margins."""
        found: Cell = self._lists.data(self._lists.index(row, column), CELL)  # type: ignore[assignment] # the model’s own
        tokens, fonts = self._theme.tokens, self._theme.fonts
        high = fonts.body_metrics.height()
        lines = 2 * high + GAP if found.detail else high
        first = QRect(cell.left(), cell.center().y() - lines // 2, cell.width(), high)
        if found.tone:
            paint_pill(painter, first, found.text, found.tone, tokens, fonts)
        else:
            font = "body_bold" if column == Column.NAME else "body"
            write(painter, first, found.text, fonts, font, tokens.ink)
        second = first.translated(0, high + GAP)
        write(painter, second, found.detail, fonts, "label", tokens.muted)
