"""The money of sales: invoices, what came in and was given back, and whom not to trust with it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_commands import InvoiceInput, MarkUnreliable, PaymentInput
from pisteur.domain.sale_states import SaleFault
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind
from pisteur.i18n import _
from pisteur.services.sale_writer import SaleWriter
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, PaymentRow, Sale

Odd = tuple[SaleFault, ...]


class PaymentsService:
    """Commands on invoices, payments and the trust in a contact's payments."""

    def __init__(self, workspace: Workspace, writer: SaleWriter) -> None:
        self._workspace = workspace
        self._writer = writer

    def invoice(self, command: InvoiceInput) -> Done[Odd]:
        """Note the invoice of a sale. Returns what is odd about the sale, but possible.

        Raises:
            DomainError: `record.gone`; `sale.*` beside `invoiced_on` or `payment_due_on`.
        """
        with self._workspace.db.step(_("Note an invoice")) as step:
            session = step.session
            sale = self._standing(session, command.sale_id)
            sale.invoice_reference = clean_line(command.reference)
            sale.invoiced_on, sale.payment_due_on = command.invoiced_on, command.payment_due_on
            odd = self._writer.refuse_faults(sale, payments_of(session, sale.id))
            session.add(sale)
            self._writer.log(EventKind.INVOICED, sale, reference=sale.invoice_reference)
        return Done(odd, step.changes)

    def pay(self, sale_id: int, given: PaymentInput) -> Done[Odd]:
        """Note money that came in for a sale, or that was given back, cancelled ones included.

        Returns:
            What is odd about the sale now, but possible.

        Raises:
            DomainError: `record.gone`; `payment.*` or `amount.*`, beside `amount`, `paid_on` or,
                for too much given back, `paid`.
        """
        with self._workspace.db.step(_("Note a payment")) as step:
            session = step.session
            sale = required(session, Sale, sale_id)
            row = PaymentRow(
                sale_id=sale.id,
                paid_on=given.paid_on,
                amount_cents=cents_of(given),
                note=clean_line(given.note),
            )
            odd = self._writer.refuse_faults(sale, (*payments_of(session, sale.id), row))
            session.add(row)
            self._writer.log(
                EventKind.PAYMENT, sale, row.amount_cents, paid_on=row.paid_on.isoformat()
            )
        return Done(odd, step.changes)

    def _standing(self, session: Session, sale_id: int) -> Sale:
        sale = required(session, Sale, sale_id)
        if sale.cancelled_on is not None:
            raise DomainError("sale.cancelled")
        return sale

    # Trust.

    def mark_unreliable(self, command: MarkUnreliable) -> Done[None]:
        """Say that a contact pays unreliably; every card of theirs shows it.

        Raises:
            DomainError: `record.gone`; `unreliable.reason_missing` beside `reason`,
                `unreliable.in_future` beside `since`.
        """
        reason = clean_block(command.reason)
        if not reason:
            raise DomainError("unreliable.reason_missing", field="reason")
        if command.since > self._workspace.clock.today():
            raise DomainError("unreliable.in_future", field="since")
        with self._workspace.db.step("") as step:
            contact = required(step.session, Contact, command.contact_id)
            contact.unreliable_payer = 1
            contact.unreliable_reason, contact.unreliable_since = reason, command.since
            contact.updated_at = self._workspace.clock.now()
            step.session.add(contact)
            self._workspace.log(EventKind.UNRELIABLE, contact.id, reason=reason)
            step.label = _("Mark {name} as an unreliable payer").format(name=contact.display_name)
        return Done(None, step.changes)

    def trust_again(self, contact_id: int) -> Done[None]:
        """Lift what `mark_unreliable` said; the history keeps it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._workspace.db.step("") as step:
            contact = required(step.session, Contact, contact_id)
            contact.unreliable_payer = 0
            contact.unreliable_reason, contact.unreliable_since = "", None
            contact.updated_at = self._workspace.clock.now()
            step.session.add(contact)
            self._workspace.log(EventKind.RELIABLE, contact.id)
            step.label = _("Trust {name} with payments again").format(name=contact.display_name)
        return Done(None, step.changes)


def payments_of(session: Session, sale_id: int) -> tuple[PaymentRow, ...]:
    """Return the payments of a sale, oldest first."""
    found = select(PaymentRow).where(PaymentRow.sale_id == sale_id)
    return tuple(session.exec(found.order_by(col(PaymentRow.paid_on), col(PaymentRow.id))))


def cents_of(given: PaymentInput) -> int:
    """Return the amount of a payment, negative when it was given back.

    Raises:
        DomainError: `payment.amount_missing` or `amount.*` beside `amount`.
    """
    cents = parse_amount(given.amount)
    if not cents:
        raise DomainError("payment.amount_missing", field="amount")
    return -cents if given.given_back else cents
