"""Heat proposed from evidence, with its reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.heat import (
    HeatEvidence,
    HeatLimits,
    HeatReason,
    HeatReasonKind,
    propose_heat,
)
from pisteur.domain.words import Heat, Outcome

TODAY = date(2026, 11, 22)
KINDS = HeatReasonKind
DEGREES = [Heat.COLD, Heat.WARM, Heat.HOT]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def heat(**evidence: object) -> Heat:
    return propose_heat(HeatEvidence(**evidence), TODAY).heat  # type: ignore[arg-type]


past = st.none() | st.integers(0, 400).map(ago)
any_evidence = st.builds(
    HeatEvidence,
    asked_on=past,
    replied_on=past,
    reply=st.none() | st.sampled_from([Outcome.YES, Outcome.NO, Outcome.AMBIGUOUS]),
    met_on=past,
    meeting_on=st.none() | st.integers(0, 60).map(lambda days: ago(-days)),
    quoted_on=past,
    unanswered=st.integers(0, 8),
)


def test_who_never_reacted_is_cold_and_that_is_the_reason() -> None:
    found = propose_heat(HeatEvidence(unanswered=2), TODAY)
    assert (found.heat, [r.kind for r in found.reasons]) == (Heat.COLD, [KINDS.NEVER_REACTED])


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, Heat.HOT), (30, Heat.HOT), (31, Heat.WARM), (180, Heat.WARM), (181, Heat.COLD)],
)
def test_having_asked_to_be_contacted_cools_down_with_age(days: int, expected: Heat) -> None:
    assert heat(asked_on=ago(days)) is expected
    assert heat(met_on=ago(days)) is expected
    assert heat(replied_on=ago(days), reply=Outcome.YES) is expected


@pytest.mark.parametrize("reply", [None, Outcome.AMBIGUOUS])
def test_a_reply_that_says_neither_yes_nor_no_is_warm(reply: Outcome | None) -> None:
    assert heat(replied_on=ago(1), reply=reply) is Heat.WARM
    assert heat(replied_on=ago(200), reply=reply) is Heat.COLD


def test_a_meeting_to_come_is_hot_however_far() -> None:
    assert heat(meeting_on=ago(-45)) is Heat.HOT


def test_a_quote_alone_is_warm_for_it_is_the_users_own_move() -> None:
    assert heat(quoted_on=ago(3)) is Heat.WARM


def test_a_quote_that_is_weighed_is_hot() -> None:
    found = propose_heat(HeatEvidence(quoted_on=ago(9), replied_on=ago(2)), TODAY)
    assert found.heat is Heat.HOT
    assert found.reasons[0] == HeatReason(KINDS.QUOTE_OPEN, Heat.HOT, ago(9), 9)


@pytest.mark.parametrize(
    "evidence",
    [
        {"quoted_on": ago(2), "replied_on": ago(9)},
        {"quoted_on": ago(60), "replied_on": ago(40)},
        {"quoted_on": ago(9), "replied_on": ago(2), "reply": Outcome.AMBIGUOUS},
    ],
)
def test_a_quote_without_a_fresh_and_clear_reply_after_it_stays_warm(
    evidence: dict[str, object],
) -> None:
    assert heat(**evidence) is Heat.WARM


def test_a_clear_no_ends_what_came_before_it() -> None:
    found = propose_heat(
        HeatEvidence(asked_on=ago(9), quoted_on=ago(5), replied_on=ago(2), reply=Outcome.NO),
        TODAY,
    )
    assert found.heat is Heat.COLD
    assert [r.kind for r in found.reasons] == [KINDS.SAID_NO]


def test_asking_again_after_a_no_counts() -> None:
    assert heat(replied_on=ago(20), reply=Outcome.NO, asked_on=ago(3)) is Heat.HOT


def test_attempts_without_answer_cool_down_by_one_degree_and_say_how_many() -> None:
    assert heat(asked_on=ago(3), unanswered=3) is Heat.HOT
    found = propose_heat(HeatEvidence(asked_on=ago(3), unanswered=4), TODAY)
    assert found.heat is Heat.WARM
    assert found.reasons[-1] == HeatReason(KINDS.NO_ANSWER, Heat.WARM, attempts=4)


def test_the_limits_are_the_users() -> None:
    limits = HeatLimits(hot_days=5, warm_days=10, unanswered=1)
    evidence = HeatEvidence(asked_on=ago(6))
    assert propose_heat(evidence, TODAY, limits).heat is Heat.WARM
    assert propose_heat(evidence._replace(unanswered=1), TODAY, limits).heat is Heat.COLD


@given(any_evidence)
def test_there_is_a_reason_for_every_proposal(evidence: HeatEvidence) -> None:
    found = propose_heat(evidence, TODAY)
    signs = [r for r in found.reasons if r.kind is not KINDS.NO_ANSWER]
    assert signs
    assert [r.kind for r in found.reasons[len(signs) :]] in ([], [KINDS.NO_ANSWER])
    assert found.reasons[-1 if len(signs) < len(found.reasons) else 0].heat is found.heat


@given(any_evidence, st.integers(1, 5))
def test_one_more_attempt_without_answer_never_warms_up(evidence: HeatEvidence, more: int) -> None:
    after = evidence._replace(unanswered=evidence.unanswered + more)
    before, later = propose_heat(evidence, TODAY).heat, propose_heat(after, TODAY).heat
    assert DEGREES.index(later) <= DEGREES.index(before)


@given(any_evidence, st.integers(0, 400))
def test_waiting_never_warms_up(evidence: HeatEvidence, days: int) -> None:
    later = propose_heat(evidence, TODAY + timedelta(days=days)).heat
    assert DEGREES.index(later) <= DEGREES.index(propose_heat(evidence, TODAY).heat)


@given(any_evidence)
def test_asking_today_never_cools_down(evidence: HeatEvidence) -> None:
    asked = propose_heat(evidence._replace(asked_on=TODAY), TODAY).heat
    assert DEGREES.index(asked) >= DEGREES.index(propose_heat(evidence, TODAY).heat)


def test_a_clear_no_stands_against_what_was_done_on_the_same_day() -> None:
    evidence = HeatEvidence(asked_on=ago(2), replied_on=ago(2), reply=Outcome.NO)
    assert [r.kind for r in propose_heat(evidence, TODAY).reasons] == [KINDS.SAID_NO]
