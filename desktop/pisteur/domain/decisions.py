"""What is done with the rows of a list: their kinds, one answer for each kind, and exceptions.

`transfer` has what else may be asked of an import; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RowKind(StrEnum):
    """What a row of a list means for what is stored."""

    NEW = "new"
    IDENTICAL = "identical"
    FILLS_GAP = "fills_gap"
    CONFLICT = "conflict"
    REJECTED = "rejected"


DECIDED = frozenset({RowKind.NEW, RowKind.FILLS_GAP, RowKind.CONFLICT})
"""Kinds of rows that leave something to decide."""


class Take(StrEnum):
    """How much of a row is taken: of one that contradicts, perhaps only what is missing."""

    NOTHING = "nothing"
    GAPS = "gaps"
    ALL = "all"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a row says something else, or something more, than what is stored.

    Attributes:
        field: name of the field: those of a contact, `email`, `phone`, `tag` or `note`.
        stored: empty when the row fills a gap.
    """

    field: str
    stored: str
    file: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with one row.

    Attributes:
        chosen: with CHOSEN, what is taken of what differs.
    """

    take: Take
    chosen: frozenset[Difference] = frozenset()

    @classmethod
    def taking(cls, chosen: Iterable[Difference], differences: Iterable[Difference]) -> Decision:
        """Return the decision that takes `chosen` of what differs."""
        wanted, every = frozenset(chosen), frozenset(differences)
        if not wanted:
            return cls(Take.NOTHING)
        if wanted == every:
            return cls(Take.ALL)
        if wanted == {each for each in every if not each.stored}:
            return cls(Take.GAPS)
        return cls(Take.CHOSEN, wanted)

    def of(self, differences: Iterable[Difference]) -> tuple[Difference, ...]:
        """Return what is taken of what differs."""
        match self.take:
            case Take.ALL:
                return tuple(differences)
            case Take.GAPS:
                return tuple(each for each in differences if not each.stored)
            case Take.CHOSEN:
                return tuple(each for each in differences if each in self.chosen)
            case Take.NOTHING:
                return ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is done with the rows of a list: one answer for each kind, and exceptions.

    Attributes:
        new: ALL or NOTHING.
        gap: ALL or NOTHING.
        conflict: NOTHING leaves a contradicted contact untouched, GAPS takes what it lacks and
            nothing that it contradicts.
        rows: what is done otherwise, by line of the file.
    """

    new: Take = Take.ALL
    gap: Take = Take.ALL
    conflict: Take = Take.NOTHING
    rows: Mapping[int, Decision] = field(default_factory=dict)

    def of(self, line: int, kind: RowKind) -> Decision:
        """Return what is done with a row."""
        return self.rows.get(line) or self.of_kind(kind)

    def of_kind(self, kind: RowKind) -> Decision:
        """Return what is done with the rows of a kind, exceptions apart."""
        match kind:
            case RowKind.NEW:
                return Decision(self.new)
            case RowKind.FILLS_GAP:
                return Decision(self.gap)
            case RowKind.CONFLICT:
                return Decision(self.conflict)
            case _:
                return Decision(Take.NOTHING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of the rows of a list; with those that are identical or rejected, all of them.

    Attributes:
        added: new contacts.
        completed: rows that give a contact what it lacked, and nothing else.
        replaced: rows that took the place of something stored.
        left: rows with something to take of which nothing is taken.
    """

    added: int = 0
    completed: int = 0
    replaced: int = 0
    left: int = 0

    @property
    def written(self) -> int:
        """How many rows change something."""
        return self.added + self.completed + self.replaced

    def as_json(self) -> dict[str, int]:
        """Return the counts as the command line prints them."""
        return {
            "added": self.added,
            "completed": self.completed,
            "replaced": self.replaced,
            "left": self.left,
        }


class Tally:
    """Counts what comes of rows, one by one.

    Attributes:
        by_name: rows about a contact without address, who was recognised by name.
    """

    def __init__(self) -> None:
        self.by_name = 0
        self._added = self._completed = self._replaced = self._left = 0

    def count(
        self,
        kind: RowKind,
        given: Decision,
        differences: Iterable[Difference],
        times: int = 1,
    ) -> None:
        """Count a row of a kind that is DECIDED, or several that are alike."""
        gains = given.of(differences)
        if kind is RowKind.NEW and given.take is not Take.NOTHING:
            self._added += times
        elif any(each.stored for each in gains):
            self._replaced += times
        elif gains:
            self._completed += times
        else:
            self._left += times

    def outcome(self) -> Outcome:
        """Return the counts."""
        return Outcome(self._added, self._completed, self._replaced, self._left)
