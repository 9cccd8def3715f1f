"""Writes follow-ups as an iCalendar file (RFC 5545), as events or as tasks.

A calendar that is fed the file again recognises each entry by its UID and takes over changes by
its SEQUENCE; a cancelled follow-up stays in the file as CANCELLED so that it disappears there.
Not an invitation: no METHOD, no organiser, no attendees.

What repeats carries its rule, and DTSTART is a day of that rule, which is what the rule counts
from. Where the next time was moved off it, as off a holiday:
- an event is two entries: the series, and with RECURRENCE-ID the one that was moved;
- a task is written alone, without the rule. Few programs know exceptions of tasks, the others
  would show both days. The rule is back in the file with the next time.

A task that repeats must begin before it is due (3.8.2.3; strict readers refuse, others drop the
rule), and programs show it on the day of DUE. So one of a whole day lasts from its first minute
to its last; with dates alone it would be due a day late, or begin a day off its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pisteur.domain.records import FollowUpRecord
from pisteur.domain.recurrence import from_rrule
from pisteur.domain.words import FollowUpKind
from pisteur.exchange import words
from pisteur.exchange.content_lines import block, fold, one_line, text_value, uid_value
from pisteur.exchange.vtimezone import timezone_lines
from pisteur.i18n import _, current_language, plain

_FRENCH_MARKS = str.maketrans({",": "\N{NARROW NO-BREAK SPACE}", ".": ","})
_MINUTES = 30
_DURATION = timedelta(minutes=_MINUTES)
_DAY = timedelta(days=1)
# So far ahead the clock of a series is told; the file is written anew long before.
_SERIES = timedelta(days=5 * 365)


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
    lines = _lines(kept, "VTODO" if as_todo else "VEVENT", _utc(now), alarms)
    return b"".join(map(fold, lines))


def _lines(
    records: Sequence[FollowUpRecord], kind: str, stamp: str, alarms: Alarms
) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield f"PRODID:-//Pisteur//Follow-ups//{current_language().upper()}"
    yield "VERSION:2.0"
    yield "CALSCALE:GREGORIAN"
    yield "X-WR-CALNAME:Pisteur"
    for name, days in _zones(records).items():
        yield from timezone_lines(name, min(days), max(days))
    for record in records:
        for each in _entries(record, as_todo=kind == "VTODO"):
            yield f"BEGIN:{kind}"
            yield from _common(record, stamp)
            yield from _todo(each) if kind == "VTODO" else _event(each)
            offset = alarms.offset(timed=record.due_time is not None)
            if offset is not None and not (record.done or record.cancelled):
                yield from _alarm(each, offset, from_due=kind == "VTODO")
            yield f"END:{kind}"
    yield "END:VCALENDAR"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the file.

    Attributes:
        on: its day.
        rrule: the rule that it carries; empty for none.
        instead_of: the day of the series whose place it takes.
    """

    record: FollowUpRecord
    on: date
    rrule: str = ""
    instead_of: date | None = None

    def at(self, day: date) -> date | datetime:
        """Return `day` with the time and zone that there are."""
        return _at(self.record, day)


def _entries(record: FollowUpRecord, *, as_todo: bool) -> Iterator[_Entry]:
    alone = _Entry(record, record.due_on)
    series_on = record.series_on
    if series_on is None or not _repeats(record):
        yield alone
    elif series_on == record.due_on:
        yield _Entry(record, series_on, record.rrule)
    elif as_todo:
        yield alone
    else:
        yield _Entry(record, series_on, record.rrule)
        yield _Entry(record, record.due_on, instead_of=series_on)


def _repeats(record: FollowUpRecord) -> bool:
    return not (record.done or record.cancelled) and from_rrule(record.rrule) is not None


def _zones(records: Sequence[FollowUpRecord]) -> dict[str, list[date]]:
    days: dict[str, list[date]] = {}
    for record in records:
        known = record.time_zone != "UTC" and _zone(record.time_zone) is not None
        if record.due_time is not None and known:
            of_zone = days.setdefault(str(record.time_zone), [])
            of_zone.append(record.due_on)
            if record.series_on is not None and _repeats(record):
                of_zone.append(record.series_on)
                of_zone.append(min(record.due_on, date.max - _SERIES) + _SERIES)
    return days


@lru_cache(maxsize=64)
def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _at(record: FollowUpRecord, day: date) -> date | datetime:
    if record.due_time is None:
        return day
    wall = datetime.combine(day, record.due_time.replace(microsecond=0, tzinfo=None))
    return wall.replace(tzinfo=_zone(record.time_zone))


def _common(record: FollowUpRecord, stamp: str) -> Iterator[str]:
    yield f"UID:{uid_value(record.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"CREATED:{_utc(record.created_at)}"
    yield f"LAST-MODIFIED:{_utc(record.updated_at)}"
    yield f"SEQUENCE:{max(0, record.sequence)}"
    yield f"SUMMARY:{text_value(summary(record))}"
    described = description(record)
    if described:
        yield f"DESCRIPTION:{text_value(described)}"
    yield f"CATEGORIES:{text_value(one_line(words.word(FollowUpKind, record.kind)))}"


