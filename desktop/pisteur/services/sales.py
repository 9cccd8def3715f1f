"""Records and cancels sales: the evidence of a customer."""

from __future__ import annotations

from sqlmodel import Session

from pisteur.domain.commands import SaleInput
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind, OpportunityState
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Opportunity, Sale


class SalesService:
    """Sales of contacts. `opportunities` calls `record` when a card enters CLIENTS."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def check(self, given: SaleInput) -> int:
        """Return the amount in cents.

        Raises:
            DomainError: beside `amount` or `accepted_on`.
        """
        cents = parse_amount(given.amount)
        if not cents:
            raise DomainError("sale.amount_missing", field="amount")
        if given.accepted_on > self._workspace.clock.today():
            raise DomainError("sale.in_future", field="accepted_on")
        return cents

    def record(
        self, session: Session, contact_id: int, opportunity_id: int | None, given: SaleInput
    ) -> Sale:
        """Record a sale in an open step; its deal takes the amount if it had none.

        Raises:
            DomainError: as `check`.
        """
        sale = Sale(
            contact_id=contact_id,
            opportunity_id=opportunity_id,
            amount_cents=self.check(given),
            accepted_on=given.accepted_on,
            accepted_how=given.accepted_how.value,
            reference=clean_line(given.reference),
            note=clean_block(given.note),
            created_at=self._workspace.clock.now(),
        )
        session.add(sale)
        if opportunity_id is not None:
            deal = required(session, Opportunity, opportunity_id)
            if deal.amount_cents is None:
                deal.amount_cents = sale.amount_cents
                session.add(deal)
        self._workspace.log(
            EventKind.SALE,
            contact_id,
            opportunity_id,
            amount_cents=str(sale.amount_cents),
            accepted_on=sale.accepted_on.isoformat(),
        )
        return sale

    def cancel(self, sale_id: int) -> Done[None]:
        """Cancel a sale; the contact's status follows, and a deal won by it alone is open again.

        Raises:
            DomainError: `record.gone`, or `sale.cancelled` when it already was.
        """
        with self._workspace.db.step(_("Cancel a sale")) as step:
            sale = required(step.session, Sale, sale_id)
            if sale.cancelled_on is not None:
                raise DomainError("sale.cancelled")
            sale.cancelled_on = self._workspace.clock.today()
            step.session.add(sale)
            step.session.flush()
            self._open_again(step.session, sale.opportunity_id)
            self._workspace.log(
                EventKind.SALE_CANCELLED,
                sale.contact_id,
                sale.opportunity_id,
                amount_cents=str(sale.amount_cents),
            )
        return Done(None, step.changes)

    def _open_again(self, session: Session, opportunity_id: int | None) -> None:
        """Let nothing be won without a standing sale; the card stays where the user has it."""
        card = session.get(Opportunity, opportunity_id) if opportunity_id else None
        if card is None or card.state != OpportunityState.WON or has_sale(self._workspace, card.id):
            return
        card.state, card.closed_on = OpportunityState.OPEN.value, None
        card.updated_at = self._workspace.clock.now()
        session.add(card)


def has_sale(workspace: Workspace, opportunity_id: int) -> bool:
    """Return whether a standing sale belongs to the deal; what is pending must be flushed."""
    standing = "SELECT 1 FROM sales WHERE opportunity_id = ? AND cancelled_on IS NULL"
    return bool(workspace.db.rows(standing, (opportunity_id,)))
