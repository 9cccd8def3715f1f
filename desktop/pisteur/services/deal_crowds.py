"""Keeps the deals of a long list off the board: what it says of open ones goes to the notes, won
ones come in as sales of their contacts.

Lost ones stand on no board. `list_deals` says which are open; how many are too many says
`domain.transfer.BOARD_LIMIT`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from pisteur.domain.decisions import RowKind
from pisteur.domain.records import DealRecord, LeadRecord, ParsedLeads
from pisteur.domain.text import fold
from pisteur.domain.transfer import BOARD_LIMIT
from pisteur.domain.words import OpportunityState
from pisteur.services.deal_matching import DEAL, find
from pisteur.services.known import Match
from pisteur.services.known_doings import sale_key
from pisteur.services.list_deals import DealPlaces

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Crowd:
    """The cards that a list would make.

    Attributes:
        open: how many open deals; `won`: how many won ones.
        open_lines, won_lines: lines of the file that say something of one; several may be about
            the same.
        sold_lines: lines about a won deal that came in as a sale before, and stays one.
        kept_lines: lines about an open deal that was kept off the board before.
    """

    open: int = 0
    won: int = 0
    open_lines: frozenset[int] = _NONE
    won_lines: frozenset[int] = _NONE
    sold_lines: frozenset[int] = _NONE
    kept_lines: frozenset[int] = _NONE

    @property
    def many_open(self) -> int:
        """How many open deals when they are too many, else 0."""
        return self.open if self.open > BOARD_LIMIT else 0

    @property
    def many_won(self) -> int:
        """How many won deals when there is no room for them beside the open ones, else 0."""
        cards = self.won + (0 if self.many_open else self.open)
        return self.won if cards > BOARD_LIMIT else 0


def crowd_of(matches: Iterable[Match], places: DealPlaces) -> Crowd:
    """Return the cards that rows would make, whatever is decided of them."""
    counts = {OpportunityState.OPEN: 0, OpportunityState.WON: 0}
    lines: dict[OpportunityState, set[int]] = {state: set() for state in counts}
    sold, kept = set(), set()
    for match in matches:
        deal = match.candidate.record.deal
        if deal is None or _is_stored(match, deal):
            continue
        state, line = places.place(deal).state, match.candidate.record.line
        if state is OpportunityState.WON and _is_sold(match, deal):
            sold.add(line)
        elif state in counts:
            if state is OpportunityState.OPEN and _is_kept_off(match, deal):
                kept.add(line)
            lines[state].add(line)
            added = any(each.field == DEAL for each in match.differences)
            counts[state] += match.kind is RowKind.NEW or added
    return Crowd(
        counts[OpportunityState.OPEN],
        counts[OpportunityState.WON],
        frozenset(lines[OpportunityState.OPEN]),
        frozenset(lines[OpportunityState.WON]),
        frozenset(sold),
        frozenset(kept),
    )


def off_board(leads: ParsedLeads, crowd: Crowd, *, all_deals: bool) -> ParsedLeads:
    """Return a list without the deals for which there is no room on the board."""
    to_notes = _NONE if all_deals else crowd.kept_lines
    if crowd.many_open and not all_deals:
        to_notes = crowd.open_lines
    to_sales = crowd.sold_lines
    if crowd.many_won and not all_deals:
        to_sales |= crowd.won_lines
    records = (_without_card(each, to_notes, to_sales) for each in leads.records)
    return replace(leads, records=tuple(records))


def _is_stored(match: Match, deal: DealRecord) -> bool:
    """Tell whether a row is about a deal that is there already."""
    known = match.known
    if known.contact_id is None or known.profile is None:
        return False
    found = find(deal, known.profile.deals)
    return found is not None and found.deal_id is not None


def _is_sold(match: Match, deal: DealRecord) -> bool:
    """Tell whether a row is about a sale that an import made."""
    profile = match.known.profile
    return bool(profile and profile.doings and sale_key(deal) in profile.doings.sales)


def _is_kept_off(match: Match, deal: DealRecord) -> bool:
    """Tell whether an import kept a deal off the board."""
    profile = match.known.profile
    return bool(profile and profile.doings and fold(deal.title) in profile.doings.kept_off)


def _without_card(
    record: LeadRecord, to_notes: Container[int], to_sales: Container[int]
) -> LeadRecord:
    deal = record.deal
    if deal is None:
        return record
    if record.line in to_sales:
        return replace(record, deal=None, sale=deal)
    if record.line not in to_notes:
        return record
    notes = "\n".join(filter(None, (record.notes, *deal.cells)))
    return replace(record, notes=notes, deal=None, waits=deal)
