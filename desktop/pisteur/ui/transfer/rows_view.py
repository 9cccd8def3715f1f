"""The table of a dry run: how a row is painted, and the keys that decide what is done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from pisteur.domain.decisions import DECIDED
from pisteur.domain.transfer import PlannedRow
from pisteur.i18n import _
from pisteur.ui.theme.theme import Theme
from pisteur.ui.transfer.rows_model import EXCEPTION, Index, RowColumn, RowsModel
from pisteur.ui.transfer.words import PILLS
from pisteur.ui.widgets.painting import colour, paint_pill
from pisteur.ui.widgets.row_table import RowTable, write

WIDTHS = {
    RowColumn.LINE: 64,
    RowColumn.KIND: 112,
    RowColumn.WHO: 196,
    RowColumn.WHAT: 186,
}
_ARROW = 14
_LEAST = 118


class RowsView(RowTable):
    """The rows; several may be chosen at once.

    Signals:
        turned: go on to the next thing that may be done with the chosen rows.
        asked: offer what may be done with them; the QPoint on the screen.
        compared: show the values of the current row side by side.
    """

    turned = Signal()
    asked = Signal(object)
    compared = Signal()

    def __init__(self, model: RowsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._rows = model
        self.setObjectName("import-rows")
        self.setAccessibleName(_("Rows of the file"))
        self.setModel(model)
        columns = self.horizontalHeader()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(RowColumn.DETAIL, QHeaderView.ResizeMode.Stretch)
        for place, width in WIDTHS.items():
            self.setColumnWidth(place, width)
        # On a small screen three rows; elsewhere the dialog gives them more.
        self.setMinimumHeight(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.turned.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # Not to the dialog, where it would start the import.
            self._ask()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.asked.emit(event.globalPos())
        else:
            self._ask()

    def _ask(self) -> None:
        cell = self.visualRect(self.currentIndex().siblingAtColumn(RowColumn.WHAT))
        self.asked.emit(self.viewport().mapToGlobal(QPoint(cell.left(), cell.bottom() + 1)))

    def _clicked(self, index: Index) -> None:
        if index.column() == RowColumn.WHAT:
            self._ask()

    def _double_clicked(self, index: Index) -> None:
        if index.column() != RowColumn.WHAT:
            self.compared.emit()

    # Painting.

    def shown_in(self, row: int) -> object:
        """Return the row of the file, and what is done with it."""
        what = self._rows.index(row, RowColumn.WHAT)
        return self._rows.row_at(what), what.data(), what.data(EXCEPTION)

    def paint_cell(self, painter: QPainter, cell: QRect, row: int, column: int) -> None:
        """Paint what is inside a cell's margins."""
        index = self._rows.index(row, column)
        planned, text = self._rows.row_at(index), str(index.data() or "")
        tokens, fonts = self._theme.tokens, self._theme.fonts
        match RowColumn(column):
            case RowColumn.KIND:
                paint_pill(painter, cell, text, PILLS[planned.kind], tokens, fonts)
            case RowColumn.WHO:
                self._paint_who(painter, cell, planned)
            case RowColumn.WHAT:
                odd = bool(index.data(EXCEPTION))
                self._paint_what(painter, cell, text, odd=odd, choice=planned.kind in DECIDED)
            case RowColumn.DETAIL:
                self._paint_detail(painter, cell, text)
            case RowColumn.LINE:
                write(painter, cell, text, fonts, "body", tokens.muted)

    def _paint_who(self, painter: QPainter, cell: QRect, row: PlannedRow) -> None:
        """Paint the name, and the company below it."""
        tokens, fonts = self._theme.tokens, self._theme.fonts
        if not row.company:
            write(painter, cell, row.name or "—", fonts, "body_bold", tokens.ink)
            return
        line = fonts.body_bold_metrics.height()
        middle = cell.top() + cell.height() // 2
        above = QRect(cell.left(), middle - line, cell.width(), line)
        write(painter, above, row.name, fonts, "body_bold", tokens.ink)
        write(painter, above.translated(0, line), row.company, fonts, "body", tokens.muted)

    def _paint_detail(self, painter: QPainter, cell: QRect, text: str) -> None:
        """Paint a text on two lines at most."""
        fonts = self._theme.fonts
        painter.setFont(fonts.body)
        painter.setPen(colour(self._theme.tokens.muted))
        # The first line breaks at a word, and so is not full.
        room = int(cell.width() * 1.75)
        shown = fonts.body_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(cell, int(flags) | int(Qt.TextFlag.TextWordWrap), shown)

    def _paint_what(
        self, painter: QPainter, cell: QRect, text: str, *, odd: bool, choice: bool
    ) -> None:
        """Paint what is done, with an arrow where there is a choice."""
        tokens = self._theme.tokens
        font, ink = "body", tokens.ink if choice else tokens.muted
        if odd:
            font, ink = "body_bold", tokens.accent
        room = cell.adjusted(0, 0, -_ARROW if choice else 0, 0)
        write(painter, room, text, self._theme.fonts, font, ink)
        if choice:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour(tokens.muted))
            tip = QPoint(cell.right() - 4, cell.center().y() + 2)
            painter.drawLine(tip, tip + QPoint(-4, -4))
            painter.drawLine(tip, tip + QPoint(4, -4))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
