"""Refuses what does not fit together about a sale, beside the field where it is typed."""

from __future__ import annotations

from datetime import date

from pisteur.domain.errors import DomainError
from pisteur.domain.sale_states import WARNINGS, SaleFacts, SaleFault, find_faults

_REFUSED = {
    SaleFault.NO_AMOUNT: ("sale.amount_missing", "amount"),
    SaleFault.NO_PROOF: ("sale.proof_missing", "note"),
    SaleFault.ACCEPTED_IN_FUTURE: ("sale.in_future", "accepted_on"),
    SaleFault.INVOICED_IN_FUTURE: ("sale.invoiced_in_future", "invoiced_on"),
    SaleFault.CASHED_IN_FUTURE: ("payment.in_future", "paid_on"),
    # A sale is cancelled today: either can only come of another day of acceptance.
    SaleFault.CANCELLED_IN_FUTURE: ("sale.cancelled_before", "accepted_on"),
    SaleFault.CANCELLED_BEFORE_ACCEPTED: ("sale.cancelled_before", "accepted_on"),
    SaleFault.INVOICED_BEFORE_ACCEPTED: ("sale.invoiced_before", "invoiced_on"),
    SaleFault.DUE_BEFORE_INVOICED: ("sale.due_before", "payment_due_on"),
    SaleFault.PAID_BACK_TOO_MUCH: ("payment.back_too_much", "paid"),
}


def refuse_faults(sale: SaleFacts, today: date) -> tuple[SaleFault, ...]:
    """Return what is odd about a sale but possible.

    Raises:
        DomainError: for the first thing that is not.
    """
    found = find_faults(sale, today)
    for fault in found:
        if fault not in WARNINGS:
            code, field = _REFUSED[fault]
            raise DomainError(code, field=field)
    return found
