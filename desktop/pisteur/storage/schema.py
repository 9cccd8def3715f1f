"""Creates and upgrades data files, with Alembic, in one transaction.

Imported only when there is something to create or upgrade: it loads SQLAlchemy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from pisteur.domain.errors import StorageError
from pisteur.storage.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    OpenFile,
    connect,
    open_file,
    storage_error,
)
from pisteur.storage.copies import set_stale_journal_aside, sync_folder

MIGRATIONS = Path(__file__).parent / "migrations"

Seed = Callable[[sqlite3.Connection], None]


def create_file(path: Path, seed: Seed | None = None) -> OpenFile:
    """Create a data file, complete or not at all, and open it.

    The file is built beside its final place and renamed, so a crash never leaves a half one.

    Args:
        path: where; its folder is made, private, if missing.
        seed: writes the first rows (stages, criteria) in the same transaction.

    Raises:
        StorageError: `file.exists`, `file.read_only`, `disk.full`, `disk.failed`.
    """
    if path.exists():
        raise StorageError("file.exists", path=str(path))
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for leftover in (fresh, fresh.with_name(fresh.name + "-journal")):
            leftover.unlink(missing_ok=True)
        set_stale_journal_aside(path)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection = connect(fresh)
        try:
            migrate(connection, fresh, seed)
        finally:
            connection.close()
        fresh.replace(path)
        sync_folder(path.parent)
    except PermissionError as error:
        raise StorageError("folder.read_only", path=str(path.parent)) from error
    except OSError as error:
        raise storage_error(error, path) from error
    return open_file(path)


def migrate(connection: sqlite3.Connection, path: Path, seed: Seed | None = None) -> None:
    """Bring the schema to SCHEMA_VERSION: everything in one transaction, or nothing.

    Raises:
        StorageError: `upgrade.failed` when rows would be left dangling, `disk.*`, `file.*`.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda sa: sa.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # Tables are rebuilt by some migrations; keys are checked as a whole before the commit.
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine.begin() as sa_connection:
            config.attributes["connection"] = sa_connection
            command.upgrade(config, "head")
            if seed is not None:
                seed(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                raise StorageError("upgrade.failed", path=str(path))
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
