"""Reads a list of leads: each data row becomes one record, or is rejected with its reason.

A row that is only a phone, an e-mail, a name or a company is a lead. A cell that can't be used
never rejects a row that holds something else: its text goes to the notes, with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pisteur.domain.records import LeadRecord, ParsedLeads, RejectedRow, RowIssue
from pisteur.exchange.cells import is_blank
from pisteur.exchange.deal_cells import find_spelling
from pisteur.exchange.errors import ExchangeError, column_name
from pisteur.exchange.headings import guess_mapping
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.rows import RowReader
from pisteur.exchange.sniffing import MAX_BYTES
from pisteur.exchange.sources import read_table
from pisteur.exchange.table import FOUND_OUT, FileKind, Table, Wishes
from pisteur.exchange.values import Spelling
from pisteur.exchange.vcards import card_name

_PREVIEW_ROWS = 20
_PROGRESS_EVERY = 1000
_NONE_SPELT = Spelling()


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found out about a list before it is read, for a preview.

    Attributes:
        kind: how it is written.
        encoding, delimiter: as detected, of text only.
        header_line: line of the headings, None when the file has none.
        headings: as in the file, numbered where there is none.
        mapping: the guess.
        sample: the first filled rows, each as wide as the headings.
        total: number of data rows.
        sheet, sheets: the sheet that is read, and all of a workbook.
        kept_as: name under which the mapping was kept, empty when it is a guess.
        spelling: how amounts and dates are written, where `mapping` has any.
    """

    path: Path
    kind: FileKind
    encoding: str
    delimiter: str
    header_line: int | None
    headings: tuple[str, ...]
    mapping: Mapping
    sample: tuple[tuple[str, ...], ...]
    total: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    kept_as: str = ""
    spelling: Spelling = _NONE_SPELT


def inspect_file(
    path: Path,
    *,
    mapping: Mapping | None = None,
    wishes: Wishes = FOUND_OUT,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int], None] | None = None,
) -> FileReport:
    """Look through the list at `path` without reading its leads.

    Args:
        path: delimited text or a workbook.
        mapping: meaning of the columns; guessed when None.
        wishes: what the user says of its shape.
        max_bytes: larger files are refused.
        progress: called now and then with the number of rows counted; may raise to stop.

    Raises:
        ExchangeError: when the file can't be read as a list.
    """
    table = read_table(path, wishes, max_bytes=max_bytes, progress=progress)
    _refuse_changed(table, mapping)
    mapping = mapping or table.mapping or guess_mapping(table.headings, table.sample)
    width = len(table.headings)
    sample = tuple(tuple([*row, *[""] * width][:width]) for row in table.sample[:_PREVIEW_ROWS])
    return FileReport(
        path=path,
        kind=table.source.kind,
        encoding=table.source.encoding,
        delimiter=table.delimiter,
        header_line=table.header_line,
        headings=_headings(table),
        mapping=mapping,
        sample=sample,
        total=_counted(table, progress),
        sheet=table.source.sheet,
        sheets=table.source.sheets,
        spelling=find_spelling(table, mapping, wishes),
    )


def _headings(table: Table) -> tuple[str, ...]:
    return tuple(column_name(text, i) for i, text in enumerate(table.headings))


def _refuse_changed(
    table: Table, mapping: Mapping | None, headings: Sequence[str] | None = None
) -> None:
    """Refuse columns that were exchanged since somebody said what they mean."""
    if mapping is None:
        return
    other = headings is not None and tuple(headings) != _headings(table)
    if other or len(mapping.targets) > len(table.headings):
        raise ExchangeError("file.changed", table.path)


def _counted(table: Table, progress: Callable[[int], None] | None) -> int:
    count = 0
    for count, _row in enumerate(table.rows(), start=1):
        if progress and count % _PROGRESS_EVERY == 0:
            progress(count)
    return count


