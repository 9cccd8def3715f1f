"""Every action that may need a dialog (`ui.context.Flows`): reads what the dialog shows, opens it,
sends the command, and says what was done with the offer to undo it.

By noun: `flows_deals`, `flows_messages`, `flows_contacts`, `flows_actions`, `flows_insights`. The
dialogs are in `ui.dialogs`; the way through a closed gate is in `flows_gate`.
"""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from pisteur.i18n import _
from pisteur.ui.flows_actions import ActionFlows
from pisteur.ui.flows_cadences import CadenceFlows
from pisteur.ui.flows_calls import CallFlows
from pisteur.ui.flows_contacts import ContactFlows
from pisteur.ui.flows_deals import DealFlows
from pisteur.ui.flows_duplicates import DuplicateFlows
from pisteur.ui.flows_insights import InsightFlows
from pisteur.ui.flows_lists import ListFlows
from pisteur.ui.flows_messages import MessageFlows
from pisteur.ui.flows_oppositions import OppositionFlows
from pisteur.ui.flows_people import PeopleFlows
from pisteur.ui.flows_sales import SaleFlows
from pisteur.ui.flows_stages import StageFlows

LINKS = ("http", "https", "mailto", "tel")


class WindowFlows(
    PeopleFlows,
    MessageFlows,
    DealFlows,
    SaleFlows,
    ContactFlows,
    DuplicateFlows,
    ActionFlows,
    CadenceFlows,
    InsightFlows,
    ListFlows,
    CallFlows,
    OppositionFlows,
    StageFlows,
):
    """The flows of one window; the dialogs are its children."""

    def open_settings(self, section: str = "general") -> None:
        """Show a section of the settings."""
        self._context.settings_requested.emit(section)

    def open_link(self, url: str) -> None:
        """Open http, https, mailto or tel with the system; all else is refused."""
        target = QUrl(url.strip(), QUrl.ParsingMode.StrictMode)
        if not target.isValid() or target.scheme().lower() not in LINKS:
            self._context.notify(_("Pisteur does not open this kind of link."))
        elif not QDesktopServices.openUrl(target):
            self._context.notify(_("No program on this computer opens this link."))
