"""Lists of leads: what came of each, its facts, and its names on the board a few at a time."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from pisteur.domain.errors import DomainError
from pisteur.domain.lead_lists import PORTION, LeadListInput, LeadListRow
from pisteur.domain.money import parse_amount
from pisteur.domain.text import clean_block, clean_line, fold
from pisteur.domain.words import EventKind, InteractionKind, OpportunityState
from pisteur.i18n import _, ngettext
from pisteur.services.cards import Cards
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, LeadList

# Whose sales came in without a card is a customer, and waits only for deals that were kept off.
_SOLD = (
    "SELECT s.contact_id FROM sales s WHERE s.opportunity_id IS NULL AND s.cancelled_on IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM events e WHERE e.contact_id = s.contact_id"
    f" AND e.kind = '{EventKind.IMPORTED}' AND json_extract(e.detail, '$.waits') IS NOT NULL)"
)
# A contact may go to the board that never had a deal, nor objected to anything (rule 9).
_WAITS = (
    "NOT EXISTS (SELECT 1 FROM opportunities o WHERE o.contact_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM oppositions n WHERE n.contact_id = c.id)"
    f" AND c.id NOT IN ({_SOLD})"
)
# Each count goes once through the few that it is about; asked of each contact in turn, deals and
# exchanges took ten times as long. Whose latest line is no note was reached: most need no look.
_LISTS = f"""
WITH counted AS (
    SELECT c.lead_list_id AS list, count(*) AS names,
        sum(c.last_interaction_kind IS NOT NULL AND (
            c.last_interaction_kind <> '{InteractionKind.NOTE}'
            OR EXISTS (SELECT 1 FROM interactions i WHERE i.contact_id = c.id
                AND i.kind <> '{InteractionKind.NOTE}'))) AS contacted,
        sum(c.qualified = 1 OR c.last_sale_on IS NOT NULL) AS qualified,
        sum(c.last_sale_on IS NOT NULL) AS won
    FROM contacts c WHERE c.lead_list_id IS NOT NULL GROUP BY c.lead_list_id),
running AS (
    SELECT c.lead_list_id AS list, count(*) AS names FROM contacts c
    WHERE c.id IN (SELECT contact_id FROM opportunities WHERE state = '{OpportunityState.OPEN}')
    GROUP BY c.lead_list_id),
taken AS (
    SELECT c.lead_list_id AS list, count(*) AS names FROM contacts c
    WHERE c.id IN (SELECT contact_id FROM opportunities UNION SELECT contact_id FROM oppositions
        UNION {_SOLD})
    GROUP BY c.lead_list_id)
SELECT l.id, l.name, l.source, l.supplier, l.imported_at, l.bought_on, l.price_cents,
    l.informed_on, l.note, coalesce(n.names, 0), coalesce(r.names, 0),
    coalesce(n.names, 0) - coalesce(t.names, 0), coalesce(n.contacted, 0),
    coalesce(n.qualified, 0), coalesce(n.won, 0)
