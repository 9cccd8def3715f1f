"""Cadences: steps of follow-up with their dates, and what cancels those still to come.

Source of the rule: after a quote a cadence is proposed, editable, moved to working days,
cancelled by a reply, a win or a loss (product rule 6). A cadence is data of the user; only what
becomes of it is decided here. Not for counting attempts: see `persistence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import (
    Region,
    add_working_days,
    next_working_day,
    working_day_from,
    working_day_until,
)

MAX_DAYS = 1830
"""Longest distance of a step, in days: five years."""
MADE_UP_APART = 3
"""A step that was missed is made up only when the next one is at least so many days away."""


class Anchor(StrEnum):
    """Which date a step is counted from."""

    AFTER_START = "after_start"
    BEFORE_EXPIRY = "before_expiry"


class DayCount(StrEnum):
    """How the days of a step are counted; a step lands on a working day either way."""

    CALENDAR = "calendar"
    WORKING = "working"


class CadenceTrigger(StrEnum):
    """When a cadence is proposed."""

    QUOTE_SENT = "quote_sent"
    SALE = "sale"
    BY_HAND = "by_hand"


class CadenceEvent(StrEnum):
    """What may cancel the steps still to come."""

    REPLY = "reply"
    WIN = "win"
    LOSS = "loss"
    STANDBY = "standby"
    QUOTE_REPLACED = "quote_replaced"
    SALE_CANCELLED = "sale_cancelled"


class SkipReason(StrEnum):
    """Why a step gets no date."""

    PASSED = "passed"
    AFTER_EXPIRY = "after_expiry"
    NO_EXPIRY = "no_expiry"


class CadenceFault(StrEnum):
    """What the user must mend before a cadence can be kept."""

    NO_NAME = "no_name"
    NO_STEP = "no_step"
    NO_TITLE = "no_title"
    DAYS_OUT_OF_RANGE = "days_out_of_range"
    SAME_DAY_TWICE = "same_day_twice"


class CadenceStep(NamedTuple):
    """One step.

    Attributes:
        days: distance from the anchor, 0 to `MAX_DAYS`.
        kind: of the follow-up that is planned.
        title: of the follow-up that is planned.
        template: key of the message template that it opens, empty for none.
    """

    days: int
    kind: FollowUpKind
    title: str
    anchor: Anchor = Anchor.AFTER_START
    counted: DayCount = DayCount.CALENDAR
    template: str = ""


class Cadence(NamedTuple):
    """Steps under a name.

    Attributes:
        key: stable name of a shipped one, such as `after_quote`.
        stops_on: what cancels the steps still to come.
    """

    key: str
    name: str
    trigger: CadenceTrigger
    steps: tuple[CadenceStep, ...]
    stops_on: frozenset[CadenceEvent]


class PlannedStep(NamedTuple):
    """A step with its date.

    Attributes:
        place: index of the step among those given.
        due_on: a working day.
    """

    place: int
    due_on: date


class SkippedStep(NamedTuple):
    """A step that gets no date, and why."""

    place: int
    reason: SkipReason


class CadencePlan(NamedTuple):
    """What comes of a cadence: dated steps by date, the others by place."""

    planned: tuple[PlannedStep, ...]
    skipped: tuple[SkippedStep, ...]


def target_day(step: CadenceStep, start: date, expires_on: date | None, region: Region) -> date:
    """Return the working day that a step aims at, whatever the day is today.

    After the start it moves to the working day that follows; before the expiry to the one that
    precedes, so that the customer still has the days promised.

    Raises:
        ValueError: the step counts from an expiry and there is none.
    """
    if step.anchor is Anchor.AFTER_START:
        if step.counted is DayCount.WORKING:
            return add_working_days(start, step.days, region)
        return working_day_from(start + timedelta(days=step.days), region)
    if expires_on is None:
        raise ValueError("no expiry to count from")
    if step.counted is DayCount.WORKING and step.days:
        return add_working_days(expires_on, -step.days, region)
    return working_day_until(expires_on - timedelta(days=step.days), region)


def plan_steps(
    steps: Sequence[CadenceStep],
    *,
    start: date,
    today: date,
    expires_on: date | None = None,
    region: Region = Region.FRANCE,
) -> CadencePlan:
    """Give each step its date: a working day, none before `today` nor after the expiry.

    Steps keep the order of the days they aim at, and no two fall on one day: the later one moves
    on. Of the steps whose day has passed only the last is made up, as soon as possible, and not
    when the next one is near: who records a quote late must not run after it on two days in a row.

    Args:
        start: day that the cadence counts from: quote sent, sale accepted.
        expires_on: last day on which the quote holds, None for none.
    """
    skipped = [
        SkippedStep(index, SkipReason.NO_EXPIRY)
        for index, step in enumerate(steps)
        if step.anchor is Anchor.BEFORE_EXPIRY and expires_on is None
    ]
    without = {step.place for step in skipped}
    aims = sorted(
        (target_day(step, start, expires_on, region), index)
        for index, step in enumerate(steps)
        if index not in without
    )
    passed = [aim for aim in aims if aim[0] < today]
    to_come = aims[len(passed) :]
    earliest = working_day_from(today, region)
    made_up = [aim for aim in passed if aim[0] >= start][-1:]
    if to_come and to_come[0][0] < earliest + timedelta(days=MADE_UP_APART):
        made_up = []
    skipped += [SkippedStep(i, SkipReason.PASSED) for day, i in passed if (day, i) not in made_up]
    planned: list[PlannedStep] = []
    for aim, index in [*made_up, *to_come]:
        due = max(aim, earliest)
        if expires_on is not None and due > expires_on:
            skipped.append(SkippedStep(index, SkipReason.AFTER_EXPIRY))
            continue
        planned.append(PlannedStep(index, due))
        earliest = next_working_day(due, region)
    return CadencePlan(tuple(planned), tuple(sorted(skipped)))


def cancels(stops_on: Iterable[CadenceEvent], event: CadenceEvent) -> bool:
    """Return whether an event cancels every step still to come of a cadence with `stops_on`."""
    return event in stops_on


def find_faults(cadence: Cadence) -> tuple[CadenceFault, ...]:
    """Return what the user must mend, each fault once, in the order of `CadenceFault`."""
    steps = cadence.steps
    places = [(step.anchor, step.counted, step.days) for step in steps]
    found = {
        CadenceFault.NO_NAME: not cadence.name.strip(),
        CadenceFault.NO_STEP: not steps,
        CadenceFault.NO_TITLE: any(not step.title.strip() for step in steps),
        CadenceFault.DAYS_OUT_OF_RANGE: any(not 0 <= s.days <= MAX_DAYS for s in steps),
        CadenceFault.SAME_DAY_TWICE: len(set(places)) < len(places),
    }
    return tuple(fault for fault, there in found.items() if there)
