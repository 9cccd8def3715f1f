"""Public holidays of France and the working days between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]  # it brings no types
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.working_days import (
    HolidayName,
    Region,
    add_working_days,
    easter_sunday,
    holiday_on,
    is_working_day,
    next_working_day,
    previous_working_day,
    public_holidays,
    working_day_from,
    working_day_until,
)

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
regions = st.sampled_from(Region)

# Easter Monday, Ascension, Whit Monday.
MOVABLE = {
    2024: ((4, 1), (5, 9), (5, 20)),
    2025: ((4, 21), (5, 29), (6, 9)),
    2026: ((4, 6), (5, 14), (5, 25)),
    2027: ((3, 29), (5, 6), (5, 17)),
    2028: ((4, 17), (5, 25), (6, 5)),
    2029: ((4, 2), (5, 10), (5, 21)),
    2030: ((4, 22), (5, 30), (6, 10)),
}
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


@pytest.mark.parametrize("year", MOVABLE)
def test_the_eleven_national_holidays_are_the_true_ones(year: int) -> None:
    expected = sorted(date(year, *on) for on in (*FIXED, *MOVABLE[year]))
    assert [holiday.day for holiday in public_holidays(year)] == expected
    assert len(expected) == 11


@pytest.mark.parametrize("year", range(1900, 2200))
def test_easter_is_the_one_that_others_compute(year: int) -> None:
    assert easter_sunday(year) == easter(year)


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        (Region.ALSACE_MOSELLE, date(2026, 4, 3), HolidayName.GOOD_FRIDAY),
        (Region.ALSACE_MOSELLE, date(2027, 3, 26), HolidayName.GOOD_FRIDAY),
        (Region.ALSACE_MOSELLE, date(2025, 12, 26), HolidayName.SECOND_CHRISTMAS_DAY),
        (Region.MAYOTTE, date(2026, 4, 27), HolidayName.ABOLITION),
        (Region.MARTINIQUE, date(2026, 5, 22), HolidayName.ABOLITION),
        (Region.GUADELOUPE, date(2026, 5, 27), HolidayName.ABOLITION),
        (Region.SAINT_MARTIN, date(2026, 5, 28), HolidayName.ABOLITION),
        (Region.GUYANE, date(2026, 6, 10), HolidayName.ABOLITION),
        (Region.SAINT_BARTHELEMY, date(2026, 10, 9), HolidayName.ABOLITION),
        (Region.REUNION, date(2027, 12, 20), HolidayName.ABOLITION),
    ],
)
def test_a_regional_holiday_is_one_there_only(region: Region, day: date, name: HolidayName) -> None:
    assert holiday_on(day, region) is name
    assert not is_working_day(day, region)
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 11), False),  # Wednesday, armistice
        (date(2026, 11, 12), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 5, 8), False),  # Friday
        (date(2026, 5, 25), False),  # Whit Monday
        (date(2026, 12, 26), False),  # Saturday
        (date(2025, 12, 26), True),
        (date(2027, 3, 26), True),  # Good Friday is worked outside Alsace-Moselle
    ],
)
def test_weekends_and_holidays_are_not_worked(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 5, 7), 1, date(2026, 5, 11)),  # over 8 May and the week-end
        (date(2026, 11, 10), 1, date(2026, 11, 12)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 5, 15), -1, date(2026, 5, 13)),  # over Ascension
        (date(2026, 4, 30), 10, date(2026, 5, 19)),  # three holidays
    ],
)
def test_working_days_are_counted_over_holidays(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected


def test_ascension_on_the_eighth_of_may_is_both() -> None:
    both = {holiday.name for holiday in public_holidays(2070) if holiday.day == date(2070, 5, 8)}
    assert both == {HolidayName.VICTORY_1945, HolidayName.ASCENSION}


@given(days, regions)
def test_a_day_is_a_holiday_exactly_when_the_years_list_has_it(day: date, region: Region) -> None:
    listed = {holiday.day for holiday in public_holidays(day.year, region)}
    assert (holiday_on(day, region) is not None) == (day in listed)


@given(days, regions)
def test_the_working_days_beside_a_day_are_the_nearest(day: date, region: Region) -> None:
    after, before = next_working_day(day, region), previous_working_day(day, region)
    assert before < day < after
    assert is_working_day(after, region)
    assert is_working_day(before, region)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert all(passed == day or not is_working_day(passed, region) for passed in between)
    assert working_day_from(day, region) in (day, after)
    assert working_day_until(day, region) in (day, before)


@given(days, st.integers(1, 60), regions)
def test_counting_forth_and_back_ends_where_it_began(day: date, count: int, region: Region) -> None:
    start = working_day_from(day, region)
    there = add_working_days(start, count, region)
    assert is_working_day(there, region)
    assert add_working_days(there, -count, region) == start
    worked = [start + timedelta(days=n) for n in range(1, (there - start).days + 1)]
    assert sum(is_working_day(passed, region) for passed in worked) == count
