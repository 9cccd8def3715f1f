"""Next actions: plan, complete with what comes next, postpone, cancel (product rules 4 and 5)."""

from __future__ import annotations

from datetime import date, time

from sqlmodel import Session, col, select

from pisteur.domain.commands import (
    CompleteFollowUp,
    Lose,
    PlanFollowUp,
    StandBy,
    WhatNext,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import (
    Direction,
    EventKind,
    FollowUpKind,
    InteractionKind,
    OpportunityState,
)
from pisteur.i18n import _
from pisteur.services.cards import Cards
from pisteur.services.journal import JournalService
from pisteur.services.opportunities import OpportunitiesService
from pisteur.services.repetition import Repetition, Series
from pisteur.services.today import FOLLOW_UPS, follow_up_view
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, FollowUp, Opportunity

EXCHANGE_OF = {
    FollowUpKind.CALL: InteractionKind.CALL,
    FollowUpKind.EMAIL: InteractionKind.EMAIL,
    FollowUpKind.MEETING: InteractionKind.MEETING,
    FollowUpKind.TASK: InteractionKind.NOTE,
    FollowUpKind.FIND_OUT: InteractionKind.NOTE,
}


class FollowUpsService:
    """Commands on planned actions."""

    def __init__(
        self,
        workspace: Workspace,
        opportunities: OpportunitiesService,
        journal: JournalService,
        cards: Cards,
    ) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._clock = workspace.clock
        self._opportunities = opportunities
        self._journal = journal
        self._cards = cards
        self._repetition = Repetition(workspace)

    def upcoming(self, rrule: str, starts_on: date, count: int = 3) -> tuple[date, ...]:
        """Return the working days after `starts_on` on which an action would come again."""
        return self._repetition.upcoming(rrule, starts_on, count)

    def next_time(self, follow_up_id: int) -> date | None:
        """Return when an open action would come again, done today; None when it does not."""
        found = self._db.rows(
            "SELECT rrule, recurs_from, recurs_from_done, due_on FROM follow_ups"
            " WHERE id = ? AND rrule IS NOT NULL",
            (follow_up_id,),
        )
        if not found:
            return None
        rrule, begun, from_done, due_on = found[0]
        series = Series(rrule, date.fromisoformat(begun), bool(from_done))
        return self._repetition.after(series, date.fromisoformat(due_on))[1]

    def open_action(self, follow_up_id: int) -> FollowUpView:
        """Return an action that is still to do.

        Raises:
            DomainError: `record.gone` when there is none, done or cancelled ones included.
        """
        since = dormant_before(self._clock.today(), self._workspace.setting(DORMANCY_MONTHS))
        found = self._db.rows(
            f"{FOLLOW_UPS} AND f.id = :id",
            {"id": follow_up_id, "customer_since": since.isoformat()},
        )
        if not found:
            raise DomainError("record.gone")
        return follow_up_view(found[0])

    def plan(self, command: PlanFollowUp) -> Done[int]:
        """Plan an action; a deal on standby or lost is taken up again. Returns the id.

        Raises:
            DomainError: `follow_up.title_missing` beside `title`, `record.gone`.
        """
        with self._db.step("") as step:
            row = self.apply_plan(step.session, command)
            step.label = _("Plan “{title}”").format(title=row.title)
        return Done(row.id, step.changes)

    def apply_plan(self, session: Session, command: PlanFollowUp) -> FollowUp:
        """Do `plan` in an open step."""
        title = clean_line(command.title)
        if not title:
            raise DomainError("follow_up.title_missing", field="title")
        required(session, Contact, command.contact_id)
        if command.opportunity_id is not None:
            card = required(session, Opportunity, command.opportunity_id)
            if card.state in (OpportunityState.STANDBY, OpportunityState.LOST):
                self._cards.reopen(session, card)
        now = self._clock.now()
        row = FollowUp(
            contact_id=command.contact_id,
            opportunity_id=command.opportunity_id,
            kind=command.kind.value,
            title=title,
            note=clean_block(command.note),
            due_on=command.due_on,
            due_time=command.due_time,
            time_zone=self._workspace.time_zone if command.due_time else None,
            created_at=now,
            updated_at=now,
            template=command.template,
        )
        self._repetition.set_rule(row, command.rrule, from_done=command.recurs_from_done)
        session.add(row)
        session.flush()
        return row

    def edit(self, follow_up_id: int, command: PlanFollowUp) -> Done[None]:
        """Change kind, title, note, date and repetition of an open action.

        Raises:
            DomainError: `follow_up.title_missing` beside `title`, `record.gone`.
        """
        with self._db.step("") as step:
            row = self._open(step.session, follow_up_id)
            row.title = clean_line(command.title)
            if not row.title:
                raise DomainError("follow_up.title_missing", field="title")
            row.kind, row.note = command.kind.value, clean_block(command.note)
            self._set_due(row, command.due_on, command.due_time)
            self._repetition.set_rule(row, command.rrule, from_done=command.recurs_from_done)
            step.session.add(row)
            step.label = _("Edit “{title}”").format(title=row.title)
        return Done(None, step.changes)

    def complete(self, command: CompleteFollowUp) -> Done[None]:
        """Tick an action off; journal, outcome and what comes next are one step with it.

        One that repeats is planned again, unless the deal comes to an end or to rest with it.

        Raises:
            DomainError: `record.gone`, `follow_up.closed`, or what is wrong with what comes next.
        """
        with self._db.step("") as step:
            row = self._open(step.session, command.follow_up_id)
            goes_on = command.what_next is None or isinstance(command.what_next, PlanFollowUp)
            self._tick_off(step.session, row, again=goes_on)
            if command.note.strip() or command.outcome is not None:
                self._journal.apply(
                    step.session,
                    WriteInteraction(
                        contact_id=row.contact_id,
                        opportunity_id=row.opportunity_id,
                        kind=EXCHANGE_OF[FollowUpKind(row.kind)],
                        body=command.note,
                        direction=Direction.OUTGOING,
                        outcome=command.outcome,
                    ),
                )
            self._log_done(row)
            step.session.flush()
            self._go_on(step.session, command.what_next)
            step.label = _("Complete “{title}”").format(title=row.title)
        return Done(None, step.changes)

    def apply_called(self, session: Session, contact_id: int, *, again: bool) -> None:
        """Tick off, in an open step, the calls to a contact that are due: they were made.

        Args:
            again: whether those that repeat are planned again.
        """
        due = select(FollowUp).where(
            FollowUp.contact_id == contact_id,
            FollowUp.kind == FollowUpKind.CALL.value,
            FollowUp.due_on <= self._clock.today(),
            col(FollowUp.done_at).is_(None),
            col(FollowUp.cancelled_at).is_(None),
        )
        for row in session.exec(due).all():
            self._tick_off(session, row, again=again)
            self._log_done(row)
        session.flush()

    def _tick_off(self, session: Session, row: FollowUp, *, again: bool) -> None:
        row.done_at = row.updated_at = self._clock.now()
        row.sequence += 1
        session.add(row)
        if again:
            self._repetition.plan_next(session, row)

    def _log_done(self, row: FollowUp) -> None:
        self._workspace.log(
            EventKind.FOLLOW_UP_DONE, row.contact_id, row.opportunity_id, title=row.title
        )

    def _go_on(self, session: Session, what_next: WhatNext | None) -> None:
        match what_next:
            case PlanFollowUp():
                self.apply_plan(session, what_next)
            case StandBy():
                self._opportunities.apply_stand_by(session, what_next)
            case Lose():
                self._opportunities.apply_lose(session, what_next)
            case Win():
                self._opportunities.apply_win(session, what_next)
            case None:
                pass

    def postpone(self, follow_up_id: int, due_on: date, due_time: time | None = None) -> Done[None]:
        """Give an open action another date; its time of day goes unless given.

        Raises:
            DomainError: `record.gone`, `follow_up.closed`.
        """
        with self._db.step("") as step:
            row = self._open(step.session, follow_up_id)
            self._set_due(row, due_on, due_time)
            step.session.add(row)
            step.label = _("Postpone “{title}”").format(title=row.title)
        return Done(None, step.changes)

    def _set_due(self, row: FollowUp, due_on: date, due_time: time | None) -> None:
        row.due_on, row.due_time = due_on, due_time
        row.time_zone = self._workspace.time_zone if due_time else None
        row.updated_at = self._clock.now()
        row.sequence += 1

    def stop_repeating(self, follow_up_id: int) -> Done[None]:
        """Let an open action be the last of its series.

        Raises:
            DomainError: `record.gone`, `follow_up.closed`.
        """
        with self._db.step("") as step:
            row = self._open(step.session, follow_up_id)
            self._repetition.set_rule(row, "", from_done=False)
            row.updated_at = self._clock.now()
            row.sequence += 1
            step.session.add(row)
            step.label = _("Stop repeating “{title}”").format(title=row.title)
        return Done(None, step.changes)

    def cancel(self, follow_up_id: int) -> Done[None]:
        """Drop an open action; calendars learn that it is cancelled.

        Raises:
            DomainError: `record.gone`, `follow_up.closed`.
        """
        with self._db.step("") as step:
            row = self._open(step.session, follow_up_id)
            row.cancelled_at = row.updated_at = self._clock.now()
            row.sequence += 1
            step.session.add(row)
            step.label = _("Cancel “{title}”").format(title=row.title)
        return Done(None, step.changes)

    def _open(self, session: Session, follow_up_id: int) -> FollowUp:
        row = required(session, FollowUp, follow_up_id)
        if row.done_at is not None or row.cancelled_at is not None:
            raise DomainError("follow_up.closed", title=row.title)
        return row
