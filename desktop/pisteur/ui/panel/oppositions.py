"""At the top of the panel, in red: what the contact objected to (product rule 9)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.oppositions import Opposition
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.opposition_texts import opposition_text
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import Changes, FittingLabel
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.properties import make_button, set_look


class OppositionCard(Card):
    """One sentence for each opposition, with what lifts it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent)
        self.setObjectName("opposition-card")
        self._context = context
        self._changes = Changes()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.setContentsMargins(12, 8, 12, 6)
        self.body.addLayout(self._rows)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        standing = shown.view.oppositions
        if not self._changes.of(standing):
            return
        clear_rows(self._rows)
        for given in standing:
            self._rows.addWidget(self._row(given))
        self.setVisible(bool(standing))

    def _row(self, given: Opposition) -> QWidget:
        text = FittingLabel("strong")
        text.setObjectName(f"opposition-{given.channel}")
        set_look(text, "tone", "bad")
        text.show_text(opposition_text(given))
        lift = make_button(_("Lift"), "link", name=f"lift-{given.channel}", compact=True)
        lift.setAccessibleName(_("Lift the opposition: {what}").format(what=label(given.channel)))
        lift.setProperty("opposition", given.id)
        lift.clicked.connect(self._lift)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text, 1)
        row.addWidget(lift)
        return made

    def _lift(self) -> None:
        self._context.flows.lift_opposition(int(self.sender().property("opposition")))
