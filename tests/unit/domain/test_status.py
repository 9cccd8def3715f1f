"""Status from evidence: the rule itself; in SQL it is held to this one by test_derived."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.status import derive_status, dormant_before
from pisteur.domain.words import Status

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("sale", "qualified", "expected"),
    [
        (None, False, Status.LEAD),
        (None, True, Status.PROSPECT),
        (date(2026, 11, 22), False, Status.CUSTOMER),
        (date(2024, 11, 22), True, Status.CUSTOMER),
        (date(2024, 11, 21), True, Status.DORMANT),
        (date(2024, 11, 21), False, Status.DORMANT),
    ],
)
def test_sales_come_before_qualifications_and_age(
    sale: date | None, qualified: bool, expected: Status
) -> None:
    since = dormant_before(TODAY, 24)
    assert derive_status(last_sale_on=sale, qualified=qualified, customer_since=since) is expected


def test_without_a_limit_any_sale_makes_a_customer() -> None:
    since = dormant_before(TODAY, None)
    found = derive_status(last_sale_on=date(1990, 1, 1), qualified=False, customer_since=since)
    assert found is Status.CUSTOMER


def test_the_limit_at_the_end_of_february_is_a_day_that_exists() -> None:
    assert dormant_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
