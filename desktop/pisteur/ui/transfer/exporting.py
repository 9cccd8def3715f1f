"""The way out of the menus: asks which and in what format, then where to, writes, says how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import PisteurError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.exchange.tables_out import Sheet
from pisteur.i18n import _
from pisteur.presentation.pdf import render_sheet
from pisteur.ui.context import UiContext
from pisteur.ui.panel.history_text import event_text
from pisteur.ui.transfer import export_words
from pisteur.ui.transfer.export_dialogs import Choice, DoneDialog, ExportDialog, ProblemDialog
from pisteur.ui.transfer.export_words import Extent, Period
from pisteur.ui.transfer.files import ask_save, documents
from pisteur.ui.transfer.words import problem

if TYPE_CHECKING:
    from pisteur.services.services import Services

ARCHIVE = ExportRequest(ExportWhat.ARCHIVE, ExportFormat.JSON)


class Exports(QObject):
    """One export at a time; dialogs lie over `window`."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._dialog: ExportDialog | None = None
        self._request = ARCHIVE
        self._written = Path()

    def follow_ups(self, file_format: ExportFormat, period: Period = Period.EVERYTHING) -> None:
        """Ask which actions, with a format and a period proposed."""
        today = self._context.clock.today()
        self._ask(lambda s: _follow_up_choices(s, today, file_format, period))

    def contacts(self, query: ContactQuery | None = None, selected: tuple[int, ...] = ()) -> None:
        """Ask which contacts: those selected, with `query` those whom the table shows, or all."""
        self._ask(lambda s: _contact_choices(s, query, selected))

    def contact(self, contact_id: int) -> None:
        """Ask in which format one contact goes out."""
        self._ask(lambda s: _one_contact(s, contact_id))

    def deals(self, query: ContactQuery | None = None, selected: tuple[int, ...] = ()) -> None:
        """Ask which deals: those of the contacts selected or shown, as above, or all."""
        self._ask(lambda s: _deal_choices(s, query, selected))

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
        request = self._request
        today = self._context.clock.today().isoformat()
        what = export_words.file_word(request.what)
        name = f"pisteur-{what}-{today}.{request.file_format.suffix}"
        ask_save(
            self._window,
            _("Where shall the file go?"),
            documents() / name,
            export_words.file_kinds(request.file_format),
            self._write,
        )

    def _write(self, name: str) -> None:
        path, request = Path(name), self._request
        self._written = path
        runner = self._context.runner
        if request.what is ExportWhat.ARCHIVE:
            runner.query(lambda s: s.archive.write(path), self._done, self._failed)
        elif request.file_format is ExportFormat.PDF:
            runner.query(lambda s: _sheet(s, request), self._print, self._failed)
        else:
            runner.query(lambda s: s.exporting.write(path, request), self._done, self._failed)

    def _print(self, counted: tuple[Sheet, int]) -> None:
        sheet, count = counted
        content, path = render_sheet(sheet), self._written
        self._context.runner.query(
            lambda s: _put(s, path, content, count), self._done, self._failed
        )

    def _done(self, count: int) -> None:
        words = export_words.exported_words(self._request.what, count)
        self._show(DoneDialog(words, self._written, self._window))

    def _failed(self, error: PisteurError) -> None:
        self._show(ProblemDialog(_("Nothing was exported"), problem(error), self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _sheet(services: Services, request: ExportRequest) -> tuple[Sheet, int]:
    return services.exporting.sheet(request, event_text), services.exporting.count(request)


def _put(services: Services, path: Path, content: bytes, count: int) -> int:
    services.exporting.write_content(path, content)
    return count


def _follow_up_choices(
    services: Services, today: date, file_format: ExportFormat, first: Period
) -> tuple[Choice, ...]:
    """Return the periods, that proposed first."""
    base = ExportRequest(ExportWhat.FOLLOW_UPS, file_format)
    made = []
    for period in sorted(Period, key=lambda period: period is not first):
        request = replace(base, end=period.end(today))
        count = services.exporting.count(request)
        made.append(Choice(export_words.period_words(period, count), request, count))
    return tuple(made)


def _contact_choices(
    services: Services, query: ContactQuery | None, selected: tuple[int, ...]
) -> tuple[Choice, ...]:
    every = ExportRequest(ExportWhat.CONTACTS, FORMATS[ExportWhat.CONTACTS][0])
    return _choices(services, every, query, selected, export_words.contacts_words)


def _deal_choices(
    services: Services, query: ContactQuery | None, selected: tuple[int, ...]
) -> tuple[Choice, ...]:
    every = ExportRequest(ExportWhat.OPPORTUNITIES, FORMATS[ExportWhat.OPPORTUNITIES][0])
    return _choices(services, every, query, selected, export_words.deals_words)


def _choices(
    services: Services,
    every: ExportRequest,
    query: ContactQuery | None,
    selected: tuple[int, ...],
    words: Callable[[Extent, int], str],
) -> tuple[Choice, ...]:
    """Return which ones can be meant, the narrowest first.

    One row is selected wherever one stands in the table: that alone is no choice, and comes last.
    """
    meant: list[tuple[Extent, tuple[int, ...] | None]] = []
    if query is not None and query.narrowed:
        meant.append((Extent.SHOWN, services.contact_list.ids(query)))
    meant.append((Extent.ALL, None))
    if selected:
        meant.insert(0 if len(selected) > 1 else len(meant), (Extent.SELECTED, selected))
    made = []
    for extent, ids in meant:
        request = replace(every, ids=ids)
        count = services.exporting.count(request)
        made.append(Choice(words(extent, count), request, count))
    return tuple(made)


def _one_contact(services: Services, contact_id: int) -> tuple[Choice, ...]:
    request = ExportRequest(ExportWhat.CONTACTS, ExportFormat.VCARD_4, ids=(contact_id,))
    name = "".join(
        record.name or record.company for record in services.exporting.contacts([contact_id])
    )
    return (Choice(name or export_words.contacts_words(Extent.ALL, 1), request, 1),)
