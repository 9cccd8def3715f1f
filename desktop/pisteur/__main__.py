"""Start: the window, or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; returns the exit code."""
    from pisteur.cli import run  # noqa: PLC0415 - keeps `python -m pisteur` importable quickly

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
