"""Says that a contact pays unreliably, with the reason that every card of theirs shows."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.sale_commands import MarkUnreliable
from pisteur.domain.snapshots import Unreliable
from pisteur.i18n import _
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label


class UnreliableDialog(FormDialog):
    """`submitted` carries a `MarkUnreliable`."""

    def __init__(
        self,
        contact_id: int,
        name: str,
        start: Unreliable,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Mark {name} as an unreliable payer").format(name=name)
        super().__init__(title, accept_text=_("Mark"), parent=parent)
        self.setObjectName("unreliable-dialog")
        self.setMinimumWidth(560)
        self._contact_id, self._start = contact_id, start.reason
        self.reason = QLineEdit(start.reason)
        self.reason.setObjectName("reason")
        self.since = DateField(
            _("Since"),
            start.since or today,
            today,
            quick=days_back(today),
            maximum=today,
            name="since",
        )
        self.show_fields({"reason": Field(_("Why?"), self.reason), "since": self.since})
        for field in self.fields.values():
            self.body.addWidget(field)
        text = _(
            "Each of their cards shows it, and so do the dialogs of qualification and sale."
            " You can lift it any time."
        )
        self.body.addWidget(make_label(text, "muted", wrap=True))
        self.reason.setFocus()
        self.reason.selectAll()

    def read(self) -> MarkUnreliable:
        """Return reason and day.

        Raises:
            DomainError: `unreliable.reason_missing` beside `reason`.
        """
        if not self.reason.text().strip():
            raise DomainError("unreliable.reason_missing", field="reason")
        return MarkUnreliable(self._contact_id, self.reason.text(), self.since.day)

    def has_unsaved(self) -> bool:
        return self.reason.text() != self._start
