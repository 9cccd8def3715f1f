"""What Pisteur proposes as the next step: a sentence, a button to take it, one to leave it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pisteur.i18n import _
from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button


class ProposalCard(Card):
    """Hidden until there is something to propose; its parts are named after `name`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self.setObjectName(name)
        self._text = FittingLabel()
        self._text.setObjectName(f"{name}-text")
        self._go = make_button("", "primary", name=f"{name}-go", compact=True)
        self._go.clicked.connect(self._take_up)
        leave = make_button(_("Not now"), name=f"{name}-leave", compact=True)
        leave.clicked.connect(self._leave)
        buttons = QWidget(self)
        row = FlowLayout(buttons, gap=6)
        row.addWidget(self._go)
        row.addWidget(leave)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self._text)
        self.body.addWidget(buttons)
        self.hide()

    def _take_up(self) -> None:
        """Do what is proposed."""
        raise NotImplementedError

    def _leave(self) -> None:
        """Propose nothing any more."""
        self.hide()
