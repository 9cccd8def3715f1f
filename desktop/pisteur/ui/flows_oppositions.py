"""Flows of oppositions (product rule 9): noting and lifting one, and asking before an approach."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pisteur.domain.oppositions import Channel, Oppose, Opposition, barring
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.presentation.opposition_texts import approach_title, opposition_text
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.form import ask
from pisteur.ui.dialogs.opposition import OppositionDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services


class OppositionFlows(FlowsBase):
    """Who does not want to be approached."""

    def oppose(self, contact_id: int) -> None:
        """Ask on which channel a contact objects."""
        self._runner.query(
            lambda s: (contact_id, s.contact_view.contact(contact_id).display_name),
            self._open_oppose,
        )

    def _open_oppose(self, found: tuple[int, str]) -> None:
        dialog = OppositionDialog(*found, self._context.clock.today(), self._window)

        def send(value: Oppose) -> Work:
            return lambda s: s.oppositions.note(value)

        Errand(self._context, dialog, send, _opposed_text)

    def lift_opposition(self, opposition_id: int) -> None:
        """Lift an opposition at once, with the offer to undo it."""
        self._runner.command(lambda s: s.oppositions.lift(opposition_id), self._lifted)

    def _lifted(self, _nothing: object) -> None:
        self._context.notify(_("The opposition is lifted."), offer_undo=True)

    def reach(self, contact_id: int, url: str) -> None:
        """Call or mail a contact with the system, after asking if they objected to it."""
        channel = Channel.EMAIL if url.startswith("mailto:") else Channel.PHONE
        BeforeApproach(
            self._context,
            self._window,
            contact_id,
            (channel,),
            lambda: self._context.flows.open_link(url),
        )


class BeforeApproach(QObject):
    """Does something to a contact at once, or, if they objected to it, only after a yes.

    Args:
        channels: those on which it approaches.
        go: what to do.
    """

    def __init__(
        self,
        context: UiContext,
        window: QWidget,
        contact_id: int,
        channels: tuple[Channel, ...],
        go: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._channels = channels
        self._go = go
        context.runner.query(lambda s: _standing(s, contact_id), self._judge)

    def _judge(self, read: tuple[str, tuple[Opposition, ...]]) -> None:
        name, standing = read
        found = (barring(standing, channel) for channel in self._channels)
        barred = next((each for each in found if each is not None), None)
        if barred is None:
            self._act()
            return
        dialog = ask(
            self._window,
            approach_title(name),
            opposition_text(barred),
            _("Approach all the same"),
            self._act,
        )
        dialog.destroyed.connect(self.deleteLater)

    def _act(self) -> None:
        self._go()
        self.deleteLater()


def _standing(services: Services, contact_id: int) -> tuple[str, tuple[Opposition, ...]]:
    """Return what a contact objected to, with their name if there is anything; on the worker."""
    standing = services.oppositions.of(contact_id)
    name = services.contact_view.contact(contact_id).display_name if standing else ""
    return name, standing


def _opposed_text(_value: Oppose, cancelled: int) -> str:
    if not cancelled:
        return _("The opposition is noted.")
    text = ngettext(
        "The opposition is noted. {count} planned action is cancelled.",
        "The opposition is noted. {count} planned actions are cancelled.",
        cancelled,
    )
    return counted(text, cancelled)
