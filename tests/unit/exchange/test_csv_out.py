"""CSV that spreadsheets open well and that reads back as it was."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pisteur.domain.records import (
    ContactRecord,
    FollowUpRecord,
    LabelledValue,
    LeadRecord,
    RejectedRow,
    RowIssue,
)
from pisteur.exchange.csv_out import CsvStyle, rejected_to_csv
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.sources import read_table
from pisteur.i18n import LANGUAGES, set_language
from support.files_out import contacts_to_csv, follow_ups_to_csv

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+49 30 1234567",
    "-1",
    "@SUM(1)",
    "'=1",
    "a\u2028x",
    "a\nb",
    "🙂 שלום",
]


def rows_of(content: bytes, style: CsvStyle) -> list[list[str]]:
    text = content.decode(style.value.encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=style.value.delimiter))


def follow_up(**fields: object) -> FollowUpRecord:
    known: dict[str, object] = {
        "uid": "u-1",
        "sequence": 0,
        "title": "Relancer le devis",
        "kind": "call",
        "due_on": date(2026, 11, 25),
        "due_time": time(14, 30),
        "time_zone": "Europe/Paris",
        "created_at": NOW,
        "updated_at": NOW,
        "contact_name": "Inès Roche",
        "phone": "0639980001",
        "amount_cents": 123456,
    }
    return FollowUpRecord(**(known | fields))  # type: ignore[arg-type]


def test_french_follow_ups_follow_french_conventions() -> None:
    content = follow_ups_to_csv([follow_up()])
    assert content.startswith(b"\xef\xbb\xbf")
    headings, row = rows_of(content, CsvStyle.FRENCH)
    cells = dict(zip(headings, row, strict=True))
    assert cells["Due on"] == "25/11/2026"
    assert cells["Time"] == "14:30"
    assert cells["Amount (€)"] == "1234,56"
    assert cells["Phone"] == "'0639980001"
    assert cells["Kind"] == "Call"
    assert cells["State"] == "To do"


def test_plain_follow_ups_are_for_programs() -> None:
    content = follow_ups_to_csv([follow_up(due_time=None, done=True)], CsvStyle.PLAIN)
    headings, row = rows_of(content, CsvStyle.PLAIN)
    cells = dict(zip(headings, row, strict=True))
    assert (cells["Due on"], cells["Time"], cells["Amount (€)"]) == ("2026-11-25", "", "1234.56")
    assert cells["State"] == "Done"


@pytest.mark.parametrize("style", list(CsvStyle))
def test_no_cell_starts_with_what_a_spreadsheet_computes(style: CsvStyle) -> None:
    records = [follow_up(title=text, note=text, contact_name=text) for text in HOSTILE]
    for row in rows_of(follow_ups_to_csv(records, style), style):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def contact(**fields: object) -> ContactRecord:
    known: dict[str, object] = {
        "civility": "Mme",
        "given_name": "Inès",
        "family_name": "Roche",
        "name": "Inès Roche",
        "company": "Atelier « Fauve » ; Paris",
        "job_title": "Gérante",
        "emails": (LabelledValue("ines@exemple.fr"), LabelledValue("atelier@exemple.fr")),
        "phones": (LabelledValue("0639980001"), LabelledValue("+49 30 1234567")),
        "street": "4 rue Neuve\nBâtiment B",
        "postal_code": "01000",
        "city": "Bourg-en-Bresse",
        "country": "France",
        "website": "https://exemple.fr",
        "siret": "73282932000074",
        "nature": "professional",
        "heat": "warm",
        "status": "customer",
        "tags": ("web", "à revoir"),
        "source": "salon",
        "notes": "=1+1\nelle a dit “oui”",
        "next_action": "Rappeler",
        "next_action_on": date(2026, 12, 1),
        "last_exchange_on": date(2026, 11, 1),
        "created_on": date(2026, 1, 31),
    }
    return ContactRecord(**(known | fields))  # type: ignore[arg-type]


SAME = (
    *("civility", "given_name", "family_name", "company", "job_title", "emails", "phones"),
    *("street", "postal_code", "city", "country", "website", "siret", "nature", "heat"),
    *("tags", "source", "notes"),
)


def read_back(tmp_path: Path, content: bytes) -> tuple[LeadRecord, ...]:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    leads = parse_leads(path)
    assert not leads.rejected
    return leads.records


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("writer", LANGUAGES)
@pytest.mark.parametrize("style", list(CsvStyle))
def test_contacts_read_back_as_they_were_in_any_language(
    tmp_path: Path, style: CsvStyle, writer: str, reader: str
) -> None:
    written = [
        contact(),
        contact(given_name="", family_name="", name="Garage Morel", company=""),
        contact(emails=(), phones=(LabelledValue("3949"),), notes="", tags=(), heat="hot"),
        contact(nature="consumer", heat="cold", status="lead"),
    ]
    set_language(writer)
    content = contacts_to_csv(written, style)
    set_language(reader)
    read = read_back(tmp_path, content)
    for before, after in zip(written, read, strict=True):
        for name in SAME:
            assert getattr(after, name) == getattr(before, name), name
        assert after.warnings == ()
    assert read[1].name == "Garage Morel"


def test_status_and_dates_are_written_for_readers_and_not_believed(tmp_path: Path) -> None:
    content = contacts_to_csv([contact()])
    headings, row = rows_of(content, CsvStyle.FRENCH)
    cells = dict(zip(headings, row, strict=True))
    assert cells["Status"] == "Customer"
    assert cells["Next action on"] == "01/12/2026"
    assert cells["Added on"] == "31/01/2026"
    (read,) = read_back(tmp_path, content)
    assert "Customer" not in read.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_is_recognised(tmp_path: Path, language: str) -> None:
    set_language(language)
    path = tmp_path / "contacts.csv"
    path.write_bytes(contacts_to_csv([contact()]))
    report = inspect_file(path)
    unknown = [
        heading
        for heading, target in zip(report.headings, report.mapping.targets, strict=True)
        if target is None
    ]
    assert unknown == []


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=20
).map(str.strip)


@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(texts=st.lists(TEXT | st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_any_text_reads_back_identical(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "out.csv"
    records = [contact(notes=text) for text in texts]
    path.write_bytes(contacts_to_csv(records))
    table = read_table(path)
    column = table.headings.index("Notes")
    read = read_back(tmp_path, path.read_bytes())
    assert [record.notes for record in read] == texts
    assert [
        cells[column][:1] in ("=", "+", "-", "@", "\t", "\r")
        for _first, _last, cells in table.rows()
    ] == [False] * len(texts)


def test_rejected_rows_keep_their_cells_and_say_why() -> None:
    rejected = [
        RejectedRow(7, RowIssue("row.phone_digits_lost", "TEL", "6,4E+08"), ("", "6,4E+08")),
        RejectedRow(9, RowIssue("row.nothing_usable"), ("x", "", "=1")),
    ]
    content = rejected_to_csv(["NOM", "TEL"], rejected)
    assert rows_of(content, CsvStyle.FRENCH) == [
        ["Line", "Reason", "NOM", "TEL", "Column 3"],
        [
            "7",
            "TEL: The spreadsheet shortened this number to “6,4E+08”: its digits are lost.",
            "",
            "6,4E+08",
        ],
        ["9", "The row holds no name, company, phone or e-mail.", "x", "", "'=1"],
    ]


def test_a_spreadsheet_computes_no_heading_of_someone_elses_list() -> None:
    rejected = [RejectedRow(2, RowIssue("row.nothing_usable"), ("x",))]
    headings = rows_of(rejected_to_csv(HOSTILE[:4], rejected), CsvStyle.FRENCH)[0][2:]
    assert headings == [f"'{text}" for text in HOSTILE[:4]]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("style", "convention"),
    # Delimiter, quote, encoding, first line, formats, language, quoted as text, detect numbers.
    [
        (CsvStyle.FRENCH, "59,34,76,1,,1036,false,true"),
        (CsvStyle.PLAIN, "44,34,76,1,,1033,false,true"),
    ],
    ids=["french", "plain"],
)
def test_libreoffice_opens_it_with_numbers_as_numbers_and_phones_as_text(
    tmp_path: Path, style: CsvStyle, convention: str
) -> None:
    hostile = "=1+1"
    action = follow_up(note=hostile, company="Cœur d’Élan ; fils", phone="+33639980001")
    file = tmp_path / "out.csv"
    file.write_bytes(follow_ups_to_csv([follow_up(phone="0639980001"), action], style))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *(f"--infilter=CSV:{convention}", "--convert-to", "xlsx"),
            *("--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    headings, *rows = book.get_sheet_by_index(0).to_python()
    first, second = (dict(zip(headings, row, strict=True)) for row in rows)
    assert (first["Due on"], first["Time"]) == (date(2026, 11, 25), time(14, 30))
    assert first["Amount (€)"] == 1234.56
    assert first["Contact"] == "Inès Roche"
    # Text, with its leading zero; the apostrophe marks it, as a spreadsheet would.
    assert first["Phone"] == "'0639980001"
    assert second["Phone"] == "'+33639980001"
    assert second["Company"] == "Cœur d’Élan ; fils"
    assert second["Note"] == f"'{hostile}"
