"""Flow of writing to a contact: the text, the hand-over, and what was sent into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pisteur.domain import settings
from pisteur.domain.oppositions import Channel
from pisteur.domain.templates import Field
from pisteur.domain.writing import Writing
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.message import MessageDialog, Sent
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.flows_oppositions import BeforeApproach
from pisteur.ui.panel.status_text import persistence_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MINE = {
    Field.MY_NAME: settings.MY_NAME,
    Field.MY_COMPANY: settings.MY_COMPANY,
    Field.MY_TRADE: settings.MY_TRADE,
    Field.MY_PHONE: settings.MY_PHONE,
}


class MessageFlows(FlowsBase):
    """What is written to contacts."""

    def write(
        self,
        contact_id: int,
        opportunity_id: int | None = None,
        follow_up_id: int | None = None,
        address: str = "",
    ) -> None:
        """Write to a contact from a template; `address` is the one to write to, if chosen."""
        # A phone is written to by text message.
        channel = Channel.PHONE if address and "@" not in address else Channel.EMAIL
        about = (contact_id, opportunity_id, follow_up_id)
        BeforeApproach(
            self._context,
            self._window,
            contact_id,
            (channel,),
            lambda: Correspondence(self._context, self._window, about, address),
        )


class Correspondence(QObject):
    """One message: opens its dialog, and does what that asks for; lives with it."""

    def __init__(
        self,
        context: UiContext,
        window: QWidget,
        about: tuple[int, int | None, int | None],
        address: str,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._address = address
        context.runner.query(lambda s: s.templates.writing(*about), self._open)

    def _open(self, writing: Writing) -> None:
        found = writing.persistence
        today = self._context.clock.today()
        dialog = MessageDialog(
            writing,
            self._context.theme,
            warning=persistence_text(found, today) if found.reached else "",
            address=self._address,
            parent=self._window,
        )
        dialog.link_wanted.connect(self._follow_link)
        dialog.detail_given.connect(self._remember)
        dialog.completion_wanted.connect(self._complete)
        dialog.destroyed.connect(self.deleteLater)

        def send(value: Sent) -> Work:
            return lambda s: s.journal.write(value.line)

        text = _("In the journal: message to {name}").format(name=writing.name)
        Errand(self._context, dialog, send, lambda *_: text)

    def _follow_link(self, url: str) -> None:
        self._context.flows.open_link(url)

    def _remember(self, field: Field, text: str) -> None:
        """Keep what the user said of himself for the next messages."""
        setting = MINE.get(field)
        if setting is not None:
            self._context.runner.command(lambda s: s.settings.put(setting, text))

    def _complete(self, follow_up_id: int) -> None:
        self._context.flows.complete(follow_up_id)
