"""What usually follows a quote that was just noted: its card goes on to the column for that.

Proposed, never done by itself; the user may leave it, and is not asked again for this quote.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pisteur.domain.board import StageView
from pisteur.domain.commands import MoveCards
from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.panel.proposal_card import ProposalCard
from pisteur.ui.panel.shown import Shown


class QuoteStep(ProposalCard):
    """Hidden until a quote of the deal shown is noted."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("quote-step", parent)
        self._context = context
        self._deal: OpportunityView | None = None
        # The deal as it stood, and the column that it may go to.
        self._asked: tuple[OpportunityView, StageView] | None = None
        context.quote_noted.connect(self._ask)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel: another deal, or this one otherwise placed, ends it."""
        self._deal = deal = shown.deal
        if self._asked is None:
            return
        asked, _stage = self._asked
        if (
            deal is None
            or (deal.id, deal.stage_id) != (asked.id, asked.stage_id)
            or deal.quote is None
            or deal.state is not OpportunityState.OPEN
        ):
            self._leave()

    def _ask(self, deal_id: object) -> None:
        if isinstance(deal_id, int) and self._deal is not None and self._deal.id == deal_id:
            self._context.runner.query(
                lambda s: (deal_id, s.quotes.stage_ahead(deal_id)), self._offer
            )

    def _offer(self, found: tuple[int, StageView | None]) -> None:
        deal_id, stage = found
        deal = self._deal
        if stage is None or deal is None or deal.id != deal_id:
            return
        self._asked = deal, stage
        self._text.show_text(
            _("The quote is out: move the deal to “{stage}”?").format(stage=stage.name)
        )
        self._go.setText(_("Move it"))
        self._go.setAccessibleName(_("Move the deal to “{stage}”").format(stage=stage.name))
        self.show()

    def _take_up(self) -> None:
        asked = self._asked
        self._leave()
        if asked is not None:
            deal, stage = asked
            self._context.flows.move(MoveCards((deal.id,), stage.id))

    def _leave(self) -> None:
        self._asked = None
        super()._leave()
