"""Satisfaction after a sale, 0 to 10, and what follows from it, as data.

Whoever is unhappy is called at once, before anything is sold to them again; whoever is delighted
is asked for a recommendation while it is fresh. Thresholds are the usual ones of the
recommendation question: up to 6, 7 and 8, from 9.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import Region, add_working_days

LOWEST, HIGHEST = 0, 10
_UNHAPPY_UP_TO = 6
_DELIGHTED_FROM = 9


class Mood(StrEnum):
    """What a score says."""

    UNHAPPY = "unhappy"
    CONTENT = "content"
    DELIGHTED = "delighted"


class SatisfactionStep(StrEnum):
    """What is proposed after an answer."""

    CALL_SOON = "call_soon"
    ASK_WHAT_LACKED = "ask_what_lacked"
    ASK_FOR_RECOMMENDATION = "ask_for_recommendation"


class SatisfactionFollowUp(NamedTuple):
    """An action proposed after an answer.

    Attributes:
        in_working_days: from the day of the answer.
    """

    mood: Mood
    step: SatisfactionStep
    kind: FollowUpKind
    in_working_days: int


_FOLLOW_UPS = {
    Mood.UNHAPPY: SatisfactionFollowUp(
        Mood.UNHAPPY, SatisfactionStep.CALL_SOON, FollowUpKind.CALL, 1
    ),
    Mood.CONTENT: SatisfactionFollowUp(
        Mood.CONTENT, SatisfactionStep.ASK_WHAT_LACKED, FollowUpKind.CALL, 5
    ),
    Mood.DELIGHTED: SatisfactionFollowUp(
        Mood.DELIGHTED, SatisfactionStep.ASK_FOR_RECOMMENDATION, FollowUpKind.EMAIL, 2
    ),
}


def mood_of(score: int) -> Mood:
    """Return what a score says.

    Raises:
        ValueError: the score is not from 0 to 10.
    """
    if not LOWEST <= score <= HIGHEST:
        raise ValueError(score)
    if score <= _UNHAPPY_UP_TO:
        return Mood.UNHAPPY
    return Mood.DELIGHTED if score >= _DELIGHTED_FROM else Mood.CONTENT


def follow_up_of(score: int) -> SatisfactionFollowUp:
    """Return what is proposed after a score from 0 to 10.

    Raises:
        ValueError: the score is not from 0 to 10.
    """
    return _FOLLOW_UPS[mood_of(score)]


def due_day(score: int, given_on: date, region: Region = Region.FRANCE) -> date:
    """Return the working day of the action that is proposed after a score."""
    return add_working_days(given_on, follow_up_of(score).in_working_days, region)
