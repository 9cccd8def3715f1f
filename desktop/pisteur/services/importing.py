"""Brings a list of leads in: a dry run that says what each row means, and the import itself.

One transaction and one step of the Edit menu, tagged with a list. Many rows are written by plain
SQL: a hundred thousand records would not fit as objects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pisteur.domain.errors import DomainError
from pisteur.domain.records import ParsedLeads
from pisteur.domain.settings import PHONE_REGION
from pisteur.domain.text import clean_line
from pisteur.domain.transfer import (
    Difference,
    ImportOptions,
    ImportPlan,
    ImportReport,
    OnConflict,
    PlannedRow,
    RowKind,
)
from pisteur.exchange.atomic import write_file
from pisteur.exchange.csv_out import CsvStyle, rejected_to_csv
from pisteur.i18n import _
from pisteur.services.list_writer import ListWriter
from pisteur.services.matching import Known, Match, Matcher
from pisteur.services.oppositions import Objections
from pisteur.services.upkeep import UpkeepService
from pisteur.services.workspace import Done, Workspace
from pisteur.storage.change_log import ChangeSet

Progress = Callable[[int, int], None]
"""Called now and then with how much is done and of how much; may raise ImportCancelledError."""

_EVERY = 500


class ImportingService:
    """Commands and queries about lists that are brought in."""

    def __init__(self, workspace: Workspace, upkeep: UpkeepService) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._upkeep = upkeep

    def plan(self, leads: ParsedLeads, progress: Progress | None = None) -> ImportPlan:
        """Say what an import would make of each row; writes nothing.

        Args:
            leads: from `pisteur.exchange.leads.parse_leads`.
            progress: told of the rows looked at.
        """
        matches = self._matches(leads, progress, OnConflict.KEEP)
        rejected = (
            PlannedRow(row.line, RowKind.REJECTED, _first(row.cells), issue=row.issue)
            for row in leads.rejected
        )
        objections = Objections(self._workspace)
        planned = (_planned(match, objections) for match in matches)
        rows = tuple(sorted(chain(planned, rejected), key=attrgetter("line")))
        return ImportPlan(rows, Counter(row.kind for row in rows))

    def apply(
        self, leads: ParsedLeads, options: ImportOptions, progress: Progress | None = None
    ) -> Done[ImportReport]:
        """Import a list, after a checked backup; without anything new, neither is written.

        Raises:
            StorageError: `import.no_backup`; nothing has changed.
            DomainError: `stage.none_in_zone` when cards are wanted and there is no column.
            ImportCancelledError: when `progress` raises it; nothing has changed.
        """
        name = clean_line(options.list_name) or clean_line(Path(options.file_name).stem)
        name = name or _("Imported list")
        replace = options.on_conflict is OnConflict.FILE
        counts = Counter({RowKind.REJECTED: len(leads.rejected)})
        matches = self._matches(leads, progress, options.on_conflict)
        first = _first_change(matches, counts)
        if first is None:
            return Done(ImportReport(leads.total, counts), ChangeSet())
        # Here, for SQLite copies no file that is in a transaction.
        backup = str(self._upkeep.backup_before_import())
        with self._db.step(_("Import “{name}”").format(name=name)) as step:
            touched: dict[int, Known] = {}
            writer = ListWriter(self._workspace, name, options)
            for match in chain((first,), matches):
                counts[match.kind] += 1
                if match.kind is RowKind.NEW:
                    match.known.contact_id = writer.add(match.candidate)
                elif match.known.contact_id is not None and match.changes:
                    touched[match.known.contact_id] = match.known
            cards = writer.finish(touched)
        replaced = counts[RowKind.CONFLICT] if replace else 0
        report = ImportReport(leads.total, counts, writer.list_id, cards, replaced, backup)
        return Done(report, step.changes)

    def undo(self, list_id: int) -> Done[None]:
        """Take back the import that made a list; one that is gone already stays gone.

        Raises:
            DomainError: `import.not_newest` when other changes came after it.
        """
        if self._db.newest_step_made("lead_lists", list_id):
            return Done(None, self._db.undo())
        if self._db.rows("SELECT 1 FROM lead_lists WHERE id = ?", (list_id,)):
            raise DomainError("import.not_newest")
        return Done(None, ChangeSet())

    def save_rejected(
        self, leads: ParsedLeads, path: Path, style: CsvStyle = CsvStyle.FRENCH
    ) -> int:
        """Write the rows that were not taken, with the reason, as CSV; returns how many.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        write_file(path, rejected_to_csv(leads.headings, leads.rejected, style))
        return len(leads.rejected)

    def _matches(
        self, leads: ParsedLeads, progress: Progress | None, on_conflict: OnConflict
    ) -> Iterator[Match]:
        matcher = Matcher(self._db.rows, self._workspace.setting(PHONE_REGION))
        matches = matcher.matches(leads.records, on_conflict)
        total = len(leads.records)
        for done, match in enumerate(matches, start=1):
            if progress and (done % _EVERY == 0 or done == total):
                progress(done, total)
            yield match


def _first_change(matches: Iterator[Match], counts: Counter[RowKind]) -> Match | None:
    """Return the first row that changes something, None without one; count those before it."""
    for match in matches:
        if match.changes:
            return match
        counts[match.kind] += 1
    return None


def _planned(match: Match, objections: Objections) -> PlannedRow:
    differences: tuple[Difference, ...] = (*match.conflicts, *match.gaps)
    return PlannedRow(
        line=match.candidate.record.line,
        kind=match.kind,
        name=match.candidate.title,
        contact_id=match.known.contact_id,
        same_as_line=None if match.kind is RowKind.NEW else match.known.line,
        differences=differences,
        warnings=match.candidate.record.warnings,
        objected=objections.channel(
            match.known.contact_id, (point.normalised for point in match.candidate.points)
        ),
    )


def _first(cells: Sequence[str]) -> str:
    return next((clean_line(cell) for cell in cells if cell.strip()), "")
