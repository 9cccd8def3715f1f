"""The buyer's progress may repeat and go back; each step has what helps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.buying_steps import (
    HELP,
    BuyingStep,
    Help,
    Journey,
    Visit,
    follow,
    is_step_back,
    proposed_help,
)

FIRST = date(2026, 11, 2)
SEEN, SEARCHING, EVALUATING, DECIDING = BuyingStep


def visits(*steps: BuyingStep) -> list[Visit]:
    return [Visit(FIRST + timedelta(days=n), step) for n, step in enumerate(steps)]


@pytest.mark.parametrize("step", BuyingStep)
def test_something_helps_at_every_step(step: BuyingStep) -> None:
    assert len(proposed_help(step)) >= 3


def test_every_help_has_its_place_and_only_one() -> None:
    assert sorted(found for helps in HELP.values() for found in helps) == sorted(Help)


def test_what_was_done_is_not_proposed_again() -> None:
    left = proposed_help(EVALUATING, [Help.SHOW_PROOF, Help.ASK_WHAT_HURTS])
    assert left == (Help.ASK_HOW_THEY_COMPARE, Help.ANSWER_OBJECTIONS, Help.ASK_WHO_DECIDES)


def test_a_deal_nobody_asked_about_has_no_step() -> None:
    assert follow([]) == Journey(None, None, 0, 0)


def test_steps_may_repeat_go_back_and_be_left_out() -> None:
    found = follow(visits(SEEN, EVALUATING, SEARCHING, EVALUATING))
    assert found == Journey(EVALUATING, FIRST + timedelta(days=3), times=2, steps_back=1)


def test_recording_the_same_step_again_does_not_begin_it_anew() -> None:
    found = follow(visits(SEARCHING, SEARCHING, SEARCHING))
    assert found == Journey(SEARCHING, FIRST, times=1, steps_back=0)


@given(st.lists(st.sampled_from(BuyingStep), min_size=1, max_size=12))
def test_the_journey_ends_where_the_last_visit_was(steps: list[BuyingStep]) -> None:
    found = follow(visits(*steps))
    assert found.step is steps[-1]
    assert 1 <= found.times <= steps.count(steps[-1])
    assert (found.steps_back > 0) == any(map(is_step_back, steps, steps[1:]))
