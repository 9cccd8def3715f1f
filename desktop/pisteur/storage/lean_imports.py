"""Spares what SQLModel, SQLAlchemy and pydantic import without Pisteur using it: 8 MiB.

They name `asyncio`, which brings TLS, and with `hashlib` all of OpenSSL, for what only others do:
servers, passwords. Stand-ins take the places of such modules while SQLModel is loaded. One that is
asked for anything loads the module itself and hands it out, so a later version that needs more is
as right as ever, only larger. Not for what is slow to load: all of it comes after the first paint.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def lean_imports() -> Iterator[None]:
    """Have stand-ins imported, within, for what is spared and not loaded yet.

    Modules within them are not found meanwhile: nothing that is loaded here names one. Who imports
    these modules later gets themselves; those that were imported within keep their
    stand-ins, for when they are asked.
    """
    stand_ins = [_StandIn(name) for name in _SPARED if name not in sys.modules]
    for stand_in in stand_ins:
        sys.modules[stand_in.__name__] = stand_in
        package, _, name = stand_in.__name__.rpartition(".")
        if package:
            # Where `import package.name` leaves it for `package.name.something`.
            vars(sys.modules[package]).setdefault(name, stand_in)
    try:
        yield
    finally:
        for stand_in in stand_ins:
            stand_in.leave()


class _StandIn(ModuleType):
    """Holds the place of a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # Those are questions of `import`, to which nothing is an answer.
            raise AttributeError(name)
        if self.__name__ not in sys.modules and name in _UNRAISED.get(self.__name__, {}):
            return _UNRAISED[self.__name__][name]
        held = sys.modules.get(self.__name__) is self
        if held and name in _SPARED[self.__name__]:
            return _SPARED[self.__name__][name]
        if held:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)

    def leave(self) -> None:
        """Give the place up."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


class _Unraised(BaseException):
    """Stands for an error that nobody can raise as long as its module is not loaded."""


def _later(module: str, name: str) -> Callable[..., Any]:
    """Return a function that loads the one meant when it is called."""

    def call(*arguments: Any, **named: Any) -> Any:
        if isinstance(sys.modules.get(module), _StandIn):
            del sys.modules[module]
        return getattr(importlib.import_module(module), name)(*arguments, **named)

    return call


def _no_plugins(**_group: str) -> tuple[()]:
    """Stand for what pydantic asks for its plugins, who would be looked for in all packages."""
    return ()


# What is taken from each while SQLModel is loaded, and needs no more than that then.
_SPARED: dict[str, dict[str, Callable[..., Any]]] = {
    "asyncio": {"iscoroutine": _later("asyncio", "iscoroutine")},
    "hashlib": {},
    "secrets": {},
    "importlib.metadata": {
        "entry_points": _no_plugins,
        "version": _later("importlib.metadata", "version"),
    },
}

# What SQLAlchemy compares each error of SQLite with: loading anything then, perhaps from a disk
# that fails, might hide it.
_UNRAISED: dict[str, dict[str, type[BaseException]]] = {
    "asyncio": {"TimeoutError": TimeoutError, "CancelledError": _Unraised},
}
