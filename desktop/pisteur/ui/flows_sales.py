"""Flows of sales and of the customer after the sale: money, satisfaction, trust."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pisteur.domain.commands import SaleInput, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.sale_commands import (
    EditSale,
    InvoiceInput,
    MarkUnreliable,
    PaymentInput,
    SatisfactionInput,
    SellAgain,
)
from pisteur.domain.sale_snapshots import SaleView, SatisfactionView
from pisteur.domain.sale_states import cashed_in, is_alarming
from pisteur.domain.satisfaction import SatisfactionStep
from pisteur.domain.snapshots import ContactView, Unreliable
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.presentation import formats, sale_texts
from pisteur.ui.dialogs.money import InvoiceDialog, PaymentDialog
from pisteur.ui.dialogs.sale import NewSaleDialog, SaleDialog
from pisteur.ui.dialogs.sale_edit import EditSaleDialog
from pisteur.ui.dialogs.satisfaction import SatisfactionDialog
from pisteur.ui.dialogs.subject import Briefing, Subject, deal_name, read_briefing
from pisteur.ui.dialogs.unreliable import UnreliableDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from pisteur.services.services import Services

LONGEST_TITLE = 40


class _Sold(NamedTuple):
    """A sale and whose it is."""

    contact: ContactView
    sale: SaleView


class _Said(NamedTuple):
    """What the dialog about satisfaction shows."""

    contact: ContactView
    sale: SaleView | None
    current: SatisfactionView | None
    titles: dict[SatisfactionStep, str]


class SaleFlows(FlowsBase):
    """Sales, and what comes after."""

    def record_sale(self, opportunity_id: int) -> None:
        """Record the sale that wins a deal."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_sale)

    def _open_sale(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        deal, today = subject.opportunity_id or 0, self._context.clock.today()

        def send(value: SaleInput) -> Work:
            return lambda s: s.opportunities.win(Win(deal, value))

        dialog = SaleDialog(subject, today, briefing.after_sale_to(subject), parent=self._window)
        Errand(self._context, dialog, send, lambda value, _: sold_words(subject, value.accepted_on))

    def new_sale(self, contact_id: int, opportunity_id: int | None = None) -> None:
        """Record a sale for one of the deals of a contact, or with a deal of its own."""
        self._runner.query(
            lambda s: (
                read_briefing(s, contact_id=contact_id),
                s.contact_view.contact(contact_id),
                opportunity_id,
            ),
            self._open_new_sale,
        )

    def _open_new_sale(self, found: tuple[Briefing, ContactView, int | None]) -> None:
        briefing, contact, wanted = found
        deals = tuple(
            (deal.id, _shortened(deal_name(contact, deal)), deal.amount_cents)
            for deal in contact.opportunities
            if deal.state is not OpportunityState.WON
        )
        chosen = wanted if wanted in {deal for deal, _title, _cents in deals} else None
        subject, today = briefing.subjects[0], self._context.clock.today()
        dialog = NewSaleDialog(
            subject, deals, chosen, today, briefing.after_sale_to(subject), parent=self._window
        )

        def send(value: Win | SellAgain) -> Work:
            if isinstance(value, Win):
                return lambda s: s.opportunities.win(value)
            return lambda s: s.sales.sell(value)

        Errand(
            self._context,
            dialog,
            send,
            lambda value, _: sold_words(subject, value.sale.accepted_on),
        )

    # One sale.

    def edit_sale(self, contact_id: int, sale_id: int) -> None:
        """Change everything about a sale."""
        self._runner.query(lambda s: _read_sold(s, contact_id, sale_id), self._open_edit)

    def _open_edit(self, found: _Sold) -> None:
        def send(value: EditSale) -> Work:
            return lambda s: s.sales.edit(value)

        dialog = EditSaleDialog(found.sale, self._context.clock.today(), self._window)
        Errand(self._context, dialog, send, lambda _v, odd: _saved(_("The sale is saved."), odd))

    def invoice_sale(self, contact_id: int, sale_id: int) -> None:
        """Ask for the invoice of a sale."""
        self._runner.query(lambda s: _read_sold(s, contact_id, sale_id), self._open_invoice)

    def _open_invoice(self, found: _Sold) -> None:
        def send(value: InvoiceInput) -> Work:
            return lambda s: s.payments.invoice(value)

        dialog = InvoiceDialog(found.sale, self._context.clock.today(), self._window)
        Errand(self._context, dialog, send, lambda _v, odd: _saved(_("Invoice noted."), odd))

    def pay_sale(self, contact_id: int, sale_id: int) -> None:
        """Ask for money that came in for a sale, or was given back."""
        self._runner.query(lambda s: _read_sold(s, contact_id, sale_id), self._open_payment)

    def _open_payment(self, found: _Sold) -> None:
        sale = found.sale
        sale_id, name = sale.id, sale_texts.name(sale)

        def send(value: PaymentInput) -> Work:
            return lambda s: s.payments.pay(sale_id, value)

        today = self._context.clock.today()
        dialog = PaymentDialog(name, sale.facts, today, parent=self._window)
        # What is odd was said in the dialog.
        Errand(self._context, dialog, send, lambda *_: _payment_text())

    def cancel_sale(self, contact_id: int, sale_id: int) -> None:
        """Cancel a sale at once, with the offer to undo it."""
        self._runner.query(lambda s: _read_sold(s, contact_id, sale_id), self._cancel)

    def _cancel(self, found: _Sold) -> None:
        sale_id, self._given = found.sale.id, cashed_in(found.sale.facts)
        self._runner.command(lambda s: s.sales.cancel(sale_id), self._cancelled)

    def _cancelled(self, odd: object) -> None:
        text = _saved(_("The sale is cancelled."), odd, self._given)
        self._context.notify(text, offer_undo=True)

    def restore_sale(self, sale_id: int) -> None:
        """Take the cancellation of a sale back at once, with the offer to undo it."""
        self._runner.command(lambda s: s.sales.restore(sale_id), self._restored)

    def _restored(self, _nothing: object) -> None:
        self._context.notify(_("The sale stands again."), offer_undo=True)

    # The customer.

    def note_satisfaction(
        self, contact_id: int, sale_id: int | None = None, satisfaction_id: int | None = None
    ) -> None:
        """Ask how satisfied a customer said to be."""
        self._runner.query(
            lambda s: _read_said(s, contact_id, sale_id, satisfaction_id), self._open_satisfaction
        )

    def _open_satisfaction(self, found: _Said) -> None:
        contact, sale = found.contact, found.sale

        def send(value: SatisfactionInput) -> Work:
            return lambda s: s.satisfaction.record(value)

        dialog = SatisfactionDialog(
            (contact.id, sale.id if sale else None),
            contact.display_name,
            found.titles,
            self._context.clock.today(),
            note=sale_texts.name(sale) if sale else "",
            region=contact.region,
            current=found.current,
            parent=self._window,
        )
        Errand(self._context, dialog, send, lambda value, _id: _said_text(value))

    def mark_unreliable(self, contact_id: int) -> None:
        """Ask why a contact is an unreliable payer."""
        self._runner.query(lambda s: s.contact_view.contact(contact_id), self._open_unreliable)

    def _open_unreliable(self, contact: ContactView) -> None:
        today, name = self._context.clock.today(), contact.display_name
        late = next((own for own in contact.sales if is_alarming(own.facts, today)), None)
        proposed = Unreliable(sale_texts.late_reason(late, today) if late else "", today)

        def send(value: MarkUnreliable) -> Work:
            return lambda s: s.payments.mark_unreliable(value)

        start = contact.unreliable or proposed
        dialog = UnreliableDialog(contact.id, name, start, today, self._window)
        text = _("{name} is marked as an unreliable payer.").format(name=name)
        Errand(self._context, dialog, send, lambda *_: text)

    def trust_again(self, contact_id: int) -> None:
        """Lift that a contact is an unreliable payer at once, with the offer to undo it."""
        self._runner.command(lambda s: s.payments.trust_again(contact_id), self._trusted)

    def _trusted(self, _nothing: object) -> None:
        self._context.notify(_("No longer marked as an unreliable payer."), offer_undo=True)


def sold_words(subject: Subject, accepted_on: date) -> str:
    """Say what a sale of that day made of someone."""
    text = _("{name} has bought again.") if subject.is_customer else _("{name} is now a customer.")
    if not subject.is_customer and accepted_on < subject.customer_since:
        text = _("{name} is now a dormant customer.")
    return text.format(name=subject.contact_name)


def _read_sold(services: Services, contact_id: int, sale_id: int) -> _Sold:
    contact = services.contact_view.contact(contact_id)
    for sale in contact.sales:
        if sale.id == sale_id:
            return _Sold(contact, sale)
    raise DomainError("record.gone")


def _read_said(
    services: Services, contact_id: int, sale_id: int | None, satisfaction_id: int | None
) -> _Said:
    """Read what is asked about: the sale given, or that of the answer, or the newest standing."""
    contact = services.contact_view.contact(contact_id)
    current = next((own for own in contact.satisfactions if own.id == satisfaction_id), None)
    if satisfaction_id is not None and current is None:
        raise DomainError("record.gone")
    standing = [own.id for own in contact.sales if own.cancelled_on is None]
    wanted = current.sale_id if current else sale_id or next(iter(standing), None)
    sale = next((own for own in contact.sales if own.id == wanted), None)
    return _Said(contact, sale, current, services.satisfaction.titles())


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def _saved(text: str, odd: object, cents: int = 0) -> str:
    """Return that something is saved, and what is odd about it."""
    said = sale_texts.odd_text(odd, cents) if isinstance(odd, tuple) else ""
    return f"{text} {said}" if said else text


def _payment_text() -> str:
    return _("Payment noted.")


def _said_text(value: SatisfactionInput) -> str:
    if value.score is None:
        return _("It is noted that you asked.")
    if value.follow_up:
        return _("Score noted: {score} out of 10. Planned: {title}").format(
            score=formats.number(value.score), title=value.follow_up
        )
    return _("Score noted: {score} out of 10.").format(score=formats.number(value.score))