FROM lead_lists l LEFT JOIN counted n ON n.list = l.id LEFT JOIN running r ON r.list = l.id
LEFT JOIN taken t ON t.list = l.id
ORDER BY l.imported_at DESC, l.id DESC
"""


class LeadListsService:
    """Reads and changes lists."""

    def __init__(self, workspace: Workspace, cards: Cards) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._cards = cards

    def lists(self) -> tuple[LeadListRow, ...]:
        """Return every list with what came of it, newest first."""
        return tuple(map(_row, self._db.rows(_LISTS)))

    def names(self) -> tuple[tuple[int, str], ...]:
        """Return number and name of every list, newest first."""
        found = self._db.rows("SELECT id, name FROM lead_lists ORDER BY imported_at DESC, id DESC")
        return tuple((row[0], row[1]) for row in found)

    def edit(self, list_id: int, given: LeadListInput) -> Done[None]:
        """Change what is known of a list.

        Raises:
            DomainError: `list.name_missing` beside `name`, `amount.*` beside `price`,
                `list.day_to_come` beside `bought_on` or `informed_on`, `record.gone`.
        """
        today = self._workspace.clock.today()
        name = clean_line(given.name)
        if not name:
            raise DomainError("list.name_missing", field="name")
        price = parse_amount(given.price, field="price")
        for field in ("bought_on", "informed_on"):
            day = getattr(given, field)
            if day is not None and day > today:
                raise DomainError("list.day_to_come", field=field)
        with self._db.step(_("Edit the list “{name}”").format(name=name)) as step:
            row = required(step.session, LeadList, list_id)
            row.name, row.price_cents = name, price
            row.source, row.supplier = clean_line(given.source), clean_line(given.supplier)
            row.bought_on, row.informed_on = given.bought_on, given.informed_on
            row.note = clean_block(given.note)
            step.session.add(row)
        return Done(None, step.changes)

    def delete(self, list_id: int) -> Done[None]:
        """Forget a list; its contacts stay, and so does the source that each names.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, LeadList, list_id)
            step.label = _("Delete the list “{name}”").format(name=row.name)
            step.session.delete(row)
        return Done(None, step.changes)

    def put_on_board(self, list_id: int, count: int = PORTION) -> Done[int]:
        """Give the oldest names of a list that wait a card in the first column of LEADS.

        Returns:
            How many there were to put there, `count` at most.

        Raises:
            DomainError: `record.gone`, `list.none_waits`, `stage.none_in_zone`.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, LeadList, list_id)
            found = self._db.rows(
                f"SELECT c.id FROM contacts c WHERE c.lead_list_id = ? AND {_WAITS}"
                " ORDER BY c.created_at, c.id LIMIT ?",
                (list_id, count),
            )
            if not found:
                raise DomainError("list.none_waits", name=row.name)
            # Each goes on top of its column: the oldest, made last, stands first.
            for (contact_id,) in reversed(found):
                contact = required(session, Contact, contact_id)
                for given in self._waiting_deals(contact_id) or [{}]:
                    self._put(session, contact, given)
            words = ngettext(
                "Put {count} name of “{name}” on the board",
                "Put {count} names of “{name}” on the board",
                len(found),
            )
            step.label = words.format(count=len(found), name=row.name)
        return Done(len(found), step.changes)

    def _waiting_deals(self, contact_id: int) -> list[dict[str, str]]:
        """Return what lists said last of deals of a contact that they kept off the board."""
        found = self._db.rows(
            f"SELECT detail FROM events WHERE contact_id = ? AND kind = '{EventKind.IMPORTED}'"
            " ORDER BY id DESC",
            (contact_id,),
        )
        said: list[dict[str, str]] = [json.loads(detail) for (detail,) in found]
        deals: dict[str, dict[str, str]] = {}
        for each in said:
            if "waits" in each:
                deals.setdefault(fold(each.get("title", "")), each)
        return list(deals.values())

    def _put(self, session: Session, contact: Contact, given: dict[str, str]) -> None:
        """Make a card with what a list gave of it, on top of its column."""
        cents = given.get("amount_cents", "")
        title = given.get("title", "")
        card = self._cards.create(session, contact, None, title, int(cents) if cents else None)
        card.expected_on = _day(given.get("expected_on"))
        offers = self._db.rows(
            "SELECT id FROM offers WHERE name = ? ORDER BY put_away, position, id",
            (given.get("offer", ""),),
        )
        card.offer_id = offers[0][0] if offers else None
        session.add(card)
        if title:
            # The list knows it by this when it comes again.
            noted = {key: text for key, text in given.items() if key != "waits"}
            self._workspace.log(EventKind.IMPORTED, contact.id, card.id, **noted)


def _row(row: Any) -> LeadListRow:
    return LeadListRow(
        id=row[0],
        name=row[1],
        source=row[2],
        supplier=row[3],
        imported_on=datetime.fromisoformat(row[4]).astimezone().date(),
        bought_on=_day(row[5]),
        price_cents=row[6],
        informed_on=_day(row[7]),
        note=row[8],
        names=row[9],
        on_board=row[10],
        waiting=row[11],
        contacted=row[12],
        qualified=row[13],
        won=row[14],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
