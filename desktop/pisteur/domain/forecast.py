"""Forecast: what open deals will bring in a quarter or a year, by column of the board.

Source of the rule: weighted by the user's own measured conversion (product section 3, Today and
Dashboard): of the deals that once entered a column and are closed, how many were won. While too
few are, a default stands in, and says so.

Amounts are integer euro cents. Each deal is weighted by itself and rounded to the cent, half a
cent upwards; sums are sums of these, so that deals, columns, quarters and the year always add
up. No fraction is a float.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pisteur.domain.words import OpportunityState, Zone

# With fewer closed deals one more would move the rate by ten points and over.
LEAST_CLOSED = 10


class Period(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


class DealHistory(NamedTuple):
    """A deal, open or closed, and every column that it ever was in."""

    id: int
    state: OpportunityState
    stage_ids: frozenset[int]


class StageFacts(NamedTuple):
    """A column of one pipeline.

    Attributes:
        default_percent: the user's own guess of deals won from here; None for the built-in one.
    """

    id: int
    zone: Zone
    position: int = 0
    default_percent: int | None = None


class Conversion(NamedTuple):
    """How likely a deal in a column is won.

    Attributes:
        closed: closed deals that once entered the column.
        won: those of them that were won.
        default_percent: used instead while `closed` is too small; None once it is measured.
    """

    won: int
    closed: int
    default_percent: int | None = None

    @property
    def measured(self) -> bool:
        """Whether the user's own history speaks, not a default."""
        return self.default_percent is None

    @property
    def ratio(self) -> tuple[int, int]:
        """The rate as numerator and denominator."""
        if self.default_percent is not None:
            return self.default_percent, 100
        return self.won, self.closed

    @property
    def percent(self) -> int:
        """The rate in whole percent, half a percent upwards: for showing, not for counting."""
        return _rounded(100, *self.ratio)


class OpenDeal(NamedTuple):
    """A deal that still runs; those put aside are left out by the caller.

    Attributes:
        expected_on: when it is expected to close; None when nobody said.
    """

    id: int
    stage_id: int
    amount_cents: int | None
    expected_on: date | None


class ForecastLine(NamedTuple):
    """One column: its deals of the period, what they are worth, and what they may bring.

    Attributes:
        deal_ids: those counted, in the order given.
    """

    stage_id: int
    conversion: Conversion
    deal_ids: tuple[int, ...]
    amount_cents: int
    weighted_cents: int


class Forecast(NamedTuple):
    """What a period may bring.

    Attributes:
        lines: columns with deals in the period, in the order of the board.
        won_cents: sales accepted in the period.
        late_ids: deals counted although the day expected has passed: they close at the earliest
            now.
        without_date_ids, without_amount_ids: deals that can't be counted; ask for what lacks.
            Those without amount are of the period, those without date of any.
    """

    period: Period
    lines: tuple[ForecastLine, ...]
    won_cents: int = 0
    late_ids: tuple[int, ...] = ()
    without_date_ids: tuple[int, ...] = ()
    without_amount_ids: tuple[int, ...] = ()

    @property
    def weighted_cents(self) -> int:
        """What open deals may bring."""
        return sum(line.weighted_cents for line in self.lines)

    @property
    def total_cents(self) -> int:
        """What is sold and what may come."""
        return self.won_cents + self.weighted_cents

    @property
    def uses_defaults(self) -> bool:
        """Whether a default had to stand in for history in some column."""
        return any(not line.conversion.measured for line in self.lines)


def quarter_of(day: date) -> Period:
    """Return the calendar quarter of `day`."""
    month = day.month - (day.month - 1) % 3
    first = date(day.year, month, 1)
    following = date(day.year + month // 10, (month + 2) % 12 + 1, 1)
    return Period(first, following - timedelta(days=1))


def year_of(day: date) -> Period:
    """Return the calendar year of `day`: a micro-enterprise has no other."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def default_percents(stages: Sequence[StageFacts]) -> dict[int, int]:
    """Return the default chance of each column of one pipeline, in percent.

    The user's own where set. Else guesses to start from, not statistics: a lead rarely buys (5);
    prospects get likelier from column to column, from 20 towards 60; a deal among the customers
    has been accepted in all but the paper (90).
    """
    prospects = sorted(
        (stage for stage in stages if stage.zone is Zone.PROSPECTS),
        key=lambda stage: (stage.position, stage.id),
    )
    steps = max(len(prospects) - 1, 1)
    built_in = {stage.id: 20 + 40 * place // steps for place, stage in enumerate(prospects)}
    for stage in stages:
        if stage.default_percent is not None:
            built_in[stage.id] = stage.default_percent
        elif stage.zone is not Zone.PROSPECTS:
            built_in[stage.id] = 5 if stage.zone is Zone.LEADS else 90
    return {stage.id: built_in[stage.id] for stage in stages}


def measure(
    stages: Sequence[StageFacts], deals: Iterable[DealHistory], least_closed: int = LEAST_CLOSED
) -> dict[int, Conversion]:
    """Return the conversion of each column: won / (won + lost) of deals that once entered it.

    A deal counts once for each column, however often it went back. Open deals and those put
    aside say nothing yet.
    """
    won: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    for deal in deals:
        if deal.state in (OpportunityState.WON, OpportunityState.LOST):
            closed.update(deal.stage_ids)
        if deal.state is OpportunityState.WON:
            won.update(deal.stage_ids)
    defaults = default_percents(stages)
    return {
        i: Conversion(won[i], closed[i], None if closed[i] >= max(least_closed, 1) else percent)
        for i, percent in defaults.items()
    }


def weigh(amount_cents: int, conversion: Conversion) -> int:
    """Return the cents that a deal of this amount may bring, half a cent upwards."""
    return _rounded(amount_cents, *conversion.ratio)


def forecast(
    period: Period,
    today: date,
    deals: Sequence[OpenDeal],
    conversions: Mapping[int, Conversion],
    won_cents: int = 0,
) -> Forecast:
    """Forecast one period.

    A deal belongs to the period of the day on which it is expected, or to that of today when
    the day has passed.

    Args:
        conversions: of every column with deals, in the order of the board; of `measure`.
        won_cents: sales accepted in the period and not cancelled.
    """
    counted: dict[int, list[OpenDeal]] = {stage_id: [] for stage_id in conversions}
    late, without_amount = [], []
    for deal in deals:
        if deal.expected_on is None or not _within(max(deal.expected_on, today), period):
            continue
        if deal.amount_cents is None:
            without_amount.append(deal.id)
            continue
        counted[deal.stage_id].append(deal)
        if deal.expected_on < today:
            late.append(deal.id)
    return Forecast(
        period,
        tuple(_line(i, conversions[i], found) for i, found in counted.items() if found),
        won_cents,
        tuple(late),
        tuple(deal.id for deal in deals if deal.expected_on is None),
        tuple(without_amount),
    )


def _line(stage_id: int, conversion: Conversion, deals: Sequence[OpenDeal]) -> ForecastLine:
    amounts = [deal.amount_cents or 0 for deal in deals]
    return ForecastLine(
        stage_id,
        conversion,
        tuple(deal.id for deal in deals),
        sum(amounts),
        sum(weigh(cents, conversion) for cents in amounts),
    )


def _within(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


def _rounded(amount: int, numerator: int, denominator: int) -> int:
    return (2 * amount * numerator + denominator) // (2 * denominator)
