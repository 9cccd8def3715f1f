"""Records and cancels sales: the evidence of a customer."""

from __future__ import annotations

from sqlmodel import Session

from pisteur.domain.commands import SaleInput
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Sale


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
        """Record a sale in an open step.

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
        self._workspace.log(
            EventKind.SALE,
            contact_id,
            opportunity_id,
            amount_cents=str(sale.amount_cents),
            accepted_on=sale.accepted_on.isoformat(),
        )
        return sale

    def cancel(self, sale_id: int) -> Done[None]:
        """Cancel a sale; the contact's status follows.

        Raises:
            DomainError: `record.gone`, or `sale.cancelled` when it already was.
        """
        with self._workspace.db.step(_("Cancel a sale")) as step:
            sale = required(step.session, Sale, sale_id)
            if sale.cancelled_on is not None:
                raise DomainError("sale.cancelled")
            sale.cancelled_on = self._workspace.clock.today()
            step.session.add(sale)
            self._workspace.log(
                EventKind.SALE_CANCELLED,
                sale.contact_id,
                sale.opportunity_id,
                amount_cents=str(sale.amount_cents),
            )
        return Done(None, step.changes)
