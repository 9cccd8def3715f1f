"""What sales are shown from, with their money and what customers said: frozen values.

Not for the rules about sales: those are `sale_states`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pisteur.domain.sale_states import Payment, SaleFacts
from pisteur.domain.words import AcceptedHow


@dataclass(frozen=True, slots=True)
class PaymentView:
    """Money that came in for a sale; negative when it was given back."""

    id: int
    paid_on: date
    amount_cents: int
    note: str


@dataclass(frozen=True, slots=True)
class SaleView:
    """A sale."""

    id: int
    opportunity_id: int | None
    amount_cents: int
    accepted_on: date
    accepted_how: AcceptedHow
    reference: str
    note: str
    cancelled_on: date | None
    delivered_on: date | None = None
    invoice_reference: str = ""
    invoiced_on: date | None = None
    payment_due_on: date | None = None
    payments: tuple[PaymentView, ...] = ()

    @property
    def facts(self) -> SaleFacts:
        """What the rules about a sale ask for."""
        return SaleFacts(
            amount_cents=self.amount_cents,
            accepted_on=self.accepted_on,
            accepted_how=self.accepted_how,
            note=self.note,
            invoiced_on=self.invoiced_on,
            payment_due_on=self.payment_due_on,
            payments=tuple(Payment(own.paid_on, own.amount_cents) for own in self.payments),
            cancelled_on=self.cancelled_on,
        )


@dataclass(frozen=True, slots=True)
class SatisfactionView:
    """How satisfied a customer said to be, 0 to 10; no score while it was asked only."""

    id: int
    sale_id: int | None
    score: int | None
    comment: str
    asked_on: date
    given_on: date | None
