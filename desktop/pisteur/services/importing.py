"""Brings a list of leads in: a dry run that says what each row means, and the import itself.

One transaction and one step of the Edit menu, tagged with a list. Many rows are written by plain
SQL: a hundred thousand records would not fit as objects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pisteur.domain.decisions import DECIDED, Decisions, Outcome, RowKind, Tally
from pisteur.domain.errors import DomainError
from pisteur.domain.records import ParsedLeads, RowIssue
from pisteur.domain.settings import PHONE_REGION
from pisteur.domain.text import clean_line
from pisteur.domain.transfer import (
    BOARD_LIMIT,
    ImportOptions,
    ImportPlan,
    ImportReport,
    PlannedRow,
)
from pisteur.domain.words import OpportunityState
from pisteur.exchange.atomic import write_file
from pisteur.exchange.csv_out import CsvStyle, rejected_to_csv
from pisteur.i18n import _, ngettext
from pisteur.services.deal_crowds import Crowd, crowd_of, off_board
from pisteur.services.deal_matching import DEAL, find
from pisteur.services.known import Known, Match
from pisteur.services.known_doings import SALE
from pisteur.services.list_deals import DealPlaces
from pisteur.services.list_offers import with_offers
from pisteur.services.list_writer import ListWriter
from pisteur.services.matching import Matcher
from pisteur.services.namesakes import with_namesakes
from pisteur.services.oppositions import Objections
from pisteur.services.stored_contacts import StoredContacts
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

    def plan(
        self, leads: ParsedLeads, progress: Progress | None = None, *, all_deals: bool = False
    ) -> ImportPlan:
        """Say what an import would make of each row; writes nothing.

        Args:
            leads: from `pisteur.exchange.leads.parse_leads`.
            progress: told of the rows looked at.
            all_deals: as in `ImportOptions`.
        """
        leads, crowd = self._for_board(leads, progress, all_deals=all_deals)
        matches = self._matches(leads, progress, Decisions())
        rejected = (
            PlannedRow(row.line, RowKind.REJECTED, row.name or _first(row.cells), issue=row.issue)
            for row in leads.rejected
        )
        objections = Objections(self._workspace)
        places = self._places()
        planned = (self._with_deal(_planned(match, objections), match, places) for match in matches)
        in_order = sorted(chain(planned, rejected), key=attrgetter("line"))
        rows = tuple(with_namesakes(in_order, StoredContacts(self._db.rows)))
        counts = Counter(row.kind for row in rows)
        return ImportPlan(rows, counts, crowd.many_open, crowd.many_won, all_deals)

    def apply(
        self, leads: ParsedLeads, options: ImportOptions, progress: Progress | None = None
    ) -> Done[ImportReport]:
        """Import a list, after a checked backup; without anything to write, neither is made.

        Raises:
            StorageError: `import.no_backup`; nothing has changed.
            DomainError: `stage.none_in_zone` when cards are wanted and there is no column.
            ImportCancelledError: when `progress` raises it; nothing has changed.
        """
        name = clean_line(options.list_name) or clean_line(Path(options.file_name).stem)
        name = name or _("Imported list")
        leads, crowd = self._for_board(leads, progress, all_deals=options.all_deals)
        tally = Tally()
        counts = Counter({RowKind.REJECTED: len(leads.rejected)})
        matches = _counted(self._matches(leads, progress, options.decisions), counts, tally)
        first = next((match for match in matches if match.changes), None)
        if first is None:
            report = ImportReport(
                leads.total, counts, outcome=tally.outcome(), by_name=tally.by_name
            )
            return Done(report, ChangeSet())
        # Here, for SQLite copies no file that is in a transaction.
        backup = str(self._upkeep.backup_before_import())
        with self._db.step("") as step:
            touched: dict[int, Known] = {}
            writer = ListWriter(self._workspace, name, options)
            for match in chain((first,), matches):
                if not match.changes:
                    continue
                if match.kind is RowKind.NEW:
                    match.known.contact_id = writer.add(match.candidate)
                elif match.known.contact_id is not None:
                    touched[match.known.contact_id] = match.known
            cards, held = writer.finish(touched), writer.held
            outcome = tally.outcome()
            step.label = _label(name, outcome)
        report = ImportReport(
            leads.total,
            counts,
            writer.list_id,
            outcome,
            cards=cards,
            held=held,
            crowd=0 if options.all_deals else crowd.many_open,
            sales=writer.sales,
            planned=writer.planned,
            by_name=tally.by_name,
            backup=backup,
        )
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

    def _places(self) -> DealPlaces:
        return DealPlaces(self._db.raw, self._db.rows, self._workspace.clock.today())

    def _for_board(
        self, leads: ParsedLeads, progress: Progress | None, *, all_deals: bool
    ) -> tuple[ParsedLeads, Crowd]:
        """Return the list as it comes in, and the cards that it would make."""
        leads = with_offers(leads, self._db.rows)
        deals = tuple(record for record in leads.records if record.deal is not None)
        if not deals:
            return leads, Crowd()
        # Few are looked at alone: only whether they came in without a card before.
        asked = leads if len(deals) > BOARD_LIMIT else replace(leads, records=deals)
        crowd = crowd_of(self._matches(asked, progress, Decisions()), self._places())
        return off_board(leads, crowd, all_deals=all_deals), crowd

    def _with_deal(self, row: PlannedRow, match: Match, places: DealPlaces) -> PlannedRow:
        """Return a row with where its deal goes, or what of it is left as it is."""
        record, profile = match.candidate.record, match.known.profile
        deal = record.deal
        if record.sale is not None:
            sold = RowIssue("deal.sale", text=record.sale.status or record.sale.stage)
            is_new = match.kind is RowKind.NEW or any(e.field == SALE for e in match.differences)
            said = (*row.warnings, sold) if is_new else row.warnings
            return replace(row, warnings=said, has_deal=True)
        if deal is None:
            # A deal that is kept off waits in the list, and its contact with it.
            return replace(row, has_deal=record.waits is not None)
        is_new = match.kind is RowKind.NEW or any(each.field == DEAL for each in match.differences)
        found = None if is_new or profile is None else find(deal, profile.deals)
        qualified = self._db.rows(
            "SELECT qualified FROM contacts WHERE id = ?", (match.known.contact_id,)
        )
        is_qualified = bool(qualified and qualified[0][0])
        placed = places.place(deal)
        return replace(
            row,
            warnings=(*row.warnings, *places.remarks(deal, placed, found)),
            has_deal=True,
            has_card=is_new and placed.state is not OpportunityState.LOST,
            forced=is_new and placed.needs_forcing and not is_qualified,
        )

    def _matches(
        self, leads: ParsedLeads, progress: Progress | None, decisions: Decisions
    ) -> Iterator[Match]:
        matcher = Matcher(self._db.rows, self._workspace.setting(PHONE_REGION), decisions)
        matches = matcher.matches(leads.records)
        total = len(leads.records)
        for done, match in enumerate(matches, start=1):
            if progress and (done % _EVERY == 0 or done == total):
                progress(done, total)
            yield match


def _counted(matches: Iterator[Match], counts: Counter[RowKind], tally: Tally) -> Iterator[Match]:
    """Count rows as they are taken up."""
    for match in matches:
        counts[match.kind] += 1
        tally.by_name += match.by_name
        if match.kind in DECIDED:
            tally.count(match.kind, match.given, match.differences)
        yield match


def _label(name: str, outcome: Outcome) -> str:
    """Return what the Edit menu calls an import: the list, and what was done with its rows."""
    words = (
        (outcome.added, ngettext("{count} added", "{count} added", outcome.added)),
        (outcome.completed, ngettext("{count} completed", "{count} completed", outcome.completed)),
        (outcome.replaced, ngettext("{count} replaced", "{count} replaced", outcome.replaced)),
    )
    done = ", ".join(text.format(count=count) for count, text in words if count)
    return _("Import “{name}”: {done}").format(name=name, done=done)


def _planned(match: Match, objections: Objections) -> PlannedRow:
    return PlannedRow(
        line=match.candidate.record.line,
        kind=match.kind,
        name=match.candidate.title,
        company=match.candidate.employer,
        reach=match.candidate.reach,
        contact_id=match.known.contact_id,
        same_as_line=None if match.kind is RowKind.NEW else match.known.line,
        differences=match.differences,
        kept=match.kept,
        by_name=match.by_name,
        warnings=match.candidate.record.warnings,
        objected=objections.channel(
            match.known.contact_id, (point.normalised for point in match.candidate.points)
        ),
    )


def _first(cells: Sequence[str]) -> str:
    return next((clean_line(cell) for cell in cells if cell.strip()), "")
