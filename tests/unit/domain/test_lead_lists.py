"""What a list cost, and until when its people must be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pisteur.domain.lead_lists import LeadListRow

ROW = LeadListRow(1, "Salon", "Salon de Lyon", "", date(2026, 1, 31))


@pytest.mark.parametrize(
    "bought", [{"supplier": "Kompass"}, {"bought_on": date(2026, 1, 2)}, {"price_cents": 0}]
)
def test_people_of_a_purchased_list_are_told_within_a_month_of_the_import(
    bought: dict[str, object],
) -> None:
    assert ROW.inform_by is None
    assert replace(ROW, **bought).inform_by == date(2026, 2, 28)  # type: ignore[arg-type]


def test_the_cost_is_per_prospect_and_per_customer_and_unknown_without_them() -> None:
    row = replace(ROW, price_cents=10_000, qualified=3, won=1)
    assert (row.cents_per_prospect, row.cents_per_customer) == (3_333, 10_000)
    assert replace(row, price_cents=20_000).cents_per_prospect == 6_667
    none = replace(ROW, price_cents=10_000)
    assert (none.cents_per_prospect, none.cents_per_customer) == (None, None)
    assert replace(ROW, qualified=3).cents_per_prospect is None
