"""Workbooks as programs write them: XLSX by the library that Pisteur exports with, ODS and XLS
by hand, for nothing here writes those.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from pisteur.exchange import sheets, workbook

Cells = Sequence[Sequence[object]]

_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def write_xlsx(path: Path, sheets: Mapping[str, Cells], *, first_row: int = 0) -> Path:
    """Write typed cells, dates as dates."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows, start=first_row):
                for x, cell in enumerate(row):
                    if isinstance(cell, datetime | date):
                        sheet.write_datetime(y, x, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(y, x, cell)
                    elif cell is not None:
                        sheet.write(y, x, cell)
    return path


def write_ods(path: Path, sheets: Mapping[str, Cells], *, body: str = "") -> Path:
    """Write cells of text and numbers, and the empty rest of a sheet as office programs do.

    Args:
        path: where.
        sheets: name and rows.
        body: XML to write instead of `sheets`.
    """
    filler = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    filler += 'table:number-columns-repeated="16384"/></table:table-row>'
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        + f"{filler}</table:table>"
        for name, rows in sheets.items()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", _ODS_HEAD + (body or tables) + _ODS_TAIL)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    text = escape(str(cell))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def write_xls(path: Path, name: str, rows: Cells) -> Path:
    """Write one sheet as BIFF8 in a compound file, texts as labels and numbers as numbers."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet += _record(0x0203, struct.pack("<HHHd", y, x, 0, cell))
            elif cell is not None:
                text = str(cell)
                head = struct.pack("<HHHHB", y, x, 0, len(text), 1)
                sheet += _record(0x0204, head + text.encode("utf-16-le"))
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    end = _record(0x000A, b"")
    encoded = name.encode("utf-16-le")
    place = len(start) + 4 + 8 + len(encoded) + len(end)
    bound = _record(0x0085, struct.pack("<IHBB", place, 0, len(name), 1) + encoded)
    path.write_bytes(_compound("Workbook", start + bound + end + sheet))
    return path


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(name: str, content: bytes) -> bytes:
    """Return a compound file: header, one sector of directory, the stream, its chain."""
    free, last, chain = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    content = content.ljust(4096, b"\0")
    content += b"\0" * (-len(content) % 512)
    count = len(content) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    links = [chain, last, *range(3, 2 + count), last]
    links += [free] * (128 - len(links))
    directory = _entry("Root Entry", 5, 1, last, 0) + _entry(name, 2, free, 2, len(content))
    return header + struct.pack("<128I", *links) + directory.ljust(512, b"\0") + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)


def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workbooks read without a process of their own: many in a row, or with other limits."""
    monkeypatch.setattr(workbook, "ask", lambda request, _progress: sheets.answer_to(request))
