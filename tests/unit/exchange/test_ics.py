"""Calendar files, read back by programs that did not write them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped] # it has no types, and reads only here
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.records import FollowUpRecord
from pisteur.exchange.ics import follow_ups_to_ics

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


def record(**fields: object) -> FollowUpRecord:
    known: dict[str, object] = {
        "uid": "3f1c7a52-0000-4000-8000-000000000001",
        "sequence": 3,
        "title": "Relancer le devis",
        "kind": "call",
        "due_on": date(2026, 11, 25),
        "due_time": time(14, 30),
        "time_zone": "Europe/Paris",
        "created_at": MADE,
        "updated_at": MADE,
    }
    return FollowUpRecord(**(known | fields))  # type: ignore[arg-type]


TIMED = record(
    contact_name="Inès Roche",
    company="Atelier Fauve",
    phone="06 39 98 00 01",
    opportunity_title="Refonte du site; accueil, boutique",
    amount_cents=180_000,
    note="Première ligne\nDeuxième ligne, avec « guillemets », assez longue pour être pliée",
)
WHOLE_DAY = record(
    uid="3f1c7a52-0000-4000-8000-000000000002",
    title="Écrire à la mairie",
    kind="email",
    due_on=date(2026, 12, 31),
    due_time=None,
    time_zone=None,
)
CANCELLED = record(uid="3f1c7a52-0000-4000-8000-000000000003", title="Annulé", cancelled=True)
DONE = record(uid="3f1c7a52-0000-4000-8000-000000000004", title="Fait", done=True)


def ics(*records: FollowUpRecord, as_todo: bool = False) -> str:
    return follow_ups_to_ics(records, as_todo=as_todo, now=NOW).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def events(text: str) -> dict[str, vobject.base.Component]:
    return {event.uid.value: event for event in vobject.readOne(text).vevent_list}


def test_vobject_reads_the_same_fields() -> None:
    read = events(ics(TIMED, WHOLE_DAY, CANCELLED))
    assert list(read) == [TIMED.uid, WHOLE_DAY.uid, CANCELLED.uid]
    timed = read[TIMED.uid]
    assert timed.summary.value == "Relancer le devis – Inès Roche"
    start = timed.dtstart.value
    assert start.strftime("%Y-%m-%d %H:%M") == "2026-11-25 14:30"
    assert start.utcoffset() == timedelta(hours=1)
    assert timed.duration.value == timedelta(minutes=30)
    assert timed.sequence.value == "3"
    assert timed.status.value == "CONFIRMED"
    assert timed.categories.value == ["Call"]
    assert timed.last_modified.value == MADE
    assert timed.valarm.trigger.value == timedelta(minutes=-10)
    description = timed.description.value
    assert "Phone: 06 39 98 00 01" in description
    assert "Deal: Refonte du site; accueil, boutique" in description
    assert "Amount: 1800 €" in description
    assert description.endswith(TIMED.note)
    whole = read[WHOLE_DAY.uid]
    assert (whole.dtstart.value, whole.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    assert whole.valarm.trigger.value == timedelta(hours=9)
    assert read[CANCELLED.uid].status.value == "CANCELLED"
    assert not hasattr(read[CANCELLED.uid], "valarm")


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_reads_the_same_fields(tmp_path: Path) -> None:
    calendar = tmp_path / "calendar"
    calendar.mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[work]]\npath = {calendar}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    file = tmp_path / "follow-ups.ics"
    file.write_text(ics(TIMED, WHOLE_DAY), newline="")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LC_ALL": "C.UTF-8",
    }

    def khal(*arguments: str) -> str:
        done = subprocess.run(
            ["khal", "-c", str(config), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    khal("import", "--batch", "-a", "work", str(file))
    listed = khal(
        "list",
        "--format",
        "{uid}|{start-long}|{end-long}|{title}|{description}",
        "2026-11-20",
        "60d",
    )
    assert f"{TIMED.uid}|2026-11-25 14:30|2026-11-25 15:00|Relancer le devis – Inès Roche" in listed
    assert "Deuxième ligne, avec « guillemets »" in listed
    assert f"{WHOLE_DAY.uid}|2026-12-31|2026-12-31|Écrire à la mairie" in listed


def test_tasks_say_when_they_are_due_and_how_they_ended() -> None:
    tasks = {
        task.uid.value: task
        for task in vobject.readOne(ics(TIMED, WHOLE_DAY, CANCELLED, DONE, as_todo=True)).vtodo_list
    }
    due = tasks[TIMED.uid].due.value
    assert due.strftime("%Y-%m-%d %H:%M") == "2026-11-25 14:30"
    assert tasks[WHOLE_DAY.uid].due.value == date(2026, 12, 31)
    assert [tasks[each.uid].status.value for each in (TIMED, CANCELLED, DONE)] == [
        "NEEDS-ACTION",
        "CANCELLED",
        "COMPLETED",
    ]
    assert tasks[DONE.uid].completed.value == MADE
    assert tasks[TIMED.uid].valarm.trigger.params["RELATED"] == ["END"]


SERIES = record(
    uid="3f1c7a52-0000-4000-8000-000000000005",
    title="Prendre des nouvelles",
    due_on=date(2026, 11, 16),
    due_time=None,
    time_zone=None,
    rrule="FREQ=MONTHLY;BYDAY=3MO",
)


def test_another_reader_finds_the_days_of_a_series() -> None:
    read = events(ics(SERIES))[SERIES.uid]
    days = [day.date() for day in read.getrruleset()[:3]]
    assert days == [date(2026, 11, 16), date(2026, 12, 21), date(2027, 1, 18)]


def test_a_series_keeps_its_hour_when_the_clock_changes() -> None:
    timed = replace(SERIES, due_time=time(14, 30), time_zone="Europe/Paris")
    text = ics(timed)
    read = events(text)[SERIES.uid]
    starts = read.getrruleset(addRDate=True)[:6]
    assert {start.strftime("%H:%M") for start in starts} == {"14:30"}
    last = starts[5].replace(tzinfo=None)
    assert any(moment > last for moment, _old, _new in observances(text)), "April is described"


@pytest.mark.parametrize(
    "single",
    [
        replace(SERIES, due_on=date(2026, 11, 17)),
        replace(SERIES, done=True),
        replace(SERIES, cancelled=True),
    ],
    ids=["moved", "done", "cancelled"],
)
def test_what_is_no_day_of_its_rule_or_is_over_stands_alone(single: FollowUpRecord) -> None:
    assert "RRULE" not in ics(single)


def test_a_task_stands_alone_so_that_no_program_shows_it_on_a_wrong_day() -> None:
    text = ics(SERIES, as_todo=True)
    assert "RRULE" not in text
    assert "DUE;VALUE=DATE:20261116" in unfolded(text)


def test_lines_end_with_crlf_and_are_folded_at_75_octets() -> None:
    content = follow_ups_to_ics([TIMED, WHOLE_DAY], now=NOW)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_the_calendar_is_no_invitation() -> None:
    lines = unfolded(ics(TIMED))
    assert lines[:2] == ["BEGIN:VCALENDAR", "PRODID:-//Pisteur//Follow-ups//EN"]
    assert not any(line.startswith(("METHOD", "ORGANIZER", "ATTENDEE")) for line in lines)


def test_the_same_follow_ups_give_the_same_file() -> None:
    assert ics(TIMED, WHOLE_DAY) == ics(TIMED, WHOLE_DAY)


def test_a_time_in_no_known_zone_floats() -> None:
    for zone in (None, "Mars/Olympus", "../../etc/passwd"):
        lines = unfolded(ics(record(time_zone=zone)))
        assert "DTSTART:20261125T143000" in lines
        assert "BEGIN:VTIMEZONE" not in lines


def test_utc_needs_no_zone_of_its_own() -> None:
    lines = unfolded(ics(record(time_zone="UTC")))
    assert "DTSTART:20261125T143000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def observances(text: str) -> list[tuple[datetime, timedelta, timedelta]]:
    """Return local start, offset before and offset after of each observance in the file."""
    found = []
    for block in re.findall(
        r"BEGIN:(?:STANDARD|DAYLIGHT)\n(.*?)END:", text.replace("\r\n", "\n"), re.S
    ):
        facts = dict(line.split(":", 1) for line in block.strip().split("\n"))
        offsets = [
            timedelta(hours=int(value[:3]), minutes=int(value[0] + value[3:5]))
            for value in (facts["TZOFFSETFROM"], facts["TZOFFSETTO"])
        ]
        found.append((datetime.strptime(facts["DTSTART"], "%Y%m%dT%H%M%S"), *offsets))  # noqa: DTZ007
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(
    "name",
    ["Europe/Paris", "America/New_York", "Indian/Reunion", "Asia/Kathmandu", "Australia/Lord_Howe"],
)
def test_the_zone_in_the_file_is_the_real_one_hour_by_hour(name: str) -> None:
    text = ics(
        record(due_on=date(2026, 3, 1), time_zone=name),
        record(uid="b", due_on=date(2027, 4, 30), time_zone=name),
    )
    zone = ZoneInfo(name)
    starts = sorted((start - before, after) for start, before, after in observances(text))
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    while moment < datetime(2027, 5, 1, tzinfo=UTC):
        bare = moment.replace(tzinfo=None)
        offset = next(after for start, after in reversed(starts) if start <= bare)
        assert offset == moment.astimezone(zone).utcoffset(), moment
        moment += timedelta(minutes=30)


HOSTILE = st.text(
    st.sampled_from('a:;,\\"\r\n\t\x00\x0b\x1f\x85\u2028\u2029é🙂\u202eBEGINVT')
    | st.characters(codec="utf-8"),
    max_size=80,
)


@settings(max_examples=80, deadline=None)
@given(title=HOSTILE, note=HOSTILE, who=HOSTILE, uid=st.text(min_size=1, max_size=20))
def test_no_text_can_add_a_line_of_its_own(title: str, note: str, who: str, uid: str) -> None:
    hostile = record(
        title=title + "\r\nATTENDEE:mailto:x@exemple.fr",
        note=note + "\nEND:VEVENT\r\nBEGIN:VEVENT",
        contact_name=who,
        company=who,
        uid=uid + "\nATTACH:file:///etc/passwd",
    )
    text = ics(hostile)
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded(text) if line]
    plain = [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded(ics(TIMED)) if line]
    assert names == plain
    assert len(vobject.readOne(text).vevent_list) == 1


def test_the_library_s_own_reader_finds_nothing_wrong() -> None:
    import icalendar  # noqa: PLC0415

    calendar = icalendar.Calendar.from_ical(ics(TIMED, WHOLE_DAY, CANCELLED, DONE))
    assert [component.errors for component in calendar.walk()] == [[]] * len(calendar.walk())
