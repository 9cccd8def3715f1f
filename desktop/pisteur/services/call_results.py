"""What a result of a call writes inside the step of its session, and how all of it is taken back.

The rows that it wrote are kept with it (`call_writing`). Not for sessions: see `call_sessions`.
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
from pisteur.services.call_writing import (
    CallWriting,
    still,
    stored_writing,
    writing_since,
)
from pisteur.services.follow_ups import FollowUpsService
from pisteur.services.journal import JournalService
from pisteur.services.opportunities import OpportunitiesService
from pisteur.services.oppositions import Marks, OppositionsService
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text
from pisteur.storage.tables import CallSessionName

Given = CallBack | NotInterested | str


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
        session.flush()
        mark = self._db.mark()
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
        row.wrote = writing_since(self._db, mark).text
        session.add(row)

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

    # Taking back.

    def take_back(self, session: Session, row: CallSessionName) -> None:
        """Leave everything as if nothing had been said of a name, save what came since."""
        writing = CallWriting()
        if row.result not in (None, CallResult.SKIPPED.value):
            at = instant_to_text(row.done_at) if row.done_at else None
            writing = stored_writing(self._db, row.contact_id, at, row.wrote)
        row.result = row.done_at = row.wrote = None
        session.add(row)
        session.flush()
        now = instant_to_text(self._workspace.clock.now())
        self._take_up(writing, now)
        self._allow_again(writing)
        self._do_again(writing, now)
        self._forget(writing)

    def _take_up(self, writing: CallWriting, now: str) -> None:
        """Take the deal up again, with what was planned for it."""
        for deal_id, closed_on in writing.of("lost").items():
            if self._lost_last(writing, deal_id):
                self._db.raw.execute(
                    "UPDATE opportunities SET state = 'open', closed_on = NULL,"
                    " lost_reason = NULL, lost_note = '', wake_on = NULL, updated_at = ?"
                    " WHERE id = ? AND state = 'lost' AND closed_on = ?",
                    (now, deal_id, closed_on),
                )
        self._db.raw.executemany(
            "UPDATE cadence_runs SET stopped_on = NULL, stopped_by = NULL"
            " WHERE id = ? AND stopped_on = ?",
            writing.of("stopped").items(),
        )
        self._db.raw.executemany(
            "UPDATE follow_ups SET cancelled_at = NULL, sequence = sequence + 1, updated_at = ?"
            " WHERE id = ? AND cancelled_at = ?",
            [(now, *own) for own in writing.of("cancelled").items()],
        )

    def _allow_again(self, writing: CallWriting) -> None:
        """Take the opposition away, unless they objected otherwise, too: it was none."""
        columns = "id, contact_id, channel"
        for own_id, contact_id, channel in still(self._db, writing, "objected", columns):
            if not self._objected_otherwise(writing, contact_id, channel):
                self._db.raw.execute("DELETE FROM oppositions WHERE id = ?", (own_id,))
                Marks(self._workspace).lift(contact_id, Channel(channel), agreed=False)

    def _objected_otherwise(self, writing: CallWriting, contact_id: int, channel: str) -> bool:
        """Return whether something else said so, later or of one who was merged since."""
        told = self._db.rows(
            "SELECT id, kind FROM events WHERE contact_id = ? AND kind IN (?, ?)"
            " AND json_extract(detail, '$.channel') = ? ORDER BY id DESC",
            (contact_id, EventKind.OBJECTED.value, EventKind.OBJECTION_LIFTED.value, channel),
        )
        others = (kind for event_id, kind in told if event_id not in writing.of("events"))
        return next(others, None) == EventKind.OBJECTED

    def _lost_last(self, writing: CallWriting, deal_id: int) -> bool:
        """Return whether the result lost a deal, and nothing has since."""
        sql = "SELECT max(id) FROM events WHERE kind = ? AND opportunity_id = ?"
        found = self._db.rows(sql, (EventKind.LOST.value, deal_id))
        return found[0][0] in writing.of("events")

    def _do_again(self, writing: CallWriting, now: str) -> None:
        """Open the calls again that were ticked off; one that repeats gets its series back."""
        columns = "id, uid, sequence, title, rrule, created_at, done_at, cancelled_at"
        planned = still(self._db, writing, "planned", columns)
        series = [row for row in planned if row[4] and not row[6] and not row[7]]
        execute = self._db.raw.execute
        for own_id, rrule, *alike in still(
            self._db, writing, "done", "id, rrule, title, created_at"
        ):
            following = [row for row in series if rrule and [row[3], row[5]] == alike]
            for row in following[:1]:
                series.remove(row)
                execute("DELETE FROM follow_ups WHERE id = ?", (row[0],))
                execute(
                    "UPDATE follow_ups SET uid = ?, sequence = ? WHERE id = ?",
                    (row[1], row[2], own_id),
                )
            execute(
                "UPDATE follow_ups SET done_at = NULL, sequence = sequence + 1, updated_at = ?"
                " WHERE id = ?",
                (now, own_id),
            )

    def _forget(self, writing: CallWriting) -> None:
        """Take away the line of the journal, what was noted, and what was planned if to come."""
        delete = self._db.raw.executemany
        delete(
            "DELETE FROM follow_ups WHERE id = ? AND created_at = ? AND done_at IS NULL"
            " AND cancelled_at IS NULL",
            writing.of("planned").items(),
        )
        noted, events = writing.of("noted"), writing.of("events")
        delete("DELETE FROM interactions WHERE id = ? AND created_at = ?", noted.items())
        delete("DELETE FROM events WHERE id = ? AND happened_at = ?", events.items())
