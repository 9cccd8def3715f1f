"""Keeps the selection of the contacts table by id: rows move when the table is read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from pisteur.domain.contact_query import ContactQuery
from pisteur.presentation.contacts_model import ContactsModel
from pisteur.presentation.runner import Runner
from pisteur.ui.pages.contacts.table import ContactsTable

Ids = tuple[int, ...]


class SelectionKeeper(QObject):
    """Which contacts are selected, and which one is current.

    Signals:
        current_changed: by the user, to another row.
        altered: which rows are selected changed, by whatever.
    """

    current_changed = Signal()
    altered = Signal()

    def __init__(self, table: ContactsTable, model: ContactsModel, runner: Runner) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._runner = runner
        self._busy = False
        self._current: int | None = None
        self._selected: frozenset[int] = frozenset()
        self._row = 0
        self._waiting: tuple[Callable[[Ids], None], list[int]] | None = None
        table.current_changed.connect(self._current_row_changed)
        table.selection_altered.connect(self._selection_altered)
        # A reset empties the selection: that is not the user's doing.
        model.modelAboutToBeReset.connect(self._pause)

    def current_id(self) -> int | None:
        """Return the current contact, None without one or while it is on its way."""
        index = self._table.currentIndex()
        row = self._model.contact(index.row()) if index.isValid() else None
        return row.id if row is not None else None

    def note(self) -> None:
        """Remember who is selected now."""
        if self._busy:
            return
        found = (self._model.contact(row) for row in self._table.selected_rows())
        self._current = self.current_id()
        self._row = max(0, self._table.currentIndex().row())
        self._selected = frozenset(row.id for row in found if row is not None)

    def restore(self, scrolled: int | None) -> None:
        """Select again who was selected, after a reset.

        Args:
            scrolled: where the table was scrolled to; None for another list, which is shown from
                its beginning with those selected who are in it.
        """
        wanted = self._wanted()
        places = {i: row for i in wanted if (row := self._model.row_of(i)) is not None}
        self._select(places)
        self._table.verticalScrollBar().setValue(scrolled or 0)
        if scrolled is None:
            self.note()
            self._choose(0)
        elif len(places) < len(wanted):
            # Moved out of what was read: look where they went.
            query = self._model.query or ContactQuery()
            self._runner.latest(
                "contacts-places", lambda s: (query, s.contact_list.ids(query)), self._take_places
            )
        else:
            self._choose(self._row)

    def with_ids(self, work: Callable[[Ids], None]) -> None:
        """Call `work` with the ids of the selected rows, reading those that are not there yet.

        It is not called when the table is read again before that.
        """
        rows = self._table.selected_rows()
        found = [contact for row in rows if (contact := self._model.contact(row)) is not None]
        if len(found) == len(rows):
            if found:
                work(tuple(contact.id for contact in found))
            return
        query = self._model.query or ContactQuery()
        self._waiting = (work, rows)
        self._runner.latest(
            "contacts-selected", lambda s: s.contact_list.ids(query), self._selected_read
        )

    def _wanted(self) -> set[int]:
        current = {self._current} if self._current is not None else set()
        return {*self._selected, *current}

    def _select(self, places: Mapping[int, int]) -> None:
        self._busy = True
        rows = sorted(places[i] for i in self._selected if i in places)
        current = places.get(self._current) if self._current is not None else None
        self._table.select_rows(rows, current)
        self._busy = False

    def _take_places(self, answer: tuple[ContactQuery, Ids]) -> None:
        query, ids = answer
        if query != self._model.query or len(ids) != self._model.rowCount():
            return
        wanted = self._wanted()
        places = {contact_id: row for row, contact_id in enumerate(ids) if contact_id in wanted}
        if self._current not in places:
            self._current = None
        self._selected &= places.keys()
        scrolled = self._table.verticalScrollBar().value()
        self._select(places)
        self._table.verticalScrollBar().setValue(scrolled)
        self.altered.emit()
        self._choose(self._row)

    def _choose(self, row: int) -> None:
        """Select `row`, or the last one, when keys go to a table in which nothing is selected."""
        last = self._model.rowCount() - 1
        if last >= 0 and self._table.hasFocus() and not self._table.selected_rows():
            self._table.select_rows([min(row, last)], min(row, last))

    def _selected_read(self, ids: Ids) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and len(ids) == self._model.rowCount():
            work, rows = waiting
            work(tuple(ids[row] for row in rows))

    def _pause(self) -> None:
        self._busy = True
        # Others may come into the rows for which something was asked.
        self._waiting = None

    def _current_row_changed(self) -> None:
        if not self._busy:
            self.note()
            self.current_changed.emit()

    def _selection_altered(self) -> None:
        if not self._busy:
            self.note()
            self.altered.emit()
