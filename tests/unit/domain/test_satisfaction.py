"""A score after a sale has its consequence."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.satisfaction import Mood, SatisfactionStep, due_day, follow_up_of, mood_of


@pytest.mark.parametrize(
    ("scores", "mood", "step"),
    [
        (range(0, 7), Mood.UNHAPPY, SatisfactionStep.CALL_SOON),
        (range(7, 9), Mood.CONTENT, SatisfactionStep.ASK_WHAT_LACKED),
        (range(9, 11), Mood.DELIGHTED, SatisfactionStep.ASK_FOR_RECOMMENDATION),
    ],
)
def test_low_is_called_soon_and_high_is_asked_for_a_recommendation(
    scores: range, mood: Mood, step: SatisfactionStep
) -> None:
    assert {(follow_up_of(score).mood, follow_up_of(score).step) for score in scores} == {
        (mood, step)
    }


@pytest.mark.parametrize("score", [-1, 11, 100])
def test_a_score_off_the_scale_is_a_mistake(score: int) -> None:
    with pytest.raises(ValueError, match=str(score)):
        mood_of(score)


def test_the_unhappy_are_called_before_anyone_else_and_on_a_working_day() -> None:
    friday = date(2026, 11, 20)
    assert due_day(3, friday) == date(2026, 11, 23)
    assert due_day(10, friday) == date(2026, 11, 24)
    assert due_day(7, friday) == date(2026, 11, 27)
