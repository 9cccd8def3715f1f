"""Keeps the search index up: triggers note what changed, this writes it, once a transaction.

Row by row the index would start a new piece of itself at each statement. Not for searching:
`pisteur.services.search` makes the conditions.
"""

from __future__ import annotations

import sqlite3

_CONTACTS = (
    "DELETE FROM contact_search WHERE rowid IN (SELECT id FROM contact_search_dirty)",
    "INSERT INTO contact_search (rowid, names, places, reach)"
    " SELECT t.id, t.names, t.places, t.reach FROM contact_search_dirty d"
    " CROSS JOIN contact_texts t ON t.id = d.id ORDER BY d.id",
    "DELETE FROM contact_search_dirty",
)
_INTERACTIONS = (
    "INSERT INTO interaction_search (interaction_search, rowid, body)"
    " SELECT 'delete', id, was FROM interaction_search_dirty WHERE was IS NOT NULL ORDER BY id",
    "INSERT INTO interaction_search (rowid, body) SELECT t.id, t.body"
    " FROM interaction_search_dirty d CROSS JOIN interaction_texts t ON t.id = d.id ORDER BY d.id",
    "DELETE FROM interaction_search_dirty",
)


def write_changes(connection: sqlite3.Connection) -> None:
    """Index what changed since the last call; before the commit of each transaction."""
    for table, statements in (("contact", _CONTACTS), ("interaction", _INTERACTIONS)):
        dirty = f"SELECT 1 FROM {table}_search_dirty LIMIT 1"
        if connection.execute(dirty).fetchone() is not None:
            for statement in statements:
                connection.execute(statement)


def is_right(connection: sqlite3.Connection) -> bool:
    """Return whether both indexes are sound and hold the texts as they are."""
    try:
        connection.execute("INSERT INTO contact_search(contact_search) VALUES ('integrity-check')")
        connection.execute(
            "INSERT INTO interaction_search(interaction_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        return False
    stored = "SELECT rowid, names, places, reach FROM contact_search"
    wanted = "SELECT id, names, places, reach FROM contact_texts"
    return not any(
        connection.execute(f"SELECT 1 FROM ({a} EXCEPT {b}) LIMIT 1").fetchone()
        for a, b in ((stored, wanted), (wanted, stored))
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Index every text anew; inside the caller's transaction."""
    connection.execute("DELETE FROM contact_search")
    connection.execute(
        "INSERT INTO contact_search (rowid, names, places, reach)"
        " SELECT id, names, places, reach FROM contact_texts"
    )
    connection.execute("INSERT INTO contact_search(contact_search) VALUES ('rebuild')")
    connection.execute("INSERT INTO interaction_search(interaction_search) VALUES ('rebuild')")
    connection.execute("DELETE FROM contact_search_dirty")
    connection.execute("DELETE FROM interaction_search_dirty")
