"""Reads settings straight from the connection; used before anything heavy is imported."""

from __future__ import annotations

import sqlite3
from typing import TypeVar

from pisteur.domain.errors import DomainError
from pisteur.domain.settings import Setting
from pisteur.storage.connection import reading

T = TypeVar("T")


def read_setting(connection: sqlite3.Connection, setting: Setting[T]) -> T:
    """Return the stored value of `setting`, or its default when missing or not allowed.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        row = connection.execute(
            "SELECT value FROM settings WHERE key = ?", (setting.key,)
        ).fetchone()
    if row is None:
        return setting.default
    import json  # noqa: PLC0415 - most files store nothing, and the first paint waits

    try:
        return setting.check(json.loads(row[0]))
    except (ValueError, DomainError):
        return setting.default
