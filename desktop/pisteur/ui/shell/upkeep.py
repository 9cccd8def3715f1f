"""Backup and restore from the File menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.context import UiContext
from pisteur.ui.transfer.files import ask_open, ask_save, data_files, documents
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog

if TYPE_CHECKING:
    from pisteur.services.upkeep import BackupLook

WIDTH = 480


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
        self._context.runner.query(lambda s: s.upkeep.backups_place(), self._ask_backup)

    def _ask_backup(self, folder: Path) -> None:
        title = _("Restore a backup")
        ask_open(self._window, title, data_files(), self._look_at, str(folder))

    def _look_at(self, name: str) -> None:
        # Before the window closes for it: one that is of no use is said over the present data.
        self._context.runner.query(lambda s: s.upkeep.look_at(Path(name)), self._ask_restore)

    def _ask_restore(self, look: BackupLook) -> None:
        self._chosen = look.path
        dialog = SheetDialog(
            _("Restore this backup?"), accept_text=_("Restore"), parent=self._window
        )
        dialog.setMinimumWidth(WIDTH)
        text = _("Pisteur goes back to {name}. Your present file is kept beside it, untouched.")
        dialog.body.addWidget(make_label(text.format(name=look.path.name), wrap=True))
        text = _("This backup holds {there}, your present file {here}.")
        there, here = _contacts(look.contacts), _contacts(look.present)
        dialog.body.addWidget(make_label(text.format(there=there, here=here), wrap=True))
        dialog.accepted.connect(self._restore)
        dialog.open()

    def _restore(self) -> None:
        if self._chosen is not None:
            # The file can't be replaced while it is open: the window closes and opens again.
            self._restore_from(self._chosen)


def _contacts(count: int) -> str:
    return counted(ngettext("{count} contact", "{count} contacts", count), count)
