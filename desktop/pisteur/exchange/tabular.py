"""Reads delimited text: delimiter, row of headings, rows with their true line numbers.

Streams, so that memory does not grow with the file. Not for what the columns mean: `headings`
and `leads` do that.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pisteur.exchange import content
from pisteur.exchange.cells import repair_garbled
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.headings import is_known
from pisteur.exchange.sniffing import MAX_BYTES, TextFile, sniff

MAX_COLUMNS = 500
MAX_ROWS = 250_000
SAMPLE_ROWS = 60
_DELIMITERS = ";,\t|"
_SAMPLE_CHARACTERS = 1 << 17
_HEADING_ROWS = 30
_CELLS_LOOKED_AT = 120
# Fed after the last line: if it comes back inside a row of more lines, a quote is still open.
_END = "\x1d\x1e end of file \x1e\x1d"

Row = tuple[int, int, list[str]]
"""First line of the row, its last line, its cells; a blank row has none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text file whose shape is known.

    Attributes:
        text: the file and its encoding.
        delimiter: one character.
        header_line: line of the headings, None when the file has none.
        first_line: rows that start before this line are no data (preamble, headings).
        headings: one a column, empty where the file has none.
        sample: the first filled data rows.
    """

    text: TextFile
    delimiter: str
    header_line: int | None
    first_line: int
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]

    @property
    def path(self) -> Path:
        """The file."""
        return self.text.path

    def rows(self) -> Iterator[Row]:
        """Yield the data rows. Blank rows count only when a filled one follows.

        Raises:
            ExchangeError: at the first line that can't be read.
        """
        blank: list[int] = []
        count = 0
        for first, last, cells in _rows(self.text, self.delimiter):
            if first < self.first_line:
                continue
            if not _is_filled(cells):
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


def read_table(
    path: Path, *, has_headings: bool | None = None, max_bytes: int = MAX_BYTES
) -> Table:
    """Find out the shape of the file at `path`.

    Args:
        path: a delimited text file.
        has_headings: what the user says of the first filled row; None to find out.
        max_bytes: larger files are refused.

    Raises:
        ExchangeError: when it is no delimited text, is empty or is beyond a limit.
    """
    text = sniff(path, max_bytes=max_bytes)
    sample = _sample(text)
    if not sample.strip("\ufeff \t\r\n;,|\"'"):
        raise ExchangeError("file.empty", path)
    delimiter = _declared(sample) or max(_DELIMITERS, key=lambda each: _fit(sample, each))
    rows = _sample_rows(sample, delimiter)
    if _declared(sample):
        rows = rows[1:]
    if text.maybe_garbled:
        rows = [(line, [repair_garbled(cell) for cell in cells]) for line, cells in rows]
    first = next((i for i, (_line, cells) in enumerate(rows) if _is_filled(cells)), 0)
    first_line = rows[first][0] if rows else 1
    place = _heading_row(rows) if has_headings is None else (first if has_headings else None)
    header_line = None
    headings: list[str] = []
    if place is not None:
        header_line, headings = rows[place]
        first_line = rows[place + 1][0] if place + 1 < len(rows) else header_line + 1
        rows = rows[place + 1 :]
    filled = [cells for _line, cells in rows if _is_filled(cells)][:SAMPLE_ROWS]
    width = max([len(headings), *(len(_trimmed(cells)) for cells in filled)])
    if width > MAX_COLUMNS:
        raise ExchangeError(
            "file.too_many_columns", path, line=header_line, columns=width, limit=MAX_COLUMNS
        )
    headings = [heading.strip() for heading in headings] + [""] * (width - len(headings))
    return Table(
        text=text,
        delimiter=delimiter,
        header_line=header_line,
        first_line=first_line,
        headings=tuple(headings),
        sample=tuple(tuple(cells) for cells in filled),
    )


def _rows(text: TextFile, delimiter: str) -> Iterator[Row]:
    """Yield every row of the file; a missing end of a quotation is an error, not a long cell."""
    line = 1
    try:
        with text.path.open(encoding=text.encoding, errors=_errors(text), newline="") as file:
            reader = csv.reader(itertools.chain(file, (_END,)), delimiter=delimiter)
            for cells in reader:
                last = reader.line_num
                if cells and cells[-1].endswith(_END):
                    if last > line:
                        raise ExchangeError("file.quote_not_closed", text.path, line=line)
                    break
                if len(cells) > MAX_COLUMNS and len(_trimmed(cells)) > MAX_COLUMNS:
                    raise ExchangeError(
                        "file.too_many_columns",
                        text.path,
                        line=line,
                        columns=len(cells),
                        limit=MAX_COLUMNS,
                    )
                yield line, last, cells
                line = last + 1
    except UnicodeDecodeError as error:
        raise ExchangeError("file.encoding_changed", text.path, line=line) from error
    except OSError as error:
        reason = error.strerror or ""
        raise ExchangeError("file.unreadable", text.path, line=line, reason=reason) from error
    except csv.Error as error:
        code = "file.cell_too_long" if "limit" in str(error) else "file.malformed"
        raise ExchangeError(code, text.path, line=line, reason=str(error)) from error


def _errors(text: TextFile) -> str:
    return "replace" if text.encoding == "cp1252" else "strict"


def _is_filled(cells: Sequence[str]) -> bool:
    if not any(cells):
        return False
    return bool(cells[0].strip() or "".join(cells).strip())


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Return `cells` without empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _sample(text: TextFile) -> str:
    try:
        with text.path.open(encoding=text.encoding, errors=_errors(text), newline="") as file:
            return file.read(_SAMPLE_CHARACTERS)
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeError("file.encoding_changed", text.path) from error


def _declared(sample: str) -> str:
    """Return the delimiter that a first line `sep=;` declares, or nothing."""
    first = sample.lstrip("\ufeff")[:8].strip("\"'")
    if first[:4].lower() == "sep=" and len(first) > 4 and first[4] in _DELIMITERS:
        return first[4]
    return ""


def _sample_rows(sample: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return line and cells of the first rows of the sample; its last row may be cut short."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
            if len(rows) >= _HEADING_ROWS + SAMPLE_ROWS:
                break
    except csv.Error:  # Reading the rows themselves says what and where.
        return rows
    if len(rows) > 2 and len(sample) == _SAMPLE_CHARACTERS and len(rows) < SAMPLE_ROWS:
        rows.pop()
    return rows


def _fit(sample: str, delimiter: str) -> tuple[int, float, int]:
    """Rank a delimiter: known headings, share of rows as wide as them, and width."""
    rows = _sample_rows(sample, delimiter)
    place = _heading_row(rows)
    known = 0 if place is None else _known(rows[place][1])
    body = [cells for _line, cells in rows[0 if place is None else place + 1 :] if any(cells)]
    widths = [len(cells) for cells in body]
    if place is not None:
        width = len(rows[place][1])
    else:
        width = max(set(widths), key=widths.count) if widths else 1
    share = widths.count(width) / len(widths) if widths else 1.0
    return known, round(share, 1), width


def _heading_row(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """Return which row holds the headings.

    The one with most known headings; a single known one counts only above all data. Without
    any known one, a row of words above columns of numbers and addresses.
    """
    best, best_known = None, 0
    first_data = len(rows)
    for place, (_line, cells) in enumerate(rows[:_HEADING_ROWS]):
        if content.holds_data(cells[:_CELLS_LOOKED_AT]):
            first_data = min(first_data, place)
            continue
        known = _known(cells)
        filled = sum(1 for cell in cells if cell.strip())
        enough = known >= 2 or known * 2 >= filled
        if known > best_known and enough and (known >= 2 or place < first_data):
            best, best_known = place, known
    if best is not None:
        return best
    for place in range(min(first_data, _HEADING_ROWS)):
        if content.stands_above_data(rows[place][1], [cells for _line, cells in rows[place + 1 :]]):
            return place
    return None


def _known(cells: Sequence[str]) -> int:
    return sum(
        1 for cell in cells[:_CELLS_LOOKED_AT] if cell and len(cell) <= 80 and is_known(cell)
    )
