"""What may be asked of an import or an export, and what comes back: frozen values that the
window and the command line share.

`pisteur.services.importing`, `.exporting` and `.archive` answer; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel
from pisteur.domain.records import RowIssue

BOARD_LIMIT = 50
"""Lists with more new names than this are not put on the board unless the user says so."""


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


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported.

    Attributes:
        list_name: what the list is called; the file's name when empty.
        source: where the names come from; kept with each new contact.
        file_name: for the record.
        on_board: whether new names without a deal get a card; None for up to BOARD_LIMIT of them.
        decisions: what is done with the rows.
    """

    list_name: str = ""
    source: str = ""
    file_name: str = ""
    on_board: bool | None = None
    decisions: Decisions = Decisions()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What an import would make of one row.

    Attributes:
        line: 1-based line of the file.
        name: what the row is called: name, company, e-mail or phone.
        company: of someone whose name is `name`.
        contact_id: the stored contact that it matches, or None.
        same_as_line: the earlier row of the file that it matches, or None.
        issue: why it is rejected, or None.
        warnings: what was repaired or could not be used in a row that is taken.
        objected: the channel on which this person objected before (product rule 9), or None.
        has_deal: whether the row says something of a deal.
    """

    line: int
    kind: RowKind
    name: str
    company: str = ""
    contact_id: int | None = None
    same_as_line: int | None = None
    differences: tuple[Difference, ...] = ()
    issue: RowIssue | None = None
    warnings: tuple[RowIssue, ...] = ()
    objected: Channel | None = None
    has_deal: bool = False

    @property
    def fills(self) -> bool:
        """Whether it has something that its contact lacks."""
        return any(not each.stored for each in self.differences)

    @property
    def wants_decision(self) -> bool:
        """Whether there is something to answer: it changes a contact, or they objected."""
        changes = self.kind in (RowKind.FILLS_GAP, RowKind.CONFLICT)
        return changes or self.objected is not None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; each data row of the file is in `rows` once, in file order."""

    rows: tuple[PlannedRow, ...]
    counts: Mapping[RowKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Number of data rows of the file."""
        return len(self.rows)

    def left_out(self, decisions: Decisions) -> frozenset[int]:
        """Return the lines of new names that are not taken; rows that add to them go with them."""
        if decisions.new is not Take.NOTHING and not decisions.rows:
            return frozenset()
        usual, rows = Decision(decisions.new), decisions.rows
        return frozenset(
            row.line
            for row in self.rows
            if row.kind is RowKind.NEW and rows.get(row.line, usual).take is Take.NOTHING
        )

    def names_without_deal(self, decisions: Decisions) -> int:
        """Return how many new names have no card yet: those with a deal get one with it."""
        left_out = self.left_out(decisions)
        return sum(
            1
            for row in self.rows
            if row.kind is RowKind.NEW and not row.has_deal and row.line not in left_out
        )

    def outcome(self, decisions: Decisions) -> Outcome:
        """Foretell what an import would come to, quickly enough to follow each choice."""
        tally = Tally()
        left_out, exceptions = self.left_out(decisions), decisions.rows
        # Rows without an exception by their kind; those that contradict and fill as well apart.
        # No enumeration as a key: their hash is a call.
        alike: dict[int, list[PlannedRow]] = {}
        for row in self.rows:
            kind = row.kind
            if kind is RowKind.IDENTICAL or kind is RowKind.REJECTED:
                continue
            if row.same_as_line in left_out:
                tally.count(kind, Decision(Take.NOTHING), row.differences)
            elif row.line in exceptions:
                tally.count(kind, exceptions[row.line], row.differences)
            elif kind is RowKind.CONFLICT:
                alike.setdefault(2 + row.fills, []).append(row)
            else:
                alike.setdefault(kind is RowKind.NEW, []).append(row)
        for rows in alike.values():
            first = rows[0]
            tally.count(first.kind, decisions.of_kind(first.kind), first.differences, len(rows))
        return tally.outcome()

    def as_json(self) -> dict[str, int]:
        """Return the counts as the command line prints them; the kinds add up to `rows`."""
        return counts_as_json(self.total, self.counts)


class Tally:
    """Counts what comes of rows, one by one."""

    def __init__(self) -> None:
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


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        total: number of data rows of the file.
        counts: of each kind; they add up to `total`.
        list_id: the list that was made, None when nothing changed.
        outcome: what came of the rows.
        cards: number of cards put on the board.
        held: number of contacts whose opposition was noted again (product rule 9).
        backup: path of the copy of the data file as it was before, None when nothing changed.
    """

    total: int
    counts: Mapping[RowKind, int]
    list_id: int | None = None
    outcome: Outcome = Outcome()
    cards: int = 0
    held: int = 0
    backup: str | None = None

    def as_json(self) -> dict[str, int]:
        """Return the counts as the command line prints them; the kinds add up to `rows`."""
        return counts_as_json(self.total, self.counts)


def counts_as_json(total: int, counts: Mapping[RowKind, int]) -> dict[str, int]:
    """Return `rows` and the count of every kind."""
    return {"rows": total} | {kind.value: counts.get(kind, 0) for kind in RowKind}


class ImportCancelledError(DomainError):
    """The user stopped an import; nothing has changed."""

    def __init__(self) -> None:
        super().__init__("import.cancelled")
