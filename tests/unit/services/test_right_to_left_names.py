"""Names in Hebrew or Arabic are set apart by unseen signs on screen only: nothing that is stored
or written into a file has them.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.deal_people import PersonInput, Refer
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Answer, FollowUpKind
from pisteur.exchange.csv_out import rejected_to_csv
from pisteur.exchange.leads import parse_leads
from pisteur.i18n import APART_FROM, APART_TO
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump

NAME, OTHER = "דוד לוי", "مكتبة النور"
ROWS = (
    "Nom;Email;Titre affaire;Montant;Étape;Date de clôture",
    f"{NAME};zoe@exemple.fr;{OTHER};900;Qualifié;",
    f"{OTHER};paul@exemple.fr;{NAME};950;Gagné;02/03/2026",
    f"Mona;;{NAME};;{NAME};",
    f";{NAME};;;;",
)
FILES = [
    (what, file_format)
    for what, formats in FORMATS.items()
    for file_format in formats
    if file_format is not ExportFormat.PDF
]


@pytest.fixture
def filled(services: Services, tmp_path: Path) -> Services:
    """Bring in a list, hand a deal over in each way there is, and plan something."""
    path = tmp_path / f"{NAME}.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    services.importing.apply(parse_leads(path), ImportOptions(list_name=NAME))
    answers = people.answers(services, Answer.YES, Answer.YES, Answer.NO)
    for number, reach in enumerate(("06 39 98 00 11", "zoe@exemple.example", "")):
        contact_id, card = people.lead(services, f"{OTHER} 01 99 00 45 6{number}")
        decider = PersonInput(name=f"{NAME} {number}", reach=reach)
        services.opportunities.qualify(contact_id, card, answers, Refer(card, decider))
    contact_id, card = people.lead(services, f"{NAME} 01 99 00 45 77")
    services.follow_ups.plan(
        PlanFollowUp(contact_id, card, FollowUpKind.CALL, NAME, FakeClock().today(), note=OTHER)
    )
    return services


def test_what_is_stored_of_them_is_what_was_given(filled: Services) -> None:
    stored = str(dump(filled.db.raw))
    assert f"Call {NAME} 0, who decides" in stored
    assert f"Write to {NAME} 1, who decides" in stored
    assert f"Find out how to reach {NAME} 2, who decides" in stored
    assert f"The list “{NAME}” says: Qualifié" in stored
    assert f"Étape: {NAME}" in stored
    assert APART_FROM not in stored
    assert APART_TO not in stored


@pytest.mark.parametrize(("what", "file_format"), FILES, ids=str)
def test_what_is_written_of_them_is_what_is_stored(
    filled: Services, tmp_path: Path, what: ExportWhat, file_format: ExportFormat
) -> None:
    path = tmp_path / "out"
    if what is ExportWhat.ARCHIVE:
        filled.archive.write(path)
    else:
        filled.exporting.write(path, ExportRequest(what, file_format))
    written = _unpacked(path)
    assert NAME in written
    assert APART_FROM not in written
    assert APART_TO not in written


def test_rows_that_are_left_out_come_back_as_they_stood(filled: Services, tmp_path: Path) -> None:
    leads = parse_leads(tmp_path / f"{NAME}.csv")
    assert leads.rejected
    written = rejected_to_csv(leads.headings, leads.rejected).decode("utf-8-sig")
    assert f"“{NAME}”" in written
    assert APART_FROM not in written


def _unpacked(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        # Calendars and cards fold their lines anywhere.
        return path.read_bytes().replace(b"\r\n ", b"").decode()
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
