"""Finds pairs of contacts that may be the same, among a hundred thousand, in small pieces of work.

Pure: entries in, pairs out. Only those are compared that share a key: an address, a number, or a
beginning of a word of the name together with one of the company. Names of which no word begins
alike are never called close, so that no close pair is missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product
from typing import Any

from rapidfuzz import fuzz, process

from pisteur.domain.duplicates import NEEDED, Entry, Pair, Reason, ReasonKind, score_of, words_of
from pisteur.domain.text import fold

BEGINNING = 3
MANY = 30
"""So many contacts behind one address or number: each is compared with the first only."""
_BUCKETS = 256
_ROUND = 400


def compare(one: Entry, other: Entry) -> Pair | None:
    """Return why two contacts may be the same, None when nothing says so."""
    first, second = (one, other) if one.id < other.id else (other, one)
    reasons = [
        *(Reason(ReasonKind.EMAIL, value) for value in first.emails if value in second.emails),
        *(Reason(ReasonKind.PHONE, value) for value in first.phones if value in second.phones),
    ]
    if first.siret and first.siret == second.siret:
        reasons.append(Reason(ReasonKind.SIRET, first.siret))
    alike = _called_alike(first, second)
    if not reasons and not alike and not (first.company and second.company):
        return None
    close_names = are_close(first.name, second.name, initials=True)
    if close_names and are_close(first.company, second.company):
        reasons.append(Reason(ReasonKind.NAME_AND_COMPANY, first.title))
    elif alike:
        kind = ReasonKind.COMPANY if first.company and second.company else ReasonKind.NAME
        reasons.append(Reason(kind, first.title))
    elif close_names and reasons:
        reasons.append(Reason(ReasonKind.NAME, first.title))
    if not reasons:
        return None
    other_names = bool(first.name and second.name) and not close_names
    score = score_of(tuple(reasons), other_names=other_names)
    return Pair(first.id, second.id, score, tuple(reasons))


def are_close(one: Sequence[str], other: Sequence[str], *, initials: bool = False) -> bool:
    """Tell whether two names, of people or companies, are close in spelling, whatever the order.

    Figures must be the same: “Garage 2000” is not “Garage 3000”.

    Args:
        initials: whether `J. Morel` is close to `Jean Morel`.
    """
    if not one or not other:
        return False
    if one == other:
        return True
    if not _begin_alike(one, other) or _figures(one) != _figures(other):
        return False
    if fuzz.ratio(" ".join(one), " ".join(other)) >= NEEDED:
        return True
    return initials and _initials(one, other)


def _begin_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return not {w[:BEGINNING] for w in one}.isdisjoint(w[:BEGINNING] for w in other)


def _figures(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(map(str.isdigit, word))]


def _initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """`J. Morel` is `Jean Morel`: the words that differ are initials of each other."""
    if len(one) != len(other) or len(one) < 2:
        return False
    rest, others = list(one), list(other)
    for word in one:
        if len(word) > 1 and word in others:
            rest.remove(word)
            others.remove(word)
    if len(rest) == len(one):
        return False
    return all(
        (len(a) == 1 or len(b) == 1) and a[0] == b[0] for a, b in zip(rest, others, strict=True)
    )


def _called_alike(first: Entry, second: Entry) -> bool:
    """Two that have only one name each: close, not in two places, nor each with other numbers."""
    if not first.label or not second.label:
        return False
    if first.place and second.place and first.place != second.place:
        return False
    neighbours = first.place and first.place == second.place and first.company and second.company
    if not neighbours and (
        _differ(first.phones, second.phones) or _differ(first.emails, second.emails)
    ):
        return False
    return are_close(first.label, second.label)


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(one and other) and set(one).isdisjoint(other)


class DuplicateSearch:
    """One search: add every entry, then go through the pieces of `run`.

    Attributes:
        pairs: those found so far, by their ids.
        done, total: pieces of work.
    """

    def __init__(self) -> None:
        self.pairs: dict[tuple[int, int], Pair] = {}
        self.done, self.total = 0, 0
        self._entries: list[Entry] = []
        # Keys and places packed into one number, in buckets that are quickly sorted.
        self._exact: list[list[int]] = [[] for _ in range(_BUCKETS)]
        self._close: list[list[int]] = [[] for _ in range(_BUCKETS)]

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        place = len(self._entries)
        self._entries.append(entry)
        for key in exact_keys(entry):
            _put(self._exact, key, place)
        for key in close_keys(entry):
            _put(self._close, key, place)

    def add_all(self, portion: str | bytes) -> None:
        """Take a portion of contacts in (`entries_of`)."""
        for entry in entries_of(portion):
            self.add(entry)

    @property
    def found(self) -> int:
        """How many pairs so far."""
        return len(self.pairs)

    def as_json(self, after: int = 0) -> str:
        """Return the pairs found so far, after the first `after`, as JSON.

        Lists of both ids, the score, and the reasons as kind and value.
        """
        pairs = islice(self.pairs.values(), after, None)
        return json.dumps([(p.first_id, p.second_id, p.score, p.reasons) for p in pairs])

    def run(self) -> Iterator[None]:
        """Compare; stops after each small piece of work, to let the caller do other things."""
        self.total = 2 * _BUCKETS
        for bucket in self._exact:
            for group in _groups(bucket):
                self._compare_all(group)
                yield
            self.done += 1
            yield
        for bucket in self._close:
            for group in _groups(bucket):
                yield from self._compare_close(group)
            self.done += 1
            yield

    def _compare_all(self, group: list[int]) -> None:
        few = len(group) <= MANY
        for one, other in combinations(group, 2) if few else product(group[:1], group[1:]):
            self._judge(one, other)

    def _compare_close(self, group: list[int]) -> Iterator[None]:
        """Compare what is written of those who share beginnings; the rest is for `compare`."""
        texts = [self._text(place) for place in group]
        compared = 0
        for at, text in enumerate(texts[:-1]):
            found = process.extract(
                text, texts[at + 1 :], scorer=fuzz.ratio, score_cutoff=NEEDED, limit=None
            )
            for _text, _score, place in found:
                self._judge(group[at], group[at + 1 + place])
            compared += len(texts) - at
            if compared > _ROUND:
                compared = 0
                yield

    def _text(self, place: int) -> str:
        entry = self._entries[place]
        return " ".join(entry.company if entry.name and entry.company else entry.label)

    def _judge(self, one: int, other: int) -> None:
        first, second = self._entries[one], self._entries[other]
        key = (min(first.id, second.id), max(first.id, second.id))
        if key in self.pairs:
            return
        pair = compare(first, second)
        if pair is not None:
            self.pairs[key] = pair


def entries_of(portion: str | bytes) -> Iterator[Entry]:
    """Yield the contacts of a portion, which is JSON.

    Lists of id, what it is called, name, company, postal code, city, SIRET, and its phones and
    e-mails: each as kind and normalised address.
    """
    return map(_entry, json.loads(portion))


def _entry(row: list[Any]) -> Entry:
    number, title, name, company, postal_code, city, siret, points = row
    return Entry(
        number,
        title,
        words_of(name) if name else (),
        words_of(company) if company else (),
        fold(postal_code.replace(" ", "") or city),
        siret,
        tuple(dict.fromkeys(value for kind, value in points if kind == "email")),
        tuple(dict.fromkeys(value for kind, value in points if kind == "phone")),
    )


def exact_keys(entry: Entry) -> Iterator[int]:
    """Yield what must be the same."""
    for email in entry.emails:
        yield hash(("email", email))
    for phone in entry.phones:
        yield hash(("phone", phone))
    if entry.siret:
        yield hash(("siret", entry.siret))


def close_keys(entry: Entry) -> Iterator[int]:
    """Yield what two close entries have at least one of in common."""
    begins = {word[:BEGINNING] for word in entry.label}
    if entry.label:
        figures = tuple(_figures(entry.label))
        yield from (hash((begin, figures)) for begin in begins)
        return
    figures = tuple(_figures(entry.company))
    names = {word[:BEGINNING] for word in entry.name}
    companies = {word[:BEGINNING] for word in entry.company}
    yield from (hash((name, company, figures)) for name, company in product(names, companies))


_PLACE_BITS = 24


def _put(buckets: list[list[int]], key: int, place: int) -> None:
    buckets[key % _BUCKETS].append((key << _PLACE_BITS) | place)


def _groups(bucket: list[int]) -> Iterator[list[int]]:
    """Yield the places, in their order, that share a key; only where there are two or more."""
    bucket.sort()
    mask = (1 << _PLACE_BITS) - 1
    group: list[int] = []
    last: int | None = None
    for packed in bucket:
        key = packed >> _PLACE_BITS
        if key != last:
            if len(group) > 1:
                yield group
            group, last = [], key
        place = packed & mask
        if not group or group[-1] != place:
            group.append(place)
    if len(group) > 1:
        yield group
