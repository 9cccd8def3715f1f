"""Reads the journal as far as it counts for persistence and heat, by the user's days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pisteur.domain.persistence import Exchange
from pisteur.domain.words import Direction, InteractionKind, Outcome
from pisteur.services.workspace import Workspace


def exchanges_of(workspace: Workspace, contact_id: int) -> list[Exchange]:
    """Return the exchanges with a contact, the earliest first."""
    return exchanges_by_contact(workspace, (contact_id,)).get(contact_id, [])


def exchanges_by_contact(
    workspace: Workspace, contact_ids: Sequence[int]
) -> dict[int, list[Exchange]]:
    """Return the exchanges with each of some contacts that has any, the earliest first."""
    found: dict[int, list[Exchange]] = {}
    for contact_id, happened_at, kind, direction, outcome in workspace.db.rows(
        "SELECT contact_id, happened_at, kind, direction, outcome FROM interactions"
        " WHERE contact_id IN (SELECT value FROM json_each(?))"
        " ORDER BY contact_id, happened_at, id",
        (json.dumps(list(contact_ids)),),
    ):
        exchange = Exchange(
            on=datetime.fromisoformat(happened_at).astimezone().date(),
            kind=InteractionKind(kind),
            direction=Direction(direction),
            outcome=Outcome(outcome) if outcome else None,
        )
        found.setdefault(contact_id, []).append(exchange)
    return found
