"""Stays of deals in columns (`stage_passages`): noted in the step that moves a deal, and checked.

Each deal has exactly one stay that has not ended, in its own column.
"""

from __future__ import annotations

import sqlite3

_OPEN = "SELECT id FROM stage_passages p WHERE p.opportunity_id = o.id AND p.left_at IS NULL"
_RIGHT = f"{_OPEN} AND p.stage_id = o.stage_id ORDER BY p.entered_at DESC, p.id DESC LIMIT 1"


def note_stay(connection: sqlite3.Connection, deal_id: int, stage_id: int, at: str) -> None:
    """End the present stay of a deal, if any, and begin one in another column.

    Args:
        at: the instant, as stored.
    """
    connection.execute(
        "UPDATE stage_passages SET left_at = ? WHERE opportunity_id = ? AND left_at IS NULL",
        (at, deal_id),
    )
    connection.execute(
        "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at) VALUES (?, ?, ?)",
        (deal_id, stage_id, at),
    )


def count_wrong(connection: sqlite3.Connection) -> int:
    """Count deals that do not have exactly one open stay, in their column."""
    found = connection.execute(
        "SELECT count(*) FROM opportunities o LEFT JOIN (SELECT opportunity_id, count(*) AS stays,"
        " min(stage_id) AS stage_id FROM stage_passages WHERE left_at IS NULL"
        " GROUP BY opportunity_id) p ON p.opportunity_id = o.id"
        " WHERE coalesce(p.stays, 0) <> 1 OR p.stage_id <> o.stage_id"
    )
    return int(found.fetchone()[0])


def mend(connection: sqlite3.Connection) -> None:
    """End stays that can't be, and begin those that lack when the deal entered its column."""
    connection.execute(
        "UPDATE stage_passages SET left_at = (SELECT max(o.stage_entered_at, entered_at)"
        " FROM opportunities o WHERE o.id = opportunity_id) WHERE left_at IS NULL AND id IS NOT"
        f" (SELECT ({_RIGHT}) FROM opportunities o WHERE o.id = opportunity_id)"
    )
    connection.execute(
        "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
        f" SELECT id, stage_id, stage_entered_at FROM opportunities o WHERE NOT EXISTS ({_OPEN})"
    )
