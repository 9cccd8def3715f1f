"""Questions and objections of a contact: noted, answered, taken up again."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from pisteur.domain.concerns import Concern, ConcernKind, kind_of
from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_block, clean_line, shorten
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.database import Database
from pisteur.storage.tables import Concern as ConcernRow
from pisteur.storage.tables import Contact, Opportunity

LONGEST_IN_LABEL = 50


class ConcernsService:
    """Commands on questions and objections."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def add(
        self,
        contact_id: int,
        opportunity_id: int | None,
        text: str,
        kind: ConcernKind | None = None,
    ) -> Done[int]:
        """Note what a contact raised, today; returns its id.

        Args:
            opportunity_id: the deal that it is about, one of this contact.
            kind: None to tell it by the question mark.

        Raises:
            DomainError: `concern.empty` beside `text`, `record.gone`.
        """
        with self._db.step("") as step:
            required(step.session, Contact, contact_id)
            if opportunity_id is not None:
                deal = required(step.session, Opportunity, opportunity_id)
                if deal.contact_id != contact_id:
                    raise DomainError("record.gone")
            row = ConcernRow(
                contact_id=contact_id,
                opportunity_id=opportunity_id,
                kind=(kind or kind_of(text)).value,
                text=_said(text),
                raised_on=self._workspace.clock.today(),
            )
            _save(step.session, row)
            step.label = _("Note “{text}”").format(text=_short(row))
        return Done(row.id, step.changes)

    def edit(self, concern_id: int, text: str, kind: ConcernKind) -> Done[None]:
        """Say it in other words, or as the other kind.

        Raises:
            DomainError: `concern.empty` beside `text`, `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, ConcernRow, concern_id)
            row.text, row.kind = _said(text), kind.value
            _save(step.session, row)
            step.label = _("Edit “{title}”").format(title=_short(row))
        return Done(None, step.changes)

    def answer(self, concern_id: int, answer: str) -> Done[None]:
        """Close it with what was answered; one already answered gets the better answer.

        Raises:
            DomainError: `concern.answer_missing` beside `answer`, `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, ConcernRow, concern_id)
            row.answer = clean_block(answer)
            if not row.answer:
                raise DomainError("concern.answer_missing", field="answer")
            row.answered_on = row.answered_on or self._workspace.clock.today()
            _save(step.session, row)
            step.label = _("Answer “{text}”").format(text=_short(row))
        return Done(None, step.changes)

    def reopen(self, concern_id: int) -> Done[None]:
        """Take it up again: the answer did not convince. It is kept to start from.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, ConcernRow, concern_id)
            row.answered_on = None
            _save(step.session, row)
            step.label = _("Take up “{text}” again").format(text=_short(row))
        return Done(None, step.changes)

    def delete(self, concern_id: int) -> Done[None]:
        """Remove it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, ConcernRow, concern_id)
            step.label = _("Delete “{name}”").format(name=_short(row))
            step.session.delete(row)
        return Done(None, step.changes)


def read_concerns(db: Database, contact_id: int) -> tuple[Concern, ...]:
    """Return what a contact raised: the open ones first, oldest first; then the answered."""
    found = db.rows(
        "SELECT id, opportunity_id, kind, text, answer, raised_on, answered_on FROM concerns"
        " WHERE contact_id = ? ORDER BY answered_on IS NOT NULL, answered_on DESC, raised_on, id",
        (contact_id,),
    )
    return tuple(
        Concern(
            id=row[0],
            opportunity_id=row[1],
            kind=ConcernKind(row[2]),
            text=row[3],
            answer=row[4],
            raised_on=date.fromisoformat(row[5]),
            answered_on=date.fromisoformat(row[6]) if row[6] else None,
        )
        for row in found
    )


def _said(text: str) -> str:
    said = clean_line(text)
    if not said:
        raise DomainError("concern.empty", field="text")
    return said


def _short(row: ConcernRow) -> str:
    return shorten(row.text, LONGEST_IN_LABEL)


def _save(session: Session, row: ConcernRow) -> None:
    session.add(row)
    session.flush()
