"""Journals of any length: what is read of them by index is what all their lines say."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta

import pytest

from pisteur.domain.persistence import Exchange, is_reply, measure
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.domain.words import Direction, EventKind, InteractionKind, Outcome
from pisteur.services.exchanges import Exchanges
from pisteur.services.journal_lines import count_lines, lines_until, read_done, read_lines
from pisteur.services.services import Services
from pisteur.storage.tables import Event, Interaction
from support import people
from support.look import contact

HELD = (InteractionKind.MEETING, InteractionKind.VISIT)


def fill(services: Services, contact_id: int, dice: random.Random, count: int) -> None:
    """Write a journal as chance has it: lines of one second, of the days to come, of no answer."""
    now = services.workspace.clock.now()
    directions = dice.choices(list(Direction), k=2)
    outcomes = [None, *dice.choices(list(Outcome), k=2)]
    span = dice.choice((3, 40, 400))
    with services.db.step("") as step:
        for _line in range(count):
            hours = dice.randrange(-30, span * 24)
            happened = now - timedelta(hours=hours)
            step.session.add(
                Interaction(
                    contact_id=contact_id,
                    kind=dice.choice(list(InteractionKind)).value,
                    direction=dice.choice(directions).value,
                    outcome=dice.choice(outcomes),
                    body=str(dice.random()),
                    happened_at=happened,
                    created_at=now,
                )
            )
            if dice.random() < 0.4:
                note = Event(
                    contact_id=contact_id,
                    kind=EventKind.FOLLOW_UP_DONE.value,
                    detail=json.dumps({"title": str(dice.randrange(5))}),
                    happened_at=happened,
                )
                step.session.add(note)


def exchanges_of(services: Services, contact_id: int) -> list[Exchange]:
    """Return all exchanges with a contact, the earliest first."""
    rows = services.db.rows(
        "SELECT happened_at, kind, direction, outcome FROM interactions WHERE contact_id = ?"
        " ORDER BY happened_at, id",
        (contact_id,),
    )
    return [
        Exchange(
            datetime.fromisoformat(when).astimezone().date(),
            InteractionKind(kind),
            Direction(direction),
            Outcome(outcome) if outcome else None,
        )
        for when, kind, direction, outcome in rows
    ]


@pytest.fixture
def journals(services: Services) -> list[int]:
    dice = random.Random(3)  # noqa: S311 - the same on each run
    ids = [people.lead(services, f"Name {number}")[0] for number in range(30)]
    for number, contact_id in enumerate(ids):
        fill(services, contact_id, dice, number % 11)
    return ids


def test_how_often_someone_was_approached_is_read_as_the_whole_journal_says(
    services: Services, journals: list[int]
) -> None:
    today = services.workspace.clock.today()
    limit = services.settings.get(ATTEMPTS_LIMIT)
    for contact_id in journals:
        every = exchanges_of(services, contact_id)
        read = Exchanges(services.workspace)
        assert read.persistence(contact_id) == measure(every, today=today, limit=limit)
        for outcome in (None, *Outcome):
            said = Exchange(today, InteractionKind.CALL, Direction.OUTGOING, outcome)
            slow = measure([*every, said], today=today, limit=limit)
            assert read.recent(contact_id).measure(today, limit, (said,)) == slow


def test_the_signs_of_heat_are_read_as_the_whole_journal_says(
    services: Services, journals: list[int]
) -> None:
    today = services.workspace.clock.today()
    met: list[date] = []
    for contact_id in journals:
        known = [e for e in exchanges_of(services, contact_id) if e.on <= today]
        replies = [e for e in known if is_reply(e)]
        held = [e.on for e in known if e.kind in HELD and e.outcome is not Outcome.NO_ANSWER]
        found = Exchanges(services.workspace).signs(contact_id)
        assert found.reply == (replies[-1] if replies else None)
        assert found.met_on == max(held, default=None)
        assert found.unanswered == measure(known, today=today, limit=4).unanswered
        met += held
    assert met


def test_the_newest_lines_are_the_beginning_of_all_lines(
    services: Services, journals: list[int]
) -> None:
    for contact_id in journals:
        whole = read_lines(services.db, contact_id, 1000)
        written, noted = count_lines(services.db, contact_id)
        assert len(whole) == written + noted
        assert sum(line.interaction_id is not None for line in whole) == written
        days: list[datetime] = [line.happened_at for line in whole]
        assert days == sorted(days, reverse=True)
        for limit in range(len(whole) + 2):
            assert read_lines(services.db, contact_id, limit) == whole[:limit]
        done = {line.detail["title"] for line in whole if line.event is EventKind.FOLLOW_UP_DONE}
        assert read_done(services.db, contact_id) == done


def test_a_contact_says_how_long_its_journal_is_though_it_reads_the_newest_lines(
    services: Services,
) -> None:
    contact_id, _card = people.lead(services)
    fill(services, contact_id, random.Random(1), 90)  # noqa: S311 - the same on each run
    view = contact(services, contact_id)
    assert len(view.journal) == 60
    assert view.exchange_count == 90
    assert view.journal_length == len(services.contact_view.contact(contact_id, 1000).journal)
    assert view.journal_length > 100


def test_what_a_journal_costs_to_read_does_not_grow_with_it(services: Services) -> None:
    """Counted in steps of SQLite's machine; with a reply and a meeting now and then."""
    costs = []
    for length in (400, 4_000):
        contact_id, _card = people.lead(services, f"Name {length}")
        now = services.workspace.clock.now()
        with services.db.step("") as step:
            for number in range(length):
                line = Interaction(
                    contact_id=contact_id,
                    kind=(InteractionKind.CALL if number % 30 else InteractionKind.MEETING).value,
                    direction=Direction.OUTGOING.value,
                    outcome=Outcome.AMBIGUOUS.value if number % 20 == 0 else None,
                    body="…",
                    happened_at=now - timedelta(days=number // 2),
                    created_at=now,
                )
                step.session.add(line)
        steps: list[None] = []

        def step_done(done: list[None] = steps) -> None:
            done.append(None)

        services.db.raw.set_progress_handler(step_done, 100)
        for _time in range(3):
            Exchanges(services.workspace).persistence(contact_id)
            Exchanges(services.workspace).signs(contact_id)
            read_lines(services.db, contact_id, 60)
        services.db.raw.set_progress_handler(None, 100)
        costs.append(len(steps))
    assert 0 < costs[1] <= costs[0] * 1.5


def test_earlier_lines_follow_those_that_are_there(services: Services, journals: list[int]) -> None:
    db = services.workspace.db
    for contact_id in journals:
        everything = read_lines(db, contact_id, 10_000)
        for have in (0, 1, 4, len(everything)):
            there = everything[:have]
            written = sum(entry.interaction_id is not None for entry in there)
            earlier = services.contact_view.earlier_lines(contact_id, written, have - written, 3)
            assert earlier == everything[have : have + 3]


def test_how_many_lines_end_with_an_exchange_is_its_place(
    services: Services, journals: list[int]
) -> None:
    for contact_id in journals:
        everything = read_lines(services.workspace.db, contact_id, 10_000)
        for place, entry in enumerate(everything):
            if entry.interaction_id is not None:
                found = services.contact_view.lines_until(contact_id, entry.interaction_id)
                assert found == place + 1
        assert lines_until(services.workspace.db, contact_id, 10**9) == 0
