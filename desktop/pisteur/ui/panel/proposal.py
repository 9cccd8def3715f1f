"""What usually follows from the answer that was just written into the journal (product rule 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pisteur.domain.answering import Proposed, Prospects
from pisteur.domain.answers import Proposal
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import Outcome
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.advice import SURFACES, advice_text
from pisteur.ui.panel.proposal_card import ProposalCard
from pisteur.ui.widgets.properties import set_surface

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

# With something planned already, there is no need to plan the next attempt.
ATTEMPTS = (Proposal.TRY_AGAIN, Proposal.LAST_MESSAGE)
ENDINGS = (Proposal.LOSE, Proposal.STAND_BY)


class ProposalBar(ProposalCard):
    """Under the journal's editor."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("proposal", parent)
        self._context = context
        self._ids: tuple[int, int | None] = (0, None)
        self._outcome = Outcome.NO_ANSWER
        self._has_action = False
        self._proposed: Proposed | None = None
        self._line: int | None = None
        context.runner.changed.connect(self._forget_line)

    def offer(
        self,
        interaction_id: int,
        contact_id: int,
        deal_id: int | None,
        outcome: Outcome,
        *,
        has_action: bool,
    ) -> None:
        """Read what follows from an answer that is on disk, and offer it.

        Args:
            interaction_id: the line of the journal with the answer.
            has_action: whether the deal has a next action already.
        """
        self._line = interaction_id
        self._ids, self._outcome, self._has_action = (contact_id, deal_id), outcome, has_action
        self._context.runner.query(lambda s: s.answering.prospects(contact_id), self._take)

    def _forget_line(self, changes: ChangeSet, _initiator: object) -> None:
        """Offer nothing any more for an answer that was deleted, corrected or undone."""
        if self._line is not None and self._line in changes.ids("interactions"):
            self._line = None
            self.hide()

    def _take(self, prospects: Prospects) -> None:
        if self._line is None:
            return
        proposed = prospects.proposed[self._outcome]
        proposal = proposed.consequence.proposal
        needless = (proposal in ATTEMPTS and self._has_action) or (
            proposal in ENDINGS and self._ids[1] is None
        )
        self._proposed = proposed
        self.setVisible(not needless)
        if needless:
            return
        text = advice_text(proposed, self._context.clock.today())
        if proposal is Proposal.ASK_CLOSING_QUESTION:
            lines = (f"• {q}" for q in prospects.closing_questions)
            text = "\n".join((text, *lines))
        self._text.show_text(text)
        words = {Proposal.LOSE: _("Mark as lost…"), Proposal.STAND_BY: _("Put on standby…")}
        self._go.setText(words.get(proposal, _("Plan…")))
        set_surface(self, SURFACES.get(proposal, "accent"))

    def _take_up(self) -> None:
        proposed, (contact_id, deal_id) = self._proposed, self._ids
        self.hide()
        if proposed is None:
            return
        flows, kind, due_on = self._context.flows, proposed.consequence.kind, proposed.due_on
        proposal = proposed.consequence.proposal
        if proposal is Proposal.LOSE and deal_id is not None:
            flows.lose(deal_id)
        elif proposal is Proposal.STAND_BY and deal_id is not None:
            flows.stand_by(deal_id, due_on)
        elif kind is not None and due_on is not None:
            template = proposed.consequence.template
            flows.plan_proposed(
                PlanFollowUp(contact_id, deal_id, kind, proposed.title, due_on, template=template)
            )
