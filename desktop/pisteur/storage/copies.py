"""Copies of an open data file, made through its own connection. Backups and conflict copies.

A file that SQLite holds is never copied by other means: a copy made beside a running transaction
is half of one state and half of another, and closing a second handle drops the locks.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pisteur.domain.errors import StorageError
from pisteur.storage.connection import storage_error

# As SQLite has it: kibibytes, below nought.
COPYING_CACHE = -1000


def free_name(path: Path, mark: str) -> Path:
    """Return the first of `name.mark-1.db`, `name.mark-2.db`, … beside `path` that is free."""
    number = 1
    while True:
        candidate = path.with_name(f"{path.stem}.{mark}-{number}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of the database at `path`."""
    return path.with_name(path.name + "-journal")


def restoring_name(path: Path) -> Path:
    """Return where a restored file waits, whole, to take the place of the one at `path`."""
    return path.with_name(path.name + ".restoring")


def finish_restore(path: Path) -> None:
    """If a restore was killed between its two renames, do the second.

    Raises:
        StorageError: the disk refuses.
    """
    ready = restoring_name(path)
    try:
        if ready.exists() and not path.exists():
            set_stale_journal_aside(path)
            ready.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        raise storage_error(error, path) from error


def set_stale_journal_aside(path: Path) -> None:
    """Move a journal that belongs to an earlier file at `path` out of the way.

    SQLite would roll it back into whatever stands at `path` next, and ruin it.
    """
    journal = journal_of(path)
    if journal.exists():
        journal.replace(free_name(path.with_name(f"{path.stem}-journal{path.suffix}"), "stale"))


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database into the new, private file `target`, and see it onto the disk.

    On failure nothing is left at `target`.

    Raises:
        OSError, sqlite3.Error: it could not be written.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            # Nobody else sees the copy before it is whole: it needs no journal of its own.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            with _small_cache(source):
                source.backup(copy)
        finally:
            copy.close()
        sync_file(target)
        sync_folder(target.parent)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@contextmanager
def _small_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep few pages within: SQLite would fill its cache with the whole file, for the whole day."""
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size={COPYING_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={usual}")


def check_database(path: Path, *, thorough: bool = True) -> dict[str, int]:
    """Read a closed database through and return its row counts by table.

    Args:
        thorough: whether indexes and keys are compared with the rows, too. Without it every page
            is still read, and every row and entry found whole and in its place.

    Raises:
        StorageError: `file.damaged`, `file.unreadable`.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            check = "integrity_check" if thorough else "quick_check"
            verdict = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
            dangling = None
            if thorough:
                dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            counts = count_rows(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    if verdict != "ok" or dangling is not None:
        raise StorageError("file.damaged", path=str(path))
    return counts


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table of `main`."""
    tables = connection.execute(
        "SELECT name FROM main.sqlite_master"
        " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0]
        for (name,) in tables
    }


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder are on the disk, where the system lets one."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
