"""Plans a next action, or edits one that is planned."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.commands import PlanFollowUp
from pisteur.i18n import _
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.plan_form import PlanForm


class PlanDialog(FormDialog):
    """Asks for the action; `submitted` carries a `PlanFollowUp`."""

    def __init__(
        self,
        contact_id: int,
        opportunity_id: int | None,
        contact_name: str,
        today: date,
        *,
        current: PlanFollowUp | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Edit the action") if current else _("Next action"),
            accept_text=_("Save") if current else _("Plan"),
            note=contact_name,
            parent=parent,
        )
        self.setObjectName("plan-dialog")
        self.setMinimumWidth(520)
        self._ids = (contact_id, opportunity_id)
        self.form = PlanForm(contact_name, today, current)
        self.show_fields(self.form.fields)
        self.body.addWidget(self.form)
        self._start = self._typed()
        self.form.title.setFocus()
        self.form.title.selectAll()

    def read(self) -> PlanFollowUp:
        """Return the action.

        Raises:
            DomainError: `follow_up.title_missing` beside `title`.
        """
        return self.form.read(*self._ids)

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, str]:
        title, note = self.form.title.text(), self.form.note.toPlainText()
        return ("" if self.form.suggests_title else title), note
