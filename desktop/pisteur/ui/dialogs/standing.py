"""Where a contact comes from and how they sway others: facts that heat and segments rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from pisteur.domain.insights import ContactInsight, NoteStanding
from pisteur.i18n import _
from pisteur.ui.dialogs.contact_picker import ContactPicker
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field

if TYPE_CHECKING:
    from pisteur.presentation.runner import Runner


class StandingDialog(FormDialog):
    """Asks for these facts; `submitted` carries a `NoteStanding`."""

    def __init__(
        self,
        runner: Runner,
        insight: ContactInsight,
        name: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Where the contact comes from"), accept_text=_("Save"), note=name, parent=parent
        )
        self.setObjectName("standing-dialog")
        self.setMinimumWidth(500)
        self._contact_id = insight.contact_id
        self.asked = QCheckBox(_("Asked to be contacted"))
        self.asked.setObjectName("asked")
        self.asked.setChecked(insight.asked_on is not None)
        self.asked_on = DateField(
            _("On"),
            insight.asked_on or today,
            today,
            quick=days_back(today),
            maximum=today,
            name="asked-on",
        )
        self.asked_on.setVisible(self.asked.isChecked())
        self.recommender = ContactPicker(
            runner, insight.recommended_by, leave_out=insight.contact_id, name="sender"
        )
        self.known = QCheckBox(_("Known figure: others listen to them"))
        self.known.setObjectName("known-figure")
        self.known.setChecked(insight.known_figure)
        self.show_fields(
            {
                "asked_on": self.asked_on,
                "recommended_by": Field(_("Recommended by"), self.recommender),
            }
        )
        for part in (self.asked, self.asked_on, self.fields["recommended_by"], self.known):
            self.body.addWidget(part)
        self.asked.toggled.connect(self.asked_on.setVisible)
        self._start = self.read()
        self.asked.setFocus()

    def read(self) -> NoteStanding:
        """Return the facts."""
        person = self.recommender.person
        return NoteStanding(
            self._contact_id,
            asked_on=self.asked_on.day if self.asked.isChecked() else None,
            recommended_by=person.id if person else None,
            known_figure=self.known.isChecked(),
        )

    def has_unsaved(self) -> bool:
        return self.read() != self._start
