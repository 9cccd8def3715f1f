"""What every page, the panel and the dialogs are given: the collaborators and the common requests.

Made once by the composition root. Not a place for data: pages read through the runner.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from pisteur.domain.errors import FaultError, PisteurError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from pisteur.domain.calendar import Clock
    from pisteur.domain.commands import MoveCards, PlanFollowUp
    from pisteur.domain.contact_query import ContactQuery
    from pisteur.domain.lead_lists import LeadListRow
    from pisteur.domain.words import Zone
    from pisteur.presentation.runner import Runner
    from pisteur.ui.theme.theme import Theme


class Flows(Protocol):
    """Actions that may need a dialog; `pisteur.ui.flows.WindowFlows` opens them.

    Each returns at once. What changed comes by `Runner.changed`; a cancelled dialog changes
    nothing.
    """

    def move(self, command: MoveCards, ended: Callable[[MoveCards], None] | None = None) -> None:
        """Move cards; closed gates open their dialogs, and what is cancelled stays.

        `ended` is called with the command when nothing more comes of it, moved or not.
        """

    def add_lead(self, stage_id: int | None = None) -> None:
        """Ask for the one line that adds a lead."""

    def merge(self, one_id: int, other_id: int) -> None:
        """Show two contacts side by side, and make one of them."""

    def not_the_same(self, one_id: int, other_id: int) -> None:
        """Remember at once that two contacts are not the same, with the offer to undo it."""

    def add_deal(self, contact_id: int) -> None:
        """Ask for a further deal of a contact."""

    def edit_contact(self, contact_id: int) -> None:
        """Edit every field of a contact."""

    def edit_deal(self, opportunity_id: int) -> None:
        """Edit what is known of a deal."""

    def qualify(self, contact_id: int, opportunity_id: int | None) -> None:
        """Walk through the criteria."""

    def show_qualifications(self, contact_id: int) -> None:
        """Show the qualifications of a contact, with what changed from one to the next."""

    def add_deal_person(self, opportunity_id: int) -> None:
        """Ask who has a part in a deal, and which."""

    def record_sale(self, opportunity_id: int) -> None:
        """Record the sale that wins a deal."""

    def new_sale(self, contact_id: int, opportunity_id: int | None = None) -> None:
        """Record a sale for one of the deals of a contact, or with a deal of its own."""

    def edit_sale(self, contact_id: int, sale_id: int) -> None:
        """Change everything about a sale."""

    def invoice_sale(self, contact_id: int, sale_id: int) -> None:
        """Ask for the invoice of a sale."""

    def pay_sale(self, contact_id: int, sale_id: int) -> None:
        """Ask for money that came in for a sale, or was given back."""

    def cancel_sale(self, contact_id: int, sale_id: int) -> None:
        """Cancel a sale at once, with the offer to undo it."""

    def restore_sale(self, sale_id: int) -> None:
        """Take the cancellation of a sale back at once, with the offer to undo it."""

    def note_satisfaction(
        self, contact_id: int, sale_id: int | None = None, satisfaction_id: int | None = None
    ) -> None:
        """Ask how satisfied a customer said to be."""

    def mark_unreliable(self, contact_id: int) -> None:
        """Ask why a contact is an unreliable payer."""

    def trust_again(self, contact_id: int) -> None:
        """Lift that a contact is an unreliable payer at once, with the offer to undo it."""

    def lose(self, opportunity_id: int) -> None:
        """Ask for the reason and close the deal as lost."""

    def stand_by(self, opportunity_id: int, until: date | None = None) -> None:
        """Ask for the date, `until` if given, and put the deal aside."""

    def reopen(self, opportunity_id: int) -> None:
        """Take a lost deal or one on standby up again."""

    def leave_lost(self, opportunity_id: int) -> None:
        """Stop proposing to ask again about a lost deal."""

    def plan(self, contact_id: int, opportunity_id: int | None) -> None:
        """Ask for the next action."""

    def plan_proposed(self, proposed: PlanFollowUp) -> None:
        """Ask for the next action, with one filled in."""

    def send_quote(self, opportunity_id: int) -> None:
        """Note that a quote went out, and plan what follows it."""

    def start_cadence(self, contact_id: int, opportunity_id: int | None) -> None:
        """Choose a cadence and plan its steps."""

    def stop_cadence(self, run_id: int) -> None:
        """Cancel what is still to come of a cadence at work."""

    def edit_follow_up(self, follow_up_id: int, current: PlanFollowUp) -> None:
        """Edit a planned action."""

    def complete(self, follow_up_id: int) -> None:
        """Tick an action off and ask what comes next."""

    def postpone(self, follow_up_id: int, anchor: QWidget | None = None) -> None:
        """Offer tomorrow, Monday, next week or a picked day; a menu at `anchor` if given."""

    def delete_contacts(self, contact_ids: tuple[int, ...]) -> None:
        """Delete contacts, after asking when it concerns more than one card's worth of data."""

    def delete_deals(self, opportunity_ids: tuple[int, ...]) -> None:
        """Delete deals."""

    def add_stage(self, pipeline_id: int, zone: Zone, before_id: int | None = None) -> None:
        """Ask for a new column of a zone, before another or at the end."""

    def edit_stage(self, stage_id: int) -> None:
        """Edit everything of a column."""

    def delete_stage(self, stage_id: int) -> None:
        """Delete a column, after asking where its cards go if it has any."""

    def add_pipeline(self) -> None:
        """Ask for the name of a new pipeline."""

    def rename_pipeline(self, pipeline_id: int) -> None:
        """Ask for another name of a pipeline."""

    def delete_pipeline(self, pipeline_id: int) -> None:
        """Delete a pipeline, after asking where its cards go if it has any."""

    def move_to_pipeline(self, opportunity_ids: tuple[int, ...], pipeline_id: int) -> None:
        """Move deals to the same zone of another pipeline."""

    def choose_pipeline(self, opportunity_id: int) -> None:
        """Ask to which pipeline a deal shall move."""

    def note_standing(self, contact_id: int) -> None:
        """Note when a contact asked, who recommended them, whether they are a known figure."""

    def oppose(self, contact_id: int) -> None:
        """Ask on which channel a contact objects."""

    def lift_opposition(self, opposition_id: int) -> None:
        """Lift an opposition at once, with the offer to undo it."""

    def reach(self, contact_id: int, url: str) -> None:
        """Call or mail a contact with the system, after asking if they objected to it."""

    def edit_list(self, row: LeadListRow) -> None:
        """Edit what is known of a list of leads."""

    def delete_list(self, row: LeadListRow) -> None:
        """Forget a list of leads at once, with the offer to undo it; its contacts stay."""

    def call_list(self, row: LeadListRow) -> None:
        """Call the names of a list one after the other: go on, or start."""

    def call_contacts(self, contact_ids: tuple[int, ...]) -> None:
        """Call contacts one after the other: go on with those chosen before, or start."""

    def call_shown(self, name: str, query: ContactQuery) -> None:
        """Call all contacts that a query finds; `name` says what was asked for."""

    def call_today(self) -> None:
        """Call those whose call is due today, or late."""

    def put_list_on_board(self, list_id: int) -> None:
        """Put the next names of a list on the board."""

    def show_contacts(self, query: ContactQuery) -> None:
        """Show the page of contacts with the filters of `query`."""

    def write(
        self,
        contact_id: int,
        opportunity_id: int | None = None,
        follow_up_id: int | None = None,
        address: str = "",
    ) -> None:
        """Write to a contact from a template, for an action if given."""

    def open_settings(self, section: str = "general") -> None:
        """Show a section of the settings, by its key in `ui.pages.settings.sections`."""

    def open_link(self, url: str) -> None:
        """Open http, https, mailto or tel with the system; all else is refused."""


