"""Reads the journal of a contact for the panel: its newest lines, by index, and how many there are.

Writing is `services.journal`'s; what counts for persistence and heat is `services.exchanges`'s.
"""

from __future__ import annotations

import json
from datetime import datetime

from pisteur.domain.snapshots import JournalEntry
from pisteur.domain.words import Direction, EventKind, InteractionKind, Outcome
from pisteur.storage.database import Database

JOURNAL_LINES = 60
"""What is read at first: what the panel shows at first, and after one “Show earlier”."""
DONE_KNOWN = 200

_EXCHANGES = (
    "SELECT happened_at, id, kind, direction, outcome, body FROM interactions"
    " WHERE contact_id = ? ORDER BY happened_at DESC, id DESC LIMIT ? OFFSET ?"
)
_EVENTS = (
    "SELECT happened_at, id, kind, detail FROM events"
    " WHERE contact_id = ? ORDER BY happened_at DESC, id DESC LIMIT ? OFFSET ?"
)
_DONE = (
    "SELECT json_extract(detail, '$.title') FROM events WHERE contact_id = ?"
    f" AND kind = '{EventKind.FOLLOW_UP_DONE}' ORDER BY happened_at DESC, id DESC LIMIT ?"
)
_COUNTS = (
    "SELECT (SELECT count(*) FROM interactions WHERE contact_id = :contact),"
    " (SELECT count(*) FROM events WHERE contact_id = :contact)"
)
_UNTIL = (
    "SELECT (SELECT count(*) FROM interactions WHERE contact_id = i.contact_id"
    " AND (happened_at, id) >= (i.happened_at, i.id)),"
    " (SELECT count(*) FROM events WHERE contact_id = i.contact_id"
    " AND happened_at > i.happened_at)"
    " FROM interactions i WHERE i.id = ? AND i.contact_id = ?"
)


def read_lines(
    db: Database, contact_id: int, limit: int, *, written: int = 0, noted: int = 0
) -> tuple[JournalEntry, ...]:
    """Return exchanges and events together, newest first.

    Of one second, exchanges come before events. Each kind is read in the order of its index: as
    one statement, all lines would be read and sorted.

    Args:
        written, noted: so many of the newest exchanges and events are left out.
    """
    found: list[tuple[tuple[str, bool, int], JournalEntry]] = []
    for happened_at, line_id, kind, direction, outcome, body in db.rows(
        _EXCHANGES, (contact_id, limit, written)
    ):
        entry = JournalEntry(
            happened_at=datetime.fromisoformat(happened_at),
            interaction_id=line_id,
            kind=InteractionKind(kind),
            direction=Direction(direction),
            outcome=Outcome(outcome) if outcome else None,
            body=body,
            event=None,
            detail={},
        )
        found.append(((happened_at, True, line_id), entry))
    for happened_at, line_id, kind, detail in db.rows(_EVENTS, (contact_id, limit, noted)):
        entry = JournalEntry(
            happened_at=datetime.fromisoformat(happened_at),
            interaction_id=None,
            kind=None,
            direction=Direction.NONE,
            outcome=None,
            body="",
            event=EventKind(kind),
            detail=json.loads(detail),
        )
        found.append(((happened_at, False, line_id), entry))
    found.sort(key=lambda line: line[0], reverse=True)
    return tuple(entry for _key, entry in found[:limit])


def count_lines(db: Database, contact_id: int) -> tuple[int, int]:
    """Return how many exchanges and how many events a contact has."""
    written, noted = db.rows(_COUNTS, {"contact": contact_id})[0]
    return written, noted


def lines_until(db: Database, contact_id: int, interaction_id: int) -> int:
    """Return how many lines are to be read for this exchange to be the last; 0 when it is gone."""
    return sum(sum(row) for row in db.rows(_UNTIL, (interaction_id, contact_id)))


def read_done(db: Database, contact_id: int) -> frozenset[str]:
    """Return the titles of the actions done last."""
    return frozenset(row[0] or "" for row in db.rows(_DONE, (contact_id, DONE_KNOWN)))
