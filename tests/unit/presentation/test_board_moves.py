"""Where drops and arrow keys take cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.board import BoardSnapshot, Card, StageView
from pisteur.domain.commands import MoveCards
from pisteur.domain.words import Gate, Zone
from pisteur.presentation.board_moves import Direction, drop, gate_ahead, is_still, step
from pisteur.presentation.board_state import BoardFilter, BoardState
from support.cards import PLAIN

STAGES = (
    StageView(1, "New lead", Zone.LEADS, 0),
    StageView(2, "Qualified prospect", Zone.PROSPECTS, 0),
    StageView(3, "Won", Zone.CUSTOMERS, 0),
)


def card(card_id: int, stage_id: int = 1, pips: str = "", state: str = "open") -> Card:
    return PLAIN._replace(
        id=card_id,
        contact_id=card_id,
        stage_id=stage_id,
        rank=f"{card_id:03d}",
        state=state,
        title=f"Card {card_id}",
        pips=pips,
    )


def board(*cards: Card) -> BoardState:
    return BoardState(BoardSnapshot(STAGES, cards, "C€D", 30), date(2026, 11, 22))


FIVE = tuple(card(i) for i in range(1, 6))


def after(order: Sequence[int], command: MoveCards) -> list[int]:
    """Return the order that the services would make of a column."""
    rest = [i for i in order if i not in command.opportunity_ids]
    place = rest.index(command.before_id) if command.before_id in rest else len(rest)
    return rest[:place] + list(command.opportunity_ids) + rest[place:]


@pytest.mark.parametrize(
    ("ids", "row", "before"),
    [
        ((1,), 3, 4),
        ((4,), 1, 2),
        ((2,), 2, 3),
        ((1, 3), 3, 4),
        ((1, 3), 2, 4),
        ((4, 5), 3, None),
        ((1,), 5, None),
        ((1,), -1, None),
    ],
)
def test_a_drop_names_the_first_card_below_that_stays(
    ids: tuple[int, ...], row: int, before: int | None
) -> None:
    assert drop(board(*FIVE), ids, 1, row) == MoveCards(ids, 1, before)


@given(st.sets(st.integers(1, 5), min_size=1), st.integers(0, 5))
def test_dropped_cards_stand_together_between_those_above_and_below(
    ids: set[int], row: int
) -> None:
    order = [1, 2, 3, 4, 5]
    moving = tuple(sorted(ids))
    command = drop(board(*FIVE), moving, 1, row)
    above = [i for i in order[:row] if i not in ids]
    below = [i for i in order[row:] if i not in ids]
    assert after(order, command) == [*above, *moving, *below]


@pytest.mark.parametrize(
    ("ids", "direction", "order"),
    [
        ((3,), Direction.UP, [1, 3, 2, 4, 5]),
        ((3,), Direction.DOWN, [1, 2, 4, 3, 5]),
        ((2, 3), Direction.UP, [2, 3, 1, 4, 5]),
        ((2, 3), Direction.DOWN, [1, 4, 2, 3, 5]),
        ((1, 4), Direction.DOWN, [2, 3, 5, 1, 4]),
        ((1, 3), Direction.UP, [1, 3, 2, 4, 5]),
        ((4, 5), Direction.DOWN, None),
        ((1,), Direction.UP, None),
        ((5,), Direction.DOWN, None),
    ],
)
def test_up_and_down_move_by_one_place_and_stop_at_the_ends(
    ids: tuple[int, ...], direction: Direction, order: list[int] | None
) -> None:
    command = step(board(*FIVE), ids, direction)
    assert (after([1, 2, 3, 4, 5], command) if command else None) == order


def test_sideways_goes_to_the_same_height_in_the_next_column() -> None:
    state = board(*FIVE, card(6, 2), card(7, 2), card(8, 2))
    assert step(state, (2, 3), Direction.RIGHT) == MoveCards((2, 3), 2, 7)
    assert step(state, (5,), Direction.RIGHT) == MoveCards((5,), 2, None)
    assert step(state, (7,), Direction.LEFT) == MoveCards((7,), 1, 2)
    assert step(state, (1,), Direction.LEFT) is None


def test_a_filter_hides_cards_and_what_is_shown_still_moves_by_one() -> None:
    state = board(*FIVE)
    state.set_filter(BoardFilter(text="card"))
    hidden = [card(i)._replace(title="x") if i == 2 else card(i) for i in range(1, 6)]
    state.load(BoardSnapshot(STAGES, tuple(hidden), "C€D", 30))
    assert state.ids(1) == [1, 3, 4, 5]
    assert step(state, (3,), Direction.UP) == MoveCards((3,), 1, 1)


def test_cards_that_are_gone_move_nowhere() -> None:
    assert step(board(*FIVE), (99,), Direction.DOWN) is None


def test_a_drop_on_its_own_place_is_still() -> None:
    state = board(*FIVE)
    assert is_still(state, drop(state, (2,), 1, 1))
    assert is_still(state, drop(state, (2,), 1, 2))
    assert is_still(state, drop(state, (5,), 1, -1))
    assert not is_still(state, drop(state, (2,), 1, 3))
    assert not is_still(state, drop(state, (2,), 2, 0))


def test_gates_ahead_are_seen_for_cards_without_evidence() -> None:
    state = board(card(1), card(2, pips="yyy"), card(3, pips="yun"), card(4, 2), card(5, 3))
    assert gate_ahead(state, (1,), 2) is Gate.QUALIFICATION
    assert gate_ahead(state, (3,), 2) is Gate.QUALIFICATION
    assert gate_ahead(state, (2, 3), 2) is Gate.QUALIFICATION
    assert gate_ahead(state, (2,), 2) is None
    assert gate_ahead(state, (4,), 3) is Gate.SALE
    assert gate_ahead(state, (1,), 3) is Gate.SALE
    assert gate_ahead(state, (5,), 3) is None
    assert gate_ahead(state, (5,), 2) is None
    assert gate_ahead(state, (4,), 1) is None
