"""The journal: what was exchanged with the contact and what Pisteur noted, newest first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.snapshots import JournalEntry
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.journal_rows import EventRow, ExchangeRow
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.properties import make_button, make_label

# The newest: what is below the journal stays within reach.
SHOWN_AT_FIRST = 6
SHOWN_AT_ONCE = 50
FEW = 3

Row = ExchangeRow | EventRow


class Journal(QWidget):
    """The newest entries, and a button that shows earlier ones.

    Rows are kept from one state to the next, so that what is being corrected is not lost.

    Signals:
        wanted: so many entries should be read, a portion more than is shown.
    """

    wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal")
        self.setAccessibleName(_("Journal"))
        self._context = context
        self._shown: Shown | None = None
        self._limit = SHOWN_AT_FIRST
        self._rows: list[Row] = []
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._empty = make_label(_("Nothing written yet."), "muted", wrap=True)
        self._earlier = make_button("", "link", name="earlier", compact=True)
        self._earlier.clicked.connect(self._show_earlier)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self._lines)
        outer.addWidget(self._empty)
        outer.addWidget(self._earlier)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        if self._shown is None or self._shown.view.id != shown.view.id:
            self._limit = SHOWN_AT_FIRST
        self._shown = shown
        entries = shown.view.journal[: self._limit]
        rest = shown.view.journal_length - len(entries)
        # Many new rows: unseen until all are there, else each would lay out all others again.
        many = len(entries) - len(self._rows) > FEW
        if many:
            self._lines.hide()
        left = self._rows
        self._rows = []
        for place, entry in enumerate(entries):
            row = _take(left, entry)
            if row is None:
                row = self._make_row(entry)
                self._column.insertWidget(place, row)
            elif self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show_entry(entry, shown.today)
            self._rows.append(row)
        for row in left:
            self._column.removeWidget(row)
            discard(row)
        self._lines.setHidden(not self._rows)
        self._show_rest(rest)

    def _make_row(self, entry: JournalEntry) -> Row:
        if entry.interaction_id is not None:
            return ExchangeRow(self._context, entry)
        return EventRow(self._context, entry)

    def _show_rest(self, count: int) -> None:
        self._empty.setVisible(not self._rows)
        self._earlier.setVisible(count > 0)
        text = ngettext("Show {count} earlier line", "Show {count} earlier lines", count)
        self._earlier.setText(formats.counted(text, min(count, SHOWN_AT_ONCE)))
        self._earlier.setAccessibleName(self._earlier.text())

    def _show_earlier(self) -> None:
        if self._shown is not None:
            self._limit = min(self._limit, len(self._shown.view.journal)) + SHOWN_AT_ONCE
            self.present(self._shown)
            read, length = len(self._shown.view.journal), self._shown.view.journal_length
            if read < min(self._limit + SHOWN_AT_ONCE, length):
                self.wanted.emit(self._limit + SHOWN_AT_ONCE)


def _take(rows: list[Row], entry: JournalEntry) -> Row | None:
    """Take the row that shows this entry out of `rows`."""
    for place, row in enumerate(rows):
        if row.stands_for(entry):
            return rows.pop(place)
    return None
