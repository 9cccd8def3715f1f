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
from typing import Any, NoReturn

from pisteur import __version__, i18n
from pisteur.domain.errors import PisteurError
from pisteur.i18n import _, bare


class _Parser(argparse.ArgumentParser):
    """A parser whose own words are ours too: headings, help, and what is wrong with a usage."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False)
        self._positionals.title = _heading(_("arguments:"))
        self._optionals.title = _heading(_("options:"))
        self.add_argument("-h", "--help", action="help", help=_("say this and end"))

    def error(self, message: str) -> NoReturn:
        super().error(bare(message))


def _heading(words: str) -> str:
    """Return a heading without its colon, which argparse puts; what stands before it stays."""
    return words.removesuffix(":")


def argparse_words() -> dict[str, str]:
    """Return the English that argparse speaks by itself, with ours for it.

    Its placeholders stand for ours: argparse fills them in.
    """
    return {
        "usage: ": _("usage: "),
        "%(prog)s: error: %(message)s\n": _("{program}: error: {message}").format(
            program="%(prog)s", message="%(message)s"
        )
        + "\n",
        "argument %(argument_name)s: %(message)s": _("argument {name}: {message}").format(
            name="%(argument_name)s", message="%(message)s"
        ),
        "unrecognized arguments: %s": _("unknown arguments: {names}").format(names="%s"),
        "the following arguments are required: %s": _("these are missing: {names}").format(
            names="%s"
        ),
        "invalid choice: %(value)r (choose from %(choices)s)": _(
            "not a choice: {value}; there are {choices}"
        ).format(value="%(value)r", choices="%(choices)s"),
        "ambiguous option: %(option)s could match %(matches)s": _(
            "{option} could mean {matches}"
        ).format(option="%(option)s", matches="%(matches)s"),
        "not allowed with argument %s": _("does not go with {name}").format(name="%s"),
        "expected one argument": _("a value is missing"),
        "ignored explicit argument %r": _("takes no value, not even {value}").format(value="%r"),
    }


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for; returns the exit code."""
    i18n.set_language(_language_of(arguments))
    # argparse looks its words up by a gettext of its own, which knows no catalogue of ours.
    words = argparse_words()
    argparse._ = lambda message: words.get(message, message)  # type: ignore[attr-defined] # not in its stubs
    options = make_parser().parse_args(arguments)
    if options.command is None:
        from pisteur.start import open_window  # noqa: PLC0415 - loads Qt

        return open_window(options.data, options.lang)
    from pisteur.commands import COMMANDS  # noqa: PLC0415 - loads the services

    try:
        return COMMANDS[options.command](options)
    except PisteurError as error:
        from pisteur.command_line import say  # noqa: PLC0415 - the commands load it
        from pisteur.error_texts import error_text  # noqa: PLC0415 - as above

        say(error_text(error), sys.stderr)
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
    parser = _Parser(
        prog="pisteur",
        description=_("A CRM for one person, in one file. Without a command: the window."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"pisteur {__version__}",
        help=_("say the version and end"),
    )
    _add_common(parser, top=True)
    commands = parser.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_heading(_("commands:")), parser_class=_Parser
    )
    _add_common(
        commands.add_parser("demo", help=_("the window on a throw-away demonstration file"))
    )
    _add_import(commands.add_parser("import", help=_("bring in a list of leads, or an archive")))
    _add_export(
        commands.add_parser("export", help=_("write follow-ups, contacts, deals or everything"))
    )
    _add_upkeep(commands)
    _add_common(commands.add_parser("self-test", help=_("open every page off-screen and say ok")))
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    _add_common(parser)
    parser.add_argument("file", metavar=_("FILE"), type=Path, help=_("the list, or the archive"))
    _add_reading(parser)
    parser.add_argument("--list", dest="list_name", metavar=_("NAME"), help=_("name of the list"))
    parser.add_argument(
        "--source", default="", metavar=_("TEXT"), help=_("where the names come from")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, change nothing")
    )
    parser.add_argument(
        "--rejects", type=_file, metavar=_("FILE"), help=_("write the rows not taken to this file")
    )
    _add_decisions(parser)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Add how a list is read, for where it can't be found out."""
    parser.add_argument(
        "--sheet", metavar=_("NAME"), help=_("sheet of a workbook; found out without it")
    )
    parser.add_argument(
        "--dates",
        choices=("dmy", "mdy", "ymd"),
        help=_("order of day, month and year; found out without it"),
    )
    parser.add_argument(
        "--decimal",
        choices=("comma", "point"),
        help=_("what stands before the cents; found out without it"),
    )
    parser.add_argument(
        "--columns",
        metavar=_("NAME"),
        help=_("columns kept under this name; without it, those kept for the same headings"),
    )


