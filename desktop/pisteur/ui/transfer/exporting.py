"""The way out of the menus: asks which and in what format, then where to, writes, says how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from pisteur.domain.errors import FaultError, PisteurError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.text import shorten
from pisteur.exchange.tables_out import Sheet
from pisteur.i18n import _
from pisteur.presentation.pdf import render_sheet
from pisteur.ui.context import UiContext
from pisteur.ui.panel.history_text import event_text
from pisteur.ui.transfer import export_words
from pisteur.ui.transfer.export_dialogs import (
    Choice,
    DoneDialog,
    ExportDialog,
    NotWrittenDialog,
    ProblemDialog,
)
from pisteur.ui.transfer.export_words import Extent, Period
from pisteur.ui.transfer.files import ask_save, documents
from pisteur.ui.transfer.seen import Seen, contacts_of, deals_of
from pisteur.ui.transfer.words import problem

if TYPE_CHECKING:
    from pisteur.services.services import Services

ARCHIVE = ExportRequest(ExportWhat.ARCHIVE, ExportFormat.JSON)
NOTHING = Seen()


class Exports(QObject):
    """One export at a time; dialogs lie over `window`."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._dialog: ExportDialog | None = None
        self._request = ARCHIVE
        self._written: Path | None = None

    def follow_ups(
        self,
        file_format: ExportFormat,
        period: Period = Period.EVERYTHING,
        selected: int | None = None,
    ) -> None:
        """Ask which actions, with a format and a period proposed; `selected` comes last."""
        today = self._context.clock.today()
        self._ask(lambda s: _follow_up_choices(s, today, file_format, period, selected))

    def contacts(self, seen: Seen = NOTHING) -> None:
        """Ask which contacts: those selected, those that the page shows, or all."""
        self._ask(lambda s: _contact_choices(s, seen))

    def contact(self, contact_id: int) -> None:
        """Ask in which format one contact goes out."""
        self._ask(lambda s: _one_contact(s, contact_id))

    def deals(self, seen: Seen = NOTHING) -> None:
        """Ask which deals: those selected or shown, or of the contacts who are, or all."""
        self._ask(lambda s: _deal_choices(s, seen))

    def archive(self) -> None:
        """Ask where to, and write everything as one archive."""
        self._request = ARCHIVE
        self._ask_where()

    # Step by step.

    def _ask(self, read: Callable[[Services], tuple[Choice, ...]]) -> None:
        self._context.runner.query(read, self._show_choices, self._failed)

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        self._dialog = ExportDialog(choices, self._window)
        self._dialog.accepted.connect(self._chosen)
        self._show(self._dialog)

    def _chosen(self) -> None:
        if self._dialog is not None:
            self._request = self._dialog.request
            self._ask_where()

    def _ask_where(self) -> None:
        self._written = None
        self._ask_for_file()

    def _ask_for_file(self) -> None:
        request = self._request
        today = self._context.clock.today().isoformat()
        what = export_words.file_word(request.what)
        name = f"pisteur-{what}-{today}.{request.file_format.suffix}"
        if self._written is not None:
            # What was typed the first time.
            name = self._written.name
        ask_save(
            self._window,
            _("Where shall the file go?"),
            documents() / name,
            export_words.file_kinds(request.file_format),
            self._write,
        )

    def _write(self, name: str) -> None:
        path = Path(name)
        request = _as_named(self._request, path)
        self._written = path
        runner = self._context.runner
        if request.what is ExportWhat.ARCHIVE:
            runner.query(lambda s: s.archive.write(path), self._done, self._not_written)
        elif request.file_format is ExportFormat.PDF:
            runner.query(lambda s: _sheet(s, request), self._print, self._failed)
        else:
            runner.query(lambda s: s.exporting.write(path, request), self._done, self._not_written)

    def _print(self, counted: tuple[Sheet, int]) -> None:
        sheet, count = counted
        content, path = render_sheet(sheet), self._written or Path()
        self._context.runner.query(
            lambda s: _put(s, path, content, count), self._done, self._not_written
        )

    def _done(self, count: int) -> None:
        words = export_words.exported_words(self._request.what, count)
        self._show(DoneDialog(words, self._written or Path(), self._window))

    def _not_written(self, error: PisteurError) -> None:
        """Say so, and offer another place: who, what and how were chosen already."""
        if isinstance(error, FaultError):
            # The user has been told.
            return
        dialog = NotWrittenDialog(problem(error), self._window)
        dialog.accepted.connect(self._ask_for_file)
        self._show(dialog)

    def _failed(self, error: PisteurError) -> None:
        if isinstance(error, FaultError):
            return
        self._show(ProblemDialog(_("Nothing was exported"), problem(error), self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _as_named(request: ExportRequest, path: Path) -> ExportRequest:
    """Let the end of a name that was typed decide: else other programs take one for another."""
    suffix = path.suffix.removeprefix(".").lower()
    if suffix == request.file_format.suffix:
        return request
    others = (each for each in FORMATS[request.what] if each is not ExportFormat.PDF)
    named = next((each for each in others if each.suffix == suffix), request.file_format)
    return replace(request, file_format=named)


def _sheet(services: Services, request: ExportRequest) -> tuple[Sheet, int]:
    return services.exporting.sheet(request, event_text), services.exporting.count(request)


def _put(services: Services, path: Path, content: bytes, count: int) -> int:
    services.exporting.write_content(path, content)
    return count


def _follow_up_choices(
    services: Services,
    today: date,
    file_format: ExportFormat,
    first: Period,
    selected: int | None,
) -> tuple[Choice, ...]:
    """Return the periods, that proposed first, and last the action that is selected."""
    base = ExportRequest(ExportWhat.FOLLOW_UPS, file_format)
    made = []
    for period in sorted(Period, key=lambda period: period is not first):
        request = replace(base, end=period.end(today))
        count = services.exporting.count(request)
        made.append(Choice(export_words.period_words(period, count), request, count))
    if selected is not None:
        alone = replace(base, chosen=(selected,))
        for record in services.exporting.follow_ups(chosen=(selected,)):
            made.append(Choice(export_words.action_words(record.title), alone, 1))
    return tuple(made)


# Which ones, and what a request then says of them.
_Meant = tuple[Extent, dict[str, tuple[int, ...]]]


def _contact_choices(services: Services, seen: Seen) -> tuple[Choice, ...]:
    every = ExportRequest(ExportWhat.CONTACTS, FORMATS[ExportWhat.CONTACTS][0])
    meant = _of_table(services, seen)
    if seen.board is not None:
        # The board never shows everyone: without a filter, all is what is likely meant.
        meant.insert(0 if seen.filtered else 1, (Extent.BOARD, {"ids": contacts_of(seen.board)}))
    if seen.cards:
        place = 0 if len(seen.cards) > 1 else len(meant)
        meant.insert(place, (Extent.CARDS, {"ids": contacts_of(seen.cards)}))
    return _choices(services, every, meant, export_words.contacts_words)


def _deal_choices(services: Services, seen: Seen) -> tuple[Choice, ...]:
    every = ExportRequest(ExportWhat.OPPORTUNITIES, FORMATS[ExportWhat.OPPORTUNITIES][0])
    meant = _of_table(services, seen)
    if seen.board is not None:
        meant.insert(0, (Extent.BOARD, {"chosen": deals_of(seen.board)}))
    if seen.cards:
        place = 0 if len(seen.cards) > 1 else len(meant)
        meant.insert(place, (Extent.CARDS, {"chosen": deals_of(seen.cards)}))
    return _choices(services, every, meant, export_words.deals_words)


def _of_table(services: Services, seen: Seen) -> list[_Meant]:
    """Return who can be meant of the table of contacts, the narrowest first.

    One row is selected wherever one stands in the table: that alone is no choice, and comes last.
    So does one card on the board.
    """
    meant: list[_Meant] = []
    if seen.query is not None and seen.query.narrowed:
        meant.append((Extent.SHOWN, {"ids": services.contact_list.ids(seen.query)}))
    meant.append((Extent.ALL, {}))
    if seen.contacts:
        place = 0 if len(seen.contacts) > 1 else len(meant)
        meant.insert(place, (Extent.SELECTED, {"ids": seen.contacts}))
    return meant


def _choices(
    services: Services,
    every: ExportRequest,
    meant: list[_Meant],
    words: Callable[[Extent, int], str],
) -> tuple[Choice, ...]:
    made = []
    for extent, narrowed in meant:
        request = replace(every, ids=narrowed.get("ids"), chosen=narrowed.get("chosen"))
        count = services.exporting.count(request)
        made.append(Choice(words(extent, count), request, count))
    return tuple(made)


def _one_contact(services: Services, contact_id: int) -> tuple[Choice, ...]:
    request = ExportRequest(ExportWhat.CONTACTS, ExportFormat.VCARD_4, ids=(contact_id,))
    name = "".join(
        record.name or record.company for record in services.exporting.contacts([contact_id])
    )
    return (
        Choice(
            shorten(name, export_words.LONGEST) or export_words.contacts_words(Extent.ALL, 1),
            request,
            1,
        ),
    )
