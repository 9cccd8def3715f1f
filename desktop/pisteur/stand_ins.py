"""Holds the places of modules that others import without Pisteur using what they do with them.

A stand-in that is asked for anything it does not know loads the module itself and hands it out, so
a later version that needs more is as right as ever, only larger or slower. Who names what is
spared: `presentation.plain_import` for Qt, `storage.lean_imports` for SQLModel.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

# What is answered without the module, by name.
Answers = Mapping[str, Any]


@contextmanager
def stand_ins(
    spared: Mapping[str, Answers], unloaded: Mapping[str, Answers] | None = None
) -> Iterator[None]:
    """Have stand-ins imported, within, for the modules of `spared` that are not loaded yet.

    Modules within them are not found meanwhile: nothing that is loaded here may name one. Who
    imports these modules later gets themselves; those that were imported within keep their
    stand-ins, for when they are asked.

    Args:
        spared: what is answered while the stand-in holds the place, by module.
        unloaded: what is answered as long as nobody has loaded the module.
    """
    held = [
        _StandIn(name, answers, (unloaded or {}).get(name, {}))
        for name, answers in spared.items()
        if name not in sys.modules
    ]
    for stand_in in held:
        sys.modules[stand_in.__name__] = stand_in
        package, _, name = stand_in.__name__.rpartition(".")
        if package:
            # Where `import package.name` leaves it for `package.name.something`.
            vars(sys.modules[package]).setdefault(name, stand_in)
    try:
        yield
    finally:
        for stand_in in held:
            stand_in.leave()


class _StandIn(ModuleType):
    """Holds the place of a module until something of it is asked for."""

    def __init__(self, name: str, answers: Answers, unloaded: Answers) -> None:
        super().__init__(name)
        self.__dict__["__answers"] = answers, unloaded

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # Those are questions of `import`, to which nothing is an answer.
            raise AttributeError(name)
        answers, unloaded = self.__dict__["__answers"]
        if self.__name__ not in sys.modules and name in unloaded:
            return unloaded[name]
        held = sys.modules.get(self.__name__) is self
        if held and name in answers:
            return answers[name]
        if held:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)

    def leave(self) -> None:
        """Give the place up."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


def later(module: str, name: str) -> Callable[..., Any]:
    """Return a function that loads the one meant when it is called."""

    def call(*arguments: Any, **named: Any) -> Any:
        if isinstance(sys.modules.get(module), _StandIn):
            del sys.modules[module]
        return getattr(importlib.import_module(module), name)(*arguments, **named)

    return call
