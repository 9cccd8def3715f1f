"""Call sessions: one name at a time, each result one step, left and resumed."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from pisteur.domain.call_sessions import (
    CallBack,
    CallResult,
    CallSaid,
    CallSummary,
    NotInterested,
    StartCalls,
)
from pisteur.domain.commands import AddLead, MoveCards
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.services.opening import open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.schema import create_file
from support import people
from support.calls import RESULTS, busy, content, current, one, started, taken_back
from support.clock import FakeClock
from support.dumps import dump
from support.lists import bring_in, members


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
    session = services.call_sessions.start(StartCalls("Ain", (first, second, mail))).value
    assert services.call_sessions.view(session).total == 1
    services.oppositions.note(Oppose(second, Channel.ALL, date(2026, 11, 22)))
    assert services.call_sessions.view(session).current is None
    with pytest.raises(DomainError) as raised:
        services.call_sessions.start(StartCalls("Ain", (first, mail)))
    assert raised.value.code == "call.nobody"


def test_one_looks_at_the_name_before_and_sees_what_was_said(services: Services) -> None:
    session = started(services)
    sessions = services.call_sessions
    assert sessions.view(session).last_id is None
    first = current(services, session)
    assert (first.said, first.before_id, first.after_id) == (None, None, None)
    sessions.call_back(session, first.contact_id, CallBack(date(2026, 12, 1), time(10, 30), "ok"))
    second = current(services, session)
    assert second.before_id == first.contact_id
    sessions.not_interested(session, second.contact_id, NotInterested("no_need", "déjà", True))
    looked = sessions.view(session, second.contact_id).current
    assert looked is not None
    assert looked.said == CallSaid(
        CallResult.NOT_INTERESTED, "déjà", reason="no_need", objects=True
    )
    assert (looked.before_id, looked.after_id) == (first.contact_id, None)
    looked = sessions.view(session, first.contact_id).current
    assert looked is not None
    assert looked.said == CallSaid(CallResult.CALL_BACK, "ok", date(2026, 12, 1), time(10, 30))
    assert looked.after_id == second.contact_id
    # Looking changes nothing: the next to be called is the same.
    assert current(services, session).company == "Maison 3"


@pytest.mark.parametrize("first", RESULTS)
@pytest.mark.parametrize("then", list(RESULTS)[:3])
def test_what_was_said_is_corrected_as_if_it_had_been_said_at_once(
    services: Services, clock: FakeClock, first: str, then: str
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    RESULTS[then](services, session, name.contact_id)
    wanted = content(services)
    services.undo()
    RESULTS[first](services, session, name.contact_id)
    said = dump(services.db.raw)
    RESULTS[then](services, session, name.contact_id)
    assert content(services) == wanted
    assert str(services.db.undo_label).startswith("Correct what was said of Maison 1: ")
    services.undo()
    assert dump(services.db.raw) == said
    services.redo()
    assert content(services) == wanted


@pytest.mark.parametrize("said", RESULTS)
def test_what_was_said_is_taken_back_with_all_that_came_of_it(
    services: Services, clock: FakeClock, said: str
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    before, after = taken_back(services, session, name.contact_id, said)
    assert after == before
    assert services.db.undo_label == "Take back what was said of Maison 1"
    assert current(services, session).company == "Maison 1"


def begun(services: Services, list_id: int) -> int:
    left = services.call_sessions.prepare("", (), list_id).begun
    assert left is not None
    return left.id


def test_a_session_is_resumed_from_its_list_and_survives_an_archive(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    session = started(services)
    services.call_sessions.skip(session, current(services, session).contact_id)
    (row,) = services.lead_lists.lists()
    assert begun(services, row.id) == session
    services.archive.write(tmp_path / "all.json")
    create_file(tmp_path / "other.db", seed_defaults).connection.close()
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    found = begun(other, row.id)
    assert other.call_sessions.view(found).current == services.call_sessions.view(session).current
    other.close()
    for _name in range(2):
        services.call_sessions.skip(session, current(services, session).contact_id)
    with pytest.raises(DomainError) as caught:
        begun(services, row.id)
    assert caught.value.code == "call.nobody"


def test_at_the_limit_the_next_attempt_waits_until_the_days_allow_it(services: Services) -> None:
    made = bring_in(services, 1)
    (contact,) = members(services, made)
    for _attempt in range(services.settings.get(ATTEMPTS_LIMIT)):
        session = services.call_sessions.start(StartCalls("Ain", (contact,), made)).value
        services.call_sessions.no_answer(session, contact)
    last = "SELECT due_on FROM follow_ups ORDER BY id DESC LIMIT 1"
    assert one(services, last) == "2026-12-22"


def test_a_series_that_was_ticked_off_goes_on_where_it_was_when_that_is_taken_back(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    series = "SELECT uid, due_on FROM follow_ups WHERE rrule IS NOT NULL AND done_at IS NULL"
    before = services.db.rows(series)
    services.call_sessions.no_answer(session, name.contact_id)
    assert services.db.rows(series)[0][1] > before[0][1]
    services.call_sessions.take_back(session, name.contact_id)
    assert services.db.rows(series) == before


def test_a_call_ticks_off_those_that_were_due_and_counts_once(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    assert services.call_sessions.due_today() == (name.contact_id,)
    services.call_sessions.no_answer(session, name.contact_id)
    services.call_sessions.no_answer(session, name.contact_id, "encore")
    assert services.call_sessions.due_today() == ()
    assert one(services, "SELECT count(*) FROM interactions") == 1
    assert services.answering.prospects(name.contact_id).persistence.attempts == 1


def test_what_the_clock_did_meanwhile_hides_nothing_from_a_correction(
    services: Services, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    before = content(services)
    still = clock.now

    def running() -> datetime:
        clock.advance(seconds=0.7)
        return still()

    monkeypatch.setattr(clock, "now", running)
    given = NotInterested("no_need", objects=True)
    services.call_sessions.not_interested(session, name.contact_id, given)
    services.call_sessions.take_back(session, name.contact_id)
    assert content(services) == before


def test_the_summary_counts_each_name_once_and_says_what_comes_next(services: Services) -> None:
    session = started(services, 6)
    sessions = services.call_sessions
    ids = [row[0] for row in services.db.rows("SELECT contact_id FROM call_session_names")]
    sessions.no_answer(session, ids[0])
    sessions.call_back(session, ids[1], CallBack(date(2026, 11, 23), time(10, 30)))
    sessions.not_interested(session, ids[2], NotInterested("no_need"))
    sessions.skip(session, ids[3])
    deal = services.db.rows("SELECT id FROM opportunities WHERE contact_id = ?", (ids[4],))[0][0]
    target = people.stage(services, "Qualified prospect")
    services.opportunities.move(MoveCards((deal,), target, evidence={deal: people.yes(services)}))
    found = sessions.view(session).summary
    planned = found.planned
    assert found == CallSummary(
        called=4,
        reached=3,
        no_answer=1,
        call_back=1,
        not_interested=1,
        qualified=1,
        skipped=1,
        left=1,
        planned=planned,
    )
    assert [one.name for one in planned] == ["Maison 2", "Maison 1"]
    assert (planned[0].on, planned[0].at) == (date(2026, 11, 23), time(10, 30))


def test_the_summary_says_how_many_calls_are_planned_besides_the_next_ones(
    services: Services,
) -> None:
    session = started(services, 5)
    ids = [row[0] for row in services.db.rows("SELECT contact_id FROM call_session_names")]
    for contact_id in ids:
        services.call_sessions.no_answer(session, contact_id)
    found = services.call_sessions.view(session).summary
    assert (len(found.planned), found.planned_besides) == (3, 2)


def test_the_script_is_kept_for_the_next_calls_from_the_same_place(services: Services) -> None:
    session = started(services, script="Bonjour {prénom} ")
    assert services.call_sessions.view(session).script == "Bonjour {prénom}"
    services.call_sessions.write_script(session, "Bonjour, ici {mon nom}")
    assert services.db.undo_label == "Change the script of the calls “Ain 2026”"
    (row,) = services.lead_lists.lists()
    ids = members(services, row.id)
    assert services.call_sessions.prepare("Autre nom", ids, row.id).script == (
        "Bonjour, ici {mon nom}"
    )
    assert services.call_sessions.prepare("Ain 2026", ids).script == ""
    services.call_sessions.start(StartCalls("Du jour", tuple(ids), None, "Rappel"))
    assert services.call_sessions.prepare("Du jour", ids).script == "Rappel"
    assert services.call_sessions.prepare("Choisis", ids).script == ""


def test_what_was_left_is_offered_where_it_was_begun_until_it_is_finished(
    services: Services, clock: FakeClock
) -> None:
    ids = tuple(members(services, bring_in(services, 3)))
    session = services.call_sessions.start(StartCalls("Du jour", ids)).value
    services.call_sessions.skip(session, ids[0])
    assert services.call_sessions.prepare("Choisis", ids).begun is None
    begun = services.call_sessions.prepare("Du jour", ids).begun
    assert begun is not None
    assert (begun.id, begun.done, begun.total) == (session, 1, 3)
    assert begun.began_on == clock.today()
    services.call_sessions.finish(session)
    assert services.db.undo_label == "Finish the calls “Du jour”"
    assert services.call_sessions.prepare("Du jour", ids).begun is None
    services.undo()
    # Started anew, the old one is finished in the same step.
    newer = services.call_sessions.start(StartCalls("Du jour", ids)).value
    assert one(services, f"SELECT closed_at FROM call_sessions WHERE id = {session}") is not None
    begun = services.call_sessions.prepare("Du jour", ids).begun
    assert begun is not None
    assert begun.id == newer
    services.undo()
    begun = services.call_sessions.prepare("Du jour", ids).begun
    assert begun is not None
    assert begun.id == session


def test_script_end_and_corrections_survive_an_archive(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    session = started(services, script="Bonjour")
    name = current(services, session)
    busy(services, name, clock)
    before = content(services)["follow_ups"]
    given = NotInterested("no_need", objects=True)
    services.call_sessions.not_interested(session, name.contact_id, given)
    services.call_sessions.finish(session)
    services.archive.write(tmp_path / "all.json")
    create_file(tmp_path / "other.db", seed_defaults).connection.close()
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    rows = "SELECT script, closed_at FROM call_sessions"
    assert other.db.rows(rows) == services.db.rows(rows)
    other.call_sessions.take_back(session, name.contact_id)
    assert content(other)["follow_ups"] == before
    assert other.oppositions.of(name.contact_id) == ()
    other.close()


@pytest.mark.parametrize(
    ("prompts", "asked"),
    [("When did you last buy?\nAnd before?", "When did you last buy?"), ("", "Renewal")],
)
def test_of_what_is_not_known_the_first_question_is_asked_or_the_name(
    services: Services, prompts: str, asked: str
) -> None:
    first, *_others = services.qualification.criteria()
    given = CriterionInput("Renewal", "Will they buy again?", prompts=prompts, required=True)
    services.criteria.edit(first.id, given)
    question, *others = services.call_sessions.view(started(services)).questions
    assert question == asked
    assert "And before?" not in others
