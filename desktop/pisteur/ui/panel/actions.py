"""The menus of actions: on the contact and its deal, and on one planned action."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from pisteur.domain.today_snapshots import FollowUpView, as_planned
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import add_action
from pisteur.ui.panel.shown import Shown

RESTING = (OpportunityState.STANDBY, OpportunityState.LOST)


class ActionsMenu(QMenu):
    """What can be done with the contact and the deal chosen."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flows = context.flows
        self._contact_id = 0
        self._deal_id: int | None = None
        add_action(self, _("Qualify…"), self._qualify, name="qualify")
        add_action(self, _("Plan an action…"), self._plan, name="plan")
        add_action(self, _("Start a cadence…"), self._start_cadence, name="start-cadence")
        quote = add_action(self, _("Quote sent…"), self._send_quote, name="send-quote")
        add_action(self, _("Write…"), self._write, name="write")
        sale = add_action(self, _("Record a sale…"), self._record_sale, name="record-sale")
        self._standby = add_action(self, _("Put on standby…"), self._stand_by, name="standby")
        self._lost = add_action(self, _("Mark as lost…"), self._lose, name="lose")
        self._reopen = add_action(self, _("Take up again"), self._take_up, name="reopen")
        self.addSeparator()
        edit_deal = add_action(self, _("Edit the deal…"), self._edit_deal, name="edit-deal")
        pipeline = add_action(
            self, _("Move to another pipeline…"), self._choose_pipeline, name="choose-pipeline"
        )
        add_action(self, _("Add a deal…"), self._add_deal, name="add-deal")
        self._delete_deal = add_action(
            self, _("Delete the deal…"), self._ask_delete_deal, name="delete-deal"
        )
        self.addSeparator()
        add_action(self, _("Note an opposition…"), self._oppose, name="oppose")
        add_action(self, _("Unreliable payer…"), self._mark_unreliable, name="mark-unreliable")
        add_action(self, _("Edit the contact…"), self._edit_contact, name="edit-contact")
        add_action(self, _("Delete the contact…"), self._delete_contact, name="delete-contact")
        self._of_deal = (quote, sale, self._standby, self._lost, edit_deal, pipeline)

    def present(self, shown: Shown) -> None:
        """Offer what fits a state of the panel."""
        self._contact_id, self._deal_id = shown.view.id, shown.deal_id
        for entry in self._of_deal:
            entry.setVisible(shown.deal is not None)
        state = shown.deal.state if shown.deal else None
        self._reopen.setVisible(state in RESTING)
        self._lost.setVisible(state is not None and state is not OpportunityState.LOST)
        self._delete_deal.setVisible(len(shown.view.opportunities) > 1)

    def _qualify(self) -> None:
        self._flows.qualify(self._contact_id, self._deal_id)

    def _plan(self) -> None:
        self._flows.plan(self._contact_id, self._deal_id)

    def _write(self) -> None:
        self._flows.write(self._contact_id, self._deal_id)

    def _start_cadence(self) -> None:
        self._flows.start_cadence(self._contact_id, self._deal_id)

    def _send_quote(self) -> None:
        if self._deal_id is not None:
            self._flows.send_quote(self._deal_id)

    def _record_sale(self) -> None:
        if self._deal_id is not None:
            self._flows.record_sale(self._deal_id)

    def _stand_by(self) -> None:
        if self._deal_id is not None:
            self._flows.stand_by(self._deal_id)

    def _lose(self) -> None:
        if self._deal_id is not None:
            self._flows.lose(self._deal_id)

    def _take_up(self) -> None:
        if self._deal_id is not None:
            self._flows.reopen(self._deal_id)

    def _edit_deal(self) -> None:
        if self._deal_id is not None:
            self._flows.edit_deal(self._deal_id)

    def _choose_pipeline(self) -> None:
        if self._deal_id is not None:
            self._flows.choose_pipeline(self._deal_id)

    def _add_deal(self) -> None:
        self._flows.add_deal(self._contact_id)

    def _ask_delete_deal(self) -> None:
        if self._deal_id is not None:
            self._flows.delete_deals((self._deal_id,))

    def _oppose(self) -> None:
        self._flows.oppose(self._contact_id)

    def _mark_unreliable(self) -> None:
        self._flows.mark_unreliable(self._contact_id)

    def _edit_contact(self) -> None:
        self._flows.edit_contact(self._contact_id)

    def _delete_contact(self) -> None:
        self._flows.delete_contacts((self._contact_id,))


class FollowUpMenu(QMenu):
    """What can be done with one planned action; `full` offers done and postpone as well."""

    def __init__(
        self, context: UiContext, *, full: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._action: FollowUpView | None = None
        if full:
            add_action(self, _("Done → next…"), self._complete, name="complete")
            add_action(self, _("Postpone"), self._postpone, name="postpone")
        self._written = add_action(self, _("Write…"), self._write, name="write-action")
        add_action(self, _("Edit…"), self._edit, name="edit-action")
        self._stop = add_action(
            self, _("Stop repeating"), self._stop_repeating, name="stop-repeating"
        )
        self._stop.setVisible(False)
        add_action(self, _("Cancel this action"), self._cancel, name="cancel-action")

    def set_action(self, action: FollowUpView | None) -> None:
        """Say which action it is about."""
        self._action = action
        self._written.setVisible(action is not None and action.is_written)
        self._stop.setVisible(action is not None and bool(action.rrule))

    def _stop_repeating(self) -> None:
        if self._action is not None:
            follow_up_id = self._action.id
            self._context.runner.command(
                lambda s: s.follow_ups.stop_repeating(follow_up_id), done=self._stopped
            )

    def _stopped(self, _nothing: object) -> None:
        self._context.notify(_("It does not repeat any more."), offer_undo=True)

    def _write(self) -> None:
        if self._action is not None:
            action = self._action
            self._context.flows.write(action.contact_id, action.opportunity_id, action.id)

    def _complete(self) -> None:
        if self._action is not None:
            self._context.flows.complete(self._action.id)

    def _postpone(self) -> None:
        if self._action is not None:
            anchor = self.parentWidget()
            self._context.flows.postpone(self._action.id, anchor)

    def _edit(self) -> None:
        if self._action is not None:
            action = self._action
            self._context.flows.edit_follow_up(action.id, as_planned(action))

    def _cancel(self) -> None:
        if self._action is not None:
            follow_up_id = self._action.id
            self._context.runner.command(
                lambda s: s.follow_ups.cancel(follow_up_id), done=self._cancelled
            )

    def _cancelled(self, _nothing: object) -> None:
        self._context.notify(_("Action cancelled"), offer_undo=True)
