"""Call sessions: one name at a time, each result one step, left and resumed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from pisteur.domain.call_sessions import CallBack, CallName, NotInterested
from pisteur.domain.commands import AddLead, MoveCards
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.services.opening import open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.schema import create_file
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.lists import bring_in, members


def started(services: Services, count: int = 3) -> int:
    made = bring_in(services, count)
    services.lead_lists.put_on_board(made)
    return services.call_sessions.start("Ain 2026", members(services, made), made).value


def current(services: Services, session: int) -> CallName:
    found = services.call_sessions.view(session).current
    assert found is not None
    return found


def one(services: Services, sql: str) -> object:
    return services.db.rows(sql)[0][0]


def test_a_session_goes_through_its_names_in_order_and_says_where_it_stands(
    services: Services,
) -> None:
    session = started(services)
    names = []
    while (found := services.call_sessions.view(session).current) is not None:
        names.append(found.company)
        services.call_sessions.skip(session, found.contact_id)
    assert names == ["Maison 1", "Maison 2", "Maison 3"]
    view = services.call_sessions.view(session)
    assert (view.done, view.total) == (3, 3)


def test_no_answer_counts_the_attempt_and_plans_the_next_in_one_step(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    before = dump(services.db.raw)
    services.call_sessions.no_answer(session, name.contact_id, "répondeur")
    assert name.again_on is not None
    assert one(services, "SELECT due_on FROM follow_ups") == name.again_on.isoformat()
    assert one(services, "SELECT outcome FROM interactions") == "no_answer"
    assert current(services, session).company == "Maison 2"
    assert services.db.undo_label == "No answer from Maison 1"
    after = dump(services.db.raw)
    services.undo()
    assert dump(services.db.raw) == before
    services.redo()
    assert dump(services.db.raw) == after


def test_a_call_back_is_planned_at_its_hour(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    given = CallBack(date(2026, 12, 1), time(10, 30), "en réunion")
    services.call_sessions.call_back(session, name.contact_id, given)
    found = services.db.rows("SELECT due_on, due_time, opportunity_id FROM follow_ups")
    assert found == [("2026-12-01", "10:30", name.opportunity_id)]
    assert services.call_sessions.view(session).call_back == 1


def test_a_no_loses_the_deal_with_its_reason_and_notes_the_opposition(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    before = dump(services.db.raw)
    with pytest.raises(DomainError):
        services.call_sessions.not_interested(session, name.contact_id, NotInterested("nothing"))
    assert dump(services.db.raw) == before
    given = NotInterested("no_need", "déjà équipé", objects=True)
    services.call_sessions.not_interested(session, name.contact_id, given)
    state = f"SELECT state FROM opportunities WHERE id = {name.opportunity_id}"
    assert one(services, state) == "lost"
    (standing,) = services.oppositions.of(name.contact_id)
    assert standing.channel is Channel.PHONE
    services.undo()
    assert dump(services.db.raw) == before


def test_who_is_qualified_meanwhile_is_counted_and_not_asked_again(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    assert name.opportunity_id is not None
    target = people.stage(services, "Qualified prospect")
    evidence = {name.opportunity_id: people.yes(services)}
    services.opportunities.move(MoveCards((name.opportunity_id,), target, evidence=evidence))
    view = services.call_sessions.view(session)
    assert (view.qualified, view.done) == (1, 1)
    assert current(services, session).company == "Maison 2"


def test_who_objects_to_calls_or_has_no_number_is_not_called(services: Services) -> None:
    made = bring_in(services, 2)
    first, second = members(services, made)
    mail = services.contacts.add_lead(AddLead("x@exemple.fr")).value[0]
    services.oppositions.note(Oppose(first, Channel.PHONE, date(2026, 11, 22)))
    session = services.call_sessions.start("Ain", (first, second, mail)).value
    assert services.call_sessions.view(session).total == 1
    services.oppositions.note(Oppose(second, Channel.ALL, date(2026, 11, 22)))
    assert services.call_sessions.view(session).current is None
    with pytest.raises(DomainError) as raised:
        services.call_sessions.start("Ain", (first, mail))
    assert raised.value.code == "call.nobody"


def test_one_goes_back_to_the_name_before(services: Services) -> None:
    session = started(services)
    assert services.call_sessions.back(session).value is False
    services.call_sessions.skip(session, current(services, session).contact_id)
    assert services.call_sessions.back(session).value is True
    assert current(services, session).company == "Maison 1"


def test_a_session_is_resumed_from_its_list_and_survives_an_archive(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    session = started(services)
    services.call_sessions.skip(session, current(services, session).contact_id)
    (row,) = services.lead_lists.lists()
    assert services.call_sessions.of_list(row.id) == session
    services.archive.write(tmp_path / "all.json")
    create_file(tmp_path / "other.db", seed_defaults).connection.close()
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    found = other.call_sessions.of_list(row.id)
    assert found is not None
    assert other.call_sessions.view(found).current == services.call_sessions.view(session).current
    other.close()
    for _name in range(2):
        services.call_sessions.skip(session, current(services, session).contact_id)
    assert services.call_sessions.of_list(row.id) is None


def test_at_the_limit_the_next_attempt_waits_until_the_days_allow_it(services: Services) -> None:
    made = bring_in(services, 1)
    (contact,) = members(services, made)
    for _attempt in range(services.settings.get(ATTEMPTS_LIMIT)):
        session = services.call_sessions.start("Ain", (contact,), made).value
        services.call_sessions.no_answer(session, contact)
    last = "SELECT due_on FROM follow_ups ORDER BY id DESC LIMIT 1"
    assert one(services, last) == "2026-12-22"
