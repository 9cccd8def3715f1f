"""What the menus offer for files: bring a list or an archive in, take something out (`exports`)."""

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
from pisteur.ui.transfer.export_dialogs import ProblemDialog
from pisteur.ui.transfer.exporting import Exports
from pisteur.ui.transfer.files import ask_open
from pisteur.ui.transfer.import_dialog import ImportDialog
from pisteur.ui.transfer.words import problem

if TYPE_CHECKING:
    from pisteur.services.services import Services

Write = Callable[["Services"], int]


class TransferActions(QObject):
    """Asks where, hands over to the services, says what came of it; dialogs lie over `window`.

    Attributes:
        exports: the way out.
    """

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._runner = context.runner
        self._window = window
        self._import: ImportDialog | None = None
        self.exports = Exports(context, window)

    # In.

    def import_list(self, path: Path | None = None) -> None:
        """Open the walk of an import, with the file at `path` if there is one."""
        if self._import is None:
            self._import = ImportDialog(self._context, self._window)
            self._import.finished.connect(self._import_closed)
            self._import.archive_chosen.connect(self._take_archive)
            self._import.open()
        if path is not None:
            self._import.open_file(path)

    def import_archive(self) -> None:
        """Ask for an archive, and fill this file from it when it is still empty."""
        kinds = _("Pisteur archives (*.json)")
        ask_open(self._window, _("Choose an archive"), kinds, self._read_archive)

    def _take_archive(self, path: object) -> None:
        """Bring in an archive that was chosen as a list: what is in it needs no questions."""
        if self._import is not None:
            self._import.reject()
        self._read_archive(str(path))

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

    # Saying what went wrong.

    def _import_failed(self, error: PisteurError) -> None:
        self._show(ProblemDialog(_("Nothing was imported"), problem(error), self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
