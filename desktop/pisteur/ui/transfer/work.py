"""What the walk of an import asks of the worker: long work tells how far it is, and stops when
asked to.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pisteur.domain.records import ParsedLeads
from pisteur.domain.transfer import ImportCancelledError, ImportPlan
from pisteur.exchange.leads import FileReport, inspect_file, parse_leads
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.table import Wishes

if TYPE_CHECKING:
    from pisteur.services.services import Services


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


def plan_import(
    services: Services, report: FileReport, mapping: Mapping, wishes: Wishes, progress: Progress
) -> tuple[ParsedLeads, ImportPlan]:
    """Read the list of `report`, and say what an import would make of it."""
    leads = parse_leads(
        report.path, mapping=mapping, headings=report.headings, wishes=wishes, progress=progress
    )
    return leads, services.importing.plan(leads, progress)


def inspect(
    services: Services,
    path: Path,
    wishes: Wishes,
    progress: Progress,
    mapping: Mapping | None = None,
) -> FileReport:
    """Look a list through, on the worker's thread; the data file itself is refused unopened.

    Opened and closed a second time, it would lose the locks that this process holds on it.

    Args:
        mapping: what the columns mean; what was kept for them, or a guess, when None.
    """
    services.workspace.refuse_own_file(path)
    report = inspect_file(path, wishes=wishes, mapping=mapping, progress=progress)
    kept = None if mapping else services.mappings.proposed(report.headings)
    if kept is None:
        return report
    found = inspect_file(path, wishes=wishes, mapping=kept.mapping, progress=progress)
    return replace(found, kept_as=kept.name)


def write_rejected(services: Services, leads: ParsedLeads, path: Path) -> Path:
    """Write the rows that were left out, with the reason."""
    services.importing.save_rejected(leads, path)
    return path
