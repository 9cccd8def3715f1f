"""Reads the cells of a workbook (XLSX, XLS, ODS), in the process that `workbook` starts for it.

A workbook is looked through before a library opens it: a few hundred bytes can unpack to
gigabytes, or place one cell so far out that the room for all before it is asked for. What gets
past that is stopped by the limits of this process.

Light to import, for that is what is waited for. Not for what the rows mean: `workbook` passes
them on.
"""

from __future__ import annotations

import io
import json
import lzma
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, BinaryIO, TypedDict

from pisteur import own_process
from pisteur.exchange.extent import Extent, OdsExtent, XlsxExtent

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 5_000_000
MAX_TEXT = 100 * 1024 * 1024
"""Most characters of all cells together: one long text may stand in each of them."""
_MAX_PARTS = 5_000
_SHEETS_LOOKED_AT = 12
_CHUNK = 1 << 18
_EXACT = 10**15
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# As the directory of a compound file names the part that holds an XLSX with a password.
_LOCKED_XLSX = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0")
# In an XLS, the first record, of twenty bytes, and what follows it where there is a password.
_FIRST_RECORD, _PASSWORD_RECORD = b"\x09\x08\x10\x00", b"\x2f\x00"
_MANIFEST = "META-INF/manifest.xml"
_MOST_MANIFEST = 1 << 20
# What the reader of archives raises over damaged ones.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, ValueError, LookupError, OverflowError),
)

Cell = str | float | bool | date | datetime | time | object


class Request(TypedDict):
    """What is asked of the process.

    `sheet` is the one to read, None to find it; `yes` and `no` are the words for a cell that is
    true or false; `max_rows` and `first_rows` bound how many rows are read, and looked at to
    choose a sheet; `seconds` and `memory` (bytes) are what the process may use.
    """

    path: str
    sheet: str | None
    yes: str
    no: str
    max_rows: int
    first_rows: int
    seconds: int
    memory: int


class RefusedError(Exception):
    """The workbook is refused.

    Attributes:
        code: of an ExchangeError.
        params: for its sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def serve(orders: BinaryIO, answers: BinaryIO) -> int:
    """Answer the one request that `orders` holds, in lines of JSON; returns the exit code."""
    request: Request = json.loads(orders.read())
    own_process.leave_no_copy()
    _limit_process(request["seconds"], request["memory"])
    for answer in answer_to(request):
        answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()
    return 0


def _limit_process(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    limits = {resource.RLIMIT_CPU: seconds}
    # macOS has that limit by name only.
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = memory
    for limit, most in limits.items():
        _soft, hard = resource.getrlimit(limit)
        # Where the user's own processes may take less, asking for more would fail.
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def answer_to(request: Request) -> Iterator[object]:
    """Yield {"name", "names"} of the sheet and of all, its rows as lists, and their number.

    {"refused", "params"} comes instead, or in between, when the workbook can't be read.
    """
    try:
        with open(request["path"], "rb") as file:  # noqa: PTH123 - pathlib is another 5 ms
            content = file.read()
        if content.startswith(b"PK"):
            _look_through(content, request["max_rows"])
        elif content.startswith(_COMPOUND):
            _refuse_locked(content)
        yield from _sheet_of(_opened(content), request)
    except RefusedError as error:
        yield {"refused": error.code, "params": error.params}
    except OSError as error:
        yield {"refused": "file.unreadable", "params": {"reason": error.strerror or "?"}}


def _refuse_locked(content: bytes) -> None:
    """Refuse a compound file with a password, of which the library knows no format at all."""
    first = content.find(_FIRST_RECORD)
    second = content[first + 20 : first + 22] if first >= 0 else b""
    if _LOCKED_XLSX in content or second == _PASSWORD_RECORD:
        raise RefusedError("file.protected")


def _look_through(content: bytes, max_rows: int) -> None:
    """Refuse what unpacks to too much, or places a cell too far out.

    Raises:
        RefusedError: `file.*`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_parts(parts)
            is_ods = any(part.filename == "content.xml" for part in parts)
            if is_ods:
                _refuse_locked_ods(packed)
            left = MAX_UNPACKED
            for part in parts:
                extent: Extent = OdsExtent() if is_ods else XlsxExtent()
                left -= _measure(packed, part, extent, left)
                _check_extent(extent.rows, extent.columns, max_rows)
    except _DAMAGED as error:
        raise RefusedError("file.workbook_damaged") from error


