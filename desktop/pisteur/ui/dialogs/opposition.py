"""Notes that a contact asked not to be approached (product rule 9)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.oppositions import Channel, Oppose
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import sentence_start
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FieldProblem, FormDialog
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label


class OppositionDialog(FormDialog):
    """`submitted` carries an `Oppose`."""

    def __init__(
        self, contact_id: int, name: str, today: date, parent: QWidget | None = None
    ) -> None:
        title = _("{name} objects").format(name=name)
        super().__init__(title, accept_text=_("Note the opposition"), parent=parent)
        self.setObjectName("opposition-dialog")
        self.setMinimumWidth(560)
        self._contact_id = contact_id
        self.channels = Chips(
            [(each, sentence_start(label(each))) for each in Channel], name="opposition-channel"
        )
        self.on = DateField(
            _("On"), today, today, quick=days_back(today), maximum=today, name="objected-on"
        )
        self.note = QLineEdit()
        self.note.setObjectName("opposition-note")
        self.show_fields(
            {
                "channel": Field(_("What they do not want any more"), self.channels),
                "objected_on": self.on,
                "note": Field(_("In their words"), self.note),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)
        text = _(
            "Nobody needs a reason to object, and it holds until they change their mind. Planned"
            " actions of this kind are cancelled, exports leave it out, and Pisteur warns before"
            " you write or call."
        )
        self.body.addWidget(make_label(text, "muted", wrap=True))
        self.channels.setFocus()

    def read(self) -> Oppose:
        """Return the opposition.

        Raises:
            FieldProblem: without a channel.
        """
        channel = self.channels.value
        if channel is None:
            raise FieldProblem("channel", _("Say what they object to."))
        return Oppose(self._contact_id, Channel(str(channel)), self.on.day, self.note.text())

    def has_unsaved(self) -> bool:
        return bool(self.note.text().strip())
