"""The JSON Schema of the archive, made from the tables, for programs that read or check one.

It is shipped as `resources/schema/archive.schema.json`, which `packaging/dev.py schema` writes
anew. It says what each row holds; what must hold between the columns of a row is for
`archive_rules`, which reads an archive and believes less than this.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Column, Date, Integer
from sqlmodel import SQLModel

from pisteur.domain.words import Status
from pisteur.exchange.archive import FORMAT, VERSION
from pisteur.services.archive_rules import columns_of, values_of
from pisteur.storage.columns import Instant, LocalTime
from pisteur.storage.tables import TABLE_NAMES

FILE = "schema/archive.schema.json"
"""Where it is shipped, under the resources."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INSTANT = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9]{2}:){2}[0-9]{2}Z$"}
_DATE = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TIME = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_WORDS = (
    "Everything that a data file of Pisteur holds. Each list is a table, each row an object; "
    "a column that ends in _id names a row of another list, one that ends in _cents is an amount "
    "in euro cents."
)


def archive_schema() -> dict[str, Any]:
    """Return the schema of the archives that this Pisteur writes."""
    lists = {name: _list(name) for name in TABLE_NAMES}
    header: dict[str, Any] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "created_at": _INSTANT,
        "application": {"type": "string"},
    }
    return {
        "$schema": _DIALECT,
        "title": "Pisteur archive",
        "description": _WORDS,
        "type": "object",
        "properties": header | lists,
        "required": [*header, *lists],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Return the schema as the file that is shipped."""
    return json.dumps(archive_schema(), ensure_ascii=False, indent=1) + "\n"


def _list(table: str) -> dict[str, Any]:
    columns = SQLModel.metadata.tables[table].columns
    properties = {name: _column(table, columns[name]) for name in columns_of(table)}
    if table == "contacts":
        properties["status"] = {
            "enum": [status.value for status in Status],
            "description": "Derived, for readers; it is not read back.",
        }
    row = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"type": "array", "items": row}


def _column(table: str, column: Column[Any]) -> dict[str, Any]:
    values = values_of(table, column.name)
    kind: dict[str, Any] = {"enum": list(values)} if values else dict(_kind(column))
    if column.nullable and not column.primary_key:
        kind = {"anyOf": [kind, {"type": "null"}]}
    for key in column.foreign_keys:
        kind["description"] = f"The id of a row of {key.column.table.name}."
    return kind


def _kind(column: Column[Any]) -> dict[str, Any]:
    if isinstance(column.type, Integer):
        return {"type": "integer"}
    if isinstance(column.type, Instant):
        return _INSTANT
    if isinstance(column.type, Date):
        return _DATE
    return _TIME if isinstance(column.type, LocalTime) else {"type": "string"}
