"""Edits the criteria of the qualification.

A qualification keeps the verdict of its day, whatever becomes of the criteria (product section
2, rule 1): it was the evidence then. The pips of the cards follow the required criteria of today.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.domain.text import clean_block, clean_line, fold
from pisteur.domain.words import Answer
from pisteur.i18n import _
from pisteur.services.ordering import next_position, set_order
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import CriterionRow, FollowUp, QualificationAnswer, new_uid

_ANY_LETTER = "?"


class CriteriaService:
    """Commands on criteria; reading them is `QualificationService.criteria`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def add(self, given: CriterionInput) -> Done[int]:
        """Add a criterion at the end; returns its id.

        Raises:
            DomainError: beside the field: `criterion.name_missing`, `criterion.question_missing`,
                `criterion.letter_invalid`, `criterion.letter_taken`.
        """
        with self._db.step("") as step:
            session = step.session
            row = CriterionRow(key=new_uid(), letter="", name="", question="")
            row.position = next_position(session, CriterionRow)
            self._fill(row, given, _shown(session))
            session.add(row)
            session.flush()
            self._settle_pips(session)
            step.label = _("Add the criterion “{name}”").format(name=row.name)
        return Done(row.id, step.changes)

    def edit(self, criterion_id: int, given: CriterionInput) -> Done[None]:
        """Change a criterion, back in use if it was put away; answers given stay with it.

        Raises:
            DomainError: as `add` does; `criterion.last_required` beside `required`,
                `record.gone`.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, CriterionRow, criterion_id)
            others = [other for other in _shown(session) if other.id != row.id]
            self._fill(row, given, others)
            row.put_away = 0
            _check_required([row, *others])
            session.add(row)
            session.flush()
            self._settle_pips(session)
            step.label = _("Edit the criterion “{name}”").format(name=row.name)
        return Done(None, step.changes)

    def order(self, ids: Sequence[int]) -> Done[None]:
        """Put the criteria in this order, which the qualification and the pips follow.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Reorder the criteria")) as step:
            set_order(_shown(step.session), ids)
            step.session.flush()
            self._settle_pips(step.session)
        return Done(None, step.changes)

    def remove(self, criterion_id: int) -> Done[bool]:
        """Take a criterion away: for good if it was never answered, else out of sight.

        The actions that would find its answer out are cancelled: nobody asks any more.

        Returns:
            Whether it is kept, out of sight, for the answers that were given to it.

        Raises:
            DomainError: `criterion.last_required`, `record.gone`.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, CriterionRow, criterion_id)
            _check_required([other for other in _shown(session) if other.id != row.id])
            answered = session.exec(
                select(QualificationAnswer.id)
                .where(QualificationAnswer.criterion_id == criterion_id)
                .limit(1)
            ).first()
            kept = answered is not None
            self._cancel_find_out(session, criterion_id)
            if kept:
                row.put_away = 1
                session.add(row)
            else:
                session.delete(row)
            session.flush()
            self._settle_pips(session)
            step.label = _("Remove the criterion “{name}”").format(name=row.name)
        return Done(kept, step.changes)

    def _cancel_find_out(self, session: Session, criterion_id: int) -> None:
        now = self._workspace.clock.now()
        for action in session.exec(
            select(FollowUp).where(
                FollowUp.criterion_id == criterion_id,
                FollowUp.done_at == None,  # noqa: E711 - SQL
                FollowUp.cancelled_at == None,  # noqa: E711 - SQL
            )
        ):
            action.cancelled_at = action.updated_at = now
            action.sequence += 1
            session.add(action)

    def _fill(
        self, row: CriterionRow, given: CriterionInput, others: Sequence[CriterionRow]
    ) -> None:
        row.name = clean_line(given.name)
        row.question = clean_line(given.question)
        if not row.name:
            raise DomainError("criterion.name_missing", field="name")
        if not row.question:
            raise DomainError("criterion.question_missing", field="question")
        row.letter = _letter(given, others)
        row.guidance = clean_block(given.guidance)
        row.prompts = "\n".join(filter(None, map(clean_line, given.prompts.splitlines())))
        row.find_out = clean_line(given.find_out)
        row.required = int(given.required)

    def _settle_pips(self, session: Session) -> None:
        """Write the pips of every qualification anew that the required criteria changed."""
        raw = self._db.raw
        ids = [row.id for row in _shown(session) if row.required]
        answer = (
            "coalesce((SELECT CASE a.answer WHEN '{yes}' THEN 'y' WHEN '{no}' THEN 'n' ELSE 'u' END"
            " FROM qualification_answers a WHERE a.qualification_id = qualifications.id"
            " AND a.criterion_id = {id}), 'u')"
        )
        pips = " || ".join(
            answer.format(yes=Answer.YES.value, no=Answer.NO.value, id=own) for own in ids
        )
        raw.execute(f"UPDATE qualifications SET pips = {pips} WHERE pips <> {pips}")


def _shown(session: Session) -> list[CriterionRow]:
    """Return the criteria in use, in their order."""
    found = session.exec(
        select(CriterionRow)
        .where(CriterionRow.put_away == 0)
        .order_by(col(CriterionRow.position), col(CriterionRow.id))
    )
    return list(found)


def _check_required(rows: Sequence[CriterionRow]) -> None:
    if not any(row.required for row in rows):
        raise DomainError("criterion.last_required", field="required")


def _letter(given: CriterionInput, others: Sequence[CriterionRow]) -> str:
    """Return the letter typed, or the first one of the name that no other criterion has.

    Raises:
        DomainError: `criterion.letter_invalid`, `criterion.letter_taken`.
    """
    taken = {fold(other.letter): other.name for other in others}
    typed = clean_line(given.letter)
    if len(typed) > 1:
        raise DomainError("criterion.letter_invalid", field="letter")
    if fold(typed) in taken:
        raise DomainError("criterion.letter_taken", field="letter", name=taken[fold(typed)])
    if typed:
        return _capital(typed)
    letters = [_capital(char) for char in clean_line(given.name) if char.isalnum()]
    return next((char for char in letters if fold(char) not in taken), _ANY_LETTER)


def _capital(char: str) -> str:
    """Return the capital of a letter, itself where that would be two: cards have room for one."""
    capital = char.upper()
    return capital if len(capital) == 1 else char
