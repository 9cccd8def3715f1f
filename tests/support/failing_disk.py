"""A connection whose disk fails at a commit: at its very end, when the change is already there, or
before, when it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest


class LateFailure(sqlite3.Connection):
    """Commits, and then says that it failed, as SQLite does when the empty journal can't be synced.

    Attributes:
        failures: how many commits shall fail from now on.
        keeps: whether the change is there all the same.
    """

    failures = 0
    keeps = True

    def commit(self) -> None:
        if self.failures and not self.keeps:
            super().rollback()
        super().commit()
        self._fail()

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        if sql == "COMMIT" and self.failures and not self.keeps:
            super().rollback()
            self._fail()
        found = super().execute(sql, *parameters)
        if sql == "COMMIT":
            self._fail()
        return found

    def _fail(self) -> None:
        if self.failures:
            self.failures -= 1
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error


def use_late_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have data files opened by connections that can fail late."""
    plain: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return plain(*arguments, **{"factory": LateFailure, **named})

    monkeypatch.setattr(sqlite3, "connect", connect)
