"""What changed between two qualifications, and when one is due again.

Source of the rule: the history of qualifications is kept, and a re-qualification starts from the
last answers (product section 3, Qualification dialog). The verdict itself is
`qualification.judge`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from pisteur.domain.calendar import add_months
from pisteur.domain.qualification import Criterion, CriterionAnswer
from pisteur.domain.words import Answer, LearntHow, Status, Verdict


class QualificationRecord(NamedTuple):
    """One qualification of the history.

    Attributes:
        made_on: local calendar date.
        answers: those given; a criterion without one counts as not known yet.
    """

    id: int
    made_on: date
    verdict: Verdict
    answers: tuple[CriterionAnswer, ...]


class ChangeKind(StrEnum):
    """What became of the answer to one criterion."""

    LEARNT = "learnt"
    REVERSED = "reversed"
    IN_DOUBT = "in_doubt"
    EVIDENCE = "evidence"


class AnswerChange(NamedTuple):
    """One criterion whose answer or evidence differs.

    Attributes:
        kind: LEARNT from not known to yes or no; REVERSED from yes to no or back; IN_DOUBT from
            yes or no to not known; EVIDENCE when only the text differs.
    """

    criterion_id: int
    kind: ChangeKind
    old_answer: Answer
    new_answer: Answer
    old_evidence: str
    new_evidence: str


class QualificationChanges(NamedTuple):
    """What changed from one qualification to the next; nothing when all is as it was."""

    before_id: int
    after_id: int
    old_verdict: Verdict
    new_verdict: Verdict
    answers: tuple[AnswerChange, ...]


class PastQualification(NamedTuple):
    """One qualification as it is looked back on.

    Attributes:
        changes: against the one before; None for the first.
    """

    record: QualificationRecord
    learnt_how: LearntHow
    changes: QualificationChanges | None


class QualificationPast(NamedTuple):
    """The qualifications of a contact, the newest first.

    Attributes:
        criteria: every criterion there is, those put away included.
    """

    contact_name: str
    criteria: tuple[Criterion, ...]
    entries: tuple[PastQualification, ...]


class Requalification(NamedTuple):
    """When a contact is to be qualified again.

    Attributes:
        due_on: the day; None for never.
        days_left: until then; 0 on the day, negative when it has passed, None for never.
    """

    due_on: date | None = None
    days_left: int | None = None

    @property
    def due(self) -> bool:
        """Whether the day has come."""
        return self.days_left is not None and self.days_left <= 0


NEVER = Requalification()
_NOT_ASKED = (Answer.UNKNOWN, "")


def changes_between(
    criteria: Sequence[Criterion], before: QualificationRecord, after: QualificationRecord
) -> QualificationChanges:
    """Return what changed, in the order of `criteria`.

    Criteria that no longer exist come last, by id. Blanks around evidence do not count.
    """
    old, new = _answers(before), _answers(after)
    order = [criterion.id for criterion in criteria]
    order += sorted((old.keys() | new.keys()).difference(order))
    found = []
    for criterion_id in order:
        was, is_ = old.get(criterion_id, _NOT_ASKED), new.get(criterion_id, _NOT_ASKED)
        if was != is_:
            kind = _kind(was[0], is_[0])
            found.append(AnswerChange(criterion_id, kind, was[0], is_[0], was[1], is_[1]))
    return QualificationChanges(before.id, after.id, before.verdict, after.verdict, tuple(found))


def history(
    criteria: Sequence[Criterion], records: Sequence[QualificationRecord]
) -> tuple[QualificationChanges, ...]:
    """Return what changed from each qualification to the next, the oldest first.

    Args:
        records: in the order in which they were made.
    """
    return tuple(changes_between(criteria, before, after) for before, after in pairwise(records))


def requalification(
    latest_on: date | None, status: Status, months: int | None, today: date
) -> Requalification:
    """Say when a contact is to be qualified again.

    Prospects, because means and people change; dormant customers, because they count as
    prospects again. A lead is still to be qualified, a customer has bought: never.

    Args:
        latest_on: local date of the latest qualification; without one, never.
        months: the limit that the user set; None for never.
    """
    if latest_on is None or months is None or status not in (Status.PROSPECT, Status.DORMANT):
        return NEVER
    due_on = add_months(latest_on, months)
    return Requalification(due_on, (due_on - today).days)


def _answers(record: QualificationRecord) -> dict[int, tuple[Answer, str]]:
    return {given.criterion_id: (given.answer, given.evidence.strip()) for given in record.answers}


def _kind(old: Answer, new: Answer) -> ChangeKind:
    if old is new:
        return ChangeKind.EVIDENCE
    if old is Answer.UNKNOWN:
        return ChangeKind.LEARNT
    return ChangeKind.IN_DOUBT if new is Answer.UNKNOWN else ChangeKind.REVERSED
