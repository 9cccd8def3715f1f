"""Ticks an action off: how it went, and at once what comes next (product rules 4 to 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.answering import Answering, Planned, Proposed
from pisteur.domain.answers import Proposal
from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp, WhatNext, Win
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.oppositions import Opposition
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import FollowUpKind, Outcome
from pisteur.domain.working_days import Region, add_working_days
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import long_date
from pisteur.ui.dialogs.advice import Advice
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.ending_forms import LoseForm, StandByForm
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.limit import LimitWarning
from pisteur.ui.dialogs.opposition_guard import CHANNEL_OF, OppositionGuard
from pisteur.ui.dialogs.plan_form import KINDS, PlanForm, default_title
from pisteur.ui.dialogs.sale_form import SaleForm
from pisteur.ui.widgets.choices import Choice, ChoiceCards
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.fitting_area import FittingArea
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.screens import available_size
from pisteur.ui.widgets.typed import typed_text

EXCHANGES = (FollowUpKind.CALL, FollowUpKind.EMAIL, FollowUpKind.MEETING)
# Around the scrolling part: title of two lines, buttons, edges and the frame.
AROUND, SMALLEST = 190, 320
DAYS_AFTER_WRITING = 3
PLAN, STAND_BY, WON, LOST, NOTHING = "plan", "stand-by", "won", "lost", "nothing"


class CompleteDialog(FormDialog):
    """Asks how it went and what comes next; `submitted` carries a `CompleteFollowUp`.

    What usually follows from the answer is filled in, and stays for the user to change.

    Signals:
        qualify_wanted: (contact id, opportunity id or None): what was found out shall be entered
            in the qualification.
    """

    qualify_wanted = Signal(object, object)

    def __init__(
        self,
        answering: Answering,
        today: date,
        loss: LossChoices,
        parent: QWidget | None = None,
        *,
        after_sale: AfterSale | None = None,
        objections: Sequence[Opposition] = (),
    ) -> None:
        action = answering.action
        who = action.company or action.contact_name
        super().__init__(
            _("Done: {title}").format(title=action.title),
            accept_text=_("Done"),
            note=who,
            parent=parent,
        )
        self.setObjectName("complete-dialog")
        self.setMinimumWidth(680)
        self._answering, self._action, self._today = answering, action, today
        self._guard = OppositionGuard(self, action.contact_name, objections)
        self._chosen_by_hand = self._replied = False
        self._proposed_title = ""
        prospects = answering.prospects
        self.outcomes = Chips([(own, label(own)) for own in Outcome], name="outcome")
        self.advice = Advice(today)
        self.note = QPlainTextEdit()
        self.note.setObjectName("journal-note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(46)
        # A deal that is won has nothing left to win, lose or put aside.
        self._running = action.opportunity_id is not None and not answering.won
        choices = _choices(self._running, answering.planned is not None)
        self.next = ChoiceCards(choices, keycaps=True)
        self.next.setObjectName("what-next")
        self.next.setAccessibleName(_("What comes next?"))
        suggestion = _suggestion(action, today, prospects.region)
        self.plan_form = PlanForm(
            action.contact_name, today, suggestion, region=prospects.region, with_note=False
        )
        self._proposed_title = suggestion.title
        self.limit = LimitWarning(prospects.persistence, today)
        self.limit.watch(self.plan_form)
        self.standby_form = StandByForm(today)
        after = after_sale.heeding(objections) if after_sale else None
        self.sale_form = SaleForm(action.amount_cents, today, after, brief=True)
        self.lose_form = LoseForm(loss, today)
        self.stays = make_label("", "muted", wrap=True)
        self.stays.setObjectName("stays-planned")
        self._arrange()
        self.next.chosen.connect(self._choose)
        self.outcomes.chosen.connect(self._take_outcome)
        self._say_what_stays(answering.planned)
        self._show_next(PLAN if answering.planned is None else NOTHING)
        first = self.outcomes if action.kind in EXCHANGES else self.next
        first.setFocus()

    def asks_first(self) -> bool:
        kind = self.plan_form.kinds.value
        return (
            self.next.value == PLAN
            and isinstance(kind, FollowUpKind)
            and kind in CHANNEL_OF
            and self._guard.stops((CHANNEL_OF[kind],))
        )

    def read(self) -> CompleteFollowUp:
        """Return how it went and what comes next.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        outcome = self.outcomes.value
        return CompleteFollowUp(
            self._action.id,
            outcome if isinstance(outcome, Outcome) else None,
            typed_text(self.note),
            self._what_next(),
        )

    def has_unsaved(self) -> bool:
        return bool(typed_text(self.note).strip())

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

    def _take_outcome(self, outcome: object) -> None:
        """Say what usually follows, and offer it until the user has said what does."""
        if not isinstance(outcome, Outcome):
            return
        proposed = self._answering.prospects.proposed[outcome]
        replied = proposed.consequence.is_reply
        stays = self._answering.planned_after_reply if replied else self._answering.planned
        self._say_what_stays(stays)
        self.advice.show_proposal(
            proposed,
            questions=self._answering.prospects.closing_questions,
            stopped=self._answering.stopped_by_reply if replied else "",
        )
        self.limit.set_persistence(proposed.persistence)
        self._replied = replied
        self._fill_in(proposed)
        chosen = str(self.next.value)
        self._show_next(chosen if self._chosen_by_hand else self._next_after(proposed, stays))
        self.fit()

    def _next_after(self, proposed: Proposed, stays: Planned | None) -> str:
        with_deal = self._running
        match proposed.consequence.proposal:
            case Proposal.LOSE if with_deal:
                return LOST
            case Proposal.STAND_BY if with_deal:
                return STAND_BY
            case Proposal.TRY_AGAIN | Proposal.LAST_MESSAGE if stays is not None:
                return NOTHING
            case Proposal.LOSE | Proposal.STAND_BY:
                return NOTHING
            case _:
                return PLAN

    def _fill_in(self, proposed: Proposed) -> None:
        """Put what is proposed into the fields, unless they hold the user's own words."""
        kind, due_on = proposed.consequence.kind, proposed.due_on
        if proposed.consequence.proposal is Proposal.STAND_BY and due_on is not None:
            self.standby_form.until.set_day(due_on)
        form = self.plan_form
        own = form.title.text() != self._proposed_title and not form.suggests_title
        if kind is None or due_on is None or own:
            return
        title = proposed.title
        if proposed.consequence.proposal is Proposal.TRY_AGAIN:
            title = default_title(kind, self._action.contact_name)
        self._proposed_title = title
        form.suggest(
            PlanFollowUp(
                self._action.contact_id,
                self._action.opportunity_id,
                kind,
                title,
                due_on,
                template=proposed.consequence.template,
            )
        )
        self.limit.look()

    def _say_what_stays(self, stays: Planned | None) -> None:
        if stays is None and not self._running:
            text = _("Nothing more is planned.")
        elif stays is None:
            text = _("The deal stays without a next action. Today lists it until you decide.")
        elif stays.again:
            text = _("It repeats: planned again for {day}.")
        else:
            text = _("Already planned for {day}: {title}")
        if stays is not None:
            text = text.format(day=long_date(stays.due_on, self._today), title=stays.title)
        self.stays.setText(text)

    def _show_next(self, value: str) -> None:
        self.next.set_value(value)
        for name, form in self._forms.items():
            form.setVisible(name == value)
        shown = self._forms[value]
        fields: dict[str, Field] = getattr(shown, "fields", {})
        self.clear_errors()
        self.show_fields(fields)
        # Beside the form that it is about; who replied is spoken with, not pestered.
        self._limit_box.setVisible(value == PLAN and not self._replied)

    def _arrange(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        self._fill(column)
        parent = self.parentWidget()
        room = parent.window().height() if parent else available_size(self).height()
        self.body.addWidget(FittingArea(content, max(SMALLEST, room - AROUND)))
        if self._action.kind is FollowUpKind.FIND_OUT:
            qualify = make_button(_("Enter the answer…"), "link", name="enter-answer")
            qualify.clicked.connect(self._go_to_qualification)
            self.add_to_footer(qualify)

    def _fill(self, column: QVBoxLayout) -> None:
        if self._action.kind in EXCHANGES:
            column.addWidget(Field(_("How did it go?"), self.outcomes))
        else:
            self.outcomes.setParent(self)
            self.outcomes.hide()
        column.addWidget(self.advice)
        column.addWidget(Field(_("For the journal"), self.note))
        column.addWidget(make_label(_("What comes next?"), "strong"))
        column.addWidget(self.next)
        self._limit_box = _holding(self.limit)
        column.addWidget(self._limit_box)
        self._forms: dict[str, QWidget] = {
            PLAN: self.plan_form,
            STAND_BY: self.standby_form,
            WON: self.sale_form,
            LOST: self.lose_form,
            NOTHING: self.stays,
        }
        for form in self._forms.values():
            column.addWidget(form)
        column.addStretch(1)

    def _go_to_qualification(self) -> None:
        super().reject()
        self.qualify_wanted.emit(self._action.contact_id, self._action.opportunity_id)


def _holding(part: QWidget) -> QWidget:
    """Return a box around a part that shows and hides by itself."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    return box


def _choices(with_deal: bool, planned: bool) -> list[Choice]:
    nothing = Choice(NOTHING, _("Nothing more") if planned else _("Nothing for now"))
    if not with_deal:
        return [Choice(PLAN, _("Next action")), nothing]
    return [
        Choice(PLAN, _("Next action")),
        Choice(STAND_BY, _("Standby")),
        Choice(WON, _("Won")),
        Choice(LOST, _("Lost")),
        nothing,
    ]


def _suggestion(action: FollowUpView, today: date, region: Region) -> PlanFollowUp:
    """Return the action to offer: of the same kind, on the next working day.

    Who was written to gets some days to answer (product rule 6: persistent, not annoying).
    """
    kind = action.kind if action.kind in KINDS else FollowUpKind.CALL
    title = default_title(kind, action.contact_name)
    wait = DAYS_AFTER_WRITING if kind is FollowUpKind.EMAIL else 1
    day = add_working_days(today, wait, region)
    return PlanFollowUp(action.contact_id, action.opportunity_id, kind, title, day)
