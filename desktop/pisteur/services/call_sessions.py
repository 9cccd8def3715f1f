"""Call sessions: started from a list or a choice of contacts, left and resumed.

Each result is one step: the journal, the next action, the deal and the session together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from pisteur.domain.call_sessions import (
    CallBack,
    CallName,
    CallResult,
    CallSessionView,
    NotInterested,
)
from pisteur.domain.commands import Lose, PlanFollowUp, WriteInteraction
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import (
    Direction,
    FollowUpKind,
    InteractionKind,
    OpportunityState,
    Outcome,
)
from pisteur.i18n import _
from pisteur.services.answering import AnsweringService
from pisteur.services.follow_ups import FollowUpsService
from pisteur.services.journal import JournalService
from pisteur.services.opportunities import OpportunitiesService
from pisteur.services.oppositions import OppositionsService
from pisteur.services.preparation import PreparationService
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.opposition_sql import BARRED_POINT
from pisteur.storage.tables import CallSession, CallSessionName, Contact

# Who was qualified since the session began needs no result of its own.
_SINCE = (
    "EXISTS (SELECT 1 FROM qualifications q JOIN call_sessions s ON s.id = n.call_session_id"
    " WHERE q.contact_id = n.contact_id AND q.made_at >= s.started_at)"
)
_PHONE = (
    "SELECT coalesce(p.normalised, p.value) FROM contact_points p WHERE p.contact_id = c.id"
    f" AND p.kind = 'phone' AND NOT {BARRED_POINT} ORDER BY p.position, p.id LIMIT 1"
)
_WAITING = f"n.call_session_id = ? AND n.result IS NULL AND NOT {_SINCE} AND ({_PHONE}) IS NOT NULL"
_CURRENT = f"""
SELECT c.id, (SELECT o.id FROM opportunities o WHERE o.contact_id = c.id
        AND o.state = '{OpportunityState.OPEN}' ORDER BY o.created_at DESC, o.id DESC LIMIT 1),
    c.display_name, c.company, c.sector, c.postal_code, c.city, ({_PHONE}),
    coalesce(l.name, ''), (SELECT count(*) FROM interactions i WHERE i.contact_id = c.id
        AND i.kind = '{InteractionKind.CALL}'),
    coalesce((SELECT i.body FROM interactions i WHERE i.contact_id = c.id AND i.body <> ''
        ORDER BY i.happened_at DESC, i.id DESC LIMIT 1), '')
