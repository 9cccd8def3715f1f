"""Keeps a calendar file up to date: after each change of what is in it, a moment later, on the
worker. Never in the way: what can't be written is said once, and tried again at the next change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from pisteur.domain.errors import PisteurError
    from pisteur.presentation.runner import Runner
    from pisteur.storage.change_log import ChangeSet

WAIT_MS = 1500
_TABLES = (
    *("follow_ups", "contacts", "contact_points", "opportunities", "oppositions"),
    "settings",
)


class CalendarKeeper(QObject):
    """Writes the file at the start, and after changes once nothing has changed for a moment.

    Signals:
        failed: a PisteurError, the first time that it can't be written.
    """

    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._write)
        runner.changed.connect(self._changed)
        # What an earlier end cut off.
        self._timer.start()

    def finish(self) -> None:
        """Write now what waits, before the file is let go of."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _changed(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(*_TABLES):
            self._timer.start()

    def _write(self) -> None:
        self._runner.query(lambda s: s.exporting.keep_calendar(), self._written, self._failed)

    def _written(self, _count: int | None) -> None:
        self._said = ""

    def _failed(self, error: PisteurError) -> None:
        what = f"{error.code} {error.params}"
        if what != self._said:
            self._said = what
            self.failed.emit(error)
