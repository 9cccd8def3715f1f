"""Forecast: what open deals may bring, weighted by the user's own measured conversion.

The default stands in while there is too little history, and says so (product section 3).
"""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.commands import MoveCards, Win
from pisteur.domain.forecast import LEAST_CLOSED
from pisteur.domain.pipelines import StageInput
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock

QUOTE = "Quote sent"


def quoted(services: Services, cents: int | None, expected: date | None) -> int:
    """Make a running deal that stands among the quotes; returns its id."""
    _contact, card = people.prospect(services)
    services.opportunities.move(MoveCards((card,), people.stage(services, QUOTE)))
    services.db.raw.execute(
        "UPDATE opportunities SET amount_cents = ?, expected_on = ? WHERE id = ?",
        (cents, expected.isoformat() if expected else None, card),
    )
    return card


def close(services: Services, card: int, *, won: bool) -> None:
    if won:
        services.opportunities.win(Win(card, people.sale("1", on=date(2025, 1, 6))))
    else:
        services.db.raw.execute(
            "UPDATE opportunities SET state = 'lost', lost_reason = 'price',"
            " closed_on = '2026-01-06' WHERE id = ?",
            (card,),
        )


IN_QUARTER, IN_YEAR_BEFORE, NEXT_YEAR = date(2026, 12, 1), date(2026, 3, 2), date(2027, 1, 15)


def test_the_default_is_used_while_there_is_too_little_history_and_said_so(
    services: Services,
) -> None:
    card = quoted(services, 100_000, IN_QUARTER)
    for number in range(LEAST_CLOSED - 1):
        close(services, quoted(services, None, None), won=number < 3)
    found = services.forecast.quarter()
    assert [line.deal_ids for line in found.lines] == [(card,)]
    assert found.uses_defaults
    assert found.lines[0].conversion.percent == 60
    assert found.weighted_cents == 60_000


def test_the_users_own_default_comes_before_the_built_in_one(services: Services) -> None:
    quoted(services, 100_000, IN_QUARTER)
    services.pipelines.edit_stage(
        people.stage(services, QUOTE), StageInput(QUOTE, default_percent=35)
    )
    assert services.forecast.quarter().weighted_cents == 35_000


def test_deals_are_weighted_by_the_measured_conversion_of_their_column(
    services: Services,
) -> None:
    quoted(services, 100_000, IN_QUARTER)
    for number in range(LEAST_CLOSED):
        close(services, quoted(services, None, None), won=number < 3)
    found = services.forecast.quarter()
    assert not found.uses_defaults
    assert (found.lines[0].conversion.won, found.lines[0].conversion.closed) == (3, 10)
    assert found.weighted_cents == 30_000


def test_each_pipeline_is_measured_by_itself(services: Services) -> None:
    for number in range(LEAST_CLOSED):
        close(services, quoted(services, None, None), won=number < 3)
    made = services.pipelines.add("Training").value
    card = quoted(services, 100_000, IN_QUARTER)
    services.pipelines.move_deals((card,), made)
    found = services.forecast.quarter()
    assert found.uses_defaults
    assert found.weighted_cents == 60_000


def test_deals_without_amount_or_date_are_named_and_not_counted(services: Services) -> None:
    without_amount = quoted(services, None, IN_QUARTER)
    without_date = quoted(services, 100_000, None)
    found = services.forecast.quarter()
    assert found.without_amount_ids == (without_amount,)
    assert found.without_date_ids == (without_date,)
    assert found.weighted_cents == 0


def test_the_year_has_all_its_quarters_and_what_is_late_counts_now(services: Services) -> None:
    quoted(services, 10_000, IN_QUARTER)
    late = quoted(services, 20_000, IN_YEAR_BEFORE)
    quoted(services, 40_000, NEXT_YEAR)
    quarter, year = services.forecast.quarter(), services.forecast.year()
    assert quarter.weighted_cents == year.weighted_cents == 18_000
    assert quarter.late_ids == year.late_ids == (late,)


def test_what_is_put_aside_or_closed_is_not_forecast(services: Services, clock: FakeClock) -> None:
    card = quoted(services, 10_000, IN_QUARTER)
    services.db.raw.execute(
        "UPDATE opportunities SET state = 'standby', standby_until = '2027-01-04' WHERE id = ?",
        (card,),
    )
    close(services, quoted(services, 10_000, IN_QUARTER), won=False)
    assert services.forecast.quarter().lines == ()


@pytest.mark.parametrize(
    ("accepted", "quarter", "year"),
    [
        (date(2026, 11, 20), 120_000, 120_000),
        (date(2026, 2, 2), 0, 120_000),
        (date(2025, 12, 31), 0, 0),
    ],
)
def test_what_is_sold_counts_in_the_period_in_which_it_was_accepted(
    services: Services, accepted: date, quarter: int, year: int
) -> None:
    _contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale("1 200", on=accepted)))
    assert services.forecast.quarter().won_cents == quarter
    assert services.forecast.year().won_cents == year
    assert services.forecast.year().total_cents == year
