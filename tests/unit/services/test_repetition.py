"""Follow-ups that come again: planned anew when done, told to calendars, kept by the archive."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped] # it has no types, and reads only here

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.commands import CompleteFollowUp, Lose, PlanFollowUp, StandBy, WhatNext
from pisteur.domain.errors import DomainError
from pisteur.domain.exports import ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.recurrence import (
    Recurrence,
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    to_rrule,
)
from pisteur.domain.settings import REGION
from pisteur.domain.words import FollowUpKind
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact

MONDAY = date(2026, 11, 23)


def repeat(
    services: Services,
    rule: Recurrence,
    on: date = MONDAY,
    *,
    at: time | None = None,
    from_done: bool = False,
) -> tuple[int, int, int]:
    """Plan an action that comes again; returns (contact, deal, action)."""
    contact_id, card_id = people.prospect(services)
    command = PlanFollowUp(
        contact_id,
        card_id,
        FollowUpKind.CALL,
        "Keep in touch",
        on,
        at,
        note="ask for news",
        rrule=to_rrule(rule),
        recurs_from_done=from_done,
    )
    return contact_id, card_id, services.follow_ups.plan(command).value


def test_completing_an_occurrence_plans_the_next_one_in_the_same_step(services: Services) -> None:
    contact_id, _card, action = repeat(services, monthly_like(MONDAY, 3), at=time(9))
    before = dump(services.db.raw)
    services.follow_ups.complete(CompleteFollowUp(action))
    after = dump(services.db.raw)
    (following,) = contact(services, contact_id).follow_ups
    assert (following.title, following.note) == ("Keep in touch", "ask for news")
    assert (following.due_on, following.due_time) == (date(2027, 2, 23), time(9))
    assert following.rrule == "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23"
    assert services.undo().value == "Complete “Keep in touch”"
    assert dump(services.db.raw) == before
    services.redo()
    assert dump(services.db.raw) == after


def test_the_third_monday_stays_the_third_monday(services: Services, clock: FakeClock) -> None:
    third = date(2026, 11, 16)
    clock.go_to(third)
    contact_id, _card, action = repeat(services, monthly_weekday_like(third, 1), third)
    services.follow_ups.complete(CompleteFollowUp(action))
    assert contact(services, contact_id).follow_ups[0].due_on == date(2026, 12, 21)


def test_the_last_working_day_knows_the_holidays_of_the_region(
    services: Services, clock: FakeClock
) -> None:
    services.settings.put(REGION, "guadeloupe")
    clock.go_to(date(2027, 4, 30))
    contact_id, _card, action = repeat(services, last_working_day(), date(2027, 4, 30))
    services.follow_ups.complete(CompleteFollowUp(action))
    assert contact(services, contact_id).follow_ups[0].due_on == date(2027, 5, 31)
    preview = services.follow_ups.upcoming(to_rrule(last_working_day()), date(2027, 4, 30), 2)
    assert preview == (date(2027, 5, 31), date(2027, 6, 30))


def test_it_may_count_from_the_day_it_is_done(services: Services, clock: FakeClock) -> None:
    contact_id, _card, action = repeat(services, monthly_like(MONDAY, 3), from_done=True)
    clock.go_to(date(2026, 12, 10))
    services.follow_ups.complete(CompleteFollowUp(action))
    (following,) = contact(services, contact_id).follow_ups
    assert (following.due_on, following.recurs_from_done) == (date(2027, 3, 10), True)


def test_a_day_named_by_its_place_is_not_counted_from_the_day_it_is_done(
    services: Services,
) -> None:
    contact_id, _card, _action = repeat(services, last_working_day(), from_done=True)
    assert not contact(services, contact_id).follow_ups[0].recurs_from_done


@pytest.mark.parametrize("end", ["lost", "standby"])
def test_when_the_deal_ends_or_rests_nothing_is_planned_again(services: Services, end: str) -> None:
    contact_id, card_id, action = repeat(services, monthly_like(MONDAY, 1))
    options: dict[str, WhatNext] = {
        "lost": Lose(card_id, "price"),
        "standby": StandBy(card_id, date(2027, 3, 1)),
    }
    services.follow_ups.complete(CompleteFollowUp(action, what_next=options[end]))
    assert contact(services, contact_id).follow_ups == ()
    assert services.db.rows("SELECT count(*) FROM follow_ups") == [(1,)]


def test_it_can_be_stopped(services: Services) -> None:
    contact_id, _card, action = repeat(services, monthly_like(MONDAY, 1))
    services.follow_ups.stop_repeating(action)
    services.follow_ups.complete(CompleteFollowUp(action))
    assert contact(services, contact_id).follow_ups == ()


def test_postponing_one_occurrence_leaves_the_beat(services: Services, clock: FakeClock) -> None:
    contact_id, _card, action = repeat(services, monthly_like(MONDAY, 1))
    services.follow_ups.postpone(action, date(2026, 11, 27))
    clock.go_to(date(2026, 11, 27))
    services.follow_ups.complete(CompleteFollowUp(action))
    assert contact(services, contact_id).follow_ups[0].due_on == date(2026, 12, 23)


def test_a_rule_that_pisteur_does_not_know_is_refused(services: Services) -> None:
    contact_id, card_id = people.prospect(services)
    command = PlanFollowUp(
        contact_id, card_id, FollowUpKind.CALL, "x", MONDAY, rrule="FREQ=SECONDLY"
    )
    with pytest.raises(DomainError, match=r"follow_up\.rule_unknown"):
        services.follow_ups.plan(command)
    assert contact(services, contact_id).follow_ups == ()


def test_the_calendar_has_the_series_and_moves_it_on_when_one_is_done(
    services: Services, tmp_path: Path
) -> None:
    _contact, _card, action = repeat(services, monthly_like(MONDAY, 3))
    path = tmp_path / "pisteur.ics"

    def entry() -> vobject.base.Component:
        services.exporting.write(path, ExportRequest(ExportWhat.FOLLOW_UPS, ExportFormat.ICS))
        (found,) = vobject.readOne(path.read_text(encoding="utf-8")).vevent_list
        return found

    first = entry()
    assert [day.date() for day in first.getrruleset()[:2]] == [MONDAY, date(2027, 2, 23)]
    services.follow_ups.complete(CompleteFollowUp(action))
    second = entry()
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) > int(first.sequence.value)
    assert second.dtstart.value == date(2027, 2, 23)


def test_the_archive_keeps_series_and_cadences(
    services: Services, data_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    contact_id, card_id, _action = repeat(services, monthly_like(MONDAY, 2), from_done=True)
    first = services.cadences.all()[0].id
    services.cadences.start(StartCadence(first, contact_id, card_id, MONDAY))
    services.archive.write(tmp_path / "all.json")
    other = Services(open_data(tmp_path / "other.db"), clock)
    try:
        other.archive.read(tmp_path / "all.json")
        for table in ("follow_ups", "cadence_runs", "cadences", "cadence_steps"):
            query = f"SELECT * FROM {table} ORDER BY id"
            assert other.db.rows(query) == services.db.rows(query)
    finally:
        other.close()


def test_the_table_of_follow_ups_says_when_they_come_again(
    services: Services, tmp_path: Path
) -> None:
    repeat(services, monthly_weekday_like(date(2026, 11, 16), 1), date(2026, 12, 21))
    services.exporting.write(
        tmp_path / "f.csv", ExportRequest(ExportWhat.FOLLOW_UPS, ExportFormat.CSV)
    )
    text = (tmp_path / "f.csv").read_text(encoding="utf-8-sig")
    assert "every month, on the third Monday" in text
