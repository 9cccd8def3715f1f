"""Inserts many rows with few statements.

A statement that triggers or keys could stop half-way keeps a copy of every page that it changes.
With one statement for each row those copies are half the work of a long list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice

_ROWS = 500
# SQLite takes 32,766 from its version 3.32 on.
_VALUES = 16_000


def insert_many(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Insert rows in their order; inside the caller's transaction.

    Args:
        columns: what each row has a value for.
    """
    marks = f"({', '.join('?' * len(columns))})"
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    at_once = max(1, min(_ROWS, _VALUES // len(columns)))
    rest = iter(rows)
    while portion := list(islice(rest, at_once)):
        values = list(chain.from_iterable(portion))
        connection.execute(into + ", ".join([marks] * len(portion)), values)
