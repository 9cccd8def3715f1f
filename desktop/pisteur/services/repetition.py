"""Follow-ups that come again: their rule, and the one that is planned when one is done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from pisteur.domain.errors import DomainError
from pisteur.domain.recurrence import (
    Recurrence,
    counted_from,
    counts_from_done,
    from_rrule,
    to_rrule,
)
from pisteur.services.cadence_runs import region_of
from pisteur.services.recurrence import next_due, upcoming
from pisteur.services.workspace import Workspace
from pisteur.storage.tables import FollowUp
from pisteur.storage.tables.parts import new_uid


class Series(NamedTuple):
    """A rule, the first day of its series, and whether it counts from the day it is done."""

    rrule: str
    starts_on: date
    from_done: bool


class Repetition:
    """Writes rules and plans what comes next, inside the caller's step."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def upcoming(self, rrule: str, starts_on: date, count: int) -> tuple[date, ...]:
        """Return the next working days of a series after its first day.

        Raises:
            DomainError: `follow_up.rule_unknown`.
        """
        region = region_of(self._workspace)
        rule = _rule(rrule)
        return upcoming(rule, starts_on=starts_on, after=starts_on, count=count, region=region)

    def set_rule(self, row: FollowUp, rrule: str, *, from_done: bool) -> None:
        """Give a follow-up its rule; a new rule begins on the day that it is due.

        Raises:
            DomainError: `follow_up.rule_unknown`.
        """
        counted = bool(rrule) and counts_from_done(_rule(rrule))
        row.recurs_from_done = int(counted and from_done)
        if rrule != (row.rrule or ""):
            row.rrule = rrule or None
            row.recurs_from = row.due_on if rrule else None

    def after(self, series: Series, due_on: date) -> tuple[Series, date]:
        """Return the series as it goes on, and its next day, when what was due is done today."""
        today = self._workspace.clock.today()
        rule = _rule(series.rrule)
        if series.from_done:
            rule = counted_from(rule, today)
            series = Series(to_rrule(rule), today, from_done=True)
        following = next_due(
            rule,
            starts_on=series.starts_on,
            due_on=due_on,
            done_on=today,
            region=region_of(self._workspace),
        )
        return series, following

    def plan_next(self, session: Session, done: FollowUp) -> FollowUp | None:
        """Plan the follow-up that comes after a completed one; None when it does not repeat.

        The series keeps its uid in calendars, so that they move it: the completed one gets
        another.
        """
        if not done.rrule or done.recurs_from is None:
            return None
        series = Series(done.rrule, done.recurs_from, bool(done.recurs_from_done))
        series, due_on = self.after(series, done.due_on)
        uid, done.uid = done.uid, new_uid()
        session.add(done)
        session.flush()
        now = self._workspace.clock.now()
        row = FollowUp(
            uid=uid,
            contact_id=done.contact_id,
            opportunity_id=done.opportunity_id,
            kind=done.kind,
            title=done.title,
            note=done.note,
            due_on=due_on,
            due_time=done.due_time,
            time_zone=done.time_zone,
            sequence=done.sequence + 1,
            template=done.template,
            rrule=series.rrule,
            recurs_from=series.starts_on,
            recurs_from_done=int(series.from_done),
            created_at=done.created_at,
            updated_at=now,
        )
        session.add(row)
        session.flush()
        return row


def _rule(rrule: str) -> Recurrence:
    rule = from_rrule(rrule)
    if rule is None:
        raise DomainError("follow_up.rule_unknown")
    return rule
