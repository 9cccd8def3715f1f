"""Everything as one JSON archive, and back into an empty file without loss.

What Pisteur derives by itself is left out, except each contact's `status`, which is there for
readers: on import all of it is derived again, never believed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import DefaultClause, Integer
from sqlmodel import SQLModel

from pisteur import __version__
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.text import without_controls
from pisteur.domain.words import Zone
from pisteur.exchange.archive import VERSION, Row, Scalar, read_archive, write_archive
from pisteur.exchange.errors import ExchangeError
from pisteur.i18n import _
from pisteur.services.archive_rules import JSON_COLUMNS, check_rows, columns_of
from pisteur.services.workspace import Done, Workspace
from pisteur.storage import stays
from pisteur.storage.columns import instant_to_text
from pisteur.storage.status_sql import status_case
from pisteur.storage.tables import TABLE_NAMES

_PIECE = 5000
# What a fresh file holds before anyone has typed anything.
_SEEDED = (
    *("pipelines", "stages", "criteria", "settings", "templates", "cadences", "cadence_steps"),
    *("loss_reasons", "came_for"),
)


class _RehearsedError(Exception):
    """What was to be tried out is written: take it back."""


class ArchiveService:
    """Writes and reads the archive."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def write(self, path: Path) -> int:
        """Write everything at `path`; returns the number of contacts.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        tables = {name: self._stored(name) for name in TABLE_NAMES}
        now = instant_to_text(self._workspace.clock.now())
        write_archive(tables, path, created_at=now, application=f"Pisteur {__version__}")
        return int(self._db.rows("SELECT count(*) FROM contacts")[0][0])

    def _stored(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, read in pieces."""
        names = columns_of(table)
        values = [f"t.{name}" for name in names]
        parameters: dict[str, object] = {"last": 0}
        if table == "contacts":
            names, values = [*names, "status"], [*values, status_case("t")]
            months = self._workspace.setting(DORMANCY_MONTHS)
            since = dormant_before(self._workspace.clock.today(), months)
            parameters["customer_since"] = since.isoformat()
        sql = (
            f"SELECT {', '.join(values)} FROM {table} t WHERE t.id > :last"
            f" ORDER BY t.id LIMIT {_PIECE}"
        )
        while found := self._db.rows(sql, parameters):
            for row in found:
                yield dict(zip(names, row, strict=True))
            parameters["last"] = found[-1][0]

    def read(self, path: Path) -> Done[int]:
        """Fill this file, which must be empty, from the archive at `path`: one step.

        The columns and criteria of a fresh file give way to those of the archive.

        Returns:
            The number of contacts.

        Raises:
            ExchangeError: `archive.not_empty` when anything was added to this file before, else
                `file.*` or `archive.*`; nothing has changed.
            StorageError: `file.own` when it is the data file.
        """
        tables = self._read_through(path)
        try:
            with self._db.step(_("Import the archive “{name}”").format(name=path.name)) as step:
                self._fill(path, tables)
        except sqlite3.IntegrityError as error:
            raise ExchangeError("archive.damaged", path, table=_table_in(error)) from error
        return Done(len(tables.get("contacts", ())), step.changes)

    def rehearse(self, path: Path) -> int:
        """Do as `read` does and take it back; returns the number of contacts.

        Raises:
            ExchangeError, StorageError: as `read`.
        """
        tables = self._read_through(path)
        try:
            with self._db.step("", undoable=False):
                self._fill(path, tables)
                raise _RehearsedError
        except _RehearsedError:
            return len(tables.get("contacts", ()))
        except sqlite3.IntegrityError as error:
            raise ExchangeError("archive.damaged", path, table=_table_in(error)) from error

    def _read_through(self, path: Path) -> dict[str, list[dict[str, Scalar]]]:
        """Return the rows of an archive for this file, which must be empty, each one checked."""
        # Opened and closed a second time, it would lose the locks that this process holds on it.
        self._workspace.refuse_own_file(path)
        archive = read_archive(path)
        tables = archive.tables
        if archive.version < VERSION:
            _complete(tables)
        for name, rows in tables.items():
            _clean(name, rows)
            check_rows(path, name, rows)
        if any(self._holds(name) for name in TABLE_NAMES if name not in _SEEDED):
            raise ExchangeError("archive.not_empty", path)
        return tables

    def _holds(self, table: str) -> bool:
        return bool(self._db.rows(f"SELECT 1 FROM {table} LIMIT 1"))

    def _fill(self, path: Path, tables: Mapping[str, list[dict[str, Scalar]]]) -> None:
        raw = self._db.raw
        raw.execute("PRAGMA defer_foreign_keys=ON")
        for name in _SEEDED:
            # An archive of before keeps what this file was given for it.
            if name in tables:
                raw.execute(f"DELETE FROM {name}")
        for name in TABLE_NAMES:
            columns = columns_of(name)
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
            rows = tables.get(name, ())
            raw.executemany(sql, ([row[column] for column in columns] for row in rows))
        dangling = self._db.rows("PRAGMA foreign_key_check")
        if dangling:
            raise ExchangeError("archive.damaged", path, table=dangling[0][0])
        # Every deal of every board must have somewhere to be.
        if self._db.rows("SELECT count(*) FROM pipelines")[0][0] == 0 or self._db.rows(
            "SELECT 1 FROM pipelines p WHERE (SELECT count(DISTINCT zone) FROM stages s"
            f" WHERE s.pipeline_id = p.id) < {len(Zone)}"
        ):
            raise ExchangeError("archive.damaged", path, table="stages")
        # An archive of before knows of no stays.
        stays.mend(raw)
        for column, table in (("lost_reason", "loss_reasons"), ("came_for", "came_for")):
            unknown = f"{column} IS NOT NULL AND {column} NOT IN (SELECT key FROM {table})"
            if self._db.rows(f"SELECT 1 FROM opportunities WHERE {unknown} LIMIT 1"):
                raise ExchangeError("archive.damaged", path, table=f"opportunities.{column}")


