"""What the command `import` does: a list of leads or an archive, and what is said of it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping as Counts
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pisteur.command_line import end_with_json, opened, say
from pisteur.counted_words import counted_words
from pisteur.domain.decisions import Decisions, Outcome, RowKind, Take
from pisteur.domain.records import ParsedLeads, RowIssue
from pisteur.domain.transfer import ImportOptions, ImportReport
from pisteur.exchange.errors import ExchangeError, describe_issue
from pisteur.exchange.leads import parse_leads
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.table import Wishes
from pisteur.exchange.values import DateOrder, DecimalMark
from pisteur.i18n import _, ngettext
from pisteur.import_words import ListFigures, list_remarks, nothing_to_import
from pisteur.services.namesakes import brought_in
from pisteur.services.services import Services

_MOST_REMARKS = 20
"""How many remarks about cells that were mended or set aside are said."""
_MOST_LINES = 5

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
    figures = ListFigures(report.crowd, report.sales, unused=leads.unused, by_name=report.by_name)
    _say_list(figures, report.counts)
    _say_done(services, report)
    return report.as_json(), report.outcome, report.backup


def _say_done(services: Services, report: ImportReport) -> None:
    """Say what an import has planned, and how many names it brought in beside their namesakes."""
    planned = ngettext("{count} action is planned.", "{count} actions are planned.", report.planned)
    count = 0 if report.list_id is None else brought_in(services.db.rows, report.list_id)
    namesakes = ngettext(
        "{count} name that was added is that of somebody else of the same company: merge the two"
        " with “Find duplicates…”.",
        "{count} names that were added are those of others of the same company: merge them with"
        " “Find duplicates…”.",
        count,
    )
    for sentence in counted_words(_counted, (report.planned, planned), (count, namesakes)):
        say(sentence)


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
    for lines, reason in groups[:_MOST_REMARKS]:
        if len(lines) == 1:
            say(_("Line {line}: {reason}").format(line=lines[0], reason=reason))
        else:
            text = ngettext(
                "{count} row: {reason} (lines {lines})",
                "{count} rows: {reason} (lines {lines})",
                len(lines),
            )
            say(text.format(count=len(lines), reason=reason, lines=_lines(lines)))
    more = sum(len(lines) for lines, _reason in groups[_MOST_REMARKS:])
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
    """Bring an archive into an empty data file, or say what that would do."""
    with opened(options) as services:
        if options.dry_run:
            return _try_archive(services, options)
        count = services.archive.read(options.file).value
    text = ngettext("{count} contact brought in.", "{count} contacts brought in.", count)
    say(text.format(count=count))
    end_with_json(options, {"contacts": count})
    return 0


def _try_archive(services: Services, options: argparse.Namespace) -> int:
    count = services.archive.rehearse(options.file)
    text = ngettext(
        "{count} contact would be brought in.", "{count} contacts would be brought in.", count
    )
    say(text.format(count=count))
    say(_("Nothing was changed: this was a dry run."))
    end_with_json(options, {"contacts": count})
    return 0
