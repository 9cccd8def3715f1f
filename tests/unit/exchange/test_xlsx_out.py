"""Workbooks, read back by programs that did not write them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pisteur.exchange.tables_out import Cell, Money, Table
from pisteur.exchange.xlsx_out import MAX_TEXT, table_to_xlsx
from pisteur.i18n import set_language

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADINGS = ("Société", "Téléphone", "Jour", "Heure", "Montant (€)")
ROW: tuple[Cell, ...] = (
    "Atelier « Fauve » ; cœur",
    "06 39 98 00 01",
    date(2026, 11, 25),
    time(14, 30),
    Money(123_456),
)
HOSTILE = (
    *('=HYPERLINK("http://x.example","y")', "+33639980001", "-1+1", "@SUM(A1)", "\tx", "\rx"),
    *("=cmd|' /C calc'!A0", "_x000D_", "a\u2028b", "🙂\u202e", "l1\r\nl2", "0639980001", "00123"),
)


def workbook(*rows: tuple[Cell, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return table_to_xlsx(Table("Relances", headings, rows), now=NOW)


def rows_of(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Relances"]
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_days_are_days_amounts_numbers_and_phones_text() -> None:
    headings, row = rows_of(workbook(ROW))
    assert headings == list(HEADINGS)
    assert row == [ROW[0], "06 39 98 00 01", date(2026, 11, 25), time(14, 30), 1234.56]


def test_what_is_not_known_is_an_empty_cell() -> None:
    (_headings, row) = rows_of(workbook(("x", "", None, None, None), headings=HEADINGS))
    assert row == ["x", "", "", "", ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = workbook((text,), headings=("Note",))
    assert rows_of(content)[1] == [text]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_formula_stays_text_when_the_cell_is_edited() -> None:
    content = workbook(("=1+1",), headings=("Note",))
    assert 'quotePrefix="1"' in part(content, "xl/styles.xml")


def test_the_heading_stays_in_sight_with_a_filter_over_all_rows() -> None:
    sheet = part(workbook(ROW, ROW), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:E3"/>' in sheet


def test_amounts_are_shown_in_euros_and_days_as_french_people_write_them() -> None:
    set_language("fr")
    styles = part(workbook(ROW), "xl/styles.xml")
    assert "#,##0.00&quot; €&quot;" in styles
    assert "dd/mm/yyyy" in styles


def test_columns_are_wide_enough_for_what_they_hold_within_reason() -> None:
    sheet = part(workbook(("x" * 30, "y" * 900, None, None, None)), "xl/worksheets/sheet1.xml")
    assert 'min="1" max="1" width="31.7109375"' in sheet
    assert 'min="2" max="2" width="48.7109375"' in sheet


def test_a_day_that_no_spreadsheet_counts_and_a_text_too_long_do_not_stop_the_export() -> None:
    row = rows_of(workbook(("é" * 40_000, "", date(1850, 1, 2), None, None)))[1]
    assert row[2] == "1850-01-02"
    assert (len(str(row[0])), str(row[0])[-1]) == (MAX_TEXT, "…")


def test_half_a_character_does_not_damage_the_file() -> None:
    assert rows_of(workbook(("a\ud800b",), headings=("Note",)))[1] == ["a\ufffdb"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    formula = ("=1+1", "+33639980001", date(2026, 12, 1), None, Money(-50))
    (tmp_path / "out.xlsx").write_bytes(workbook(ROW, formula))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false"),
            *("--outdir", str(tmp_path), str(tmp_path / "out.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read == [
        list(HEADINGS),
        [ROW[0], "06 39 98 00 01", "2026-11-25", "14:30", "1,234.56 €"],
        ["=1+1", "+33639980001", "2026-12-01", "", "-0.50 €"],
    ]
