"""What a result of a call wrote is kept with it: a correction takes that back and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pisteur.domain.call_sessions import CallBack, CallName, CallSaid, NotInterested
from pisteur.domain.commands import AddLead, Lose, PlanFollowUp, WriteInteraction
from pisteur.domain.merging import Merge
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind, LostReason
from pisteur.exchange.errors import ExchangeError
from pisteur.services.call_writing import CallWriting, writing_from_text
from pisteur.services.services import Services
from support import people
from support.calls import RESULTS, busy, content, current, one, started, taken_back
from support.clock import FakeClock

NO = NotInterested("no_need", "non merci", objects=True)
WITHOUT = "UPDATE call_session_names SET wrote = NULL"


def by_hand(services: Services, name: CallName, clock: FakeClock) -> None:
    """Write and plan what a result writes and plans, in the same second."""
    call, out = InteractionKind.CALL, Direction.OUTGOING
    own = WriteInteraction(name.contact_id, name.opportunity_id, call, "de ma main", out)
    services.journal.write(own)
    day = clock.today() + timedelta(days=4)
    plan = PlanFollowUp(name.contact_id, name.opportunity_id, FollowUpKind.CALL, "À moi", day)
    services.follow_ups.plan(plan)


@pytest.mark.parametrize("said", RESULTS)
def test_what_the_user_wrote_in_the_same_second_stays(
    services: Services, clock: FakeClock, said: str
) -> None:
    session = started(services)
    name = current(services, session)
    by_hand(services, name, clock)
    before, after = taken_back(services, session, name.contact_id, said)
    assert after == before


def test_only_what_was_said_of_a_name_is_shown_of_it(services: Services, clock: FakeClock) -> None:
    session = started(services)
    name = current(services, session)
    services.call_sessions.call_back(session, name.contact_id, CallBack(date(2026, 12, 1)))
    by_hand(services, name, clock)
    view = services.call_sessions.view(session, name.contact_id)
    assert view.current is not None
    assert view.current.said is not None
    assert (view.current.said.note, view.current.said.on) == ("", date(2026, 12, 1))
    assert [(one.name, one.on) for one in view.summary.planned] == [("Maison 1", date(2026, 12, 1))]


def test_what_took_the_number_of_a_line_that_was_deleted_stays(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    services.call_sessions.no_answer(session, name.contact_id, "bip")
    line, action = services.db.rows(
        "SELECT (SELECT max(id) FROM interactions), (SELECT max(id) FROM follow_ups)"
    )[0]
    services.journal.delete(line)
    services.db.raw.execute("DELETE FROM follow_ups WHERE id = ?", (action,))
    clock.advance(seconds=30)
    by_hand(services, name, clock)
    assert one(services, "SELECT max(id) FROM interactions") == line
    assert one(services, "SELECT max(id) FROM follow_ups") == action
    services.call_sessions.take_back(session, name.contact_id)
    assert services.db.rows("SELECT body FROM interactions") == [("de ma main",)]
    assert services.db.rows("SELECT title FROM follow_ups") == [("À moi",)]


def test_a_clock_that_is_set_back_meanwhile_hides_nothing(
    services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started(services)
    name = current(services, session)
    busy(services, name, clock)
    before = content(services)
    still = clock.now

    def back() -> datetime:
        clock.advance(seconds=-2)
        return still()

    monkeypatch.setattr(clock, "now", back)
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.call_sessions.take_back(session, name.contact_id)
    assert content(services) == before


def test_a_deal_that_was_lost_again_since_and_a_new_opposition_stay(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    assert name.opportunity_id is not None
    services.call_sessions.not_interested(session, name.contact_id, NO)
    clock.advance(seconds=60)
    services.opportunities.reopen(name.opportunity_id)
    services.opportunities.lose(Lose(name.opportunity_id, LostReason.PRICE))
    (standing,) = services.oppositions.of(name.contact_id)
    services.oppositions.lift(standing.id)
    services.oppositions.note(Oppose(name.contact_id, Channel.PHONE, clock.today(), "écrit"))
    services.call_sessions.take_back(session, name.contact_id)
    assert services.db.rows("SELECT lost_reason FROM opportunities WHERE state = 'lost'") == [
        ("price",)
    ]
    assert [own.note for own in services.oppositions.of(name.contact_id)] == ["écrit"]


def test_an_opposition_that_stood_before_stays(services: Services, clock: FakeClock) -> None:
    session = started(services)
    name = current(services, session)
    services.oppositions.note(Oppose(name.contact_id, Channel.PHONE, date(2026, 11, 3), "écrit"))
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.call_sessions.take_back(session, name.contact_id)
    assert len(services.oppositions.of(name.contact_id)) == 1


def test_what_was_kept_of_an_opposition_that_was_none_goes_with_it(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.db.raw.execute(
        "INSERT INTO opposition_marks (digest, channel, objected_on, contact_id)"
        " VALUES ('00', 'phone', '2026-11-22', ?)",
        (name.contact_id,),
    )
    services.call_sessions.take_back(session, name.contact_id)
    assert one(services, "SELECT count(*) FROM opposition_marks") == 0


def test_what_is_kept_of_somebody_else_who_had_the_same_number_stays(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    gone, _card = people.lead(services, f"Autre SARL {name.phone}")
    services.oppositions.note(Oppose(gone, Channel.PHONE, date(2026, 11, 3)))
    services.contacts.delete((gone,))
    kept = services.db.rows("SELECT * FROM opposition_marks")
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.call_sessions.take_back(session, name.contact_id)
    assert services.oppositions.of(name.contact_id) == ()
    assert services.db.rows("SELECT * FROM opposition_marks") == kept


def test_what_the_one_who_is_merged_had_objected_to_stays(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    other, _card = people.lead(services, "Autre SARL")
    services.oppositions.note(Oppose(other, Channel.PHONE, clock.today(), "écrit"))
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.merging.merge(Merge(name.contact_id, other))
    services.call_sessions.take_back(session, name.contact_id)
    assert [own.channel for own in services.oppositions.of(name.contact_id)] == [Channel.PHONE]


def test_one_lifted_before_the_call_does_not_bring_back_what_the_call_noted(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    services.oppositions.note(Oppose(name.contact_id, Channel.PHONE, clock.today()))
    services.oppositions.lift(services.oppositions.of(name.contact_id)[0].id)
    services.call_sessions.not_interested(session, name.contact_id, NO)
    services.call_sessions.take_back(session, name.contact_id)
    assert services.oppositions.of(name.contact_id) == ()


def test_what_was_said_of_the_one_who_is_merged_is_corrected_of_the_one_who_stays(
    services: Services, clock: FakeClock
) -> None:
    session = started(services)
    name = current(services, session)
    services.call_sessions.not_interested(session, name.contact_id, NO)
    wrote = one(services, "SELECT wrote FROM call_session_names WHERE result IS NOT NULL")
    # One who is in the session too, and was not called yet.
    keep = current(services, session).contact_id
    services.merging.merge(Merge(keep, name.contact_id))
    found = "SELECT contact_id, wrote FROM call_session_names WHERE result IS NOT NULL"
    assert services.db.rows(found) == [(keep, wrote)]
    services.call_sessions.take_back(session, keep)
    assert one(services, "SELECT count(*) FROM interactions") == 0
    assert services.oppositions.of(keep) == ()


def test_no_result_says_that_it_wrote_something(services: Services) -> None:
    session = started(services)
    name = current(services, session)
    services.call_sessions.skip(session, name.contact_id)
    assert services.db.rows("SELECT wrote FROM call_session_names WHERE result = 'skipped'") == [
        ("{}",)
    ]
    services.call_sessions.take_back(session, name.contact_id)
    assert one(services, "SELECT count(*) FROM call_session_names WHERE wrote IS NOT NULL") == 0


class TestResultsFromBeforeTheFourthSchema:
    @pytest.mark.parametrize("said", RESULTS)
    def test_they_are_taken_back_by_their_second(
        self, services: Services, clock: FakeClock, said: str
    ) -> None:
        session = started(services)
        name = current(services, session)
        busy(services, name, clock)
        before = content(services)
        RESULTS[said](services, session, name.contact_id)
        services.db.raw.execute(WITHOUT)
        services.call_sessions.take_back(session, name.contact_id)
        assert content(services) == before

    def test_they_are_shown(self, services: Services) -> None:
        session = started(services)
        name = current(services, session)
        services.call_sessions.call_back(session, name.contact_id, CallBack(date(2026, 12, 1)))
        refused = current(services, session)
        services.call_sessions.not_interested(session, refused.contact_id, NO)
        shown = services.call_sessions.view(session, refused.contact_id)
        services.db.raw.execute(WITHOUT)
        again = services.call_sessions.view(session, refused.contact_id)
        assert again == shown
        assert again.current is not None
        assert isinstance(again.current.said, CallSaid)
        assert (again.current.said.reason, again.current.said.objects) == ("no_need", True)
        assert [one.name for one in again.summary.planned] == ["Maison 1"]

    def test_an_archive_of_the_second_version_brings_them_in(
        self, services: Services, other: Services, clock: FakeClock, tmp_path: Path
    ) -> None:
        session = started(services)
        name = current(services, session)
        busy(services, name, clock)
        before = content(services)
        services.call_sessions.not_interested(session, name.contact_id, NO)
        services.db.raw.execute(
            "INSERT INTO opposition_marks (digest, channel, objected_on)"
            " VALUES ('00', 'email', '2026-11-22')"
        )
        path = tmp_path / "old.json"
        services.archive.write(path)
        archive = json.loads(path.read_text(encoding="utf-8"))
        archive["version"] = 2
        for row in archive["call_session_names"]:
            del row["wrote"]
        for row in archive["opposition_marks"]:
            del row["contact_id"]
        path.write_text(json.dumps(archive), encoding="utf-8")
        other.archive.read(path)
        assert other.db.rows("SELECT digest, contact_id FROM opposition_marks") == [("00", None)]
        other.call_sessions.take_back(session, name.contact_id)
        found = content(other)
        for table in ("interactions", "follow_ups", "events", "opportunities", "oppositions"):
            assert found[table] == before[table], table


class TestTheArchive:
    @pytest.fixture
    def path(self, services: Services, clock: FakeClock, tmp_path: Path) -> Path:
        session = started(services)
        name = current(services, session)
        by_hand(services, name, clock)
        services.call_sessions.not_interested(session, name.contact_id, NO)
        made = tmp_path / "all.json"
        services.archive.write(made)
        return made

    def test_what_was_written_comes_back(
        self, services: Services, other: Services, path: Path
    ) -> None:
        other.archive.read(path)
        rows = "SELECT * FROM call_session_names"
        assert other.db.rows(rows) == services.db.rows(rows)
        session, who = services.db.rows(
            "SELECT call_session_id, contact_id FROM call_session_names WHERE result IS NOT NULL"
        )[0]
        other.call_sessions.take_back(session, who)
        assert other.db.rows("SELECT body FROM interactions") == [("de ma main",)]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda row: row.update(wrote="{"),
            lambda row: row.update(wrote="[]"),
            lambda row: row.update(wrote='{"spells": {}}'),
            lambda row: row.update(wrote='{"noted": ["1"]}'),
            lambda row: row.update(wrote='{"noted": {"one": "2026-11-22T09:00:00Z"}}'),
            lambda row: row.update(wrote='{"noted": {"1": 7}}'),
            lambda row: row.update(wrote=7),
            lambda row: row.update(result=None),
        ],
    )
    def test_what_pisteur_would_not_have_written_is_refused(
        self, other: Services, path: Path, spoil: Callable[[dict[str, object]], None]
    ) -> None:
        archive = json.loads(path.read_text(encoding="utf-8"))
        spoil(next(row for row in archive["call_session_names"] if row["wrote"]))
        path.write_text(json.dumps(archive), encoding="utf-8")
        with pytest.raises(ExchangeError) as caught:
            other.archive.read(path)
        assert caught.value.code == "archive.damaged"


def test_what_is_stored_is_read_as_it_was_written() -> None:
    given = CallWriting({"noted": {12: "2026-11-22T09:12:00Z"}, "lost": {3: "2026-11-22"}})
    assert writing_from_text(given.text) == given


def test_an_open_step_knows_what_it_wrote_so_far(services: Services) -> None:
    contact, deal = services.contacts.add_lead(AddLead("Inès Roche")).value
    with services.db.step("x"):
        services.db.raw.execute("INSERT INTO tags (name) VALUES ('before')")
        mark = services.db.mark()
        services.db.raw.execute("INSERT INTO tags (name) VALUES ('one'), ('two')")
        services.db.raw.execute("UPDATE contacts SET city = 'Lyon', naf = '' WHERE id = 1")
        services.db.raw.execute("UPDATE opportunities SET title = 'Site'")
        found = services.db.made_since(mark, "tags")
        assert services.db.rows("SELECT name FROM tags WHERE id > 1 ORDER BY id") == [
            ("one",),
            ("two",),
        ]
        assert found == [2, 3]
        assert services.db.made_since(mark, "contacts") == []
        columns = [row[1] for row in services.db.rows("PRAGMA table_info(contacts)")]
        touched = [name for name in columns if services.db.set_since(mark, "contacts", name)]
        assert touched == ["city"]
        assert services.db.set_since(mark, "contacts", "city") == [contact]
        assert services.db.set_since(mark, "opportunities", "title") == [deal]
        assert services.db.set_since(mark, "opportunities", "stage_id") == []
