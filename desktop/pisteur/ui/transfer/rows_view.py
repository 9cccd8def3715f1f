"""The table of a dry run: how a row is painted, and the keys that decide what is done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pisteur.domain.decisions import DECIDED
from pisteur.domain.transfer import PlannedRow
from pisteur.i18n import _
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.transfer.rows_model import EXCEPTION, ROW, Index, RowColumn, RowsModel
from pisteur.ui.transfer.words import PILLS
from pisteur.ui.widgets.containers import prepare_table
from pisteur.ui.widgets.painting import colour, paint_pill

WIDTHS = {
    RowColumn.LINE: 64,
    RowColumn.KIND: 112,
    RowColumn.WHO: 196,
    RowColumn.WHAT: 186,
}
_ARROW = 14
_LEAST = 118


class RowsView(QTableView):
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
        super().__init__(parent)
        self.setObjectName("import-rows")
        self.setAccessibleName(_("Rows of the file"))
        prepare_table(self)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
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


class RowDelegate(QStyledItemDelegate):
    """Paints a row of a dry run, its result as a pill."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(80, Tokens.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        tokens = self._theme.tokens
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colour(tokens.accent_tint if selected else tokens.panel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(tokens.line))
        cell = rect.adjusted(10, 0, -10, -1)
        text = str(index.data() or "")
        row = index.data(ROW)
        if isinstance(row, PlannedRow):
            match RowColumn(index.column()):
                case RowColumn.KIND:
                    kind = PILLS[row.kind]
                    paint_pill(painter, cell, text, kind, tokens, self._theme.fonts)
                case RowColumn.WHO:
                    self._paint_who(painter, cell, row)
                case RowColumn.WHAT:
                    self._paint_what(painter, cell, text, row, odd=bool(index.data(EXCEPTION)))
                case RowColumn.DETAIL:
                    # A row has room for two lines; a second one breaks at a word, and so is not
                    # full.
                    self._write(painter, cell, text, room=int(cell.width() * 1.75))
                case RowColumn.LINE:
                    self._write(painter, cell, text)
        painter.restore()

    def _paint_who(self, painter: QPainter, cell: QRect, row: PlannedRow) -> None:
        """Paint the name, and the company below it."""
        if not row.company:
            self._write(painter, cell, row.name or "—", ink=self._theme.tokens.ink, bold=True)
            return
        middle = cell.top() + cell.height() // 2
        above = QRect(cell.left(), cell.top(), cell.width(), middle - cell.top())
        below = QRect(cell.left(), middle, cell.width(), cell.bottom() - middle)
        up, down = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        self._write(painter, above, row.name, ink=self._theme.tokens.ink, bold=True, at=up)
        self._write(painter, below, row.company, at=down)

    def _paint_what(
        self, painter: QPainter, cell: QRect, text: str, row: PlannedRow, *, odd: bool
    ) -> None:
        """Paint what is done, with an arrow where there is a choice."""
        tokens = self._theme.tokens
        choice = row.kind in DECIDED
        ink = tokens.ink if choice else tokens.muted
        room = cell.adjusted(0, 0, -_ARROW if choice else 0, 0)
        self._write(painter, room, text, ink=tokens.accent if odd else ink, bold=odd)
        if not choice:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(tokens.muted))
        tip = QPoint(cell.right() - 4, cell.center().y() + 2)
        painter.drawLine(tip, tip + QPoint(-4, -4))
        painter.drawLine(tip, tip + QPoint(4, -4))

    def _write(
        self,
        painter: QPainter,
        cell: QRect,
        text: str,
        *,
        ink: str = "",
        bold: bool = False,
        room: int = 0,
        at: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        fonts = self._theme.fonts
        painter.setFont(fonts.body_bold if bold else fonts.body)
        painter.setPen(colour(ink or self._theme.tokens.muted))
        metrics = fonts.body_bold_metrics if bold else fonts.body_metrics
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room or cell.width())
        flags = int(Qt.AlignmentFlag.AlignLeft | at)
        if room:
            flags |= int(Qt.TextFlag.TextWordWrap)
        painter.drawText(cell, flags, shown)
