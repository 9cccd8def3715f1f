"""Which rows a result of a call wrote, kept with it (`call_session_names.wrote`).

JSON: what was done → row → what its column held then. A row that is gone, or holds something else
since, is the user's own by now, and so is one that took the number of a deleted one.
Not for writing or taking back: see `call_results`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pisteur.storage.database import Database

MADE: Mapping[str, tuple[str, str]] = {
    "noted": ("interactions", "created_at"),
    "planned": ("follow_ups", "created_at"),
    "objected": ("oppositions", "objected_on"),
    "events": ("events", "happened_at"),
}
"""What a result makes: the table, and the column that tells its rows from later ones."""

SET: Mapping[str, tuple[str, str]] = {
    "done": ("follow_ups", "done_at"),
    "cancelled": ("follow_ups", "cancelled_at"),
    "stopped": ("cadence_runs", "stopped_on"),
    "lost": ("opportunities", "closed_on"),
}
"""What a result changes: the table, and the column that it fills."""

_PLACES = {**MADE, **SET}
_CONCERNED = "(contact_id = :contact OR opportunity_id = :deal)"
_EVENTS = "'follow_up_done', 'lost', 'objected', 'cadence_stopped'"
_CANCELLED = f"SELECT id FROM follow_ups WHERE cancelled_at = :moment AND {_CONCERNED}"
_BY_SECOND: Mapping[str, str] = {
    "noted": "SELECT id FROM interactions WHERE contact_id = :contact AND created_at = :moment"
    " AND kind = 'call' AND direction = 'outgoing'",
    "planned": "SELECT id FROM follow_ups WHERE contact_id = :contact AND kind = 'call'"
    " AND created_at = :moment AND cadence_run_id IS NULL"
    # A series goes on with the second of its beginning.
    " UNION SELECT n.id FROM follow_ups f JOIN follow_ups n ON n.contact_id = f.contact_id"
    " AND n.id > f.id AND n.created_at = f.created_at AND n.title = f.title"
    " WHERE f.contact_id = :contact AND f.done_at = :moment AND f.kind = 'call'"
    " AND f.rrule IS NOT NULL AND n.rrule IS NOT NULL",
    "objected": "SELECT id FROM oppositions WHERE contact_id = :contact AND channel = 'phone'"
    " AND EXISTS (SELECT 1 FROM events WHERE contact_id = :contact AND kind = 'objected'"
    " AND happened_at = :moment)",
    "events": f"SELECT id FROM events WHERE happened_at = :moment AND {_CONCERNED}"
    f" AND kind IN ({_EVENTS})",
    "done": "SELECT id FROM follow_ups WHERE contact_id = :contact AND done_at = :moment"
    " AND kind = 'call'",
    "cancelled": _CANCELLED,
    "stopped": "SELECT id FROM cadence_runs WHERE id IN (SELECT cadence_run_id FROM follow_ups"
    f" WHERE id IN ({_CANCELLED}))",
    "lost": "SELECT id FROM opportunities WHERE id = :deal AND state = 'lost'",
}


@dataclass(frozen=True, slots=True)
class CallWriting:
    """What a result wrote, by `MADE` and `SET`: row → what its column held."""

    rows: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def of(self, what: str) -> Mapping[int, str]:
        """Return the rows of one kind."""
        return self.rows.get(what, {})

    @property
    def text(self) -> str:
        """As it is stored."""
        return json.dumps(self.rows)


def writing_from_text(text: str) -> CallWriting:
    """Return what `CallWriting.text` stored.

    Raises:
        ValueError, TypeError: it is no such text.
    """
    found = json.loads(text)
    if not isinstance(found, dict) or not _PLACES.keys() >= found.keys():
        raise ValueError(text)
    rows: dict[str, dict[int, str]] = {}
    for what, held in found.items():
        if not isinstance(held, dict) or not all(isinstance(own, str) for own in held.values()):
            raise TypeError(text)
        rows[what] = {int(row_id): own for row_id, own in held.items()}
    return CallWriting(rows)


def writing_since(db: Database, mark: int) -> CallWriting:
    """Return what was written since `mark`, in an open step."""
    made = {what: db.made_since(mark, table) for what, (table, _column) in MADE.items()}
    given = {what: db.set_since(mark, *place) for what, place in SET.items()}
    return _held(db, made | given)


def stored_writing(
    db: Database, contact_id: int, done_at: str | None, wrote: str | None
) -> CallWriting:
    """Return what a stored result wrote.

    Results from before the fourth schema do not say; their rows bear the second of the result.
    """
    if wrote is not None:
        return writing_from_text(wrote)
    if done_at is None:
        return CallWriting()
    about: dict[str, object] = {"contact": contact_id, "moment": done_at}
    lost = db.rows(
        "SELECT opportunity_id FROM events WHERE contact_id = :contact AND kind = 'lost'"
        " AND happened_at = :moment ORDER BY id DESC LIMIT 1",
        about,
    )
    about["deal"] = lost[0][0] if lost else None
    found = {what: db.rows(sql, about) for what, sql in _BY_SECOND.items()}
    return _held(db, {what: [row[0] for row in rows] for what, rows in found.items()})


def _held(db: Database, found: Mapping[str, list[int]]) -> CallWriting:
    """Note what the columns of the rows hold now."""
    rows = {}
    for what, ids in found.items():
        table, column = _PLACES[what]
        sql = f"SELECT {column} FROM {table} WHERE id = ? AND {column} IS NOT NULL"
        held = {row_id: own[0] for row_id in ids for own in db.rows(sql, (row_id,))}
        if held:
            rows[what] = held
    return CallWriting(rows)


def still(db: Database, writing: CallWriting, what: str, columns: str) -> list[Any]:
    """Return columns of the rows of one kind that are still as they were written, in order."""
    table, column = _PLACES[what]
    sql = f"SELECT {columns} FROM {table} WHERE id = ? AND {column} = ?"
    return [row for own in sorted(writing.of(what).items()) for row in db.rows(sql, own)]
