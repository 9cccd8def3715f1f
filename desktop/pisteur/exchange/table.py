"""A file of rows whose shape is known: where its headings stand, which rows are data.

Wherever the rows come from: `tabular` reads them from delimited text, `workbook` from sheets.
Not for what the columns mean: `headings` and `leads` do that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pisteur.domain.records import RowIssue
from pisteur.exchange import content
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.headings import is_known
from pisteur.exchange.mapping import Mapping as ColumnMapping
from pisteur.exchange.values import DateOrder, DecimalMark

MAX_COLUMNS = 500
MAX_ROWS = 250_000
SAMPLE_ROWS = 60
HEADING_ROWS = 30
_CELLS_LOOKED_AT = 120

Row = tuple[int, int, list[str]]
"""First line of the row, its last line, its cells; a blank row has none."""


class FileKind(StrEnum):
    """How a list is written."""

    TEXT = "text"
    WORKBOOK = "workbook"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of the shape of a file; None where Pisteur is to find out.

    Attributes:
        encoding: Python's name.
        delimiter: one character.
        header_line: 1-based line of the headings; 0 when there are none.
        sheet: name of the sheet of a workbook.
        decimal, dates: how it writes amounts and dates.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    sheet: str | None = None
    decimal: DecimalMark | None = None
    dates: DateOrder | None = None


FOUND_OUT = Wishes()


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from.

    Attributes:
        path: the file.
        read: yields all its rows, blank ones included, from the first.
        encoding, delimiter: of text; empty for a workbook.
        maybe_garbled: whether the text may hold accents that were encoded twice.
        sheet, sheets: the sheet that is read and all there are; empty for text.
        issues: what is wrong with rows that can't be taken, by their first line.
    """

    path: Path
    kind: FileKind
    read: Callable[[], Iterator[Row]]
    encoding: str = ""
    delimiter: str = ""
    maybe_garbled: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    issues: Mapping[int, RowIssue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A list whose shape is known.

    Attributes:
        header_line: line of the headings, None when the file has none.
        first_line: rows that start before this line are no data (preamble, headings).
        headings: one a column, empty where the file has none.
        sample: the first filled data rows.
        mapping: what the columns mean where the kind of file says so; None to guess.
    """

    source: Source
    header_line: int | None
    first_line: int
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def delimiter(self) -> str:
        """What separates the cells of text."""
        return self.source.delimiter

    def rows(self) -> Iterator[Row]:
        """Yield the data rows. Blank rows count only when a filled one follows.

        Raises:
            ExchangeError: at the first line that can't be read.
        """
        blank: list[int] = []
        count = 0
        for first, last, cells in self.source.read():
            if first < self.first_line:
                continue
            if not is_filled(cells):
                blank.append(first)
                continue
            if blank:
                yield from ((line, line, []) for line in blank)
                count += len(blank)
                blank.clear()
            count += 1
            if count > MAX_ROWS:
                raise ExchangeError("file.too_many_rows", self.path, line=first, limit=MAX_ROWS)
            yield first, last, cells


def shape(source: Source, rows: Sequence[tuple[int, list[str]]], header: int | None) -> Table:
    """Find out where the headings and the data of a list are.

    Args:
        source: where the rows come from.
        rows: line and cells of the first ones.
        header: what the user says of the line of the headings, as in `Wishes`.

    Raises:
        ExchangeError: `file.too_many_columns`.
    """
    first = next((i for i, (_line, cells) in enumerate(rows) if is_filled(cells)), 0)
    first_line = rows[first][0] if rows else 1
    place = heading_row(rows) if header is None else _place(rows, header)
    header_line = None
    headings: list[str] = []
    if place is not None:
        header_line, headings = rows[place]
        first_line = rows[place + 1][0] if place + 1 < len(rows) else header_line + 1
        rows = rows[place + 1 :]
    filled = [cells for _line, cells in rows if is_filled(cells)][:SAMPLE_ROWS]
    width = max([len(headings), *(len(trimmed(cells)) for cells in filled)])
    if width > MAX_COLUMNS:
        raise ExchangeError(
            "file.too_many_columns",
            source.path,
            line=header_line,
            columns=width,
            limit=MAX_COLUMNS,
        )
    headings = [heading.strip() for heading in headings] + [""] * (width - len(headings))
    return Table(
        source=source,
        header_line=header_line,
        first_line=first_line,
        headings=tuple(headings),
        sample=tuple(tuple(cells) for cells in filled),
    )


def _place(rows: Sequence[tuple[int, list[str]]], line: int) -> int | None:
    """Return which row starts on the line that the user names, or the next filled one."""
    if not line:
        return None
    return next(
        (i for i, (start, cells) in enumerate(rows) if start >= line and is_filled(cells)), None
    )


def is_filled(cells: Sequence[str]) -> bool:
    """Tell whether a row holds anything but blanks."""
    if not any(cells):
        return False
    return bool(cells[0].strip() or "".join(cells).strip())


def trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Return `cells` without empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def heading_row(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """Return which row holds the headings.

    The one with most known headings; a single known one counts only above all data. Without
    any known one, a row of words above columns of numbers and addresses.
    """
    best, best_known = None, 0
    first_data = len(rows)
    for place, (_line, cells) in enumerate(rows[:HEADING_ROWS]):
        if content.holds_data(cells[:_CELLS_LOOKED_AT]):
            first_data = min(first_data, place)
            continue
        known = known_headings(cells)
        filled = sum(1 for cell in cells if cell.strip())
        enough = known >= 2 or known * 2 >= filled
        if known > best_known and enough and (known >= 2 or place < first_data):
            best, best_known = place, known
    if best is not None:
        return best
    for place in range(min(first_data, HEADING_ROWS)):
        if content.stands_above_data(rows[place][1], [cells for _line, cells in rows[place + 1 :]]):
            return place
    return None


def known_headings(cells: Sequence[str]) -> int:
    """Return how many cells are known as headings."""
    return sum(
        1 for cell in cells[:_CELLS_LOOKED_AT] if cell and len(cell) <= 80 and is_known(cell)
    )
