"""The migrations make what the table classes say, and what the change log relies on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.connection import SCHEMA_VERSION, connect
from pisteur.storage.schema import MIGRATIONS, migrate
from pisteur.storage.tables import TABLE_NAMES


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave Alembic's own table and those of the search index out."""
    return kind != "table" or (
        (name or "").split("_search")[0] == name and name != "alembic_version"
    )


def _no_key(_object: object, _name: str | None, kind: str, *_: object) -> bool:
    """Leave out foreign keys: those of added columns are read without their ON DELETE."""
    return kind != "foreign_key_constraint"


def test_the_migrations_make_exactly_the_foreign_keys_of_the_classes(services: Services) -> None:
    for name, table in SQLModel.metadata.tables.items():
        wanted = {(k.parent.name, k.column.table.name, k.ondelete) for k in table.foreign_keys}
        found = services.db.rows(f"PRAGMA foreign_key_list({name})")
        assert {(row[3], row[2], row[6]) for row in found} == wanted, name


def test_the_migrations_make_exactly_the_tables_of_the_classes(services: Services) -> None:
    engine = create_engine("sqlite://", creator=lambda: services.db.raw, poolclass=StaticPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": _ours, "include_object": _no_key},
        )
        assert compare_metadata(context, SQLModel.metadata) == []
        # The comparison must be able to fail.
        connection.execute(text("ALTER TABLE tags ADD COLUMN colour VARCHAR"))
        assert len(compare_metadata(context, SQLModel.metadata)) == 1


def test_the_number_of_the_schema_is_the_number_of_the_last_migration() -> None:
    versions = sorted(p.stem for p in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert versions[-1].startswith(f"{SCHEMA_VERSION:04}_")
    assert len(versions) == SCHEMA_VERSION


def test_every_table_has_an_integer_id_as_the_change_log_needs(services: Services) -> None:
    for table in TABLE_NAMES:
        columns = services.db.rows(f"PRAGMA table_info({table})")
        assert [(c[1], c[2]) for c in columns if c[5]] == [("id", "INTEGER")], table


def test_no_table_of_the_file_escapes_the_change_log(services: Services) -> None:
    found = {
        row[0]
        for row in services.db.rows(
            "SELECT name FROM main.sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE '%_search%' AND name <> 'alembic_version'"
        )
    }
    assert found == set(TABLE_NAMES)


def test_only_json_values_that_the_change_log_can_carry_are_stored(services: Services) -> None:
    kinds = {c[2] for t in TABLE_NAMES for c in services.db.rows(f"PRAGMA table_info({t})")}
    assert kinds <= {"INTEGER", "VARCHAR", "DATE"}


def test_a_migration_that_leaves_rows_dangling_is_undone(data_path: Path) -> None:
    file = open_data(data_path)

    def dangle(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO contact_tags (contact_id, tag_id) VALUES (9, 9)")

    with pytest.raises(StorageError, match=r"upgrade\.failed"):
        migrate(file.connection, data_path, dangle)
    assert file.connection.execute("SELECT count(*) FROM contact_tags").fetchone() == (0,)
    assert file.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    file.connection.close()


def test_an_older_file_is_backed_up_and_then_upgraded(
    data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pisteur.storage.connection.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr("pisteur.storage.schema.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr("pisteur.services.opening.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    file = open_data(data_path)
    assert file.schema_version == SCHEMA_VERSION + 1
    file.connection.close()
    (backup,) = (data_path.parent / "backups").iterdir()
    assert backup.name.endswith(".before-upgrade.db")


def test_without_its_backup_no_file_is_upgraded(
    data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pisteur.services.opening.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    (data_path.parent / "backups").write_text("in the way")
    before = data_path.read_bytes()
    with pytest.raises(StorageError, match=r"backup\.failed"):
        open_data(data_path)
    assert data_path.read_bytes() == before
    connect(data_path).close()  # it was let go of