def _event(entry: _Entry) -> Iterator[str]:
    start = entry.at(entry.on)
    if entry.instead_of is not None:
        yield _moment("RECURRENCE-ID", entry.at(entry.instead_of))
    yield _moment("DTSTART", start)
    if entry.rrule:
        yield f"RRULE:{entry.rrule}"
    if isinstance(start, datetime):
        yield f"DURATION:PT{_MINUTES}M"
    else:
        yield _moment("DTEND", min(start, date.max - _DAY) + _DAY)
        yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if entry.record.cancelled else 'CONFIRMED'}"


def _todo(entry: _Entry) -> Iterator[str]:
    record = entry.record
    span = _span(entry)
    if span is None:
        yield _moment("DUE", entry.at(entry.on))
    else:
        yield _moment("DTSTART", span[0])
        yield f"RRULE:{entry.rrule}"
        yield _moment("DUE", span[1])
    if record.cancelled:
        yield "STATUS:CANCELLED"
    elif record.done:
        yield "STATUS:COMPLETED"
        yield "PERCENT-COMPLETE:100"
        yield f"COMPLETED:{_utc(record.updated_at)}"
    else:
        yield "STATUS:NEEDS-ACTION"


def _span(entry: _Entry) -> tuple[datetime, datetime] | None:
    """Return from when to when a task that repeats lasts, on one day; None for any other."""
    if not entry.rrule:
        return None
    midnight = datetime.combine(entry.on, time())
    due = entry.at(entry.on)
    if not isinstance(due, datetime):
        return midnight, midnight.replace(hour=23, minute=59)
    midnight = midnight.replace(tzinfo=due.tzinfo)
    # Due at midnight, it can't begin before on the day of its rule.
    return (max(midnight, due - _DURATION), due) if due > midnight else None


def _alarm(entry: _Entry, offset: timedelta, *, from_due: bool) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{text_value(summary(entry.record))}"
    # A task counts from when it is due, as it need not have a start; of a whole day, from its
    # morning.
    whole_day = entry.record.due_time is None and _span(entry) is not None
    yield f"TRIGGER{';RELATED=END' if from_due and not whole_day else ''}:{_offset(offset)}"
    yield "END:VALARM"


def _moment(name: str, value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return f"{name};VALUE=DATE:{_digits(value)}"
    text = f"{_digits(value)}T{value:%H%M%S}"
    if value.tzinfo is None:
        return f"{name}:{text}"
    zone = str(value.tzinfo)
    return f"{name}:{text}Z" if zone == "UTC" else f"{name};TZID={zone}:{text}"


def _utc(instant: datetime) -> str:
    there = instant.astimezone(UTC)
    return f"{_digits(there)}T{there:%H%M%S}Z"


def _digits(day: date) -> str:
    # strftime does not pad years before 1000 on every system.
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _offset(offset: timedelta) -> str:
    """Return a duration (RFC 5545 3.3.6) of whole minutes."""
    minutes = int(offset.total_seconds()) // 60
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, rest = divmod(rest, 60)
    clock = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    if not clock and not days:
        return "PT0S"
    return (
        f"{'-' if minutes < 0 else ''}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"
    )


def summary(record: FollowUpRecord) -> str:
    """Return what the entry is called: what to do, and with whom."""
    who = record.contact_name or record.company
    title = one_line(record.title) or one_line(words.word(FollowUpKind, record.kind))
    if not who or who.casefold() in title.casefold():
        return title
    return f"{title} – {one_line(who)}"


def description(record: FollowUpRecord) -> str:
    """Return what to know beforehand, a fact a line, then the note."""
    facts = [
        (_("Contact: {text}"), one_line(record.contact_name)),
        (_("Company: {text}"), one_line(record.company)),
        (_("Phone: {text}"), one_line(record.phone)),
        (_("E-mail: {text}"), one_line(record.email)),
        (_("Deal: {text}"), one_line(record.opportunity_title)),
        (_("Amount: {text}"), _amount(record.amount_cents)),
    ]
    lines = [plain(pattern).format(text=text) for pattern, text in facts if text]
    note = block(record.note).strip()
    if note:
        lines.extend(["", note] if lines else [note])
    return "\n".join(lines)


def _amount(cents: int | None) -> str:
    """Return an amount as on screen and on paper (`presentation.formats.money`)."""
    if cents is None:
        return ""
    euros = f"{cents // 100:,}" + (f".{cents % 100:02}" if cents % 100 else "")
    if current_language() != "fr":
        return f"€{euros}"
    return euros.translate(_FRENCH_MARKS) + "\N{NO-BREAK SPACE}€"
