"""Keeps the status bar true: what is saved, how many there are, when the last backup was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pisteur.domain.errors import StorageError
from pisteur.i18n import _
from pisteur.presentation.formats import clock as clock_text
from pisteur.presentation.formats import short_date
from pisteur.services.board import read_totals

if TYPE_CHECKING:
    from datetime import datetime

    from pisteur.services.upkeep import DailyBackup
    from pisteur.ui.context import UiContext
    from pisteur.ui.shell.status import StatusBar

# Changes come in bursts: the totals are read once, after the last.
TOTALS_AFTER_MS = 150
# What is said of copies and of other files: no change of the user's is lost with them.
OF_OTHER_FILES = ("backup.", "restore.", "file.exists", "file.own", "disk.unread")


class StatusKeeper(QObject):
    """Reads what `bar` says, and has the backup of the day made.

    Signals:
        warned: (text) what the user should look into.
    """

    warned = Signal(str)

    def __init__(self, context: UiContext, bar: StatusBar) -> None:
        super().__init__(bar)
        self._context = context
        self._bar = bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOTALS_AFTER_MS)
        self._timer.timeout.connect(self._read_totals)
        context.runner.changed.connect(self._note_change)
        context.notice_requested.connect(self._note_notice)
        context.error_requested.connect(self._note_error)

    def back_up(self) -> None:
        """Have the backup of the day made, unless there is one or nothing to keep."""
        self._context.runner.query(
            lambda s: s.upkeep.daily_backup() if read_totals(s.db.raw).contacts else None,
            self._backed_up,
        )

    def _note_change(self, changes: object, initiator: object) -> None:
        self._bar.show_saved()
        self._timer.start()

    def _note_notice(self, text: object, offer_undo: object) -> None:
        # It may be of a backup, which changes no row.
        self._timer.start()

    def _note_error(self, error: object) -> None:
        if isinstance(error, StorageError) and not error.code.startswith(OF_OTHER_FILES):
            self._bar.show_failed()

    def _read_totals(self) -> None:
        runner = self._context.runner
        runner.latest("totals", lambda s: read_totals(s.db.raw), self._bar.show_totals)
        runner.latest("backup", lambda s: s.upkeep.latest_backup(), self._show_backup)

    def _backed_up(self, made: DailyBackup | None) -> None:
        if made is not None and made.shrunk:
            text = _(
                "Your data has shrunk by a fifth within a month. If you did not delete it "
                "yourself, look at the backups: none is thinned out until then."
            )
            self.warned.emit(text)
        self._read_totals()

    def _show_backup(self, made_at: datetime | None) -> None:
        if made_at is None:
            self._bar.show_backup(_("No backup yet"))
            return
        local = made_at.astimezone()
        today = self._context.clock.today()
        day = _("today") if local.date() == today else short_date(local.date(), today)
        text = _("Backup: {day} {time}").format(day=day, time=clock_text(local.time()))
        self._bar.show_backup(text)
