"""Reads the sales of a contact and what belongs to them, for the panel."""

from __future__ import annotations

from datetime import date

from pisteur.domain.sale_snapshots import PaymentView, SaleView, SatisfactionView
from pisteur.domain.snapshots import Unreliable
from pisteur.domain.words import AcceptedHow
from pisteur.storage.database import Database


def read_sales(db: Database, contact_id: int) -> tuple[SaleView, ...]:
    """Return the sales of a contact, newest first, cancelled ones included."""
    payments: dict[int, list[PaymentView]] = {}
    for row in db.rows(
        "SELECT p.sale_id, p.id, p.paid_on, p.amount_cents, p.note FROM payments p"
        " JOIN sales s ON s.id = p.sale_id WHERE s.contact_id = ? ORDER BY p.paid_on, p.id",
        (contact_id,),
    ):
        made = PaymentView(row[1], date.fromisoformat(row[2]), row[3], row[4])
        payments.setdefault(row[0], []).append(made)
    found = db.rows(
        "SELECT id, opportunity_id, amount_cents, accepted_on, accepted_how, reference, note,"
        " cancelled_on, delivered_on, invoice_reference, invoiced_on, payment_due_on"
        " FROM sales WHERE contact_id = ? ORDER BY accepted_on DESC, id DESC",
        (contact_id,),
    )
    return tuple(
        SaleView(
            id=row[0],
            opportunity_id=row[1],
            amount_cents=row[2],
            accepted_on=date.fromisoformat(row[3]),
            accepted_how=AcceptedHow(row[4]),
            reference=row[5],
            note=row[6],
            cancelled_on=_day(row[7]),
            delivered_on=_day(row[8]),
            invoice_reference=row[9],
            invoiced_on=_day(row[10]),
            payment_due_on=_day(row[11]),
            payments=tuple(payments.get(row[0], ())),
        )
        for row in found
    )


def read_satisfactions(db: Database, contact_id: int) -> tuple[SatisfactionView, ...]:
    """Return what a contact was asked and answered about satisfaction, newest first."""
    found = db.rows(
        "SELECT id, sale_id, score, comment, asked_on, given_on FROM satisfactions"
        " WHERE contact_id = ? ORDER BY coalesce(given_on, asked_on) DESC, id DESC",
        (contact_id,),
    )
    return tuple(
        SatisfactionView(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), _day(row[5]))
        for row in found
    )


def read_unreliable(db: Database, contact_id: int) -> Unreliable | None:
    """Return why a contact is an unreliable payer, None when it is not said to be one."""
    found = db.rows(
        "SELECT unreliable_reason, unreliable_since FROM contacts"
        " WHERE id = ? AND unreliable_payer = 1",
        (contact_id,),
    )
    return Unreliable(found[0][0], _day(found[0][1])) if found else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
