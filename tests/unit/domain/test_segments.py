"""Segments of customers: frequency, volume, influence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.segments import (
    Frequency,
    FrequencyFinding,
    FrequencyLimits,
    Influence,
    InfluenceFinding,
    SaleFact,
    Volume,
    VolumeLimits,
    find_frequency,
    find_influence,
    find_volume,
    turnover,
    volume_limits,
)

TODAY = date(2026, 11, 22)
amounts = st.lists(st.integers(0, 10**7), max_size=30)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=n) for n in days]


def test_without_purchase_there_is_no_frequency() -> None:
    assert find_frequency([], TODAY) == FrequencyFinding(None)


def test_four_purchases_within_a_year_are_frequent() -> None:
    found = find_frequency(ago(300, 290, 20, 10), TODAY)
    assert (found.frequency, found.recent) == (Frequency.FREQUENT, 4)


def test_several_sales_of_one_day_are_one_purchase() -> None:
    found = find_frequency(ago(10, 10, 10, 10), TODAY)
    assert (found.frequency, found.purchases) == (Frequency.OCCASIONAL, 1)
    assert found.usual_gap_days is None


def test_the_year_begins_after_the_same_day_of_last_year() -> None:
    days = [*ago(1, 2, 3), date(2025, 11, 23)]
    assert find_frequency(days, TODAY).recent == 4
    assert find_frequency([*days[:3], date(2025, 11, 22)], TODAY).recent == 3


def test_once_a_year_for_three_years_is_regular() -> None:
    found = find_frequency([date(2024, 3, 5), date(2025, 3, 9), date(2026, 3, 2)], TODAY)
    assert found == FrequencyFinding(Frequency.REGULAR, 3, 1, 363, 369, date(2026, 3, 2))


def test_a_rhythm_that_has_stopped_is_occasional() -> None:
    assert find_frequency(ago(500, 440, 380), TODAY).frequency is Frequency.OCCASIONAL
    assert find_frequency(ago(240, 180, 120), TODAY).frequency is Frequency.REGULAR
    assert find_frequency(ago(241, 181, 121), TODAY).frequency is Frequency.OCCASIONAL


def test_purchases_without_rhythm_are_occasional() -> None:
    assert find_frequency(ago(900, 400, 390, 380), TODAY).frequency is Frequency.OCCASIONAL


def test_two_purchases_show_no_rhythm() -> None:
    assert find_frequency(ago(60, 30), TODAY).frequency is Frequency.OCCASIONAL


def test_what_is_frequent_is_the_users_to_say() -> None:
    limits = FrequencyLimits(months=3, frequent_purchases=2)
    assert find_frequency(ago(60, 30), TODAY, limits).frequency is Frequency.FREQUENT


@given(st.lists(st.integers(-10, 1500), max_size=12))
def test_frequency_does_not_depend_on_the_order_of_sales_nor_on_days_to_come(
    days: list[int],
) -> None:
    found = find_frequency(ago(*days), TODAY)
    assert found == find_frequency(ago(*sorted(n for n in days if n >= 0)), TODAY)
    assert (found.frequency is None) == (found.purchases == 0)


@given(st.lists(st.integers(0, 1500), max_size=12))
def test_a_purchase_today_never_makes_a_frequent_customer_less_so(days: list[int]) -> None:
    if find_frequency(ago(*days), TODAY).frequency is Frequency.FREQUENT:
        assert find_frequency(ago(*days, 0), TODAY).frequency is Frequency.FREQUENT


def test_turnover_counts_the_period_today_included() -> None:
    sales = [
        SaleFact(TODAY, 100),
        SaleFact(date(2024, 11, 23), 20),
        SaleFact(date(2024, 11, 22), 3),
        SaleFact(TODAY + timedelta(days=1), 4),
    ]
    assert turnover(sales, TODAY) == 120


def test_those_who_bring_half_of_the_turnover_are_of_high_volume() -> None:
    limits = volume_limits([5000, 2000, 1000, 1000, 500, 500])
    assert limits == VolumeLimits(5000, 1000, 6)
    volumes = [find_volume(cents, limits).volume for cents in (5000, 2000, 1000, 500)]
    assert volumes == [Volume.HIGH, Volume.MEDIUM, Volume.MEDIUM, Volume.LOW]


def test_with_too_few_customers_volume_is_not_known_unless_the_user_set_limits() -> None:
    assert volume_limits([5000, 2000, 0, 1000, 800]) is None
    assert find_volume(5000, None).volume is None
    assert find_volume(5000, VolumeLimits(5000, 100)).volume is Volume.HIGH


def test_without_purchase_in_the_period_there_is_no_volume() -> None:
    assert find_volume(0, VolumeLimits(5000, 100)).volume is None


@given(amounts)
def test_volumes_follow_turnover_and_high_brings_at_least_half(turnovers: list[int]) -> None:
    limits = volume_limits(turnovers)
    if limits is None:
        assert sum(cents > 0 for cents in turnovers) < 5
        return
    assert limits.high_cents >= limits.medium_cents > 0
    classes = [(cents, find_volume(cents, limits).volume) for cents in sorted(turnovers)]
    order = [None, Volume.LOW, Volume.MEDIUM, Volume.HIGH]
    ranks = [order.index(volume) for _, volume in classes]
    assert ranks == sorted(ranks)
    high = sum(cents for cents, volume in classes if volume is Volume.HIGH)
    medium = sum(cents for cents, volume in classes if volume is Volume.MEDIUM)
    assert high * 2 >= sum(turnovers)
    assert (high + medium) * 100 >= sum(turnovers) * 80


@pytest.mark.parametrize(
    ("recommended", "known_figure", "kinds"),
    [
        (0, False, ()),
        (1, False, (Influence.RECOMMENDS,)),
        (0, True, (Influence.KNOWN_FIGURE,)),
        (3, True, (Influence.RECOMMENDS, Influence.KNOWN_FIGURE)),
    ],
)
def test_influence_is_recommending_or_being_listened_to(
    recommended: int, known_figure: bool, kinds: tuple[Influence, ...]
) -> None:
    found = find_influence(recommended, 0, known_figure=known_figure)
    assert found == InfluenceFinding(kinds, recommended, 0)


def test_how_many_recommendations_it_takes_is_a_limit() -> None:
    assert find_influence(1, 1, known_figure=False, least_recommended=2).kinds == ()
    assert find_influence(0, 0, known_figure=False, least_recommended=0).kinds == ()


def test_what_is_bought_today_counts() -> None:
    found = find_frequency([TODAY], TODAY)
    assert (found.purchases, found.recent, found.last_on) == (1, 1, TODAY)
