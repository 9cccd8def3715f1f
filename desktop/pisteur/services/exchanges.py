"""Reads the journal as far as it counts for persistence."""

from __future__ import annotations

from datetime import datetime

from pisteur.domain.persistence import Exchange
from pisteur.domain.words import Direction, InteractionKind, Outcome
from pisteur.services.workspace import Workspace


def exchanges_of(workspace: Workspace, contact_id: int) -> list[Exchange]:
    """Return the journal of a contact as far as it counts for persistence, by the user's days."""
    found = workspace.db.rows(
        "SELECT happened_at, kind, direction, outcome FROM interactions WHERE contact_id = ?",
        (contact_id,),
    )
    return [
        Exchange(
            on=datetime.fromisoformat(row[0]).astimezone().date(),
            kind=InteractionKind(row[1]),
            direction=Direction(row[2]),
            outcome=Outcome(row[3]) if row[3] else None,
        )
        for row in found
    ]
