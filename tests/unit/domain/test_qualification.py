"""The verdict on a qualification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.errors import DomainError
from pisteur.domain.qualification import (
    Criterion,
    CriterionAnswer,
    QualificationInput,
    check_answers,
    judge,
    pips,
)
from pisteur.domain.words import Answer, Verdict

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


def criterion(number: int, *, required: bool = True) -> Criterion:
    return Criterion(number, f"k{number}", "X", "", "", "", "", "", required, number)


CRITERIA = [criterion(1), criterion(2), criterion(3), criterion(4, required=False)]
any_answers = st.dictionaries(st.integers(1, 4), st.sampled_from(Answer))


def test_yes_to_all_that_is_required_makes_a_prospect() -> None:
    assert judge(CRITERIA, {1: YES, 2: YES, 3: YES}).verdict is Verdict.PROSPECT


def test_one_refusal_outweighs_what_is_not_known() -> None:
    found = judge(CRITERIA, {1: YES, 2: NO})
    assert (found.verdict, found.refused, found.missing) == (Verdict.OUT, (2,), (3,))


def test_what_is_not_known_is_named_in_the_order_of_the_criteria() -> None:
    found = judge(CRITERIA, {2: YES})
    assert (found.verdict, found.missing) == (Verdict.FIND_OUT, (1, 3))


def test_without_required_criteria_anyone_is_a_prospect() -> None:
    assert judge([CRITERIA[3]], {4: NO}).verdict is Verdict.PROSPECT


@given(any_answers, st.sampled_from(Answer))
def test_an_optional_answer_changes_nothing(answers: dict[int, Answer], optional: Answer) -> None:
    assert judge(CRITERIA, answers) == judge(CRITERIA, answers | {4: optional})


@given(any_answers)
def test_the_verdict_is_positive_exactly_when_every_pip_is_yes(
    answers: dict[int, Answer],
) -> None:
    positive = judge(CRITERIA, answers).verdict is Verdict.PROSPECT
    assert positive == (pips(CRITERIA, answers) == "yyy")


def test_pips_show_the_required_criteria_in_order() -> None:
    assert pips(CRITERIA, {1: NO, 3: YES, 4: YES}) == "nuy"


def test_an_answer_to_an_unknown_criterion_is_refused() -> None:
    check_answers(CRITERIA, QualificationInput((CriterionAnswer(4, YES),)))
    with pytest.raises(DomainError, match=r"qualification\.unknown_criterion"):
        check_answers(CRITERIA, QualificationInput((CriterionAnswer(9, YES),)))
