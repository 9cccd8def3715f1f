"""The rows of a dry run as a table, with what will be done with each."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import Qt as QtGuiQt

from pisteur.domain.decisions import Decisions, RowKind
from pisteur.domain.transfer import ImportPlan, PlannedRow
from pisteur.i18n import _, isolated
from pisteur.presentation import formats
from pisteur.ui.transfer.words import detail, kind_word, what_happens

Index = QModelIndex | QPersistentModelIndex
EXCEPTION = Qt.ItemDataRole.UserRole + 1


class RowColumn(IntEnum):
    """The columns."""

    LINE = 0
    KIND = 1
    WHO = 2
    DETAIL = 3
    WHAT = 4


class RowsModel(QAbstractTableModel):
    """The rows of a plan, all or some.

    EXCEPTION is whether a row is treated otherwise than its kind.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = ImportPlan(())
        self._shown: tuple[PlannedRow, ...] = ()
        self._decisions = Decisions()
        self._left_out: frozenset[int] = frozenset()

    def show(self, plan: ImportPlan, decisions: Decisions) -> None:
        """Take the rows of a plan, and show all of them."""
        self._plan = plan
        self._decisions = decisions
        self._left_out = plan.left_out(decisions)
        self.show_all()

    def show_all(self) -> None:
        """Show every row."""
        self._show(self._plan.rows)

    def show_kind(self, kind: RowKind) -> None:
        """Show only rows of `kind`."""
        self._show(tuple(row for row in self._plan.rows if row.kind is kind))

    def show_undecided(self) -> None:
        """Show only rows that want a decision."""
        self._show(tuple(row for row in self._plan.rows if row.wants_decision))

    def decide(self, decisions: Decisions) -> None:
        """Say what becomes of the rows."""
        self._decisions = decisions
        self._left_out = self._plan.left_out(decisions)
        if self._shown:
            last = self.index(len(self._shown) - 1, RowColumn.WHAT)
            self.dataChanged.emit(self.index(0, RowColumn.WHAT), last)

    def row_at(self, index: Index) -> PlannedRow:
        """Return the row at an index."""
        return self._shown[index.row()]

    def _show(self, rows: tuple[PlannedRow, ...]) -> None:
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()

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
        if role == EXCEPTION:
            return row.line in self._decisions.rows
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self._text(row, RowColumn(index.column()))
        if role == Qt.ItemDataRole.DisplayRole or not text:
            return text
        # With spaces as they are, the tip would be one line as wide as its text.
        return QtGuiQt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)

    def _text(self, row: PlannedRow, column: RowColumn) -> str:
        match column:
            case RowColumn.LINE:
                return formats.number(row.line)
            case RowColumn.KIND:
                return kind_word(row.kind)
            case RowColumn.WHO:
                return " · ".join(map(isolated, filter(None, (row.name, row.company)))) or "—"
            case RowColumn.DETAIL:
                return detail(row)
            case RowColumn.WHAT:
                given = self._decisions.of(row.line, row.kind)
                return what_happens(row, given, absent=row.same_as_line in self._left_out)
