"""Qualifies contacts: criteria, latest answers, and what follows from a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from pisteur.domain.qualification import (
    Criterion,
    CriterionAnswer,
    Judgement,
    QualificationInput,
    check_answers,
    judge,
    pips,
)
from pisteur.domain.words import Answer, EventKind, FollowUpKind, Verdict
from pisteur.domain.working_days import next_working_day
from pisteur.services.workspace import Workspace
from pisteur.storage.tables import (
    FollowUp,
    Opportunity,
    Qualification,
    QualificationAnswer,
)


class QualificationService:
    """Reads criteria and answers; records qualifications inside other services' steps."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def criteria(self) -> tuple[Criterion, ...]:
        """Return the criteria in use, in their order."""
        found = self._workspace.db.rows(
            "SELECT id, key, letter, name, question, guidance, prompts, find_out, required,"
            " position FROM criteria WHERE put_away = 0 ORDER BY position, id"
        )
        return tuple(_criterion(row) for row in found)

    def latest_answers(self, contact_id: int) -> Mapping[int, CriterionAnswer]:
        """Return the answers that a new qualification starts from, by criterion."""
        found = self._workspace.db.rows(
            "SELECT a.criterion_id, a.answer, a.evidence FROM qualification_answers a"
            " JOIN contacts c ON c.qualification_id = a.qualification_id WHERE c.id = ?",
            (contact_id,),
        )
        return {row[0]: CriterionAnswer(row[0], Answer(row[1]), row[2]) for row in found}

    def judge(self, given: QualificationInput) -> Judgement:
        """Say what verdict the answers give, without recording anything.

        Raises:
            DomainError: `qualification.unknown_criterion`.
        """
        criteria = self.criteria()
        check_answers(criteria, given)
        return judge(criteria, {a.criterion_id: a.answer for a in given.answers})

    def record(
        self,
        session: Session,
        contact_id: int,
        opportunity: Opportunity | None,
        given: QualificationInput,
        *,
        plan_find_out: bool = True,
    ) -> Judgement:
        """Record a qualification in an open step, with the actions that find out.

        Args:
            plan_find_out: whether answers still missing become actions.

        Raises:
            DomainError: `qualification.unknown_criterion`.
        """
        criteria = self.criteria()
        judgement = self.judge(given)
        answers = {answer.criterion_id: answer.answer for answer in given.answers}
        row = Qualification(
            contact_id=contact_id,
            opportunity_id=opportunity.id if opportunity else None,
            made_at=self._workspace.clock.now(),
            learnt_how=given.learnt_how.value,
            verdict=judgement.verdict.value,
            positive=int(judgement.verdict is Verdict.PROSPECT),
            pips=pips(criteria, answers),
        )
        session.add(row)
        session.flush()
        for answer in given.answers:
            session.add(
                QualificationAnswer(
                    qualification_id=row.id,
                    criterion_id=answer.criterion_id,
                    answer=answer.answer.value,
                    evidence=answer.evidence.strip(),
                )
            )
        if plan_find_out:
            self._settle_find_out(session, contact_id, opportunity, criteria, judgement)
        self._workspace.log(
            EventKind.QUALIFIED,
            contact_id,
            opportunity.id if opportunity else None,
            verdict=judgement.verdict.value,
        )
        return judgement

    def _settle_find_out(
        self,
        session: Session,
        contact_id: int,
        opportunity: Opportunity | None,
        criteria: tuple[Criterion, ...],
        judgement: Judgement,
    ) -> None:
        """Plan an action for each answer still missing, and tick off those now answered."""
        now = self._workspace.clock.now()
        pending = session.exec(
            select(FollowUp).where(
                FollowUp.contact_id == contact_id,
                FollowUp.kind == FollowUpKind.FIND_OUT.value,
                FollowUp.done_at == None,  # noqa: E711 - SQL
                FollowUp.cancelled_at == None,  # noqa: E711 - SQL
            )
        ).all()
        open_for = {row.criterion_id for row in pending}
        wanted = set(judgement.missing) if judgement.verdict is Verdict.FIND_OUT else set()
        for row in pending:
            if row.criterion_id is not None and row.criterion_id not in wanted:
                row.done_at = row.updated_at = now
                row.sequence += 1
                session.add(row)
        for criterion in criteria:
            if criterion.id in wanted - open_for:
                session.add(
                    FollowUp(
                        contact_id=contact_id,
                        opportunity_id=opportunity.id if opportunity else None,
                        criterion_id=criterion.id,
                        kind=FollowUpKind.FIND_OUT.value,
                        title=criterion.find_out or criterion.question,
                        due_on=next_working_day(self._workspace.clock.today()),
                        created_at=now,
                        updated_at=now,
                    )
                )


def _criterion(row: Sequence[Any]) -> Criterion:
    return Criterion(
        id=row[0],
        key=row[1],
        letter=row[2],
        name=row[3],
        question=row[4],
        guidance=row[5],
        prompts=row[6],
        find_out=row[7],
        required=bool(row[8]),
        position=row[9],
    )
