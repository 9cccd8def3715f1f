"""Keeps the search index up: triggers note what changed, this writes it, once a transaction.

Row by row the index would start a new piece of itself at each statement. Not for searching:
`pisteur.services.search` makes the conditions.
"""

from __future__ import annotations

import sqlite3

# The columns of the indexes that keep a copy of the texts.
_KEPT = {"contact": "names, company, places, reach", "opportunity": "title, who"}


def _kept(noun: str) -> tuple[str, ...]:
    columns = _KEPT[noun]
    texts = ", ".join(f"t.{column}" for column in columns.split(", "))
    return (
        f"DELETE FROM {noun}_search WHERE rowid IN (SELECT id FROM {noun}_search_dirty)",
        f"INSERT INTO {noun}_search (rowid, {columns})"
        f" SELECT t.id, {texts} FROM {noun}_search_dirty d"
        f" CROSS JOIN {noun}_texts t ON t.id = d.id ORDER BY d.id",
        f"DELETE FROM {noun}_search_dirty",
    )


_INTERACTIONS = (
    "INSERT INTO interaction_search (interaction_search, rowid, body)"
    " SELECT 'delete', id, was FROM interaction_search_dirty WHERE was IS NOT NULL ORDER BY id",
    "INSERT INTO interaction_search (rowid, body) SELECT t.id, t.body"
    " FROM interaction_search_dirty d CROSS JOIN interaction_texts t ON t.id = d.id ORDER BY d.id",
    "DELETE FROM interaction_search_dirty",
)


_STATEMENTS = {
    "contact": _kept("contact"),
    "opportunity": _kept("opportunity"),
    "interaction": _INTERACTIONS,
}


def write_changes(connection: sqlite3.Connection) -> None:
    """Index what changed since the last call; before the commit of each transaction."""
    for noun, statements in _STATEMENTS.items():
        dirty = f"SELECT 1 FROM {noun}_search_dirty LIMIT 1"
        if connection.execute(dirty).fetchone() is not None:
            for statement in statements:
                connection.execute(statement)


def is_right(connection: sqlite3.Connection) -> bool:
    """Return whether the indexes are sound and hold the texts as they are."""
    try:
        for noun in _KEPT:
            check = f"INSERT INTO {noun}_search({noun}_search) VALUES ('integrity-check')"
            connection.execute(check)
        connection.execute(
            "INSERT INTO interaction_search(interaction_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        return False
    return all(_holds(connection, noun, columns) for noun, columns in _KEPT.items())


def _holds(connection: sqlite3.Connection, noun: str, columns: str) -> bool:
    """Return whether an index has a copy of each text as it is, and no other."""
    stored = f"SELECT rowid, {columns} FROM {noun}_search"
    wanted = f"SELECT id, {columns} FROM {noun}_texts"
    return not any(
        connection.execute(f"SELECT 1 FROM ({a} EXCEPT {b}) LIMIT 1").fetchone()
        for a, b in ((stored, wanted), (wanted, stored))
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Index every text anew; inside the caller's transaction."""
    for noun, columns in _KEPT.items():
        connection.execute(f"DELETE FROM {noun}_search")
        connection.execute(
            f"INSERT INTO {noun}_search (rowid, {columns}) SELECT id, {columns} FROM {noun}_texts"
        )
        connection.execute(f"INSERT INTO {noun}_search({noun}_search) VALUES ('rebuild')")
    connection.execute("INSERT INTO interaction_search(interaction_search) VALUES ('rebuild')")
    for noun in _STATEMENTS:
        connection.execute(f"DELETE FROM {noun}_search_dirty")
