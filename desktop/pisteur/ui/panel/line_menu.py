"""The menu of a line of the journal."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from pisteur.i18n import _
from pisteur.ui.panel.exchange_row import ExchangeRow
from pisteur.ui.panel.parts import add_action


class LineMenu(QMenu):
    """What can be done with a line; one menu for all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row: ExchangeRow | None = None
        self._entry_id: int | None = None
        add_action(self, _("Copy the text"), self._copy, name="copy")
        add_action(self, _("Correct…"), self._correct, name="correct")
        add_action(self, _("Delete"), self._delete, name="delete")

    def open_for(self, row: ExchangeRow, where: QPoint) -> None:
        """Open it for what a row shows now."""
        self.row = row
        self._entry_id = row.entry.interaction_id if row.entry is not None else None
        self.popup(where)

    def _asked(self) -> ExchangeRow | None:
        """Return the row, unless what it was asked for is gone meanwhile."""
        row = self.row
        shown = row.entry.interaction_id if row is not None and row.entry is not None else None
        return row if shown == self._entry_id else None

    def _copy(self) -> None:
        if row := self._asked():
            row.copy_text()

    def _correct(self) -> None:
        if row := self._asked():
            row.correct()

    def _delete(self) -> None:
        if row := self._asked():
            row.delete()
