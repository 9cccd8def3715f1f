"""Gives someone a part in a deal."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pisteur.domain.deal_people import AddDealPerson
from pisteur.domain.words import DealRole
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.person_form import PersonForm
from pisteur.ui.widgets.fields import Field


class DealPersonDialog(FormDialog):
    """Who, and which part; `submitted` carries an `AddDealPerson`."""

    def __init__(
        self, runner: Runner, opportunity_id: int, deal: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Who has a part in it?"), accept_text=_("Add"), note=deal, parent=parent)
        self.setObjectName("deal-person-dialog")
        self.setMinimumWidth(520)
        self._opportunity_id = opportunity_id
        self.person = PersonForm(_("Who is it?"), runner)
        roles = [(role, label(role)) for role in DealRole]
        self.role = Chips(roles, DealRole.DECIDER, name="deal-role")
        role = Field(_("Which part?"), self.role)
        self.show_fields({**self.person.fields, "role": role})
        self.body.addWidget(self.person)
        self.body.addWidget(role)
        self.person.setFocus()

    def read(self) -> AddDealPerson:
        """Return who it is.

        Raises:
            DomainError: `person.name_missing` beside `name`.
        """
        role = self.role.value
        chosen = role if isinstance(role, DealRole) else DealRole.DECIDER
        return AddDealPerson(self._opportunity_id, self.person.read(), chosen)

    def has_unsaved(self) -> bool:
        return self.person.typed