def _refuse_locked_ods(packed: zipfile.ZipFile) -> None:
    """Refuse an ODS with a password: its parts are there, and none can be read."""
    if _MANIFEST in packed.namelist():
        with packed.open(_MANIFEST) as manifest:
            if b"encryption-data" in manifest.read(_MOST_MANIFEST):
                raise RefusedError("file.protected")


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.filename == "xl/workbook.bin" for part in parts):
        raise RefusedError("file.spreadsheet")
    office = any(part.filename in ("[Content_Types].xml", "content.xml") for part in parts)
    if not office:
        raise RefusedError("file.archive")
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _unpacks_to_too_much()


def _unpacks_to_too_much() -> RefusedError:
    return RefusedError("file.unpacks_too_large", limit=MAX_UNPACKED // (1024 * 1024))


def _measure(packed: zipfile.ZipFile, part: zipfile.ZipInfo, extent: Extent, left: int) -> int:
    """Unpack one part to nowhere; return its true size, and note in `extent` where cells are."""
    # The size that a part says it has is not believed.
    part.file_size = sys.maxsize
    is_text = part.filename.endswith((".xml", ".XML"))
    size = 0
    with packed.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _unpacks_to_too_much()
            if is_text:
                extent.look_at(chunk)
                if extent.endless:
                    raise RefusedError("file.workbook_gave_up")
                if extent.rows * extent.columns > MAX_CELLS:
                    break
    return size


def _check_extent(rows: int, columns: int, max_rows: int) -> None:
    if rows > max_rows:
        raise RefusedError("file.too_many_rows")
    if rows * columns > MAX_CELLS:
        raise RefusedError("file.too_many_cells", rows=rows, columns=columns)


def _opened(content: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise RefusedError("file.protected") from error
    except (CalamineError, OSError, ValueError) as error:
        raise RefusedError("file.workbook_damaged") from error
    except BaseException as error:
        _raise_unless_panic(error)
        raise RefusedError("file.workbook_damaged") from error


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


def _sheet_of(book: CalamineWorkbook, request: Request) -> Iterator[object]:
    names, wished = _visible(book), request["sheet"]
    if wished is not None and wished not in names:
        raise RefusedError("file.no_sheet", sheet=wished, sheets=", ".join(names))
    from python_calamine import CalamineError  # noqa: PLC0415

    try:
        found = [wished] if wished is not None else names[:_SHEETS_LOOKED_AT]
        chosen = _best_sheet(book, found, request)
        if chosen is None:
            raise RefusedError("file.empty")
        yield {"name": chosen.name, "names": names}
        count = 0
        for cells in _rows(chosen, request):
            yield cells
            count += 1
        yield count
    except (CalamineError, OSError, ValueError) as error:
        raise RefusedError("file.workbook_damaged") from error
    except RefusedError:
        raise
    except BaseException as error:
        _raise_unless_panic(error)
        raise RefusedError("file.workbook_damaged") from error


def _best_sheet(book: CalamineWorkbook, names: list[str], request: Request) -> CalamineSheet | None:
    """Return the sheet with most known headings, else the first filled one."""
    from pisteur.exchange.table import heading_row, known_headings  # noqa: PLC0415 - heavy

    best: CalamineSheet | None = None
    best_known = -1
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is None or sheet.end is None:
            continue
        _check_extent(sheet.end[0] + 1, sheet.end[1] + 1, request["max_rows"])
        first: list[tuple[int, list[str]]] = []
        is_filled = False
        for cells in _rows(sheet, request):
            is_filled = is_filled or any(cell.strip() for cell in cells)
            if len(first) < request["first_rows"]:
                first.append((len(first) + 1, cells))
            elif is_filled:
                break
        if not is_filled:
            continue
        if len(names) == 1:
            return sheet
        place = heading_row(first)
        known = 0 if place is None else known_headings(first[place][1])
        if known > best_known:
            best, best_known = sheet, known
    return best


def _rows(sheet: CalamineSheet, request: Request) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first line, empty cells at the end left out."""
    start = sheet.start
    # The rows above the first filled one come along; the columns before it don't.
    margin = [""] * start[1] if start is not None else []
    left = MAX_TEXT
    for cells in sheet.iter_rows():
        texts = margin + [cell_text(cell, request["yes"], request["no"]) for cell in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        left -= sum(map(len, texts))
        if left < 0:
            raise RefusedError("file.unpacks_too_large", limit=MAX_TEXT // (1024 * 1024))
        yield texts


def cell_text(cell: Cell, yes: str, no: str) -> str:
    """Return a typed cell as a list would write it: whole numbers without point, dates ISO."""
    if isinstance(cell, str):
        return cell.replace("_x000D_", "")
    if isinstance(cell, bool):
        return yes if cell else no
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
