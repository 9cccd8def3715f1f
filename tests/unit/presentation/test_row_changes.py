"""Turning one list of rows into another by as little as possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pisteur.presentation.row_changes import row_changes, runs

lists = st.lists(st.integers(0, 30), unique=True)


@given(lists, lists)
def test_removing_and_inserting_the_runs_gives_the_new_list(old: list[int], new: list[int]) -> None:
    removed, inserted = row_changes(old, new)
    rows = list(old)
    for first, last in reversed(removed):
        del rows[first : last + 1]
    for first, last in inserted:
        rows[first:first] = new[first : last + 1]
    assert rows == new


@given(st.lists(st.integers(0, 30), unique=True, min_size=2), st.data())
def test_moving_one_card_touches_one_row(old: list[int], data: st.DataObject) -> None:
    new = list(old)
    moved = new.pop(data.draw(st.integers(0, len(old) - 1)))
    new.insert(data.draw(st.integers(0, len(new))), moved)
    removed, inserted = row_changes(old, new)
    touched = sum(last - first + 1 for first, last in removed)
    assert touched == (0 if old == new else 1)
    assert len(inserted) == len(removed)


def test_neighbouring_rows_are_one_run() -> None:
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
