"""Plans a next action, or edits one that is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.answering import Prospects
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.oppositions import Opposition
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import _
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.limit import LimitWarning
from pisteur.ui.dialogs.opposition_guard import CHANNEL_OF, OppositionGuard
from pisteur.ui.dialogs.plan_form import PlanForm
from pisteur.ui.widgets.typed import typed_text


class PlanDialog(FormDialog):
    """Asks for the action; `submitted` carries a `PlanFollowUp`.

    Args:
        current: what stands in the fields at first; `editing` when it is planned already.
        objections: what the contact objected to, asked about when the kind of action changes.
    """

    def __init__(
        self,
        contact_id: int,
        opportunity_id: int | None,
        contact_name: str,
        today: date,
        *,
        runner: Runner,
        prospects: Prospects,
        current: PlanFollowUp | None = None,
        editing: bool = False,
        objections: Sequence[Opposition] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Edit the action") if editing else _("Next action"),
            accept_text=_("Save") if editing else _("Plan"),
            note=contact_name,
            parent=parent,
        )
        self.setObjectName("plan-dialog")
        self.setMinimumWidth(520)
        self._ids = (contact_id, opportunity_id)
        self._kind = current.kind if current else None
        self._guard = OppositionGuard(self, contact_name, objections)
        self.form = PlanForm(contact_name, today, current, region=prospects.region, runner=runner)
        self.show_fields(self.form.fields)
        self.limit = LimitWarning(prospects.persistence, today)
        self.body.addWidget(self.limit)
        self.body.addWidget(self.form)
        # What a longer hint took is left at the end, not spread between the fields.
        self.body.addStretch(1)
        self.limit.watch(self.form)
        self._start = self._typed()
        self.form.title.setFocus()
        self.form.title.selectAll()

    def asks_first(self) -> bool:
        kind = self.form.kinds.value
        return (
            isinstance(kind, FollowUpKind)
            and kind is not self._kind
            and kind in CHANNEL_OF
            and self._guard.stops((CHANNEL_OF[kind],))
        )

    def read(self) -> PlanFollowUp:
        """Return the action.

        Raises:
            DomainError: `follow_up.title_missing` beside `title`.
        """
        return self.form.read(*self._ids)

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, str]:
        title, note = self.form.title.text(), typed_text(self.form.note)
        return ("" if self.form.suggests_title else title), note
