"""Writes tables as workbooks (XLSX): a day is a day, an amount a number, all else is text.

Text is never computed: a cell that begins with `=` is a text cell, marked so that a spreadsheet
keeps it one when it is edited. No link is made of an address either.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from pisteur.exchange.cells import keep
from pisteur.exchange.tables_out import Cell, Money, Table
from pisteur.i18n import current_language

MAX_TEXT = 32767
"""As many characters as a cell may hold (Excel's specifications); more are cut off."""
MAX_ROWS = 1_048_575
_FIRST_DAY = date(1900, 3, 1)
_NARROW, _WIDE = 6, 48
_FILTER_MARK = 3
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r＝＋－＠]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DATES = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def table_to_xlsx(table: Table, *, now: datetime) -> bytes:
    """Return `table` as a workbook of one sheet: headings that stay in sight, with filters.

    Args:
        now: when the file is made.
    """
    out = io.BytesIO()
    settings = {
        # Each row goes to a file of the system's own, unnamed for others, once the next begins.
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(out, settings) as book:
        book.set_properties(
            {"title": table.name, "author": "Pisteur", "created": now.replace(tzinfo=None)}
        )
        sheet = book.add_worksheet(table.name)
        _Writer(book, sheet).write(table)
    return out.getvalue()


class _Writer:
    """Fills one sheet."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._sheet = sheet
        top = {"valign": "top"}
        day = _DATES.get(current_language(), _DATES["en"])
        self._heading = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self._text = book.add_format(top | {"num_format": "@"})
        self._quoted = book.add_format(top | {"num_format": "@", "quote_prefix": True})
        self._day = book.add_format(top | {"num_format": day})
        self._time = book.add_format(top | {"num_format": "hh:mm"})
        self._money = book.add_format(top | {"num_format": '#,##0.00" €"'})

    def write(self, table: Table) -> None:
        widths = [len(heading) + _FILTER_MARK for heading in table.headings]
        for column, heading in enumerate(table.headings):
            self._sheet.write_string(0, column, heading, self._heading)
        count = 0
        for count, cells in enumerate(table.rows, start=1):
            for column, cell in enumerate(cells):
                if cell is not None and cell != "":
                    widths[column] = max(widths[column], self._put(count, column, cell))
            if count == MAX_ROWS:
                break
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, min(max(width, _NARROW), _WIDE))
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, count, len(table.headings) - 1)

    def _put(self, row: int, column: int, cell: Cell) -> int:
        """Write a cell that is not empty; returns the characters that it takes."""
        match cell:
            case Money(cents):
                self._sheet.write_number(row, column, cents / 100, self._money)
                return len(f"{cents / 100:,.2f}") + 3
            case time():
                self._sheet.write_datetime(row, column, cell.replace(tzinfo=None), self._time)
                return 6
            case date() if cell >= _FIRST_DAY:
                self._sheet.write_datetime(row, column, cell, self._day)
                return 11
            case _:
                # Days that a spreadsheet can't count are text, too.
                return self._put_text(row, column, str(cell))

    def _put_text(self, row: int, column: int, text: str) -> int:
        # What would lose an apostrophe when Pisteur reads it gets another.
        whole = keep(_SURROGATES.sub("\ufffd", text))
        kept = whole if len(whole) <= MAX_TEXT else whole[: MAX_TEXT - 1] + "…"
        look: Format = self._quoted if _FORMULA.match(kept) else self._text
        self._sheet.write_string(row, column, kept, look)
        return max((len(line) for line in kept.splitlines()), default=0) + 1
