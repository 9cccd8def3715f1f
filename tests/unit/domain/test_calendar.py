"""Dates as a person at work counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.calendar import (
    SystemClock,
    add_months,
    next_monday,
    working_week_end,
)

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), -24, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_months_are_added_on_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(-400, 400))
def test_adding_months_lands_in_the_month_counted(day: date, months: int) -> None:
    found = add_months(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day <= day.day


@given(days)
def test_the_next_monday_is_within_a_week(day: date) -> None:
    found = next_monday(day)
    assert found.weekday() == 0
    assert timedelta(0) < found - day <= timedelta(days=7)


@given(days)
def test_the_week_ends_on_its_sunday(day: date) -> None:
    found = working_week_end(day)
    assert found.weekday() == 6
    days = (found - day).days
    # On a week-end the coming week counts: its end is seven or eight days off.
    assert days in ((7, 8) if day.weekday() >= 5 else range(2, 7))


def test_the_clock_gives_aware_instants_to_the_second() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond == 0
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)
    assert abs(SystemClock().today() - now.date()) <= timedelta(days=1)
