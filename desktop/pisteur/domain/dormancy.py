"""When a customer becomes dormant, and who is about to.

Source of the rule: a customer whose last standing sale is older than the user's limit counts as
a prospect again (product section 1, Dormant). `status.derive_status` says whether it has come to
that; a property test holds both to each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pisteur.domain.calendar import add_months

# A month: enough for a call, an answer and a quote before the day.
WITHIN_DAYS = 30


class LastSale(NamedTuple):
    """The latest standing sale of a contact."""

    contact_id: int
    on: date


class ComingDormancy(NamedTuple):
    """A customer who is about to become dormant.

    Attributes:
        dormant_on: first day on which they are.
        days_left: until then, at least 1.
    """

    contact_id: int
    last_sale_on: date
    dormant_on: date
    days_left: int


def dormant_on(last_sale_on: date, dormancy_months: int | None) -> date | None:
    """Return the first day on which a customer is dormant; None when the limit is "never"."""
    if dormancy_months is None:
        return None
    day = add_months(last_sale_on, dormancy_months)
    # Months end on different days: ask the rule itself, day by day, at most four times.
    while add_months(day, -dormancy_months) <= last_sale_on:
        day += timedelta(days=1)
    return day


def about_to_become_dormant(
    last_sales: Iterable[LastSale],
    today: date,
    dormancy_months: int | None,
    within_days: int = WITHIN_DAYS,
) -> tuple[ComingDormancy, ...]:
    """Return the customers who become dormant within `within_days` from today, soonest first.

    Those who are dormant already are not among them.
    """
    found = []
    for sale in last_sales:
        day = dormant_on(sale.on, dormancy_months)
        if day is not None and 0 < (day - today).days <= within_days:
            found.append(ComingDormancy(sale.contact_id, sale.on, day, (day - today).days))
    return tuple(sorted(found, key=lambda coming: (coming.dormant_on, coming.contact_id)))
