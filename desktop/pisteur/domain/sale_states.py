"""The life of a sale: accepted, invoiced, cashed in, cancelled; what is derived, what is odd.

A sale stands from its acceptance until it is cancelled; only a standing one makes a customer
(product rule 1). Turnover counts what is cashed in, on the day it is, not what was signed (rule
of the micro-enterprise), hence payments with their dates. Amounts are in euro cents.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.words import AcceptedHow

PAYMENT_TERM_DAYS = 30
"""Days from invoice to payment unless agreed otherwise (commercial code, art. L. 441-10)."""
ALARMING_AFTER_DAYS = 30
"""A payment late by more days than these is a reason to say that the customer pays unreliably."""

# What proves itself; any other acceptance, such as a spoken one, is proven by its note only.
_WRITTEN = frozenset({AcceptedHow.SIGNED_QUOTE, AcceptedHow.PURCHASE_ORDER, AcceptedHow.EMAIL})


class SaleState(StrEnum):
    """Where a sale is, derived and never typed in."""

    ACCEPTED = "accepted"
    INVOICED = "invoiced"
    PARTLY_CASHED_IN = "partly_cashed_in"
    CASHED_IN = "cashed_in"
    CANCELLED = "cancelled"


class SaleFault(StrEnum):
    """What does not fit together; each but the last four is refused when a sale is recorded."""

    NO_AMOUNT = "no_amount"
    NO_PROOF = "no_proof"
    ACCEPTED_IN_FUTURE = "accepted_in_future"
    INVOICED_IN_FUTURE = "invoiced_in_future"
    CASHED_IN_FUTURE = "cashed_in_future"
    CANCELLED_IN_FUTURE = "cancelled_in_future"
    INVOICED_BEFORE_ACCEPTED = "invoiced_before_accepted"
    DUE_BEFORE_INVOICED = "due_before_invoiced"
    CANCELLED_BEFORE_ACCEPTED = "cancelled_before_accepted"
    PAID_BACK_TOO_MUCH = "paid_back_too_much"
    CASHED_TOO_MUCH = "cashed_too_much"
    CASHED_BEFORE_ACCEPTED = "cashed_before_accepted"
    CASHED_WITHOUT_INVOICE = "cashed_without_invoice"
    CANCELLED_AFTER_CASHED = "cancelled_after_cashed"


WARNINGS = frozenset(
    {
        SaleFault.CASHED_TOO_MUCH,
        SaleFault.CASHED_BEFORE_ACCEPTED,
        SaleFault.CASHED_WITHOUT_INVOICE,
        SaleFault.CANCELLED_AFTER_CASHED,
    }
)
"""Odd but possible: said to the user, never refused (a tip, a deposit, money to give back)."""


class Payment(NamedTuple):
    """Money that came in; negative when it was given back."""

    on: date
    amount_cents: int


class SaleFacts(NamedTuple):
    """What is recorded of one sale.

    Attributes:
        note: what proves an acceptance that is not in writing: who said what, when.
        payment_due_on: as agreed; None means `PAYMENT_TERM_DAYS` after the invoice.
    """

    amount_cents: int
    accepted_on: date
    accepted_how: AcceptedHow
    note: str = ""
    invoiced_on: date | None = None
    payment_due_on: date | None = None
    payments: tuple[Payment, ...] = ()
    cancelled_on: date | None = None


def cashed_in(sale: SaleFacts) -> int:
    """Return what came in for a sale, in cents, less what was given back."""
    return sum(payment.amount_cents for payment in sale.payments)


def still_due(sale: SaleFacts) -> int:
    """Return what is still to come in, in cents; 0 for a cancelled sale, never negative."""
    if sale.cancelled_on is not None:
        return 0
    return max(0, sale.amount_cents - cashed_in(sale))


def derive_state(sale: SaleFacts) -> SaleState:
    """Derive where a sale is; a deposit before the invoice counts as partly cashed in."""
    if sale.cancelled_on is not None:
        return SaleState.CANCELLED
    received = cashed_in(sale)
    if received >= sale.amount_cents:
        return SaleState.CASHED_IN
    if received > 0:
        return SaleState.PARTLY_CASHED_IN
    return SaleState.ACCEPTED if sale.invoiced_on is None else SaleState.INVOICED


def due_date(sale: SaleFacts) -> date | None:
    """Return the day by which an invoice is to be paid; None while there is no invoice."""
    if sale.payment_due_on is not None:
        return sale.payment_due_on
    if sale.invoiced_on is None:
        return None
    return sale.invoiced_on + timedelta(days=PAYMENT_TERM_DAYS)


def days_late(sale: SaleFacts, today: date) -> int:
    """Return by how many days a payment is late, 0 when it is not or nothing is due."""
    due = due_date(sale)
    if due is None or not still_due(sale):
        return 0
    return max(0, (today - due).days)


def is_alarming(sale: SaleFacts, today: date) -> bool:
    """Say whether a payment is so late that one may doubt the customer."""
    return days_late(sale, today) > ALARMING_AFTER_DAYS


def turnover(sales: Iterable[SaleFacts], first: date, last: date) -> int:
    """Return what was cashed in from `first` to `last`, both included, in cents.

    Cancelled sales count too: what came in came in, until a payment says it was given back.
    """
    return sum(
        payment.amount_cents
        for sale in sales
        for payment in sale.payments
        if first <= payment.on <= last
    )


def find_faults(sale: SaleFacts, today: date) -> tuple[SaleFault, ...]:
    """Return what does not fit together, in the order of `SaleFault`; see `WARNINGS`."""
    received, accepted = cashed_in(sale), sale.accepted_on
    invoiced, due, cancelled = sale.invoiced_on, sale.payment_due_on, sale.cancelled_on
    found = {
        SaleFault.NO_AMOUNT: sale.amount_cents <= 0,
        SaleFault.NO_PROOF: sale.accepted_how not in _WRITTEN and not sale.note.strip(),
        SaleFault.ACCEPTED_IN_FUTURE: accepted > today,
        SaleFault.INVOICED_IN_FUTURE: invoiced is not None and invoiced > today,
        SaleFault.CASHED_IN_FUTURE: any(payment.on > today for payment in sale.payments),
        SaleFault.CANCELLED_IN_FUTURE: cancelled is not None and cancelled > today,
        SaleFault.INVOICED_BEFORE_ACCEPTED: invoiced is not None and invoiced < accepted,
        SaleFault.DUE_BEFORE_INVOICED: bool(invoiced and due and due < invoiced),
        SaleFault.CANCELLED_BEFORE_ACCEPTED: cancelled is not None and cancelled < accepted,
        SaleFault.PAID_BACK_TOO_MUCH: received < 0,
        SaleFault.CASHED_TOO_MUCH: received > max(0, sale.amount_cents),
        SaleFault.CASHED_BEFORE_ACCEPTED: any(p.on < accepted for p in sale.payments),
        SaleFault.CASHED_WITHOUT_INVOICE: received >= sale.amount_cents > 0 and invoiced is None,
        SaleFault.CANCELLED_AFTER_CASHED: cancelled is not None and received > 0,
    }
    return tuple(fault for fault, there in found.items() if there)
