"""Long work on a file, in the worker: tells how far it is, and stops when asked to."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, Signal

from pisteur.domain.transfer import ImportCancelledError


class Progress(QObject):
    """Called by the worker; a signal carries what it says to the window's thread.

    Signals:
        moved: (done, of how many; nought when that is not known).
    """

    moved = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()

    def start(self) -> None:
        """Make ready for another piece of work."""
        self._stop.clear()

    def stop(self) -> None:
        """Ask the work to stop; it does at its next step."""
        self._stop.set()

    def __call__(self, done: int, total: int = 0) -> None:
        """Say how far the work is.

        Raises:
            ImportCancelledError: when it shall stop.
        """
        if self._stop.is_set():
            raise ImportCancelledError
        self.moved.emit(done, total)
