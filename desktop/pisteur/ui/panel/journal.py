"""The journal: what was exchanged with the contact and what Pisteur noted, newest first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.journal_lines import JournalLines
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.properties import make_button, make_label

# The newest: what is below the journal stays within reach.
SHOWN_AT_FIRST = 6
SHOWN_AT_ONCE = 50
# Below a line that was looked for.
SHOWN_AFTER = 3


class Journal(QWidget):
    """The newest entries, and a button that shows earlier ones.

    Signals:
        wanted: so many further entries should be read, a portion more than is shown.
    """

    wanted = Signal(object)

    def __init__(
        self, context: UiContext, area: QScrollArea, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("journal")
        self.setAccessibleName(_("Journal"))
        self._shown: Shown | None = None
        self._limit = SHOWN_AT_FIRST
        self.lines = JournalLines(context, area, self)
        self._empty = make_label(_("Nothing written yet."), "muted", wrap=True)
        self._earlier = make_button("", "link", name="earlier", compact=True)
        self._earlier.clicked.connect(self._show_earlier)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.lines)
        outer.addWidget(self._empty)
        outer.addWidget(self._earlier)
        # What is left over while the layouts hear of another height lies below, so that what is
        # in sight stays where it is.
        outer.addStretch(1)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        if self._shown is None or self._shown.view.id != shown.view.id:
            self._limit = SHOWN_AT_FIRST
            self.lines.show_line(0)
        self._shown = shown
        entries = shown.view.journal[: self._limit]
        self.lines.show_entries(entries, shown.today, shown.view.id)
        self.lines.setHidden(not entries)
        self._empty.setHidden(bool(entries))
        self._show_rest(shown.view.journal_length - len(entries))

    def show_line(self, interaction_id: int) -> None:
        """Scroll to an exchange of those read, and make it stand out."""
        if self._shown is None:
            return
        ids = [entry.interaction_id for entry in self._shown.view.journal]
        if interaction_id in ids:
            self._limit = max(self._limit, ids.index(interaction_id) + 1 + SHOWN_AFTER)
            self.present(self._shown)
            self.lines.show_line(interaction_id)

    def _show_rest(self, count: int) -> None:
        self._earlier.setVisible(count > 0)
        text = ngettext("Show {count} earlier line", "Show {count} earlier lines", count)
        self._earlier.setText(formats.counted(text, min(count, SHOWN_AT_ONCE)))
        self._earlier.setAccessibleName(self._earlier.text())

    def _show_earlier(self) -> None:
        if self._shown is not None:
            view = self._shown.view
            self._limit = min(self._limit, len(view.journal)) + SHOWN_AT_ONCE
            self.present(self._shown)
            missing = min(self._limit + SHOWN_AT_ONCE, view.journal_length) - len(view.journal)
            if missing > 0:
                self.wanted.emit(missing)
