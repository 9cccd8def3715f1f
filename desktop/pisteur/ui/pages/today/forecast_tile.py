"""The forecast of the quarter among the figures of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent

from pisteur.domain.forecast import Forecast
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.pages.dashboard.words import default_text, euros
from pisteur.ui.pages.today.tiles import Tile
from pisteur.ui.widgets.properties import set_tool_tip

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

_TABLES = ("opportunities", "stage_passages", "stages", "pipelines", "sales")


class ForecastTile(Tile):
    """What open deals may bring this quarter; reads it when it is seen.

    A star says that the chances of some columns are Pisteur's, not measured yet.
    """

    def __init__(self, context: UiContext) -> None:
        super().__init__(_("Forecast of the quarter"), name="tile-forecast")
        self._context = context
        self._stale = True
        context.runner.changed.connect(self._note_change)

    def refresh(self) -> None:
        """Read it again: now, or once it is seen."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._context.runner.latest("tile-forecast", lambda s: s.forecast.quarter(), self._show)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(*_TABLES):
            self.refresh()

    def _show(self, found: Forecast) -> None:
        star = "*" if found.uses_defaults else ""
        self.show_text(euros(found.weighted_cents) + star)
        text = default_text(found)
        set_tool_tip(self, text)
        self.setAccessibleDescription(text)