FROM call_session_names n JOIN contacts c ON c.id = n.contact_id
LEFT JOIN lead_lists l ON l.id = c.lead_list_id
WHERE {_WAITING} ORDER BY n.position, n.id LIMIT 1
"""


class CallSessionsService:
    """Starts, reads and carries on sessions."""

    def __init__(
        self,
        workspace: Workspace,
        answering: AnsweringService,
        follow_ups: FollowUpsService,
        journal: JournalService,
        opportunities: OpportunitiesService,
        *,
        oppositions: OppositionsService,
        preparation: PreparationService,
    ) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._answering = answering
        self._follow_ups = follow_ups
        self._journal = journal
        self._opportunities = opportunities
        self._oppositions = oppositions
        self._preparation = preparation

    def of_list(self, list_id: int) -> int | None:
        """Return the newest session of a list that is not over; None without one."""
        found = self._db.rows(
            "SELECT id FROM call_sessions WHERE lead_list_id = ? AND closed_at IS NULL"
            " ORDER BY id DESC LIMIT 1",
            (list_id,),
        )
        return int(found[0][0]) if found and self._current(found[0][0]) else None

    def start(self, name: str, contact_ids: Sequence[int], list_id: int | None = None) -> Done[int]:
        """Start a session with those who have a number to call; returns its id.

        Raises:
            DomainError: `call.nobody` when nobody may be called (product rule 9 included).
        """
        callable_ids = {
            row[0]
            for row in self._db.rows(f"SELECT c.id FROM contacts c WHERE ({_PHONE}) IS NOT NULL")
        }
        kept = [contact_id for contact_id in contact_ids if contact_id in callable_ids]
        if not kept:
            raise DomainError("call.nobody")
        with self._db.step(_("Start the calls “{name}”").format(name=name)) as step:
            row = CallSession(
                name=name, lead_list_id=list_id, started_at=self._workspace.clock.now()
            )
            step.session.add(row)
            step.session.flush()
            for position, contact_id in enumerate(dict.fromkeys(kept)):
                made = CallSessionName(
                    call_session_id=row.id, contact_id=contact_id, position=position
                )
                step.session.add(made)
        return Done(row.id, step.changes)

    def view(self, session_id: int) -> CallSessionView:
        """Return where a session stands, and whom to call now.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows(
            "SELECT s.name, count(n.id), coalesce(sum(n.result = 'call_back'), 0),"
            f" coalesce(sum({_SINCE}), 0), (SELECT count(*) FROM call_session_names n"
            f" JOIN contacts c ON c.id = n.contact_id WHERE {_WAITING})"
            " FROM call_sessions s LEFT JOIN call_session_names n ON n.call_session_id = s.id"
            " WHERE s.id = ? GROUP BY s.id",
            (session_id, session_id),
        )
        if not found:
            raise DomainError("record.gone")
        name, total, call_back, qualified, waiting = found[0]
        current = self._current(session_id)
        questions: tuple[str, ...] = ()
        if current is not None:
            about = self._preparation.preparation(current.contact_id, current.opportunity_id)
            questions = tuple(
                line.strip()
                for criterion in about.unknown
                for line in (criterion.prompts or criterion.name).splitlines()[:1]
                if line.strip()
            )
        done = total - waiting
        return CallSessionView(
            session_id, name, total, done, call_back, qualified, current, questions
        )

    def _current(self, session_id: int) -> CallName | None:
        found = self._db.rows(_CURRENT, (session_id,))
        return self._name(found[0]) if found else None

    def _name(self, row: Any) -> CallName:
        town = " ".join(part for part in row[5:7] if part)
        return CallName(
            contact_id=row[0],
            opportunity_id=row[1],
            name=row[2],
            company=row[3],
            place=" · ".join(part for part in (row[4], town) if part),
            phone=row[7],
            list_name=row[8],
            attempts=row[9],
            last=row[10],
            again_on=self._again_on(row[0]),
        )

    def _again_on(self, contact_id: int) -> date | None:
        prospects = self._answering.prospects(contact_id, InteractionKind.CALL)
        return prospects.proposed[Outcome.NO_ANSWER].due_on

    # Results.

    def no_answer(self, session_id: int, contact_id: int, note: str = "") -> Done[None]:
        """Count an attempt, and plan the next on the day that is proposed, if one is."""
        again_on = self._again_on(contact_id)
        with self._db.step("") as step:
            name = self._mark(step.session, session_id, contact_id, CallResult.NO_ANSWER)
            self._write(step.session, contact_id, note, Outcome.NO_ANSWER)
            if again_on is not None:
                self._plan(step.session, contact_id, CallBack(again_on))
            step.label = _("No answer from {name}").format(name=name)
        return Done(None, step.changes)

    def call_back(self, session_id: int, contact_id: int, given: CallBack) -> Done[None]:
        """Plan the call that they asked for."""
        with self._db.step("") as step:
            name = self._mark(step.session, session_id, contact_id, CallResult.CALL_BACK)
            self._write(step.session, contact_id, given.note or _("To be called back"), None)
            self._plan(step.session, contact_id, given)
            step.label = _("Call {name} back").format(name=name)
        return Done(None, step.changes)

    def not_interested(self, session_id: int, contact_id: int, given: NotInterested) -> Done[None]:
        """Note a no: a running deal is lost with its reason, and the opposition if they object.

        Raises:
            DomainError: `lost.reason_unknown` and the like beside `reason`.
        """
        today = self._workspace.clock.today()
        with self._db.step("") as step:
            name = self._mark(step.session, session_id, contact_id, CallResult.NOT_INTERESTED)
            self._write(step.session, contact_id, given.note, Outcome.NO)
            deal_id = self._deal(contact_id)
            if deal_id is not None:
                lose = Lose(deal_id, given.reason, given.note)
                self._opportunities.apply_lose(step.session, lose)
            if given.objects:
                oppose = Oppose(contact_id, Channel.PHONE, today, given.note)
                self._oppositions.apply(step.session, oppose)
            step.label = _("{name} is not interested").format(name=name)
        return Done(None, step.changes)

    def skip(self, session_id: int, contact_id: int) -> Done[None]:
        """Go on to the next name, without a call."""
        with self._db.step("") as step:
            name = self._mark(step.session, session_id, contact_id, CallResult.SKIPPED)
            step.label = _("Skip {name}").format(name=name)
        return Done(None, step.changes)

    def back(self, session_id: int) -> Done[bool]:
        """Go back to the name before; what was noted of it stays. False at the beginning."""
        with self._db.step("") as step:
            row = step.session.exec(
                select(CallSessionName)
                .where(
                    CallSessionName.call_session_id == session_id,
                    col(CallSessionName.result).is_not(None),
                )
                .order_by(col(CallSessionName.done_at).desc(), col(CallSessionName.position).desc())
            ).first()
            if row is not None:
                row.result = row.done_at = None
                step.session.add(row)
                contact = required(step.session, Contact, row.contact_id)
                step.label = _("Go back to {name}").format(name=contact.display_name)
        return Done(row is not None, step.changes)

    def _mark(self, session: Session, session_id: int, contact_id: int, result: CallResult) -> str:
        row = session.exec(
            select(CallSessionName).where(
                CallSessionName.call_session_id == session_id,
                CallSessionName.contact_id == contact_id,
            )
        ).first()
        if row is None:
            raise DomainError("record.gone")
        row.result, row.done_at = result.value, self._workspace.clock.now()
        session.add(row)
        return required(session, Contact, contact_id).display_name

    def _write(self, session: Session, contact_id: int, note: str, outcome: Outcome | None) -> None:
        line = WriteInteraction(
            contact_id,
            self._deal(contact_id),
            InteractionKind.CALL,
            note,
            Direction.OUTGOING,
            outcome,
        )
        self._journal.apply(session, line)

    def _plan(self, session: Session, contact_id: int, given: CallBack) -> None:
        command = PlanFollowUp(
            contact_id,
            self._deal(contact_id),
            FollowUpKind.CALL,
            _("Call back"),
            given.on,
            given.at,
        )
        self._follow_ups.apply_plan(session, command)

    def _deal(self, contact_id: int) -> int | None:
        found = self._db.rows(
            "SELECT id FROM opportunities WHERE contact_id = ? AND state = ?"
            " ORDER BY created_at DESC, id DESC LIMIT 1",
            (contact_id, OpportunityState.OPEN.value),
        )
        return int(found[0][0]) if found else None
