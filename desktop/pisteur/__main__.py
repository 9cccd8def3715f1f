"""Start: the window, or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; returns the exit code."""
    arguments = sys.argv[1:]
    if not arguments:
        from pisteur.start import open_window  # noqa: PLC0415 - the window need not wait for more

        return open_window()
    if arguments == ["read-workbook"]:
        from pisteur.exchange.sheets import serve  # noqa: PLC0415 - the app's own process

        return serve(sys.stdin.buffer, sys.stdout.buffer)
    if arguments == ["find-duplicates"]:
        from pisteur.services.duplicates_apart import serve as search  # noqa: PLC0415 - as above

        return search(sys.stdin.buffer, sys.stdout.buffer)
    from pisteur.cli import run  # noqa: PLC0415 - not needed for the window

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
