"""The fewest removals and insertions of rows that turn one list of ids into another.

A view keeps scrolling and selection on every row that is neither removed nor inserted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return increasing `places` as runs (first, last)."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def kept(old: Sequence[int], new: Sequence[int]) -> set[int]:
    """Return the ids that may stay in their row: a longest common subsequence."""
    place_in_new = {i: place for place, i in enumerate(new)}
    common = [place_in_new[i] for i in old if i in place_in_new]
    # Ids are unique, so this is a longest increasing run of places: patience sorting.
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in common:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    stay: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        stay.add(new[last])
        last = before[last]
    return stay


def row_changes(
    old: Sequence[int], new: Sequence[int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the rows of `old` to remove and then the rows of `new` to insert, as runs."""
    if old == new:
        return [], []
    stay = kept(old, new)
    removed = runs(row for row, i in enumerate(old) if i not in stay)
    inserted = runs(row for row, i in enumerate(new) if i not in stay)
    return removed, inserted
