"""The warning about an unreliable payer at the top of a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pisteur.domain.snapshots import Unreliable
from pisteur.presentation.sale_texts import unreliable_text
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label


class UnreliableNotice(Card):
    """Says why, and since when; hidden for everyone else."""

    def __init__(self, said: Unreliable | None, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent)
        self.body.setContentsMargins(12, 8, 12, 8)
        text = make_label(unreliable_text(said) if said else "", wrap=True)
        text.setObjectName("unreliable")
        self.body.addWidget(text)
        if said is None:
            self.hide()
