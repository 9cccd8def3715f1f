"""Rank of a card among its neighbours: a text key, so that a move changes one row.

A key is a string over the digits 0–9A–Za–z, compared byte by byte, read as a fraction in base 62.
No key ends in the digit 0, so there is always room between two different keys.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(DIGITS)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def rank_between(before: str | None, after: str | None) -> str:
    """Return a key strictly between `before` and `after`; None stands for the open end.

    Raises:
        ValueError: if `before` is not less than `after`.
    """
    low, high = before or "", after
    if high is not None and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    key: list[str] = []
    position = 0
    bounded = high is not None
    while True:
        floor = _VALUE[low[position]] if position < len(low) else 0
        ceiling = _BASE
        if bounded and high is not None:
            ceiling = _VALUE[high[position]] if position < len(high) else 0
        if ceiling - floor > 1:
            # At an open end step by a little, so that appending many keeps the keys short.
            if high is None:
                step = floor + 1
            elif not low:
                step = ceiling - 1
            else:
                step = (floor + ceiling) // 2
            key.append(DIGITS[step])
            return "".join(key)
        key.append(DIGITS[floor])
        if floor < ceiling:
            bounded = False
        position += 1


def ranks_between(before: str | None, after: str | None, count: int) -> list[str]:
    """Return `count` increasing keys between `before` and `after`, evenly spread."""
    if count == 0:
        return []
    if after is None:
        # One step up makes room for all the others below it.
        last = rank_between(before, None)
        return [*ranks_between(before, last, count - 1), last]
    middle = rank_between(before, after)
    left = count // 2
    return [
        *ranks_between(before, middle, left),
        middle,
        *ranks_between(middle, after, count - left - 1),
    ]
