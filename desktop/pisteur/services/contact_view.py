"""Reads a contact, whole, for the panel."""

from __future__ import annotations

import json
from datetime import date, datetime

from pisteur.domain.errors import DomainError
from pisteur.domain.persistence import Exchange, Persistence, measure
from pisteur.domain.settings import ATTEMPTS_LIMIT, DORMANCY_MONTHS
from pisteur.domain.snapshots import (
    AnswerView,
    ContactView,
    FollowUpView,
    JournalEntry,
    OpportunityView,
    PointView,
    QualificationView,
    SaleView,
    StatusReason,
)
from pisteur.domain.status import derive_status, dormant_before
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    Direction,
    EventKind,
    Heat,
    InteractionKind,
    LearntHow,
    Nature,
    OpportunityState,
    Outcome,
    PointKind,
    Verdict,
    Zone,
)
from pisteur.services.concerns import read_concerns
from pisteur.services.qualification import QualificationService
from pisteur.services.today import FOLLOW_UPS, follow_up_view
from pisteur.services.workspace import Workspace

JOURNAL_LIMIT = 500


class ContactViewService:
    """Reads everything about one contact."""

    def __init__(self, workspace: Workspace, qualification: QualificationService) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._qualification = qualification

    def contact(self, contact_id: int) -> ContactView:
        """Return the contact.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._rows(
            "SELECT c.uid, c.civility, c.given_name, c.family_name, c.name, c.display_name,"
            " c.company, c.job_title, c.nature, c.heat, c.street, c.postal_code, c.city,"
            " c.country, c.website, c.siret, c.source, coalesce(l.name, ''), c.last_sale_on,"
            " c.qualified FROM contacts c LEFT JOIN lead_lists l ON l.id = c.lead_list_id"
            " WHERE c.id = ?",
            (contact_id,),
        )
        if not found:
            raise DomainError("record.gone")
        row = found[0]
        qualification = self._latest_qualification(contact_id)
        return ContactView(
            id=contact_id,
            uid=row[0],
            civility=row[1],
            given_name=row[2],
            family_name=row[3],
            name=row[4],
            display_name=row[5],
            company=row[6],
            job_title=row[7],
            nature=Nature(row[8]),
            heat=Heat(row[9]),
            street=row[10],
            postal_code=row[11],
            city=row[12],
            country=row[13],
            website=row[14],
            siret=row[15],
            source=row[16],
            list_name=row[17],
            tags=self._tags(contact_id),
            points=self._points(contact_id),
            reason=self._reason(row[18], bool(row[19]), qualification),
            qualification=qualification,
            opportunities=self._opportunities(contact_id),
            follow_ups=self._follow_ups(contact_id),
            sales=self._sales(contact_id),
            journal=self._journal(contact_id),
            concerns=read_concerns(self._workspace.db, contact_id),
            persistence=self._persistence(contact_id),
        )

    def contact_of(self, opportunity_id: int) -> ContactView:
        """Return the contact that a deal belongs to.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._rows("SELECT contact_id FROM opportunities WHERE id = ?", (opportunity_id,))
        if not found:
            raise DomainError("record.gone")
        return self.contact(found[0][0])

    def _customer_since(self) -> date:
        months = self._workspace.setting(DORMANCY_MONTHS)
        return dormant_before(self._workspace.clock.today(), months)

    def _reason(
        self, last_sale: str | None, qualified: bool, latest: QualificationView | None
    ) -> StatusReason:
        """Return the status with the evidence that decided."""
        last_sale_on = date.fromisoformat(last_sale) if last_sale else None
        status = derive_status(
            last_sale_on=last_sale_on,
            qualified=qualified,
            customer_since=self._customer_since(),
        )
        answers = latest.answers if latest else self._blank_answers()
        required = [answer for answer in answers if answer.criterion.required]
        return StatusReason(
            status,
            last_sale_on=last_sale_on,
            qualified_at=latest.made_at if latest and qualified else None,
            missing=tuple(a.criterion.name for a in required if a.answer is Answer.UNKNOWN),
            refused=tuple(a.criterion.name for a in required if a.answer is Answer.NO),
        )

    def _blank_answers(self) -> tuple[AnswerView, ...]:
        criteria = self._qualification.criteria()
        return tuple(AnswerView(criterion, Answer.UNKNOWN, "") for criterion in criteria)

    def _latest_qualification(self, contact_id: int) -> QualificationView | None:
        found = self._rows(
            "SELECT q.id, q.made_at, q.learnt_how, q.verdict FROM qualifications q"
            " JOIN contacts c ON c.qualification_id = q.id WHERE c.id = ?",
            (contact_id,),
        )
        if not found:
            return None
        given = self._qualification.latest_answers(contact_id)
        answers = tuple(
            AnswerView(
                criterion,
                given[criterion.id].answer if criterion.id in given else Answer.UNKNOWN,
                given[criterion.id].evidence if criterion.id in given else "",
            )
            for criterion in self._qualification.criteria()
        )
        row = found[0]
        return QualificationView(
            row[0], _instant(row[1]), LearntHow(row[2]), Verdict(row[3]), answers
        )

    def _persistence(self, contact_id: int) -> Persistence:
        """Return how often the contact was approached, by the user's days."""
        found = self._rows(
            "SELECT happened_at, kind, direction, outcome FROM interactions WHERE contact_id = ?",
            (contact_id,),
        )
        exchanges = [
            Exchange(
                on=_instant(row[0]).astimezone().date(),
                kind=InteractionKind(row[1]),
                direction=Direction(row[2]),
                outcome=Outcome(row[3]) if row[3] else None,
            )
            for row in found
        ]
        limit = self._workspace.setting(ATTEMPTS_LIMIT)
        return measure(exchanges, today=self._workspace.clock.today(), limit=limit)

    def _tags(self, contact_id: int) -> tuple[str, ...]:
        found = self._rows(
            "SELECT t.name FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
            " WHERE l.contact_id = ? ORDER BY t.name COLLATE NOCASE",
            (contact_id,),
        )
        return tuple(row[0] for row in found)

    def _points(self, contact_id: int) -> tuple[PointView, ...]:
        found = self._rows(
            "SELECT kind, value, label, normalised FROM contact_points"
            " WHERE contact_id = ? ORDER BY position, id",
            (contact_id,),
        )
        return tuple(PointView(PointKind(row[0]), *row[1:]) for row in found)

    def _opportunities(self, contact_id: int) -> tuple[OpportunityView, ...]:
        found = self._rows(
            "SELECT o.id, o.title, o.stage_id, s.name, s.zone, o.state, o.amount_cents,"
            " o.standby_until, coalesce(r.name, o.lost_reason), o.lost_note, o.forced_reason,"
            " o.forced_sale_reason, o.next_follow_up_id"
            " FROM opportunities o JOIN stages s ON s.id = o.stage_id"
            " LEFT JOIN loss_reasons r ON r.key = o.lost_reason"
            " WHERE o.contact_id = ? ORDER BY o.created_at DESC, o.id DESC",
            (contact_id,),
        )
        return tuple(
            OpportunityView(
                id=row[0],
                title=row[1],
                stage_id=row[2],
                stage_name=row[3],
                zone=Zone(row[4]),
                state=OpportunityState(row[5]),
                amount_cents=row[6],
                standby_until=date.fromisoformat(row[7]) if row[7] else None,
                lost_reason=row[8],
                lost_note=row[9],
                forced_reason=row[10],
                forced_sale_reason=row[11],
                next_follow_up_id=row[12],
            )
            for row in found
        )

    def _follow_ups(self, contact_id: int) -> tuple[FollowUpView, ...]:
        found = self._rows(
            f"{FOLLOW_UPS} AND f.contact_id = :contact"
            " ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id",
            {"contact": contact_id, "customer_since": self._customer_since().isoformat()},
        )
        return tuple(map(follow_up_view, found))

    def _sales(self, contact_id: int) -> tuple[SaleView, ...]:
        found = self._rows(
            "SELECT id, opportunity_id, amount_cents, accepted_on, accepted_how, reference, note,"
            " cancelled_on FROM sales WHERE contact_id = ? ORDER BY accepted_on DESC, id DESC",
            (contact_id,),
        )
        return tuple(
            SaleView(
                id=row[0],
                opportunity_id=row[1],
                amount_cents=row[2],
                accepted_on=date.fromisoformat(row[3]),
                accepted_how=AcceptedHow(row[4]),
                reference=row[5],
                note=row[6],
                cancelled_on=date.fromisoformat(row[7]) if row[7] else None,
            )
            for row in found
        )

    def _journal(self, contact_id: int) -> tuple[JournalEntry, ...]:
        """Return exchanges and events together, newest first."""
        found = self._rows(
            "SELECT happened_at, id, kind, direction, outcome, body, NULL, '{}', 1"
            " FROM interactions WHERE contact_id = :contact UNION ALL"
            " SELECT happened_at, NULL, NULL, 'none', NULL, '', kind, detail, 0"
            " FROM events WHERE contact_id = :contact ORDER BY 1 DESC, 9 DESC, 2 DESC LIMIT :limit",
            {"contact": contact_id, "limit": JOURNAL_LIMIT},
        )
        return tuple(
            JournalEntry(
                happened_at=_instant(row[0]),
                interaction_id=row[1],
                kind=InteractionKind(row[2]) if row[2] else None,
                direction=Direction(row[3]),
                outcome=Outcome(row[4]) if row[4] else None,
                body=row[5],
                event=EventKind(row[6]) if row[6] else None,
                detail=json.loads(row[7]),
            )
            for row in found
        )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
