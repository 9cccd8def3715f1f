"""Opens the data file that a person means: finds it, creates or upgrades it.

On the way to the first paint: the schema module, which loads SQLAlchemy and Alembic, is
imported only when there is something to create or upgrade.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, cast

from pisteur.domain.errors import StorageError
from pisteur.i18n import current_language
from pisteur.resources import resource_path
from pisteur.storage.connection import SCHEMA_VERSION, OpenFile, open_file, storage_error
from pisteur.storage.copies import finish_restore

# The first schema with templates, cadences and reasons as data.
_WITH_SHIPPED_WORDS = 2

ENVIRONMENT_VARIABLE = "PISTEUR_DATA"


def data_file(given: str | None = None) -> Path:
    """Return the data file: the one given, else PISTEUR_DATA, else in the user's data folder."""
    named = given or os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs  # noqa: PLC0415 - 15 ms, for those who name no file

    return Path(platformdirs.user_data_dir("pisteur", appauthor=False)) / "pisteur.db"


def open_data(path: Path, *, anew: bool = False) -> OpenFile:
    """Open the data file at `path`; create it if there is none, upgrade it if it is older.

    Args:
        anew: begin an empty file although there are backups of one.

    Raises:
        StorageError: `file.*`, `folder.*`, `disk.*`, `upgrade.*`; nothing has changed.
    """
    if not _exists(path):
        finish_restore(path)
    if not _exists(path):
        if not anew:
            _refuse_gone(path)
        from pisteur.storage.schema import create_file  # noqa: PLC0415 - see the module docstring

        return create_file(path, seed_defaults)
    file = open_file(path)
    if file.schema_version == SCHEMA_VERSION:
        return file
    from pisteur.storage.backup import backup_before_upgrade  # noqa: PLC0415 - rarely needed
    from pisteur.storage.schema import migrate  # noqa: PLC0415 - see the module docstring

    try:
        backup_before_upgrade(file)
        seed = seed_missing if file.schema_version < _WITH_SHIPPED_WORDS else None
        migrate(file.connection, path, seed)
    except StorageError:
        file.connection.close()
        raise
    return OpenFile(path, file.connection, file.identity, SCHEMA_VERSION)


def _refuse_gone(path: Path) -> None:
    """Begin no empty file where there was one: whoever has backups would look for their data."""
    from pisteur.storage.backup import list_backups  # noqa: PLC0415 - rarely needed

    try:
        backups = list_backups(path)
    except OSError as error:
        raise storage_error(error, path) from error
    if backups:
        raise StorageError("file.gone", path=str(path))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        # A folder that may not be looked into.
        raise StorageError("file.unreadable", path=str(path)) from error


def seed_missing(connection: sqlite3.Connection) -> None:
    """Write what ships and a file of before has no place for: see `selling_seed`."""
    from pisteur.services.selling_defaults import selling_defaults  # noqa: PLC0415 - as above
    from pisteur.services.selling_seed import seed_selling  # noqa: PLC0415 - as above

    seed_selling(connection, selling_defaults(current_language()))


def shipped_defaults() -> dict[str, Any]:
    """Return the columns and criteria that a new file begins with, in the language spoken."""
    import json  # noqa: PLC0415 - for a new file or pipeline only

    text = resource_path(f"defaults/{current_language()}.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def seed_defaults(connection: sqlite3.Connection) -> None:
    """Write the first columns, criteria, templates and reasons, in the language that is spoken."""
    defaults = shipped_defaults()
    for position, stage in enumerate(defaults["stages"]):
        connection.execute(
            "INSERT INTO stages (name, zone, position) VALUES (?, ?, ?)",
            (stage["name"], stage["zone"], position),
        )
    for position, criterion in enumerate(defaults["criteria"]):
        connection.execute(
            "INSERT INTO criteria (key, letter, name, question, guidance, prompts, find_out,"
            " required, position) VALUES (:key, :letter, :name, :question, :guidance, :prompts,"
            " :find_out, :required, :position)",
            {**criterion, "required": int(criterion["required"]), "position": position},
        )
    seed_missing(connection)
