"""Commands on sales: a further one, editing, cancelling and taking that back (product rule 1).

Invoices and money are in `payments`; the first sale of a deal comes by `opportunities.win`, or by
a gate.
"""

from __future__ import annotations

from sqlmodel import Session

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.cadences import CadenceEvent, CadenceTrigger
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_commands import EditSale, PaymentInput, SellAgain
from pisteur.domain.sale_states import SaleFault
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind, OpportunityState, Zone
from pisteur.i18n import _
from pisteur.services import cadence_runs
from pisteur.services.cards import Cards
from pisteur.services.payments import cents_of, payments_of
from pisteur.services.sale_writer import SaleWriter, has_sale
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, Opportunity, PaymentRow, Sale

Odd = tuple[SaleFault, ...]


class SalesService:
    """Sales of contacts, and what follows for their deals."""

    def __init__(self, workspace: Workspace, writer: SaleWriter, cards: Cards) -> None:
        self._workspace = workspace
        self._writer = writer
        self._cards = cards

    def after_sale(self) -> AfterSale | None:
        """Return the follow-ups that a sale proposes, None when the user has none for it."""
        cadence_id = cadence_runs.cadence_of(self._workspace, CadenceTrigger.SALE)
        if cadence_id is None:
            return None
        steps = cadence_runs.read_steps(self._workspace, cadence_id)
        return AfterSale(cadence_id, steps, cadence_runs.region_of(self._workspace))

    def sell(self, command: SellAgain) -> Done[int]:
        """Record a sale with a deal of its own, won in the first column of CLIENTS, in one step.

        Returns:
            The id of the deal.

        Raises:
            DomainError: `record.gone`, `stage.none_in_zone`, or what is wrong with the sale.
        """
        with self._workspace.db.step("") as step:
            session = step.session
            contact = required(session, Contact, command.contact_id)
            stage = self._cards.first_stage(Zone.CUSTOMERS)
            card = self._cards.create(session, contact, stage, clean_line(command.title))
            self._writer.record(session, contact.id, card.id, command.sale)
            self._cards.close(session, card, OpportunityState.WON)
            session.add(card)
            title = self._cards.title_of(card)
            step.label = _("Record the sale “{title}”").format(title=title)
        return Done(card.id, step.changes)

    def edit(self, command: EditSale) -> Done[Odd]:
        """Change everything about a sale, its payments included.

        Returns:
            What is odd about it now, but possible.

        Raises:
            DomainError: `record.gone`; `sale.*`, `payment.*` or `amount.*` beside the field.
        """
        with self._workspace.db.step(_("Edit a sale")) as step:
            session = step.session
            sale = required(session, Sale, command.sale_id)
            before = sale.amount_cents
            sale.amount_cents = parse_amount(command.amount) or 0
            sale.accepted_on, sale.accepted_how = command.accepted_on, command.accepted_how.value
            sale.reference, sale.note = clean_line(command.reference), clean_block(command.note)
            sale.delivered_on = command.delivered_on
            sale.invoice_reference = clean_line(command.invoice_reference)
            sale.invoiced_on, sale.payment_due_on = command.invoiced_on, command.payment_due_on
            kept = self._set_payments(session, sale, command.payments)
            odd = self._writer.refuse_faults(sale, kept)
            session.add(sale)
            session.flush()
            if sale.amount_cents != before:
                self._price_won(session, sale.opportunity_id)
        return Done(odd, step.changes)

    def _set_payments(
        self, session: Session, sale: Sale, given: tuple[PaymentInput, ...]
    ) -> tuple[PaymentRow, ...]:
        """Write the payments as they shall be; those left out are removed."""
        before = {row.id: row for row in payments_of(session, sale.id)}
        kept = []
        for own in given:
            if own.payment_id is None:
                row = PaymentRow(sale_id=sale.id, paid_on=own.paid_on, amount_cents=0)
            elif own.payment_id in before:
                row = before.pop(own.payment_id)
            else:
                raise DomainError("record.gone")
            row.amount_cents, row.paid_on = cents_of(own), own.paid_on
            row.note = clean_line(own.note)
            session.add(row)
            kept.append(row)
        for row in before.values():
            session.delete(row)
        return tuple(kept)

    def cancel(self, sale_id: int) -> Done[Odd]:
        """Cancel a sale and the follow-ups planned with it.

        The contact's status follows, and a deal won by it alone is open again.

        Returns:
            What is odd about it now: money that had come in.

        Raises:
            DomainError: `record.gone`, or `sale.cancelled` when it already was.
        """
        with self._workspace.db.step(_("Cancel a sale")) as step:
            session = step.session
            sale = required(session, Sale, sale_id)
            if sale.cancelled_on is not None:
                raise DomainError("sale.cancelled")
            sale.cancelled_on = self._workspace.clock.today()
            odd = self._writer.refuse_faults(sale, payments_of(session, sale.id))
            session.add(sale)
            session.flush()
            self._open_again(session, sale.opportunity_id)
            self._price_won(session, sale.opportunity_id)
            self._writer.log(EventKind.SALE_CANCELLED, sale)
            cadence_runs.apply_event(
                self._workspace,
                session,
                CadenceEvent.SALE_CANCELLED,
                contact_id=sale.contact_id,
                sale_id=sale.id,
            )
        return Done(odd, step.changes)

    def _open_again(self, session: Session, opportunity_id: int | None) -> None:
        """Let nothing be won without a standing sale; the card stays where the user has it."""
        card = session.get(Opportunity, opportunity_id) if opportunity_id else None
        if card is None or card.state != OpportunityState.WON or has_sale(self._workspace, card.id):
            return
        card.state, card.closed_on = OpportunityState.OPEN.value, None
        card.updated_at = self._workspace.clock.now()
        session.add(card)

    def _price_won(self, session: Session, opportunity_id: int | None) -> None:
        """Give a deal what it is sold for now; of one that is open again, more may be hoped for."""
        card = session.get(Opportunity, opportunity_id) if opportunity_id else None
        if card is not None and card.state == OpportunityState.WON:
            self._writer.price_deal(session, card.id)

    def restore(self, sale_id: int) -> Done[None]:
        """Take the cancellation of a sale back: a deal among the customers is won again.

        Raises:
            DomainError: `record.gone`, or `sale.stands` when it was not cancelled.
        """
        with self._workspace.db.step(_("Take back the cancellation of a sale")) as step:
            session = step.session
            sale = required(session, Sale, sale_id)
            if sale.cancelled_on is None:
                raise DomainError("sale.stands")
            sale.cancelled_on = None
            session.add(sale)
            session.flush()
            self._writer.log(EventKind.SALE_RESTORED, sale)
            card = session.get(Opportunity, sale.opportunity_id) if sale.opportunity_id else None
            if (
                card is not None
                and card.state != OpportunityState.WON
                and self._cards.zone_of(card) is Zone.CUSTOMERS
            ):
                self._cards.close(session, card, OpportunityState.WON)
                session.add(card)
            self._price_won(session, sale.opportunity_id)
        return Done(None, step.changes)
