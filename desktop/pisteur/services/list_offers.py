"""Which of the user's offers the deals of a list are about: those of the same name."""

from __future__ import annotations

from dataclasses import replace

from pisteur.domain.records import LeadRecord, ParsedLeads
from pisteur.exchange.stage_words import plain
from pisteur.services.stored_contacts import Rows


def with_offers(leads: ParsedLeads, rows: Rows) -> ParsedLeads:
    """Return a list whose deals know their offer; what no offer is called stays as written."""
    if not any(each.deal and each.deal.offer for each in leads.records):
        return leads
    # Of two with one name the one that is still for sale.
    found = rows("SELECT id, name FROM offers ORDER BY put_away DESC, position DESC, id DESC")
    offers = {plain(name): (int(offer_id), str(name)) for offer_id, name in found}
    records = tuple(_with_offer(each, offers) for each in leads.records)
    return replace(leads, records=records)


def _with_offer(record: LeadRecord, offers: dict[str, tuple[int, str]]) -> LeadRecord:
    deal = record.deal
    own = offers.get(plain(deal.offer)) if deal is not None and deal.offer else None
    if deal is None or own is None:
        return record
    return replace(record, deal=replace(deal, offer_id=own[0], offer=own[1]))
