"""What is written during a call: an answer takes it along, or it goes into the journal."""

from __future__ import annotations

from pisteur.domain.commands import WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.call_cards import NameCard
from pisteur.ui.widgets.typed import typed_text


class CallNote:
    """The note on the card of a name; nothing that was written there may be lost."""

    def __init__(self, card: NameCard, runner: Runner) -> None:
        self._card = card
        self._runner = runner
        self._contact_id: int | None = None
        # What of it is stored, or on its way.
        self._stored = ""
        # The same before an answer took the note along, until the next card is shown.
        self._before: str | None = None

    @property
    def text(self) -> str:
        """What stands on the card."""
        return typed_text(self._card.note)

    def show(self, contact_id: int | None, stored: str) -> None:
        """Show what is stored of a call with a contact, None for nobody; what was there is kept."""
        self.keep()
        self._contact_id, self._stored, self._before = contact_id, stored, None
        self._card.show_note(stored)

    def take(self) -> str:
        """Return the note for an answer that stores it; `give_back` when it did not."""
        self._before, self._stored = self._stored, self.text
        return self._stored

    def give_back(self) -> None:
        """Know again what was stored before `take`, if the card is still that of the answer."""
        if self._before is not None:
            self._stored, self._before = self._before, None

    def keep(self) -> None:
        """Write a note that no answer took along into the journal of whom it is about."""
        note, contact_id = self.text.strip(), self._contact_id
        if contact_id is None or not note or note == self._stored.strip():
            return
        self._stored = note
        line = WriteInteraction(contact_id, None, InteractionKind.NOTE, note)
        self._runner.command(lambda s: s.journal.write(line))
