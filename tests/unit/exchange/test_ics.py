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
from pisteur.exchange.ics import description, follow_ups_to_ics
from pisteur.i18n import set_language
from pisteur.presentation.formats import money
from support import libical
from support.icalendar_writer import by_library

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

SERIES = record(
    uid="3f1c7a52-0000-4000-8000-000000000005",
    title="Prendre des nouvelles",
    due_on=date(2026, 11, 16),
    due_time=None,
    time_zone=None,
    rrule="FREQ=MONTHLY;BYDAY=3MO",
    series_on=date(2026, 11, 16),
)
# Moved by a day, as off a holiday.
SERIES_ELSEWHERE = replace(SERIES, uid=f"{SERIES.uid[:-1]}6", due_on=date(2026, 11, 17))


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
    assert "Amount: €1,800" in description
    assert description.endswith(TIMED.note)
    whole = read[WHOLE_DAY.uid]
    assert (whole.dtstart.value, whole.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    assert whole.valarm.trigger.value == timedelta(hours=9)
    assert read[CANCELLED.uid].status.value == "CANCELLED"
    assert not hasattr(read[CANCELLED.uid], "valarm")


def khal_lists(tmp_path: Path, content: str, begin: str, span: str) -> list[str]:
    """Return what khal lists of a file that it took in: name, first and last day, title, text."""
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
    file.write_text(content, newline="")
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
    what = "{uid}|{start-long}|{end-long}|{title}|{description}"
    return khal("list", "--format", what, begin, span).splitlines()


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_reads_the_same_fields(tmp_path: Path) -> None:
    listed = "\n".join(khal_lists(tmp_path, ics(TIMED, WHOLE_DAY), "2026-11-20", "60d"))
    assert f"{TIMED.uid}|2026-11-25 14:30|2026-11-25 15:00|Relancer le devis – Inès Roche" in listed
    assert "Deuxième ligne, avec « guillemets »" in listed
    assert f"{WHOLE_DAY.uid}|2026-12-31|2026-12-31|Écrire à la mairie" in listed


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_shows_a_time_that_was_moved_once_and_those_after_on_their_days(
    tmp_path: Path,
) -> None:
    moved = replace(
        SERIES, due_on=date(2026, 11, 18), due_time=time(14, 30), time_zone="Europe/Paris"
    )
    listed = khal_lists(tmp_path, ics(moved, SERIES_ELSEWHERE), "2026-11-01", "70d")
    days = [line.split("|")[1] for line in listed if line.startswith(moved.uid)]
    assert days == ["2026-11-18 14:30", "2026-12-21 14:30"]
    whole = [line.split("|")[1] for line in listed if line.startswith(SERIES_ELSEWHERE.uid)]
    assert whole == ["2026-11-17", "2026-12-21"]


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


@pytest.mark.parametrize("as_todo", [False, True])
@pytest.mark.parametrize(
    "single",
    [
        replace(SERIES, done=True),
        replace(SERIES, cancelled=True),
        replace(SERIES, series_on=None),
        replace(SERIES, rrule="FREQ=SECONDLY\r\nATTENDEE:mailto:x@exemple.fr"),
    ],
    ids=["done", "cancelled", "before its series", "no rule"],
)
def test_what_is_over_or_has_no_day_of_its_rule_stands_alone(
    single: FollowUpRecord, as_todo: bool
) -> None:
    lines = unfolded(ics(single, as_todo=as_todo))
    assert not any(line.startswith(("RRULE", "RECURRENCE-ID", "ATTENDEE")) for line in lines)
    assert sum(line.startswith("UID:") for line in lines) == 1


def test_an_event_that_was_moved_takes_the_place_of_its_day_in_the_series() -> None:
    series, moved = vobject.readOne(ics(SERIES_ELSEWHERE)).vevent_list
    assert (series.uid.value, series.sequence.value) == (moved.uid.value, moved.sequence.value)
    assert (series.dtstart.value, moved.recurrence_id.value) == (date(2026, 11, 16),) * 2
    assert (moved.dtstart.value, hasattr(moved, "rrule")) == (date(2026, 11, 17), False)


def test_a_task_that_was_moved_stands_alone_so_that_no_program_shows_both_days() -> None:
    lines = unfolded(ics(SERIES_ELSEWHERE, as_todo=True))
    assert "DUE;VALUE=DATE:20261117" in lines
    assert not any(line.startswith(("RRULE", "DTSTART;VALUE", "RECURRENCE")) for line in lines)


@pytest.mark.parametrize("at", [None, time(0, 1), time(0, 20), time(14, 30), time(23, 59)])
def test_a_task_that_repeats_begins_before_it_is_due_on_a_day_of_its_rule(at: time | None) -> None:
    zone = "Europe/Paris" if at else None
    (task,) = vobject.readOne(
        ics(replace(SERIES, due_time=at, time_zone=zone), as_todo=True)
    ).vtodo_list
    start, due = task.dtstart.value, task.due.value
    assert start < due
    assert start.date() == due.date() == date(2026, 11, 16)
    assert due.time() == (at or time(23, 59))
    assert [day.date() for day in task.getrruleset(addRDate=True)[:2]] == [
        date(2026, 11, 16),
        date(2026, 12, 21),
    ]
    # Of a whole day it rings in the morning, not a day after.
    assert ("RELATED" in task.valarm.trigger.params) == (at is not None)


def test_a_task_due_at_midnight_can_not_begin_before_on_the_same_day() -> None:
    midnight = replace(SERIES, due_time=time(0, 0), time_zone="Europe/Paris")
    assert "RRULE" not in ics(midnight, as_todo=True)


@pytest.mark.skipif(not libical.is_there(), reason="libical is not installed")
@pytest.mark.parametrize("as_todo", [False, True])
def test_libical_finds_no_error_and_the_same_days(as_todo: bool) -> None:
    timed = replace(SERIES, uid="b", due_time=time(14, 30), time_zone="Europe/Paris")
    moved = replace(timed, uid="c", due_on=date(2026, 11, 18))
    content = ics(TIMED, WHOLE_DAY, CANCELLED, DONE, SERIES, timed, moved, as_todo=as_todo)
    entries = libical.read(content.encode())
    by_uid = {entry.uid: entry for entry in entries if entry.instead_of is None}
    assert by_uid[TIMED.uid].summary == "Relancer le devis – Inès Roche"
    whole, (first, second, *_rest) = by_uid[SERIES.uid], by_uid[SERIES.uid].starts
    assert (first.date(), second.date()) == (date(2026, 11, 16), date(2026, 12, 21))
    # In UTC, on both sides of a change of the clock.
    hours = [start.strftime("%m-%d %H:%M") for start in by_uid["b"].starts[:6]]
    early = "13:00" if as_todo else "13:30"
    assert (hours[0], hours[5]) == (f"11-16 {early}", f"04-19 {early.replace('13', '12')}")
    if as_todo:
        assert (whole.start, whole.due) == (
            datetime(2026, 11, 16),  # noqa: DTZ001 - floats, as the day does
            datetime(2026, 11, 16, 23, 59),  # noqa: DTZ001
        )
        assert by_uid["c"].starts == ()
    else:
        (instead,) = [entry for entry in entries if entry.instead_of is not None]
        assert (instead.uid, instead.start) == ("c", datetime(2026, 11, 18, 14, 30))  # noqa: DTZ001
        assert instead.instead_of == by_uid["c"].start


@pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse is not installed")
def test_calcurse_takes_in_events_and_tasks_that_repeat(tmp_path: Path) -> None:
    for as_todo in (False, True):
        file = tmp_path / f"{as_todo}.ics"
        file.write_text(ics(SERIES, SERIES_ELSEWHERE, TIMED, as_todo=as_todo), newline="")
        done = subprocess.run(
            ["calcurse", "-D", str(tmp_path / f"data-{as_todo}"), "-q", "-i", str(file)],
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert len((tmp_path / "data-True" / "todo").read_text().splitlines()) == 3
    kept = (tmp_path / "data-False" / "apts").read_text()
    assert "Prendre des nouvelles" in kept
    assert "Relancer le devis" in kept


RECORDS = st.lists(
    st.builds(
        record,
        title=st.text(st.characters(codec="utf-8"), max_size=60),
        note=st.text(st.sampled_from("aé🙂\\^;,: \n\t\u2028") | st.characters(codec="utf-8")),
        due_time=st.none() | st.times(),
        due_on=st.dates(date(2025, 1, 1), date(2029, 1, 1)),
        time_zone=st.sampled_from((None, "UTC", "Europe/Paris", "Africa/Monrovia", "Asia/Kabul")),
        done=st.booleans(),
        cancelled=st.booleans(),
        amount_cents=st.none() | st.integers(0, 10**9),
    )
    | st.builds(
        lambda series, day, at: replace(series, due_on=day, due_time=at, time_zone="Europe/Paris"),
        st.just(SERIES),
        st.dates(date(2026, 11, 16), date(2026, 12, 20)),
        st.none() | st.times(),
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.booleans())
def test_the_file_is_octet_for_octet_that_of_the_icalendar_library(
    records: list[FollowUpRecord], as_todo: bool
) -> None:
    # The library takes a backslash before an N for a line break.
    kept = [
        replace(each, title=each.title.replace("\\N", ""), note=each.note.replace("\\N", ""))
        for each in records
    ]
    written = follow_ups_to_ics(kept, as_todo=as_todo, now=NOW)
    assert written == by_library(kept, as_todo=as_todo, now=NOW)


def test_lines_end_with_crlf_and_are_folded_at_75_octets() -> None:
    content = follow_ups_to_ics([TIMED, WHOLE_DAY], now=NOW)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_the_calendar_is_no_invitation() -> None:
    lines = unfolded(ics(TIMED))
    assert lines[:2] == ["BEGIN:VCALENDAR", "PRODID:-//Pisteur//Follow-ups//EN"]
    assert not any(line.startswith(("METHOD", "ORGANIZER", "ATTENDEE")) for line in lines)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_calendar_speaks_one_language_and_spells_amounts_as_the_screen_does(
    language: str,
) -> None:
    set_language(language)
    assert f"PRODID:-//Pisteur//Follow-ups//{language.upper()}" in unfolded(ics(TIMED))
    for cents in (0, 5, 90_000, 180_050, 123_456_789):
        said = description(replace(TIMED, amount_cents=cents))
        assert money(cents) in said.split("\n")[4]
    assert "\u202f" in money(180_050) if language == "fr" else "," in money(180_050)


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
