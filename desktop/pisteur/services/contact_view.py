"""Reads a contact, whole, for the panel."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pisteur.domain.errors import DomainError
from pisteur.domain.qualification_history import Requalification, requalification
from pisteur.domain.settings import DORMANCY_MONTHS, REQUALIFY_MONTHS
from pisteur.domain.snapshots import (
    AnswerView,
    ContactView,
    JournalEntry,
    PointView,
    QualificationView,
    StatusReason,
)
from pisteur.domain.status import derive_status, dormant_before
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import (
    Answer,
    Heat,
    LearntHow,
    Nature,
    PointKind,
    Status,
    Verdict,
)
from pisteur.services.cadence_runs import read_runs, region_of
from pisteur.services.concerns import read_concerns
from pisteur.services.deal_people import DealPeopleService
from pisteur.services.deal_view import read_deals
from pisteur.services.exchanges import Exchanges
from pisteur.services.journal_lines import (
    JOURNAL_LINES,
    count_lines,
    lines_until,
    read_done,
    read_lines,
)
from pisteur.services.oppositions import read_oppositions
from pisteur.services.profile import read_facts
from pisteur.services.qualification import QualificationService
from pisteur.services.sales_view import read_sales, read_satisfactions, read_unreliable
from pisteur.services.today import FOLLOW_UPS, follow_up_view
from pisteur.services.workspace import Workspace


class ContactViewService:
    """Reads everything about one contact."""

    def __init__(
        self,
        workspace: Workspace,
        qualification: QualificationService,
        people: DealPeopleService,
    ) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._qualification = qualification
        self._people = people

    def contact(self, contact_id: int, lines: int = JOURNAL_LINES) -> ContactView:
        """Return the contact, with so many lines of its journal.

        Raises:
            DomainError: `record.gone`.
        """
        row = self._record(contact_id)
        qualification = self._latest_qualification(contact_id)
        reason = self._reason(row[18], bool(row[19]), qualification)
        written, noted = count_lines(self._workspace.db, contact_id)
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
            reason=reason,
            qualification=qualification,
            opportunities=read_deals(self._workspace, self._people, contact_id),
            follow_ups=self._follow_ups(contact_id),
            sales=read_sales(self._workspace.db, contact_id),
            satisfactions=read_satisfactions(self._workspace.db, contact_id),
            unreliable=read_unreliable(self._workspace.db, contact_id),
            oppositions=read_oppositions(self._workspace, contact_id),
            journal=read_lines(self._workspace.db, contact_id, lines),
            journal_length=written + noted,
            exchange_count=written,
            done_titles=read_done(self._workspace.db, contact_id),
            concerns=read_concerns(self._workspace.db, contact_id),
            persistence=Exchanges(self._workspace).persistence(contact_id),
            runs=read_runs(self._workspace, contact_id),
            region=region_of(self._workspace),
            parts=self._people.parts_of(contact_id),
            requalification=self._requalification(reason.status, qualification),
            qualified_often=self._qualified_often(contact_id),
            facts=read_facts(self._workspace.db, (contact_id,))[contact_id],
        )

    def _record(self, contact_id: int) -> tuple[Any, ...]:
        """Return what the table of contacts and the list that it came from say of it.

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
        record: tuple[Any, ...] = found[0]
        return record

    def lines_until(self, contact_id: int, interaction_id: int) -> int:
        """Return how many lines of the journal end with this exchange; 0 when it is gone."""
        return lines_until(self._workspace.db, contact_id, interaction_id)

    def earlier_lines(
        self, contact_id: int, written: int, noted: int, count: int
    ) -> tuple[JournalEntry, ...]:
        """Return lines of the journal that come after the newest.

        Args:
            written, noted: how many exchanges and events are there already.
            count: how many lines to read.
        """
        db = self._workspace.db
        return read_lines(db, contact_id, count, written=written, noted=noted)

    def contact_of(self, opportunity_id: int) -> ContactView:
        """Return the contact that a deal belongs to.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._rows("SELECT contact_id FROM opportunities WHERE id = ?", (opportunity_id,))
        if not found:
            raise DomainError("record.gone")
        return self.contact(found[0][0])

    def _requalification(self, status: Status, latest: QualificationView | None) -> Requalification:
        return requalification(
            latest.made_at.astimezone().date() if latest else None,
            status,
            self._workspace.setting(REQUALIFY_MONTHS),
            self._workspace.clock.today(),
        )

    def _qualified_often(self, contact_id: int) -> bool:
        sql = "SELECT count(*) FROM qualifications WHERE contact_id = ?"
        return bool(self._rows(sql, (contact_id,))[0][0] > 1)

    def customer_since(self) -> date:
        """Return the first day on which a sale still makes a customer."""
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
            customer_since=self.customer_since(),
        )
        answers = latest.answers if latest else self._blank_answers()
        required = [answer for answer in answers if answer.criterion.required]
        return StatusReason(
            status,
            last_sale_on=last_sale_on,
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

    def _follow_ups(self, contact_id: int) -> tuple[FollowUpView, ...]:
        found = self._rows(
            f"{FOLLOW_UPS} AND f.contact_id = :contact"
            " ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id",
            {"contact": contact_id, "customer_since": self.customer_since().isoformat()},
        )
        return tuple(map(follow_up_view, found))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
