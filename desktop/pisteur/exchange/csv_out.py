"""Writes tables and rejected rows as CSV, for spreadsheets or for programs.

Cells that a spreadsheet would compute or change are written with an apostrophe before them
(`cells.escape`); Pisteur's own import takes it off again. Contacts read back as they were: the
headings are in `heading_table`, in both languages.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from itertools import chain

from pisteur.domain.records import RejectedRow
from pisteur.exchange.cells import escape
from pisteur.exchange.errors import column_name, describe_issue
from pisteur.exchange.tables_out import Cell, Money, Table
from pisteur.i18n import _, bare

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Style:
    """How a CSV file is written.

    Attributes:
        delimiter: between cells.
        decimal: decimal mark.
        date_format: for `strftime`.
        encoding: Python's name.
    """

    delimiter: str
    decimal: str
    date_format: str
    encoding: str


class CsvStyle(Enum):
    """FRENCH opens well in a spreadsheet set to French; PLAIN is for programs."""

    FRENCH = Style(";", ",", "%d/%m/%Y", "utf-8-sig")
    PLAIN = Style(",", ".", "%Y-%m-%d", "utf-8")


def table_in_chunks(table: Table, style: CsvStyle = CsvStyle.FRENCH) -> Iterator[bytes]:
    """Return a table as a CSV file, part by part: as many rows as there are need no more memory."""
    rows = ([_text(cell, style.value) for cell in row] for row in table.rows)
    return _write(table.headings, rows, style)


def rejected_to_csv(
    headings: Sequence[str],
    rejected: Iterable[RejectedRow],
    style: CsvStyle = CsvStyle.FRENCH,
) -> bytes:
    """Return the rejected rows as they stood, with their line and the reason before them."""
    kept = list(rejected)
    width = max([len(headings), *(len(row.cells) for row in kept)])
    padded = [*headings, *[""] * width][:width]
    named = [column_name(heading, index) for index, heading in enumerate(padded)]
    rows = ([str(row.line), bare(describe_issue(row.issue)), *row.cells] for row in kept)
    return b"".join(_write([_("Line"), _("Reason"), *named], rows, style))


def _write(
    headings: Sequence[str], rows: Iterable[Sequence[str]], style: CsvStyle
) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=style.value.delimiter, lineterminator="\r\n")
    # It writes its mark at the beginning only.
    encode = codecs.getincrementalencoder(style.value.encoding)("replace").encode
    # The headings of rejected rows are other people's text too.
    for cells in chain([headings], rows):
        writer.writerow([escape(cell.replace("\0", "")) for cell in cells])
        if out.tell() > _CHUNK:
            yield encode(out.getvalue())
            out.seek(0)
            out.truncate()
    yield encode(out.getvalue())


def _text(cell: Cell, style: Style) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case time():
            return cell.strftime("%H:%M")
        case date():
            # A year before 1000 is padded by hand: strftime does not do so on every system.
            return cell.strftime(style.date_format.replace("%Y", f"{cell.year:04}"))
        case Money(cents):
            # A number that a spreadsheet can add up.
            sign = "-" if cents < 0 else ""
            return f"{sign}{abs(cents) // 100}{style.decimal}{abs(cents) % 100:02}"
