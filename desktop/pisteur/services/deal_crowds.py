"""Keeps the open deals of a long list off the board: what it says of them goes to the notes.

Won and lost ones are history and come in. `list_deals` says which are open; how many are too many
says `domain.transfer.BOARD_LIMIT`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from pisteur.domain.decisions import RowKind
from pisteur.domain.records import LeadRecord, ParsedLeads
from pisteur.domain.words import OpportunityState
from pisteur.services.deal_matching import DEAL, find
from pisteur.services.known import Match
from pisteur.services.list_deals import DealPlaces


@dataclass(frozen=True, slots=True)
class Crowd:
    """The open deals that a list would make.

    Attributes:
        deals: how many.
        lines: lines of the file that say something of one; several may be about the same.
    """

    deals: int
    lines: frozenset[int]


def crowd_of(matches: Iterable[Match], places: DealPlaces) -> Crowd:
    """Return the open deals that rows would make, whatever is decided of them."""
    deals, lines = 0, set()
    for match in matches:
        if _is_stored(match) or not _is_open(match, places):
            continue
        lines.add(match.candidate.record.line)
        added = any(each.field == DEAL for each in match.differences)
        deals += match.kind is RowKind.NEW or added
    return Crowd(deals, frozenset(lines))


def off_board(leads: ParsedLeads, lines: Container[int]) -> ParsedLeads:
    """Return a list with what these lines say of deals in their notes."""
    records = (_noted(each) if each.line in lines else each for each in leads.records)
    return replace(leads, records=tuple(records))


def _is_open(match: Match, places: DealPlaces) -> bool:
    deal = match.candidate.record.deal
    return deal is not None and places.place(deal).state is OpportunityState.OPEN


def _is_stored(match: Match) -> bool:
    """Tell whether a row is about a deal that is there already."""
    deal, known = match.candidate.record.deal, match.known
    if deal is None or known.contact_id is None or known.profile is None:
        return False
    found = find(deal, known.profile.deals)
    return found is not None and found.deal_id is not None


def _noted(record: LeadRecord) -> LeadRecord:
    said = record.deal.cells if record.deal else ()
    return replace(record, notes="\n".join(filter(None, (record.notes, *said))), deal=None)
