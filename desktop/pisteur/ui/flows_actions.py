"""Flows of planned actions: planning, editing, completing, postponing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.answering import Answering, Prospects
from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.oppositions import Channel, Opposition
from pisteur.i18n import _
from pisteur.presentation.formats import long_date
from pisteur.ui.dialogs.complete import CompleteDialog
from pisteur.ui.dialogs.plan import PlanDialog
from pisteur.ui.dialogs.subject import Briefing, read_briefing
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.flows_oppositions import BeforeApproach
from pisteur.ui.flows_postpone import Postponing


class ActionFlows(FlowsBase):
    """What is to be done next."""

    def plan(self, contact_id: int, opportunity_id: int | None) -> None:
        """Ask for the next action."""
        self._ask_before(contact_id, lambda: self._ask_plan(contact_id, opportunity_id, None))

    def plan_proposed(self, proposed: PlanFollowUp) -> None:
        """Ask for the next action, with one filled in."""
        contact_id, deal_id = proposed.contact_id, proposed.opportunity_id
        self._ask_before(contact_id, lambda: self._ask_plan(contact_id, deal_id, proposed))

    def _ask_before(self, contact_id: int, go: Callable[[], object]) -> None:
        """Do something at once, or after asking if the contact objected to calls or e-mails."""
        BeforeApproach(self._context, self._window, contact_id, (Channel.PHONE, Channel.EMAIL), go)

    def _ask_plan(
        self, contact_id: int, opportunity_id: int | None, proposed: PlanFollowUp | None
    ) -> None:
        deals = () if opportunity_id is None else (opportunity_id,)
        self._runner.query(
            lambda s: (
                read_briefing(s, deals, contact_id),
                s.answering.prospects(contact_id),
                proposed,
            ),
            self._open_plan,
        )

    def _open_plan(self, found: tuple[Briefing, Prospects, PlanFollowUp | None]) -> None:
        briefing, prospects, proposed = found
        subject = briefing.subjects[0]
        dialog = PlanDialog(
            subject.contact_id,
            subject.opportunity_id,
            subject.contact_name,
            self._context.clock.today(),
            runner=self._runner,
            prospects=prospects,
            current=proposed,
            parent=self._window,
        )

        def send(value: PlanFollowUp) -> Work:
            return lambda s: s.follow_ups.plan(value)

        Errand(self._context, dialog, send, self._planned_text)

    def edit_follow_up(self, follow_up_id: int, current: PlanFollowUp) -> None:
        """Edit a planned action."""
        contact_id = current.contact_id
        self._runner.query(
            lambda s: (
                follow_up_id,
                current,
                s.contact_view.contact(contact_id).display_name,
                s.answering.prospects(contact_id),
                s.oppositions.of(contact_id),
            ),
            self._open_edit_follow_up,
        )

    def _open_edit_follow_up(
        self, found: tuple[int, PlanFollowUp, str, Prospects, tuple[Opposition, ...]]
    ) -> None:
        follow_up_id, current, name, prospects, objections = found
        dialog = PlanDialog(
            current.contact_id,
            current.opportunity_id,
            name,
            self._context.clock.today(),
            runner=self._runner,
            prospects=prospects,
            current=current,
            editing=True,
            objections=objections,
            parent=self._window,
        )

        def send(value: PlanFollowUp) -> Work:
            return lambda s: s.follow_ups.edit(follow_up_id, value)

        Errand(self._context, dialog, send, self._planned_text)

    def complete(self, follow_up_id: int) -> None:
        """Tick an action off and ask what comes next."""
        self._runner.query(
            lambda s: (
                s.answering.completing(follow_up_id),
                s.reasons.loss_choices(),
                s.sales.after_sale(),
                s.oppositions.of(s.follow_ups.open_action(follow_up_id).contact_id),
            ),
            self._open_complete,
        )

    def _open_complete(
        self, found: tuple[Answering, LossChoices, AfterSale | None, tuple[Opposition, ...]]
    ) -> None:
        answering, loss, after_sale, objections = found
        today = self._context.clock.today()
        dialog = CompleteDialog(
            answering, today, loss, self._window, after_sale=after_sale, objections=objections
        )
        dialog.qualify_wanted.connect(self._qualify)

        def send(value: CompleteFollowUp) -> Work:
            return lambda s: s.follow_ups.complete(value)

        text = _("Done: {title}").format(title=answering.action.title)
        Errand(self._context, dialog, send, lambda *_: text)

    def _qualify(self, contact_id: int, opportunity_id: int | None) -> None:
        self._context.flows.qualify(contact_id, opportunity_id)

    def postpone(self, follow_up_id: int, anchor: QWidget | None = None) -> None:
        """Offer tomorrow, Monday, next week or a picked day; a menu at `anchor` if given."""
        Postponing(self._context, self._window, follow_up_id, anchor)

    def _planned_text(self, value: PlanFollowUp, _result: object) -> str:
        day = long_date(value.due_on, self._context.clock.today())
        return _("Planned for {day}: {title}").format(day=day, title=value.title)
