"""Where a drop or an arrow key takes cards: commands made from the board, and nothing changed.

Free of Qt. Whether a card may go there is decided by the services; `gate_ahead` only foretells it,
so that the gate can be seen while dragging.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from pisteur.domain.board_words import Gate, Zone
from pisteur.presentation.board_state import BoardState

if TYPE_CHECKING:
    from pisteur.domain.commands import MoveCards


class Direction(Enum):
    """Which way the keyboard moves cards."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


def drop(state: BoardState, ids: Sequence[int], stage_id: int, row: int) -> MoveCards:
    """Return the command for dropping cards before row `row` of what a column shows.

    `row` counts the rows as they are before the move; -1 or beyond the last is the end.
    """
    # Imported when a card moves: the first paint, which this module is on the way to, needs none.
    from pisteur.domain.commands import MoveCards  # noqa: PLC0415

    shown = state.ids(stage_id)
    below = shown[row:] if row >= 0 else []
    before = next((i for i in below if i not in ids), None)
    return MoveCards(tuple(ids), stage_id, before)


def step(state: BoardState, ids: Collection[int], direction: Direction) -> MoveCards | None:
    """Return the command for moving cards of one column by one place, or None at the edge."""
    first = next((card for card in map(state.card, ids) if card is not None), None)
    shown = state.ids(first.stage_id) if first else []
    moving = [i for i in shown if i in ids]
    if first is None or not moving:
        return None
    top = shown.index(moving[0])
    if direction is Direction.UP:
        command = drop(state, moving, first.stage_id, max(0, top - 1))
    elif direction is Direction.DOWN:
        command = drop(state, moving, first.stage_id, shown.index(moving[-1]) + 2)
    else:
        ahead = _neighbour(state, first.stage_id, 1 if direction is Direction.RIGHT else -1)
        if ahead is None:
            return None
        command = drop(state, moving, ahead, top)
    return None if is_still(state, command) else command


def _neighbour(state: BoardState, stage_id: int, step_by: int) -> int | None:
    places = [stage.id for stage in state.stages]
    place = places.index(stage_id) + step_by
    return places[place] if 0 <= place < len(places) else None


def is_still(state: BoardState, command: MoveCards) -> bool:
    """Return whether the cards shown would stand as they do now."""
    moving = command.opportunity_ids
    cards = [state.card(i) for i in moving]
    if any(card is None or card.stage_id != command.stage_id for card in cards):
        return False
    shown = state.ids(command.stage_id)
    rest = [i for i in shown if i not in moving]
    place = rest.index(command.before_id) if command.before_id in rest else len(rest)
    return rest[:place] + list(moving) + rest[place:] == shown


def gate_ahead(state: BoardState, ids: Collection[int], stage_id: int) -> Gate | None:
    """Return the gate that will ask for evidence when cards enter a column, or None."""
    target = state.zone_of(stage_id)
    for card in filter(None, map(state.card, ids)):
        source = state.zone_of(card.stage_id)
        if target is Zone.PROSPECTS and source is Zone.LEADS and set(card.pips) != {"y"}:
            return Gate.QUALIFICATION
        if target is Zone.CUSTOMERS and source is not Zone.CUSTOMERS:
            return Gate.SALE
    return None
