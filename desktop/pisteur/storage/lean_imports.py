"""Spares what SQLModel, SQLAlchemy and pydantic import without Pisteur using it: 8 MiB.

They name `asyncio`, which brings TLS, and with `hashlib` all of OpenSSL, for what only others do:
servers, passwords. Stand-ins take the places of such modules while SQLModel is loaded. Not for
what is slow to load: all of it comes after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from pisteur.stand_ins import later, stand_ins


def lean_imports() -> AbstractContextManager[None]:
    """Have stand-ins imported, within, for what is spared and not loaded yet."""
    return stand_ins(_SPARED, _UNRAISED)


class _Unraised(BaseException):
    """Stands for an error that nobody can raise as long as its module is not loaded."""


def _no_plugins(**_group: str) -> tuple[()]:
    """Stand for what pydantic asks for its plugins, who would be looked for in all packages."""
    return ()


# What is taken from each while SQLModel is loaded, and needs no more than that then.
_SPARED: dict[str, dict[str, Callable[..., Any]]] = {
    "asyncio": {"iscoroutine": later("asyncio", "iscoroutine")},
    "hashlib": {},
    "secrets": {},
    "importlib.metadata": {
        "entry_points": _no_plugins,
        "version": later("importlib.metadata", "version"),
    },
}

# What SQLAlchemy compares each error of SQLite with: loading anything then, perhaps from a disk
# that fails, might hide it.
_UNRAISED: dict[str, dict[str, type[BaseException]]] = {
    "asyncio": {"TimeoutError": TimeoutError, "CancelledError": _Unraised},
}
