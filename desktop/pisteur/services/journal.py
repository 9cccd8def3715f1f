"""The journal: exchanges with a contact, as the user wrote them."""

from __future__ import annotations

from sqlmodel import Session

from pisteur.domain.cadences import CadenceEvent
from pisteur.domain.commands import WriteInteraction
from pisteur.domain.errors import DomainError
from pisteur.domain.persistence import Exchange, is_reply
from pisteur.domain.text import clean_block
from pisteur.domain.words import InteractionKind
from pisteur.i18n import _
from pisteur.services.cadence_runs import apply_event
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, Interaction


class JournalService:
    """Writes, corrects and removes lines of the journal."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def write(self, command: WriteInteraction) -> Done[int]:
        """Add a line; returns its id.

        Raises:
            DomainError: `journal.empty` beside `body`, `record.gone`.
        """
        with self._workspace.db.step("") as step:
            row = self.apply(step.session, command)
            contact = required(step.session, Contact, command.contact_id)
            name = contact.display_name
            if command.kind is InteractionKind.NOTE:
                step.label = _("Write a note about {name}").format(name=name)
            else:
                step.label = _("Record an exchange with {name}").format(name=name)
        return Done(row.id, step.changes)

    def apply(self, session: Session, command: WriteInteraction) -> Interaction:
        """Do `write` in an open step; a reply cancels the cadences that wait for it."""
        body = clean_block(command.body)
        if not body and command.outcome is None:
            raise DomainError("journal.empty", field="body")
        now = self._workspace.clock.now()
        row = Interaction(
            contact_id=command.contact_id,
            opportunity_id=command.opportunity_id,
            kind=command.kind.value,
            direction=command.direction.value,
            outcome=command.outcome.value if command.outcome else None,
            body=body,
            happened_at=command.happened_at or now,
            created_at=now,
        )
        session.add(row)
        session.flush()
        on = row.happened_at.astimezone().date()
        said = Exchange(on, command.kind, command.direction, command.outcome)
        if is_reply(said):
            apply_event(
                self._workspace,
                session,
                CadenceEvent.REPLY,
                contact_id=command.contact_id,
                opportunity_id=command.opportunity_id,
                on=on if command.happened_at else None,
            )
        return row

    def edit(self, interaction_id: int, body: str) -> Done[None]:
        """Correct the text of a line.

        Raises:
            DomainError: `journal.empty` beside `body`, `record.gone`.
        """
        with self._workspace.db.step(_("Correct the journal")) as step:
            row = required(step.session, Interaction, interaction_id)
            row.body = clean_block(body)
            if not row.body and row.outcome is None:
                raise DomainError("journal.empty", field="body")
            step.session.add(row)
        return Done(None, step.changes)

    def delete(self, interaction_id: int) -> Done[None]:
        """Remove a line.

        Raises:
            DomainError: `record.gone`.
        """
        with self._workspace.db.step(_("Delete a line of the journal")) as step:
            step.session.delete(required(step.session, Interaction, interaction_id))
        return Done(None, step.changes)
