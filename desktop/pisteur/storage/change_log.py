"""Records every row change, for undo, redo and "what changed": one mechanism.

Temporary triggers on the one writer connection note table, id, operation and the old row as
JSON. They see bulk statements, cascades and the schema's own triggers, so the record is complete
by construction, and nothing is added to the user's schema. An undo applies the inverse rows; its
own record is the redo.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from pisteur.storage.bulk import insert_many
from pisteur.storage.derived import DERIVED

# seq, table, operation, places of the changed columns, id, old row as JSON
_LogRow = tuple[int, str, str, str | None, int, str]
_LIKE = itemgetter(1, 2, 3)

LOG_CAP = 2_000_000
STEP_CAP = 200


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The rows that one transaction touched: table name → ids."""

    rows: dict[str, frozenset[int]] = field(default_factory=dict)

    def ids(self, table: str) -> frozenset[int]:
        """Return the ids touched in `table`."""
        return self.rows.get(table, frozenset())

    def touches(self, *tables: str) -> bool:
        """Return whether any row of `tables` was touched."""
        return any(table in self.rows for table in tables)

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Step:
    """One user action in the log: its words and its interval of log rows."""

    label: str
    first: int
    last: int

    @property
    def size(self) -> int:
        """Number of row changes."""
        return self.last - self.first + 1


class Sign(NamedTuple):
    """A row as a transaction leaves it, None when it is deleted: a sign of it in the file."""

    table: str
    row_id: int
    row: tuple[object, ...] | None


