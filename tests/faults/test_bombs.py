"""Files made to fill the memory or to take for ever are refused at once, in words (faults F9).

What each one took is printed; the limits here leave room for a slow machine.
"""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.test_fuzz import MOST_MEGABYTES, Reader, fault_in
from faults.workers import tell
from support.workbooks import write_ods, write_xls, write_xlsx

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and its account are POSIX")

MB = 1 << 20
PERSON = b"N:Morel;Luc;;;\r\nTEL:+33 6 39 98 00 01\r\n"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
NEAR = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, template_file: Path) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("bombs") / "pisteur.db"
    data.write_bytes(template_file.read_bytes())
    made = Reader(data)
    yield made
    made.close()


def written(path: Path, *pieces: bytes) -> Path:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


def workbook(path: Path, sheet: Iterator[bytes], texts: bytes = b"") -> Path:
    """Write a workbook whose one sheet is `sheet`, and which holds `texts` for its cells."""
    plain = write_xlsx(path.with_suffix(".plain"), {"A": [["Nom"]]})
    with (
        zipfile.ZipFile(plain) as good,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad,
    ):
        parts = {name: good.read(name) for name in good.namelist()}
        del parts["xl/worksheets/sheet1.xml"]
        if texts:
            parts["xl/sharedStrings.xml"] = texts
        for name, content in parts.items():
            bad.writestr(name, content)
        with bad.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
    return path


