"""What may be asked of an import or an export, and what comes back: frozen values that the
window and the command line share.

`pisteur.services.importing`, `.exporting` and `.archive` answer; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class OnConflict(StrEnum):
    """Which side holds when a row contradicts what is stored."""

    KEEP = "keep"
    FILL = "fill"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported.

    Attributes:
        list_name: what the list is called; the file's name when empty.
        source: where the names come from; kept with each new contact.
        file_name: for the record.
        on_board: whether new names get a card; None for up to BOARD_LIMIT of them.
        on_conflict: KEEP leaves a contradicted contact untouched, FILL takes what it lacks
            and nothing that it contradicts.
    """

    list_name: str = ""
    source: str = ""
    file_name: str = ""
    on_board: bool | None = None
    on_conflict: OnConflict = OnConflict.KEEP


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
class PlannedRow:
    """What an import would make of one row.

    Attributes:
        line: 1-based line of the file.
        name: what the row is called: name, company, e-mail or phone.
        contact_id: the stored contact that it matches, or None.
        same_as_line: the earlier row of the file that it matches, or None.
        issue: why it is rejected, or None.
        warnings: what was repaired or could not be used in a row that is taken.
        objected: the channel on which this person objected before (product rule 9), or None.
    """

    line: int
    kind: RowKind
    name: str
    contact_id: int | None = None
    same_as_line: int | None = None
    differences: tuple[Difference, ...] = ()
    issue: RowIssue | None = None
    warnings: tuple[RowIssue, ...] = ()
    objected: Channel | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; each data row of the file is in `rows` once, in file order."""

    rows: tuple[PlannedRow, ...]
    counts: Mapping[RowKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Number of data rows of the file."""
        return len(self.rows)

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
        cards: number of cards put on the board.
        replaced: number of contradicted contacts that took over what the file says.
        backup: path of the copy of the data file as it was before, None when nothing changed.
    """

    total: int
    counts: Mapping[RowKind, int]
    list_id: int | None = None
    cards: int = 0
    replaced: int = 0
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
