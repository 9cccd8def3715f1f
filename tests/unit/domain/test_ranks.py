"""Rank keys: there is always room, and they stay short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.ranks import DIGITS, rank_between, ranks_between

keys = st.text(DIGITS, min_size=1, max_size=12).filter(lambda key: not key.endswith("0"))
ends = st.none() | keys


def well_formed(key: str) -> bool:
    return bool(key) and not key.endswith("0") and set(key) <= set(DIGITS)


def test_digits_are_in_the_order_that_sqlite_compares_them_in() -> None:
    assert list(DIGITS) == sorted(DIGITS, key=lambda digit: digit.encode())


@given(one=ends, other=ends)
def test_a_key_is_strictly_between_its_neighbours_and_never_ends_in_zero(
    one: str | None, other: str | None
) -> None:
    if one is not None and other is not None:
        if one == other:
            return
        one, other = sorted((one, other))
    key = rank_between(one, other)
    assert well_formed(key)
    assert one is None or one < key
    assert other is None or key < other


@given(one=ends, other=ends, count=st.integers(0, 300))
def test_many_keys_are_increasing_between_their_neighbours(
    one: str | None, other: str | None, count: int
) -> None:
    if one is not None and other is not None:
        if one == other:
            return
        one, other = sorted((one, other))
    made = ranks_between(one, other, count)
    assert len(made) == count
    everything = [*([one] if one else []), *made, *([other] if other else [])]
    assert everything == sorted(set(everything))
    assert all(map(well_formed, made))


def test_keys_without_room_between_them_are_refused() -> None:
    for before, after in (("B", "B"), ("C", "B")):
        with pytest.raises(ValueError, match="no rank between"):
            rank_between(before, after)


def test_a_thousand_cards_put_one_after_the_other_at_an_end_keep_short_keys() -> None:
    last = first = rank_between(None, None)
    for _ in range(1000):
        last = rank_between(last, None)
        first = rank_between(None, first)
    assert len(last) < 20
    assert len(first) < 20


def test_a_thousand_cards_put_before_the_same_card_keep_usable_keys() -> None:
    low, high = rank_between(None, None), rank_between(rank_between(None, None), None)
    for _ in range(1000):
        low = rank_between(low, high)
    assert len(low) < 220


@pytest.mark.parametrize("start", [None, "V", "zzz5"])
def test_a_hundred_thousand_cards_appended_at_once_have_keys_of_a_few_letters(
    start: str | None,
) -> None:
    made = ranks_between(start, None, 100_000)
    assert max(map(len, made)) <= len(start or "") + 12