def repeated(
    piece: bytes, megabytes: int, *, before: bytes = b"", after: bytes = b""
) -> Iterator[bytes]:
    yield SHEET + NEAR + before
    block = piece * (MB // len(piece))
    for _block in range(megabytes):
        yield block
    yield after + SHEET_END


def photo(folder: Path) -> Path:
    line = b" " + b"A" * 74 + b"\r\n"
    head = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + PERSON + b"PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n"
    return written(folder / "photo.vcf", head, line * (30 * MB // len(line)), b"END:VCARD\r\n")


def photo_in_one_line(folder: Path) -> Path:
    head = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + PERSON + b"PHOTO;ENCODING=b:"
    return written(folder / "line.vcf", head, b"A" * (50 * MB), b"\r\nEND:VCARD\r\n")


def nested_cards(folder: Path) -> Path:
    card = b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + PERSON + b"AGENT:\r\n"
    return written(folder / "nested.vcf", card * 3_000, b"END:VCARD\r\n" * 3_000)


def million_cards(folder: Path) -> Path:
    card = b"BEGIN:VCARD\nN:M\nEND:VCARD\n"
    return written(folder / "million.vcf", card * 1_000_000)


def stray_quote(folder: Path) -> Path:
    line = "Garage Morel;06 39 98 00 01;Sète\r\n".encode()
    head = b'Nom;T\xc3\xa9l\xc3\xa9phone;Ville\r\nAtelier;"06 39 98;Paris\r\n'
    return written(folder / "quote.csv", head, line * (50 * MB // len(line)))


def stray_quote_beyond_the_limit(folder: Path) -> Path:
    return written(
        folder / "large.csv", b'Nom;Ville\r\n"a;b\r\n', b"Morel;Paris\r\n" * (100 * MB // 13)
    )


def million_columns(folder: Path) -> Path:
    head = b"Nom;Ville\r\n" + b"a;b\r\n" * 10
    return written(folder / "wide.csv", head, b";".join([b"x"] * 520_000), b"\r\n", b"c;d\r\n" * MB)


def endless_line(folder: Path) -> Path:
    return written(folder / "line.csv", b"Nom;Ville\r\n", b"a" * (50 * MB))


def zip_bomb(folder: Path) -> Path:
    return workbook(folder / "bomb.xlsx", repeated(b"\0", 600))


def zip_bomb_ods(folder: Path) -> Path:
    path = folder / "bomb.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad:
        bad.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with bad.open("content.xml", "w", force_zip64=True) as part:
            for _megabyte in range(600):
                part.write(b" " * MB)
    return path


def wrong_sizes(folder: Path) -> Path:
    path = workbook(folder / "liar.xlsx", repeated(b" ", 500))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
    for format_ in ("<Q", "<I"):
        told = struct.pack(format_, part.file_size)
        content = content.replace(told, struct.pack(format_, 100))
    return written(path, content)


def one_part_many_times(folder: Path) -> Path:
    """Four thousand entries of the list of contents that all name the same megabyte."""
    path = workbook(folder / "same.xlsx", repeated(b" ", 1))
    content = path.read_bytes()
    end = content.rindex(b"PK\5\6")
    first = content.index(b"PK\1\2")
    last = content.rindex(b"PK\1\2", first, end)
    entry, count = content[last:end], 4_000
    listed = content[first:last] + entry * count
    number = content[first:end].count(b"PK\1\2") - 1 + count
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(listed), first, 0)
    return written(path, content[:first] + listed + tail)


def far_cell(folder: Path) -> Path:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(folder / "far.xlsx", iter([SHEET + NEAR + far + SHEET_END]))


def far_cell_xls(folder: Path) -> Path:
    rows: list[list[object]] = [["Nom"], *[[] for _row in range(65_534)], [*[None] * 255, "x"]]
    return write_xls(folder / "far.xls", "A", rows)


def far_cell_ods(folder: Path) -> Path:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    body = (
        f'<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">{cell}'
    )
    return write_ods(
        folder / "far.ods",
        {},
        body=body + "<text:p>x</text:p></table:table-cell></table:table-row></table:table>",
    )


def million_cells_in_a_row(folder: Path) -> Path:
    return workbook(
        folder / "row.xlsx", repeated(b"<c><v>1</v></c>", 20, before=b"<row>", after=b"</row>")
    )


def empty_rows_without_end(folder: Path) -> Path:
    return workbook(folder / "rows.xlsx", repeated(b"<row></row>", 350))


def empty_cells_without_end(folder: Path) -> Path:
    return workbook(folder / "cells.xlsx", repeated(b"<c/>", 350, before=b"<row>", after=b"</row>"))


def one_cell_again_and_again(folder: Path) -> Path:
    return workbook(
        folder / "again.xlsx", repeated(b'<c r="A1"/>', 350, before=b"<row>", after=b"</row>")
    )


def laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "lol">{entities}]>'.encode()
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    return workbook(folder / "laughs.xlsx", iter([doctype + SHEET + cell + SHEET_END]))


def one_text_in_all_cells(folder: Path) -> Path:
    """A text of 32,000 letters, held once and named by 200,000 cells."""
    row = b'<row><c t="s"><v>0</v></c></row>'
    texts = b"<sst><si><t>" + b"a" * 32_000 + b"</t></si></sst>"
    return workbook(folder / "shared.xlsx", iter([SHEET, row * 200_000, SHEET_END]), texts)


def deep_archive(folder: Path) -> Path:
    return written(folder / "deep.json", b'{"format":', b"[" * (10 * MB))


def long_number_archive(folder: Path) -> Path:
    return written(folder / "number.json", b'{"format":', b"9" * (10 * MB), b"}")


def huge_archive(folder: Path) -> Path:
    with (folder / "huge.json").open("wb") as file:
        file.truncate(3 * 1024 * MB)
    return folder / "huge.json"


BOMBS: dict[Callable[[Path], Path], set[str]] = {
    photo: {"taken"},
    photo_in_one_line: {"file.line_too_long"},
    nested_cards: {"taken"},
    million_cards: {"file.too_many_rows"},
    stray_quote: {"file.quote_not_closed", "file.cell_too_long"},
    stray_quote_beyond_the_limit: {"file.too_large"},
    million_columns: {"file.too_many_columns"},
    endless_line: {"file.line_too_long"},
    zip_bomb: {"file.unpacks_too_large"},
    zip_bomb_ods: {"file.unpacks_too_large"},
    wrong_sizes: {"file.unpacks_too_large", "file.workbook_damaged"},
    one_part_many_times: {"file.unpacks_too_large", "file.workbook_damaged"},
    far_cell: {"file.too_many_rows"},
    far_cell_xls: {"file.too_many_cells"},
    far_cell_ods: {"file.too_many_rows", "file.too_many_cells"},
    million_cells_in_a_row: {"file.workbook_gave_up"},
    empty_rows_without_end: {"file.workbook_gave_up"},
    empty_cells_without_end: {"file.workbook_gave_up"},
    one_cell_again_and_again: {"file.workbook_gave_up"},
    laughs: {"taken", "file.empty", "file.workbook_damaged", "file.no_columns_recognised"},
    one_text_in_all_cells: {"file.unpacks_too_large", "file.workbook_gave_up"},
    deep_archive: {"archive.not_json"},
    long_number_archive: {"archive.not_json"},
    huge_archive: {"file.too_large"},
}


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_file_made_to_do_harm_is_refused_at_once(
    bomb: Callable[[Path], Path],
    reader: Reader,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = bomb(tmp_path)
    said = reader.read(path, write=False, apart=True)
    tell(capsys, fault="F9", bomb=bomb.__name__, size=round(path.stat().st_size / MB, 1), **said)
    path.unlink()
    # Of these, nothing is known before the reader has made their room, in its own process.
    most = 2_100.0 if bomb in (far_cell_xls, one_text_in_all_cells) else MOST_MEGABYTES
    assert not fault_in(said, most, seconds=20.0)
    assert said["outcome"] in BOMBS[bomb], json.dumps(said)
