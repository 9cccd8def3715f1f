"""Asks before a dialog plans to approach somebody who objected to it (product rule 9)."""

from __future__ import annotations

from collections.abc import Sequence

from pisteur.domain.oppositions import Channel, Opposition, barring
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import _
from pisteur.presentation.opposition_texts import approach_title, opposition_text
from pisteur.ui.dialogs.form import FormDialog, ask

CHANNEL_OF = {
    FollowUpKind.CALL: Channel.PHONE,
    FollowUpKind.EMAIL: Channel.EMAIL,
    # Whatever is found out, the contact is asked: only who objects to everything bars it.
    FollowUpKind.FIND_OUT: Channel.ALL,
}


class OppositionGuard:
    """Stops the acceptance of a dialog until the user has said yes, once.

    Args:
        name: of the contact.
        standing: what the contact objected to.
    """

    def __init__(self, dialog: FormDialog, name: str, standing: Sequence[Opposition]) -> None:
        self._dialog = dialog
        self._name = name
        self._standing = standing
        self._passed = False

    def stops(self, channels: Sequence[Channel]) -> bool:
        """Ask if one of the channels is barred; the dialog is accepted again after a yes."""
        found = (barring(self._standing, channel) for channel in channels)
        barred = next((each for each in found if each is not None), None)
        if barred is None or self._passed:
            return False
        ask(
            self._dialog,
            approach_title(self._name),
            opposition_text(barred),
            _("Approach all the same"),
            self._go_on,
        )
        return True

    def _go_on(self) -> None:
        self._passed = True
        self._dialog.accept()
        # What is changed after an error is asked about again.
        self._passed = False
