"""Days of recurring follow-ups."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from pisteur.domain.recurrence import (
    Every,
    Recurrence,
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    to_rrule,
    weekly_like,
)
from pisteur.domain.working_days import Region, is_working_day
from pisteur.services.recurrence import next_due, upcoming

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
rules = st.one_of(
    st.builds(weekly_like, days, st.integers(1, 8)),
    st.builds(monthly_like, days, st.integers(1, 12)),
    st.builds(monthly_weekday_like, days, st.integers(1, 12)),
    st.builds(last_working_day, st.integers(1, 6)),
)

START = date(2026, 1, 19)
QUARTERLY = monthly_like(START, 3)
THIRD_MONDAY = monthly_weekday_like(START, 1)


def test_every_three_months_keeps_its_beat() -> None:
    found = upcoming(QUARTERLY, starts_on=START, after=START, count=5)
    assert found == (
        date(2026, 4, 20),  # the 19th is a Sunday
        date(2026, 7, 20),  # and so is this one
        date(2026, 10, 19),
        date(2027, 1, 19),
        date(2027, 4, 19),
    )


def test_the_third_monday_moves_when_it_is_a_holiday_and_comes_back() -> None:
    found = upcoming(
        monthly_weekday_like(date(2027, 3, 15), 1),
        starts_on=date(2027, 3, 15),
        after=date(2027, 3, 15),
        count=3,
    )
    assert found == (date(2027, 4, 19), date(2027, 5, 18), date(2027, 6, 21))  # Whit Monday


def test_the_last_working_day_is_before_a_holiday_at_the_end_of_the_month() -> None:
    found = upcoming(
        last_working_day(), starts_on=date(2026, 1, 1), after=date(2026, 1, 1), count=12
    )
    assert found[:5] == (
        date(2026, 1, 30),
        date(2026, 2, 27),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 29),
    )
    good_friday_at_the_end = upcoming(
        last_working_day(),
        starts_on=date(2024, 3, 1),
        after=date(2024, 3, 1),
        count=1,
        region=Region.ALSACE_MOSELLE,
    )
    assert good_friday_at_the_end == (date(2024, 3, 28),)


def test_the_thirty_first_is_the_last_day_of_shorter_months() -> None:
    start = date(2027, 1, 31)
    found = upcoming(monthly_like(start, 1), starts_on=start, after=start, count=3)
    # 31 January is a Sunday, moved to the first of February; 28 February another.
    assert found == (date(2027, 2, 1), date(2027, 3, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        (date(2026, 10, 19), date(2026, 10, 19), date(2027, 1, 19)),
        (date(2026, 10, 19), date(2026, 10, 5), date(2027, 1, 19)),  # done early
        (date(2026, 10, 19), date(2026, 11, 22), date(2027, 1, 19)),  # done late
        (date(2026, 4, 20), date(2026, 11, 22), date(2027, 1, 19)),  # two were missed
    ],
)
def test_the_next_one_is_after_what_is_done_and_makes_up_nothing(
    due_on: date, done_on: date, expected: date
) -> None:
    assert next_due(QUARTERLY, starts_on=START, due_on=due_on, done_on=done_on) == expected


def test_a_series_begun_anew_counts_from_the_completion() -> None:
    done = date(2026, 11, 24)
    rule = monthly_like(done, 3)
    assert next_due(rule, starts_on=done, due_on=START, done_on=done) == date(2027, 2, 24)


@settings(max_examples=60)
@given(rules, days, st.integers(0, 400), st.integers(0, 400), st.sampled_from(Region))
def test_the_next_one_is_a_working_day_after_both_and_the_first_of_its_series(
    rule: Recurrence, start: date, to_due: int, to_done: int, region: Region
) -> None:
    due_on, done_on = start + timedelta(days=to_due), start + timedelta(days=to_done)
    found = next_due(rule, starts_on=start, due_on=due_on, done_on=done_on, region=region)
    assert found > max(due_on, done_on)
    assert is_working_day(found, region)
    after = max(due_on, done_on)
    assert upcoming(rule, starts_on=start, after=after, count=1, region=region) == (found,)


@given(rules)
def test_calendars_read_the_rule(rule: Recurrence) -> None:
    text = to_rrule(rule)
    read = vRecur.from_ical(text)
    assert read["FREQ"] == ["WEEKLY" if rule.every is Every.WEEKS else "MONTHLY"]
    assert read.get("INTERVAL", [1]) == [rule.interval]
