"""The heat that Pisteur proposes, with its reasons; shown only when it is another than the present.

The heat itself is chosen in the head of the panel.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.heat import HeatProposal
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.insight_texts import heat_reasons, keep_heat, take_heat
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button


class HeatCard(QWidget):
    """What is proposed and why, a button that takes it, and one that keeps what is."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("heat-card")
        self._context = context
        self._contact_id = 0
        self._name = ""
        self._proposal: HeatProposal | None = None
        self._words = FittingLabel("strong")
        self._words.setObjectName("heat-proposal")
        self._why = FittingLabel("muted")
        self._why.setObjectName("heat-reasons")
        self._take = make_button("", name="heat-take", compact=True)
        self._take.clicked.connect(self._accept)
        self._keep = make_button("", "link", name="heat-keep", compact=True)
        self._keep.clicked.connect(self._turn_down)
        card = Card("accent", self)
        buttons = QWidget(card)
        row = FlowLayout(buttons, gap=8)
        row.addWidget(self._take)
        row.addWidget(self._keep)
        for part in (self._words, self._why, buttons):
            card.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        proposal = self._proposal = shown.heat
        self._contact_id, self._name = shown.view.id, shown.view.display_name
        self.setVisible(proposal is not None)
        if proposal is None:
            return
        words = _("Pisteur suggests: {heat}").format(heat=label(proposal.heat))
        self._words.show_text(words)
        self._why.show_text(heat_reasons(proposal, shown.today))
        self._take.setText(take_heat(proposal.heat))
        self._keep.setText(keep_heat(shown.view.heat))

    def _accept(self) -> None:
        if self._proposal is not None:
            contact_id, heat = self._contact_id, self._proposal.heat
            self._context.runner.command(
                lambda s: s.contacts.set_heat((contact_id,), heat), self._taken
            )

    def _taken(self, _nothing: None) -> None:
        self._context.notify(
            _("The heat of {name} is changed.").format(name=self._name), offer_undo=True
        )

    def _turn_down(self) -> None:
        if self._proposal is not None:
            contact_id, proposal = self._contact_id, self._proposal
            self._context.runner.command(lambda s: s.heat.keep(contact_id, proposal), self._kept)

    def _kept(self, _nothing: None) -> None:
        self._context.notify(
            _("The heat of {name} stays as it is.").format(name=self._name), offer_undo=True
        )
