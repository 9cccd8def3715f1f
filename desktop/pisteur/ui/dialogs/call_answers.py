"""What is asked during a call session: when to call back, why they are not interested."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from pisteur.domain.call_sessions import CallBack, CallSaid, NotInterested
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.working_days import Region
from pisteur.i18n import _
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_ahead
from pisteur.ui.dialogs.form import FieldProblem, FormDialog
from pisteur.ui.dialogs.time_row import TimeRow
from pisteur.ui.widgets.fields import Field


class CallBackDialog(FormDialog):
    """`submitted` carries a `CallBack`."""

    def __init__(
        self,
        name: str,
        day: date,
        today: date,
        note: str,
        parent: QWidget,
        *,
        at: time | None = None,
        region: Region = Region.FRANCE,
    ) -> None:
        title = _("Call {name} back").format(name=name)
        super().__init__(title, accept_text=_("Plan and go on"), parent=parent)
        self.setObjectName("call-back-dialog")
        self.setMinimumWidth(520)
        self._said = note
        quick = days_ahead(today, region)
        self.on = DateField(_("On"), day, today, quick=quick, minimum=today, name="call-back-on")
        self.at = TimeRow(at)
        self.show_fields({"due_on": self.on})
        self.body.addWidget(self.on)
        self.body.addWidget(self.at)
        self.on.setFocus()

    def read(self) -> CallBack:
        """Return when."""
        return CallBack(self.on.day, self.at.value, self._said)


class NotInterestedDialog(FormDialog):
    """`submitted` carries a `NotInterested`."""

    def __init__(
        self,
        name: str,
        choices: LossChoices,
        note: str,
        parent: QWidget,
        *,
        said: CallSaid | None = None,
    ) -> None:
        title = _("{name} is not interested").format(name=name)
        super().__init__(title, accept_text=_("Note and go on"), parent=parent)
        self.setObjectName("not-interested-dialog")
        self.setMinimumWidth(560)
        named = [(one.key, one.name) for one in choices.after_a_no.reasons]
        self.reasons = Chips(named, name="call-reason")
        self._noted = note
        self.note = QLineEdit(" ".join(note.split()))
        self.note.setObjectName("call-reason-note")
        self.objects = QCheckBox(_("Does not want to be called again: an opposition"))
        self.objects.setObjectName("call-objects")
        if said is not None:
            self.reasons.set_value(said.reason)
            self.objects.setChecked(said.objects)
        self.show_fields(
            {
                "reason": Field(_("Why?"), self.reasons),
                "note": Field(_("In their words"), self.note),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self.objects)
        self.reasons.setFocus()

    def read(self) -> NotInterested:
        """Return the refusal.

        Raises:
            FieldProblem: without a reason.
        """
        if self.reasons.value is None:
            raise FieldProblem("reason", _("Choose a reason: it tells you where to do better."))
        # The field has one line; a note that was not changed here keeps its own.
        note = self.note.text() if self.note.isModified() else self._noted
        return NotInterested(str(self.reasons.value), note, objects=self.objects.isChecked())
