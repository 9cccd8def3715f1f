"""Describes a time zone for a calendar file by its real changes of clock (RFC 5545 3.6.5).

Each change around the days in use is written as an observance of its own, taken from the
system's zone data: no rule is invented for years that nobody uses.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STEP = timedelta(days=20)
_MARGIN = timedelta(days=380)
_SECOND = timedelta(seconds=1)
_EARLIEST, _LATEST = date(1, 1, 1) + _MARGIN * 2, date(9999, 12, 31) - _MARGIN * 2


def timezone_component(name: str, first: date, last: date) -> Timezone:
    """Return a VTIMEZONE that holds for the days from `first` to `last`.

    Raises:
        ZoneInfoNotFoundError: for a zone that the system does not know.
    """
    zone = ZoneInfo(name)
    begin = datetime.combine(max(first, _EARLIEST) - _MARGIN, datetime.min.time(), UTC)
    end = datetime.combine(min(last, _LATEST) + _MARGIN, datetime.min.time(), UTC)
    component = Timezone()
    component.add("tzid", name)
    # What holds before the first change that is written.
    _add(component, zone, begin, before=begin)
    for change in _changes(zone, begin, end):
        _add(component, zone, change, before=change - _SECOND)
    return component


def _add(component: Timezone, zone: ZoneInfo, change: datetime, *, before: datetime) -> None:
    """Add what holds from the instant `change` on; its start is told by the clock of before."""
    old, new = before.astimezone(zone), change.astimezone(zone)
    daylight = bool(new.dst())
    observance = TimezoneDaylight() if daylight else TimezoneStandard()
    old_offset = old.utcoffset() or timedelta()
    observance.add("dtstart", (change + old_offset).replace(tzinfo=None))
    observance.add("tzoffsetfrom", old_offset)
    observance.add("tzoffsetto", new.utcoffset() or timedelta())
    observance.add("tzname", new.tzname() or "")
    component.add_component(observance)


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
