"""When a follow-up comes again: a rule, its text as RFC 5545 writes it, and back.

Stored and exported as that text. `pisteur.services.recurrence` finds the days; here is only what
the rule is. A rule knows no holidays, for iCalendar has none: the day found is moved afterwards.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

MAX_INTERVAL = 120


class Every(StrEnum):
    """Kind of a rule."""

    WEEKS = "weeks"
    MONTHS_ON_DAY = "months_on_day"
    MONTHS_ON_WEEKDAY = "months_on_weekday"
    MONTHS_ON_LAST_WORKING_DAY = "months_on_last_working_day"


class Recurrence(NamedTuple):
    """A rule for days.

    Attributes:
        interval: every so many weeks or months, 1 to `MAX_INTERVAL`; a year is 12 months.
        weekday: Monday is 0; for WEEKS and MONTHS_ON_WEEKDAY.
        nth: which such weekday of the month, 1 to 4, or -1 for the last.
        month_day: 1 to 31; in shorter months their last day, which iCalendar alone would skip.
    """

    every: Every
    interval: int
    weekday: int = 0
    nth: int = 1
    month_day: int = 1


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_MONTH = 28


def weekly_like(day: date, weeks: int) -> Recurrence:
    """Return the rule "every so many weeks, on this weekday"."""
    return Recurrence(Every.WEEKS, weeks, weekday=day.weekday())


def monthly_like(day: date, months: int) -> Recurrence:
    """Return the rule "every so many months, on this day of the month"."""
    return Recurrence(Every.MONTHS_ON_DAY, months, month_day=day.day)


def monthly_weekday_like(day: date, months: int) -> Recurrence:
    """Return the rule "every so many months, on this weekday": the third Monday.

    The fifth such weekday of a month, which few months have, means the last.
    """
    nth = (day.day - 1) // 7 + 1
    return Recurrence(
        Every.MONTHS_ON_WEEKDAY, months, weekday=day.weekday(), nth=nth if nth < 5 else -1
    )


def last_working_day(months: int = 1) -> Recurrence:
    """Return the rule "the last working day of every month", or of every so many months."""
    return Recurrence(Every.MONTHS_ON_LAST_WORKING_DAY, months)


def next_last_weekday(day: date) -> date:
    """Return the last day from Monday to Friday of the month of `day`, or of the next if past."""
    year, month = day.year, day.month
    while True:
        last = date(year, month, monthrange(year, month)[1])
        last -= timedelta(days=max(0, last.weekday() - 4))
        if last >= day:
            return last
        year, month = year + month // 12, month % 12 + 1


def counts_from_done(rule: Recurrence) -> bool:
    """Say whether a rule can be counted from the day it is done: it names no day by its place."""
    return rule.every in (Every.WEEKS, Every.MONTHS_ON_DAY)


def counted_from(rule: Recurrence, day: date) -> Recurrence:
    """Return such a rule as it is when counted from `day`: so many weeks or months later."""
    if rule.every is Every.WEEKS:
        return rule._replace(weekday=day.weekday())
    if rule.every is Every.MONTHS_ON_DAY:
        return rule._replace(month_day=day.day)
    return rule


def to_rrule(rule: Recurrence) -> str:
    """Return the rule as the value of an RRULE property, without its name.

    Raises:
        ValueError: a field is out of its range.
    """
    _check(rule)
    interval = f";INTERVAL={rule.interval}" if rule.interval > 1 else ""
    if rule.every is Every.WEEKS:
        return f"FREQ=WEEKLY{interval};BYDAY={_WEEKDAYS[rule.weekday]}"
    monthly = f"FREQ=MONTHLY{interval}"
    if rule.every is Every.MONTHS_ON_WEEKDAY:
        return f"{monthly};BYDAY={rule.nth}{_WEEKDAYS[rule.weekday]}"
    if rule.every is Every.MONTHS_ON_LAST_WORKING_DAY:
        return f"{monthly};BYDAY={','.join(_WEEKDAYS[:5])};BYSETPOS=-1"
    if rule.month_day <= _SHORTEST_MONTH:
        return f"{monthly};BYMONTHDAY={rule.month_day}"
    days = ",".join(str(day) for day in range(_SHORTEST_MONTH, rule.month_day + 1))
    return f"{monthly};BYMONTHDAY={days};BYSETPOS=-1"


def from_rrule(text: str) -> Recurrence | None:
    """Return the rule that `to_rrule` wrote, or None for any other text."""
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    try:
        rule = _read(parts)
    except (KeyError, ValueError):
        return None
    return rule if to_rrule(rule) == text else None


def _read(parts: dict[str, str]) -> Recurrence:
    interval = int(parts.get("INTERVAL", "1"))
    on = parts.get("BYDAY", "")
    if parts["FREQ"] == "WEEKLY":
        rule = Recurrence(Every.WEEKS, interval, weekday=_WEEKDAYS.index(on))
    elif "BYMONTHDAY" in parts:
        last = int(parts["BYMONTHDAY"].rsplit(",", 1)[-1])
        rule = Recurrence(Every.MONTHS_ON_DAY, interval, month_day=last)
    elif "BYSETPOS" in parts:
        rule = Recurrence(Every.MONTHS_ON_LAST_WORKING_DAY, interval)
    else:
        weekday = _WEEKDAYS.index(on[-2:])
        rule = Recurrence(Every.MONTHS_ON_WEEKDAY, interval, weekday=weekday, nth=int(on[:-2]))
    _check(rule)
    return rule


def _check(rule: Recurrence) -> None:
    fits = (
        1 <= rule.interval <= MAX_INTERVAL
        and 0 <= rule.weekday <= 6
        and rule.nth in (-1, 1, 2, 3, 4)
        and 1 <= rule.month_day <= 31
    )
    if not fits:
        raise ValueError(rule)
