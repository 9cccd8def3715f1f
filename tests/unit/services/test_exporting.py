"""What goes out: open actions and contacts, complete and safe."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import stat
import tempfile
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped] # it has no types, and reads only here

from pisteur.domain.commands import (
    CompleteFollowUp,
    EditContact,
    Lose,
    PlanFollowUp,
    PointInput,
    Win,
    WriteInteraction,
)
from pisteur.domain.decisions import RowKind
from pisteur.domain.errors import DomainError, StorageError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.settings import (
    CALENDAR_ALARM_AT,
    CALENDAR_ALARM_BEFORE,
    CALENDAR_FILE,
    CALENDAR_TASKS,
)
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import FollowUpKind, Heat, InteractionKind, LostReason, Nature, PointKind
from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.leads import parse_leads
from pisteur.presentation.pdf import render_sheet
from pisteur.services import outgoing
from pisteur.services.exporting import ExportingService
from pisteur.services.outgoing import ENDED_FOR
from pisteur.services.services import Services
from support.clock import FakeClock
from support.people import lead, prospect, sale

CALENDAR = ExportRequest(ExportWhat.FOLLOW_UPS, ExportFormat.ICS)
ACTIONS = ExportRequest(ExportWhat.FOLLOW_UPS, ExportFormat.CSV)
CONTACTS = ExportRequest(ExportWhat.CONTACTS, ExportFormat.CSV)


@pytest.fixture
def exporting(services: Services) -> ExportingService:
    return ExportingService(services.workspace)


def plan(services: Services, title: str, on: date, at: time | None = None) -> int:
    contact_id, card_id = lead(services, f"{title} Roche, Élan 06 39 98 00 01")
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, on, at)
    return services.follow_ups.plan(command).value


def test_open_actions_come_by_date_within_the_days_asked_for(
    services: Services, exporting: ExportingService
) -> None:
    plan(services, "late", date(2026, 12, 24))
    plan(services, "afternoon", date(2026, 11, 25), time(14, 0))
    plan(services, "morning", date(2026, 11, 25), time(9, 0))
    done = plan(services, "done", date(2026, 11, 25))
    services.follow_ups.complete(CompleteFollowUp(done))
    services.follow_ups.cancel(plan(services, "cancelled", date(2026, 11, 25)))
    titles = [record.title for record in exporting.follow_ups()]
    assert titles == ["morning", "afternoon", "late"]
    some = exporting.follow_ups(date(2026, 11, 25), date(2026, 11, 25))
    assert [record.title for record in some] == ["morning", "afternoon"]
    assert exporting.follow_ups(date(2026, 12, 25)) == ()


def test_the_calendar_has_every_open_action_and_says_which_were_cancelled(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    plan(services, "rappeler", date(2026, 11, 25), time(14, 30))
    services.follow_ups.cancel(plan(services, "abandon", date(2026, 11, 26)))
    path = tmp_path / "follow-ups.ics"
    assert exporting.write(path, CALENDAR) == 1
    events = vobject.readOne(path.read_text(encoding="utf-8")).vevent_list
    assert [(event.summary.value, event.status.value) for event in events] == [
        ("rappeler – rappeler Roche", "CONFIRMED"),
        ("abandon – abandon Roche", "CANCELLED"),
    ]
    assert events[0].dtstart.value.strftime("%Y-%m-%d %H:%M") == "2026-11-25 14:30"
    assert events[0].uid.value == services.db.rows("SELECT uid FROM follow_ups ORDER BY id")[0][0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_change_of_date_keeps_the_uid_and_raises_the_sequence(
    services: Services, exporting: ExportingService
) -> None:
    action = plan(services, "rappeler", date(2026, 11, 25))
    (before,) = exporting.follow_ups()
    services.follow_ups.postpone(action, date(2026, 12, 1))
    (after,) = exporting.follow_ups()
    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert after.due_on == date(2026, 12, 1)


def test_what_was_cancelled_long_ago_leaves_the_calendar(
    services: Services, exporting: ExportingService, clock: FakeClock
) -> None:
    services.follow_ups.cancel(plan(services, "abandon", date(2026, 11, 26)))
    assert len(exporting.follow_ups(with_cancelled=True)) == 1
    clock._instant += ENDED_FOR + timedelta(days=1)
    assert exporting.follow_ups(with_cancelled=True) == ()


def test_the_follow_up_table_has_a_row_each(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    plan(services, "=rappeler", date(2026, 11, 25))
    path = tmp_path / "follow-ups.csv"
    assert exporting.write(path, ACTIONS) == 1
    headings, row = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    cells = dict(zip(headings, row, strict=True))
    assert (cells["Action"], cells["Due on"], cells["Company"]) == (
        "'=rappeler",
        "25/11/2026",
        "Élan",
    )


def full_contact(services: Services) -> int:
    contact_id, card_id = lead(services, "Inès Roche, Élan, 06 39 98 00 01")
    services.contacts.edit(
        EditContact(
            contact_id,
            civility="Mme",
            given_name="Inès",
            family_name="Roche",
            company="Élan",
            job_title="Gérante",
            nature=Nature.PROFESSIONAL,
            heat=Heat.WARM,
            street="4 rue Neuve",
            postal_code="01000",
            city="Bourg-en-Bresse",
            country="France",
            website="exemple.fr",
            siret="73282932000074",
            source="salon",
            tags=("web", "vip"),
            points=(
                PointInput(PointKind.PHONE, "06 39 98 00 01", "mobile"),
                PointInput(PointKind.PHONE, "+49 30 1234567"),
                PointInput(PointKind.EMAIL, "ines@exemple.fr"),
            ),
        )
    )
    for body in ("première note\nsur deux lignes", "=seconde"):
        services.journal.write(WriteInteraction(contact_id, None, InteractionKind.NOTE, body))
    services.journal.write(WriteInteraction(contact_id, None, InteractionKind.CALL, "un appel"))
    services.opportunities.win(Win(card_id, sale()))
    return contact_id


def test_a_contact_goes_out_whole_with_its_derived_status(
    services: Services, exporting: ExportingService
) -> None:
    full_contact(services)
    prospect(services, "Zoé")
    ines, zoe = exporting.contacts()
    assert (ines.status, zoe.status) == ("customer", "prospect")
    assert (ines.name, ines.siret, ines.tags) == ("Inès Roche", "73282932000074", ("vip", "web"))
    assert [phone.value for phone in ines.phones] == ["06 39 98 00 01", "+49 30 1234567"]
    assert ines.notes == "première note\nsur deux lignes\n=seconde"
    assert ines.last_exchange_on == ines.created_on == date(2026, 11, 22)


def test_only_the_contacts_asked_for_go_out(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    first, _card = lead(services, "Élan")
    lead(services, "Zoé")
    assert exporting.write(tmp_path / "one.csv", replace(CONTACTS, ids=(first,))) == 1
    assert exporting.write(tmp_path / "all.csv", CONTACTS) == 2


@pytest.mark.parametrize("style", [ExportFormat.CSV, ExportFormat.PLAIN_CSV])
def test_contacts_that_come_back_are_identical(
    services: Services, exporting: ExportingService, tmp_path: Path, style: ExportFormat
) -> None:
    full_contact(services)
    lead(services, "Garage Morel")
    lead(services, "06 39 98 00 07")
    lead(services, "seul@exemple.fr")
    lead(services, "Petit, Dupont Jean")
    path = tmp_path / "contacts.csv"
    assert exporting.write(path, replace(CONTACTS, file_format=style)) == 5
    importing = services.importing
    kinds = [row.kind for row in importing.plan(parse_leads(path)).rows]
    assert kinds == [RowKind.IDENTICAL] * 5
    assert not importing.apply(parse_leads(path), ImportOptions()).changes


def test_a_place_that_can_t_be_written_is_said(exporting: ExportingService, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="folder does not exist"):
        exporting.write(tmp_path / "none" / "contacts.csv", CONTACTS)


def test_no_export_is_written_over_the_data_file(
    services: Services, exporting: ExportingService, data_path: Path, tmp_path: Path
) -> None:
    lead(services)
    link = tmp_path / "follow-ups.ics"
    link.symlink_to(data_path)
    before = data_path.read_bytes()
    for target in (data_path, link):
        for write in (
            lambda path: exporting.write(path, CALENDAR),
            lambda path: exporting.write(path, ACTIONS),
            lambda path: exporting.write(path, CONTACTS),
            lambda path: exporting.write_content(path, b"%PDF"),
            services.archive.write,
        ):
            with pytest.raises(StorageError, match=r"file\.own"):
                write(target)
    assert data_path.read_bytes() == before
    lead(services, "still saved 06 39 98 00 02")


def calendar(path: Path) -> str:
    return path.read_bytes().decode().replace("\r\n ", "")


def test_alarms_are_as_they_are_set(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    plan(services, "rappeler", date(2026, 11, 25), time(14, 30))
    plan(services, "écrire", date(2026, 11, 26))
    path = tmp_path / "follow-ups.ics"
    exporting.write(path, CALENDAR)
    assert re.findall("TRIGGER.*", calendar(path)) == ["TRIGGER:-PT10M\r", "TRIGGER:PT9H\r"]
    services.settings.put(CALENDAR_ALARM_BEFORE, 60)
    services.settings.put(CALENDAR_ALARM_AT, 7 * 60 + 45)
    exporting.write(path, CALENDAR)
    assert re.findall("TRIGGER.*", calendar(path)) == ["TRIGGER:-PT1H\r", "TRIGGER:PT7H45M\r"]
    services.settings.put(CALENDAR_ALARM_BEFORE, None)
    services.settings.put(CALENDAR_ALARM_AT, None)
    exporting.write(path, CALENDAR)
    assert "VALARM" not in calendar(path)


def test_tasks_done_lately_are_ticked_off_and_do_not_count(
    services: Services, exporting: ExportingService, clock: FakeClock, tmp_path: Path
) -> None:
    done = plan(services, "appeler", date(2026, 11, 25))
    services.follow_ups.complete(CompleteFollowUp(done))
    path = tmp_path / "tasks.ics"
    request = replace(CALENDAR, file_format=ExportFormat.ICS_TASKS)
    assert exporting.write(path, request) == 0
    assert "STATUS:COMPLETED" in calendar(path)
    clock._instant += ENDED_FOR + timedelta(days=1)
    exporting.write(path, request)
    assert "VTODO" not in calendar(path)


def test_the_calendar_file_that_is_kept_is_the_one_that_was_chosen(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    plan(services, "rappeler", date(2026, 11, 25))
    assert exporting.keep_calendar() is None
    path = tmp_path / "kept.ics"
    services.settings.put(CALENDAR_FILE, str(path))
    assert exporting.keep_calendar() == 1
    assert "BEGIN:VEVENT" in calendar(path)
    services.settings.put(CALENDAR_TASKS, value=True)
    exporting.keep_calendar()
    assert "BEGIN:VTODO" in calendar(path)


def test_deals_go_out_open_and_over_with_why_they_were_lost(
    services: Services, exporting: ExportingService
) -> None:
    lead(services, "Inès Roche, Élan 06 39 98 00 01")
    zoe, card_id = lead(services, "Zoé")
    services.opportunities.lose(Lose(card_id, LostReason.PRICE, "trop cher"))
    found = {deal.contact_name or deal.company: deal for deal in exporting.opportunities()}
    assert (found["Inès Roche"].state, found["Inès Roche"].phone) == ("open", "06 39 98 00 01")
    assert (found["Zoé"].state, found["Zoé"].zone) == ("lost", "leads")
    assert found["Zoé"].lost_reason.endswith(" – trop cher")
    only = exporting.opportunities([zoe])
    assert [deal.contact_name for deal in only] == ["Zoé"]


EVERY = [(what, file_format) for what, formats in FORMATS.items() for file_format in formats]


def put(services: Services, path: Path, request: ExportRequest) -> None:
    """Write a file as the window and the command line do."""
    if request.what is ExportWhat.ARCHIVE:
        services.archive.write(path)
    elif request.file_format is ExportFormat.PDF:
        sheet = services.exporting.sheet(request, lambda _kind, _detail, _day: "")
        services.exporting.write_content(path, render_sheet(sheet))
    else:
        services.exporting.write(path, request)


@pytest.fixture
def old_file(services: Services, tmp_path: Path) -> Path:
    """Return a file alone in its folder, with something in the data to replace it by."""
    plan(services, "rappeler", date(2026, 11, 25))
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "export"
    path.write_bytes(b"before")
    return path


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("what", "file_format"), EVERY, ids=str)
def test_a_full_disk_or_a_closed_folder_is_a_sentence_and_leaves_the_old_file_and_nothing_else(
    services: Services,
    old_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    what: ExportWhat,
    file_format: ExportFormat,
) -> None:
    request = ExportRequest(what, file_format, ids=(1,) if what is ExportWhat.CONTACTS else None)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def closed(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    for module, name, fails, sentence in (
        (os, "fsync", full, "the disk is full"),
        # Root may write anywhere: a folder without rights is played.
        (tempfile, "mkstemp", closed, "you may not write there"),
    ):
        with monkeypatch.context() as failing:
            failing.setattr(module, name, fails)
            with pytest.raises(ExchangeError) as caught:
                put(services, old_file, request)
        said = describe(caught.value)
        assert sentence in said
        assert said.count(".") == 1
        assert "Errno" not in said
        assert old_file.read_bytes() == b"before"
        assert [each.name for each in old_file.parent.iterdir()] == ["export"]
    put(services, old_file, request)
    assert old_file.read_bytes() != b"before"
    assert stat.S_IMODE(old_file.stat().st_mode) == 0o600
    assert [each.name for each in old_file.parent.iterdir()] == ["export"]


def test_everyone_goes_out_batch_by_batch_as_named_one_by_one(
    services: Services, exporting: ExportingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_contact(services)
    ids = [lead(services, f"Zoé {number}")[0] for number in range(5)]
    whole = list(exporting.contacts())
    monkeypatch.setattr(outgoing, "_BATCH", 2)
    assert list(exporting.contacts()) == whole
    assert list(exporting.contacts(reversed(ids))) == whole[1:]
    assert exporting.most_points() == {PointKind.PHONE: 2, PointKind.EMAIL: 1}
    assert exporting.most_points(ids) == {}


def test_a_contact_is_found_by_number_by_full_name_and_by_company(
    services: Services, exporting: ExportingService
) -> None:
    ines = full_contact(services)
    for said in (str(ines), "inès roche", "ROCHE INES", " Inès Roche ", "élan"):
        assert exporting.contact_named(said) == ines
    for unknown in ("Inès", "", "999"):
        with pytest.raises(DomainError, match=r"export\.contact_unknown"):
            exporting.contact_named(unknown)
    lead(services, "Inès Roche, Garage Morel")
    with pytest.raises(DomainError, match=r"export\.contact_several"):
        exporting.contact_named("Inès Roche")


def test_the_day_of_the_rule_goes_out_with_what_was_moved_off_it(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    contact_id, card_id = lead(services, "Roche, Élan 06 39 98 00 01")
    third = date(2026, 12, 21)
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "prendre des nouvelles", third)
    rule = "FREQ=MONTHLY;BYDAY=3MO"
    action = services.follow_ups.plan(replace(command, rrule=rule)).value
    assert [record.series_on for record in exporting.follow_ups()] == [third]
    services.follow_ups.postpone(action, date(2026, 12, 23))
    (record,) = exporting.follow_ups()
    assert (record.due_on, record.series_on) == (date(2026, 12, 23), third)
    path = tmp_path / "out.ics"
    exporting.write(path, CALENDAR)
    assert "RECURRENCE-ID;VALUE=DATE:20261221\r\nDTSTART;VALUE=DATE:20261223" in calendar(path)
    services.follow_ups.postpone(action, date(2026, 12, 18))
    assert [record.series_on for record in exporting.follow_ups()] == [None]


def test_only_the_deals_and_actions_chosen_go_out(
    services: Services, exporting: ExportingService, tmp_path: Path
) -> None:
    _contact, first = lead(services, "Élan")
    lead(services, "Zoé")
    action = plan(services, "rappeler", date(2026, 11, 25))
    plan(services, "relancer", date(2026, 11, 25))
    deals = ExportRequest(ExportWhat.OPPORTUNITIES, ExportFormat.CSV, chosen=(first,))
    alone = replace(ACTIONS, chosen=(action,))
    for request, name, other in ((deals, "Élan", "Zoé"), (alone, "rappeler", "relancer")):
        path = tmp_path / "some.csv"
        assert exporting.count(request) == exporting.write(path, request) == 1
        text = path.read_text(encoding="utf-8-sig")
        assert name in text
        assert other not in text
    path = tmp_path / "some.ics"
    assert exporting.write(path, replace(CALENDAR, chosen=(action,))) == 1
    assert calendar(path).count("BEGIN:VEVENT") == 1
    pdf = replace(alone, file_format=ExportFormat.PDF)
    sheet = exporting.sheet(pdf, lambda _kind, _detail, _day: "")
    assert [len(part.rows) for part in sheet.parts] == [1]


@pytest.mark.parametrize(
    ("style", "version"), [(ExportFormat.VCARD_3, "3.0"), (ExportFormat.VCARD_4, "4.0")]
)
def test_cards_are_of_the_version_asked_for(
    services: Services,
    exporting: ExportingService,
    tmp_path: Path,
    style: ExportFormat,
    version: str,
) -> None:
    lead(services, "Élan")
    path = tmp_path / "contacts.vcf"
    exporting.write(path, replace(CONTACTS, file_format=style))
    assert path.read_text(encoding="utf-8").splitlines()[1] == f"VERSION:{version}"
