"""Edits one reason: why deals are lost, or why people come."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from pisteur.domain.commands import EditCameFor, EditLossReason
from pisteur.domain.loss_reasons import LossReason
from pisteur.domain.why_they_came import CameFor
from pisteur.domain.words import Heat
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.typed import typed_text

LONGEST_WAKE = 60
NO_HEAT = "none"


class ReasonDialog(FormDialog):
    """What both kinds of reasons share: the name."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, accept_text=_("Save"), parent=parent)
        self.setObjectName("reason-dialog")
        self.setMinimumWidth(480)
        self.name = QLineEdit(name)
        self.name.setObjectName("reason-name")
        self._add("name", Field(_("The reason in a few words"), self.name))
        self.name.setFocus()

    def _add(self, key: str, field: Field) -> None:
        self.show_fields({**self.fields, key: field})
        self.body.addWidget(field)


class LossReasonDialog(ReasonDialog):
    """A reason for a loss; `submitted` carries an `EditLossReason`."""

    def __init__(self, reason: LossReason | None, parent: QWidget | None = None) -> None:
        title = _("Edit the reason") if reason else _("New reason for a loss")
        super().__init__(title, reason.name if reason else "", parent)
        self._key = reason.key if reason else ""
        months = reason.wake_after_months if reason else None
        self.wakes = QCheckBox(_("Such a deal is worth asking again later"))
        self.wakes.setObjectName("reason-wakes")
        self.months = QSpinBox()
        self.months.setObjectName("reason-months")
        self.months.setRange(1, LONGEST_WAKE)
        self.months.setSuffix(_(" months"))
        self.months.setValue(months or 6)
        inset_spin_box(self.months)
        self.note = QCheckBox(_("Always ask for a word of explanation"))
        self.note.setObjectName("reason-note")
        self.note.setChecked(bool(reason and reason.needs_note))
        self.body.addWidget(self.wakes)
        self._add(
            "wake_after_months",
            Field(
                _("Ask again after"),
                self.months,
                hint=_("Proposed when you lose a deal; you can choose another day then."),
            ),
        )
        self.body.addWidget(self.note)
        self.wakes.toggled.connect(self.fields["wake_after_months"].setVisible)
        self.wakes.setChecked(months is not None)
        self.fields["wake_after_months"].setVisible(months is not None)
        self._start = self.read()

    def read(self) -> EditLossReason:
        """Return the reason as it shall be."""
        months = self.months.value() if self.wakes.isChecked() else None
        return EditLossReason(self._key, self.name.text(), months, self.note.isChecked())

    def has_unsaved(self) -> bool:
        return self.read() != self._start


class CameForDialog(ReasonDialog):
    """A reason for coming; `submitted` carries an `EditCameFor`."""

    def __init__(self, reason: CameFor | None, parent: QWidget | None = None) -> None:
        title = _("Edit the reason") if reason else _("New reason for coming")
        super().__init__(title, reason.name if reason else "", parent)
        self._key = reason.key if reason else ""
        self.advice = QPlainTextEdit(reason.advice if reason else "")
        self.advice.setObjectName("reason-advice")
        self.advice.setTabChangesFocus(True)
        self.advice.setFixedHeight(72)
        self.heat = Chips(
            [*((heat, label(heat)) for heat in Heat), (NO_HEAT, _("Nothing"))],
            (reason.heat if reason else None) or NO_HEAT,
            name="reason-heat",
        )
        self._add("advice", Field(_("What to do then, in one sentence"), self.advice))
        self._add("heat", Field(_("What it says of the heat"), self.heat))
        self._start = self.read()

    def read(self) -> EditCameFor:
        """Return the reason as it shall be."""
        heat = self.heat.value
        return EditCameFor(
            self._key,
            self.name.text(),
            typed_text(self.advice),
            heat if isinstance(heat, Heat) else None,
        )

    def has_unsaved(self) -> bool:
        return self.read() != self._start
