"""What is behind a figure: the deals or sales, each of which opens in the panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pisteur.domain.dashboard import BehindRow
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.widgets.editor_rows import EditorRow, RowList
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog

MOST = 500
WIDTH, HEIGHT = 560, 420


class BehindDialog(SheetDialog):
    """The rows behind a figure; Enter or a click on “Open” shows one in the panel.

    Signals:
        opened: (contact id, opportunity id or None).
    """

    opened = Signal(object, object)

    def __init__(
        self, title: str, rows: Sequence[BehindRow], left_out: int, parent: QWidget
    ) -> None:
        super().__init__(title, accept_text=_("Open"), cancel_text=_("Close"), parent=parent)
        self.setObjectName("behind-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._rows = tuple(rows)
        self.list = RowList("behind-list", title)
        self.list.setMinimumHeight(160)
        self.list.show_rows([_row(place, row) for place, row in enumerate(self._rows)])
        self.list.setCurrentRow(0)
        self.list.edit_pressed.connect(self.accept)
        self.list.itemDoubleClicked.connect(self.accept)
        self.body.addWidget(self.list, 1)
        if left_out:
            text = ngettext("{count} more is not shown.", "{count} more are not shown.", left_out)
            self.body.addWidget(make_label(formats.counted(text, left_out), "muted", wrap=True))
        self.primary.setEnabled(bool(self._rows))
        self.resize(WIDTH, HEIGHT)
        self.list.setFocus()

    def accept(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._rows):
            row = self._rows[place]
            super().accept()
            self.opened.emit(row.contact_id, row.opportunity_id)


def _row(place: int, row: BehindRow) -> EditorRow:
    parts = [row.who, row.place]
    if row.state and row.state != OpportunityState.OPEN:
        parts.append(label(OpportunityState(row.state)))
    if row.day is not None:
        parts.append(formats.full_date(row.day))
    amount = "" if row.cents is None else formats.money(row.cents)
    return EditorRow(place, row.title, " · ".join(isolated(part) for part in parts if part), amount)
