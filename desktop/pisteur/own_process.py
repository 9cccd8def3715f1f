"""Starts the program once more, for work that is better done in a process of its own.

That process is ended at will, and holds nobody up: Python's lock is another there. What is said
between the two is for those who start it (`exchange.workbook`, `services.duplicates_apart`).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_LESS_URGENT = 5


class GaveUpError(Exception):
    """The process could not be started, or ended without an answer."""


def start(task: str, *, behind: bool = False) -> subprocess.Popen[bytes]:
    """Start the process for a `task`, the one word that the program is started with.

    Args:
        task: as `__main__` knows it.
        behind: whether the window goes before it. Elsewhere than on Windows a process says so of
            itself: `go_behind`.

    Raises:
        GaveUpError: when it could not be started.
    """
    import subprocess  # noqa: PLC0415 - not needed in that process, and waited for there

    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    if behind:
        flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    try:
        return subprocess.Popen(
            command(task),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            creationflags=flags,
        )
    except OSError as error:
        # No room for another process; the window goes on.
        raise GaveUpError from error


def command(task: str) -> list[str]:
    """Return what starts the program for a task."""
    if getattr(sys, "frozen", False):
        return [sys.executable, task]
    # -P: a module of the folder that one is in by chance is not taken for Python's own.
    return [sys.executable, "-P", "-m", "pisteur", task]


def environment() -> dict[str, str]:
    """Return an environment in which the process finds this very program."""
    if getattr(sys, "frozen", False):
        return dict(os.environ)
    from pathlib import Path  # noqa: PLC0415 - as in `start`

    package = str(Path(__file__).parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def go_behind() -> None:
    """Let others go before this process, where the system knows of such a thing."""
    if sys.platform != "win32":
        os.nice(_LESS_URGENT)


def leave_no_copy() -> None:
    """See to it that no copy of what this process holds is on the disk when it is ended."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
