"""Forecast of a quarter and a year, weighted by measured conversion."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.forecast import (
    Conversion,
    DealHistory,
    OpenDeal,
    Period,
    StageFacts,
    default_percents,
    forecast,
    measure,
    quarter_of,
    weigh,
    year_of,
)
from pisteur.domain.words import OpportunityState, Zone

TODAY = date(2026, 11, 22)
OPEN, STANDBY = OpportunityState.OPEN, OpportunityState.STANDBY
WON, LOST = OpportunityState.WON, OpportunityState.LOST
STAGES = [
    StageFacts(1, Zone.LEADS, 0),
    StageFacts(2, Zone.PROSPECTS, 1),
    StageFacts(3, Zone.PROSPECTS, 2),
    StageFacts(4, Zone.CUSTOMERS, 3),
]
HALF, THIRD = Conversion(5, 10), Conversion(4, 12)
cents = st.integers(0, 10**12)
conversions = st.integers(1, 500).flatmap(
    lambda closed: st.builds(
        Conversion, st.integers(0, closed), st.just(closed), st.none() | st.integers(0, 100)
    )
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def closed(state: OpportunityState, count: int, *stages: int) -> list[DealHistory]:
    return [DealHistory(n, state, frozenset(stages)) for n in range(count)]


def test_the_rate_is_won_out_of_closed_of_deals_that_entered_the_column() -> None:
    deals = closed(WON, 4, 1, 2, 3) + closed(LOST, 6, 1, 2) + closed(LOST, 10, 1)
    found = measure(STAGES, deals)
    assert (found[1].ratio, found[1].percent) == ((4, 20), 20)
    assert (found[2].ratio, found[2].measured) == ((4, 10), True)


def test_too_little_history_uses_the_default_and_says_so() -> None:
    found = measure(STAGES, closed(WON, 9, 2))[2]
    assert (found.measured, found.ratio, found.won, found.closed) == (False, (20, 100), 9, 9)
    assert measure(STAGES, closed(WON, 10, 2))[2].measured
    assert measure(STAGES, closed(WON, 9, 2), least_closed=9)[2].measured


def test_deals_that_still_run_say_nothing_about_conversion() -> None:
    running = closed(OPEN, 20, 2) + closed(STANDBY, 20, 2)
    assert measure(STAGES, running)[2].closed == 0
    assert not measure(STAGES, running, least_closed=0)[2].measured


def test_defaults_rise_along_the_prospects_and_the_users_own_come_first() -> None:
    assert default_percents(STAGES) == {1: 5, 2: 20, 3: 60, 4: 90}
    assert default_percents([STAGES[1]]) == {2: 20}
    own = [STAGES[0]._replace(default_percent=0), STAGES[2], STAGES[1]]
    assert default_percents(own) == {1: 0, 3: 60, 2: 20}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), Period(date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 6, 30), Period(date(2026, 4, 1), date(2026, 6, 30))),
        (date(2026, 8, 15), Period(date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 12, 31), Period(date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_a_quarter_is_three_calendar_months(day: date, expected: Period) -> None:
    assert quarter_of(day) == expected


@given(days)
def test_quarters_follow_each_other_within_their_year(day: date) -> None:
    quarter, year = quarter_of(day), year_of(day)
    assert year.first <= quarter.first <= day <= quarter.last <= year.last
    assert quarter_of(quarter.last + timedelta(days=1)).first == quarter.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("amount", "conversion", "expected"),
    [
        (100000, THIRD, 33333),
        (200000, THIRD, 66667),
        (1, HALF, 1),
        (3, HALF, 2),
        (0, HALF, 0),
        (100000, Conversion(0, 10), 0),
        (100000, Conversion(0, 3, 20), 20000),
    ],
)
def test_a_deal_is_rounded_to_the_cent_half_a_cent_upwards(
    amount: int, conversion: Conversion, expected: int
) -> None:
    assert weigh(amount, conversion) == expected


@given(cents, conversions)
def test_rounding_is_never_off_by_more_than_half_a_cent(
    amount: int, conversion: Conversion
) -> None:
    exact = Fraction(amount) * Fraction(*conversion.ratio)
    assert abs(weigh(amount, conversion) - exact) <= Fraction(1, 2)
    assert 0 <= weigh(amount, conversion) <= amount


def test_a_quarter_counts_the_deals_expected_in_it_column_by_column() -> None:
    deals = [
        OpenDeal(1, 3, 200000, date(2026, 12, 31)),
        OpenDeal(2, 2, 100000, date(2026, 12, 1)),
        OpenDeal(3, 2, 50000, TODAY),
        OpenDeal(4, 2, 70000, date(2027, 1, 1)),
    ]
    found = forecast(quarter_of(TODAY), TODAY, deals, {2: HALF, 3: THIRD, 4: HALF}, 30000)
    assert [(line.stage_id, line.deal_ids) for line in found.lines] == [(2, (2, 3)), (3, (1,))]
    assert [line.amount_cents for line in found.lines] == [150000, 200000]
    assert found.weighted_cents == 75000 + 66667
    assert found.total_cents == 30000 + 75000 + 66667
    assert not found.uses_defaults


def test_a_column_without_history_is_told_in_the_whole() -> None:
    deals = [OpenDeal(1, 2, 100000, TODAY)]
    found = forecast(quarter_of(TODAY), TODAY, deals, measure(STAGES, []))
    assert (found.weighted_cents, found.uses_defaults) == (20000, True)


def test_a_deal_whose_day_has_passed_counts_now_and_is_named() -> None:
    deals = [OpenDeal(1, 2, 100000, date(2026, 9, 1))]
    found = forecast(quarter_of(TODAY), TODAY, deals, {2: HALF})
    assert (found.late_ids, found.weighted_cents) == ((1,), 50000)
    past = forecast(quarter_of(date(2026, 9, 1)), TODAY, deals, {2: HALF})
    assert (past.late_ids, past.weighted_cents) == ((), 0)


def test_deals_without_day_or_amount_are_named_not_guessed() -> None:
    deals = [
        OpenDeal(1, 2, 100000, None),
        OpenDeal(2, 2, None, TODAY),
        OpenDeal(3, 2, None, date(2027, 6, 1)),
    ]
    found = forecast(quarter_of(TODAY), TODAY, deals, {2: HALF})
    assert (found.without_date_ids, found.without_amount_ids, found.lines) == ((1,), (2,), ())


@given(
    st.lists(
        st.builds(
            OpenDeal,
            st.integers(1, 99),
            st.sampled_from([2, 3]),
            st.none() | cents,
            st.none() | days,
        ),
        max_size=20,
    ),
    conversions,
    conversions,
)
def test_the_quarters_of_a_year_add_up_to_it(
    deals: list[OpenDeal], first: Conversion, second: Conversion
) -> None:
    rates = {2: first, 3: second}
    quarters = [quarter_of(date(2026, month, 1)) for month in (1, 4, 7, 10)]
    parts = [forecast(quarter, TODAY, deals, rates) for quarter in quarters]
    whole = forecast(year_of(TODAY), TODAY, deals, rates)
    assert sum(part.weighted_cents for part in parts) == whole.weighted_cents
    assert sum(len(part.late_ids) for part in parts) == len(whole.late_ids)
    alone = [forecast(year_of(TODAY), TODAY, [deal], rates).weighted_cents for deal in deals]
    assert sum(alone) == whole.weighted_cents
