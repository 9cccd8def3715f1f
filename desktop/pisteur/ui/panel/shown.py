"""What the panel shows: a contact, the deal that was chosen, the day. Not for widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pisteur.domain.heat import HeatProposal
from pisteur.domain.insights import ContactInsight
from pisteur.domain.snapshots import ContactView, OpportunityView
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import OpportunityState
from pisteur.i18n import isolated


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the panel.

    Attributes:
        deal: the deal chosen among those of the contact; None when there is none.
        dormancy_months: the user's limit, None for never.
        insight: segments of the contact.
        heat: the heat to propose; None for none.
    """

    view: ContactView
    deal: OpportunityView | None
    today: date
    dormancy_months: int | None
    insight: ContactInsight | None = None
    heat: HeatProposal | None = None

    @property
    def deal_id(self) -> int | None:
        """Id of the deal chosen."""
        return self.deal.id if self.deal else None

    @property
    def title(self) -> str:
        """The deal's own title, else the company, else the name: as on the card."""
        return deal_title(self.view, self.deal)

    @property
    def who(self) -> str:
        """Company, name and job title, without what the title says already."""
        view, title = self.view, self.title
        parts = [view.company, view.display_name if view.name else "", view.job_title]
        shown = [part for part in dict.fromkeys(parts) if part and part != title]
        return " · ".join(map(isolated, shown))

    @property
    def next_action(self) -> FollowUpView | None:
        """The action that stands on the card; without a deal, the contact's first one."""
        if self.deal is None:
            return self.view.follow_ups[0] if self.view.follow_ups else None
        wanted = self.deal.next_follow_up_id
        return next((f for f in self.view.follow_ups if f.id == wanted), None)

    @property
    def other_actions(self) -> tuple[FollowUpView, ...]:
        """The open actions besides the next one, those of other deals included.

        The steps of a cadence of this deal stand with it.
        """
        shown = self.next_action
        runs = {own.id for own in self.view.runs if own.opportunity_id in (self.deal_id, None)}
        return tuple(
            f for f in self.view.follow_ups if f is not shown and f.cadence_run_id not in runs
        )


def choose_deal(view: ContactView, wanted: int | None) -> OpportunityView | None:
    """Return the deal of this id, else the newest that still runs, else the newest."""
    deals = view.opportunities
    running = (OpportunityState.OPEN, OpportunityState.STANDBY)
    found = next((deal for deal in deals if deal.id == wanted), None)
    found = found or next((deal for deal in deals if deal.state in running), None)
    return found or (deals[0] if deals else None)


def deal_title(view: ContactView, deal: OpportunityView | None) -> str:
    """Return what a card of this deal is headed with."""
    return (deal.title if deal else "") or view.company or view.display_name


def local_day(instant: datetime) -> date:
    """Return the day of an instant where the user is."""
    return instant.astimezone().date()
