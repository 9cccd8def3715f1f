"""Hands a deal over to the person who decides; the first one keeps a part in it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pisteur.domain.deal_people import Refer
from pisteur.domain.words import DealRole
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.person_form import PersonForm
from pisteur.ui.dialogs.subject import Subject
from pisteur.ui.widgets.fields import Field

KEPT_AS = (DealRole.USER, DealRole.CONSUMER, DealRole.ADVISER, DealRole.PAYER)


class ReferForm(QWidget):
    """Who decides, and what the contact is for the deal from now on.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self, subject: Subject, runner: Runner | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.person = PersonForm(_("Who decides?"), runner, leave_out=subject.contact_id)
        roles = [(role, label(role)) for role in KEPT_AS]
        self.role = Chips(roles, DealRole.USER, name="kept-as")
        kept = _("And {name}, who stays with the deal?").format(name=subject.contact_name)
        self.fields = {**self.person.fields, "role": Field(kept, self.role)}
        moves = _("What is planned with {name} for this deal moves to the one who decides")
        self.moves = QCheckBox(moves.format(name=subject.contact_name).replace("&", "&&"))
        self.moves.setObjectName("moves-actions")
        self.moves.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.person)
        column.addWidget(self.fields["role"])
        column.addWidget(self.moves)
        self.setFocusProxy(self.person)

    def read(self, opportunity_id: int) -> Refer:
        """Return to whom the deal goes.

        Raises:
            DomainError: `person.name_missing` beside `name`.
        """
        role = self.role.value
        kept = role if isinstance(role, DealRole) else DealRole.USER
        moves = self.moves.isChecked()
        return Refer(opportunity_id, self.person.read(), kept, moves_actions=moves)
