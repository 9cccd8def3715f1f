"""The indexes and triggers that a file of this schema has: those that another program dropped or
changed are found, and made again. Not for tables: what is gone with one, only a backup has.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path

from pisteur.storage.schema import migrate

_OBJECTS = "SELECT name, type, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger')"
_UNIQUE = re.compile(r"CREATE UNIQUE INDEX \w+ ON (?P<table>\w+) \((?P<columns>.+)\)")
# What is said at most of what may be dozens.
MOST_NAMES = 5


def find_wrong(connection: sqlite3.Connection) -> list[str]:
    """Return the names of indexes and triggers that are missing or not as they should be."""
    present = {name: sql for name, _kind, sql in connection.execute(_OBJECTS)}
    return [name for name, (_kind, sql) in _expected().items() if present.get(name) != sql]


def mend(connection: sqlite3.Connection) -> None:
    """Make again what is missing or altered and its rows allow, in the transaction that is open."""
    for name in find_wrong(connection):
        if not is_barred(connection, name):
            kind, sql = _expected()[name]
            connection.execute(f'DROP {kind} IF EXISTS main."{name}"')
            connection.execute(sql)


def is_barred(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether rows are there twice that the index of this name allows once."""
    unique = _UNIQUE.fullmatch(_expected()[name][1])
    if unique is None:
        return False
    twice = f"SELECT 1 FROM {unique['table']} GROUP BY {unique['columns']} HAVING count(*) > 1"
    return connection.execute(f"{twice} LIMIT 1").fetchone() is not None


@cache
def _expected() -> dict[str, tuple[str, str]]:
    """Return kind and statement by name, as a new file has them."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, Path(":memory:"))
        # Without a statement: what SQLite makes by itself for a key.
        return {name: (kind, sql) for name, kind, sql in connection.execute(_OBJECTS) if sql}
    finally:
        connection.close()
