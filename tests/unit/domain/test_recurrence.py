"""A rule of recurrence and its text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.recurrence import (
    MAX_INTERVAL,
    Every,
    Recurrence,
    counted_from,
    counts_from_done,
    from_rrule,
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    next_last_weekday,
    to_rrule,
    weekly_like,
)

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
intervals = st.integers(1, MAX_INTERVAL)
rules = st.one_of(
    st.builds(weekly_like, days, intervals),
    st.builds(monthly_like, days, intervals),
    st.builds(monthly_weekday_like, days, intervals),
    st.builds(last_working_day, intervals),
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (weekly_like(date(2026, 11, 23), 2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        (monthly_like(date(2026, 11, 23), 3), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23"),
        (monthly_like(date(2026, 11, 30), 1), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (monthly_weekday_like(date(2026, 11, 16), 1), "FREQ=MONTHLY;BYDAY=3MO"),
        (monthly_weekday_like(date(2026, 11, 30), 1), "FREQ=MONTHLY;BYDAY=-1MO"),
        (last_working_day(), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ],
)
def test_a_rule_is_written_as_icalendar_does(rule: Recurrence, text: str) -> None:
    assert to_rrule(rule) == text


@given(rules)
def test_every_rule_is_read_back(rule: Recurrence) -> None:
    assert from_rrule(to_rrule(rule)) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=DAILY",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYMONTHDAY=40",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=0;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=x;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=1,31",
    ],
)
def test_a_text_that_is_none_of_ours_is_no_rule(text: str) -> None:
    assert from_rrule(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_rule_or_none(text: str) -> None:
    found = from_rrule(text)
    assert found is None or to_rrule(found) == text


@pytest.mark.parametrize(
    "rule",
    [
        Recurrence(Every.WEEKS, 0),
        Recurrence(Every.WEEKS, 1, weekday=7),
        Recurrence(Every.MONTHS_ON_WEEKDAY, 1, nth=5),
        Recurrence(Every.MONTHS_ON_DAY, 1, month_day=32),
    ],
)
def test_a_rule_out_of_range_is_a_mistake(rule: Recurrence) -> None:
    with pytest.raises(ValueError, match="Recurrence"):
        to_rrule(rule)


def test_counted_from_a_day_a_rule_takes_its_place_in_the_week_or_month() -> None:
    done = date(2026, 12, 10)  # A Thursday.
    assert counted_from(monthly_like(date(2026, 11, 23), 3), done) == monthly_like(done, 3)
    assert counted_from(weekly_like(date(2026, 11, 23), 2), done) == weekly_like(done, 2)


def test_a_rule_that_names_its_day_by_its_place_stays_as_it_is() -> None:
    for rule in (last_working_day(2), monthly_weekday_like(date(2026, 11, 16), 1)):
        assert not counts_from_done(rule)
        assert counted_from(rule, date(2026, 12, 10)) == rule


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        # The month ends on a Sunday: its last weekday is past, or the Friday before.
        (date(2026, 5, 30), date(2026, 6, 30)),
        (date(2026, 5, 29), date(2026, 5, 29)),
        (date(2027, 12, 31), date(2027, 12, 31)),
        (date(2028, 12, 30), date(2029, 1, 31)),
    ],
)
def test_the_last_weekday_of_a_month_is_that_of_the_next_once_it_is_past(
    day: date, found: date
) -> None:
    assert next_last_weekday(day) == found
