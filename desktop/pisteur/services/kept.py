"""Keeps what was computed from many rows until the rows or the day are others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from pisteur.services.workspace import Workspace

T = TypeVar("T")


class Kept:
    """Results by name."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._results: dict[str, tuple[object, object]] = {}

    def get(self, name: str, tables: Sequence[str], make: Callable[[], T]) -> T:
        """Return what `make` made, made anew when one of `tables` or the day has changed."""
        now = (self._workspace.clock.today(), self._workspace.db.version(*tables))
        found = self._results.get(name)
        if found is None or found[0] != now:
            found = self._results[name] = (now, make())
        return cast("T", found[1])
