"""Refuses what does not fit together about a sale, beside the field where it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pisteur.domain.errors import DomainError
from pisteur.domain.sale_states import WARNINGS, SaleFacts, SaleFault, find_faults

_REFUSED: Mapping[SaleFault, Callable[[], DomainError]] = {
    SaleFault.NO_AMOUNT: lambda: DomainError("sale.amount_missing", field="amount"),
    SaleFault.NO_PROOF: lambda: DomainError("sale.proof_missing", field="note"),
    SaleFault.ACCEPTED_IN_FUTURE: lambda: DomainError("sale.in_future", field="accepted_on"),
    SaleFault.INVOICED_IN_FUTURE: lambda: DomainError(
        "sale.invoiced_in_future", field="invoiced_on"
    ),
    SaleFault.CASHED_IN_FUTURE: lambda: DomainError("payment.in_future", field="paid_on"),
    # A sale is cancelled today: either can only come of another day of acceptance.
    SaleFault.CANCELLED_IN_FUTURE: lambda: DomainError(
        "sale.cancelled_before", field="accepted_on"
    ),
    SaleFault.CANCELLED_BEFORE_ACCEPTED: lambda: DomainError(
        "sale.cancelled_before", field="accepted_on"
    ),
    SaleFault.INVOICED_BEFORE_ACCEPTED: lambda: DomainError(
        "sale.invoiced_before", field="invoiced_on"
    ),
    SaleFault.DUE_BEFORE_INVOICED: lambda: DomainError("sale.due_before", field="payment_due_on"),
    SaleFault.PAID_BACK_TOO_MUCH: lambda: DomainError("payment.back_too_much", field="paid"),
}


def refuse_faults(sale: SaleFacts, today: date) -> tuple[SaleFault, ...]:
    """Return what is odd about a sale but possible.

    Raises:
        DomainError: for the first thing that is not.
    """
    found = find_faults(sale, today)
    for fault in found:
        if fault not in WARNINGS:
            raise _REFUSED[fault]()
    return found
