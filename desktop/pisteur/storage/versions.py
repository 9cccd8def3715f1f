"""Counts the changes of each table, and remembers the rows of the latest.

So that what was computed from many rows is known to hold still, or can be mended where few have
changed. Not for undo: `storage.change_log`.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

CHANGES = 64
"""So many changes of a table are remembered."""
ROWS = 1000
"""A change of more rows is not."""


class Versions:
    """What was changed since the file was opened."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._latest: dict[str, deque[frozenset[int]]] = {}

    def note(self, changes: ChangeSet) -> None:
        """Count a change."""
        for table, ids in changes.rows.items():
            self._counts[table] = self._counts.get(table, 0) + 1
            latest = self._latest.setdefault(table, deque(maxlen=CHANGES))
            if len(ids) > ROWS:
                # Nothing is known of what came before it either.
                latest.clear()
            else:
                latest.append(ids)

    def of(self, *tables: str) -> tuple[int, ...]:
        """Return how often each of some tables was changed."""
        return tuple(self._counts.get(table, 0) for table in tables)

    def rows_since(self, table: str, version: int) -> frozenset[int] | None:
        """Return the rows of a table that were changed since a version; None for too many."""
        missing = self._counts.get(table, 0) - version
        latest = self._latest.get(table, ())
        if missing > len(latest):
            return None
        return frozenset().union(*list(latest)[len(latest) - missing :])
