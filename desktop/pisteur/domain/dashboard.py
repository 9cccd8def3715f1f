"""What the dashboard shows: figures, each with the ids of what is behind it.

Amounts are integer euro cents. Shares are whole numbers, so that no figure is rounded twice.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.forecast import Conversion, Forecast
from pisteur.domain.words import Zone


class Kind(StrEnum):
    """What ids are of, and for sales, which part of their amounts the figure is."""

    DEALS = "deals"
    SALES = "sales"
    CASHED_IN = "cashed_in"
    OUTSTANDING = "outstanding"


class Behind(NamedTuple):
    """The rows behind a figure."""

    kind: Kind
    ids: tuple[int, ...]


class FunnelStage(NamedTuple):
    """A column of a pipeline.

    Attributes:
        entered: deals that ever were in it.
        open: those running in it now.
        conversion: how many of the closed ones that were in it were won.
        median_days: of the stays that have ended; None without any.
    """

    stage_id: int
    name: str
    zone: Zone
    pipeline: str
    entered: tuple[int, ...]
    open: tuple[int, ...]
    conversion: Conversion
    median_days: int | None


class ClosedDeals(NamedTuple):
    """Closed deals that have something in common.

    Attributes:
        name: what they have in common, as the user words it; empty when it is not known.
    """

    name: str
    won: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    lost_cents: int = 0

    @property
    def closed(self) -> int:
        """How many there are."""
        return len(self.won) + len(self.lost)


class Money(NamedTuple):
    """An amount, and the sales that it is of."""

    cents: int
    sale_ids: tuple[int, ...]


class DashboardView(NamedTuple):
    """The whole page.

    Attributes:
        since: first day of what was won and lost.
        lost: by the reason given, most first.
        came_for, sources: closed deals by why and from where the contact came, most first.
        accepted: orders of the year that stand.
        cashed_in: payments of the year, less what was given back.
        outstanding: of invoiced sales that stand.
        overdue: the part of it whose date has passed.
        dormant_soon: how many customers are about to become dormant.
    """

    today: date
    since: date
    quarter: Forecast
    year: Forecast
    funnel: tuple[FunnelStage, ...]
    lost: tuple[ClosedDeals, ...]
    came_for: tuple[ClosedDeals, ...]
    sources: tuple[ClosedDeals, ...]
    accepted: Money
    cashed_in: Money
    outstanding: Money
    overdue: Money
    dormant_soon: int


class BehindRow(NamedTuple):
    """One row behind a figure.

    Attributes:
        title: the deal's title, or the name of the contact.
        who: the contact, empty when it would repeat the title.
        place: column of the deal, or reference of the sale.
        state: of the deal; empty for a sale.
        day: expected, closed or accepted on; None without one.
        cents: None when no amount is known.
    """

    contact_id: int
    opportunity_id: int | None
    title: str
    who: str
    place: str
    state: str
    day: date | None
    cents: int | None
