from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pisteur.presentation.line_places import LinePlaces

GAP = 10
HEIGHTS = st.lists(st.integers(0, 200), min_size=1, max_size=30)


def places_of(heights: list[int]) -> LinePlaces:
    made = LinePlaces(GAP)
    made.add(heights)
    return made


def slow_top(heights: list[int], place: int) -> int:
    return sum(heights[:place]) + GAP * place


def test_lines_lie_one_under_the_other_with_gaps_between() -> None:
    places = places_of([20, 50, 30])
    assert [places.top(place) for place in range(3)] == [0, 30, 90]
    assert places.total == 120
    assert [places.at(y) for y in (-5, 0, 29, 30, 89, 90, 5000)] == [0, 0, 0, 1, 1, 2, 2]


def test_without_lines_there_is_nothing() -> None:
    assert LinePlaces(GAP).total == 0
    assert LinePlaces(GAP).at(7) == 0


@given(HEIGHTS, st.lists(st.tuples(st.integers(0, 29), st.integers(0, 200)), max_size=10))
def test_changed_heights_move_what_lies_below_and_nothing_else(
    heights: list[int], changes: list[tuple[int, int]]
) -> None:
    places = places_of(heights)
    for place, height in changes:
        where = place % len(heights)
        assert places.change(where, height) is (heights[where] != height)
        heights[where] = height
    assert [places.top(place) for place in range(len(heights))] == [
        slow_top(heights, place) for place in range(len(heights))
    ]
    assert places.total == slow_top(heights, len(heights)) - GAP
    assert len(places) == len(heights)


@given(HEIGHTS, HEIGHTS, st.integers(0, 30))
def test_lines_are_dropped_and_added_at_the_end(
    heights: list[int], more: list[int], kept: int
) -> None:
    places = places_of(heights)
    places.keep(kept)
    places.add(more)
    wanted = places_of([*heights[:kept], *more])
    assert places.total == wanted.total
    assert [places.top(n) for n in range(len(wanted))] == [
        wanted.top(n) for n in range(len(wanted))
    ]


@given(HEIGHTS, st.integers(-100, 8000))
def test_the_line_at_a_height_is_the_last_that_begins_above_it(heights: list[int], y: int) -> None:
    above = [n for n in range(len(heights)) if slow_top(heights, n) <= y]
    assert places_of(heights).at(y) == max(above, default=0)
