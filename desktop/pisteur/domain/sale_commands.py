"""What a user asks for after a sale: invoice, payments, satisfaction, trust. Amounts as typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pisteur.domain.commands import SaleInput
from pisteur.domain.words import AcceptedHow


@dataclass(frozen=True, slots=True)
class SellAgain:
    """A sale to someone without a deal for it: it brings its own, won at once."""

    contact_id: int
    title: str
    sale: SaleInput


@dataclass(frozen=True, slots=True)
class InvoiceInput:
    """The invoice of a sale.

    Attributes:
        payment_due_on: as agreed; None for the term of the law.
    """

    sale_id: int
    reference: str
    invoiced_on: date
    payment_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentInput:
    """Money that came in, or was given back."""

    amount: str
    paid_on: date
    given_back: bool = False
    note: str = ""
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class EditSale:
    """Everything about a sale as it shall be; payments that are left out are removed."""

    sale_id: int
    amount: str
    accepted_on: date
    accepted_how: AcceptedHow
    reference: str = ""
    note: str = ""
    delivered_on: date | None = None
    invoice_reference: str = ""
    invoiced_on: date | None = None
    payment_due_on: date | None = None
    payments: tuple[PaymentInput, ...] = ()


@dataclass(frozen=True, slots=True)
class SatisfactionInput:
    """How satisfied a customer said to be.

    Attributes:
        satisfaction_id: one that is there, to answer or correct; None adds one.
        score: 0 to 10; None while it was asked only.
        on: day of the answer, or of the question without one.
        follow_up: title of the action to plan with it, empty for none.
    """

    contact_id: int
    sale_id: int | None
    score: int | None
    on: date
    comment: str = ""
    follow_up: str = ""
    satisfaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class MarkUnreliable:
    """Say that a contact pays unreliably."""

    contact_id: int
    reason: str
    since: date