class UiContext(QObject):
    """Collaborators of the user interface.

    Attributes:
        runner: the way to the services.
        theme: colours and fonts.
        clock: today and now.
        make_flows: makes `flows`; set by the composition root.
        in_panel: contact and deal that the panel shows; set by who places it.

    Signals:
        contact_requested: (contact id, opportunity id or None): show it in the panel.
        notice_requested: (text, offer undo): a passing message at the foot of the window.
        offer_requested: (text, words of a button, what it does): such a message with another offer.
        lead_added: (opportunity id, what the lead is called, contact id): the user has just added
            it.
        quote_noted: the id of a deal: the user has just noted that its quote went out.
        error_requested: a PisteurError, shown until it is closed.
        settings_requested: the key of a section of the settings: show it.
        contacts_requested: a ContactQuery: show the page of contacts with its filters.
    """

    contact_requested = Signal(object, object)
    notice_requested = Signal(object, object)
    offer_requested = Signal(object, object, object)
    lead_added = Signal(object, object, object)
    quote_noted = Signal(object)
    error_requested = Signal(object)
    settings_requested = Signal(object)
    contacts_requested = Signal(object)

    make_flows: Callable[[], Flows]

    def __init__(
        self, runner: Runner, theme: Theme, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self.theme = theme
        self.clock = clock
        self.in_panel: tuple[int, int | None] | None = None
        runner.failed.connect(self.show_error)

    @cached_property
    def flows(self) -> Flows:
        """Actions with dialogs, made when first asked for: by who acts, not by who is made."""
        return self.make_flows()

    def show_contact(self, contact_id: int, opportunity_id: int | None = None) -> None:
        """Show a contact, and one of its deals, in the panel."""
        self.contact_requested.emit(contact_id, opportunity_id)

    def notify(self, text: str, *, offer_undo: bool = False) -> None:
        """Say something in passing."""
        self.notice_requested.emit(text, offer_undo)

    def offer(self, text: str, label: str, do: Callable[[], None]) -> None:
        """Say something in passing, with a button `label` that calls the bound method `do`."""
        self.offer_requested.emit(text, label, do)

    def show_error(self, error: PisteurError) -> None:
        """Say what happened, what is safe and what to do; a fault was told of already."""
        if not isinstance(error, FaultError):
            self.error_requested.emit(error)
