"""The whole content of a data file as plain values, for comparing."""

from __future__ import annotations

import sqlite3
from typing import Any

from pisteur.storage.change_log import ChangeSet
from pisteur.storage.tables import TABLE_NAMES

Dump = dict[str, dict[int, tuple[Any, ...]]]

# Words that the operations of the tests write somewhere, in parts.
WORDS = ("gar", "atelier", "morel", "cœur", "coeur", "été", "ete", "exemple", "lyon", "quote")


def dump(connection: sqlite3.Connection) -> Dump:
    """Return every row of every table by id, and what each search index answers."""
    tables: Dump = {}
    for table in TABLE_NAMES:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        place = columns.index("id")
        tables[table] = {row[place]: row for row in found}
    for index in ("contact_search", "interaction_search"):
        tables[index] = dict(enumerate(_answers(connection, index)))
    return tables


def _answers(connection: sqlite3.Connection, index: str) -> list[tuple[Any, ...]]:
    return [
        (
            word,
            *connection.execute(
                f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid", (f'"{word}"*',)
            ).fetchall(),
        )
        for word in WORDS
    ]


def differences(before: Dump, after: Dump) -> dict[str, set[int]]:
    """Return the ids of the rows that differ, by table; the search indexes left out."""
    found = {}
    for table in TABLE_NAMES:
        old, new = before[table], after[table]
        ids = {i for i in old.keys() | new.keys() if old.get(i) != new.get(i)}
        if ids:
            found[table] = ids
    return found


def not_told(before: Dump, after: Dump, changes: ChangeSet) -> dict[str, set[int]]:
    """Return the rows that differ without being in the change set; empty when it is complete."""
    missing = {table: ids - changes.ids(table) for table, ids in differences(before, after).items()}
    return {table: ids for table, ids in missing.items() if ids}
