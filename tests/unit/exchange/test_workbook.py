"""Lists in workbooks: the same leads as from text, and nothing hostile gets as far as a reader."""

from __future__ import annotations

import random
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.sheets import MAX_CELLS, cell_text
from pisteur.exchange.sources import read_table
from pisteur.exchange.table import FileKind, Wishes
from support.workbooks import read_in_this_process, write_ods, write_xls, write_xlsx

LIST: list[list[object]] = [
    ["Fichier clients 2026"],
    [],
    ["Société", "Nom", "Téléphone", "E-mail", "Code postal", "SIRET", "Effectif", "Notes"],
    [
        *("Boulangerie Cœur de Blé", "Zoé Lefèvre", "06 39 98 30 01", "zoe@exemple.fr", 1000),
        *(73282932000074, 12.5, "Dit « oui »\npuis “non”"),
    ],
    [],
    [None, None, 639983002.0],
    [None, None, None, None, None, None, 4],
]


def refused(path: Path) -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        parse_leads(path)
    assert path.name in describe(caught.value)
    return caught.value


def check_leads(path: Path) -> None:
    report, leads = inspect_file(path), parse_leads(path)
    assert report.kind is FileKind.WORKBOOK
    assert (report.header_line, report.total, leads.total) == (3, 4, 4)
    bakery, phone = leads.records
    assert (bakery.line, bakery.company, bakery.family_name) == (
        4,
        "Boulangerie Cœur de Blé",
        "Lefèvre",
    )
    assert (bakery.postal_code, bakery.siret) == ("01000", "73282932000074")
    assert bakery.notes == "Dit « oui »\npuis “non”\nEffectif: 12.5"
    assert (phone.line, phone.phones[0].value) == (6, "0639983002")
    assert [(row.line, row.issue.code) for row in leads.rejected] == [
        (5, "row.empty"),
        (7, "row.nothing_usable"),
    ]


def test_an_xlsx_list_is_read_with_its_true_rows_and_whole_numbers(tmp_path: Path) -> None:
    check_leads(write_xlsx(tmp_path / "liste.xlsx", {"Feuil1": LIST}))


def test_an_ods_list_is_read_the_same(tmp_path: Path) -> None:
    # Line breaks in cells are paragraphs of their own there: see the next test.
    rows = [[str(c).replace("\n", " ") if isinstance(c, str) else c for c in row] for row in LIST]
    path = write_ods(tmp_path / "liste.ods", {"Feuille1": rows})
    leads = parse_leads(path)
    assert [record.line for record in leads.records] == [4, 6]
    assert leads.records[0].siret == "73282932000074"
    assert leads.total == 4


def test_an_xls_list_is_read_the_same(tmp_path: Path) -> None:
    check_leads(write_xls(tmp_path / "liste.xls", "Feuil1", LIST))


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    check_leads(write_xls(tmp_path / "liste.xlsx", "Feuil1", LIST))
    check_leads(write_xlsx(tmp_path / "real.xlsx", {"A": LIST}).rename(tmp_path / "liste.csv"))


def test_dates_are_written_iso_and_numbers_without_point() -> None:
    cells = [date(2026, 3, 1), datetime(2026, 3, 1), datetime(2026, 3, 1, 9, 5)]  # noqa: DTZ001
    assert [cell_text(cell, "yes", "no") for cell in cells] == [
        "2026-03-01",
        "2026-03-01",
        "2026-03-01 09:05",
    ]
    assert [
        cell_text(cell, "yes", "no") for cell in (33.0, 1234.56, True, 0.1 + 0.2, 6.399830021e8)
    ] == [
        "33",
        "1234.56",
        "yes",
        "0.3",
        "639983002.1",
    ]


def test_dates_of_an_xlsx_come_in_as_days(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nom", "Téléphone", "Créée le"],
        ["Zoé", "06 39 98 30 03", date(2024, 2, 29)],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"A": rows})
    assert inspect_file(path).sample[0][2] == "2024-02-29"


def test_of_several_sheets_the_one_with_a_list_is_taken(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Lisez-moi": [["Ce fichier est à vous"]],
        "Vide": [],
        "Contacts": LIST,
    }
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    report = inspect_file(path)
    assert (report.sheet, report.sheets) == ("Contacts", ("Lisez-moi", "Vide", "Contacts"))


def test_the_user_chooses_another_sheet(tmp_path: Path) -> None:
    other: list[list[object]] = [["Nom", "Téléphone"], ["Garage Morel", "06 39 98 30 04"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"Contacts": LIST, "Autres": other})
    leads = parse_leads(path, wishes=Wishes(sheet="Autres"))
    assert [record.company for record in leads.records] == ["Garage Morel"]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Contacts": LIST})
    with pytest.raises(ExchangeError, match=r"has no sheet “Autres”\. Its sheets are: Contacts"):
        parse_leads(path, wishes=Wishes(sheet="Autres"))


def test_a_list_that_does_not_start_in_the_first_corner_keeps_its_row_numbers(
    tmp_path: Path,
) -> None:
    rows = [[None, "Nom", "Tél"], [None, "Zoé", "06 39 98 30 05"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"A": rows}, first_row=6)
    assert [record.line for record in parse_leads(path).records] == [8]


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    assert refused(write_xlsx(tmp_path / "a.xlsx", {"A": []})).code == "file.empty"


