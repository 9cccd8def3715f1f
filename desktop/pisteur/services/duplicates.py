"""Contacts that may be the same: looked for in portions, and pairs that the user said are not.

The search lives here, on the worker's thread, and goes on only as long as it is asked to: each
`go_on` takes a few hundredths of a second, so that other requests get their turn in between.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from pisteur.domain.duplicates import Entry, FoundPairs, Pair, PairView, SearchState, words_of
from pisteur.domain.errors import DomainError
from pisteur.domain.text import fold
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, NotDuplicate

if TYPE_CHECKING:
    from pisteur.services.duplicate_search import DuplicateSearch

PORTION = 500
SLICE_SECONDS = 0.03
SHOWN = 500


class DuplicatesService:
    """Finds pairs and remembers which are none."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._search: DuplicateSearch | None = None
        self._work: Iterator[None] | None = None
        self._finished = False
        self._contacts = 0
        self._read = 0

    # Looking.

    def begin(self) -> SearchState:
        """Begin a search anew; what an earlier one found is forgotten."""
        # With rapidfuzz, 2 MiB that most days do without.
        from pisteur.services.duplicate_search import DuplicateSearch  # noqa: PLC0415

        self._search = DuplicateSearch()
        self._contacts, self._read = self._db.rows("SELECT count(*) FROM contacts")[0][0], 0
        self._finished = False
        self._work = self._steps(self._search)
        return self.state()

    def go_on(self, seconds: float = SLICE_SECONDS) -> SearchState:
        """Search for about so long; without a search that was begun, nothing happens."""
        until = time.monotonic() + seconds
        while self._work is not None:
            try:
                next(self._work)
            except StopIteration:
                self._work, self._finished = None, True
            if time.monotonic() >= until:
                break
        return self.state()

    def stop(self) -> SearchState:
        """Stop looking; what was found so far stays."""
        self._work = None
        return self.state()

    def state(self) -> SearchState:
        """Return how far the search is."""
        search = self._search
        if search is None:
            return SearchState()
        done = self._read + search.done * self._contacts // max(1, search.total)
        return SearchState(
            done, 2 * self._contacts, len(search.pairs), self._work is not None, self._finished
        )

    def found(self, limit: int = SHOWN) -> FoundPairs:
        """Return the surest pairs found so far.

        Without those that the user said are not the same, or of whom one is gone meanwhile.
        """
        not_same = set(self._db.rows("SELECT first_id, second_id FROM not_duplicates"))
        there = {row[0] for row in self._db.rows("SELECT id FROM contacts")}
        pairs = [
            pair
            for key, pair in (self._search.pairs.items() if self._search else ())
            if key not in not_same and key[0] in there and key[1] in there
        ]
        surest = sorted(pairs, key=_surest_first)[:limit]
        ids = sorted({i for pair in surest for i in (pair.first_id, pair.second_id)})
        names = {
            row[0]: (row[1], row[2])
            for row in self._db.rows(
                "SELECT id, display_name, company FROM contacts"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        }
        return FoundPairs(tuple(_view(pair, names) for pair in surest), len(pairs))

    def _steps(self, search: DuplicateSearch) -> Iterator[None]:
        last = 0
        while entries := self._entries(last):
            for entry in entries:
                search.add(entry)
            self._read += len(entries)
            last = entries[-1].id
            yield
        yield from search.run()

    def _entries(self, after: int) -> list[Entry]:
        """Read a portion of contacts as they are compared."""
        contacts = self._db.rows(
            "SELECT id, display_name, name, company, postal_code, city, siret FROM contacts"
            " WHERE id > ? ORDER BY id LIMIT ?",
            (after, PORTION),
        )
        if not contacts:
            return []
        points = self._db.rows(
            "SELECT contact_id, kind, normalised FROM contact_points WHERE contact_id > ?"
            " AND contact_id <= ? AND normalised IS NOT NULL ORDER BY contact_id, position, id",
            (after, contacts[-1][0]),
        )
        of = {number: list(some) for number, some in groupby(points, itemgetter(0))}
        return [_entry(row, of.get(row[0], [])) for row in contacts]

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


def _surest_first(pair: Pair) -> tuple[int, int, int]:
    return -pair.score, pair.first_id, pair.second_id


def _entry(row: tuple[Any, ...], points: list[tuple[int, str, str]]) -> Entry:
    number, title, name, company, postal_code, city, siret = row
    return Entry(
        number,
        title,
        words_of(name) if name else (),
        words_of(company) if company else (),
        fold(postal_code.replace(" ", "") or city),
        siret,
        tuple(dict.fromkeys(value for _id, kind, value in points if kind == "email")),
        tuple(dict.fromkeys(value for _id, kind, value in points if kind == "phone")),
    )


def _view(pair: Pair, names: dict[int, tuple[str, str]]) -> PairView:
    (first, first_company), (second, second_company) = names[pair.first_id], names[pair.second_id]
    return PairView(pair, first, second, first_company, second_company)
