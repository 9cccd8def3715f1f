"""Segments of customers, computed from their sales and recommendations, with what explains them.

Source of the rule: product section 3, Segments: frequency, volume, influence. Never typed; the
likeness to present customers is `likeness`'s, dormancy `dormancy`'s. Amounts are integer euro
cents, days local calendar dates. Sales handed in are standing ones: not cancelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pisteur.domain.calendar import add_months


class Frequency(StrEnum):
    """How often a customer buys."""

    FREQUENT = "frequent"
    REGULAR = "regular"
    OCCASIONAL = "occasional"


class Volume(StrEnum):
    """How much a customer buys, beside the user's other customers."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Influence(StrEnum):
    """How a contact sways others."""

    RECOMMENDS = "recommends"
    KNOWN_FIGURE = "known_figure"


class SaleFact(NamedTuple):
    """A standing sale: day of acceptance and amount in cents."""

    on: date
    cents: int


class FrequencyLimits(NamedTuple):
    """When somebody buys often, and when with a rhythm.

    Attributes:
        months: the period looked at for `frequent_purchases`: a year.
        frequent_purchases: four in that period, one a quarter.
        regular_purchases: three in all, the fewest that show two gaps to compare.
        steady_times: the longest gap, the one since the last purchase included, may be this many
            times the usual one; twice means that at most one purchase was skipped.
    """

    months: int = 12
    frequent_purchases: int = 4
    regular_purchases: int = 3
    steady_times: int = 2


class FrequencyFinding(NamedTuple):
    """The frequency and what it rests on.

    Attributes:
        frequency: None without purchase.
        purchases: days with a sale, in all: several sales of one day are one purchase.
        recent: those of the period of `FrequencyLimits.months`.
        usual_gap_days, longest_gap_days: between purchases, the latest still running included in
            the longest; None with fewer than two purchases.
        last_on: latest purchase.
    """

    frequency: Frequency | None
    purchases: int = 0
    recent: int = 0
    usual_gap_days: int | None = None
    longest_gap_days: int | None = None
    last_on: date | None = None


class VolumeLimits(NamedTuple):
    """Least turnover, in cents over the period, for high and for medium volume.

    Attributes:
        customers: of how many customers they were computed; 0 when the user set them.
    """

    high_cents: int
    medium_cents: int
    customers: int = 0


class VolumeFinding(NamedTuple):
    """The volume; None without purchase in the period, or while there are too few customers."""

    volume: Volume | None
    turnover_cents: int
    limits: VolumeLimits | None


class InfluenceFinding(NamedTuple):
    """What kinds of influence, and the counts behind.

    Attributes:
        recommended: how many contacts came through this one.
        became_customers: how many of these have bought.
    """

    kinds: tuple[Influence, ...]
    recommended: int = 0
    became_customers: int = 0


DEFAULT_FREQUENCY = FrequencyLimits()
# Two years, as long as a sale makes a customer by default (`settings.DORMANCY_MONTHS`).
VOLUME_MONTHS = 24
# Half of the turnover comes from those of high volume; four fifths with those of medium volume.
HIGH_PERCENT = 50
MEDIUM_PERCENT = 80
# With fewer customers than this, a rank among them says nothing.
LEAST_CUSTOMERS = 5


def find_frequency(
    days: Sequence[date], today: date, limits: FrequencyLimits = DEFAULT_FREQUENCY
) -> FrequencyFinding:
    """Say how often a customer buys, from the days of standing sales, in any order.

    - frequent: at least `frequent_purchases` within the last `months`;
    - regular: at least `regular_purchases`, no gap longer than `steady_times` the usual one, the
      time since the last purchase included: a rhythm that still runs;
    - occasional: all else.
    """
    bought = sorted({day for day in days if day <= today})
    if not bought:
        return FrequencyFinding(None)
    since = add_months(today, -limits.months)
    recent = sum(day > since for day in bought)
    gaps = [(later - earlier).days for earlier, later in pairwise(bought)]
    usual = int(median(gaps)) if gaps else None
    longest = max(*gaps, (today - bought[-1]).days) if gaps else None
    steady = usual is not None and longest is not None and longest <= usual * limits.steady_times
    if recent >= limits.frequent_purchases:
        frequency = Frequency.FREQUENT
    elif len(bought) >= limits.regular_purchases and steady:
        frequency = Frequency.REGULAR
    else:
        frequency = Frequency.OCCASIONAL
    return FrequencyFinding(frequency, len(bought), recent, usual, longest, bought[-1])


def turnover(sales: Sequence[SaleFact], today: date, months: int = VOLUME_MONTHS) -> int:
    """Return the cents of the sales of the last `months`, today's included."""
    since = add_months(today, -months)
    return sum(sale.cents for sale in sales if since < sale.on <= today)


def volume_limits(
    turnovers: Sequence[int],
    *,
    high_percent: int = HIGH_PERCENT,
    medium_percent: int = MEDIUM_PERCENT,
    least_customers: int = LEAST_CUSTOMERS,
) -> VolumeLimits | None:
    """Return the limits that the user's own customers set, None while there are too few.

    The largest customers who together bring `high_percent` of the turnover are of high volume;
    the next, up to `medium_percent`, of medium. Equal turnovers fall in the same class.

    Args:
        turnovers: cents of each customer in the period; those without turnover do not count.
    """
    ranked = sorted((cents for cents in turnovers if cents > 0), reverse=True)
    if len(ranked) < least_customers:
        return None
    high, medium = (_reaching(ranked, percent) for percent in (high_percent, medium_percent))
    return VolumeLimits(high, medium, len(ranked))


def find_volume(turnover_cents: int, limits: VolumeLimits | None) -> VolumeFinding:
    """Say how much a customer buys; `limits` are the user's, or those of `volume_limits`."""
    volume = None
    if limits is not None and turnover_cents > 0:
        if turnover_cents >= limits.high_cents:
            volume = Volume.HIGH
        else:
            volume = Volume.MEDIUM if turnover_cents >= limits.medium_cents else Volume.LOW
    return VolumeFinding(volume, turnover_cents, limits)


def find_influence(
    recommended: int, became_customers: int, *, known_figure: bool, least_recommended: int = 1
) -> InfluenceFinding:
    """Say how a contact sways others.

    Args:
        recommended: how many contacts came through this one.
        became_customers: how many of these have bought.
        known_figure: a fact that the user noted: an expert or figure whom others listen to.
        least_recommended: one is enough by default: each is worth thanks.
    """
    kinds = []
    if recommended >= max(least_recommended, 1):
        kinds.append(Influence.RECOMMENDS)
    if known_figure:
        kinds.append(Influence.KNOWN_FIGURE)
    return InfluenceFinding(tuple(kinds), recommended, became_customers)


def _reaching(ranked: Sequence[int], percent: int) -> int:
    """Return the turnover of the customer with whom the share of all is reached."""
    total, reached = sum(ranked), 0
    for cents in ranked:
        reached += cents
        if reached * 100 >= total * percent:
            return cents
    return ranked[-1]
