"""The command line: the same executable without a window, for scripts and for testing.

Exit 0 done; 1 failed, with one plain sentence on standard error; 2 wrong usage. With `--json`
the last line of the output is one JSON object.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pisteur import __version__, i18n
from pisteur.domain.errors import PisteurError
from pisteur.i18n import _


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for; returns the exit code."""
    i18n.set_language(_language_of(arguments))
    options = make_parser().parse_args(arguments)
    if options.command is None:
        from pisteur.app import Options, run_window  # noqa: PLC0415 - loads Qt
        from pisteur.services.opening import data_file  # noqa: PLC0415

        return run_window(data_file(options.data), Options(language=options.lang))
    from pisteur.commands import COMMANDS  # noqa: PLC0415 - loads the services

    try:
        return COMMANDS[options.command](options)
    except PisteurError as error:
        from pisteur.error_texts import error_text  # noqa: PLC0415

        sys.stderr.write(error_text(error) + "\n")
        return 1


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for before the rest is parsed: usage is said in it too."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        asked = None
    return asked if asked in i18n.LANGUAGES else i18n.guess_language()


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="pisteur",
        description=_("A CRM for one person, in one file. Without a command: the window."),
    )
    parser.add_argument("--version", action="version", version=f"pisteur {__version__}")
    _add_common(parser, top=True)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))

    demo = commands.add_parser("demo", help=_("the window on a throw-away demonstration file"))
    _add_common(demo)

    incoming = commands.add_parser("import", help=_("bring in a list of leads, or an archive"))
    _add_common(incoming)
    incoming.add_argument("file", type=Path)
    incoming.add_argument("--list", dest="list_name", help=_("name of the list"))
    incoming.add_argument("--source", default="", help=_("where the names come from"))
    incoming.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, change nothing")
    )
    incoming.add_argument("--rejects", type=Path, help=_("write the rows not taken to this file"))
    incoming.add_argument(
        "--on-conflict",
        choices=("stored", "file"),
        default="stored",
        help=_("what wins where both have a value"),
    )
    board = incoming.add_mutually_exclusive_group()
    board.add_argument(
        "--board",
        dest="on_board",
        action="store_true",
        default=None,
        help=_("put the new leads on the board"),
    )
    board.add_argument(
        "--no-board",
        dest="on_board",
        action="store_false",
        help=_("keep the new leads off the board"),
    )

    outgoing = commands.add_parser("export", help=_("write follow-ups, contacts or everything"))
    _add_common(outgoing)
    outgoing.add_argument("what", choices=("follow-ups", "contacts", "archive"))
    outgoing.add_argument("--format", choices=("ics", "csv", "json"), required=True)
    outgoing.add_argument(
        "--plain", action="store_true", help=_("CSV for programs: commas, points, ISO dates")
    )
    outgoing.add_argument("-o", "--output", type=Path, required=True)
    outgoing.add_argument(
        "--from", dest="start", type=date.fromisoformat, help=_("first day, as 2026-11-22")
    )
    outgoing.add_argument(
        "--to", dest="end", type=date.fromisoformat, help=_("last day, as 2026-11-22")
    )

    backup = commands.add_parser("backup", help=_("make a checked copy of the data file"))
    _add_common(backup)
    backup.add_argument("-o", "--output", type=Path)
    restore = commands.add_parser(
        "restore", help=_("go back to a backup; the present file is kept")
    )
    _add_common(restore)
    restore.add_argument("file", type=Path)
    check = commands.add_parser("check", help=_("check the data file"))
    _add_common(check)
    check.add_argument("--repair", action="store_true", help=_("rebuild what can be derived"))
    _add_common(commands.add_parser("self-test", help=_("open every page off-screen and say ok")))
    return parser


def _add_common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    # Accepted before and after the command; what stands after wins.
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--data", metavar="FILE", default=default, help=_("the data file"))
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=default, help=_("the language"))
    if not top:
        parser.add_argument("--json", action="store_true", help=_("end with one line of JSON"))
