"""What the demonstration shows beyond cards and actions: quotes, objections, payments, thanks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from pisteur.domain.buying_steps import BuyingStep
from pisteur.domain.concerns import ConcernKind
from pisteur.storage.tables import (
    BuyingStepVisit,
    Concern,
    Contact,
    Opportunity,
    PaymentRow,
    Sale,
    SatisfactionRow,
)

Told = dict[str, Any]


def tell_of_deal(
    session: Session, person: Told, contact: Contact, card: Opportunity, today: date
) -> None:
    """Note what is known of the deal, and what its contact asked or objected."""
    card.came_for = person.get("came_for")
    if "budget" in person:
        card.budget_least_cents, card.budget_most_cents = person["budget"]
    if "expected_in" in person:
        card.expected_on = today + timedelta(days=person["expected_in"])
    if quote := person.get("quote"):
        card.quote_reference = quote["reference"]
        card.quoted_on = today - timedelta(days=quote["days_ago"])
        card.quote_expires_on = card.quoted_on + timedelta(days=30)
    for visit in person.get("steps", []):
        step = BuyingStep(visit["step"])
        on = today - timedelta(days=visit["days_ago"])
        session.add(BuyingStepVisit(opportunity_id=card.id, step=step.value, entered_on=on))
    for raised in person.get("concerns", []):
        session.add(
            Concern(
                contact_id=contact.id,
                opportunity_id=card.id,
                kind=ConcernKind(raised["kind"]).value,
                text=raised["text"],
                raised_on=today - timedelta(days=raised["days_ago"]),
            )
        )
    if "asked_days_ago" in person:
        contact.asked_on = today - timedelta(days=person["asked_days_ago"])


def tell_of_sale(session: Session, told: Told, sale: Sale, today: date) -> None:
    """Note what came after a sale: invoice, payments, how satisfied the customer was."""
    if invoice := told.get("invoice"):
        sale.invoice_reference = invoice["reference"]
        sale.invoiced_on = today - timedelta(days=invoice["days_ago"])
        sale.payment_due_on = sale.invoiced_on + timedelta(days=30)
    for paid in told.get("payments", []):
        on = today - timedelta(days=paid["days_ago"])
        session.add(PaymentRow(sale_id=sale.id, paid_on=on, amount_cents=paid["amount"]))
    if said := told.get("satisfaction"):
        on = today - timedelta(days=said["days_ago"])
        session.add(
            SatisfactionRow(
                contact_id=sale.contact_id,
                sale_id=sale.id,
                score=said["score"],
                comment=said["comment"],
                asked_on=on,
                given_on=on,
            )
        )
