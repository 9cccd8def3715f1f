"""How satisfied customers said to be, and the action that follows from it, as one step."""

from __future__ import annotations

from sqlmodel import Session, col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.sale_commands import SatisfactionInput
from pisteur.domain.satisfaction import HIGHEST, LOWEST, SatisfactionStep, due_day, follow_up_of
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind
from pisteur.i18n import _, current_language
from pisteur.services.cadence_runs import region_of
from pisteur.services.selling_defaults import selling_defaults
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, FollowUp, Sale, SatisfactionRow

QUESTION = "satisfaction"
"""Key of the shipped message that asks for a score."""


class SatisfactionService:
    """Commands on what customers said."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def titles(self) -> dict[SatisfactionStep, str]:
        """Return what the actions that follow an answer are called, in the language spoken."""
        return dict(selling_defaults(current_language()).satisfaction_steps)

    def record(self, given: SatisfactionInput) -> Done[int]:
        """Note that a customer was asked, or what they answered, with the action that follows.

        Returns:
            The id of the row.

        Raises:
            DomainError: `record.gone`; `satisfaction.in_future` beside `on`.
            ValueError: the score is not from 0 to 10.
        """
        if given.on > self._workspace.clock.today():
            raise DomainError("satisfaction.in_future", field="on")
        if given.score is not None and not LOWEST <= given.score <= HIGHEST:
            raise ValueError(given.score)
        with self._workspace.db.step("") as step:
            session = step.session
            contact = required(session, Contact, given.contact_id)
            row = self._row(session, given)
            row.comment = clean_block(given.comment)
            if given.score is None:
                row.asked_on, row.score, row.given_on = given.on, None, None
            else:
                row.score, row.given_on = given.score, given.on
                row.asked_on = min(row.asked_on, given.on)
            session.add(row)
            if given.score is not None:
                self._tick_off_the_question(session, given)
                if given.follow_up.strip():
                    row.follow_up_id = self._plan(session, given, given.score).id
                self._workspace.log(
                    EventKind.SATISFACTION,
                    contact.id,
                    self._deal(session, given),
                    score=str(given.score),
                )
            session.flush()
            step.label = _("Note how satisfied {name} is").format(name=contact.display_name)
        return Done(row.id, step.changes)

    def _row(self, session: Session, given: SatisfactionInput) -> SatisfactionRow:
        if given.satisfaction_id is not None:
            return required(session, SatisfactionRow, given.satisfaction_id)
        return SatisfactionRow(
            contact_id=given.contact_id, sale_id=given.sale_id, asked_on=given.on
        )

    def _tick_off_the_question(self, session: Session, given: SatisfactionInput) -> None:
        """Tick off what was planned to ask this: it has its answer."""
        now = self._workspace.clock.now()
        waiting = select(FollowUp).where(
            FollowUp.contact_id == given.contact_id,
            FollowUp.template == QUESTION,
            col(FollowUp.done_at).is_(None),
            col(FollowUp.cancelled_at).is_(None),
        )
        if given.sale_id is not None:
            waiting = waiting.where(FollowUp.opportunity_id == self._deal(session, given))
        for row in session.exec(waiting):
            row.done_at = row.updated_at = now
            row.sequence += 1
            session.add(row)

    def _plan(self, session: Session, given: SatisfactionInput, score: int) -> FollowUp:
        now = self._workspace.clock.now()
        # An answer noted late is acted on from today.
        start = max(given.on, self._workspace.clock.today())
        row = FollowUp(
            contact_id=given.contact_id,
            opportunity_id=self._deal(session, given),
            kind=follow_up_of(score).kind.value,
            title=clean_line(given.follow_up),
            note=clean_block(given.comment),
            due_on=due_day(score, start, region_of(self._workspace)),
            created_at=now,
            updated_at=now,
        )
        session.add(row)
        session.flush()
        return row

    def _deal(self, session: Session, given: SatisfactionInput) -> int | None:
        return required(session, Sale, given.sale_id).opportunity_id if given.sale_id else None

    def remove(self, satisfaction_id: int) -> Done[None]:
        """Remove an answer, or a question; what was planned after it stays.

        Raises:
            DomainError: `record.gone`.
        """
        with self._workspace.db.step(_("Delete what was noted about satisfaction")) as step:
            step.session.delete(required(step.session, SatisfactionRow, satisfaction_id))
        return Done(None, step.changes)
