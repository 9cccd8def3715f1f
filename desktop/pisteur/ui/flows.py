"""Every action that may need a dialog (`ui.context.Flows`): reads what the dialog shows, opens it,
sends the command, and says what was done with the offer to undo it.

The dialogs are in `ui.dialogs`; the way through a closed gate in `flows_gate`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from pisteur.domain.commands import (
    AddLead,
    CompleteFollowUp,
    EditContact,
    EditOpportunity,
    Lose,
    MoveCards,
    PlanFollowUp,
    SaleInput,
    StandBy,
    Win,
)
from pisteur.domain.snapshots import ContactView, FollowUpView
from pisteur.domain.text import clean_line
from pisteur.domain.words import Zone
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted, long_date
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.dialogs.complete import CompleteDialog
from pisteur.ui.dialogs.contact import EditContactDialog
from pisteur.ui.dialogs.deal import AddDealDialog, DealInput, EditDealDialog
from pisteur.ui.dialogs.endings import (
    DeleteContactsDialog,
    LoseDialog,
    StandByDialog,
    delete_title,
    holds_more_than_a_card,
    what_goes_with,
    what_goes_with_all,
)
from pisteur.ui.dialogs.plan import PlanDialog
from pisteur.ui.dialogs.qualification import QualificationDialog, Qualified
from pisteur.ui.dialogs.sale import SaleDialog
from pisteur.ui.dialogs.subject import Briefing, deal_name, read_briefing
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.flows_gate import Crossing, qualified_words
from pisteur.ui.flows_postpone import Postponing

if TYPE_CHECKING:
    from pisteur.services.workspace import Done

LINKS = ("http", "https", "mailto", "tel")


class WindowFlows(QObject):
    """The flows of one window; the dialogs are its children."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._runner = context.runner
        self._window = window

    # Cards.

    def move(self, command: MoveCards) -> None:
        """Move cards; closed gates open their dialogs, and what is cancelled stays."""
        Crossing(self._context, self._window, command).start()

    def qualify(self, contact_id: int, opportunity_id: int | None) -> None:
        """Walk through the criteria."""
        deals = () if opportunity_id is None else (opportunity_id,)
        self._runner.query(lambda s: read_briefing(s, deals, contact_id), self._open_qualification)

    def _open_qualification(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        goes_to = briefing.first_stage_name(Zone.PROSPECTS) if subject.zone is Zone.LEADS else ""
        dialog = QualificationDialog(
            briefing.criteria,
            subject,
            self._context.clock.today(),
            goes_to=goes_to,
            parent=self._window,
        )
        ids = (subject.contact_id, subject.opportunity_id)

        def send(value: Qualified) -> Work:
            return lambda s: s.opportunities.qualify(*ids, value.given, value.consequence)

        Errand(self._context, dialog, send, lambda value, _verdict: qualified_words(subject, value))

    def record_sale(self, opportunity_id: int) -> None:
        """Record the sale that wins a deal."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_sale)

    def _open_sale(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        deal = subject.opportunity_id or 0

        def send(value: SaleInput) -> Work:
            return lambda s: s.opportunities.win(Win(deal, value))

        dialog = SaleDialog(subject, self._context.clock.today(), parent=self._window)
        text = _("{name} is now a customer.").format(name=subject.contact_name)
        Errand(self._context, dialog, send, lambda *_: text)

    def lose(self, opportunity_id: int) -> None:
        """Ask for the reason and close the deal as lost."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_lose)

    def _open_lose(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        text = _("{name} is marked as lost.").format(name=subject.name)

        def send(value: Lose) -> Work:
            return lambda s: s.opportunities.lose(value)

        Errand(self._context, LoseDialog(subject, self._window), send, lambda *_: text)

    def stand_by(self, opportunity_id: int) -> None:
        """Ask for the date and put the deal aside."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_stand_by)

    def _open_stand_by(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]

        def send(value: StandBy) -> Work:
            return lambda s: s.opportunities.stand_by(value)

        def tell(value: StandBy, _result: object) -> str:
            return _("{name} is on standby until {day}.").format(
                name=subject.name, day=long_date(value.until)
            )

        dialog = StandByDialog(subject, self._context.clock.today(), self._window)
        Errand(self._context, dialog, send, tell)

    def reopen(self, opportunity_id: int) -> None:
        """Take a lost deal or one on standby up again."""
        self._runner.command(lambda s: s.opportunities.reopen(opportunity_id), self._reopened)

    def _reopened(self, _value: None) -> None:
        self._context.notify(_("The deal is open again."), offer_undo=True)

    def delete_deals(self, opportunity_ids: tuple[int, ...]) -> None:
        """Delete deals at once, with the offer to undo it."""
        if opportunity_ids:
            self._runner.command(
                lambda s: _returning(opportunity_ids, s.opportunities.delete(opportunity_ids)),
                self._deals_deleted,
            )

    def _deals_deleted(self, ids: tuple[int, ...]) -> None:
        text = ngettext("{count} deal deleted.", "{count} deals deleted.", len(ids))
        self._context.notify(counted(text, len(ids)), offer_undo=True)

    def add_deal(self, contact_id: int) -> None:
        """Ask for a further deal of a contact."""
        self._runner.query(lambda s: s.contact_view.contact(contact_id), self._open_add_deal)

    def _open_add_deal(self, contact: ContactView) -> None:
        contact_id = contact.id

        def send(value: DealInput) -> Work:
            return lambda s: s.opportunities.add(contact_id, value.title, value.amount)

        dialog = AddDealDialog(contact.display_name, self._window)
        text = _("New deal with {name}.").format(name=contact.display_name)
        Errand(self._context, dialog, send, lambda *_: text)

    def edit_deal(self, opportunity_id: int) -> None:
        """Edit title and amount of a deal."""
        self._runner.query(
            lambda s: (s.contact_view.contact_of(opportunity_id), opportunity_id),
            self._open_edit_deal,
        )

    def _open_edit_deal(self, found: tuple[ContactView, int]) -> None:
        contact, deal_id = found
        deal = next(own for own in contact.opportunities if own.id == deal_id)

        def send(value: DealInput) -> Work:
            command = EditOpportunity(deal_id, value.title, value.amount)
            return lambda s: s.opportunities.edit(command)

        name = contact.company or contact.display_name
        dialog = EditDealDialog(name, deal.title, deal.amount_cents, self._window)
        text = _("{name} is saved.").format(name=deal_name(contact, deal))
        Errand(self._context, dialog, send, lambda *_: text)

    # Contacts.

    def add_lead(self, stage_id: int | None = None) -> None:
        """Ask for the one line that adds a lead."""
        dialog = AddLeadDialog(self._runner, stage_id, self._window)
        Errand(
            self._context,
            dialog,
            lambda value: lambda s: s.contacts.add_lead(value),
            self._lead_added,
        )

    def _lead_added(self, value: AddLead, ids: tuple[int, int]) -> str:
        self._context.show_contact(*ids)
        return _("Lead added: {line}").format(line=clean_line(value.line))

    def edit_contact(self, contact_id: int) -> None:
        """Edit every field of a contact."""
        self._runner.query(lambda s: s.contact_view.contact(contact_id), self._open_edit_contact)

    def _open_edit_contact(self, contact: ContactView) -> None:
        def send(value: EditContact) -> Work:
            return lambda s: s.contacts.edit(value)

        dialog = EditContactDialog(self._runner, contact, self._window)
        text = _("{name} is saved.").format(name=contact.display_name)
        Errand(self._context, dialog, send, lambda *_: text)

    def delete_contacts(self, contact_ids: tuple[int, ...]) -> None:
        """Delete contacts, after asking when it concerns more than one card's worth of data."""
        if not contact_ids:
            return
        first = contact_ids[0]
        self._runner.query(
            lambda s: (s.contact_view.contact(first), contact_ids), self._ask_deletion
        )

    def _ask_deletion(self, found: tuple[ContactView, tuple[int, ...]]) -> None:
        contact, ids = found
        if len(ids) == 1 and not holds_more_than_a_card(contact):
            self._runner.command(
                lambda s: _returning(ids, s.contacts.delete(ids)), self._contacts_deleted
            )
            return
        dialog = DeleteContactsDialog(
            ids,
            what_goes_with(contact) if len(ids) == 1 else what_goes_with_all(),
            delete_title(ids, contact.display_name),
            self._window,
        )
        Errand(
            self._context,
            dialog,
            lambda value: lambda s: s.contacts.delete(value),
            lambda value, _result: _deleted_text(value),
        )

    def _contacts_deleted(self, ids: tuple[int, ...]) -> None:
        self._context.notify(_deleted_text(ids), offer_undo=True)

    # Actions.

    def plan(self, contact_id: int, opportunity_id: int | None) -> None:
        """Ask for the next action."""
        deals = () if opportunity_id is None else (opportunity_id,)
        self._runner.query(lambda s: read_briefing(s, deals, contact_id), self._open_plan)

    def _open_plan(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        dialog = PlanDialog(
            subject.contact_id,
            subject.opportunity_id,
            subject.contact_name,
            self._context.clock.today(),
            parent=self._window,
        )

        def send(value: PlanFollowUp) -> Work:
            return lambda s: s.follow_ups.plan(value)

        Errand(self._context, dialog, send, _planned_text)

    def edit_follow_up(self, follow_up_id: int, current: PlanFollowUp) -> None:
        """Edit a planned action."""
        contact_id = current.contact_id
        self._runner.query(
            lambda s: (follow_up_id, current, s.contact_view.contact(contact_id).display_name),
            self._open_edit_follow_up,
        )

    def _open_edit_follow_up(self, found: tuple[int, PlanFollowUp, str]) -> None:
        follow_up_id, current, name = found
        dialog = PlanDialog(
            current.contact_id,
            current.opportunity_id,
            name,
            self._context.clock.today(),
            current=current,
            parent=self._window,
        )

        def send(value: PlanFollowUp) -> Work:
            return lambda s: s.follow_ups.edit(follow_up_id, value)

        Errand(self._context, dialog, send, _planned_text)

    def complete(self, follow_up_id: int) -> None:
        """Tick an action off and ask what comes next."""
        self._runner.query(lambda s: s.follow_ups.open_action(follow_up_id), self._open_complete)

    def _open_complete(self, action: FollowUpView) -> None:
        dialog = CompleteDialog(action, self._context.clock.today(), self._window)
        dialog.qualify_wanted.connect(self.qualify)

        def send(value: CompleteFollowUp) -> Work:
            return lambda s: s.follow_ups.complete(value)

        text = _("Done: {title}").format(title=action.title)
        Errand(self._context, dialog, send, lambda *_: text)

    def postpone(self, follow_up_id: int, anchor: QWidget | None = None) -> None:
        """Offer tomorrow, Monday, next week or a picked day; a menu at `anchor` if given."""
        Postponing(self._context, self._window, follow_up_id, anchor)

    # Links.

    def open_link(self, url: str) -> None:
        """Open http, https, mailto or tel with the system; all else is refused."""
        target = QUrl(url.strip(), QUrl.ParsingMode.StrictMode)
        if not target.isValid() or target.scheme().lower() not in LINKS:
            self._context.notify(_("Pisteur does not open this kind of link."))
        elif not QDesktopServices.openUrl(target):
            self._context.notify(_("No program on this computer opens this link."))


def _returning(ids: tuple[int, ...], done: Done[None]) -> Done[tuple[int, ...]]:
    """Return what a command did, with the ids that it did it to."""
    return cast("Done[tuple[int, ...]]", replace(cast("Done[Any]", done), value=ids))


def _planned_text(value: PlanFollowUp, _result: object) -> str:
    return _("Planned for {day}: {title}").format(day=long_date(value.due_on), title=value.title)


def _deleted_text(ids: tuple[int, ...]) -> str:
    text = ngettext("{count} contact deleted.", "{count} contacts deleted.", len(ids))
    return counted(text, len(ids))
