"""Writes calendar files by the icalendar library: what `pisteur.exchange.ics` must equal, octet for
octet, and what the benchmark measures it against. What is said in an entry comes from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    Todo,
    vDDDTypes,
    vRecur,
)

from pisteur.domain.records import FollowUpRecord
from pisteur.domain.words import FollowUpKind
from pisteur.exchange import ics, words
from pisteur.exchange.content_lines import one_line, uid_value
from pisteur.exchange.vtimezone import timezone_lines
from pisteur.i18n import current_language


def by_library(
    records: Iterable[FollowUpRecord],
    *,
    as_todo: bool = False,
    now: datetime,
    alarms: ics.Alarms = ics.DEFAULT_ALARMS,
) -> bytes:
    """Return what `follow_ups_to_ics` does."""
    kept = list(records)
    calendar = Calendar()
    calendar.add("prodid", f"-//Pisteur//Follow-ups//{current_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Pisteur")
    for name, days in ics._zones(kept).items():
        calendar.add_component(_zone(name, min(days), max(days)))
    for record in kept:
        for entry in ics._entries(record, as_todo=as_todo):
            component = (Todo if as_todo else Event)()
            _add_common(component, record, now)
            (_add_todo if as_todo else _add_event)(component, entry)
            offset = alarms.offset(timed=record.due_time is not None)
            if offset is not None and not (record.done or record.cancelled):
                whole_day = record.due_time is None and bool(entry.rrule)
                component.add_component(_alarm(record, offset, end=as_todo and not whole_day))
            calendar.add_component(component)
    return bytes(calendar.to_ical(sorted=False))


def _zone(name: str, first: date, last: date) -> Timezone:
    component, observance = Timezone(), None
    component.add("tzid", name)
    facts: dict[str, str] = {}
    for line in list(timezone_lines(name, first, last))[2:-1]:
        key, value = line.split(":", 1)
        if key == "BEGIN":
            observance = TimezoneDaylight() if value == "DAYLIGHT" else TimezoneStandard()
        elif key == "END" and observance is not None:
            observance.add("dtstart", datetime.strptime(facts["DTSTART"], "%Y%m%dT%H%M%S"))  # noqa: DTZ007
            observance.add("tzoffsetfrom", _offset(facts["TZOFFSETFROM"]))
            observance.add("tzoffsetto", _offset(facts["TZOFFSETTO"]))
            observance.add("tzname", facts["TZNAME"])
            component.add_component(observance)
        else:
            facts[key] = value
    return component


def _offset(text: str) -> timedelta:
    hours, minutes, seconds = (int(text[at : at + 2] or 0) for at in (1, 3, 5))
    found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -found if text[0] == "-" else found


def _add_common(component: Any, record: FollowUpRecord, now: datetime) -> None:
    component.add("uid", uid_value(record.uid))
    component.add("dtstamp", now.astimezone(UTC))
    component.add("created", record.created_at.astimezone(UTC))
    component.add("last-modified", record.updated_at.astimezone(UTC))
    component.add("sequence", max(0, record.sequence))
    component.add("summary", ics.summary(record))
    described = ics.description(record)
    if described:
        component.add("description", described)
    component.add("categories", [one_line(words.word(FollowUpKind, record.kind))])


def _add_event(event: Any, entry: ics._Entry) -> None:
    start = entry.at(entry.on)
    if entry.instead_of is not None:
        event.add("recurrence-id", entry.at(entry.instead_of))
    event.add("dtstart", start)
    if entry.rrule:
        event.add("rrule", vRecur.from_ical(entry.rrule))
    if isinstance(start, datetime):
        event.add("duration", timedelta(minutes=30))
    else:
        event.add("dtend", start + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.record.cancelled else "CONFIRMED")


def _add_todo(todo: Any, entry: ics._Entry) -> None:
    record, span = entry.record, ics._span(entry)
    if span is not None:
        todo.add("dtstart", span[0])
        todo.add("rrule", vRecur.from_ical(entry.rrule))
    todo.add("due", span[1] if span else entry.at(entry.on))
    if record.cancelled:
        todo.add("status", "CANCELLED")
    elif record.done:
        todo.add("status", "COMPLETED")
        todo.add("percent-complete", 100)
        todo.add("completed", record.updated_at.astimezone(UTC))
    else:
        todo.add("status", "NEEDS-ACTION")


def _alarm(record: FollowUpRecord, offset: timedelta, *, end: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", ics.summary(record))
    trigger = vDDDTypes(offset)
    if end:
        trigger.params["RELATED"] = "END"
    alarm.add("trigger", trigger, encode=False)
    return alarm
