"""Ticks an action off: how it went, and at once what comes next (product rule 4)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp, WhatNext, Win
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.snapshots import FollowUpView
from pisteur.domain.words import FollowUpKind, Outcome
from pisteur.domain.working_days import next_working_day
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.ending_forms import LoseForm, StandByForm
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.plan_form import KINDS, PlanForm, default_title
from pisteur.ui.dialogs.sale_form import SaleForm
from pisteur.ui.widgets.choices import Choice, ChoiceCards
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, make_label

EXCHANGES = (FollowUpKind.CALL, FollowUpKind.EMAIL, FollowUpKind.MEETING)
PLAN, STAND_BY, WON, LOST, NOTHING = "plan", "stand-by", "won", "lost", "nothing"


class CompleteDialog(FormDialog):
    """Asks how it went and what comes next; `submitted` carries a `CompleteFollowUp`.

    Signals:
        qualify_wanted: (contact id, opportunity id or None): what was found out shall be entered
            in the qualification.
    """

    qualify_wanted = Signal(object, object)

    def __init__(
        self,
        action: FollowUpView,
        today: date,
        loss: LossChoices,
        parent: QWidget | None = None,
    ) -> None:
        who = action.company or action.contact_name
        super().__init__(
            _("Done: {title}").format(title=action.title),
            accept_text=_("Done"),
            note=who,
            parent=parent,
        )
        self.setObjectName("complete-dialog")
        self.setMinimumWidth(680)
        self._action = action
        self._chosen_by_hand = False
        self.outcomes = Chips([(own, label(own)) for own in Outcome], name="outcome")
        self.note = QPlainTextEdit()
        self.note.setObjectName("journal-note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(46)
        self.next = ChoiceCards(_choices(action.opportunity_id is not None), keycaps=True)
        self.next.setObjectName("what-next")
        self.next.setAccessibleName(_("What comes next?"))
        self.plan_form = PlanForm(
            action.contact_name, today, _suggestion(action, today), with_note=False
        )
        self.standby_form = StandByForm(today)
        self.sale_form = SaleForm(action.amount_cents, today)
        self.lose_form = LoseForm(loss, today)
        self.body.setSpacing(9)
        self._arrange()
        self.next.chosen.connect(self._choose)
        self.outcomes.chosen.connect(self._suggest_next)
        self._show_next(PLAN)
        first = self.outcomes if action.kind in EXCHANGES else self.next
        first.setFocus()

    def read(self) -> CompleteFollowUp:
        """Return how it went and what comes next.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        outcome = self.outcomes.value
        return CompleteFollowUp(
            self._action.id,
            outcome if isinstance(outcome, Outcome) else None,
            self.note.toPlainText(),
            self._what_next(),
        )

    def has_unsaved(self) -> bool:
        return bool(self.note.toPlainText().strip())

    def _what_next(self) -> WhatNext | None:
        deal = self._action.opportunity_id
        chosen = self.next.value
        if chosen == PLAN:
            return self.plan_form.read(self._action.contact_id, deal)
        if deal is None or chosen == NOTHING:
            return None
        if chosen == STAND_BY:
            return self.standby_form.read(deal)
        if chosen == LOST:
            return self.lose_form.read(deal)
        return Win(deal, self.sale_form.read())

    def _choose(self, value: object) -> None:
        self._chosen_by_hand = True
        self._show_next(str(value))

    def _suggest_next(self, outcome: object) -> None:
        """Offer what usually follows, until the user has said what does."""
        if self._chosen_by_hand:
            return
        no = outcome is Outcome.NO and self._action.opportunity_id is not None
        self._show_next(LOST if no else PLAN)

    def _show_next(self, value: str) -> None:
        self.next.set_value(value)
        for name, form in self._forms.items():
            form.setVisible(name == value)
        shown = self._forms[value]
        fields: dict[str, Field] = getattr(shown, "fields", {})
        self.clear_errors()
        self.show_fields(fields)

    def _arrange(self) -> None:
        if self._action.kind in EXCHANGES:
            self.body.addWidget(Field(_("How did it go?"), self.outcomes))
        else:
            self.outcomes.setParent(self)
            self.outcomes.hide()
        self.body.addWidget(Field(_("For the journal"), self.note))
        self.body.addWidget(make_label(_("What comes next?"), "strong"))
        self.body.addWidget(self.next)
        nothing = make_label(
            _("The deal stays without a next action. Today lists it until you decide."),
            "muted",
            wrap=True,
        )
        self._forms: dict[str, QWidget] = {
            PLAN: self.plan_form,
            STAND_BY: self.standby_form,
            WON: self.sale_form,
            LOST: self.lose_form,
            NOTHING: nothing,
        }
        for form in self._forms.values():
            self.body.addWidget(form)
        self.body.addStretch(1)
        if self._action.kind is FollowUpKind.FIND_OUT:
            qualify = make_button(_("Enter the answer…"), "link", name="enter-answer")
            qualify.clicked.connect(self._go_to_qualification)
            self.add_to_footer(qualify)

    def _go_to_qualification(self) -> None:
        super().reject()
        self.qualify_wanted.emit(self._action.contact_id, self._action.opportunity_id)


def _choices(with_deal: bool) -> list[Choice]:
    if not with_deal:
        return [Choice(PLAN, _("Next action")), Choice(NOTHING, _("Nothing for now"))]
    return [
        Choice(PLAN, _("Next action")),
        Choice(STAND_BY, _("Standby")),
        Choice(WON, _("Won")),
        Choice(LOST, _("Lost")),
        Choice(NOTHING, _("Nothing for now")),
    ]


def _suggestion(action: FollowUpView, today: date) -> PlanFollowUp:
    """Return the action to offer: of the same kind, on the next working day."""
    kind = action.kind if action.kind in KINDS else FollowUpKind.CALL
    title = default_title(kind, action.contact_name)
    return PlanFollowUp(
        action.contact_id, action.opportunity_id, kind, title, next_working_day(today)
    )
