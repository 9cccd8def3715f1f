"""Call sessions: started from a list or a choice of contacts, left and resumed, finished.

Each result is one step: the journal, the next action, the deal and the session together; said
again, it takes the place of what was said before. `call_reading` reads, `call_results` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select

from pisteur.domain.call_sessions import (
    CallBack,
    CallPlan,
    CallResult,
    CallSessionView,
    NotInterested,
    StartCalls,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_block
from pisteur.i18n import _
from pisteur.services.answering import AnsweringService
from pisteur.services.cadence_runs import region_of
from pisteur.services.call_reading import PHONE, CallReader
from pisteur.services.call_results import CallResults, Given
from pisteur.services.preparation import PreparationService
from pisteur.services.templates import TemplatesService
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import CallSession, CallSessionName, Contact


class CallSessionsService:
    """Starts, reads and carries on sessions."""

    def __init__(
        self,
        workspace: Workspace,
        answering: AnsweringService,
        results: CallResults,
        *,
        preparation: PreparationService,
        templates: TemplatesService,
    ) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._reader = CallReader(workspace, answering)
        self._results = results
        self._preparation = preparation
        self._templates = templates

    # Beginning and end.

    def prepare(
        self, name: str, contact_ids: Sequence[int], list_id: int | None = None
    ) -> CallPlan:
        """Return what starting a session takes, and the one that was left if there is one.

        Raises:
            DomainError: `call.nobody` when nobody may be called and nothing was left.
        """
        wanted = tuple(dict.fromkeys(contact_ids))
        kept = self._callable(wanted)
        begun = self._reader.begun(name, list_id)
        if not kept and begun is None:
            raise DomainError("call.nobody")
        return CallPlan(
            name,
            list_id,
            kept,
            len(wanted) - len(kept),
            self._reader.script(name, list_id),
            self._templates.offered(),
            begun,
        )

    def due_today(self) -> tuple[int, ...]:
        """Return whom to call today, those that are late first."""
        found = self._db.rows(
            "SELECT contact_id FROM follow_ups WHERE kind = 'call' AND done_at IS NULL"
            " AND cancelled_at IS NULL AND due_on <= ?"
            " ORDER BY due_on, coalesce(due_time, '99'), id",
            (self._workspace.clock.today().isoformat(),),
        )
        return tuple(dict.fromkeys(row[0] for row in found))

    def _callable(self, contact_ids: Sequence[int]) -> tuple[int, ...]:
        found = {
            row[0]
            for row in self._db.rows(f"SELECT c.id FROM contacts c WHERE ({PHONE}) IS NOT NULL")
        }
        return tuple(contact_id for contact_id in contact_ids if contact_id in found)

    def start(self, given: StartCalls) -> Done[int]:
        """Start a session with those who have a number to call; returns its id.

        What was left from the same source is finished with it.

        Raises:
            DomainError: `call.nobody` when nobody may be called (product rule 9 included).
        """
        kept = self._callable(tuple(dict.fromkeys(given.contact_ids)))
        if not kept:
            raise DomainError("call.nobody")
        now = self._workspace.clock.now()
        label = _("Start the calls “{name}”").format(name=given.name)
        with self._db.step(label) as step:
            left = select(CallSession).where(
                CallSession.lead_list_id == given.list_id, col(CallSession.closed_at).is_(None)
            )
            if given.list_id is None:
                left = left.where(CallSession.name == given.name)
            for old in step.session.exec(left).all():
                old.closed_at = now
                step.session.add(old)
            row = CallSession(
                name=given.name,
                lead_list_id=given.list_id,
                script=clean_block(given.script),
                started_at=now,
            )
            step.session.add(row)
            step.session.flush()
            for position, contact_id in enumerate(kept):
                made = CallSessionName(
                    call_session_id=row.id, contact_id=contact_id, position=position
                )
                step.session.add(made)
        return Done(row.id, step.changes)

    def write_script(self, session_id: int, text: str) -> Done[None]:
        """Write what to say; the next session of the same source begins with it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, CallSession, session_id)
            row.script = clean_block(text)
            step.session.add(row)
            step.label = _("Change the script of the calls “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def finish(self, session_id: int) -> Done[None]:
        """Finish a session: it is not offered again.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, CallSession, session_id)
            row.closed_at = row.closed_at or self._workspace.clock.now()
            step.session.add(row)
            step.label = _("Finish the calls “{name}”").format(name=row.name)
        return Done(None, step.changes)

    # Reading.

    def view(self, session_id: int, contact_id: int | None = None) -> CallSessionView:
        """Return where a session stands, and whom to call now.

        Args:
            contact_id: a name to look at again, None for the first who is to be called.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows("SELECT name, script FROM call_sessions WHERE id = ?", (session_id,))
        if not found:
            raise DomainError("record.gone")
        reader = self._reader
        if contact_id is None:
            current = reader.current(session_id)
        else:
            current = reader.named(session_id, contact_id)
        summary = reader.summary(session_id)
        total = reader.total(session_id)
        view = CallSessionView(
            id=session_id,
            name=found[0][0],
            total=total,
            done=total - summary.left,
            call_back=summary.call_back,
            qualified=summary.qualified,
            current=current,
            script=found[0][1],
            summary=summary,
            last_id=reader.last_id(session_id),
            region=region_of(self._workspace),
        )
        if current is None:
            return view
        about = self._preparation.preparation(current.contact_id, current.opportunity_id)
        questions = tuple(
            line.strip()
            for criterion in about.unknown
            for line in (criterion.prompts or criterion.name).splitlines()[:1]
            if line.strip()
        )
        facts, hellos = self._templates.facts(current.contact_id, current.opportunity_id)
        return replace(view, questions=questions, facts=facts, hellos=hellos)

    # Results.

    def no_answer(self, session_id: int, contact_id: int, note: str = "") -> Done[None]:
        """Count an attempt, and plan the next on the day that is proposed, if one is."""
        return self._say(session_id, contact_id, CallResult.NO_ANSWER, note)

    def call_back(self, session_id: int, contact_id: int, given: CallBack) -> Done[None]:
        """Plan the call that they asked for."""
        return self._say(session_id, contact_id, CallResult.CALL_BACK, given)

    def not_interested(self, session_id: int, contact_id: int, given: NotInterested) -> Done[None]:
        """Note a no: a running deal is lost with its reason, and the opposition if they object.

        Raises:
            DomainError: `lost.reason_unknown` and the like beside `reason`.
        """
        return self._say(session_id, contact_id, CallResult.NOT_INTERESTED, given)

    def skip(self, session_id: int, contact_id: int) -> Done[None]:
        """Go on to the next name, without a call."""
        return self._say(session_id, contact_id, CallResult.SKIPPED, "")

    def _say(
        self, session_id: int, contact_id: int, result: CallResult, given: Given
    ) -> Done[None]:
        with self._db.step("") as step:
            row = self._results.name_of(step.session, session_id, contact_id)
            again = row.result is not None
            self._results.take_back(step.session, row)
            again_on = None
            if result is CallResult.NO_ANSWER:
                again_on = self._reader.again_on(contact_id)
            self._results.write(step.session, row, result, given, again_on=again_on)
            name = required(step.session, Contact, contact_id).display_name
            words = _corrected(result) if again else _said(result)
            step.label = words.format(name=name)
        return Done(None, step.changes)

    def take_back(self, session_id: int, contact_id: int) -> Done[None]:
        """Take back what was said of a name, with all that came of it: they are to be called.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = self._results.name_of(step.session, session_id, contact_id)
            self._results.take_back(step.session, row)
            name = required(step.session, Contact, contact_id).display_name
            step.label = _("Take back what was said of {name}").format(name=name)
        return Done(None, step.changes)


def _said(result: CallResult) -> str:
    return {
        CallResult.NO_ANSWER: _("No answer from {name}"),
        CallResult.CALL_BACK: _("Call {name} back"),
        CallResult.NOT_INTERESTED: _("{name} is not interested"),
        CallResult.SKIPPED: _("Skip {name}"),
    }[result]


def _corrected(result: CallResult) -> str:
    return {
        CallResult.NO_ANSWER: _("Correct what was said of {name}: no answer"),
        CallResult.CALL_BACK: _("Correct what was said of {name}: to be called back"),
        CallResult.NOT_INTERESTED: _("Correct what was said of {name}: not interested"),
        CallResult.SKIPPED: _("Correct what was said of {name}: skipped"),
    }[result]
