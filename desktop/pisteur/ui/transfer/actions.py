"""What the menus offer for files: bring a list or an archive in, take follow-ups, contacts or
everything out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.transfer.export_dialogs import (
    DoneDialog,
    ExportFollowUpsDialog,
    Period,
    ProblemDialog,
)
from pisteur.ui.transfer.files import ask_open, ask_save, documents
from pisteur.ui.transfer.import_dialog import ImportDialog
from pisteur.ui.transfer.words import problem

if TYPE_CHECKING:
    from pisteur.services.services import Services

Write = Callable[["Services"], int]


class TransferActions(QObject):
    """Asks where, hands over to the services, says what came of it; dialogs lie over `window`."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._runner = context.runner
        self._window = window
        self._import: ImportDialog | None = None
        self._period_dialog: ExportFollowUpsDialog | None = None
        self._format = ""
        self._period = Period.EVERYTHING
        self._written = Path()

    # In.

    def import_list(self, path: Path | None = None) -> None:
        """Open the walk of an import, with the file at `path` if there is one."""
        if self._import is None:
            self._import = ImportDialog(self._context, self._window)
            self._import.finished.connect(self._import_closed)
            self._import.open()
        if path is not None:
            self._import.open_file(path)

    def import_archive(self) -> None:
        """Ask for an archive, and fill this file from it when it is still empty."""
        kinds = _("Pisteur archives (*.json)")
        ask_open(self._window, _("Choose an archive"), kinds, self._read_archive)

    def _read_archive(self, name: str) -> None:
        path = Path(name)
        self._runner.command(
            lambda s: s.archive.read(path), self._archive_read, self._import_failed
        )

    def _archive_read(self, count: int) -> None:
        words = ngettext(
            "The archive is here: {count} contact.", "The archive is here: {count} contacts.", count
        )
        self._context.notify(formats.counted(words, count), offer_undo=True)

    def _import_closed(self, _result: int) -> None:
        if self._import is not None:
            self._import.deleteLater()
        self._import = None

    # Out.

    def export_follow_ups(self, file_format: str) -> None:
        """Ask for period and file, and write the follow-ups as `ics` or `csv`."""
        dialog = ExportFollowUpsDialog(file_format, self._window)
        self._period_dialog = dialog
        dialog.accepted.connect(self._period_chosen)
        self._show(dialog)

    def _period_chosen(self) -> None:
        dialog = self._period_dialog
        if dialog is None:
            return
        self._period, self._format = dialog.period, dialog.file_format
        kinds = _("Calendars (*.ics)") if self._format == "ics" else _("Lists (*.csv)")
        self._ask_where(_("follow-ups"), self._format, kinds, self._write_follow_ups)

    def _write_follow_ups(self, name: str) -> None:
        path, calendar = Path(name), self._format == "ics"
        end = self._period.end(self._context.clock.today())
        if calendar:
            self._write(path, lambda s: s.exporting.follow_ups_to_ics(path, None, end))
        else:
            self._write(path, lambda s: s.exporting.follow_ups_to_csv(path, None, end))

    def export_contacts(self) -> None:
        """Ask for a file, and write every contact as CSV."""
        self._format = "contacts"
        self._ask_where(_("contacts"), "csv", _("Lists (*.csv)"), self._write_contacts)

    def _write_contacts(self, name: str) -> None:
        path = Path(name)
        self._write(path, lambda s: s.exporting.contacts_to_csv(path))

    def export_archive(self) -> None:
        """Ask for a file, and write everything as one archive."""
        self._format = "archive"
        kinds = _("Pisteur archives (*.json)")
        self._ask_where(_("archive"), "json", kinds, self._write_archive)

    def _write_archive(self, name: str) -> None:
        path = Path(name)
        self._write(path, lambda s: s.archive.write(path))

    def _ask_where(self, what: str, suffix: str, kinds: str, slot: Callable[[str], object]) -> None:
        today = self._context.clock.today().isoformat()
        name = f"pisteur-{what}-{today}.{suffix}"
        ask_save(self._window, _("Where shall the file go?"), documents() / name, kinds, slot)

    def _write(self, path: Path, work: Write) -> None:
        self._written = path
        self._runner.query(work, self._exported, self._export_failed)

    def _exported(self, count: int) -> None:
        self._show(DoneDialog(_exported_words(self._format, count), self._written, self._window))

    # Saying what went wrong.

    def _export_failed(self, error: PisteurError) -> None:
        self._show(ProblemDialog(_("Nothing was exported"), problem(error), self._window))

    def _import_failed(self, error: PisteurError) -> None:
        self._show(ProblemDialog(_("Nothing was imported"), problem(error), self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _exported_words(what: str, count: int) -> str:
    if what == "contacts":
        words = ngettext("{count} contact exported", "{count} contacts exported", count)
    elif what == "archive":
        words = ngettext(
            "Everything is exported: {count} contact and what belongs to it",
            "Everything is exported: {count} contacts and what belongs to them",
            count,
        )
    else:
        words = ngettext("{count} action exported", "{count} actions exported", count)
    return formats.counted(words, count)
