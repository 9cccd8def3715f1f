"""Call sessions for tests: a list to call, what may come of a name, and all that a file holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.call_sessions import CallBack, CallName, NotInterested, StartCalls
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.storage.tables import TABLE_NAMES
from support.clock import FakeClock
from support.lists import bring_in, members


def started(services: Services, count: int = 3, script: str = "") -> int:
    made = bring_in(services, count)
    services.lead_lists.put_on_board(made)
    return services.call_sessions.start(
        StartCalls("Ain 2026", tuple(members(services, made)), made, script)
    ).value


def current(services: Services, session: int) -> CallName:
    found = services.call_sessions.view(session).current
    assert found is not None
    return found


def one(services: Services, sql: str) -> object:
    return services.db.rows(sql)[0][0]


RESULTS: dict[str, Callable[[Services, int, int], object]] = {
    "no answer": lambda s, session, who: s.call_sessions.no_answer(session, who, "bip"),
    "call back": lambda s, session, who: s.call_sessions.call_back(
        session, who, CallBack(date(2026, 12, 8), None, "mardi")
    ),
    "not interested": lambda s, session, who: s.call_sessions.not_interested(
        session, who, NotInterested("no_need", "non merci", objects=True)
    ),
    "skipped": lambda s, session, who: s.call_sessions.skip(session, who),
}


# What a correction may leave otherwise: numbers of rows, counters of calendars.
OTHERWISE = {"id", "uid", "sequence", "updated_at", "next_follow_up_id", "wrote"}


def content(services: Services) -> dict[str, list[str]]:
    """Return every row of the file, in words, without what may be otherwise."""
    found = {}
    for table in TABLE_NAMES:
        rows = services.db.raw.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        found[table] = sorted(
            str([own for name, own in zip(names, row, strict=True) if name not in OTHERWISE])
            for row in rows
        )
    return found


def taken_back(services: Services, session: int, who: int, said: str) -> tuple[object, object]:
    """Say what came of a name and take it back; returns what the file held before and after."""
    before = content(services)
    RESULTS[said](services, session, who)
    services.call_sessions.take_back(session, who)
    return before, content(services)


def busy(services: Services, name: CallName, clock: FakeClock) -> None:
    """Plan for a name what a result touches: a call that is due, more to do, a cadence."""
    who, deal = name.contact_id, name.opportunity_id
    today = clock.today()
    for kind, day, rule in (
        (FollowUpKind.CALL, today, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=22"),
        (FollowUpKind.CALL, today, ""),
        (FollowUpKind.EMAIL, today + timedelta(days=3), ""),
        (FollowUpKind.CALL, today + timedelta(days=3), ""),
    ):
        services.follow_ups.plan(PlanFollowUp(who, deal, kind, kind.value, day, rrule=rule))
    cadence = services.cadences.all()[0].id
    services.cadences.start(StartCadence(cadence, who, deal, today))
    clock.advance(seconds=90)
