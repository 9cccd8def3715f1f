"""Cards that are on their way to the board, or to another column of it: selected once there.

Moved, added, or asked for beside another page. Loaded after the first paint, which needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pisteur.i18n import _
from pisteur.presentation.formats import number

if TYPE_CHECKING:
    from pisteur.domain.commands import MoveCards
    from pisteur.presentation.board_state import BoardState
    from pisteur.ui.context import UiContext
    from pisteur.ui.pages.board.columns import BoardColumns


class Arrivals:
    """Waits for cards, and looks after each change of the board whether they are there."""

    def __init__(
        self,
        context: UiContext,
        state: BoardState,
        columns: BoardColumns,
        clear_filter: Callable[[], None],
    ) -> None:
        self._context = context
        self._state = state
        self._columns = columns
        self._clear_filter = clear_filter
        self._moving: MoveCards | None = None
        self._shown: int | None = None
        # The lead that the user added last, and its name, until it was read.
        self._added: tuple[int, str] | None = None
        self._hidden_id = 0

    def expect_moved(self, command: MoveCards) -> None:
        """Wait for cards to be where a command sends them."""
        self._moving = command

    def expect_shown(self, card_id: int) -> None:
        """Select who is shown beside the board, as after adding a lead: now, or once it is read."""
        self._shown = card_id
        self._select_shown()

    def expect_added(self, card_id: int, name: str) -> None:
        """Say of a lead just added when the filter hides it."""
        self._added = card_id, name
        self._look_for_added()

    def give_up_moved(self, command: MoveCards) -> None:
        """Wait no more for what a command was to send, such as cards that a gate has stopped."""
        if self._moving is command:
            self._moving = None

    def take_moved(self, *, had_focus: bool) -> None:
        """Select what was moved, once it is where it was sent, and say so to screen readers."""
        command = self._moving
        if command is None:
            return
        there = tuple(
            i
            for i in command.opportunity_ids
            if (card := self._state.card(i)) is not None and card.stage_id == command.stage_id
        )
        if not there:
            return
        self._moving = None
        if self._columns.select(there, focus=had_focus):
            self._announce(there[0])

    def take(self, chosen: tuple[int, ...], *, had_focus: bool) -> None:
        """Look who is there after a change, and keep those selected that were chosen before it."""
        self._follow_chosen(chosen, had_focus=had_focus)
        self._select_shown()
        self._look_for_added()

    def give_up(self) -> None:
        """Wait no more for who is not on the board, which has just been read as a whole.

        Who is added later may have their number.
        """
        self._shown = self._added = None

    def _follow_chosen(self, chosen: tuple[int, ...], *, had_focus: bool) -> None:
        """Keep cards selected that a change, such as an undo, took to another column."""
        if not chosen or self._columns.selected_ids():
            return
        cards = [card for card in map(self._state.card, chosen) if card is not None]
        together = tuple(card.id for card in cards if card.stage_id == cards[0].stage_id)
        self._columns.select(together, focus=had_focus)

    def _select_shown(self) -> None:
        """Select who is shown beside the board, with the keys on it."""
        card_id = self._shown
        if card_id is None or self._state.card(card_id) is None:
            return
        self._shown = None
        if card_id not in self._columns.selected_ids():
            self._columns.select((card_id,), focus=True)

    def _look_for_added(self) -> None:
        """Say that the filter hides the lead just added: nothing else on the board would."""
        if self._added is None:
            return
        card_id, name = self._added
        card = self._state.card(card_id)
        if card is None:
            return
        self._added = None
        if card_id not in self._state.ids(card.stage_id):
            self._hidden_id = card_id
            text = _("Lead added: {name}. The filter hides it.").format(name=name)
            self._context.offer(text, _("Clear the filter"), self._show_hidden)

    def _show_hidden(self) -> None:
        self._clear_filter()
        self._columns.select((self._hidden_id,), focus=True)

    def _announce(self, card_id: int) -> None:
        card = self._state.card(card_id)
        if card is None:
            return
        shown = self._state.ids(card.stage_id)
        text = _("Moved to {stage}, {place} of {count}").format(
            stage=self._state.stage(card.stage_id).name,
            place=number(shown.index(card_id) + 1),
            count=number(len(shown)),
        )
        # Three thousandths of a second: not before somebody moves a card.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

        event = QAccessibleAnnouncementEvent(self._columns.view(card.stage_id), text)
        QAccessible.updateAccessibility(event)
