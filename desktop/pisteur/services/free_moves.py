"""Moves cards that no gate stops and whose state stays, in plain SQL: what a drop nearly always is.

As records, such a move takes three times as long. What it does is what `pisteur.services.cards`
does, held to it by a property test; all other moves are left to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pisteur.domain.board import StageView
from pisteur.domain.commands import MoveCards
from pisteur.domain.errors import DomainError
from pisteur.domain.words import OpportunityState, Zone
from pisteur.services.board import DEAL_TITLE, read_stages
from pisteur.services.cards import Cards
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text

_CARDS = f"""
SELECT o.id, o.contact_id, o.stage_id, o.stage_entered_at, o.state, c.qualified,
    {DEAL_TITLE}
FROM opportunities o JOIN contacts c ON c.id = o.contact_id
"""
# The reason for forcing a gate is shown as long as the card is behind that gate.
_FORGOTTEN = {
    Zone.LEADS: ", forced_reason = '', forced_sale_reason = ''",
    Zone.PROSPECTS: ", forced_sale_reason = ''",
    Zone.CUSTOMERS: "",
}


class _Card(NamedTuple):
    id: int
    contact_id: int
    stage_id: int
    entered_at: str
    state: str
    qualified: int
    title: str


class FreelyMoved(NamedTuple):
    """What the first of the cards is called, and the column that they are in now."""

    title: str
    stage: StageView


class FreeMoves:
    """Moves inside the caller's step."""

    def __init__(self, workspace: Workspace, cards: Cards) -> None:
        self._db = workspace.db
        self._clock = workspace.clock
        self._cards = cards

    def move(self, command: MoveCards) -> FreelyMoved | None:
        """Move the cards if all are free to go; else return None, with nothing written.

        Raises:
            DomainError: `record.gone`.
        """
        ids = command.opportunity_ids
        if command.evidence or command.consequences or not ids or len(set(ids)) < len(ids):
            return None
        stages = {stage.id: stage for stage in read_stages(self._db.raw)}
        target = stages.get(command.stage_id)
        if target is None:
            raise DomainError("record.gone")
        cards = self._read(ids)
        if not all(_is_free(card, stages[card.stage_id].zone, target.zone) for card in cards):
            return None
        now = self._clock.now()
        at = instant_to_text(now)
        ranks = self._cards.ranks(target, command.before_id, ids)
        for card, rank in zip(cards, ranks, strict=True):
            stays = card.stage_id == target.id
            if not stays:
                self._cards.note_move(card.id, card.contact_id, stages[card.stage_id], target, now)
            self._db.raw.execute(
                "UPDATE opportunities SET stage_id = ?, rank = ?, stage_entered_at = ?,"
                f" updated_at = ?{_FORGOTTEN[target.zone]} WHERE id = ?"
                # Put back where it was within a second: nothing that an undo could take back.
                " AND (stage_id, rank, updated_at) IS NOT (?, ?, ?)",
                (
                    *(target.id, rank, card.entered_at if stays else at, at),
                    *(card.id, target.id, rank, at),
                ),
            )
        return FreelyMoved(cards[0].title, target)

    def _read(self, ids: Sequence[int]) -> list[_Card]:
        """Return the cards in the order given.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows(f"{_CARDS} WHERE o.id IN ({', '.join('?' * len(ids))})", ids)
        read = {row[0]: _Card._make(row) for row in found}
        if len(read) < len(ids):
            raise DomainError("record.gone")
        return [read[card_id] for card_id in ids]


def _is_free(card: _Card, source: Zone, target: Zone) -> bool:
    """Return whether no gate stands before a card, and its state does not follow from the move."""
    if target is Zone.CUSTOMERS:
        return source is Zone.CUSTOMERS and card.state == OpportunityState.WON
    if source is Zone.LEADS and target is Zone.PROSPECTS:
        return bool(card.qualified)
    return source is not Zone.CUSTOMERS
