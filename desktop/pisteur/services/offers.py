"""What the user sells, and which of it fits a contact."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlmodel import col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.offers import Budget, Offer, OfferFit, OfferUnit, match_offers
from pisteur.domain.profile import TraitKind
from pisteur.domain.selling_inputs import OfferInput
from pisteur.domain.text import clean_line
from pisteur.i18n import _
from pisteur.services.ordering import next_position, set_order
from pisteur.services.profile import ProfileService, accepted_values
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import OfferRow, Opportunity


class OffersService:
    """Reads and edits offers, and matches contacts with them."""

    def __init__(self, workspace: Workspace, profile: ProfileService) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._profile = profile

    def offers(self, *, put_away: bool = False) -> tuple[Offer, ...]:
        """Return what is for sale, or what is put away, in its order."""
        found = self._db.rows(
            "SELECT id, name, price_cents, unit, buyers, sectors, position FROM offers"
            " WHERE put_away = ? ORDER BY position, id",
            (int(put_away),),
        )
        return tuple(
            Offer(
                id=row[0],
                name=row[1],
                price_cents=row[2],
                unit=OfferUnit(row[3]),
                buyers=tuple(json.loads(row[4])),
                sectors=tuple(json.loads(row[5])),
                position=row[6],
            )
            for row in found
        )

    def match(self, contact_id: int, budget: Budget) -> tuple[OfferFit, ...]:
        """Match every offer with the means stated and with what is known of a contact.

        Raises:
            DomainError: `record.gone`.
        """
        return match_offers(self.offers(), budget, self._profile.facts(contact_id))

    def add(self, given: OfferInput) -> Done[int]:
        """Add an offer at the end; returns its id.

        Raises:
            DomainError: beside the field: `offer.name_missing`, `amount.*` (price),
                `trait.unreadable` (sectors).
        """
        with self._db.step("") as step:
            row = OfferRow(name="", unit=given.unit.value)
            row.position = next_position(step.session, OfferRow)
            _fill(row, given)
            step.session.add(row)
            step.session.flush()
            step.label = _("Add the offer “{name}”").format(name=row.name)
        return Done(row.id, step.changes)

    def edit(self, offer_id: int, given: OfferInput) -> Done[None]:
        """Change an offer, and put it back in use if it was put away.

        Deals that name it name it as it is from now on.

        Raises:
            DomainError: as `add` does; `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, OfferRow, offer_id)
            _fill(row, given)
            row.put_away = 0
            step.session.add(row)
            step.label = _("Edit the offer “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def order(self, ids: Sequence[int]) -> Done[None]:
        """Put the offers in this order.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Reorder the offers")) as step:
            set_order(step.session.exec(select(OfferRow).where(OfferRow.put_away == 0)).all(), ids)
        return Done(None, step.changes)

    def remove(self, offer_id: int) -> Done[bool]:
        """Take an offer away: for good if no deal names it, else out of sight.

        Returns:
            Whether it is kept, out of sight, for the deals that name it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, OfferRow, offer_id)
            named = session.exec(
                select(col(Opportunity.id)).where(Opportunity.offer_id == offer_id).limit(1)
            ).first()
            if named is None:
                session.delete(row)
            else:
                row.put_away = 1
                session.add(row)
            step.label = _("Remove the offer “{name}”").format(name=row.name)
        return Done(named is not None, step.changes)


def _fill(row: OfferRow, given: OfferInput) -> None:
    row.name = clean_line(given.name)
    if not row.name:
        raise DomainError("offer.name_missing", field="name")
    row.price_cents = parse_amount(given.price, field="price")
    row.unit = given.unit.value
    row.buyers = json.dumps(list(given.buyers))
    sectors = accepted_values(TraitKind.SECTOR, given.sectors, given.naf_version, field="sectors")
    row.sectors = json.dumps(sectors, ensure_ascii=False)
