"""Quotes: when one went out, until when it holds, and the follow-ups proposed with it (rule 6)."""

from __future__ import annotations

from pisteur.domain.board import StageView
from pisteur.domain.cadence_commands import SendQuote
from pisteur.domain.cadences import CadenceEvent
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.quote_stages import quote_stage_ahead
from pisteur.domain.text import clean_line
from pisteur.domain.words import EventKind
from pisteur.i18n import _
from pisteur.services.board import read_stages
from pisteur.services.cadence_runs import apply_event
from pisteur.services.cadences import CadencesService
from pisteur.services.cards import Cards
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Opportunity


class QuotesService:
    """Commands on quotes; a deal has one at a time, the latest."""

    def __init__(self, workspace: Workspace, cards: Cards, cadences: CadencesService) -> None:
        self._workspace = workspace
        self._cards = cards
        self._cadences = cadences

    def stage_ahead(self, opportunity_id: int) -> StageView | None:
        """Return the column to which a running deal may go on once its quote is out, if any."""
        db = self._workspace.db
        found = db.rows(
            "SELECT s.pipeline_id, s.id FROM opportunities o JOIN stages s ON s.id = o.stage_id"
            " WHERE o.id = ? AND o.state = 'open'",
            (opportunity_id,),
        )
        if not found:
            return None
        pipeline_id, stage_id = found[0]
        return quote_stage_ahead(read_stages(db.raw, pipeline_id), stage_id)

    def send(self, command: SendQuote) -> Done[None]:
        """Note that a quote went out, in one step with the cadence that follows it.

        One that was sent before gives way: cadences that a new quote stops are cancelled.

        Raises:
            DomainError: `record.gone`; `quote.in_future` beside `sent_on`, `quote.expired`
                beside `expires_on`, `amount.*` beside `amount`; what is wrong with the cadence.
        """
        if command.sent_on > self._workspace.clock.today():
            raise DomainError("quote.in_future", field="sent_on")
        if command.expires_on is not None and command.expires_on < command.sent_on:
            raise DomainError("quote.expired", field="expires_on")
        cents = parse_amount(command.amount)
        with self._workspace.db.step("") as step:
            session = step.session
            card = required(session, Opportunity, command.opportunity_id)
            apply_event(
                self._workspace,
                session,
                CadenceEvent.QUOTE_REPLACED,
                contact_id=card.contact_id,
                opportunity_id=card.id,
            )
            card.quoted_on, card.quote_expires_on = command.sent_on, command.expires_on
            card.quote_reference = clean_line(command.reference)
            card.amount_cents = card.amount_cents if cents is None else cents
            card.updated_at = self._workspace.clock.now()
            session.add(card)
            session.flush()
            until = command.expires_on.isoformat() if command.expires_on else ""
            self._workspace.log(
                EventKind.QUOTE_SENT,
                card.contact_id,
                card.id,
                reference=card.quote_reference,
                sent_on=command.sent_on.isoformat(),
                expires_on=until,
            )
            if command.cadence is not None:
                self._cadences.apply_start(session, command.cadence)
            step.label = _("Note the quote of “{title}”").format(title=self._cards.title_of(card))
        return Done(None, step.changes)
