"""Status of a contact, derived from evidence (product rule 1).

`pisteur.storage.status_sql` computes the same in SQL for long lists; a property test holds both
to each other.
"""

from __future__ import annotations

from datetime import date

from pisteur.domain.calendar import add_months
from pisteur.domain.words import Status


def dormant_before(today: date, dormancy_months: int | None) -> date:
    """Return the first day on which a sale still makes a customer; None months means never."""
    if dormancy_months is None:
        return date.min
    return add_months(today, -dormancy_months)


def derive_status(*, last_sale_on: date | None, qualified: bool, customer_since: date) -> Status:
    """Derive the status.

    Args:
        last_sale_on: day of the latest standing (not cancelled) sale.
        qualified: whether the latest qualification says yes to every required criterion.
        customer_since: result of `dormant_before`.
    """
    if last_sale_on is not None:
        return Status.CUSTOMER if last_sale_on >= customer_since else Status.DORMANT
    return Status.PROSPECT if qualified else Status.LEAD
