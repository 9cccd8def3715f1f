"""Contacts that may be the same: looked for in the background, and pairs that are said not to be.

The window has them compared in a process of its own (`duplicates_apart`), to which the worker
hands them. Who does not ask for that, who has few, and where no process can be had, gets the same
search in slices: it goes on only as long as it is asked to, a few hundredths of a second for each
`go_on`, so that other requests get their turn in between.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from pisteur.domain.duplicates import FoundPairs, Pair, PairView, Reason, ReasonKind, SearchState
from pisteur.domain.errors import DomainError
from pisteur.i18n import _
from pisteur.own_process import GaveUpError
from pisteur.services.duplicates_apart import SearchApart
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, NotDuplicate

if TYPE_CHECKING:
    from pisteur.services.duplicate_search import DuplicateSearch

PORTION = 500
FEW = 300
"""So many contacts are compared before a process has started."""
SLICE_SECONDS = 0.03
SHOWN = 500

# SQLite makes the JSON, and reads it: it needs no lock of Python's, which the window waits for.
_CONTACTS = """
    SELECT json_group_array(json_array(
        id, display_name, name, company, postal_code, city, siret, json(points))), count(*), max(id)
    FROM (
        SELECT *, (
            SELECT json_group_array(json_array(kind, normalised)) FROM (
                SELECT kind, normalised FROM contact_points
                WHERE contact_id = contacts.id AND normalised IS NOT NULL ORDER BY position, id
            )
        ) AS points
        FROM contacts WHERE id > ? ORDER BY id LIMIT ?
    )
"""
_SUREST = """
    WITH pairs AS MATERIALIZED (
        SELECT value AS pair, json_extract(value, '$[0]') AS first_id,
            json_extract(value, '$[1]') AS second_id, json_extract(value, '$[2]') AS score
        FROM json_each(?)
    )
    SELECT pair, one.display_name, other.display_name, one.company, other.company, count(*) OVER ()
    FROM pairs
    CROSS JOIN contacts AS one ON one.id = pairs.first_id
    CROSS JOIN contacts AS other ON other.id = pairs.second_id
    WHERE NOT EXISTS (
        SELECT 1 FROM not_duplicates AS known
        WHERE known.first_id = pairs.first_id AND known.second_id = pairs.second_id
    )
    ORDER BY score DESC, pairs.first_id, pairs.second_id LIMIT ?
"""


class DuplicatesService:
    """Finds pairs and remembers which are none."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._search: DuplicateSearch | SearchApart | None = None
        # Each piece of it says whether there is nothing to do but wait.
        self._work: Iterator[bool] | None = None
        self._waits = False
        self._finished = False
        self._contacts = 0
        self._read = 0

    # Looking.

    def begin(self, *, apart: bool = False) -> SearchState:
        """Begin a search anew; what an earlier one found is forgotten.

        Args:
            apart: whether in a process of its own, if there is one to be had.
        """
        self.stop()
        self._contacts = self._db.rows("SELECT count(*) FROM contacts")[0][0]
        self._begin_apart() if apart and self._contacts > FEW else self._begin_in_slices()
        return self.state()

    def _begin_apart(self) -> None:
        try:
            search = SearchApart()
        except GaveUpError:
            self._begin_in_slices()
        else:
            self._begin_with(search, self._steps_apart(search))

    def _begin_in_slices(self) -> None:
        # With rapidfuzz, 2 MiB that most days do without.
        from pisteur.services.duplicate_search import DuplicateSearch  # noqa: PLC0415

        search = DuplicateSearch()
        self._begin_with(search, self._steps_here(search))

    def _begin_with(self, search: DuplicateSearch | SearchApart, work: Iterator[bool]) -> None:
        self._search, self._work = search, work
        self._finished = self._waits = False
        self._read = 0

    def go_on(self, seconds: float = SLICE_SECONDS) -> SearchState:
        """Search for about so long; without a search that was begun, nothing happens.

        When the process ended before its time, the search begins again, in slices.
        """
        until = time.monotonic() + seconds
        while self._work is not None:
            try:
                self._waits = next(self._work)
            except StopIteration:
                self._work, self._finished = None, True
            except GaveUpError:
                self._begin_in_slices()
            except Exception:
                # Of a disk, say: what is left cannot be compared.
                self.stop()
                raise
            if self._waits or time.monotonic() >= until:
                break
        return self.state()

    def stop(self) -> SearchState:
        """Stop looking, and end the process that does; what was found so far stays."""
        if isinstance(self._search, SearchApart):
            self._search.stop()
        self._work = None
        return self.state()

    def state(self) -> SearchState:
        """Return how far the search is."""
        search = self._search
        if search is None:
            return SearchState()
        done = self._read + search.done * self._contacts // max(1, search.total)
        running = self._work is not None
        return SearchState(
            *(done, 2 * self._contacts, search.found, running, self._finished),
            apart=running and self._waits,
        )

    def found(self, limit: int = SHOWN) -> FoundPairs:
        """Return the surest pairs found so far.

        Without those that the user said are not the same, or of whom one is gone meanwhile.
        """
        if self._search is None:
            return FoundPairs()
        rows = self._db.rows(_SUREST, (self._search.as_json(), limit))
        return FoundPairs(tuple(map(_view, rows)), rows[0][-1] if rows else 0)

    def _steps_here(self, search: DuplicateSearch) -> Iterator[bool]:
        for portion in self._portions():
            search.add_all(portion)
            yield False
        for _piece in search.run():
            yield False

    def _steps_apart(self, search: SearchApart) -> Iterator[bool]:
        for portion in self._portions():
            while not search.takes_more:
                yield True
            search.add(portion)
            yield False
        search.add("")
        while not search.finished:
            yield True

    def _portions(self) -> Iterator[str]:
        """Read contacts as they are compared, some at a time: `duplicate_search.entries_of`."""
        last = 0
        while True:
            portion, count, newest = self._db.rows(_CONTACTS, (last, PORTION))[0]
            if not count:
                break
            last = newest
            self._read += count
            yield portion

    # Deciding.

    def dismiss(self, one_id: int, other_id: int) -> Done[None]:
        """Remember that two contacts are not the same.

        Raises:
            DomainError: `record.gone`, `merge.same` for one contact twice.
        """
        first, second = sorted((one_id, other_id))
        if first == second:
            raise DomainError("merge.same")
        with self._db.step("") as step:
            session = step.session
            one, other = required(session, Contact, one_id), required(session, Contact, other_id)
            known = session.exec(
                select(NotDuplicate)
                .where(NotDuplicate.first_id == first)
                .where(NotDuplicate.second_id == second)
            ).first()
            if known is None:
                session.add(NotDuplicate(first_id=first, second_id=second))
            step.label = _("“{name}” and “{other}” are not the same").format(
                name=one.display_name, other=other.display_name
            )
        return Done(None, step.changes)


def _view(row: tuple[Any, ...]) -> PairView:
    text, first, second, first_company, second_company, _total = row
    first_id, second_id, score, said = json.loads(text)
    reasons = tuple(Reason(ReasonKind(kind), value) for kind, value in said)
    pair = Pair(first_id, second_id, score, reasons)
    return PairView(pair, first, second, first_company, second_company)
