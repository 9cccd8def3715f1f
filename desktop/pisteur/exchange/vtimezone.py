"""Describes a time zone for a calendar file by its real changes of clock (RFC 5545 3.6.5).

Each change around the days in use is written as an observance of its own, taken from the
system's zone data: no rule is invented for years that nobody uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_STEP = timedelta(days=20)
_MARGIN = timedelta(days=380)
_SECOND = timedelta(seconds=1)
_EARLIEST, _LATEST = date(1, 1, 1) + _MARGIN * 2, date(9999, 12, 31) - _MARGIN * 2


def timezone_lines(name: str, first: date, last: date) -> Iterator[str]:
    """Return the lines of a VTIMEZONE that holds for the days from `first` to `last`.

    Raises:
        ZoneInfoNotFoundError: for a zone that the system does not know.
    """
    zone = ZoneInfo(name)
    begin = datetime.combine(max(first, _EARLIEST) - _MARGIN, datetime.min.time(), UTC)
    end = datetime.combine(min(last, _LATEST) + _MARGIN, datetime.min.time(), UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    # What holds before the first change that is written.
    yield from _observance(zone, begin, before=begin)
    for change in _changes(zone, begin, end):
        yield from _observance(zone, change, before=change - _SECOND)
    yield "END:VTIMEZONE"


def _observance(zone: ZoneInfo, change: datetime, *, before: datetime) -> Iterator[str]:
    """Return what holds from the instant `change` on; its start is told by the clock of before."""
    old, new = before.astimezone(zone), change.astimezone(zone)
    kind = "DAYLIGHT" if new.dst() else "STANDARD"
    old_offset = old.utcoffset() or timedelta()
    start = (change + old_offset).replace(tzinfo=None)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{start.year:04}{start:%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_utc_offset(old_offset)}"
    yield f"TZOFFSETTO:{_utc_offset(new.utcoffset() or timedelta())}"
    yield f"TZNAME:{new.tzname() or ''}"
    yield f"END:{kind}"


def _utc_offset(offset: timedelta) -> str:
    """Return an offset (RFC 5545 3.3.14), with its seconds where it has any."""
    seconds = int(offset.total_seconds())
    minutes, left = divmod(abs(seconds), 60)
    text = f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"
    return f"{text}{left:02}" if left else text


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    """Return the instants at which the zone's clock or name changes."""
    changes = []
    moment = begin
    while moment < end:
        following = moment + _STEP
        if _rule(zone, moment) != _rule(zone, following):
            changes.append(_bisect(zone, moment, following))
        moment = following
    return changes


def _bisect(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    old = _rule(zone, low)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _rule(zone, middle) == old:
            low = middle
        else:
            high = middle
    return high


def _rule(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()
