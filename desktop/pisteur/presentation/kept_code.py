"""Keeps the compiled form of the Python sources that PySide6 has inside its library.

They are 130 kB, which PySide6 compiles at each start: a seventh of it. Python itself keeps the
compiled form of modules in `__pycache__`; this does so for these, in the same place and by the
same wishes (`PYTHONPYCACHEPREFIX`, `PYTHONDONTWRITEBYTECODE`). What was kept counts only for the
very same source under the very same Python. Not for modules that have a file: Python keeps those.
"""

from __future__ import annotations

import builtins
import contextlib
import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import CodeType, TracebackType

    # Source and what it became, by the name that PySide6 gives the file.
    Kept = dict[str, tuple[str | bytes, CodeType]]

NAME = "of_qt.code"


def beside_compiled() -> Path | None:
    """Return the file beside the compiled form of this module; None where Python keeps none."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_name(NAME) if cached else None


class KeptCode:
    """While it is entered, `compile` looks up first what an earlier start compiled.

    What had to be compiled is kept at the end, unless the place can't be written.
    """

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._earlier = _read(place) if place else {}
        self._used: Kept = {}
        self._compile = builtins.compile

    def __enter__(self) -> None:
        builtins.compile = self._look_up

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        builtins.compile = self._compile
        if self._place and not sys.dont_write_bytecode and self._used != self._earlier:
            _write(self._place, self._used)

    def _look_up(self, source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        """Stand for `compile`; whoever asks for anything but a module gets what Python says."""
        plain = mode == "exec" and type(filename) is str and type(source) in (str, bytes)
        if not plain or more or options:
            return self._compile(source, filename, mode, *more, **options)
        kept = self._earlier.get(filename)
        if kept is None or kept[0] != source:
            # As called from here: with the `annotations` of the future, which all of these have.
            kept = (source, self._compile(source, filename, mode))
        self._used[filename] = kept
        return kept[1]


def _read(place: Path) -> Kept:
    """Return what is kept at `place` for this Python; nothing if it can't be made out."""
    try:
        # As trustworthy as what Python keeps in the same folder, and runs.
        version, kept = marshal.loads(place.read_bytes())  # noqa: S302
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if version == sys.version else {}


def _write(place: Path, kept: Kept) -> None:
    """Keep it for the next start, whole or not at all: another may start in this moment."""
    partial = place.with_name(f"{NAME}.{os.getpid()}")
    # A folder of the system's: then each start compiles, as without this.
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_bytes(marshal.dumps((sys.version, kept)))
            partial.replace(place)
        finally:
            partial.unlink(missing_ok=True)
