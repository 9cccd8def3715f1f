"""Segments of the contact in the panel: where they come from, how they buy, whom they resemble;
and the card that warns of a customer about to become dormant.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.insights import Acquaintance, ContactInsight
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.presentation.insight_texts import (
    dormancy_day,
    dormancy_text,
    frequency_text,
    influence_text,
    likeness_text,
    volume_text,
)
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import Changes, FittingLabel, link_in_row
from pisteur.ui.panel.sections import FactGrid
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.properties import make_button


class DormancyCard(QWidget):
    """That a customer is about to become dormant, and a button that plans what to do about it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dormancy-card")
        self._context = context
        self._ids: tuple[int, int | None] = (0, None)
        self._words = FittingLabel()
        self._words.setObjectName("dormancy-warning")
        plan = make_button(_("Plan a follow-up…"), name="plan-against-dormancy", compact=True)
        plan.clicked.connect(self._plan)
        card = Card("warn", self)
        card.body.addWidget(self._words)
        card.body.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._ids = shown.view.id, shown.deal_id
        insight = shown.insight
        soon = insight is not None and insight.dormant_soon
        self.setVisible(soon)
        if insight is not None and soon:
            self._words.show_text(dormancy_text(insight, shown.today))

    def _plan(self) -> None:
        self._context.flows.plan(*self._ids)


class Segments(QWidget):
    """What is computed about the contact, each with what explains it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self._context = context
        self._contact_id = 0
        self._sender: Acquaintance | None = None
        self._changes = Changes()
        edit = make_button(_("Edit…"), "link", name="edit-standing", compact=True)
        edit.setAccessibleName(_("Edit where the contact comes from…"))
        edit.clicked.connect(self._edit)
        self._section = Section(_("Origin and segments"), edit, self)
        self._grid = FactGrid(self._section)
        self._section.body.addWidget(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._contact_id = shown.view.id
        insight = shown.insight
        self.setVisible(insight is not None)
        if insight is not None and self._changes.of(insight, shown.today):
            self._show_facts(insight, shown)

    def _show_facts(self, insight: ContactInsight, shown: Shown) -> None:
        self._sender = insight.recommended_by
        asked = formats.full_date(insight.asked_on) if insight.asked_on else ""
        dormancy = "" if insight.dormant_soon else dormancy_day(insight)
        self._grid.show_facts(
            [
                (_("Request of"), asked),
                (_("Recommended by"), self._link(self._sender) if self._sender else ""),
                (_("Frequency"), frequency_text(insight.frequency)),
                (_("Volume"), volume_text(insight.volume)),
                (_("Influence"), influence_text(insight)),
                (_("Likeness"), likeness_text(insight.likeness)),
                (_("Dormancy"), dormancy),
            ]
        )

    def _link(self, person: Acquaintance) -> QWidget:
        return link_in_row(person.name, self._show_sender, name="recommended-by")

    def _show_sender(self) -> None:
        if self._sender is not None:
            self._context.show_contact(self._sender.id)

    def _edit(self) -> None:
        self._context.flows.note_standing(self._contact_id)
