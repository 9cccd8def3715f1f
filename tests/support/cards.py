"""A card with nothing but a title, one with a text in each of its places, and a board for them."""

from __future__ import annotations

from datetime import date

from pisteur.domain.board import BoardSnapshot, Card
from pisteur.presentation.board_state import BoardState

PLAIN = Card(
    id=1,
    contact_id=1,
    stage_id=1,
    rank="V",
    state="open",
    title="Garage Morel",
    who="",
    amount_cents=None,
    heat="cold",
    pips="",
    follow_up_id=None,
    action=None,
    due_on=None,
    due_time=None,
    standby_until=None,
    last_activity="2026-11-20T09:00:00",
    forced_reason="",
)
CARD = PLAIN._replace(
    title="Refonte complète de l’identité visuelle et du site",
    who="Brasserie du Canal",
    amount_cents=490000,
    heat="hot",
    pips="yyy",
    follow_up_id=1,
    action="Relancer le devis 2025-041 envoyé mardi",
    due_on="2026-11-19",
    forced_reason="Recommended",
)
STATE = BoardState(BoardSnapshot((), (), "T€D", 30), date(2026, 11, 22))
