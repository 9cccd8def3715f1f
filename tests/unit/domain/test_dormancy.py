"""The day on which a customer becomes dormant, held to the rule of the status."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.dormancy import (
    ComingDormancy,
    LastSale,
    about_to_become_dormant,
    dormant_on,
)
from pisteur.domain.status import derive_status, dormant_before
from pisteur.domain.words import Status

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
months = st.integers(1, 240)


def status(sale: date, on: date, limit: int) -> Status:
    since = dormant_before(on, limit)
    return derive_status(last_sale_on=sale, qualified=True, customer_since=since)


@given(days, months)
def test_it_is_the_first_day_that_the_status_says_so(sale: date, limit: int) -> None:
    first = dormant_on(sale, limit)
    assert first is not None
    assert status(sale, first, limit) is Status.DORMANT
    assert status(sale, first - timedelta(days=1), limit) is Status.CUSTOMER


@pytest.mark.parametrize(
    ("sale", "limit", "expected"),
    [
        (date(2024, 11, 22), 24, date(2026, 11, 23)),
        (date(2027, 2, 28), 12, date(2028, 3, 1)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2024, 11, 22), None, None),
    ],
)
def test_the_ends_of_months_are_days_that_exist(
    sale: date, limit: int | None, expected: date | None
) -> None:
    assert dormant_on(sale, limit) == expected


def test_the_list_names_who_is_about_to_soonest_first_without_who_is_already() -> None:
    today = date(2026, 11, 22)
    sales = [
        LastSale(1, date(2024, 12, 21)),
        LastSale(2, date(2024, 11, 22)),
        LastSale(3, date(2024, 11, 21)),
        LastSale(4, date(2024, 12, 22)),
        LastSale(5, date(2026, 1, 1)),
    ]
    assert about_to_become_dormant(sales, today, 24) == (
        ComingDormancy(2, date(2024, 11, 22), date(2026, 11, 23), 1),
        ComingDormancy(1, date(2024, 12, 21), date(2026, 12, 22), 30),
    )


def test_without_a_limit_nobody_is_about_to() -> None:
    sales = [LastSale(1, date(2000, 1, 1))]
    assert about_to_become_dormant(sales, date(2026, 11, 22), None) == ()


@given(st.lists(days, max_size=8), days, months, st.integers(1, 90))
def test_who_is_listed_is_a_customer_today_and_dormant_at_the_end_of_the_time(
    sales: list[date], today: date, limit: int, within: int
) -> None:
    listed = about_to_become_dormant(
        [LastSale(n, sale) for n, sale in enumerate(sales)], today, limit, within
    )
    end = today + timedelta(days=within)
    expected = {
        n
        for n, sale in enumerate(sales)
        if status(sale, today, limit) is Status.CUSTOMER
        and status(sale, end, limit) is Status.DORMANT
    }
    assert {coming.contact_id for coming in listed} == expected
