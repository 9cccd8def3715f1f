"""Actions that are due, across whatever happens to the clock (fault F12).

Pisteur shows no reminder at a moment of its own: an action is due from its day on until it is
done, read from the clock each time, and the window looks every half minute whether a new day has
begun. So nothing can fire twice or be lost; what is late is in one list.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from datetime import time as wall
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.calendar import SystemClock
from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.shell.window import ROLL_OVER_CHECK_MS
from support import people
from support.clock import FakeClock
from support.session import opened_session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sets the zone of the process")

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Be in Paris, and back where one was afterwards."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield patched
    time.tzset()


def plan(services: Services, title: str, day: date, at: wall | None = None) -> int:
    contact_id, _card = people.lead(services, title)
    return services.follow_ups.plan(
        PlanFollowUp(contact_id, None, FollowUpKind.CALL, title, day, at)
    ).value


def lists(services: Services) -> dict[str, list[str]]:
    """Say which actions are late, due and to come this week."""
    found = services.today.today()
    return {
        "late": [action.title for action in found.overdue],
        "due": [action.title for action in found.due_today],
        "week": [action.title for action in found.this_week],
    }


def in_paris(*when: int) -> float:
    # A number: with a datetime, time_machine would change the zone of the process, too.
    return datetime(*when, tzinfo=PARIS).timestamp()  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("night", "day"),
    [
        # Clocks go forward, then back: two o'clock is left out, or comes twice.
        ((2026, 3, 28, 23, 59), (2026, 3, 29)),
        ((2026, 10, 24, 23, 59), (2026, 10, 25)),
    ],
)
def test_the_day_begins_at_local_midnight_when_the_clocks_change(
    zone: pytest.MonkeyPatch, night: tuple[int, ...], day: tuple[int, ...]
) -> None:
    clock = SystemClock()
    with time_machine.travel(in_paris(*night), tick=False) as traveller:
        assert clock.today() < date(*day)
        traveller.move_to(in_paris(*day, 0, 0))
        seen = []
        for _half_hour in range(2 * 23):
            seen.append(clock.today())
            traveller.shift(1800)
        assert set(seen) == {date(*day)}


def test_an_action_due_at_an_hour_that_is_left_out_or_comes_twice_is_due_that_day_once(
    data_path: Path, zone: pytest.MonkeyPatch
) -> None:
    services = Services(open_data(data_path))
    try:
        with time_machine.travel(in_paris(2026, 3, 28, 12), tick=False) as traveller:
            plan(services, "left out", date(2026, 3, 29), wall(2, 30))
            plan(services, "twice", date(2026, 10, 25), wall(2, 30))
            traveller.move_to(in_paris(2026, 3, 29, 4))
            assert lists(services)["due"] == ["left out"]
            traveller.move_to(in_paris(2026, 10, 25, 4))
            assert lists(services) == {"late": ["left out"], "due": ["twice"], "week": []}
        # Local wall time and the name of the zone, never an instant.
        assert services.db.rows("SELECT due_on, due_time, time_zone FROM follow_ups") == [
            ("2026-03-29", "02:30", "Europe/Paris"),
            ("2026-10-25", "02:30", "Europe/Paris"),
        ]
    finally:
        services.close()


def test_whoever_travels_with_pisteur_open_has_the_day_and_the_zone_of_where_they_are(
    data_path: Path, zone: pytest.MonkeyPatch
) -> None:
    services = Services(open_data(data_path))
    try:
        # Half past five in the afternoon in Paris, after midnight in Tokyo.
        with time_machine.travel(in_paris(2026, 11, 23, 17, 30), tick=False):
            plan(services, "in Paris", date(2026, 11, 24), wall(9, 0))
            assert lists(services)["due"] == []
            # Nobody tells the process.
            zone.setitem(os.environ, "TZ", "Asia/Tokyo")
            assert lists(services)["due"] == ["in Paris"]
            plan(services, "in Tokyo", date(2026, 11, 24), wall(9, 0))
        assert services.db.rows("SELECT due_time, time_zone FROM follow_ups ORDER BY id") == [
            ("09:00", "Europe/Paris"),
            ("09:00", "Asia/Tokyo"),
        ]
    finally:
        services.close()


def test_after_nine_days_asleep_everything_late_is_in_one_list_once(
    services: Services, clock: FakeClock
) -> None:
    titles = [f"day {day}" for day in range(23, 31)]
    for day, title in zip(range(23, 31), titles, strict=True):
        plan(services, title, date(2026, 11, day))
    clock.advance(days=9)
    assert lists(services) == {"late": titles, "due": [], "week": []}


def test_a_clock_set_back_loses_nothing_and_brings_nothing_back(
    services: Services, clock: FakeClock
) -> None:
    done = plan(services, "done", date(2026, 11, 22))
    plan(services, "due", date(2026, 11, 22))
    plan(services, "late", date(2026, 11, 20))
    services.follow_ups.complete(CompleteFollowUp(done))
    assert lists(services) == {"late": ["late"], "due": ["due"], "week": []}
    clock.go_to(date(2026, 11, 19))
    assert lists(services) == {"late": [], "due": [], "week": ["late", "due"]}
    clock.go_to(date(2026, 11, 22))
    assert lists(services) == {"late": ["late"], "due": ["due"], "week": []}


def test_fifty_restarts_show_the_same_actions_and_change_none(
    data_path: Path, clock: FakeClock
) -> None:
    services = Services(open_data(data_path), clock)
    plan(services, "late", date(2026, 11, 20))
    plan(services, "due", date(2026, 11, 22), wall(9, 0))
    before, rows = lists(services), services.db.rows("SELECT * FROM follow_ups")
    services.close()
    for _restart in range(50):
        services = Services(open_data(data_path), clock)
        assert lists(services) == before
        assert services.db.rows("SELECT * FROM follow_ups") == rows
        services.close()


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    services = Services(open_data(data_path), clock)
    for day in (20, 22, 23):
        plan(services, f"day {day}", date(2026, 11, day))
    services.close()
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def test_the_badge_follows_the_day_forwards_and_back_by_a_timer_that_is_short(
    session: Session, clock: FakeClock, qtbot: QtBot
) -> None:
    timers = [t for t in session.window.findChildren(QTimer) if t.interval() == ROLL_OVER_CHECK_MS]
    assert len(timers) == 1
    assert timers[0].isActive()

    def look() -> str:
        # A computer that slept fires it late, and once.
        timers[0].timeout.emit()
        qtbot.waitUntil(lambda: session.runner.idle)
        labels = session.window.sidebar.findChildren(QLabel)
        return "".join(one.text() for one in labels if one.property("role") == "badge")

    assert [look(), look()] == ["2", "2"]
    clock.advance(days=9)
    assert [look(), look()] == ["3", "3"]
    clock.go_to(date(2026, 11, 19))
    assert [look(), look()] == ["", ""]