def _add_decisions(parser: argparse.ArgumentParser) -> None:
    """Add what becomes of the rows."""
    parser.add_argument(
        "--new",
        choices=("import", "skip"),
        default="import",
        help=_("what becomes of names that are not stored yet"),
    )
    parser.add_argument(
        "--on-gap",
        choices=("fill", "leave"),
        default="fill",
        help=_("what becomes of rows that complete a contact"),
    )
    parser.add_argument(
        "--on-conflict",
        choices=("stored", "fill", "file"),
        default="stored",
        help=_("what wins where both have a value"),
    )
    board = parser.add_mutually_exclusive_group()
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


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_common(parser)
    kinds = ("follow-ups", "contacts", "opportunities", "archive")
    parser.add_argument(
        "what",
        metavar=_("WHAT"),
        choices=kinds,
        help=_("what to write, one of: {kinds}").format(kinds=", ".join(kinds)),
    )
    formats = ("ics", "csv", "xlsx", "vcf", "json", "pdf")
    parser.add_argument("--format", choices=formats, required=True)
    parser.add_argument(
        "--plain", action="store_true", help=_("CSV for programs: commas, points, ISO dates")
    )
    parser.add_argument(
        "--tasks", action="store_true", help=_("ICS with tasks instead of appointments")
    )
    parser.add_argument(
        "--vcard", choices=("4", "3"), default="4", help=_("version of the address cards")
    )
    parser.add_argument(
        "--search", default="", metavar=_("TEXT"), help=_("only contacts found by these words")
    )
    parser.add_argument(
        "--contact",
        default="",
        metavar=_("NAME"),
        help=_("only this contact: its number, or its name in full"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=_("FILE"),
        required=True,
        help=_("the file to write; - for the standard output"),
    )
    parser.add_argument(
        "--from", dest="start", metavar=_("DATE"), type=_day, help=_("first day, as 2026-11-22")
    )
    parser.add_argument(
        "--to", dest="end", metavar=_("DATE"), type=_day, help=_("last day, as 2026-11-22")
    )


def _add_upkeep(commands: argparse._SubParsersAction[_Parser]) -> None:
    backup = commands.add_parser("backup", help=_("make a checked copy of the data file"))
    _add_common(backup)
    backup.add_argument(
        "-o", "--output", type=_file, metavar=_("FILE"), help=_("the file to write")
    )
    restore = commands.add_parser(
        "restore", help=_("go back to a backup; the present file is kept")
    )
    _add_common(restore)
    restore.add_argument("file", metavar=_("FILE"), type=Path, help=_("the backup"))
    check = commands.add_parser("check", help=_("check the data file"))
    _add_common(check)
    check.add_argument("--repair", action="store_true", help=_("rebuild what can be derived"))


def _file(text: str) -> Path:
    if text == "-":
        raise argparse.ArgumentTypeError(_("This goes to a file: name one instead of “-”."))
    return Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a day. Write it as 2026-11-22.").format(text=text)
        ) from error


def _add_common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    # Accepted before and after the command; what stands after wins.
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--data", metavar=_("FILE"), default=default, help=_("the data file"))
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=default, help=_("the language"))
    if not top:
        parser.add_argument("--json", action="store_true", help=_("end with one line of JSON"))
