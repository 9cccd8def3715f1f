"""What each command of the command line does; `pisteur.cli` reads the arguments.

Each takes the parsed options and returns the exit code; errors are raised and said by the caller.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pisteur.command_line import end_with_json, opened, say, voice, written
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import DomainError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.error_texts import error_text
from pisteur.i18n import _, ngettext
from pisteur.import_command import import_file
from pisteur.services.opening import data_file, open_data
from pisteur.services.services import Services
from pisteur.services.upkeep import CheckResult


def export(options: argparse.Namespace) -> int:
    """Write follow-ups, contacts, deals or everything to a file."""
    what, chosen = ExportWhat(options.what), _export_format(options)
    if chosen not in FORMATS[what]:
        return _say_wrong(DomainError("export.format", what=options.what, format=options.format))
    if (options.start or options.end) and what is not ExportWhat.FOLLOW_UPS:
        return _say_wrong(DomainError("export.no_days", what=options.what))
    if options.search and what not in (ExportWhat.CONTACTS, ExportWhat.OPPORTUNITIES):
        return _say_wrong(DomainError("export.no_search", what=options.what))
    if options.contact and what not in (ExportWhat.CONTACTS, ExportWhat.OPPORTUNITIES):
        return _say_wrong(DomainError("export.no_contact", what=options.what))
    if options.contact and options.search:
        return _say_wrong(DomainError("export.contact_or_search"))
    with written(options.output) as path, opened(options) as services:
        ids = _export_ids(services, options)
        request = ExportRequest(what, chosen, options.start, options.end, ids)
        if what is ExportWhat.ARCHIVE:
            count = services.archive.write(path)
        elif chosen is ExportFormat.PDF:
            count = _export_pdf(services, path, request)
        else:
            count = services.exporting.write(path, request)
    text = ngettext(
        "{count} record written to {path}.", "{count} records written to {path}.", count
    )
    to = voice(options.output)
    place = options.output if to is sys.stdout else _("the standard output")
    say(text.format(count=count, path=place), to)
    end_with_json(options, {"records": count, "path": str(options.output)}, to)
    return 0


def _export_ids(services: Services, options: argparse.Namespace) -> tuple[int, ...] | None:
    """Return the contacts that the options name; None for all."""
    if options.contact:
        return (services.exporting.contact_named(options.contact),)
    return services.contact_list.ids(ContactQuery(options.search)) if options.search else None


def _export_pdf(services: Services, path: Path, request: ExportRequest) -> int:
    """Write a sheet to print; returns how many it holds."""
    from pisteur.presentation.pdf import render_sheet, without_window  # noqa: PLC0415 - loads Qt
    from pisteur.ui.panel.history_text import event_text  # noqa: PLC0415 - as above

    sheet = services.exporting.sheet(request, event_text)
    with without_window():
        services.exporting.write_content(path, render_sheet(sheet))
    return services.exporting.count(request)


def _export_format(options: argparse.Namespace) -> ExportFormat:
    match options.format:
        case "csv" if options.plain:
            return ExportFormat.PLAIN_CSV
        case "ics" if options.tasks:
            return ExportFormat.ICS_TASKS
        case "vcf" if options.vcard == "3":
            return ExportFormat.VCARD_3
    return ExportFormat(options.format)


def _say_wrong(error: DomainError) -> int:
    """Say in one sentence what is wrong with a usage; returns its exit code."""
    say(error_text(error), sys.stderr)
    return 2


def backup(options: argparse.Namespace) -> int:
    """Make a checked copy of the data file."""
    with opened(options) as services:
        made = services.upkeep.backup(options.output)
    say(_("The backup is made and checked: {path}").format(path=made))
    end_with_json(options, {"ok": True, "path": str(made)})
    return 0


def restore(options: argparse.Namespace) -> int:
    """Go back to a backup."""
    from pisteur.storage.backup import restore_file  # noqa: PLC0415 - for this command only

    kept = restore_file(data_file(options.data), options.file)
    text = _("The backup is restored. The earlier file is kept as {path}.")
    say(text.format(path=kept) if kept else _("The backup is restored."))
    end_with_json(options, {"ok": True, "kept": str(kept) if kept else None})
    return 0


def check(options: argparse.Namespace) -> int:
    """Check the data file; exit code 1 when something is wrong and was not repaired."""
    with opened(options) as services:
        found = services.upkeep.check(repair=options.repair)
    for problem in found.problems:
        say(problem)
    say(_what_to_do(found))
    end_with_json(options, {"ok": found.ok, "problems": list(found.problems)})
    return 0 if found.ok else 1


def _what_to_do(found: CheckResult) -> str:
    """Say what a check came to, and what helps."""
    if found.ok:
        mended = _("All of this was repaired. The data file is sound.")
        return mended if found.problems else _("The data file is sound.")
    if found.mendable:
        return _("The data file has problems. “pisteur check --repair” mends them without loss.")
    return _(
        "The data file has problems that can’t be repaired. Go back to a backup from before: "
        "“pisteur restore FILE”; the present file is kept."
    )


def demo(options: argparse.Namespace) -> int:
    """Open the window on a throw-away file with the demonstration."""
    from pisteur.app import Options, run_window  # noqa: PLC0415 - loads Qt

    with tempfile.TemporaryDirectory(prefix="pisteur-demo-") as folder:
        path = Path(folder) / "demonstration.db"
        services = Services(open_data(path))
        services.demo.load()
        services.close()
        return run_window(path, Options(language=options.lang))


def self_test(options: argparse.Namespace) -> int:
    """Open every page off-screen on a temporary file, and say ok."""
    from pisteur.self_test import open_every_page  # noqa: PLC0415 - loads Qt

    open_every_page()
    say("ok")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "import": import_file,
    "export": export,
    "backup": backup,
    "restore": restore,
    "check": check,
    "demo": demo,
    "self-test": self_test,
}
