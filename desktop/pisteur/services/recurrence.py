"""Finds the days of a recurring follow-up, by python-dateutil.

The rule itself is `pisteur.domain.recurrence`. The day found is moved to a working day, but the
next one is counted from the rule again: a Monday that was a holiday doesn't shift the series.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it brings no types

from pisteur.domain.recurrence import Every, Recurrence, to_rrule
from pisteur.domain.working_days import Region, working_day_from, working_day_until


def next_due(
    rule: Recurrence,
    *,
    starts_on: date,
    due_on: date,
    done_on: date,
    region: Region = Region.FRANCE,
) -> date:
    """Return the working day of the follow-up that comes after a completed one.

    It lies after both the day it was due and the day it was done: what was missed in between is
    not made up. Done early, the present occurrence is not proposed again.

    Args:
        starts_on: first day of the series; sets the beat of "every 3 months". To count from the
            completion instead, as for keeping in touch, start the series anew on that day.
        due_on: working day of the occurrence that is completed.
    """
    after = max(due_on, done_on)
    for day in _days_after(rule, starts_on, _month_before(after)):
        worked = _worked(rule, day, region)
        if worked > after:
            return worked
    raise ValueError(rule)  # No rule of ours ends before the calendar does.


def upcoming(
    rule: Recurrence, *, starts_on: date, after: date, count: int, region: Region = Region.FRANCE
) -> tuple[date, ...]:
    """Return the next `count` working days of a series after a day, to show what a rule means."""
    days = (
        _worked(rule, day, region) for day in _days_after(rule, starts_on, _month_before(after))
    )
    return tuple(islice((day for day in days if day > after), count))


def day_of_rule(
    rule: Recurrence, *, starts_on: date, due_on: date, region: Region = Region.FRANCE
) -> date | None:
    """Return the day of the rule that an occurrence stands for: its own, that which holidays
    moved there, else the last one before. None for one that lies before the whole series.
    """
    found = None
    for day in _days_after(rule, starts_on, _month_before(due_on)):
        if _worked(rule, day, region) == due_on or day == due_on:
            return day
        if day > due_on + timedelta(days=31):
            break
        if day < due_on:
            found = day
    if found is not None:
        return found
    series = rrulestr(to_rrule(rule), dtstart=datetime.combine(starts_on, time()))
    before = series.before(datetime.combine(due_on, time()), inc=True)
    return None if before is None else before.date()


def _worked(rule: Recurrence, day: date, region: Region) -> date:
    if rule.every is Every.MONTHS_ON_LAST_WORKING_DAY:
        return working_day_until(day, region)
    return working_day_from(day, region)


def _month_before(day: date) -> date:
    """Return a day early enough that one moved past `day` by holidays is found too."""
    return date.fromordinal(max(1, day.toordinal() - 31))


def _days_after(rule: Recurrence, starts_on: date, after: date) -> Iterator[date]:
    series = rrulestr(to_rrule(rule), dtstart=datetime.combine(starts_on, time()))
    for found in series.xafter(datetime.combine(after, time())):
        yield found.date()
