"""Reads the sheets of workbooks (XLSX, XLS, ODS) as rows of text.

A workbook is looked through before a library opens it: a few hundred bytes can unpack to
gigabytes, or place one cell so far out that the room for all before it is asked for.
"""

from __future__ import annotations

import io
import lzma
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.extent import Extent, OdsExtent, XlsxExtent
from pisteur.exchange.sniffing import MAX_BYTES, check_file
from pisteur.exchange.table import (
    FOUND_OUT,
    HEADING_ROWS,
    MAX_ROWS,
    SAMPLE_ROWS,
    FileKind,
    Row,
    Source,
    Table,
    Wishes,
    heading_row,
    is_filled,
    known_headings,
    shape,
    trimmed,
)
from pisteur.i18n import _

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 5_000_000
_MAX_PARTS = 5_000
_SHEETS_LOOKED_AT = 12
_CHUNK = 1 << 18
_EXACT = 10**15
# What the reader of archives raises over damaged ones.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, ValueError, LookupError, OverflowError),
)

Cell = str | float | bool | date | datetime | time | object


def read_workbook(path: Path, wishes: Wishes = FOUND_OUT, *, max_bytes: int = MAX_BYTES) -> Table:
    """Find out the shape of the sheet of `path` that holds a list.

    Args:
        path: an XLSX, XLS or ODS file.
        wishes: what the user says of it.
        max_bytes: larger files are refused.

    Raises:
        ExchangeError: when it is no workbook that can be read, is empty or is beyond a limit.
    """
    check_file(path, max_bytes=max_bytes)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExchangeError("file.unreadable", path, reason=error.strerror or "?") from error
    if content.startswith(b"PK"):
        _look_through(path, content)
    book = _opened(path, content)
    names = _visible(book)
    if wishes.sheet is not None and wishes.sheet not in names:
        raise ExchangeError("file.no_sheet", path, sheet=wishes.sheet, sheets=", ".join(names))
    wanted = [wishes.sheet] if wishes.sheet else names[:_SHEETS_LOOKED_AT]
    name, rows = _best_sheet(path, book, wanted)
    if not rows:
        raise ExchangeError("file.empty", path)
    source = Source(
        path=path,
        kind=FileKind.WORKBOOK,
        read=partial(_numbered, rows),
        sheet=name,
        sheets=tuple(names),
    )
    return shape(source, _first_rows(rows), wishes.header_line)


def _first_rows(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    return list(enumerate(rows[: HEADING_ROWS + SAMPLE_ROWS], start=1))


def _numbered(rows: list[list[str]]) -> Iterator[Row]:
    return ((line, line, cells) for line, cells in enumerate(rows, start=1))


def _look_through(path: Path, content: bytes) -> None:
    """Refuse what unpacks to too much, or places a cell too far out.

    Raises:
        ExchangeError: `file.*`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_parts(path, parts)
            is_ods = any(part.filename == "content.xml" for part in parts)
            left = MAX_UNPACKED
            for part in parts:
                extent: Extent = OdsExtent() if is_ods else XlsxExtent()
                left -= _measure(path, packed, part, extent, left)
                _check_extent(path, extent.rows, extent.columns)
    except _DAMAGED as error:
        raise ExchangeError("file.workbook_damaged", path) from error


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.filename == "xl/workbook.bin" for part in parts):
        raise ExchangeError("file.spreadsheet", path)
    office = any(part.filename in ("[Content_Types].xml", "content.xml") for part in parts)
    if not office:
        raise ExchangeError("file.archive", path)
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _unpacks_to_too_much(path)


def _unpacks_to_too_much(path: Path) -> ExchangeError:
    return ExchangeError("file.unpacks_too_large", path, limit=MAX_UNPACKED // (1024 * 1024))


def _measure(
    path: Path, packed: zipfile.ZipFile, part: zipfile.ZipInfo, extent: Extent, left: int
) -> int:
    """Unpack one part to nowhere; return its true size, and note in `extent` where cells are."""
    # The size that a part says it has is not believed.
    part.file_size = sys.maxsize
    is_text = part.filename.endswith((".xml", ".XML"))
    size = 0
    with packed.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _unpacks_to_too_much(path)
            if is_text:
                extent.look_at(chunk)
                if extent.rows * extent.columns > MAX_CELLS:
                    break
    return size


def _check_extent(path: Path, rows: int, columns: int) -> None:
    if rows > MAX_ROWS + HEADING_ROWS:
        raise ExchangeError("file.too_many_rows", path, limit=MAX_ROWS)
    if rows * columns > MAX_CELLS:
        raise ExchangeError("file.too_many_cells", path, rows=rows, columns=columns)


def _opened(path: Path, content: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise ExchangeError("file.protected", path) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ExchangeError("file.workbook_damaged", path) from error
    except BaseException as error:
        _raise_unless_panic(error)
        raise ExchangeError("file.workbook_damaged", path) from error


def _raise_unless_panic(error: BaseException) -> None:
    """Let through all but the way in which the library says that it lost its footing.

    Its PanicException is no Exception, and can't be imported to be named.
    """
    if type(error).__name__ != "PanicException":
        raise error


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return shown or [sheet.name for sheet in sheets]


def _best_sheet(
    path: Path, book: CalamineWorkbook, names: list[str]
) -> tuple[str, list[list[str]]]:
    """Return name and rows of the sheet with most known headings, else of the first filled."""
    best: tuple[str, list[list[str]]] = ("", [])
    best_known = -1
    for name in names:
        rows = _sheet_rows(path, book, name)
        if not rows:
            continue
        first = _first_rows(rows)
        place = heading_row(first)
        known = 0 if place is None else known_headings(first[place][1])
        if known > best_known:
            best, best_known = (name, rows), known
    return best


def _sheet_rows(path: Path, book: CalamineWorkbook, name: str) -> list[list[str]]:
    """Return the rows of a sheet from its first line; those at its end that are blank left out."""
    from python_calamine import CalamineError  # noqa: PLC0415

    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is None or sheet.end is None:
            return []
        _check_extent(path, sheet.end[0] + 1, sheet.end[1] + 1)
        # The rows above the first filled one come along; the columns before it don't.
        margin = [""] * sheet.start[1]
        rows = [list(trimmed([*margin, *map(cell_text, cells)])) for cells in sheet.iter_rows()]
    except (CalamineError, OSError, ValueError) as error:
        raise ExchangeError("file.workbook_damaged", path) from error
    except ExchangeError:
        raise
    except BaseException as error:
        _raise_unless_panic(error)
        raise ExchangeError("file.workbook_damaged", path) from error
    while rows and not is_filled(rows[-1]):
        rows.pop()
    return rows


def cell_text(cell: Cell) -> str:
    """Return a typed cell as a list would write it: whole numbers without point, dates ISO."""
    if isinstance(cell, str):
        return cell.replace("_x000D_", "")
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _EXACT
        return str(int(cell)) if whole else format(cell, ".15g")
    return _moment_text(cell)


def _moment_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat(timespec="minutes") if isinstance(cell, time) else str(cell)
