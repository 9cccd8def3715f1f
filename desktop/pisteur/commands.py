"""What each command of the command line does; `pisteur.cli` reads the arguments.

Each takes the parsed options and returns the exit code; errors are raised and said by the caller.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Counts
from contextlib import contextmanager, suppress
from pathlib import Path

from pisteur.counted_words import counted_words
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.decisions import Decisions, Outcome, RowKind, Take
from pisteur.domain.errors import DomainError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.records import ParsedLeads, RowIssue
from pisteur.domain.transfer import ImportOptions
from pisteur.error_texts import error_text
from pisteur.exchange.errors import ExchangeError, describe_issue
from pisteur.exchange.leads import parse_leads
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.table import Wishes
from pisteur.exchange.values import DateOrder, DecimalMark
from pisteur.i18n import _, ngettext
from pisteur.import_words import ListFigures, list_remarks, nothing_to_import
from pisteur.services.opening import data_file, open_data
from pisteur.services.services import Services

MOST_WARNINGS = 20
"""How many remarks about cells that were mended or set aside are said."""
_MOST_LINES = 5


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Services]:
    """Open the services on the data file that the options name, and close them after.

    Raises:
        StorageError: as `open_data`.
    """
    services = Services(open_data(data_file(options.data)))
    try:
        yield services
    finally:
        services.close()


def say(text: str) -> None:
    """Write a line for the user."""
    sys.stdout.write(text + "\n")


def end_with_json(options: argparse.Namespace, result: dict[str, object]) -> None:
    """Write the one line of JSON, if it was asked for."""
    if options.json:
        say(json.dumps(result, ensure_ascii=False))


_TAKES = {
    "import": Take.ALL,
    "skip": Take.NOTHING,
    "fill": Take.GAPS,
    "leave": Take.NOTHING,
    "stored": Take.NOTHING,
    "file": Take.ALL,
}


def import_file(options: argparse.Namespace) -> int:
    """Bring in a list of leads, or an archive into an empty file."""
    if options.file.suffix.lower() == ".json":
        return import_archive(options)
    if options.rejects is not None:
        _refuse_same_file(options.rejects, options.file)
    with opened(options) as services:
        services.workspace.refuse_own_file(options.file)
        if options.rejects is not None:
            services.workspace.refuse_own_file(options.rejects)
        leads = _parse(services, options)
        counts, outcome, backup = _bring_in(services, leads, options)
        if options.rejects is not None and leads.rejected:
            services.importing.save_rejected(leads, options.rejects)
    _say_rows(leads)
    if not options.dry_run:
        _say_remarks(list(leads.warnings()))
    say(summary(counts))
    say(_outcome_words(outcome, dry_run=options.dry_run))
    if backup is not None:
        say(_("The data file as it was before is kept as {path}").format(path=backup))
    if options.dry_run:
        say(_("Nothing was changed: this was a dry run."))
    end_with_json(options, counts | {"done": outcome.as_json()})
    return 0


def _parse(services: Services, options: argparse.Namespace) -> ParsedLeads:
    """Read a list, its columns as they were kept; says so.

    Raises:
        DomainError: `mapping.*` when none is kept under the name that the options give.
        ExchangeError: as `parse_leads`.
    """
    used: list[str] = []

    def kept(headings: Sequence[str]) -> Mapping | None:
        if options.columns:
            found = services.mappings.named(options.columns, headings)
        else:
            proposed = services.mappings.proposed(headings)
            if proposed is None:
                return None
            found = proposed
        used.append(found.name)
        return found.mapping

    leads = parse_leads(options.file, proposed=kept, wishes=_wishes(options))
    for name in used:
        say(_("Columns as kept under “{name}”.").format(name=name))
    return leads


def _wishes(options: argparse.Namespace) -> Wishes:
    """Return what the options say of the shape of a list."""
    return Wishes(
        sheet=options.sheet,
        decimal=DecimalMark(options.decimal) if options.decimal else None,
        dates=DateOrder(options.dates) if options.dates else None,
    )


def _bring_in(
    services: Services, leads: ParsedLeads, options: argparse.Namespace
) -> tuple[dict[str, int], Outcome, str | None]:
    """Import, or say what an import would do.

    Returns:
        The counts, what comes of them, and the backup made before.
    """
    decisions = Decisions(_TAKES[options.new], _TAKES[options.on_gap], _TAKES[options.on_conflict])
    if options.dry_run:
        plan = services.importing.plan(leads, all_deals=options.on_board is True)
        _say_list(ListFigures.of(plan, decisions, leads.unused), plan.counts)
        _say_remarks([(row.line, issue) for row in plan.rows for issue in row.warnings])
        return plan.as_json(), plan.outcome(decisions), None
    wanted = ImportOptions(
        list_name=options.list_name or "",
        source=options.source,
        file_name=options.file.name,
        on_board=options.on_board,
        all_deals=options.on_board is True,
        decisions=decisions,
    )
    report = services.importing.apply(leads, wanted).value
    _say_list(ListFigures(report.crowd, report.sales, unused=leads.unused), report.counts)
    planned = ngettext("{count} action is planned.", "{count} actions are planned.", report.planned)
    for sentence in counted_words(_counted, (report.planned, planned)):
        say(sentence)
    return report.as_json(), report.outcome, report.backup


def _say_list(figures: ListFigures, counts: Counts[RowKind, int]) -> None:
    """Say what the whole list leaves behind and takes for granted, or that it brings nothing."""
    for sentence in list_remarks(figures, _counted):
        say(sentence)
    if nothing := nothing_to_import(counts):
        say(nothing)


def _counted(text: str, count: int, **names: object) -> str:
    return text.format(count=count, **names)


def _outcome_words(outcome: Outcome, *, dry_run: bool) -> str:
    text = _("{added} added, {completed} completed, {replaced} replaced, {left} left as they are.")
    if dry_run:
        text = _(
            "To add: {added}, to complete: {completed}, to replace: {replaced}, to leave as they"
            " are: {left}."
        )
    return text.format(**outcome.as_json())


def _say_rows(leads: ParsedLeads) -> None:
    """Say what is doubtful in the whole list, and why rows were not taken."""
    for issue in leads.doubts:
        say(describe_issue(issue))
    for lines, reason in _grouped([(row.line, row.issue) for row in leads.rejected]):
        if len(lines) == 1:
            text = _("Line {line} not taken: {reason}")
            say(text.format(line=lines[0], reason=reason))
        else:
            text = ngettext(
                "{count} row not taken: {reason} (lines {lines})",
                "{count} rows not taken: {reason} (lines {lines})",
                len(lines),
            )
            say(text.format(count=len(lines), reason=reason, lines=_lines(lines)))


def _say_remarks(remarks: Sequence[tuple[int, RowIssue]]) -> None:
    """Say what was mended or set aside in rows that were taken, and where their deals go."""
    groups = _grouped(remarks)
    for lines, reason in groups[:MOST_WARNINGS]:
        if len(lines) == 1:
            say(_("Line {line}: {reason}").format(line=lines[0], reason=reason))
        else:
            text = ngettext(
                "{count} row: {reason} (lines {lines})",
                "{count} rows: {reason} (lines {lines})",
                len(lines),
            )
            say(text.format(count=len(lines), reason=reason, lines=_lines(lines)))
    more = sum(len(lines) for lines, _reason in groups[MOST_WARNINGS:])
    if more > 0:
        text = ngettext("… and {count} more remark.", "… and {count} more remarks.", more)
        say(text.format(count=more))


def _grouped(remarks: Sequence[tuple[int, RowIssue]]) -> list[tuple[list[int], str]]:
    """Return each remark once, with the lines that it is about."""
    groups: dict[str, list[int]] = {}
    for line, issue in remarks:
        groups.setdefault(describe_issue(issue), []).append(line)
    return [(lines, reason) for reason, lines in groups.items()]


def _lines(lines: Sequence[int]) -> str:
    """Return the first of some lines, and whether there are more."""
    more = ", …" if len(lines) > _MOST_LINES else ""
    return ", ".join(map(str, lines[:_MOST_LINES])) + more


def _refuse_same_file(target: Path, source: Path) -> None:
    """See to it that a list is not written over while it is read.

    Raises:
        ExchangeError: `file.same_as_list`.
    """
    # What can't be looked at is for the reader and the writer to say.
    with suppress(OSError):
        if target.samefile(source):
            raise ExchangeError("file.same_as_list", target)


def summary(counts: dict[str, int]) -> str:
    """Return the counts of an import in words; they add up to the rows."""
    rows = counts["rows"]
    text = ngettext(
        "{rows} row: {new} new, {identical} identical, {fills_gap} completing a contact, "
        "{conflict} in conflict, {rejected} not taken.",
        "{rows} rows: {new} new, {identical} identical, {fills_gap} completing a contact, "
        "{conflict} in conflict, {rejected} not taken.",
        rows,
    )
    return text.format(rows=rows, **{kind.value: counts[kind.value] for kind in RowKind})


def import_archive(options: argparse.Namespace) -> int:
    """Bring an archive into an empty data file."""
    with opened(options) as services:
        count = services.archive.read(options.file).value
    text = ngettext("{count} contact brought in.", "{count} contacts brought in.", count)
    say(text.format(count=count))
    end_with_json(options, {"contacts": count})
    return 0


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
    with opened(options) as services:
        ids = _export_ids(services, options)
        request = ExportRequest(what, chosen, options.start, options.end, ids)
        if what is ExportWhat.ARCHIVE:
            count = services.archive.write(options.output)
        elif chosen is ExportFormat.PDF:
            count = _export_pdf(services, options.output, request)
        else:
            count = services.exporting.write(options.output, request)
    text = ngettext(
        "{count} record written to {path}.", "{count} records written to {path}.", count
    )
    say(text.format(count=count, path=options.output))
    end_with_json(options, {"records": count, "path": str(options.output)})
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
    sys.stderr.write(error_text(error) + "\n")
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
    say(_("The data file is sound.") if found.ok else _("The data file has problems."))
    end_with_json(options, {"ok": found.ok, "problems": list(found.problems)})
    return 0 if found.ok else 1


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