# Hostile files.


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def altered(path: Path, sheet: bytes) -> Path:
    """Write a workbook whose one sheet holds `sheet`."""
    plain = write_xlsx(path.with_suffix(".plain"), {"A": [["Nom"]]})
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    return packed(path, parts)


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def test_a_bomb_is_refused_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = b"\0" * (1 << 20)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b"<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _megabyte in range(600):
                part.write(zeros)
    read_in_this_process(monkeypatch)
    unpacked: list[str] = []
    plain = zipfile.ZipFile.open

    def opened(self: zipfile.ZipFile, name: Any, *arguments: Any, **named: Any) -> Any:
        unpacked.append(str(name))
        return plain(self, name, *arguments, **named)

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    assert refused(path).code == "file.unpacks_too_large"
    assert unpacked == []


def test_a_bomb_that_lies_about_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    monkeypatch.setattr("pisteur.exchange.sheets.MAX_UNPACKED", 5 << 20)
    path = packed(
        tmp_path / "liar.xlsx",
        {"[Content_Types].xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (20 << 20)},
    )
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 20 << 20), struct.pack("<I", 100)))
    assert refused(path).code == "file.unpacks_too_large"


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="200000"><c r="XFD200000"><v>1</v></c></row>',
        b"<row r = '200000'><c t='n' r = 'XFD200000'><v>1</v></c></row>",
        b'<row r="200000">' + b"<c><v>1</v></c>" * 200 + b"</row>",
    ],
)
def test_one_cell_far_out_does_not_ask_for_all_the_room_before_it(
    tmp_path: Path, far: bytes
) -> None:
    near = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'
    error = refused(altered(tmp_path / "far.xlsx", HEAD + near + far + TAIL))
    assert error.code == "file.too_many_cells"
    assert int(str(error.params["rows"])) * int(str(error.params["columns"])) > MAX_CELLS


def test_rows_far_down_are_too_many(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert refused(altered(tmp_path / "a.xlsx", HEAD + far + TAIL)).code == "file.too_many_rows"


def test_formatted_cells_without_content_far_out_do_no_harm(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'
    rows += b'<row r="2"><c r="A2" t="inlineStr"><is><t>Morel</t></is></c><c r="XFD2" s="0"/></row>'
    path = altered(tmp_path / "a.xlsx", HEAD + rows + b'<row r="1048576"/>' + TAIL)
    assert parse_leads(path).total == 1


def test_repeated_rows_of_an_ods_are_counted_before_they_are_made(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
    body = (
        f'<table:table table:name="A"><table:table-row table:number-rows-repeated="100000">{cell}'
    )
    body += "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    assert refused(write_ods(tmp_path / "a.ods", {}, body=body)).code == "file.too_many_cells"


def test_a_workbook_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nom"], ["Morel"]]
    ods = write_ods(tmp_path / "a.ods", {"A": rows})
    with zipfile.ZipFile(ods) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["content.xml"] = bytes(range(256)) * 12
    parts["META-INF/manifest.xml"] = b"<manifest><encryption-data/></manifest>"
    with zipfile.ZipFile(ods, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    xls = write_xls(tmp_path / "a.xls", "A", rows)
    # The first record, and the one of a password after it.
    first = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
    locked = first + struct.pack("<HHHHH", 0x002F, 6, 0, 1, 2)
    xls.write_bytes(xls.read_bytes().replace(first, locked, 1))
    # An XLSX with a password is a part of a compound file, as an XLS is.
    xlsx = write_xls(tmp_path / "a.xlsx", "A", rows)
    plain, held = (
        word.encode("utf-16-le").ljust(64, b"\0") for word in ("Workbook", "EncryptedPackage")
    )
    xlsx.write_bytes(xlsx.read_bytes().replace(plain, held, 1))
    for path in (ods, xls, xlsx):
        assert refused(path).code == "file.protected", path


def test_xml_that_names_itself_again_and_again_is_not_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "lol">{entities}]>'.encode()
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    path = altered(tmp_path / "a.xlsx", doctype + HEAD + cell + TAIL)
    # Unfolded, the text would be larger than what its process may ask for, which gives up then.
    assert refused(path).code == "file.workbook_damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "file.workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "file.workbook_damaged"),
    ],
)
def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refused(path).code == code


def test_an_archive_that_is_no_workbook_is_refused_as_one(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "a.xlsx", {"photo.jpg": b"x"})).code == "file.archive"


def test_a_binary_workbook_is_named_as_one_that_is_not_read(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}
    assert refused(packed(tmp_path / "a.xlsb", parts)).code == "file.spreadsheet"


def test_a_list_that_is_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"A": LIST})
    with pytest.raises(ExchangeError) as caught:
        read_table(path, max_bytes=1000)
    assert caught.value.code == "file.too_large"


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_workbook_damaged_at_random_gives_leads_or_the_import_s_own_error(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    dice = random.Random(2026)  # noqa: S311 - the same damage each time
    path = tmp_path / f"a.{kind}"
    if kind == "xls":
        write_xls(path, "A", LIST)
    else:
        (write_ods if kind == "ods" else write_xlsx)(path, {"A": LIST})
    whole = path.read_bytes()
    for _round in range(150):
        content = bytearray(whole)
        for _hit in range(dice.randint(1, 8)):
            place = dice.randrange(len(content))
            content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        path.write_bytes(bytes(content))
        try:
            leads = parse_leads(path)
        except ExchangeError as error:
            assert path.name in describe(error)
        else:
            assert leads.total == len(leads.records) + len(leads.rejected)
