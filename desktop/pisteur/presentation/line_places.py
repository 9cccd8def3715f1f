"""Where the lines of a long column lie, one under the other, each as high as its text needs.

Not for showing them: only arithmetic, so that a column of thousands of lines costs no more than
those in sight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class LinePlaces:
    """Heights of lines and what follows from them, in pixels; `gap` lies between two lines."""

    def __init__(self, gap: int) -> None:
        self._gap = gap
        self._heights: list[int] = []
        self._tops = [0]

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """What all of them take."""
        return max(0, self._tops[-1] - self._gap)

    def keep(self, count: int) -> None:
        """Forget all but the first lines."""
        del self._heights[count:]
        del self._tops[count + 1 :]

    def add(self, heights: Iterable[int]) -> None:
        """Put further lines below."""
        first = len(self._heights)
        self._heights.extend(heights)
        self._sum_up(first)

    def change(self, place: int, height: int) -> bool:
        """Give a line another height; returns whether it is another."""
        if self._heights[place] == height:
            return False
        self._heights[place] = height
        self._sum_up(place)
        return True

    def _sum_up(self, first: int) -> None:
        steps = (height + self._gap for height in self._heights[first:])
        self._tops[first:] = accumulate(steps, initial=self._tops[first])

    def top(self, place: int) -> int:
        """Return where a line begins."""
        return self._tops[place]

    def height(self, place: int) -> int:
        """Return how high a line is."""
        return self._heights[place]

    def at(self, y: int) -> int:
        """Return the line at `y`, with the gap below it; the first above all, the last below."""
        return max(0, min(bisect_right(self._tops, y) - 1, len(self) - 1))