def parse_leads(
    path: Path,
    *,
    mapping: Mapping | None = None,
    headings: Sequence[str] | None = None,
    proposed: Callable[[Sequence[str]], Mapping | None] | None = None,
    wishes: Wishes = FOUND_OUT,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int], None] | None = None,
) -> ParsedLeads:
    """Read the whole list at `path`.

    Args:
        path: delimited text or a workbook.
        mapping: meaning of the columns; guessed when None.
        headings: those that `mapping` was made for, as a `FileReport` has them.
        proposed: told the headings as a `FileReport` has them, returns what they mean, or None.
        wishes: as in `inspect_file`; give both the same.
        max_bytes: larger files are refused.
        progress: called now and then with the number of rows read; may raise to stop.

    Raises:
        ExchangeError: when the file can't be read, or no column names or reaches anyone;
            `file.changed` when its columns are no longer those that `mapping` was made for.
    """
    table = read_table(path, wishes, max_bytes=max_bytes, progress=progress)
    _refuse_changed(table, mapping, headings)
    records: list[LeadRecord] = []
    rejected: list[RejectedRow] = []
    if mapping is None and proposed is not None:
        mapping = proposed(_headings(table))
    mapping = mapping or table.mapping or guess_mapping(table.headings, table.sample)
    spelling = find_spelling(table, mapping, wishes)
    unused = _Unused(mapping, len(table.headings))
    for count, row in enumerate(read_rows(table, mapping, spelling, unused), start=1):
        if isinstance(row, LeadRecord):
            records.append(row)
        else:
            rejected.append(row)
        if progress and count % _PROGRESS_EVERY == 0:
            progress(count)
    found = table.headings if table.header_line is not None or table.mapping else ()
    return ParsedLeads(
        records=tuple(records),
        rejected=tuple(rejected),
        total=len(records) + len(rejected),
        headings=found,
        doubts=doubts(spelling),
        unused=tuple(column_name(table.headings[i], i) for i in sorted(unused.filled)),
    )


class _Unused:
    """Finds the columns that hold something and mean nothing.

    Attributes:
        filled: indexes of those that were met.
    """

    def __init__(self, mapping: Mapping, width: int) -> None:
        labels = {target.label_column for target in mapping.targets if target}
        means = {i for i, target in enumerate(mapping.targets) if target}
        self._empty = set(range(width)) - means - labels
        self.filled: set[int] = set()

    def see(self, cells: Sequence[str]) -> None:
        """Look at a row."""
        if self._empty:
            found = {i for i in self._empty if i < len(cells) and not is_blank(cells[i])}
            self._empty -= found
            self.filled |= found


def doubts(spelling: Spelling) -> tuple[RowIssue, ...]:
    """Return what could be read in another way in a whole list."""
    codes = {
        "list.amounts_doubtful": not spelling.mark_sure,
        "list.dates_doubtful": not spelling.order_sure,
    }
    return tuple(RowIssue(code) for code, holds in codes.items() if holds)


def read_rows(
    table: Table, mapping: Mapping, spelling: Spelling, unused: _Unused
) -> Iterator[LeadRecord | RejectedRow]:
    """Yield each data row of `table` as a record or as a rejected row.

    Raises:
        ExchangeError: as `parse_leads`.
    """
    if not mapping.is_usable:
        raise ExchangeError("file.no_columns_recognised", table.path)
    source = table.source
    cards = source.kind is FileKind.CARDS
    reader = RowReader(table.headings, mapping, spelling, garbled=source.maybe_garbled, cards=cards)
    wide = table.delimiter and len(table.headings) >= 3
    issues = source.issues
    for first, last, cells in table.rows():
        unused.see(cells)
        if first in issues:
            named = (card_name(cells[0]) or issues[first].column) if cards else ""
            yield RejectedRow(first, issues[first], tuple(cells), named)
        elif not cells:
            yield RejectedRow(first, RowIssue("row.empty"), ())
        elif wide and last > first and _holds_rows(cells, table.delimiter, len(table.headings)):
            yield RejectedRow(first, RowIssue("row.rows_in_cell"), tuple(cells))
        else:
            yield reader.read(first, cells)


def _holds_rows(cells: list[str], delimiter: str, width: int) -> bool:
    """Tell whether a cell swallowed other rows, as a stray quotation mark makes it."""
    return any(
        line.count(delimiter) >= width - 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()
    )
