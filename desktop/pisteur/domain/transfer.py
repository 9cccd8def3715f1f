"""What may be asked of an import or an export, and what comes back: frozen values that the
window and the command line share.

`pisteur.services.importing`, `.exporting` and `.archive` answer; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pisteur.domain.decisions import (
    Decision,
    Decisions,
    Difference,
    Outcome,
    RowKind,
    Take,
    Tally,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel
from pisteur.domain.records import RowIssue

BOARD_LIMIT = 50
"""A list puts no more cards than this on the board unless the user says so: open deals, won ones,
and names without a deal.
"""
_USUAL = Decisions()
_NOTHING_YET = Outcome()


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported.

    Attributes:
        list_name: what the list is called; the file's name when empty.
        source: where the names come from; kept with each new contact.
        file_name: for the record.
        on_board: whether new names without a deal get a card; None for as long as the list makes
            no more than BOARD_LIMIT cards, and all of its deals are among them.
        all_deals: whether deals get a card though they are more than BOARD_LIMIT; else what the
            list says of open ones goes to the notes, and won ones are sales of their contacts.
        decisions: what is done with the rows.
    """

    list_name: str = ""
    source: str = ""
    file_name: str = ""
    on_board: bool | None = None
    all_deals: bool = False
    decisions: Decisions = _USUAL


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What an import would make of one row.

    Attributes:
        line: 1-based line of the file.
        name: what the row is called: name, company, e-mail or phone.
        company: of someone whose name is `name`.
        reach: the phone or e-mail that it gives, unless that is `name`.
        contact_id: the stored contact that it matches, or None.
        same_as_line: the earlier row of the file that it matches, or None.
        kept: what it says otherwise and leaves in any case.
        by_name: whether it gives an address to that contact, who has none, and was recognised by
            name and company, or place.
        has_namesake: whether it is a new name that somebody of the same company has already:
            stored, or in an earlier row. `warnings` says who.
        namesake_line: the first row of that name and company, or None where one is stored.
        issue: why it is rejected, or None.
        warnings: what was repaired or could not be used in a row that is taken.
        objected: the channel on which this person objected before (product rule 9), or None.
        has_deal: whether the row says something of a deal that comes in, or waits in the list.
        has_card: whether that deal is new and would stand on the board.
        forced: whether it passes the first gate because the list says so.
    """

    line: int
    kind: RowKind
    name: str
    company: str = ""
    reach: str = ""
    contact_id: int | None = None
    same_as_line: int | None = None
    differences: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    by_name: bool = False
    has_namesake: bool = False
    namesake_line: int | None = None
    issue: RowIssue | None = None
    warnings: tuple[RowIssue, ...] = ()
    objected: Channel | None = None
    has_deal: bool = False
    has_card: bool = False
    forced: bool = False

    @property
    def fills(self) -> bool:
        """Whether it has something that its contact lacks."""
        return any(not each.stored for each in self.differences)

    @property
    def wants_decision(self) -> bool:
        """Whether there is something to answer: it changes a contact, they objected, or may be
        the same as somebody else.
        """
        changes = self.kind in (RowKind.FILLS_GAP, RowKind.CONFLICT)
        return changes or self.objected is not None or self.has_namesake


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; each data row of the file is in `rows` once, in file order.

    Attributes:
        crowd: number of new open deals when they are more than BOARD_LIMIT, else 0.
        sales: number of new won deals when there is no room for them either, else 0.
        all_deals: whether they get a card all the same.
    """

    rows: tuple[PlannedRow, ...]
    counts: Mapping[RowKind, int] = field(default_factory=dict)
    crowd: int = 0
    sales: int = 0
    all_deals: bool = False

    @property
    def total(self) -> int:
        """Number of data rows of the file."""
        return len(self.rows)

    @property
    def by_name(self) -> int:
        """How many rows give an address to a contact that was recognised without."""
        return sum(row.by_name for row in self.rows)

    def namesakes(self, decisions: Decisions) -> int:
        """Return how many names are added that somebody of the same company has already."""
        left_out = self.left_out(decisions)
        count = 0
        # Of those left out, whose followers have a namesake all the same: stored, or another row.
        followed: set[int] = set()
        for row in self.rows:
            if not row.has_namesake:
                continue
            if row.line in left_out:
                if row.namesake_line is None:
                    followed.add(row.line)
            elif row.namesake_line in left_out and row.namesake_line not in followed:
                # The first of them that is taken.
                followed.add(row.namesake_line)
            else:
                count += 1
        return count

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
        """Return how many new names have no card yet: those with a deal get one or wait with it."""
        left_out = self.left_out(decisions)
        return sum(
            1
            for row in self.rows
            if row.kind is RowKind.NEW and not row.has_deal and row.line not in left_out
        )

    @property
    def off_board(self) -> int:
        """How many open deals stay off the board because they are many."""
        return 0 if self.all_deals else self.crowd

    @property
    def bare_sales(self) -> int:
        """How many won deals come in as sales, without a card, because they are many."""
        return 0 if self.all_deals else self.sales

    def names_fit(self, decisions: Decisions) -> bool:
        """Tell whether the names without a deal find room on the board beside the deals."""
        if self.off_board:
            return False
        cards = sum(row.has_card for row in self.rows)
        return cards + self.names_without_deal(decisions) <= BOARD_LIMIT

    def forced_deals(self, decisions: Decisions) -> int:
        """Return how many deals pass the first gate because the list says so."""
        left_out = self.left_out(decisions)
        return sum(
            1
            for row in self.rows
            if row.forced
            and row.line not in left_out
            and row.same_as_line not in left_out
            and (row.kind is RowKind.NEW or self._takes_deal(row, decisions))
        )

    @staticmethod
    def _takes_deal(row: PlannedRow, decisions: Decisions) -> bool:
        taken = decisions.of(row.line, row.kind).of(row.differences)
        return any(each.field == "deal" for each in taken)

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
        crowd: number of open deals that were too many for the board: they are in the notes.
        sales: number of won deals that are a sale of their contact, without a card.
        planned: number of next actions.
        by_name: number of rows about a contact without address, who was recognised by name.
        backup: path of the copy of the data file as it was before, None when nothing changed.
    """

    total: int
    counts: Mapping[RowKind, int]
    list_id: int | None = None
    outcome: Outcome = _NOTHING_YET
    cards: int = 0
    held: int = 0
    crowd: int = 0
    sales: int = 0
    planned: int = 0
    by_name: int = 0
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
