"""What changed between two qualifications, and when the next is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.qualification import Criterion, CriterionAnswer
from pisteur.domain.qualification_history import (
    NEVER,
    AnswerChange,
    ChangeKind,
    QualificationRecord,
    Requalification,
    changes_between,
    history,
    requalification,
)
from pisteur.domain.words import Answer, Status, Verdict

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO
TODAY = date(2026, 11, 22)
CRITERIA = [Criterion(n, f"k{n}", "X", "", "", "", "", "", True, n) for n in (3, 1, 2)]


def record(
    number: int, verdict: Verdict, answers: dict[int, tuple[Answer, str]]
) -> QualificationRecord:
    given_ = tuple(CriterionAnswer(i, answer, text) for i, (answer, text) in answers.items())
    return QualificationRecord(number, TODAY, verdict, given_)


records = st.builds(
    record,
    st.integers(1, 9),
    st.sampled_from(Verdict),
    st.dictionaries(
        st.integers(1, 5), st.tuples(st.sampled_from(Answer), st.sampled_from(["", "a", "b "]))
    ),
)


def test_each_criterion_says_its_old_and_new_answer_and_evidence_in_their_order() -> None:
    before = record(
        1, Verdict.FIND_OUT, {1: (YES, "shop in Rennes"), 2: (UNKNOWN, ""), 3: (YES, "signs")}
    )
    after = record(
        2, Verdict.OUT, {1: (YES, "two shops"), 2: (YES, "5,000"), 3: (NO, "left the firm")}
    )
    found = changes_between(CRITERIA, before, after)
    assert found.answers == (
        AnswerChange(3, ChangeKind.REVERSED, YES, NO, "signs", "left the firm"),
        AnswerChange(1, ChangeKind.EVIDENCE, YES, YES, "shop in Rennes", "two shops"),
        AnswerChange(2, ChangeKind.LEARNT, UNKNOWN, YES, "", "5,000"),
    )
    assert (found.old_verdict, found.new_verdict) == (Verdict.FIND_OUT, Verdict.OUT)


def test_what_was_sure_and_no_longer_is_stands_in_doubt() -> None:
    before = record(1, Verdict.PROSPECT, {1: (YES, "")})
    found = changes_between(CRITERIA, before, record(2, Verdict.FIND_OUT, {1: (UNKNOWN, "")}))
    assert [change.kind for change in found.answers] == [ChangeKind.IN_DOUBT]


def test_a_criterion_that_was_not_asked_was_not_known() -> None:
    before = record(1, Verdict.FIND_OUT, {})
    after = record(2, Verdict.FIND_OUT, {1: (UNKNOWN, " "), 2: (NO, "")})
    found = changes_between(CRITERIA, before, after)
    assert [(c.criterion_id, c.old_answer) for c in found.answers] == [(2, UNKNOWN)]


def test_answers_to_criteria_that_are_gone_come_last() -> None:
    before = record(1, Verdict.OUT, {9: (YES, ""), 1: (YES, "")})
    found = changes_between(CRITERIA, before, record(2, Verdict.OUT, {1: (NO, "")}))
    assert [change.criterion_id for change in found.answers] == [1, 9]


@given(records)
def test_a_qualification_does_not_differ_from_itself(one: QualificationRecord) -> None:
    found = changes_between(CRITERIA, one, one)
    assert not found.answers
    assert found.old_verdict is found.new_verdict


@given(records, records)
def test_changes_read_backwards_are_the_changes_of_the_way_back(
    one: QualificationRecord, other: QualificationRecord
) -> None:
    there = changes_between(CRITERIA, one, other).answers
    back = changes_between(CRITERIA, other, one).answers
    assert [(c.criterion_id, c.old_answer, c.new_answer) for c in there] == [
        (c.criterion_id, c.new_answer, c.old_answer) for c in back
    ]
    assert [(c.old_evidence, c.new_evidence) for c in there] == [
        (c.new_evidence, c.old_evidence) for c in back
    ]


@given(records, records)
def test_the_changes_turn_the_old_answers_into_the_new(
    one: QualificationRecord, other: QualificationRecord
) -> None:
    def answers(of: QualificationRecord) -> dict[int, tuple[Answer, str]]:
        return {a.criterion_id: (a.answer, a.evidence.strip()) for a in of.answers}

    changed = answers(one)
    for change in changes_between(CRITERIA, one, other).answers:
        changed[change.criterion_id] = (change.new_answer, change.new_evidence)
    expected, unasked = answers(other), (UNKNOWN, "")
    assert all(changed.get(i, unasked) == expected.get(i, unasked) for i in {*changed, *expected})


def test_the_history_goes_from_one_qualification_to_the_next() -> None:
    rows = [record(n, Verdict.FIND_OUT, {}) for n in (4, 7, 8)]
    assert [(c.before_id, c.after_id) for c in history(CRITERIA, rows)] == [(4, 7), (7, 8)]
    assert history(CRITERIA, rows[:1]) == ()


@pytest.mark.parametrize("status", [Status.PROSPECT, Status.DORMANT])
def test_prospects_and_dormant_customers_are_qualified_again_after_the_limit(
    status: Status,
) -> None:
    made_on = date(2026, 5, 22)
    found = requalification(made_on, status, 6, TODAY)
    assert found == Requalification(date(2026, 11, 22), 0)
    assert found.due
    before = requalification(made_on, status, 6, TODAY - timedelta(days=1))
    assert (before.days_left, before.due) == (1, False)


@pytest.mark.parametrize("status", [Status.LEAD, Status.CUSTOMER])
def test_leads_and_customers_are_never_due(status: Status) -> None:
    assert requalification(date(2000, 1, 1), status, 6, TODAY) == NEVER


def test_without_a_limit_or_a_qualification_nothing_is_due() -> None:
    assert requalification(date(2000, 1, 1), Status.PROSPECT, None, TODAY) == NEVER
    assert requalification(None, Status.DORMANT, 6, TODAY) == NEVER
    assert not NEVER.due
