"""Writes sales inside the caller's step: the evidence of a customer.

The gates call it, and `sales`, which has the commands on sales. Nothing here commits.
"""

from __future__ import annotations

from sqlmodel import Session

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.commands import SaleInput
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_errors import refuse_faults
from pisteur.domain.sale_states import Payment, SaleFacts, SaleFault
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import AcceptedHow, EventKind
from pisteur.services import cadence_runs
from pisteur.services.workspace import Workspace, required
from pisteur.storage.tables import Opportunity, PaymentRow, Sale

_STANDING = " WHERE opportunity_id = ? AND cancelled_on IS NULL"


class SaleWriter:
    """Records sales and says whether what is recorded of one fits together."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def record(
        self, session: Session, contact_id: int, opportunity_id: int | None, given: SaleInput
    ) -> Sale:
        """Record a sale; its deal takes the amount, its follow-ups are planned.

        Raises:
            DomainError: `sale.*` or `amount.*`, beside the field; `record.gone`.
        """
        sale = Sale(
            contact_id=contact_id,
            opportunity_id=opportunity_id,
            amount_cents=parse_amount(given.amount) or 0,
            accepted_on=given.accepted_on,
            accepted_how=given.accepted_how.value,
            reference=clean_line(given.reference),
            note=clean_block(given.note),
            delivered_on=given.delivered_on,
            created_at=self._workspace.clock.now(),
        )
        self.refuse_faults(sale, ())
        session.add(sale)
        session.flush()
        self.price_deal(session, opportunity_id)
        self.log(EventKind.SALE, sale, accepted_on=sale.accepted_on.isoformat())
        if given.cadence_id is not None:
            self._plan_after_sale(session, sale, given.cadence_id)
        return sale

    def price_deal(self, session: Session, opportunity_id: int | None) -> None:
        """Give a deal the amount that it was sold for; what is pending must be flushed.

        What was hoped for would stand on its card, and in the sum of its column, beside figures
        of what was sold.

        Raises:
            DomainError: `record.gone`.
        """
        if opportunity_id is None:
            return
        deal = required(session, Opportunity, opportunity_id)
        standing = "SELECT sum(amount_cents) FROM sales" + _STANDING
        (sold,) = self._workspace.db.rows(standing, (opportunity_id,))[0]
        if sold is not None and sold != deal.amount_cents:
            deal.amount_cents, deal.updated_at = sold, self._workspace.clock.now()
            session.add(deal)

    def _plan_after_sale(self, session: Session, sale: Sale, cadence_id: int) -> None:
        cadence_runs.apply_start(
            self._workspace,
            session,
            StartCadence(
                cadence_id=cadence_id,
                contact_id=sale.contact_id,
                opportunity_id=sale.opportunity_id,
                sale_id=sale.id,
                started_on=sale.delivered_on or sale.accepted_on,
            ),
        )

    def refuse_faults(self, sale: Sale, payments: tuple[PaymentRow, ...]) -> tuple[SaleFault, ...]:
        """Return what is odd about a sale but possible.

        Raises:
            DomainError: for what is not, beside the field.
        """
        facts = SaleFacts(
            amount_cents=sale.amount_cents,
            accepted_on=sale.accepted_on,
            accepted_how=AcceptedHow(sale.accepted_how),
            note=sale.note,
            invoiced_on=sale.invoiced_on,
            payment_due_on=sale.payment_due_on,
            payments=tuple(Payment(row.paid_on, row.amount_cents) for row in payments),
            cancelled_on=sale.cancelled_on,
        )
        return refuse_faults(facts, self._workspace.clock.today())

    def log(self, kind: EventKind, sale: Sale, cents: int | None = None, **detail: str) -> None:
        """Note something about a sale in the history, with its amount or another."""
        amount = sale.amount_cents if cents is None else cents
        self._workspace.log(
            kind, sale.contact_id, sale.opportunity_id, amount_cents=str(amount), **detail
        )


def has_sale(workspace: Workspace, opportunity_id: int) -> bool:
    """Return whether a standing sale belongs to the deal; what is pending must be flushed."""
    return bool(workspace.db.rows("SELECT 1 FROM sales" + _STANDING, (opportunity_id,)))
