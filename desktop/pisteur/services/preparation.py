"""Reads what one wants to know before calling or writing to someone."""

from __future__ import annotations

from datetime import datetime

from pisteur.domain.errors import DomainError
from pisteur.domain.preparation import LastExchange, Preparation
from pisteur.domain.qualification import Criterion
from pisteur.domain.words import Answer, DealRole, Direction, InteractionKind, Outcome
from pisteur.services.concerns import read_concerns
from pisteur.services.deal_people import DealPeopleService
from pisteur.services.qualification import QualificationService
from pisteur.services.workspace import Workspace
from pisteur.storage.opposition_sql import BARRED_POINT


class PreparationService:
    """Reads the preparation of one action; light, for it is read at each step in a list."""

    def __init__(
        self, workspace: Workspace, qualification: QualificationService, people: DealPeopleService
    ) -> None:
        self._db = workspace.db
        self._qualification = qualification
        self._people = people

    def preparation(self, contact_id: int, opportunity_id: int | None) -> Preparation:
        """Return what to know of a contact, for one of its deals.

        No number of one who objected to calls (rule 9).

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows(
            "SELECT display_name, job_title, last_sale_on IS NOT NULL, coalesce((SELECT"
            " coalesce(p.normalised, p.value) FROM contact_points p WHERE p.contact_id = c.id"
            f" AND p.kind = 'phone' AND NOT {BARRED_POINT} ORDER BY p.position, p.id LIMIT 1), '')"
            " FROM contacts c WHERE id = ?",
            (contact_id,),
        )
        if not found:
            raise DomainError("record.gone")
        name, job_title, bought, phone = found[0]
        open_ones = [own for own in read_concerns(self._db, contact_id) if own.is_open]
        return Preparation(
            contact_id=contact_id,
            opportunity_id=opportunity_id,
            name=name,
            job_title=job_title,
            phone=phone,
            last=self._last_exchange(contact_id),
            deciders=self._deciders(contact_id, opportunity_id),
            unknown=() if bought else self._unknown(contact_id),
            concerns=tuple(sorted(open_ones, key=lambda own: own.opportunity_id != opportunity_id)),
        )

    def _last_exchange(self, contact_id: int) -> LastExchange | None:
        found = self._db.rows(
            "SELECT happened_at, kind, direction, outcome, body FROM interactions"
            " WHERE contact_id = ? ORDER BY happened_at DESC, id DESC LIMIT 1",
            (contact_id,),
        )
        if not found:
            return None
        at, kind, direction, outcome, body = found[0]
        return LastExchange(
            datetime.fromisoformat(at),
            InteractionKind(kind),
            Direction(direction),
            Outcome(outcome) if outcome else None,
            body,
        )

    def _deciders(self, contact_id: int, opportunity_id: int | None) -> tuple[str, ...]:
        if opportunity_id is None:
            return ()
        people = self._people.people_of((opportunity_id,)).get(opportunity_id, ())
        return tuple(
            one.name
            for one in people
            if one.role is DealRole.DECIDER and one.contact_id != contact_id
        )

    def _unknown(self, contact_id: int) -> tuple[Criterion, ...]:
        answers = self._qualification.latest_answers(contact_id)
        return tuple(
            criterion
            for criterion in self._qualification.criteria()
            if criterion.required
            and (criterion.id not in answers or answers[criterion.id].answer is Answer.UNKNOWN)
        )
