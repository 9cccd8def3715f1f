"""Edits one step of a cadence; the cadence's own dialog keeps it until it is saved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from pisteur.domain.cadences import MAX_DAYS, Anchor, CadenceStep, DayCount
from pisteur.domain.text import clean_line
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FieldProblem, FormDialog
from pisteur.ui.dialogs.plan_form import KINDS
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.flow import FlowLayout

BLANK = CadenceStep(2, FollowUpKind.CALL, "")


class StepDialog(FormDialog):
    """A step; `submitted` carries a `CadenceStep`.

    Args:
        templates: names of the messages by their keys.
    """

    def __init__(
        self,
        step: CadenceStep | None,
        templates: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        title = _("Edit the step") if step else _("New step")
        super().__init__(title, accept_text=_("OK"), parent=parent)
        self.setObjectName("cadence-step-dialog")
        self.setMinimumWidth(560)
        start = step or BLANK
        kinds = KINDS if start.kind in KINDS else (*KINDS, start.kind)
        self.kinds = Chips([(kind, label(kind)) for kind in kinds], start.kind, name="step-kind")
        self.title = QLineEdit(start.title)
        self.title.setObjectName("step-title")
        self.title.setPlaceholderText(_("What there is to do, in a few words"))
        self.days = QSpinBox()
        self.days.setObjectName("step-days")
        self.days.setAccessibleName(_("How many days"))
        self.days.setRange(0, MAX_DAYS)
        self.days.setValue(start.days)
        self.days.setMinimumWidth(84)
        inset_spin_box(self.days)
        self.counted = _combo("step-counted", _("Which days count"), DayCount, start.counted)
        self.anchor = _combo("step-anchor", _("Counted from"), Anchor, start.anchor)
        self.template = QComboBox()
        self.template.setObjectName("step-template")
        self.template.addItem(_("No message"), "")
        for key, name in templates.items():
            self.template.addItem(name, key)
        self.template.setCurrentIndex(max(0, self.template.findData(start.template)))
        self._arrange()
        self._start = self._typed()
        self.title.setFocus()

    def read(self) -> CadenceStep:
        """Return the step.

        Raises:
            FieldProblem: without a title.
        """
        step = self._typed()
        if not step.title:
            raise FieldProblem("title", _("Say in a few words what there is to do."))
        return step

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> CadenceStep:
        kind = self.kinds.value
        return CadenceStep(
            self.days.value(),
            kind if isinstance(kind, FollowUpKind) else FollowUpKind.TASK,
            clean_line(self.title.text()),
            Anchor(self.anchor.currentData()),
            DayCount(self.counted.currentData()),
            self.template.currentData(),
        )

    def _arrange(self) -> None:
        when = QWidget()
        row = FlowLayout(when, gap=8)
        for part in (self.days, self.counted, self.anchor):
            row.addWidget(part)
        when.setFocusProxy(self.days)
        self.show_fields(
            {
                "kind": Field(_("Kind of action"), self.kinds),
                "title": Field(_("To do"), self.title),
                "days": Field(
                    _("When"),
                    when,
                    hint=_("It always falls on a working day, weekends and holidays left out."),
                ),
                "template": Field(_("Message that it opens"), self.template),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)


def _combo(
    name: str, spoken: str, kind: type[Anchor] | type[DayCount], chosen: Anchor | DayCount
) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    for own in kind:
        made.addItem(label(own), own.value)
    made.setCurrentIndex(made.findData(chosen.value))
    return made
