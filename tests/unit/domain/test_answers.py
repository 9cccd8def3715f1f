"""Each answer has its consequence (product rule 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pisteur.domain.answers import Consequence, Proposal, consequence_of, due_day
from pisteur.domain.persistence import Exchange, Persistence, measure
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind, Outcome

TODAY = date(2026, 11, 23)


def after(unanswered: int, *, limit: int = 4) -> Persistence:
    """Return what is known after calls on the last days, none of them answered."""
    calls = [
        Exchange(TODAY - timedelta(days=n), InteractionKind.CALL, Direction.OUTGOING)
        for n in range(unanswered)
    ]
    return measure(calls, today=TODAY, limit=limit)


def given(outcome: Outcome, unanswered: int = 1, *, limit: int = 4) -> Consequence:
    return consequence_of(outcome, after(unanswered, limit=limit))


@pytest.mark.parametrize(
    ("outcome", "proposal"),
    [
        (Outcome.YES, Proposal.AGREE_NEXT_STEP),
        (Outcome.NO, Proposal.LOSE),
        (Outcome.AMBIGUOUS, Proposal.ASK_CLOSING_QUESTION),
        (Outcome.NO_ANSWER, Proposal.TRY_AGAIN),
    ],
)
def test_yes_no_unclear_and_none_lead_each_to_its_own(outcome: Outcome, proposal: Proposal) -> None:
    assert given(outcome).proposal is proposal


def test_no_answer_is_never_taken_for_a_refusal_or_a_reply() -> None:
    for attempts in range(12):
        for limit in range(1, 8):
            found = given(Outcome.NO_ANSWER, attempts, limit=limit)
            assert found.proposal is not Proposal.LOSE
            assert not found.is_reply
            assert found.is_open


def test_only_an_unclear_reply_leaves_the_answer_open() -> None:
    replies = {outcome: given(outcome) for outcome in Outcome if outcome is not Outcome.NO_ANSWER}
    assert all(found.is_reply for found in replies.values())
    assert [outcome for outcome, found in replies.items() if found.is_open] == [Outcome.AMBIGUOUS]


@pytest.mark.parametrize(
    ("unanswered", "limit", "proposal", "kind"),
    [
        (1, 6, Proposal.TRY_AGAIN, FollowUpKind.CALL),
        (2, 6, Proposal.TRY_AGAIN, FollowUpKind.EMAIL),
        (4, 6, Proposal.TRY_AGAIN, FollowUpKind.EMAIL),
        (5, 6, Proposal.LAST_MESSAGE, FollowUpKind.EMAIL),
        (6, 6, Proposal.STAND_BY, None),
        (9, 6, Proposal.STAND_BY, None),
        (1, 1, Proposal.STAND_BY, None),
    ],
)
def test_silence_leads_from_calls_to_writing_to_a_last_message_to_peace(
    unanswered: int, limit: int, proposal: Proposal, kind: FollowUpKind | None
) -> None:
    found = given(Outcome.NO_ANSWER, unanswered, limit=limit)
    assert (found.proposal, found.kind) == (proposal, kind)


def test_the_action_falls_on_a_working_day() -> None:
    friday = date(2026, 11, 20)
    known = after(1)
    found = consequence_of(Outcome.NO_ANSWER, known)
    assert due_day(found, known, today=friday) == date(2026, 11, 24)
    assert due_day(given(Outcome.YES), known, today=friday) == date(2026, 11, 23)


def test_after_a_clear_no_nothing_is_planned() -> None:
    assert due_day(given(Outcome.NO), after(1), today=TODAY) is None


def test_a_standby_ends_when_an_attempt_is_within_the_limit_again() -> None:
    known = after(2, limit=2)
    found = consequence_of(Outcome.NO_ANSWER, known)
    # Thirty days after the older of the two, a Tuesday.
    assert due_day(found, known, today=TODAY) == date(2026, 12, 22)
