"""Finds what a row of a list means for what is stored: new, the same, more, or a contradiction.

Rows match by normalised e-mail or by phone in E.164, stored contacts and earlier rows of the
same file alike. A row with neither matches one of the same name, company and place. Reads
only: `importing` writes.

Works through a list in small portions and keeps whole only what differs: a hundred thousand
contacts would not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from pisteur.domain.decisions import Decision, Decisions, Difference, RowKind, Take
from pisteur.domain.reach import normalise_email
from pisteur.domain.records import LeadRecord
from pisteur.domain.text import clean_line
from pisteur.domain.words import InteractionKind, OpportunityState, PointKind
from pisteur.services.candidates import (
    FIELDS,
    Candidate,
    Profile,
    candidate_of,
    compare,
    identity_key,
    may_be_same,
    phone_key,
)
from pisteur.services.crowds import CROWD, Crowd
from pisteur.services.deal_matching import KnownDeal
from pisteur.services.phones import normalise_phone

Rows = Callable[..., list[Any]]

_IDENTITY = ("name", "company", "city", "postal_code")
_NAMED = "name:"
_CLOSED = (OpportunityState.WON, OpportunityState.LOST)
_PORTION = 500
_PIECE = 10_000
_NOTHING = Decision(Take.NOTHING)


@dataclass(slots=True, eq=False)
class Known:
    """A contact that rows are compared with: stored, or made by an earlier row of the file.

    Attributes:
        contact_id: None for one that is not written, as in a dry run.
        line, record: of the row that made it, None for a stored one.
        left_out: whether the row that would have made it is not taken, nor those that add to it.
        profile: what rows are judged by: what is known of it, with all that rows only add. None
            until it is needed.
        decided: what is to be stored of it, where something else was decided.
    """

    contact_id: int | None
    line: int | None = None
    record: LeadRecord | None = None
    left_out: bool = False
    profile: Profile | None = None
    decided: Profile | None = None

    @property
    def outcome(self) -> Profile | None:
        """What is to be stored of it; None when no row changed it."""
        return self.profile if self.decided is None else self.decided


@dataclass(frozen=True, slots=True)
class Match:
    """What one row means.

    Attributes:
        known: what it matches; for a new row, what it makes: the caller sets its id.
        given: what is done with it.
        gaps: what the row adds; `conflicts`: what it contradicts.
    """

    kind: RowKind
    candidate: Candidate
    known: Known
    given: Decision
    gaps: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is something to write: a new contact, or one that rows changed."""
        if self.known.left_out:
            return False
        outcome = self.known.outcome
        return self.kind is RowKind.NEW or (outcome is not None and outcome.is_changed)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All that differs, contradictions first."""
        return (*self.conflicts, *self.gaps)


_Found = tuple[Known, list[Difference], list[Difference]]


class Matcher:
    """Compares the rows of one file with what is stored and with each other.

    The same file again changes nothing: a row that was taken is held whole by one contact, and
    one that was set aside is judged again until nothing that it was judged by grows any more.

    What a row means does not hang on what is decided of others, so that a dry run holds for
    whatever is decided after it: each is judged as if all rows that only add were taken, and
    none that contradicts.
    """

    def __init__(self, rows: Rows, region: str, decisions: Decisions) -> None:
        self._rows = rows
        self._decisions = decisions
        self._region = region
        self._by_key: dict[str, tuple[Known, ...] | Crowd[Known]] = {}
        self._wanted: set[str] = set()
        self._by_name = False

    def matches(self, records: Sequence[LeadRecord]) -> Iterator[Match]:
        """Yield what each row of the file means, once, not always in order.

        What a row adds counts at once.
        """
        self._wanted = {key for record in records for key in self._keys(record)}
        self._by_name = not all(map(_is_reachable, records))
        self._find_stored()
        waiting: list[LeadRecord] = []
        for match in self._look(filter(_is_reachable, records)):
            if match.kind is RowKind.CONFLICT:
                waiting.append(match.candidate.record)
            else:
                yield match
        # What a row contradicts may have grown since: until no answer changes.
        unsettled = True
        while waiting and unsettled:
            again, waiting, unsettled = waiting, [], False
            for match in self._look(again):
                if match.kind is RowKind.CONFLICT:
                    waiting.append(match.candidate.record)
                else:
                    unsettled = True
                    yield match
        yield from self._look(waiting, settled=True)
        # Last, for the rows before may give a name or a place, which these are recognised by.
        unreachable = (row for row in records if not _is_reachable(row))
        yield from self._look(unreachable, settled=True)

    def _look(self, records: Iterable[LeadRecord], *, settled: bool = False) -> Iterator[Match]:
        """Judge rows; of those that contradict something is taken only when that is settled."""
        rest = iter(records)
        while portion := [self._looked_up(record) for record in islice(rest, _PORTION)]:
            asked = {(key, each.fields.get("name", "")) for each, keys in portion for key in keys}
            met = {id(known): known for key, name in asked for known in self._near(key, name)}
            absent = (each for each in met.values() if each.profile is None and not each.record)
            while some := list(islice(absent, _PORTION)):
                self._load(some)
            for candidate, keys in portion:
                match = self._match(candidate, keys)
                if settled or match.kind is not RowKind.CONFLICT:
                    self._take(match, keys)
                yield match
            # Only what differs from the file's or the stored state has to be kept.
            for known in met.values():
                if known.profile is not None and not known.profile.is_changed:
                    known.profile = None
                    if known.decided is not None and not known.decided.is_changed:
                        known.decided = None

    def _looked_up(self, record: LeadRecord) -> tuple[Candidate, list[str]]:
        candidate = candidate_of(record, self._region)
        return candidate, self._keys_of(candidate)

    def _near(self, key: str, name: str) -> Iterable[Known]:
        """Return who shares a key with a row, as far as it may be about them."""
        holders = self._by_key.get(key, ())
        return holders.near(name) if isinstance(holders, Crowd) else holders

    def _keys_of(self, candidate: Candidate) -> list[str]:
        """Return what `_keys` does, of a row that is cleaned already."""
        points = candidate.points
        if not points:
            return [identity_key(candidate.fields)]
        first = len(candidate.record.phones)
        return [point.key for point in (*points[first:], *points[:first])]

    def _keys(self, record: LeadRecord) -> list[str]:
        """Return what a row is looked up by, e-mails before phones."""
        keys = []
        for each in record.emails:
            value = clean_line(each.value)
            keys.append(normalise_email(value) or value)
        for each in record.phones:
            value = clean_line(each.value)
            keys.append(phone_key(normalise_phone(value, self._region), value))
        return keys or [identity_key(candidate_of(record, self._region).fields)]

    def _match(self, candidate: Candidate, keys: Sequence[str]) -> Match:
        line = candidate.record.line
        found = self._find(candidate, keys)
        if found is None:
            given = self._decisions.of(line, RowKind.NEW)
            made = Known(None, line, candidate.record, left_out=given.take is Take.NOTHING)
            self._register(made, keys, candidate.fields)
            return Match(RowKind.NEW, candidate, made, given)
        known, gaps, conflicts = found
        kind = RowKind.IDENTICAL
        if conflicts:
            kind = RowKind.CONFLICT
        elif gaps:
            kind = RowKind.FILLS_GAP
        given = _NOTHING if known.left_out else self._decisions.of(line, kind)
        return Match(kind, candidate, known, given, tuple(gaps), tuple(conflicts))

    def _take(self, match: Match, keys: Sequence[str]) -> None:
        """Let what a row adds count from here on, and what is decided of it be stored."""
        if not match.differences:
            return
        known, candidate = match.known, match.candidate
        profile = self._profile(known)
        counts = () if match.conflicts else match.gaps
        wanted = match.given.of(match.differences)
        if known.decided is None and wanted != counts and not known.left_out:
            known.decided = profile.copy()
        if known.decided is not None:
            known.decided.take(candidate, known.decided.still_open(wanted, profile))
        if counts:
            profile.take(candidate, counts)
            self._register(known, keys, profile.fields)

    def _find(self, candidate: Candidate, keys: Sequence[str]) -> _Found | None:
        """Return whom a row is about: one who holds all of it before any other.

        So a row that was taken stays identical whoever comes to share its keys, and no answer
        hangs on the order in which those were stored.
        """
        chosen: _Found | None = None
        for key in keys:
            found: list[_Found] = []
            for known in self._near(key, candidate.fields.get("name", "")):
                if self._accepts(key, candidate, known):
                    gaps, conflicts = compare(candidate, self._profile(known))
                    if not gaps and not conflicts:
                        return known, gaps, conflicts
                    found.append((known, gaps, conflicts))
            if found and chosen is None:
                chosen = next((each for each in found if not each[2]), found[0])
        return chosen

    def _accepts(self, key: str, candidate: Candidate, known: Known) -> bool:
        if key.startswith(_NAMED):
            return identity_key(self._profile(known).fields) == key
        return "@" in key or may_be_same(candidate, self._profile(known))

    def _register(self, known: Known, keys: Sequence[str], fields: dict[str, str]) -> None:
        alone = (known,)
        named = (identity_key(fields),) if self._by_name else ()
        for key in (*keys, *named):
            holders = self._by_key.get(key)
            if holders is None:
                if key in self._wanted:
                    self._by_key[key] = alone
            elif isinstance(holders, Crowd):
                holders.add(known, fields.get("name", ""))
            elif known not in holders:
                self._by_key[key] = self._gathered((*holders, known))

    def _gathered(self, holders: tuple[Known, ...]) -> tuple[Known, ...] | Crowd[Known]:
        """Return who shares a key, as a crowd when there are too many to compare with each."""
        if len(holders) <= CROWD:
            return holders
        names = {known: self._name_of(known) for known in holders}
        return Crowd(names.items())

    def _name_of(self, known: Known) -> str:
        if known.profile is not None or known.record is not None:
            return self._profile(known).fields.get("name", "")
        found = self._rows("SELECT name FROM contacts WHERE id = ?", (known.contact_id,))
        return str(found[0][0]) if found else ""

    def _profile(self, known: Known) -> Profile:
        if known.profile is None:
            if known.record is not None:
                known.profile = Profile.of(candidate_of(known.record, self._region))
            else:
                self._load([known])
        if known.profile is None:
            raise RuntimeError("a contact vanished while it was compared")
        return known.profile

    # What is stored.

    def _find_stored(self) -> None:
        """Learn which stored contacts the rows of the file meet."""
        known: dict[int, Known] = {}
        columns = "contact_id, kind, value, normalised"
        for contact_id, kind, value, normalised in self._all("contact_points", columns):
            key = normalised or (phone_key(None, value) if kind == PointKind.PHONE else value)
            self._hold(known, key, contact_id)
        if self._by_name:
            for contact_id, *values in self._all("contacts", f"id, {', '.join(_IDENTITY)}"):
                key = identity_key(dict(zip(_IDENTITY, values, strict=True)))
                self._hold(known, key, contact_id)

    def _hold(self, known: dict[int, Known], key: str, contact_id: int) -> None:
        if key in self._wanted:
            each = known.setdefault(contact_id, Known(contact_id))
            holders = self._by_key.get(key, ())
            if isinstance(holders, Crowd):
                holders.add(each, self._name_of(each))
            elif each not in holders:
                self._by_key[key] = self._gathered((*holders, each))

    def _all(self, table: str, columns: str) -> Iterator[Any]:
        """Yield every row of a table, read in pieces: there may be hundreds of thousands."""
        last = 0
        while True:
            sql = f"SELECT id, {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT {_PIECE}"
            found = self._rows(sql, (last,))
            if not found:
                return
            yield from (row[1:] for row in found)
            last = found[-1][0]

    def _load(self, contacts: Sequence[Known]) -> None:
        """Read what is stored of some contacts."""
        by_id = {known.contact_id: known for known in contacts}
        ids = list(by_id)
        if not ids:
            return
        among = f"IN ({', '.join('?' * len(ids))})"
        profiles: dict[int, Profile] = {}
        for contact_id, *values in self._rows(
            f"SELECT id, {', '.join(FIELDS)} FROM contacts WHERE id {among}", ids
        ):
            pairs = zip(FIELDS, values, strict=True)
            profiles[contact_id] = Profile({name: value for name, value in pairs if value})
        for contact_id, kind, value, normalised in self._rows(
            "SELECT contact_id, kind, value, normalised FROM contact_points"
            f" WHERE contact_id {among}",
            ids,
        ):
            key = normalised or (phone_key(None, value) if kind == PointKind.PHONE else value)
            profiles[contact_id].keys.add(key)
        for contact_id, name in self._rows(
            "SELECT ct.contact_id, t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id"
            f" WHERE ct.contact_id {among}",
            ids,
        ):
            profiles[contact_id].add_tag(name)
        for contact_id, body in self._rows(
            f"SELECT contact_id, body FROM interactions WHERE kind = '{InteractionKind.NOTE}'"
            f" AND contact_id {among} ORDER BY happened_at, id",
            ids,
        ):
            profiles[contact_id].texts.append(body)
        for contact_id, deal_id, title, cents, day, stage_id, state in self._rows(
            "SELECT contact_id, id, title, amount_cents, expected_on, stage_id, state"
            f" FROM opportunities WHERE contact_id {among} ORDER BY id",
            ids,
        ):
            deal = KnownDeal(deal_id, title, cents, date.fromisoformat(day) if day else None)
            deal.stage_id, deal.is_closed = stage_id, state in _CLOSED
            profiles[contact_id].deals.append(deal)
        for contact_id, profile in profiles.items():
            by_id[contact_id].profile = profile


def _is_reachable(record: LeadRecord) -> bool:
    return bool(record.emails or record.phones)
