"""Reads delimited text: delimiter, rows with their true line numbers.

Streams, so that memory does not grow with the file. Not for what the columns mean: `headings`
and `leads` do that.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pisteur.exchange.cells import repair_garbled
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.sniffing import MAX_BYTES, TextFile, sniff
from pisteur.exchange.table import (
    FOUND_OUT,
    HEADING_ROWS,
    MAX_COLUMNS,
    SAMPLE_ROWS,
    FileKind,
    Row,
    Source,
    Table,
    Wishes,
    heading_row,
    known_headings,
    shape,
    trimmed,
)

_DELIMITERS = ";,\t|"
_SAMPLE_CHARACTERS = 1 << 17
# Fed after the last line: if it comes back inside a row of more lines, a quote is still open.
_END = "\x1d\x1e end of file \x1e\x1d"


def read_text(path: Path, wishes: Wishes = FOUND_OUT, *, max_bytes: int = MAX_BYTES) -> Table:
    """Find out the shape of the delimited text at `path`.

    Args:
        path: the file.
        wishes: what the user says of it.
        max_bytes: larger files are refused.

    Raises:
        ExchangeError: when it is no delimited text, is empty or is beyond a limit.
    """
    text = sniff(path, max_bytes=max_bytes)
    if wishes.encoding:
        # Another encoding than the bytes ask for: what it makes of them is the user's choice.
        text = replace(text, encoding=wishes.encoding, chosen=True)
    sample = _sample(text)
    if not sample.strip("\ufeff \t\r\n;,|\"'"):
        raise ExchangeError("file.empty", path)
    delimiter = wishes.delimiter or _declared(sample)
    delimiter = delimiter or max(_DELIMITERS, key=lambda each: _fit(sample, each))
    rows = _sample_rows(sample, delimiter)
    if _declared(sample):
        rows = rows[1:]
    if text.maybe_garbled:
        rows = [(line, [repair_garbled(cell) for cell in cells]) for line, cells in rows]
    source = Source(
        path=path,
        kind=FileKind.TEXT,
        read=partial(_rows, text, delimiter),
        encoding=text.encoding,
        delimiter=delimiter,
        maybe_garbled=text.maybe_garbled,
    )
    return shape(source, rows, wishes.header_line)


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
                if len(cells) > MAX_COLUMNS and len(trimmed(cells)) > MAX_COLUMNS:
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
    return "replace" if text.lenient else "strict"


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
            if len(rows) >= HEADING_ROWS + SAMPLE_ROWS:
                break
    except csv.Error:  # Reading the rows themselves says what and where.
        return rows
    if len(rows) > 2 and len(sample) == _SAMPLE_CHARACTERS and len(rows) < SAMPLE_ROWS:
        rows.pop()
    return rows


def _fit(sample: str, delimiter: str) -> tuple[int, float, int]:
    """Rank a delimiter: known headings, share of rows as wide as them, and width."""
    rows = _sample_rows(sample, delimiter)
    place = heading_row(rows)
    known = 0 if place is None else known_headings(rows[place][1])
    body = [cells for _line, cells in rows[0 if place is None else place + 1 :] if any(cells)]
    widths = [len(cells) for cells in body]
    if place is not None:
        width = len(rows[place][1])
    else:
        width = max(set(widths), key=widths.count) if widths else 1
    share = widths.count(width) / len(widths) if widths else 1.0
    return known, round(share, 1), width
