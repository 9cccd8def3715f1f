"""Dates of a cadence, and what cancels it (product rule 6)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.cadences import (
    MAX_DAYS,
    Anchor,
    Cadence,
    CadenceEvent,
    CadenceFault,
    CadencePlan,
    CadenceStep,
    CadenceTrigger,
    DayCount,
    SkippedStep,
    SkipReason,
    cancels,
    find_faults,
    plan_steps,
    target_day,
)
from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import Region, is_working_day

CALL = FollowUpKind.CALL


def after(days: int, count: DayCount = DayCount.CALENDAR) -> CadenceStep:
    return CadenceStep(days, CALL, "Ring", counted=count)


def before(days: int, count: DayCount = DayCount.CALENDAR) -> CadenceStep:
    return CadenceStep(days, CALL, "Ring", Anchor.BEFORE_EXPIRY, count)


AFTER_QUOTE = (after(2), after(7), after(15), before(3))

step_lists = st.lists(
    st.builds(
        CadenceStep,
        days=st.integers(0, 40),
        kind=st.just(CALL),
        title=st.just("Ring"),
        anchor=st.sampled_from(Anchor),
        counted=st.sampled_from(DayCount),
    ),
    max_size=6,
)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def dates(plan: CadencePlan) -> list[date]:
    return [step.due_on for step in plan.planned]


def skips(plan: CadencePlan) -> dict[int, SkipReason]:
    return {step.place: step.reason for step in plan.skipped}


def test_a_quote_is_followed_after_2_7_and_15_days_and_3_before_it_expires() -> None:
    sent = date(2026, 11, 23)
    plan = plan_steps(AFTER_QUOTE, start=sent, today=sent, expires_on=date(2026, 12, 23))
    assert dates(plan) == [
        date(2026, 11, 25),
        date(2026, 11, 30),
        date(2026, 12, 8),
        date(2026, 12, 18),  # three days before is a Sunday: the Friday before it
    ]
    assert plan.skipped == ()


def test_a_step_on_a_holiday_moves_to_the_next_working_day() -> None:
    sent = date(2026, 11, 9)
    assert dates(plan_steps([after(2)], start=sent, today=sent)) == [date(2026, 11, 12)]


def test_the_region_of_the_user_counts() -> None:
    sent = date(2026, 4, 1)
    plan = plan_steps([after(2)], start=sent, today=sent, region=Region.ALSACE_MOSELLE)
    assert dates(plan) == [date(2026, 4, 7)]  # Good Friday to Easter Monday


def test_without_an_expiry_the_step_that_needs_one_is_left_out() -> None:
    sent = date(2026, 11, 23)
    plan = plan_steps(AFTER_QUOTE, start=sent, today=sent)
    assert len(plan.planned) == 3
    assert plan.skipped == (SkippedStep(3, SkipReason.NO_EXPIRY),)


def test_a_short_quote_gets_no_step_after_it_expired() -> None:
    sent = date(2026, 11, 23)
    plan = plan_steps(AFTER_QUOTE, start=sent, today=sent, expires_on=date(2026, 12, 3))
    # The two that meet on 30 November keep their order; the second moves on by a day.
    assert [(step.place, step.due_on) for step in plan.planned] == [
        (0, date(2026, 11, 25)),
        (1, date(2026, 11, 30)),
        (3, date(2026, 12, 1)),
    ]
    assert skips(plan) == {2: SkipReason.AFTER_EXPIRY}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        # The second step was missed: made up on the Wednesday, six days before the third.
        (date(2026, 11, 18), [(1, date(2026, 11, 18)), (2, date(2026, 11, 24))]),
        # On Saturday the third is too near for that.
        (date(2026, 11, 21), [(2, date(2026, 11, 24))]),
        # All three were missed: the last is made up.
        (date(2026, 11, 28), [(2, date(2026, 11, 30))]),
    ],
)
def test_a_quote_recorded_late_is_not_run_after_on_two_days_in_a_row(
    today: date, expected: list[tuple[int, date]]
) -> None:
    sent, expires = date(2026, 11, 9), date(2026, 12, 9)
    plan = plan_steps(AFTER_QUOTE, start=sent, today=today, expires_on=expires)
    found = [(step.place, step.due_on) for step in plan.planned]
    assert found == [*expected, (3, date(2026, 12, 4))]
    assert set(skips(plan).values()) == {SkipReason.PASSED}


def test_an_expired_quote_is_not_followed() -> None:
    plan = plan_steps(
        AFTER_QUOTE,
        start=date(2026, 9, 1),
        today=date(2026, 11, 23),
        expires_on=date(2026, 10, 1),
    )
    assert plan.planned == ()
    assert len(plan.skipped) == 4


def test_a_step_before_the_quote_was_even_sent_is_not_made_up() -> None:
    sent = date(2026, 11, 24)
    plan = plan_steps([before(3)], start=sent, today=sent, expires_on=date(2026, 11, 26))
    assert plan.planned == ()
    assert skips(plan) == {0: SkipReason.PASSED}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (after(0), date(2026, 5, 7)),
        (after(1), date(2026, 5, 11)),
        (after(2, DayCount.WORKING), date(2026, 5, 12)),
        (before(0), date(2026, 5, 22)),
        (before(0, DayCount.WORKING), date(2026, 5, 22)),
        (before(2, DayCount.WORKING), date(2026, 5, 21)),
    ],
)
def test_days_are_counted_as_the_step_says(step: CadenceStep, expected: date) -> None:
    # Thursday before a holiday; a Sunday before another.
    found = target_day(step, date(2026, 5, 7), date(2026, 5, 24), Region.FRANCE)
    assert found == expected


@given(
    steps=step_lists,
    start=days,
    late=st.integers(-10, 60),
    validity=st.none() | st.integers(0, 60),
    region=st.sampled_from(Region),
)
def test_dates_are_worked_ordered_apart_and_within_today_and_the_expiry(
    steps: list[CadenceStep], start: date, late: int, validity: int | None, region: Region
) -> None:
    today = start + timedelta(days=late)
    expires = None if validity is None else start + timedelta(days=validity)
    plan = plan_steps(steps, start=start, today=today, expires_on=expires, region=region)
    due = dates(plan)
    assert all(earlier < later for earlier, later in pairwise(due))
    assert all(is_working_day(day, region) and day >= today for day in due)
    assert expires is None or all(day <= expires for day in due)
    indexes = [step.place for step in plan.planned] + [step.place for step in plan.skipped]
    assert sorted(indexes) == list(range(len(steps)))
    aims = [target_day(steps[step.place], start, expires, region) for step in plan.planned]
    assert aims == sorted(aims)
    assert all(aim <= day for aim, day in zip(aims, due, strict=True))
    made_up = [aim for aim in aims if aim < today]
    assert len(made_up) <= 1


QUOTE = Cadence(
    "after_quote",
    "After a quote",
    CadenceTrigger.QUOTE_SENT,
    AFTER_QUOTE,
    frozenset({CadenceEvent.REPLY, CadenceEvent.WIN, CadenceEvent.LOSS}),
)


@pytest.mark.parametrize("event", CadenceEvent)
def test_only_what_a_cadence_names_cancels_it(event: CadenceEvent) -> None:
    named = event in {CadenceEvent.REPLY, CadenceEvent.WIN, CadenceEvent.LOSS}
    assert cancels(QUOTE.stops_on, event) is named


@pytest.mark.parametrize(
    ("cadence", "faults"),
    [
        (QUOTE, ()),
        (QUOTE._replace(name=" ", steps=()), (CadenceFault.NO_NAME, CadenceFault.NO_STEP)),
        (QUOTE._replace(steps=(after(2)._replace(title=" "),)), (CadenceFault.NO_TITLE,)),
        (QUOTE._replace(steps=(after(-1),)), (CadenceFault.DAYS_OUT_OF_RANGE,)),
        (QUOTE._replace(steps=(after(MAX_DAYS + 1),)), (CadenceFault.DAYS_OUT_OF_RANGE,)),
        (QUOTE._replace(steps=(after(2), after(2))), (CadenceFault.SAME_DAY_TWICE,)),
        (QUOTE._replace(steps=(after(2), before(2), after(MAX_DAYS))), ()),
    ],
)
def test_what_must_be_mended_is_said(cadence: Cadence, faults: tuple[CadenceFault, ...]) -> None:
    assert find_faults(cadence) == faults
