"""Qualifies contacts: criteria, latest answers, and what follows from a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from pisteur.domain.errors import DomainError
from pisteur.domain.offers import Budget
from pisteur.domain.qualification import (
    Criterion,
    CriterionAnswer,
    Judgement,
    QualificationInput,
    check_answers,
    judge,
    pips,
)
from pisteur.domain.qualification_history import (
    PastQualification,
    QualificationPast,
    QualificationRecord,
    history,
)
from pisteur.domain.words import Answer, EventKind, FollowUpKind, LearntHow, Verdict
from pisteur.domain.working_days import next_working_day
from pisteur.services.cadence_runs import region_of
from pisteur.services.profile import ProfileService
from pisteur.services.workspace import Workspace
from pisteur.storage.tables import (
    FollowUp,
    Opportunity,
    Qualification,
    QualificationAnswer,
)

_CRITERIA = (
    "SELECT id, key, letter, name, question, guidance, prompts, find_out, required, position"
    " FROM criteria"
)


class QualificationService:
    """Reads criteria and answers; records qualifications inside other services' steps."""

    def __init__(self, workspace: Workspace, profile: ProfileService) -> None:
        self._workspace = workspace
        self._profile = profile

    def criteria(self, *, put_away: bool = False) -> tuple[Criterion, ...]:
        """Return the criteria in use, or those put away, in their order."""
        found = self._workspace.db.rows(
            f"{_CRITERIA} WHERE put_away = ? ORDER BY position, id", (int(put_away),)
        )
        return tuple(_criterion(row) for row in found)

    def past(self, contact_id: int) -> QualificationPast:
        """Return the qualifications of a contact, the newest first, with what changed between two.

        Raises:
            DomainError: `record.gone`.
        """
        rows = self._workspace.db.rows
        name = rows("SELECT display_name FROM contacts WHERE id = ?", (contact_id,))
        if not name:
            raise DomainError("record.gone")
        found = rows(f"{_CRITERIA} ORDER BY put_away, position, id")
        criteria = tuple(_criterion(row) for row in found)
        answers: dict[int, list[CriterionAnswer]] = {}
        for given_in, criterion_id, answer, evidence in rows(
            "SELECT a.qualification_id, a.criterion_id, a.answer, a.evidence"
            " FROM qualification_answers a JOIN qualifications q ON q.id = a.qualification_id"
            " WHERE q.contact_id = ? ORDER BY a.id",
            (contact_id,),
        ):
            given = CriterionAnswer(criterion_id, Answer(answer), evidence)
            answers.setdefault(given_in, []).append(given)
        made = rows(
            "SELECT id, made_at, verdict, learnt_how FROM qualifications WHERE contact_id = ?"
            " ORDER BY made_at, id",
            (contact_id,),
        )
        records = [
            QualificationRecord(i, _local_day(at), Verdict(verdict), tuple(answers.get(i, ())))
            for i, at, verdict, _how in made
        ]
        changes = (None, *history(criteria, records))
        entries = [
            PastQualification(record, LearntHow(row[3]), changed)
            for record, row, changed in zip(records, made, changes, strict=False)
        ]
        return QualificationPast(name[0][0], criteria, tuple(reversed(entries)))

    def latest_answers(self, contact_id: int) -> Mapping[int, CriterionAnswer]:
        """Return the answers that a new qualification starts from, by criterion."""
        found = self._workspace.db.rows(
            "SELECT a.criterion_id, a.answer, a.evidence FROM qualification_answers a"
            " JOIN contacts c ON c.qualification_id = a.qualification_id WHERE c.id = ?",
            (contact_id,),
        )
        return {row[0]: CriterionAnswer(row[0], Answer(row[1]), row[2]) for row in found}

    def budget(self, opportunity_id: int) -> Budget:
        """Return the means stated for a deal."""
        found = self._workspace.db.rows(
            "SELECT budget_least_cents, budget_most_cents FROM opportunities WHERE id = ?",
            (opportunity_id,),
        )
        return Budget(*found[0]) if found else Budget()

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
            DomainError: `qualification.unknown_criterion`, `trait.not_free`, `record.gone`.
        """
        criteria = self.criteria()
        judgement = self.judge(given)
        deal_id = opportunity.id if opportunity else None
        if given.traits:
            self._profile.note_answers(session, contact_id, dict(given.traits))
        if given.budget is not None and opportunity is not None:
            opportunity.budget_least_cents = given.budget.least_cents
            opportunity.budget_most_cents = given.budget.most_cents
            session.add(opportunity)
        row = Qualification(
            contact_id=contact_id,
            opportunity_id=deal_id,
            made_at=self._workspace.clock.now(),
            learnt_how=given.learnt_how.value,
            verdict=judgement.verdict.value,
            positive=int(judgement.verdict is Verdict.PROSPECT),
            pips=pips(criteria, {one.criterion_id: one.answer for one in given.answers}),
        )
        session.add(row)
        session.flush()
        session.add_all(_answer_row(row, answer) for answer in given.answers)
        if plan_find_out:
            self._settle_find_out(session, contact_id, opportunity, criteria, judgement)
        verdict = judgement.verdict.value
        self._workspace.log(EventKind.QUALIFIED, contact_id, deal_id, verdict=verdict)
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
        region = region_of(self._workspace)
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
                        note=criterion.prompts,
                        due_on=next_working_day(self._workspace.clock.today(), region),
                        created_at=now,
                        updated_at=now,
                    )
                )


def _answer_row(made: Qualification, given: CriterionAnswer) -> QualificationAnswer:
    return QualificationAnswer(
        qualification_id=made.id,
        criterion_id=given.criterion_id,
        answer=given.answer.value,
        evidence=given.evidence.strip(),
    )


def _local_day(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone().date()


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
