"""Attempts of the last 30 days, the last reply and the user's limit (product rule 6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.persistence import Exchange, is_attempt, is_reply, measure
from pisteur.domain.words import Direction, InteractionKind, Outcome

TODAY = date(2026, 11, 23)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def call(days_ago: int, outcome: Outcome | None = None) -> Exchange:
    return Exchange(ago(days_ago), InteractionKind.CALL, Direction.OUTGOING, outcome)


def incoming(days_ago: int) -> Exchange:
    return Exchange(ago(days_ago), InteractionKind.EMAIL, Direction.INCOMING)


@pytest.mark.parametrize(
    ("kind", "direction", "expected"),
    [
        (InteractionKind.CALL, Direction.OUTGOING, True),
        (InteractionKind.EMAIL, Direction.OUTGOING, True),
        (InteractionKind.VISIT, Direction.OUTGOING, True),
        (InteractionKind.MESSAGE, Direction.OUTGOING, True),
        (InteractionKind.MEETING, Direction.OUTGOING, False),
        (InteractionKind.NOTE, Direction.NONE, False),
        (InteractionKind.CALL, Direction.INCOMING, False),
    ],
)
def test_only_what_the_user_did_to_reach_them_is_an_attempt(
    kind: InteractionKind, direction: Direction, expected: bool
) -> None:
    assert is_attempt(Exchange(TODAY, kind, direction)) is expected


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        (incoming(0), True),
        (call(0, Outcome.YES), True),
        (call(0, Outcome.NO), True),
        (call(0, Outcome.AMBIGUOUS), True),
        (call(0, Outcome.NO_ANSWER), False),
        (call(0), False),
    ],
)
def test_no_answer_is_no_reply_and_any_other_answer_is(exchange: Exchange, expected: bool) -> None:
    assert is_reply(exchange) is expected


def test_thirty_days_are_counted_with_today() -> None:
    found = measure([call(0), call(29), call(30), call(31)], today=TODAY, limit=4)
    assert found.attempts == 2
    assert found.unanswered == 4
    assert found.last_attempt_on == TODAY


@pytest.mark.parametrize(
    ("count", "reached", "passed"), [(3, False, False), (4, True, False), (5, True, True)]
)
def test_the_limit_is_reached_then_passed(count: int, reached: bool, passed: bool) -> None:
    found = measure([call(n) for n in range(count)], today=TODAY, limit=4)
    assert (found.reached, found.passed) == (reached, passed)


def test_a_reply_ends_the_unanswered_ones() -> None:
    found = measure([call(1), call(3), incoming(3), call(9)], today=TODAY, limit=4)
    assert found.unanswered == 1
    assert found.last_reply_on == ago(3)
    assert found.attempts == 3


def test_what_lies_in_the_future_does_not_count() -> None:
    found = measure([call(-1), incoming(-2)], today=TODAY, limit=1)
    assert (found.attempts, found.last_reply_on, found.free_again_on) == (0, None, TODAY)


def test_the_day_when_one_more_is_within_the_limit_is_told() -> None:
    found = measure([call(2), call(20), call(25)], today=TODAY, limit=2)
    assert found.free_again_on == ago(20) + timedelta(days=30)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 6))
def test_on_that_day_one_more_attempt_keeps_the_limit_and_not_the_day_before(
    days_ago: list[int], limit: int
) -> None:
    exchanges = [call(n) for n in days_ago]
    free = measure(exchanges, today=TODAY, limit=limit).free_again_on
    assert free >= TODAY
    assert not measure(exchanges, today=free, limit=limit).reached
    if free > TODAY:
        assert measure(exchanges, today=free - timedelta(days=1), limit=limit).reached
