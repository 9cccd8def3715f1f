"""What a result of a call writes inside the step of its session, and how all of it is taken back.

No table says which rows a result wrote: they bear the second of the result (`done_at` of the
name), so they are found again, in an archive too. Not for sessions: see `call_sessions`.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from pisteur.domain.call_sessions import CallBack, CallResult, NotInterested
from pisteur.domain.commands import Lose, PlanFollowUp, WriteInteraction
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import (
    Direction,
    EventKind,
    FollowUpKind,
    InteractionKind,
    OpportunityState,
    Outcome,
)
from pisteur.i18n import _
from pisteur.services.follow_ups import FollowUpsService
from pisteur.services.journal import JournalService
from pisteur.services.opportunities import OpportunitiesService
from pisteur.services.oppositions import OppositionsService
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text
from pisteur.storage.tables import CallSessionName

Given = CallBack | NotInterested | str
_EVENTS = (
    *(EventKind.FOLLOW_UP_DONE, EventKind.LOST, EventKind.OBJECTED),
    EventKind.CADENCE_STOPPED,
)
_STAMPED = (
    *(("interactions", "created_at"), ("events", "happened_at")),
    *(("follow_ups", column) for column in ("created_at", "done_at", "cancelled_at")),
)
_CONCERNED = "(contact_id = :contact OR opportunity_id = :deal)"


class CallResults:
    """Writes results and takes them back, in the caller's step."""

    def __init__(
        self,
        workspace: Workspace,
        follow_ups: FollowUpsService,
        journal: JournalService,
        opportunities: OpportunitiesService,
        oppositions: OppositionsService,
    ) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._follow_ups = follow_ups
        self._journal = journal
        self._opportunities = opportunities
        self._oppositions = oppositions

    def name_of(self, session: Session, session_id: int, contact_id: int) -> CallSessionName:
        """Return the row of a name.

        Raises:
            DomainError: `record.gone`.
        """
        row = session.exec(
            select(CallSessionName).where(
                CallSessionName.call_session_id == session_id,
                CallSessionName.contact_id == contact_id,
            )
        ).first()
        if row is None:
            raise DomainError("record.gone")
        return row

    def write(
        self,
        session: Session,
        row: CallSessionName,
        result: CallResult,
        given: Given,
        *,
        again_on: date | None = None,
    ) -> None:
        """Note what came of a name: journal, what is planned, the deal, the opposition.

        Args:
            given: for no answer or a name skipped, the note.
            again_on: when to try again without an answer, None for never.
        """
        moment = self._workspace.clock.now().replace(microsecond=0)
        row.result, row.done_at = result.value, moment
        session.add(row)
        deal_id = self._deal(row.contact_id)
        if result is not CallResult.SKIPPED:
            again = result is not CallResult.NOT_INTERESTED
            self._follow_ups.apply_called(session, row.contact_id, again=again)
        match given:
            case CallBack():
                note, outcome = given.note or _("To be called back"), None
                self._note(session, row.contact_id, deal_id, note, outcome)
                self._plan(session, row.contact_id, deal_id, given)
            case NotInterested():
                self._refuse(session, row.contact_id, deal_id, given)
            case str() if result is CallResult.NO_ANSWER:
                self._note(session, row.contact_id, deal_id, given, Outcome.NO_ANSWER)
                if again_on is not None:
                    self._plan(session, row.contact_id, deal_id, CallBack(again_on))
        session.flush()
        self._stamp(row.contact_id, deal_id, instant_to_text(moment))

    def _refuse(
        self, session: Session, contact_id: int, deal_id: int | None, given: NotInterested
    ) -> None:
        self._note(session, contact_id, deal_id, given.note, Outcome.NO)
        if deal_id is not None:
            lose = Lose(deal_id, given.reason, given.note)
            self._opportunities.apply_lose(session, lose)
        if given.objects:
            today = self._workspace.clock.today()
            oppose = Oppose(contact_id, Channel.PHONE, today, given.note)
            self._oppositions.apply(session, oppose)

    def _note(
        self,
        session: Session,
        contact_id: int,
        deal_id: int | None,
        note: str,
        outcome: Outcome | None,
    ) -> None:
        call, out = InteractionKind.CALL, Direction.OUTGOING
        line = WriteInteraction(contact_id, deal_id, call, note, out, outcome)
        self._journal.apply(session, line)

    def _plan(
        self, session: Session, contact_id: int, deal_id: int | None, given: CallBack
    ) -> None:
        call, title = FollowUpKind.CALL, _("Call back")
        command = PlanFollowUp(contact_id, deal_id, call, title, given.on, given.at)
        self._follow_ups.apply_plan(session, command)

    def _deal(self, contact_id: int) -> int | None:
        found = self._db.rows(
            "SELECT id FROM opportunities WHERE contact_id = ? AND state = ?"
            " ORDER BY created_at DESC, id DESC LIMIT 1",
            (contact_id, OpportunityState.OPEN.value),
        )
        return int(found[0][0]) if found else None

    def _stamp(self, contact_id: int, deal_id: int | None, moment: str) -> None:
        """Give all that was written the second of the result: the clock may have gone on."""
        until = instant_to_text(self._workspace.clock.now())
        for table, column in _STAMPED:
            self._db.raw.execute(
                f"UPDATE {table} SET {column} = :moment WHERE {column} > :moment"
                f" AND {column} <= :until AND {_CONCERNED}",
                {"moment": moment, "until": until, "contact": contact_id, "deal": deal_id},
            )

    # Taking back.

    def take_back(self, session: Session, row: CallSessionName) -> None:
        """Leave everything as if nothing had been said of a name, save what came since."""
        result, at = row.result, row.done_at
        row.result = row.done_at = None
        session.add(row)
        session.flush()
        if result in (None, CallResult.SKIPPED.value) or at is None:
            return
        moment = instant_to_text(at)
        lost = self._db.rows(
            "SELECT opportunity_id FROM events WHERE contact_id = ? AND kind = ?"
            " AND happened_at = ? ORDER BY id DESC LIMIT 1",
            (row.contact_id, EventKind.LOST.value, moment),
        )
        about = {
            "contact": row.contact_id,
            "deal": lost[0][0] if lost else None,
            "moment": moment,
            "now": instant_to_text(self._workspace.clock.now()),
        }
        self._forget(about)
        self._do_again(about)
        if result == CallResult.NOT_INTERESTED:
            self._take_up(about)
        listed = ", ".join(f"'{kind.value}'" for kind in _EVENTS)
        self._db.raw.execute(
            f"DELETE FROM events WHERE kind IN ({listed}) AND happened_at = :moment"
            f" AND {_CONCERNED}",
            about,
        )

    def _forget(self, about: dict[str, object]) -> None:
        """Take the line of the journal away, and the call that was planned if it is to come."""
        execute = self._db.raw.execute
        execute(
            "DELETE FROM interactions WHERE contact_id = :contact AND created_at = :moment"
            " AND kind = 'call' AND direction = 'outgoing'",
            about,
        )
        execute(
            "DELETE FROM follow_ups WHERE contact_id = :contact AND created_at = :moment"
            " AND kind = 'call' AND cadence_run_id IS NULL AND done_at IS NULL"
            " AND cancelled_at IS NULL",
            about,
        )

    def _do_again(self, about: dict[str, object]) -> None:
        """Open the calls again that were ticked off; one that repeats gets its series back."""
        done = self._db.rows(
            "SELECT id, rrule, created_at, title FROM follow_ups WHERE contact_id = :contact"
            " AND done_at = :moment AND kind = 'call'",
            about,
        )
        execute = self._db.raw.execute
        for own_id, rrule, made, title in done:
            if rrule:
                self._take_series(int(own_id), str(made), str(title))
            execute(
                "UPDATE follow_ups SET done_at = NULL, sequence = sequence + 1, updated_at = ?"
                " WHERE id = ?",
                (about["now"], own_id),
            )

    def _take_series(self, own_id: int, made: str, title: str) -> None:
        following = self._db.rows(
            "SELECT n.id, n.uid, n.sequence FROM follow_ups n JOIN follow_ups f ON f.id = ?"
            " AND n.contact_id = f.contact_id AND n.id > f.id AND n.rrule IS NOT NULL"
            " WHERE n.created_at = ? AND n.title = ? AND n.done_at IS NULL"
            " AND n.cancelled_at IS NULL",
            (own_id, made, title),
        )
        for next_id, uid, sequence in following:
            self._db.raw.execute("DELETE FROM follow_ups WHERE id = ?", (next_id,))
            self._db.raw.execute(
                "UPDATE follow_ups SET uid = ?, sequence = ? WHERE id = ?", (uid, sequence, own_id)
            )

    def _take_up(self, about: dict[str, object]) -> None:
        """Take the deal up again, with what was planned for it; the opposition was none."""
        execute = self._db.raw.execute
        execute(
            "UPDATE opportunities SET state = 'open', closed_on = NULL, lost_reason = NULL,"
            " lost_note = '', wake_on = NULL, updated_at = :now"
            " WHERE id = :deal AND state = 'lost'",
            about,
        )
        cancelled = f"cancelled_at = :moment AND {_CONCERNED}"
        execute(
            "UPDATE cadence_runs SET stopped_on = NULL, stopped_by = NULL WHERE id IN"
            f" (SELECT cadence_run_id FROM follow_ups WHERE {cancelled})",
            about,
        )
        execute(
            "UPDATE follow_ups SET cancelled_at = NULL, sequence = sequence + 1,"
            f" updated_at = :now WHERE {cancelled}",
            about,
        )
        execute(
            "DELETE FROM oppositions WHERE contact_id = :contact AND channel = 'phone'"
            " AND EXISTS (SELECT 1 FROM events e WHERE e.contact_id = :contact"
            " AND e.kind = 'objected' AND e.happened_at = :moment)",
            about,
        )
