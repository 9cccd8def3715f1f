"""What Today and lists of actions are shown from: frozen values that may cross threads.

Not for what else is shown of a contact: that is `snapshots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind, Status


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A planned action, with whom it concerns.

    Attributes:
        cadence_run_id: the cadence at work that it is a step of.
        template: key of the message that helps, empty for none.
        rrule: when it comes again, as `domain.recurrence` writes it; empty for never.
        recurs_from_done: whether it comes again so long after it is done, not after it was due.
        objected: whether the contact objected to being approached so (product rule 9).
    """

    id: int
    contact_id: int
    opportunity_id: int | None
    kind: FollowUpKind
    title: str
    note: str
    due_on: date
    due_time: time | None
    done_at: datetime | None
    contact_name: str
    company: str
    deal_title: str
    amount_cents: int | None
    phone: str
    email: str
    status: Status
    cadence_run_id: int | None = None
    template: str = ""
    rrule: str = ""
    recurs_from_done: bool = False
    objected: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it is done by writing, or has a message that helps."""
        return self.kind is FollowUpKind.EMAIL or bool(self.template)


def as_planned(view: FollowUpView) -> PlanFollowUp:
    """Return an action as it was planned, to be edited."""
    return PlanFollowUp(
        contact_id=view.contact_id,
        opportunity_id=view.opportunity_id,
        kind=view.kind,
        title=view.title,
        due_on=view.due_on,
        due_time=view.due_time,
        note=view.note,
        template=view.template,
        rrule=view.rrule,
        recurs_from_done=view.recurs_from_done,
    )


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal in a list: in Today's group without next action, or one that woke."""

    id: int
    contact_id: int
    title: str
    contact_name: str
    company: str
    stage_name: str
    amount_cents: int | None
    standby_until: date | None
    phone: str
    email: str
    status: Status
    wake_on: date | None = None
    lost_reason: str = ""


@dataclass(frozen=True, slots=True)
class RequalifyView:
    """A contact to qualify again.

    Attributes:
        opportunity_id: the newest of its deals that is not over for good; None without one.
        title: what its card is called.
    """

    contact_id: int
    opportunity_id: int | None
    title: str
    contact_name: str
    company: str
    amount_cents: int | None
    qualified_on: date
    due_on: date
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class TodaySnapshot:
    """The page of the day."""

    today: date
    without_action: tuple[DealView, ...]
    woken: tuple[DealView, ...]
    lost_to_ask: tuple[DealView, ...]
    overdue: tuple[FollowUpView, ...]
    due_today: tuple[FollowUpView, ...]
    this_week: tuple[FollowUpView, ...]
    later_count: int
    requalify: tuple[RequalifyView, ...] = ()

    @property
    def urgent_count(self) -> int:
        """How many things wait for the user today: the badge of the page."""
        return len(self.overdue) + len(self.due_today) + len(self.woken) + len(self.lost_to_ask)