class ChangeLog:
    """The log on one connection, with the undo and redo stacks.

    Not transactional by itself: `Database` calls it inside its transactions and tells it what
    was committed.
    """

    def __init__(self, connection: sqlite3.Connection, tables: Iterable[str]) -> None:
        self._connection = connection
        self._columns: dict[str, list[str]] = {}
        self._derived: dict[str, frozenset[str]] = {}
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        connection.execute(
            "CREATE TEMP TABLE change_log (seq INTEGER PRIMARY KEY,"
            " tbl TEXT NOT NULL, row_id INTEGER NOT NULL, op TEXT NOT NULL, old TEXT,"
            " changed TEXT)"
        )
        for table in tables:
            self._watch(table)

    def _watch(self, table: str) -> None:
        rows = self._connection.execute(f"PRAGMA main.table_info({table})").fetchall()
        columns = [row[1] for row in rows]
        self._columns[table] = columns
        places = (columns.index(column) for column in DERIVED.get(table, ()))
        self._derived[table] = frozenset(map(str, places))
        image = ", ".join(f"'{column}', OLD.{column}" for column in columns)
        # Places of the columns that an update changed: the inverse writes no other, and so
        # leaves alone the indexes and keys that have nothing to do with it.
        changed = " || ".join(
            f"CASE WHEN OLD.{column} IS NOT NEW.{column} THEN ' {place}' ELSE '' END"
            for place, column in enumerate(columns)
        )
        for name, event, row, old, what in (
            ("I", "INSERT", "NEW", "NULL", "NULL"),
            ("U", "UPDATE", "OLD", f"json_object({image})", changed),
            ("D", "DELETE", "OLD", f"json_object({image})", "NULL"),
        ):
            self._connection.execute(
                f"CREATE TEMP TRIGGER log_{table}_{name} AFTER {event} ON main.{table} BEGIN "
                f"INSERT INTO change_log (tbl, row_id, op, old, changed) "
                f"VALUES ('{table}', {row}.id, '{name}', {old}, {what}); END"
            )

    def mark(self) -> int:
        """Return the place in the log before a transaction."""
        found = self._connection.execute("SELECT max(seq) FROM change_log").fetchone()[0]
        return int(found or 0)

    def changes_since(self, mark: int) -> ChangeSet:
        """Return what was touched after `mark`."""
        found: dict[str, set[int]] = {}
        rows = self._connection.execute("SELECT tbl, row_id FROM change_log WHERE seq > ?", (mark,))
        for table, row_id in rows:
            if table in found:
                found[table].add(row_id)
            else:
                found[table] = {row_id}
        # Each given up for its copy at once.
        return ChangeSet({table: frozenset(found.pop(table)) for table in list(found)})

    def made_since(self, mark: int, table: str) -> list[int]:
        """Return the rows of `table` that were inserted after `mark`, in their order."""
        rows = self._connection.execute(
            "SELECT row_id FROM change_log WHERE seq > ? AND tbl = ? AND op = 'I' ORDER BY seq",
            (mark, table),
        )
        return [row[0] for row in rows]

    def set_since(self, mark: int, table: str, column: str) -> list[int]:
        """Return the rows of `table` of which a column was changed after `mark`."""
        place = self._columns[table].index(column)
        rows = self._connection.execute(
            "SELECT DISTINCT row_id FROM change_log WHERE seq > ? AND tbl = ? AND op = 'U'"
            " AND changed || ' ' LIKE ? ORDER BY row_id",
            (mark, table, f"% {place} %"),
        )
        return [row[0] for row in rows]

    def sign_since(self, mark: int) -> Sign | None:
        """Return the row that was changed last after `mark`; None when nothing was."""
        found = self._connection.execute(
            "SELECT tbl, row_id FROM change_log WHERE seq > ? AND (op <> 'U' OR changed <> '')"
            " ORDER BY seq DESC LIMIT 1",
            (mark,),
        ).fetchone()
        return Sign(found[0], found[1], self.row(found[0], found[1])) if found else None

    def row(self, table: str, row_id: int) -> tuple[object, ...] | None:
        """Return a row as it is now, None without one."""
        found: tuple[object, ...] | None = self._connection.execute(
            f"SELECT * FROM {table} WHERE id = ?", (row_id,)
        ).fetchone()
        return found

    # After a commit.

    def committed(self, label: str, mark: int) -> None:
        """Take what came after `mark` as one step that can be undone; redo ends here."""
        last = self.mark()
        if last == mark:
            return
        self._redo.clear()
        self._undo.append(Step(label, mark + 1, last))
        self._trim()

    def forget(self, mark: int) -> None:
        """Drop what came after `mark`: it is not the user's to undo."""
        self._connection.execute("DELETE FROM change_log WHERE seq > ?", (mark,))

    def undone(self, mark: int) -> None:
        """Move the newest undo step to redo, as the inverse recorded after `mark`."""
        step = self._undo.pop()
        self._redo.append(Step(step.label, mark + 1, self.mark()))

    def redone(self, mark: int) -> None:
        """Move the newest redo step back to undo."""
        step = self._redo.pop()
        self._undo.append(Step(step.label, mark + 1, self.mark()))

    def clear(self) -> None:
        """Forget every step, as after a restore."""
        self._undo.clear()
        self._redo.clear()
        self._connection.execute("DELETE FROM change_log")

    def _trim(self) -> None:
        del self._undo[:-STEP_CAP]
        if self._undo[-1].last - self._undo[0].first > LOG_CAP:
            kept = 0
            for count, step in enumerate(reversed(self._undo)):
                kept += step.size
                if count and kept > LOG_CAP:
                    del self._undo[: len(self._undo) - count]
                    break
        first = self._undo[0].first
        self._connection.execute("DELETE FROM change_log WHERE seq < ?", (first,))

    # Undo and redo.

    @property
    def undo_step(self) -> Step | None:
        """The step that undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def redo_step(self) -> Step | None:
        """The step that redo would do again."""
        return self._redo[-1] if self._redo else None

    def newest_step_made(self, table: str, row_id: int) -> bool:
        """Return whether the step that undo would take back made a row of `table`."""
        step = self.undo_step
        if step is None:
            return False
        found = self._connection.execute(
            "SELECT 1 FROM change_log WHERE seq BETWEEN ? AND ? AND tbl = ? AND row_id = ?"
            " AND op = 'I' LIMIT 1",
            (step.first, step.last, table, row_id),
        )
        return found.fetchone() is not None

    def apply_inverse(self, step: Step) -> None:
        """Put every row of `step` back as it was; inside the caller's transaction.

        Updates of derived columns alone are left to the triggers that made them, which make them
        again when the evidence is put back: one by one among many rows, they would keep those
        from being written together.
        """
        self._connection.execute("PRAGMA defer_foreign_keys=ON")
        upper = step.last
        while upper >= step.first:
            rows = self._connection.execute(
                "SELECT seq, tbl, op, changed, row_id, old FROM change_log"
                " WHERE seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT 5000",
                (step.first, upper),
            ).fetchall()
            if not rows:
                break
            for (table, operation, changed), group in groupby(filter(self._counts, rows), _LIKE):
                self._apply(table, operation, changed, group)
            upper = rows[-1][0] - 1

    def _counts(self, row: _LogRow) -> bool:
        """Return whether putting this back takes a statement of its own."""
        _seq, table, operation, changed, _id, _old = row
        return operation != "U" or not self._derived[table].issuperset((changed or "").split())

    def _apply(
        self, table: str, operation: str, changed: str | None, rows: Iterator[_LogRow]
    ) -> None:
        columns = self._columns[table]
        if operation == "I":
            places = [row[0] for row in rows]
            self._connection.execute(
                f"DELETE FROM {table} WHERE id IN"
                " (SELECT row_id FROM change_log WHERE seq BETWEEN ? AND ? AND op = 'I')",
                (places[-1], places[0]),
            )
        elif operation == "D":
            values = ([image[column] for column in columns] for image in _images(rows))
            insert_many(self._connection, table, columns, values)
        else:
            columns = [columns[int(place)] for place in (changed or "").split()]
            assignments = ", ".join(f"{column} = ?" for column in columns)
            self._connection.executemany(
                f"UPDATE {table} SET {assignments} WHERE id = ?",
                ([*(old[c] for c in columns), old["id"]] for old in _images(rows)),
            )


def _images(rows: Iterator[_LogRow]) -> Iterator[dict[str, object]]:
    return (json.loads(row[5]) for row in rows)
