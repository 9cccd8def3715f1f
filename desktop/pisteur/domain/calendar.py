"""Dates as a person at work counts them, and the clock that the app reads.

All dates are local calendar dates; instants are aware and in UTC.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from; tests move it."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the local calendar date."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the current instant, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the local calendar date, where the computer is now."""
        # The C library looks once for the zone, and one travels with Pisteur open.
        if sys.platform != "win32":
            time.tzset()
        return datetime.now(UTC).astimezone().date()


def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months`, on the last day of the month where it does not exist."""
    import calendar  # noqa: PLC0415 - brings `locale`; the first paint needs neither

    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_monday(day: date) -> date:
    """Return the first Monday after `day`."""
    return day + timedelta(days=7 - day.weekday())


def working_week_end(day: date) -> date:
    """Return the Sunday that ends the week at hand: on Saturday and Sunday, the one that comes."""
    monday = day if day.weekday() < 5 else next_monday(day)
    return monday + timedelta(days=6 - monday.weekday())