def _clean(table: str, rows: list[dict[str, Scalar]]) -> None:
    """Leave out the control characters that no field takes, in an archive edited by hand."""
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str):
                plain = without_controls(value)
                escaped = "\\" in plain and (table, name) in JSON_COLUMNS
                row[name] = _without_escaped(plain) if escaped else plain


def _without_escaped(text: str) -> str:
    """Leave control characters out of the texts of a JSON value, where they are escaped."""
    try:
        found = json.loads(text)
        cleaned = _texts_without(found)
    except (ValueError, RecursionError):
        # Refused with the other rows that can't be read.
        return text
    return text if cleaned == found else json.dumps(cleaned, ensure_ascii=False)


def _texts_without(value: object) -> object:
    match value:
        case str():
            return without_controls(value)
        case list():
            return [_texts_without(own) for own in value]
        case dict():
            return {without_controls(key): _texts_without(own) for key, own in value.items()}
        case _:
            return value


def _complete(tables: Mapping[str, list[dict[str, Scalar]]]) -> None:
    """Give the rows of an archive of before the columns that were added since."""
    for row in tables.get("opportunities", ()):
        if row.pop("forced_gate", None) == "sale":
            row["forced_sale_reason"], row["forced_reason"] = row.get("forced_reason"), ""
    for table in tables.keys() & set(TABLE_NAMES):
        for column in SQLModel.metadata.tables[table].columns:
            if isinstance(column.server_default, DefaultClause):
                text = str(column.server_default.arg)
                given: Scalar = int(text) if isinstance(column.type, Integer) else text
            elif column.nullable:
                given = None
            else:
                continue
            for row in tables[table]:
                row.setdefault(column.name, given)


def _table_in(error: sqlite3.IntegrityError) -> str:
    """Return the table that SQLite names, as in `UNIQUE constraint failed: contacts.uid`."""
    return str(error).rpartition(": ")[2]
