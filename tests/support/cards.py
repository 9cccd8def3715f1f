"""A card with a text in each of its places, and a board for it."""

from __future__ import annotations

from datetime import date

from pisteur.domain.board import BoardSnapshot, Card
from pisteur.presentation.board_state import BoardState

CARD = Card(
    id=1,
    contact_id=1,
    stage_id=1,
    rank="V",
    state="open",
    title="Refonte complète de l’identité visuelle et du site",
    who="Brasserie du Canal",
    amount_cents=490000,
    heat="hot",
    pips="yyy",
    follow_up_id=1,
    action="Relancer le devis 2025-041 envoyé mardi",
    due_on="2026-11-19",
    due_time=None,
    standby_until=None,
    last_activity="2026-11-20T09:00:00",
    forced_reason="Recommended",
)
STATE = BoardState(BoardSnapshot((), (), "T€D", 30), date(2026, 11, 22))
