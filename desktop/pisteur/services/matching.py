"""Finds what a row of a list means for what is stored: new, the same, more, or a contradiction.

Rows match by normalised e-mail or by phone in E.164, stored contacts and earlier rows of the
same file alike. A row with neither matches one of the same name, company and place; one whose
phones and e-mails nobody has may be about a stored contact without any (`unreachable`). Reads
only: `importing` writes.

Works through a list in small portions and keeps whole only what differs: a hundred thousand
contacts would not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from pisteur.domain.decisions import Decision, Decisions, RowKind, Take
from pisteur.domain.records import LeadRecord
from pisteur.services.candidates import (
    Candidate,
    candidate_of,
    identity_key,
    keys_of,
    keys_of_record,
)
from pisteur.services.comparing import Profile, compare, is_certainly_same, may_be_same
from pisteur.services.crowds import CROWD, Crowd
from pisteur.services.known import Found, Known, Match
from pisteur.services.known_doings import says_doings
from pisteur.services.stored_contacts import Rows, StoredContacts
from pisteur.services.unreachable import Unreachable

_NAMED = "name:"
_PORTION = 500
_NOTHING = Decision(Take.NOTHING)


class Matcher:
    """Compares the rows of one file with what is stored and with each other.

    The same file again changes nothing: a row that was taken is held whole by one contact, and
    one that was set aside is judged again until nothing that it was judged by grows any more.

    What a row means does not hang on what is decided of others, so that a dry run holds for
    whatever is decided after it: each is judged as if all rows that only add were taken, and
    none that contradicts.
    """

    def __init__(self, rows: Rows, region: str, decisions: Decisions) -> None:
        self._stored = StoredContacts(rows)
        self._decisions = decisions
        self._region = region
        # Of every key that a row has, who has it, too.
        self._by_key: dict[str, tuple[Known, ...] | Crowd[Known]] = {}
        self._by_name = False
        self._unreachable = Unreachable()

    def matches(self, records: Sequence[LeadRecord]) -> Iterator[Match]:
        """Yield what each row of the file means, once, not always in order.

        What a row adds counts at once.
        """
        keys = chain.from_iterable(keys_of_record(each, self._region) for each in records)
        self._by_key = dict.fromkeys(keys, ())
        self._by_name = not all(map(_is_reachable, records))
        self._stored.with_doings = any(each.deal or says_doings(each) for each in records)
        self._find_stored(records)
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
            for each, _keys in portion:
                met |= {id(known): known for known in self._unreachable.near(each)}
            absent = (each for each in met.values() if each.profile is None and not each.record)
            while some := list(islice(absent, _PORTION)):
                self._stored.load(some)
            for candidate, keys in portion:
                match = self._match(candidate, keys)
                if match.kind is RowKind.CONFLICT:
                    self._note(match, keys, settled=settled)
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
        return candidate, keys_of(candidate)

    def _near(self, key: str, name: str) -> Iterable[Known]:
        """Return who shares a key with a row, as far as it may be about them."""
        holders = self._by_key.get(key, ())
        return holders.near(name) if isinstance(holders, Crowd) else holders

    def _match(self, candidate: Candidate, keys: Sequence[str]) -> Match:
        line = candidate.record.line
        by_address = self._find(candidate, keys)
        found = by_address or self._unreachable.find(candidate, self._profile)
        if found is None:
            given = self._decisions.of(line, RowKind.NEW)
            made = Known(None, line, candidate.record, left_out=given.take is Take.NOTHING)
            self._register(made, keys, candidate.fields)
            return Match(RowKind.NEW, candidate, made, given)
        known, gaps, conflicts = found
        by_name = by_address is None
        # Waiting, as what contradicts does, it could lose the contact to another row.
        kept, conflicts = (conflicts, []) if by_name else ([], conflicts)
        kind = RowKind.IDENTICAL
        if conflicts:
            kind = RowKind.CONFLICT
        elif gaps:
            kind = RowKind.FILLS_GAP
        given = _NOTHING if known.left_out else self._decisions.of(line, kind)
        differences = tuple(gaps), tuple(conflicts), tuple(kept)
        return Match(kind, candidate, known, given, *differences, by_name=by_name)

    def _take(self, match: Match, keys: Sequence[str]) -> None:
        """Let what a row adds count from here on, and what is decided of it be stored."""
        if not match.gaps and not match.conflicts:
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

    def _find(self, candidate: Candidate, keys: Sequence[str]) -> Found | None:
        """Return whom a row is about: one who holds all of it before any other.

        So a row that was taken stays identical whoever comes to share its keys, and no answer
        hangs on the order in which those were stored.
        """
        chosen: Found | None = None
        for key in keys:
            found: list[Found] = []
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
            return key in known.called or identity_key(self._profile(known).fields) == key
        return "@" in key or may_be_same(candidate, self._profile(known))

    def _note(self, match: Match, keys: Sequence[str], *, settled: bool) -> None:
        """Let later rows be known by what only a row that contradicts says, whatever is decided.

        Else someone whose address or name is taken from the file would come in a second time
        with it.
        """
        profile, candidate = match.known.profile, match.candidate
        if profile is None or not is_certainly_same(candidate, profile):
            return
        fields = profile.fields
        called = identity_key(fields | candidate.fields)
        # The name once all is known of the place, as it is when the same file comes again.
        for key in (*keys, called) if self._by_name and settled else keys:
            if self._by_key.get(key) == ():
                self._by_key[key] = (match.known,)
                if key == called:
                    match.known.called |= {called}

    def _register(self, known: Known, keys: Sequence[str], fields: dict[str, str]) -> None:
        alone = (known,)
        named = (identity_key(fields),) if self._by_name else ()
        for key in (*keys, *named):
            holders = self._by_key.get(key)
            if holders is None:
                continue
            if not holders:
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
        return self._stored.name_of(known.contact_id)

    def _profile(self, known: Known) -> Profile:
        if known.profile is None:
            if known.record is not None:
                known.profile = Profile.of(candidate_of(known.record, self._region))
            else:
                self._stored.load([known])
        if known.profile is None:
            raise RuntimeError("a contact vanished while it was compared")
        return known.profile

    # What is stored.

    def _find_stored(self, records: Sequence[LeadRecord]) -> None:
        """Learn which stored contacts the rows of the file meet."""
        known: dict[int, Known] = {}
        named = self._stored.by_identity() if self._by_name else ()
        for key, contact_id in chain(self._stored.by_address(self._by_key.keys()), named):
            self._hold(known, key, contact_id)
        reachable = [each for each in records if _is_reachable(each)]
        for key, contact_id in self._stored.unreachable(reachable) if reachable else ():
            self._unreachable.add(key, known.setdefault(contact_id, Known(contact_id)))

    def _hold(self, known: dict[int, Known], key: str, contact_id: int) -> None:
        if key in self._by_key:
            each = known.setdefault(contact_id, Known(contact_id))
            holders = self._by_key.get(key, ())
            if isinstance(holders, Crowd):
                holders.add(each, self._name_of(each))
            elif each not in holders:
                self._by_key[key] = self._gathered((*holders, each))


def _is_reachable(record: LeadRecord) -> bool:
    return bool(record.emails or record.phones)
