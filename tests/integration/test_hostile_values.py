"""What people type comes back as it was, whatever a spreadsheet or an address book makes of it."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import EditContact, WriteInteraction
from pisteur.domain.records import ContactRecord, LabelledValue, LeadRecord
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import InteractionKind
from pisteur.exchange.cells import is_blank, repair_garbled
from pisteur.exchange.csv_out import CsvStyle
from pisteur.exchange.leads import parse_leads
from pisteur.exchange.tables_out import contacts_table
from pisteur.exchange.vcard_out import Version
from pisteur.exchange.xlsx_out import table_to_xlsx
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.files_out import contacts_to_csv, contacts_to_vcard
from support.people import lead

NAMED = (
    *("=cmd|' /C calc'!A0", "+49 30 1234567", "-1", "@SUM(A1)", "'=1", "''x", "\t=1", "\r@x"),
    *(
        "a\r\nb",
        "a\nTEL:1",
        "a\u2028=1",
        "🙂 œ",
        "שלום \u202eabc",
        'l’"un" et "',
        "a;b,c\\;",
        "\\n",
    ),
    *(
        "\\N",
        "a\\",
        "^'",
        "0123",
        "06",
        "1,5",
        "12345678901234",
        "a\u2029b",
        "%0A",
        "é\u0301",
        "＝1",
    ),
    *("END:VCARD", "BEGIN:VEVENT", "a\x00b", "\ufeffx", "«\u202f!\u202f»", "a\x0bb", "a\x85b"),
)
ANY = st.sampled_from(NAMED) | st.text(
    st.characters(codec="utf-8")
    | st.sampled_from("=+-@'\t\r\n;,:\\\"^%0١🙂é\u2028\u202e\u00a0\x00ab")
    | st.characters(codec="utf-8"),
    max_size=12,
)


def _taken_as_it_is(text: str) -> bool:
    """Say whether imports neither take a text for nothing nor for garbled accents, on purpose."""
    return not text or not (is_blank(text) or repair_garbled(text) != text)


# As the services keep them: no NUL, nothing that ends a line where there is one line.
LINE = ANY.map(clean_line).filter(_taken_as_it_is)
BLOCK = ANY.map(clean_block).filter(_taken_as_it_is)
FACTS = ("given_name", "family_name", "company", "job_title", "street", "city", "notes")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

ALWAYS = [[*[clean_line(text)] * 4, clean_block(text)] for text in NAMED]


def contact(texts: list[str]) -> ContactRecord:
    company, job, street, city, note = texts
    return ContactRecord(
        given_name="Inès",
        family_name="Roche",
        company=company,
        job_title=job,
        street=street,
        city=city,
        notes=note,
        phones=(LabelledValue("+49 30 1234567"),),
        emails=(LabelledValue("ines@exemple.fr"),),
    )


def write(records: list[ContactRecord], file_format: str) -> bytes:
    match file_format:
        case "csv":
            return contacts_to_csv(records, CsvStyle.FRENCH)
        case "csv-plain":
            return contacts_to_csv(records, CsvStyle.PLAIN)
        case "xlsx":
            return table_to_xlsx(contacts_table(records), now=NOW)
    return contacts_to_vcard(records, version="3.0" if file_format == "vcf-3" else "4.0")


def facts(record: ContactRecord | LeadRecord) -> dict[str, object]:
    # A number in a card is one that can be called from anywhere: its spelling is not kept.
    phones = [re.sub(r"[^+0-9]", "", phone.value) for phone in record.phones]
    return {name: getattr(record, name) for name in (*FACTS, "emails")} | {"phones": phones}


@pytest.mark.parametrize("file_format", ["csv", "csv-plain", "xlsx", "vcf-3", "vcf"])
@settings(max_examples=6, deadline=None, derandomize=True)
@given(rows=st.lists(st.tuples(LINE, LINE, LINE, LINE, BLOCK).map(list), min_size=1, max_size=3))
def test_hostile_values_come_back_identical(file_format: str, rows: list[list[str]]) -> None:
    records = [contact(texts) for texts in [*rows, *ALWAYS]]
    content = write(records, file_format)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{file_format.partition('-')[0]}"
        path.write_bytes(content)
        leads = parse_leads(path)
    assert not leads.rejected
    assert [facts(lead) for lead in leads.records] == [facts(record) for record in records]


@pytest.mark.parametrize("style", list(CsvStyle))
@settings(max_examples=12, deadline=None, derandomize=True)
@given(texts=st.lists(ANY, min_size=5, max_size=5))
def test_no_cell_begins_with_what_a_spreadsheet_computes(style: CsvStyle, texts: list[str]) -> None:
    records = [contact(texts), *map(contact, ALWAYS)]
    text = contacts_to_csv(records, style).decode(style.value.encoding)
    assert "\0" not in text
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=style.value.delimiter))
    assert len(rows) == len(records) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=12, deadline=None, derandomize=True)
@given(texts=st.lists(ANY, min_size=5, max_size=5))
def test_no_text_adds_a_line_to_a_card(version: Version, texts: list[str]) -> None:
    plain = contact(["x"] * 5)
    hostile = contact([f"x{text}" for text in texts])
    found, expected = (
        [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded(record, version)]
        for record in (hostile, plain)
    )
    assert found == expected


def unfolded(record: ContactRecord, version: Version) -> list[str]:
    lines = contacts_to_vcard([record], version=version).decode()
    assert "\0" not in lines
    assert "\r" not in lines.replace("\r\n", "")
    return lines.replace("\r\n ", "").split("\r\n")


def test_an_archive_brings_hostile_values_back(tmp_path: Path) -> None:
    first, second = (Services(open_data(tmp_path / name)) for name in ("one.db", "two.db"))
    for number, texts in enumerate(ALWAYS):
        contact_id, _card = lead(first, f"Inès Roche{number} ines{number}@exemple.fr")
        company, job, street, city, note = texts
        first.contacts.edit(
            EditContact(contact_id, company=company, job_title=job, street=street, city=city)
        )
        if note:
            first.journal.write(WriteInteraction(contact_id, None, InteractionKind.NOTE, note))
    archive = tmp_path / "all.json"
    first.archive.write(archive)
    second.archive.read(archive)
    before, after = list(first.exporting.contacts()), list(second.exporting.contacts())
    assert after == before
    assert not any("\0" in str(value) for record in after for value in asdict(record).values())
    for services in (first, second):
        services.close()
