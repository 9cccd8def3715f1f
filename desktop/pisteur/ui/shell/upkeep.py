"""Backup and restore from the File menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.transfer.files import ask_open, ask_save, data_files, documents
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog


class UpkeepActions(QObject):
    """Asks where, hands over to the services, says what came of it."""

    def __init__(
        self, context: UiContext, window: QWidget, restore: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._restore_from = restore
        self._context = context
        self._window = window
        self._chosen: Path | None = None

    def backup(self) -> None:
        """Make a checked copy of the data file where the user wants it."""
        today = self._context.clock.today().isoformat()
        ask_save(
            self._window,
            _("Make a backup"),
            documents() / f"pisteur-{today}.db",
            data_files(),
            self._backup_to,
        )

    def _backup_to(self, name: str) -> None:
        self._context.runner.query(lambda s: s.upkeep.backup(Path(name)), self._backed_up)

    def _backed_up(self, made: object) -> None:
        self._context.notify(_("The backup is made and checked: {path}").format(path=made))

    def restore(self) -> None:
        """Take the data back to a backup; the present file is kept beside it."""
        ask_open(self._window, _("Restore a backup"), data_files(), self._ask_restore)

    def _ask_restore(self, name: str) -> None:
        self._chosen = Path(name)
        dialog = SheetDialog(
            _("Restore this backup?"), accept_text=_("Restore"), parent=self._window
        )
        text = _("Pisteur goes back to {name}. Your present file is kept beside it, untouched.")
        dialog.body.addWidget(make_label(text.format(name=self._chosen.name), wrap=True))
        dialog.accepted.connect(self._restore)
        dialog.open()

    def _restore(self) -> None:
        if self._chosen is not None:
            # The file can't be replaced while it is open: the window closes and opens again.
            self._restore_from(self._chosen)
