"""What the board shows, in plain SQL over sqlite3.

On the way to the first paint: imports neither SQLModel nor SQLAlchemy. Writing is done by
`pisteur.services.opportunities`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING

from pisteur.domain.board import BoardDelta, BoardSnapshot, Card, StageView, Totals
from pisteur.domain.settings import STALE_DAYS
from pisteur.domain.words import Zone
from pisteur.services.stored_settings import read_setting
from pisteur.storage.connection import reading

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

_CARDS = """
SELECT o.id, o.contact_id, o.stage_id, o.rank, o.state,
    CASE WHEN o.title <> '' THEN o.title WHEN c.company <> '' THEN c.company
        ELSE c.display_name END,
    CASE WHEN o.title <> '' THEN
            CASE WHEN c.company <> '' THEN c.company ELSE c.display_name END
        WHEN c.company <> '' AND c.name <> '' THEN
            c.name || CASE WHEN c.job_title <> '' THEN ' · ' || c.job_title ELSE '' END
        ELSE coalesce((SELECT p.value FROM contact_points p WHERE p.contact_id = c.id
            AND p.value <> c.display_name ORDER BY p.kind DESC, p.position LIMIT 1), c.source) END,
    o.amount_cents, c.heat, coalesce(q.pips, ''), f.id, f.title, f.due_on, f.due_time,
    o.standby_until, max(o.stage_entered_at, coalesce(c.last_interaction_at, '')),
    o.forced_reason
FROM opportunities o JOIN contacts c ON c.id = o.contact_id
LEFT JOIN qualifications q ON q.id = c.qualification_id
LEFT JOIN follow_ups f ON f.id = o.next_follow_up_id
WHERE o.state <> 'lost'
"""
_FIRST_CARDS = f"{_CARDS} AND o.state <> 'standby' AND o.stage_id = ? ORDER BY o.rank, o.id LIMIT ?"

# More ids than this in one change, and the board is read anew.
_MANY = 500


def read_board(connection: sqlite3.Connection) -> BoardSnapshot:
    """Read the whole board: columns in order, cards in rank order.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        found = connection.execute(f"{_CARDS} ORDER BY o.stage_id, o.rank, o.id")
        return BoardSnapshot(
            stages=read_stages(connection),
            cards=tuple(map(Card._make, found)),
            criterion_letters=read_criterion_letters(connection),
            stale_days=read_setting(connection, STALE_DAYS),
        )


def read_first_board(connection: sqlite3.Connection, each: int) -> BoardSnapshot:
    """Read what a window shows first: at most `each` running cards a column, and the totals.

    A small board is read whole.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        running = connection.execute("SELECT count(*) FROM opportunities WHERE state <> 'lost'")
        if running.fetchone()[0] <= each:
            return read_board(connection)
        stages = read_stages(connection)
        cards = [
            Card._make(row)
            for stage in stages
            for row in connection.execute(_FIRST_CARDS, (stage.id, each))
        ]
        totals = connection.execute(
            "SELECT stage_id, count(*), coalesce(sum(amount_cents), 0) FROM opportunities"
            " WHERE state NOT IN ('lost', 'standby') GROUP BY stage_id"
        )
        return BoardSnapshot(
            stages=stages,
            cards=tuple(cards),
            criterion_letters=read_criterion_letters(connection),
            stale_days=read_setting(connection, STALE_DAYS),
            totals=tuple(totals),
        )


def read_stages(connection: sqlite3.Connection) -> tuple[StageView, ...]:
    """Read the columns, by zone and position."""
    rank = {zone: place for place, zone in enumerate(Zone)}
    found = connection.execute("SELECT id, name, zone, position FROM stages")
    stages = [StageView(i, name, Zone(zone), position) for i, name, zone, position in found]
    return tuple(sorted(stages, key=lambda stage: (rank[stage.zone], stage.position, stage.id)))


def read_criterion_letters(connection: sqlite3.Connection) -> str:
    """Read the letters of the required criteria, in the order of the pips."""
    found = connection.execute("SELECT letter FROM criteria WHERE required = 1 ORDER BY position")
    return "".join(row[0] for row in found)


def read_cards(connection: sqlite3.Connection, ids: Collection[int]) -> tuple[Card, ...]:
    """Read some cards; those that are not on the board are left out."""
    marks = ", ".join("?" * len(ids))
    found = connection.execute(f"{_CARDS} AND o.id IN ({marks})", tuple(ids))
    return tuple(map(Card._make, found))


def read_delta(connection: sqlite3.Connection, changes: ChangeSet) -> BoardDelta | None:
    """Read what a change did to the board; None says that it must be read anew.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        return _read_delta(connection, changes)


def _read_delta(connection: sqlite3.Connection, changes: ChangeSet) -> BoardDelta | None:
    if changes.touches("stages", "criteria", "settings"):
        return None
    ids = set(changes.ids("opportunities"))
    if any(len(touched) > _MANY for touched in changes.rows.values()):
        return None
    contacts = changes.ids("contacts") | _owners(
        connection, "contact_points", "contact_id", changes
    )
    if contacts:
        marks = ", ".join("?" * len(contacts))
        found = connection.execute(
            f"SELECT id FROM opportunities WHERE contact_id IN ({marks})", tuple(contacts)
        )
        ids.update(row[0] for row in found)
    ids |= _owners(connection, "follow_ups", "opportunity_id", changes)
    cards = read_cards(connection, ids) if ids else ()
    return BoardDelta(cards, frozenset(ids) - {card.id for card in cards})


def _owners(
    connection: sqlite3.Connection, table: str, column: str, changes: ChangeSet
) -> set[int]:
    touched = changes.ids(table)
    marks = ", ".join("?" * len(touched))
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE id IN ({marks}) AND {column} IS NOT NULL",
        tuple(touched),
    )
    return {row[0] for row in found}


def read_totals(connection: sqlite3.Connection) -> Totals:
    """Count contacts and running deals."""
    contacts = connection.execute("SELECT count(*) FROM contacts").fetchone()[0]
    deals = connection.execute(
        "SELECT count(*) FROM opportunities WHERE state IN ('open', 'standby')"
    ).fetchone()[0]
    return Totals(contacts, deals)
