"""The one writer: transactions over the adopted connection, with undo.

A change goes through `step()`: it commits as a whole or not at all, and comes back as a
`ChangeSet`. Used from one thread at a time (`pisteur.presentation.runner` sees to it).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from pisteur.domain.errors import OvertakenError, StorageError
from pisteur.storage import search_index
from pisteur.storage.change_log import ChangeLog, ChangeSet, Sign
from pisteur.storage.connection import FileIdentity, OpenFile, reading_error, storage_error
from pisteur.storage.copies import copy_database, free_name
from pisteur.storage.tables import TABLE_NAMES
from pisteur.storage.transaction import Committing, Transaction
from pisteur.storage.versions import Versions

# How many instructions of SQLite pass between two looks at whether a reading is still wanted:
# some milliseconds.
_STRETCH = 50_000


class Database:
    """A data file in use."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._raw = file.connection
        # Messages of errors would quote the values of a row: names, notes.
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: file.connection,
            poolclass=StaticPool,
            hide_parameters=True,
        )
        # SQLAlchemy rolls back at the end of its first connection: not one of our steps.
        self._engine.connect().close()
        self._log = ChangeLog(self._raw, TABLE_NAMES)
        self._writing = False
        self._wanted: Callable[[], bool] | None = None
        self._versions = Versions()
        self._conflict_copy: Path | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def raw(self) -> sqlite3.Connection:
        """The sqlite3 connection, for reading and for backups."""
        return self._raw

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        """Return the rows of a query as tuples.

        Raises:
            StorageError: if the disk or the file fails.
            OvertakenError: within `while_wanted`, once it is not.
        """
        if self._given_up():
            raise OvertakenError
        try:
            return self._raw.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise reading_error(error, self.path, self._raw) from error

    @contextmanager
    def in_portions(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
    ) -> Iterator[Callable[[int], list[Any]]]:
        """Read only as many rows of a query as are asked for: yields what reads that many more.

        Raises:
            StorageError: if the disk or the file fails.
            OvertakenError: within `while_wanted`, once it is not.
        """
        if self._given_up():
            raise OvertakenError
        try:
            with closing(self._raw.execute(sql, parameters)) as cursor:
                yield cursor.fetchmany
        except sqlite3.Error as error:
            raise reading_error(error, self.path, self._raw) from error

    @contextmanager
    def while_wanted(self, wanted: Callable[[], bool]) -> Iterator[None]:
        """Give up what is read within as soon as `wanted` says no, in the middle of a statement.

        A change is never given up: inside a transaction nobody asks. `wanted` is called on the
        thread that reads; what it looks at may be set by another.

        Raises:
            OvertakenError: if it was given up.
        """
        stopped: list[bool] = []

        def stop() -> bool:
            # The handler is this reading's own: nothing that comes after it can be hit, as by
            # `sqlite3.Connection.interrupt`.
            given_up = self._given_up()
            if given_up:
                stopped.append(True)
            return given_up

        self._wanted = wanted
        self._raw.set_progress_handler(stop, _STRETCH)
        try:
            yield
        except Exception as error:
            if stopped:
                raise OvertakenError from error
            raise
        finally:
            self._raw.set_progress_handler(None, 0)
            self._wanted = None

    def _given_up(self) -> bool:
        return self._wanted is not None and not self._raw.in_transaction and not self._wanted()

    def version(self, *tables: str) -> tuple[int, ...]:
        """Return how often each of some tables was changed: whether what was read still holds."""
        return self._versions.of(*tables)

    def rows_since(self, table: str, version: int) -> frozenset[int] | None:
        """Return the rows of a table that were changed since a version; None for too many."""
        return self._versions.rows_since(table, version)

    @contextmanager
    def step(self, label: str, *, undoable: bool = True) -> Iterator[Transaction]:
        """Change data: one transaction, one line in the Edit menu.

        Raises:
            StorageError: if it could not be committed; then nothing has changed, unless it is
                `disk.unsure`.
            RuntimeError: if a step is already open.
        """
        if self._writing:
            raise RuntimeError("a step is already open")
        self._check_identity()
        mark = self._log.mark()
        self._writing = True
        committing: Committing | None = None
        transaction = Transaction(label, self._engine)
        try:
            # The session joins this transaction: its engine begins none of its own.
            self._raw.execute("BEGIN IMMEDIATE")
            with closing(transaction):
                yield transaction
                transaction.flush()
                search_index.write_changes(self._raw)
                transaction.changes = self._log.changes_since(mark)
                committing = Committing(transaction.changes, self._log.sign_since(mark))
                transaction.commit(self._raw)
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.IntegrityError) or not isinstance(
                error.orig, sqlite3.Error
            ):
                raise
            raise self._failure(error.orig, committing) from error
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise self._failure(error, committing) from error
        finally:
            self._writing = False
            if self._raw.in_transaction:
                self._raw.rollback()
        self._versions.note(transaction.changes)
        if undoable:
            self._log.committed(transaction.label, mark)
        else:
            self._log.forget(mark)

    # What an open step has written so far.

    def mark(self) -> int:
        """Return the place in the log that the next change comes after."""
        return self._log.mark()

    def made_since(self, mark: int, table: str) -> list[int]:
        """Return the rows of `table` that were inserted after `mark`, in their order."""
        return self._log.made_since(mark, table)

    def set_since(self, mark: int, table: str, column: str) -> list[int]:
        """Return the rows of `table` of which a column was changed after `mark`."""
        return self._log.set_since(mark, table, column)

    # Undo.

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, in words; None when there is nothing."""
        step = self._log.undo_step
        return step.label if step else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, in words; None when there is nothing."""
        step = self._log.redo_step
        return step.label if step else None

    def newest_step_made(self, table: str, row_id: int) -> bool:
        """Return whether undo would take back the step that made a row."""
        return self._log.newest_step_made(table, row_id)

    def undo(self) -> ChangeSet:
        """Take back the newest step; nothing to undo gives an empty set."""
        return self._invert(forward=False)

    def redo(self) -> ChangeSet:
        """Do the newest undone step again."""
        return self._invert(forward=True)

    def forget_steps(self) -> None:
        """Empty the Edit menu: what came before can no longer be undone."""
        self._log.clear()

    def _invert(self, *, forward: bool) -> ChangeSet:
        step = self._log.redo_step if forward else self._log.undo_step
        if step is None:
            return ChangeSet()
        self._check_identity()
        mark = self._log.mark()
        committing: Committing | None = None
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            self._log.apply_inverse(step)
            search_index.write_changes(self._raw)
            changes = self._log.changes_since(mark)
            committing = Committing(changes, self._log.sign_since(mark))
            self._raw.execute("COMMIT")
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise self._failure(error, committing) from error
        finally:
            if self._raw.in_transaction:
                self._raw.rollback()
        self._versions.note(changes)
        if forward:
            self._log.redone(mark)
        else:
            self._log.undone(mark)
        return changes

    def _failure(self, error: sqlite3.Error, committing: Committing | None) -> StorageError:
        """Say why a change failed; `committing` says what it touched, once it was being committed.

        When the disk fails at the very end, with the journal already emptied, SQLite says that
        it failed although the change is there. What is on disk must then be read again, and the
        Edit menu, which knows nothing of that change, is emptied; not if the file shows that the
        change is not there.
        """
        if self._raw.in_transaction:
            self._raw.rollback()
        failure = reading_error(error, self.path, self._raw)
        failed = failure.code in {"disk.failed", "disk.unread"}
        if committing is None or not failed or self._is_missing(committing.sign):
            return failure
        self._versions.note(committing.changes)
        self._log.clear()
        unsure = StorageError("disk.unsure", detail=failure.params["detail"])
        unsure.touched = committing.changes
        return unsure

    def _is_missing(self, sign: Sign | None) -> bool:
        """Return whether the file shows that a change is not there."""
        try:
            return sign is not None and self._log.row(sign.table, sign.row_id) != sign.row
        except sqlite3.Error:
            return False

    # The file.

    def _check_identity(self) -> None:
        """Stop if another program put another file in the place of this one.

        What this process holds is saved in a conflict copy: it has everything that was
        acknowledged, and the newcomer's file is left alone.
        """
        try:
            if FileIdentity.of(self.path) == self._file.identity:
                return
        except OSError:
            pass
        if self._conflict_copy is None or not self._conflict_copy.exists():
            self._conflict_copy = self._save_conflict_copy()
        raise StorageError("file.replaced", path=str(self.path), copy=str(self._conflict_copy))

    def _save_conflict_copy(self) -> Path:
        copy = free_name(self.path, "conflict")
        try:
            copy_database(self._raw, copy)
        except (sqlite3.Error, OSError) as error:
            raise storage_error(error, copy) from error
        return copy

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        self._raw.close()
