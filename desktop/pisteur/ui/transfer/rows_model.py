"""The rows of a dry run as a table."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtGui import Qt as QtGuiQt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pisteur.domain.transfer import OnConflict, PlannedRow, RowKind
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.transfer.words import PILLS, detail, kind_word, what_happens
from pisteur.ui.widgets.painting import colour, paint_pill

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1


class RowColumn(IntEnum):
    """The columns."""

    LINE = 0
    KIND = 1
    WHO = 2
    DETAIL = 3
    WHAT = 4


class RowsModel(QAbstractTableModel):
    """The rows of a plan, all or those of one kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[PlannedRow, ...] = ()
        self._shown: tuple[PlannedRow, ...] = ()
        self._kind: RowKind | None = None
        self._on_conflict = OnConflict.KEEP

    def show(self, rows: tuple[PlannedRow, ...]) -> None:
        """Take the rows of a plan."""
        self._all = rows
        self.show_kind(self._kind)

    def show_kind(self, kind: RowKind | None) -> None:
        """Show only rows of `kind`; None for all."""
        self.beginResetModel()
        self._kind = kind
        self._shown = self._all if kind is None else tuple(r for r in self._all if r.kind is kind)
        self.endResetModel()

    def set_on_conflict(self, on_conflict: OnConflict) -> None:
        """Say what becomes of conflicts."""
        self._on_conflict = on_conflict
        if self._shown:
            last = self.index(len(self._shown) - 1, RowColumn.WHAT)
            self.dataChanged.emit(self.index(0, RowColumn.WHAT), last)

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(RowColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            RowColumn.LINE: _("Line"),
            RowColumn.KIND: _("Result"),
            RowColumn.WHO: _("Who"),
            RowColumn.DETAIL: _("Detail"),
            RowColumn.WHAT: _("What will be done"),
        }[RowColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, RowColumn(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self._text(row, RowColumn(index.column()))
            if not text:
                return None
            # With spaces as they are, the tip would be one line as wide as its text.
            return QtGuiQt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
        return None

    def _text(self, row: PlannedRow, column: RowColumn) -> str:
        match column:
            case RowColumn.LINE:
                return formats.number(row.line)
            case RowColumn.KIND:
                return kind_word(row.kind)
            case RowColumn.WHO:
                return row.name or "—"
            case RowColumn.DETAIL:
                return detail(row)
            case RowColumn.WHAT:
                return what_happens(row, self._on_conflict)


class RowDelegate(QStyledItemDelegate):
    """Paints a row of a dry run, its result as a pill."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(80, Tokens.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colour(tokens.accent_tint if selected else tokens.panel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(tokens.line))
        cell = rect.adjusted(10, 0, -10, -1)
        column, text = RowColumn(index.column()), str(index.data() or "")
        row = index.data(ROW)
        if column is RowColumn.KIND and isinstance(row, PlannedRow):
            paint_pill(painter, cell, text, PILLS[row.kind], tokens, fonts)
        else:
            bold = column is RowColumn.WHO
            quiet = column in (RowColumn.LINE, RowColumn.DETAIL)
            painter.setFont(fonts.body_bold if bold else fonts.body)
            painter.setPen(colour(tokens.muted if quiet else tokens.ink))
            metrics = fonts.body_bold_metrics if bold else fonts.body_metrics
            # A row has room for two lines; a second one breaks at a word, and so is not full.
            room = int(cell.width() * 1.75) if column is RowColumn.DETAIL else cell.width()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(cell, int(flags) | int(Qt.TextFlag.TextWordWrap), shown)
        painter.restore()
