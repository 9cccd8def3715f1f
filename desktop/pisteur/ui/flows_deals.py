"""Flows of deals: crossing gates, qualifying, selling, ending, adding and editing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pisteur.domain.commands import DealInput, Lose, MoveCards, StandBy
from pisteur.domain.deal_people import Refer
from pisteur.domain.snapshots import ContactView
from pisteur.domain.words import Zone
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted, long_date
from pisteur.ui.dialogs.deal import AddDealDialog, DealChoices, EditDealDialog
from pisteur.ui.dialogs.endings import LoseDialog, StandByDialog
from pisteur.ui.dialogs.qualification import QualificationDialog, Qualified
from pisteur.ui.dialogs.subject import Briefing, deal_name, read_briefing
from pisteur.ui.flows_base import FlowsBase, returning
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.flows_gate import Crossing, qualified_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pisteur.services.services import Services


class DealFlows(FlowsBase):
    """Cards on the board."""

    def move(self, command: MoveCards, ended: Callable[[MoveCards], None] | None = None) -> None:
        """Move cards; closed gates open their dialogs, and what is cancelled stays.

        `ended` is called with the command when nothing more comes of it, moved or not.
        """
        Crossing(self._context, self._window, command, ended).start()

    def qualify(self, contact_id: int, opportunity_id: int | None) -> None:
        """Walk through the criteria."""
        deals = () if opportunity_id is None else (opportunity_id,)
        self._runner.query(lambda s: read_briefing(s, deals, contact_id), self._open_qualification)

    def _open_qualification(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        goes_to = ""
        if subject.zone is Zone.LEADS:
            goes_to = briefing.first_stage_name(Zone.PROSPECTS, subject.stage_id)
        dialog = QualificationDialog(
            briefing.criteria,
            subject,
            self._context.clock.today(),
            goes_to=goes_to,
            selling=briefing.selling,
            runner=self._runner,
            parent=self._window,
        )
        ids = (subject.contact_id, subject.opportunity_id)

        def send(value: Qualified) -> Work:
            return lambda s: s.opportunities.qualify(*ids, value.given, value.consequence)

        def tell(value: Qualified, _verdict: object) -> str:
            if isinstance(value.consequence, Refer):
                self._show_deal(value.consequence.opportunity_id)
            return qualified_words(subject, value, self._context.clock.today())

        Errand(self._context, dialog, send, tell)

    def _show_deal(self, opportunity_id: int) -> None:
        """Show a deal in the panel, whomever it is with by now."""
        self._runner.query(
            lambda s: (s.contact_view.contact_of(opportunity_id).id, opportunity_id),
            self._show_found,
        )

    def _show_found(self, ids: tuple[int, int]) -> None:
        self._context.show_contact(*ids)

    def lose(self, opportunity_id: int) -> None:
        """Ask for the reason and close the deal as lost."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_lose)

    def _open_lose(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        text = _("{name} is marked as lost.").format(name=subject.name)

        def send(value: Lose) -> Work:
            return lambda s: s.opportunities.lose(value)

        dialog = LoseDialog(subject, self._context.clock.today(), self._window)
        Errand(self._context, dialog, send, lambda *_: text)

    def stand_by(self, opportunity_id: int, until: date | None = None) -> None:
        """Ask for the date, `until` if given, and put the deal aside."""
        self._runner.query(
            lambda s: (read_briefing(s, (opportunity_id,)), until), self._open_stand_by
        )

    def _open_stand_by(self, found: tuple[Briefing, date | None]) -> None:
        briefing, until = found
        subject, today = briefing.subjects[0], self._context.clock.today()

        def send(value: StandBy) -> Work:
            return lambda s: s.opportunities.stand_by(value)

        def tell(value: StandBy, _result: object) -> str:
            return _("{name} is on standby until {day}.").format(
                name=subject.name, day=long_date(value.until, today)
            )

        dialog = StandByDialog(subject, today, until, self._window)
        Errand(self._context, dialog, send, tell)

    def reopen(self, opportunity_id: int) -> None:
        """Take a lost deal or one on standby up again."""
        self._runner.command(lambda s: s.opportunities.reopen(opportunity_id), self._reopened)

    def _reopened(self, _value: None) -> None:
        self._context.notify(_("The deal is open again."), offer_undo=True)

    def leave_lost(self, opportunity_id: int) -> None:
        """Stop proposing to ask again about a lost deal."""
        self._runner.command(lambda s: s.opportunities.leave_lost(opportunity_id), self._left)

    def _left(self, _value: None) -> None:
        self._context.notify(_("The deal stays lost."), offer_undo=True)

    def delete_deals(self, opportunity_ids: tuple[int, ...]) -> None:
        """Delete deals at once, with the offer to undo it."""
        if opportunity_ids:
            self._runner.command(
                lambda s: returning(opportunity_ids, s.opportunities.delete(opportunity_ids)),
                self._deals_deleted,
            )

    def _deals_deleted(self, ids: tuple[int, ...]) -> None:
        text = ngettext("{count} deal deleted.", "{count} deals deleted.", len(ids))
        self._context.notify(counted(text, len(ids)), offer_undo=True)

    def add_deal(self, contact_id: int) -> None:
        """Ask for a further deal of a contact."""
        self._runner.query(
            lambda s: (s.contact_view.contact(contact_id), _read_choices(s)), self._open_add_deal
        )

    def _open_add_deal(self, found: tuple[ContactView, DealChoices]) -> None:
        contact, choices = found
        contact_id = contact.id

        def send(value: DealInput) -> Work:
            return lambda s: s.opportunities.add(contact_id, value)

        today = self._context.clock.today()
        dialog = AddDealDialog(contact.display_name, choices, today, self._window)
        text = _("New deal with {name}.").format(name=contact.display_name)
        Errand(self._context, dialog, send, lambda *_: text)

    def edit_deal(self, opportunity_id: int) -> None:
        """Edit what is known of a deal."""
        self._runner.query(
            lambda s: (s.contact_view.contact_of(opportunity_id), opportunity_id, _read_choices(s)),
            self._open_edit_deal,
        )

    def _open_edit_deal(self, found: tuple[ContactView, int, DealChoices]) -> None:
        contact, deal_id, choices = found
        deal = next(own for own in contact.opportunities if own.id == deal_id)

        def send(value: DealInput) -> Work:
            return lambda s: s.opportunities.edit(deal_id, value)

        name = contact.company or contact.display_name
        today = self._context.clock.today()
        dialog = EditDealDialog(name, deal, choices, today, self._window)
        text = _("{name} is saved.").format(name=deal_name(contact, deal))
        Errand(self._context, dialog, send, lambda *_: text)


def _read_choices(services: Services) -> DealChoices:
    """Read what a deal may be of; runs on the worker."""
    came_for = tuple(reason for reason in services.reasons.came_for() if not reason.put_away)
    return DealChoices(services.offers.offers(), came_for)
