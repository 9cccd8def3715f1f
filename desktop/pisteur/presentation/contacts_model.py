"""The table of everyone as a model that reads a page of rows when a view first shows one of them.

Rows that are on their way are shown empty. What is on screen stays until the answer is there.
Not for choosing what to show: the page hands over a `ContactQuery`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import IntEnum, StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import Qt as QtGuiQt

from pisteur.domain.calendar import Clock
from pisteur.domain.contact_query import (
    PAGE_SIZE,
    ContactPage,
    ContactQuery,
    ContactRow,
    ContactSort,
)
from pisteur.domain.errors import PisteurError
from pisteur.domain.segments import Frequency, Volume
from pisteur.domain.words import Answer, Heat, InteractionKind, Status
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.runner import Runner

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole + 1
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, _TOOL_TIP)


class Column(IntEnum):
    """The columns, in the order in which they stand at first."""

    NAME = 0
    COMPANY = 1
    STATUS = 2
    HEAT = 3
    PIPS = 4
    NEXT_ACTION = 5
    LAST_EXCHANGE = 6
    SOURCE = 7
    CITY = 8
    PHONE = 9
    EMAIL = 10
    LAST_SALE = 11
    FREQUENCY = 12
    VOLUME = 13


SORTS = {
    Column.NAME: ContactSort.NAME,
    Column.COMPANY: ContactSort.COMPANY,
    Column.STATUS: ContactSort.STATUS,
    Column.HEAT: ContactSort.HEAT,
    Column.NEXT_ACTION: ContactSort.NEXT_ACTION,
    Column.LAST_EXCHANGE: ContactSort.LAST_EXCHANGE,
    Column.SOURCE: ContactSort.SOURCE,
    Column.CITY: ContactSort.CITY,
    Column.LAST_SALE: ContactSort.LAST_SALE,
}


def column_title(column: Column) -> str:
    """Return the words above a column."""
    return _TITLES[column]()


class ContactsModel(QAbstractTableModel):
    """Every contact that a query finds.

    Signals:
        shown: the ContactQuery whose rows are now there, after a reset.
        page_loaded: (first row, number of rows) of a further page.
    """

    shown = Signal(object)
    page_loaded = Signal(object, object)

    def __init__(self, runner: Runner, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._clock = clock
        self._today = clock.today()
        self._query: ContactQuery | None = None
        self._total = 0
        self._pages: dict[int, tuple[ContactRow, ...]] = {}
        self._turn = 0
        self._wanted: list[int] = []
        self._reading = False
        # A view asks for rows while it paints: answering at once would change them under it.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_wanted)
        self.letters = ""
        self.criteria: tuple[str, ...] = ()
        self._words: dict[tuple[type[StrEnum], str], str] = {}

    @property
    def query(self) -> ContactQuery | None:
        """What is shown; None before the first answer."""
        return self._query

    @property
    def today(self) -> date:
        """The day that dates are told from."""
        return self._today

    def show(self, query: ContactQuery, around: int = 0) -> None:
        """Read what `query` finds, first the rows near `around`; overtakes an earlier call."""
        self._turn += 1
        offset = max(0, around // PAGE_SIZE) * PAGE_SIZE
        limit = PAGE_SIZE * (2 if around else 1)
        self._runner.latest(
            "contacts",
            lambda s: (query, s.contact_list.page(query, offset, limit)),
            self._take,
        )

    def contact(self, row: int) -> ContactRow | None:
        """Return the contact in `row`, None while it is on its way."""
        rows = self._pages.get(row // PAGE_SIZE)
        place = row % PAGE_SIZE
        return rows[place] if rows is not None and place < len(rows) else None

    def wanted(self, row: int) -> ContactRow | None:
        """Return the contact in `row`; one that is not there is read."""
        found = self.contact(row)
        if found is None:
            self._want(row // PAGE_SIZE)
        return found

    def row_of(self, contact_id: int) -> int | None:
        """Return the row of a contact, among those that were read."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == contact_id:
                    return page * PAGE_SIZE + place
        return None

    # Qt.

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        row = self.wanted(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role not in _TEXT_ROLES:
            return None
        column = Column(index.column())
        text = self.text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column_title(column)}: {text or '—'}"
        return QtGuiQt.convertFromPlainText(text) if role == _TOOL_TIP and text else text

    # Words.

    def text(self, row: ContactRow, column: Column) -> str:
        """Return what a cell says, in words."""
        made = _MADE.get(column)
        return made(self, row) if made else str(getattr(row, _FIELDS[column]))

    def word(self, kind: type[StrEnum], value: str) -> str:
        """Return the words for a value of a closed set: the same few for every row."""
        found = self._words.get((kind, value))
        if found is None:
            found = self._words[kind, value] = label(kind(value))
        return found

    def due(self, row: ContactRow) -> tuple[str, str]:
        """Return text and kind of the pill that says when the next action is due."""
        if row.due_on is None:
            return "", ""
        day = date.fromisoformat(row.due_on)
        return formats.due_text(day, self._today), formats.due_kind(day, self._today)

    def answers(self, row: ContactRow) -> tuple[str, ...]:
        """Return the answer to each required criterion: yes, no or unknown."""
        given = row.pips.ljust(len(self.letters), "u")[: len(self.letters)]
        return tuple(_ANSWERS.get(answer, "unknown") for answer in given)

    def _action_text(self, row: ContactRow) -> str:
        return " · ".join(filter(None, (isolated(row.action or ""), self.due(row)[0])))

    def _pips_text(self, row: ContactRow) -> str:
        # Names, as this is what is heard of the cell: letters are for the eye.
        pairs = zip(self.criteria, self.answers(row), strict=True)
        said = ((isolated(name), self.word(Answer, answer)) for name, answer in pairs)
        return ", ".join(
            _("{criterion}: {answer}").format(criterion=name, answer=answer)
            for name, answer in said
        )

    def _last_exchange(self, row: ContactRow) -> str:
        if row.last_exchange is None:
            return ""
        day = formats.short_date(_local_day(row.last_exchange), self._today)
        if not row.last_exchange_kind:
            return day
        return f"{day} · {self.word(InteractionKind, row.last_exchange_kind)}"

    def _last_sale(self, row: ContactRow) -> str:
        if row.last_sale is None:
            return ""
        return formats.short_date(date.fromisoformat(row.last_sale), self._today)

    # Reading.

    def _take(self, answer: tuple[ContactQuery, ContactPage]) -> None:
        query, page = answer
        self.beginResetModel()
        self._query = query
        self._today = self._clock.today()
        self._total = page.total
        self._pages.clear()
        self._wanted.clear()
        self._keep(page)
        self.endResetModel()
        self.shown.emit(query)

    def _keep(self, page: ContactPage) -> None:
        first = page.offset // PAGE_SIZE
        for place in range(0, len(page.rows), PAGE_SIZE):
            self._pages[first + place // PAGE_SIZE] = page.rows[place : place + PAGE_SIZE]

    def _want(self, page: int) -> None:
        if self._query is None or page in self._wanted:
            return
        # Scrolled past before they were read: the newest matter.
        self._wanted = [*self._wanted[-2:], page]
        if not self._reading:
            self._soon.start()

    def _read_wanted(self) -> None:
        if not self._wanted or self._query is None or self._reading:
            return
        self._reading = True
        query, turn, offset = self._query, self._turn, self._wanted[-1] * PAGE_SIZE
        self._runner.query(
            lambda s: (turn, query, s.contact_list.page(query, offset)),
            self._add,
            self._reading_failed,
        )

    def _add(self, answer: tuple[int, ContactQuery, ContactPage]) -> None:
        turn, query, page = answer
        self._reading = False
        number = page.offset // PAGE_SIZE
        if number in self._wanted:
            self._wanted.remove(number)
        # A newer answer, or one to come, knows better; and while one to come is awaited, rows are
        # still asked for in the order of before.
        newest = turn == self._turn and query == self._query
        if newest and page.total == self._total and page.rows:
            self._keep(page)
            last = page.offset + len(page.rows) - 1
            self.dataChanged.emit(self.index(page.offset, 0), self.index(last, len(Column) - 1))
            self.page_loaded.emit(page.offset, len(page.rows))
        if self._wanted:
            self._soon.start()

    def _reading_failed(self, error: PisteurError) -> None:
        self._reading = False
        self._wanted.clear()
        self._runner.failed.emit(error)


_TITLES: dict[Column, Callable[[], str]] = {
    Column.NAME: lambda: _("Name"),
    Column.COMPANY: lambda: _("Company"),
    Column.STATUS: lambda: _("Status"),
    Column.HEAT: lambda: _("Heat"),
    Column.PIPS: lambda: _("Criteria"),
    Column.NEXT_ACTION: lambda: _("Next action"),
    Column.LAST_EXCHANGE: lambda: _("Last exchange"),
    Column.SOURCE: lambda: _("Source"),
    Column.CITY: lambda: _("City"),
    Column.PHONE: lambda: _("Phone"),
    Column.EMAIL: lambda: _("E-mail"),
    Column.LAST_SALE: lambda: _("Last sale"),
    Column.FREQUENCY: lambda: _("Frequency"),
    Column.VOLUME: lambda: _("Volume"),
}
_FIELDS = {
    Column.NAME: "display_name",
    Column.COMPANY: "company",
    Column.SOURCE: "source",
    Column.CITY: "city",
    Column.EMAIL: "email",
}
_MADE: dict[Column, Callable[[ContactsModel, ContactRow], str]] = {
    Column.STATUS: lambda model, row: model.word(Status, row.status),
    Column.HEAT: lambda model, row: model.word(Heat, row.heat),
    Column.PIPS: ContactsModel._pips_text,
    Column.NEXT_ACTION: ContactsModel._action_text,
    Column.LAST_EXCHANGE: ContactsModel._last_exchange,
    Column.PHONE: lambda _model, row: formats.phone(row.phone),
    Column.LAST_SALE: ContactsModel._last_sale,
    Column.FREQUENCY: lambda _model, row: label(Frequency(row.frequency)) if row.frequency else "",
    Column.VOLUME: lambda _model, row: label(Volume(row.volume)) if row.volume else "",
}
_ANSWERS = {"y": "yes", "n": "no", "u": "unknown"}


def _local_day(instant: str) -> date:
    found = datetime.fromisoformat(instant)
    return (found.astimezone() if found.tzinfo else found).date()
