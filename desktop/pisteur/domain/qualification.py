"""Qualification: criteria one by one, and the verdict in words with what follows from it.

Source of the rule: a prospect is in the target, has the means and can decide (product rules
1 to 3). "Not known yet" is a valid answer and creates the action that finds out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pisteur.domain.errors import DomainError
from pisteur.domain.words import Answer, LearntHow, Verdict

if TYPE_CHECKING:
    from pisteur.domain.offers import Budget


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a qualification; criteria are data that the user may change.

    Attributes:
        key: stable name, such as `target`.
        letter: the pip on a card.
        name: short name, such as "Target".
        question: the question as shown.
        guidance: what counts as yes.
        prompts: questions to ask, one per line.
        find_out: title of the action that finds the answer out.
        required: whether a yes is needed to become a prospect.
    """

    id: int
    key: str
    letter: str
    name: str
    question: str
    guidance: str
    prompts: str
    find_out: str
    required: bool
    position: int


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """One answer with what it rests on."""

    criterion_id: int
    answer: Answer
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class QualificationInput:
    """What the qualification dialog hands over.

    Attributes:
        traits: answers to free traits of the ideal customer, as pairs of trait id and answer.
        budget: the means stated for the deal; None leaves what is noted.
    """

    answers: tuple[CriterionAnswer, ...]
    learnt_how: LearntHow = LearntHow.OTHER
    traits: tuple[tuple[int, Answer], ...] = ()
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and why: criteria by id, in their order."""

    verdict: Verdict
    missing: tuple[int, ...] = field(default=())
    refused: tuple[int, ...] = field(default=())


def judge(criteria: Sequence[Criterion], answers: Mapping[int, Answer]) -> Judgement:
    """Judge the required criteria; an unanswered one counts as not known yet."""
    required = [c for c in criteria if c.required]
    given = {c.id: answers.get(c.id, Answer.UNKNOWN) for c in required}
    refused = tuple(i for i, a in given.items() if a is Answer.NO)
    missing = tuple(i for i, a in given.items() if a is Answer.UNKNOWN)
    if refused:
        verdict = Verdict.OUT
    elif missing:
        verdict = Verdict.FIND_OUT
    else:
        verdict = Verdict.PROSPECT
    return Judgement(verdict, missing, refused)


def pips(criteria: Sequence[Criterion], answers: Mapping[int, Answer]) -> str:
    """Return one letter per required criterion: `y`, `n` or `u`, as painted on a card."""
    letters = {Answer.YES: "y", Answer.NO: "n", Answer.UNKNOWN: "u"}
    return "".join(letters[answers.get(c.id, Answer.UNKNOWN)] for c in criteria if c.required)


def check_answers(criteria: Sequence[Criterion], given: QualificationInput) -> None:
    """Refuse answers to criteria that do not exist.

    Raises:
        DomainError: `qualification.unknown_criterion`.
    """
    known = {c.id for c in criteria}
    if any(answer.criterion_id not in known for answer in given.answers):
        raise DomainError("qualification.unknown_criterion")
