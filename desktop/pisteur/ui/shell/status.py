"""The status bar: saved or not, last backup, counts, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar

from pisteur.domain.board import Totals
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation.formats import counted, file_size
from pisteur.ui.widgets.labels import ElidedLabel, StatusLabel
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pathlib import Path


class StatusBar(QStatusBar):
    """What the foot of the window says."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setObjectName("status-bar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        self._state = StatusLabel()
        # Before it is on the bar: later the style would be asked for, which loads all of QStyle.
        self.show_saved()
        self._backup = self._label("status-backup")
        # What gives way in a narrow window: the state is never cut.
        self._totals = self._prepare(ElidedLabel(low=False), "status-totals")
        self._file = self._label("status-file")
        for widget in (self._state, self._backup, self._totals):
            self.addWidget(widget)
        self.addPermanentWidget(self._file)

    def show_saved(self) -> None:
        """Say that everything on screen is on disk."""
        self._state.show_state(_("Saved"), "ok")

    def show_failed(self) -> None:
        """Say that the last change is not on disk."""
        self._state.show_state(_("Last change not saved"), "bad")

    def show_backup(self, text: str) -> None:
        """Say when the last backup was made."""
        self._backup.setText(text)

    def show_totals(self, totals: Totals) -> None:
        """Show the counts and the size of the file."""
        contacts = counted(
            ngettext("{count} contact", "{count} contacts", totals.contacts), totals.contacts
        )
        deals = counted(
            ngettext("{count} running deal", "{count} running deals", totals.open_deals),
            totals.open_deals,
        )
        self._totals.setText(f"{contacts} · {deals}")
        try:
            size = file_size(self._path.stat().st_size)
        except OSError:
            size = "?"
        self._file.setText(f"{isolated(self._path.name)} · {size}")
        self._file.setToolTip(str(self._path))

    def _label(self, name: str) -> QLabel:
        return self._prepare(make_label(), name)

    @staticmethod
    def _prepare(made: QLabel, name: str) -> QLabel:
        made.setContentsMargins(12, 0, 0, 0)
        made.setObjectName(name)
        return made
