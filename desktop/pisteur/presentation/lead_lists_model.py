"""The lists of leads as a table: a row a list, two lines a cell.

Reads nothing: the page hands the rows over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import Qt as QtGuiQt

from pisteur.domain.lead_lists import LeadListRow
from pisteur.i18n import _, isolated, ngettext, pgettext
from pisteur.presentation import formats

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    BOUGHT = 1
    NAMES = 2
    CONTACTED = 3
    QUALIFIED = 4
    WON = 5
    INFORMED = 6


class Cell(NamedTuple):
    """What a cell shows.

    Attributes:
        detail: the muted second line.
        tone: `late` or `ok` paints the first line as a pill; empty for plain text.
    """

    text: str
    detail: str = ""
    tone: str = ""


def column_title(column: Column) -> str:
    """Return what stands over a column."""
    return {
        Column.NAME: _("List"),
        Column.BOUGHT: _("Date and price"),
        Column.NAMES: pgettext("of a list", "Names"),
        Column.CONTACTED: pgettext("of a list", "Contacted"),
        Column.QUALIFIED: pgettext("of a list", "Qualified"),
        Column.WON: pgettext("of a list", "Won"),
        Column.INFORMED: _("Information"),
    }[column]


def cell(row: LeadListRow, column: Column, today: date) -> Cell:
    """Return what is shown of a list in a column."""
    if column is Column.INFORMED:
        return _information(row, today)
    if column is Column.NAME:
        return Cell(row.name, " · ".join(map(isolated, filter(None, (row.supplier, row.source)))))
    if column is Column.BOUGHT:
        day = formats.full_date(row.bought_on or row.imported_on)
        return Cell(day, "" if row.price_cents is None else formats.money(row.price_cents))
    count, detail = {
        Column.NAMES: (row.names, _on_board(row.on_board)),
        Column.CONTACTED: (row.contacted, _share(row.contacted, row.names)),
        Column.QUALIFIED: (row.qualified, _cost(row.cents_per_prospect)),
        Column.WON: (row.won, _cost(row.cents_per_customer)),
    }[column]
    return Cell(formats.number(count), detail)


def _on_board(count: int) -> str:
    return formats.counted(ngettext("{count} on the board", "{count} on the board", count), count)


def _share(count: int, total: int) -> str:
    return formats.percent(count / total) if total else ""


def _cost(cents: int | None) -> str:
    return "" if cents is None else _("{amount} each").format(amount=formats.money(cents))


def _information(row: LeadListRow, today: date) -> Cell:
    if row.informed_on is not None:
        return Cell(_("Informed"), formats.full_date(row.informed_on), "ok")
    if row.inform_by is None:
        return Cell("")
    day = formats.full_date(row.inform_by)
    if row.inform_by < today:
        return Cell(_("Overdue"), _("since {day}").format(day=day), "late")
    return Cell(_("To be done"), _("by {day}").format(day=day))


class LeadListsModel(QAbstractTableModel):
    """The rows that were handed over last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LeadListRow, ...] = ()
        self._today = date.min

    @property
    def rows(self) -> tuple[LeadListRow, ...]:
        """The lists, in the order shown."""
        return self._rows

    @property
    def today(self) -> date:
        """The day that deadlines are told from."""
        return self._today

    def show(self, rows: Sequence[LeadListRow], today: date) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._today = tuple(rows), today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = Column(index.column())
        found = cell(self._rows[index.row()], column, self._today)
        words = ", ".join(part for part in (found.text, found.detail) if part)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column_title(column)}: {words}" if words else ""
            case Qt.ItemDataRole.ToolTipRole:
                return QtGuiQt.convertFromPlainText(words) if words else ""
        return found if role == CELL else None
