"""Writes follow-ups as an iCalendar file (RFC 5545), as events or as tasks.

A calendar that is fed the file again recognises each entry by its UID and takes over changes by
its SEQUENCE; a cancelled follow-up stays in the file as CANCELLED so that it disappears there.
Not an invitation: no METHOD, no organiser, no attendees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it brings no types
from icalendar import Alarm, Calendar, Event, Todo, vDDDTypes, vRecur

from pisteur.domain.records import FollowUpRecord
from pisteur.domain.words import FollowUpKind
from pisteur.exchange import words
from pisteur.exchange.vtimezone import timezone_component
from pisteur.i18n import _, current_language

_PRODID = "-//Pisteur//Follow-ups//EN"
_DURATION = timedelta(minutes=30)
# So far ahead the clock of a series is told; the file is written anew long before.
_SERIES = timedelta(days=5 * 365)
_LINE_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_UID = re.compile(r"[^A-Za-z0-9@._:\-]")


@dataclass(frozen=True, slots=True)
class Alarms:
    """When a calendar calls attention.

    Attributes:
        before: minutes before an entry with a time; None for no alarm.
        whole_day: minutes after midnight for an entry of a whole day; None for no alarm.
    """

    before: int | None = 10
    whole_day: int | None = 9 * 60

    def offset(self, *, timed: bool) -> timedelta | None:
        """Return how far from the start of an entry its alarm is."""
        if timed:
            return None if self.before is None else timedelta(minutes=-self.before)
        return None if self.whole_day is None else timedelta(minutes=self.whole_day)


DEFAULT_ALARMS = Alarms()


def follow_ups_to_ics(
    records: Iterable[FollowUpRecord],
    *,
    as_todo: bool = False,
    now: datetime,
    alarms: Alarms = DEFAULT_ALARMS,
) -> bytes:
    """Return the follow-ups as an iCalendar file.

    One with a time and a known zone is in that zone; with a time and no known zone it floats,
    as the wall clock that the user meant; one without a time takes the whole day.

    Args:
        records: in any order; UIDs are unique.
        as_todo: VTODO instead of VEVENT.
        now: aware; when the file is made (DTSTAMP).
        alarms: for what is still to be done.
    """
    kept = list(records)
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Pisteur")
    for name, days in _zones(kept).items():
        calendar.add_component(timezone_component(name, min(days), max(days)))
    for record in kept:
        entry = _todo(record, now) if as_todo else _event(record, now)
        offset = alarms.offset(timed=record.due_time is not None)
        if offset is not None and not (record.done or record.cancelled):
            entry.add_component(_alarm(record, offset, related_to_due=as_todo))
        calendar.add_component(entry)
    return bytes(calendar.to_ical(sorted=False))


def _zones(records: Sequence[FollowUpRecord]) -> dict[str, list[date]]:
    days: dict[str, list[date]] = {}
    for record in records:
        known = record.time_zone != "UTC" and _zone(record.time_zone) is not None
        if record.due_time is not None and known:
            of_zone = days.setdefault(str(record.time_zone), [])
            of_zone.append(record.due_on)
            if _repeats(record):
                of_zone.append(min(record.due_on, date.max - _SERIES) + _SERIES)
    return days


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _start(record: FollowUpRecord) -> date | datetime:
    if record.due_time is None:
        return record.due_on
    wall = datetime.combine(record.due_on, record.due_time.replace(microsecond=0, tzinfo=None))
    return wall.replace(tzinfo=_zone(record.time_zone))


def _event(record: FollowUpRecord, now: datetime) -> Event:
    event = Event()
    start = _start(record)
    _add_common(event, record, now)
    event.add("dtstart", start)
    if _repeats(record):
        event.add("rrule", vRecur.from_ical(record.rrule))
    if isinstance(start, datetime):
        event.add("duration", _DURATION)
    else:
        event.add("dtend", min(start, date.max - timedelta(days=1)) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if record.cancelled else "CONFIRMED")
    return event


def _todo(record: FollowUpRecord, now: datetime) -> Todo:
    todo = Todo()
    _add_common(todo, record, now)
    todo.add("due", _start(record))
    if record.cancelled:
        todo.add("status", "CANCELLED")
    elif record.done:
        todo.add("status", "COMPLETED")
        todo.add("percent-complete", 100)
        todo.add("completed", record.updated_at.astimezone(UTC))
    else:
        todo.add("status", "NEEDS-ACTION")
    return todo


def _repeats(record: FollowUpRecord) -> bool:
    """Say whether the entry stands for a series, which must begin on a day of its rule.

    One that was moved, as off a holiday, is written alone. So are tasks: theirs would have to
    begin before they are due, and programs would show them on a wrong day.
    """
    if not record.rrule or record.done or record.cancelled:
        return False
    start = datetime.combine(record.due_on, time())
    series = rrulestr(record.rrule, dtstart=start)
    return bool(series[0] == start)


def _add_common(component: Event | Todo, record: FollowUpRecord, now: datetime) -> None:
    component.add("uid", _NOT_UID.sub("-", record.uid))
    component.add("dtstamp", now.astimezone(UTC))
    component.add("created", record.created_at.astimezone(UTC))
    component.add("last-modified", record.updated_at.astimezone(UTC))
    component.add("sequence", max(0, record.sequence))
    component.add("summary", _summary(record))
    description = _description(record)
    if description:
        component.add("description", description)
    component.add("categories", [_one_line(words.word(FollowUpKind, record.kind))])


def _alarm(record: FollowUpRecord, offset: timedelta, *, related_to_due: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(record))
    trigger = vDDDTypes(offset)
    if related_to_due:
        # A task has no start here: its alarm counts from the day or time it is due.
        trigger.params["RELATED"] = "END"
    alarm.add("trigger", trigger, encode=False)
    return alarm


def _summary(record: FollowUpRecord) -> str:
    who = record.contact_name or record.company
    title = _one_line(record.title) or _one_line(words.word(FollowUpKind, record.kind))
    if not who or who.casefold() in title.casefold():
        return title
    return f"{title} – {_one_line(who)}"


def _description(record: FollowUpRecord) -> str:
    facts = [
        (_("Contact: {text}"), record.contact_name),
        (_("Company: {text}"), record.company),
        (_("Phone: {text}"), record.phone),
        (_("E-mail: {text}"), record.email),
        (_("Deal: {text}"), record.opportunity_title),
        (_("Amount: {text}"), _amount(record.amount_cents)),
    ]
    lines = [pattern.format(text=_one_line(text)) for pattern, text in facts if text.strip()]
    note = _block(record.note)
    if note:
        lines.extend(["", note] if lines else [note])
    return "\n".join(lines)


def _amount(cents: int | None) -> str:
    if cents is None:
        return ""
    mark = "," if current_language() == "fr" else "."
    return f"{cents // 100}{mark}{cents % 100:02} €" if cents % 100 else f"{cents // 100} €"


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", _LINE_BREAKS.sub(" ", text)).split())


def _block(text: str) -> str:
    return _CONTROL.sub(" ", _LINE_BREAKS.sub("\n", text)).strip()
