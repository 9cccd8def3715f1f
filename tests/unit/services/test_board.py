"""The board as read, and as a change makes it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain import settings as stored
from pisteur.domain.board import Card
from pisteur.domain.commands import (
    DealInput,
    EditContact,
    Lose,
    MoveCards,
    PlanFollowUp,
    PointInput,
    StandBy,
    WriteInteraction,
)
from pisteur.domain.records import LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import (
    FollowUpKind,
    InteractionKind,
    LostReason,
    Outcome,
    PointKind,
)
from pisteur.services.board import read_board, read_delta, read_first_board, read_totals
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from support import people
from support.clock import FakeClock
from support.operations import FREQUENT, Person

number = st.integers(0, 200)


def cards(services: Services) -> dict[int, Card]:
    return {card.id: card for card in read_board(services.db.raw).cards}


def the_card(services: Services) -> Card:
    (card,) = cards(services).values()
    return card


def applied(shown: dict[int, Card], services: Services, changes: ChangeSet) -> dict[int, Card]:
    """Return what a view shows that takes a delta, or reads anew when told to."""
    raw = services.db.raw
    delta = read_delta(raw, changes)
    if delta is None:
        return cards(services)
    assert not delta.gone & {card.id for card in delta.cards}
    # A second pipeline has cards too, which are not those of the board shown.
    columns = {stage.id for stage in read_board(raw).stages}
    there = {card.id: card for card in delta.cards if card.stage_id in columns}
    told = delta.gone.union(card.id for card in delta.cards)
    return {i: card for i, card in shown.items() if i not in told} | there


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    day=st.lists(
        st.tuples(st.sampled_from(FREQUENT), number, number, number), min_size=5, max_size=40
    )
)
def test_a_board_that_takes_the_deltas_shows_what_a_fresh_reading_shows(
    tmp_path: Path, template_file: Path, day: list[tuple[str, int, int, int]]
) -> None:
    path = tmp_path / "pisteur.db"
    shutil.copy2(template_file, path)
    clock = FakeClock()
    services = Services(open_data(path), clock)
    try:
        person = Person(services, clock)
        shown = cards(services)
        for operation in day:
            shown = applied(shown, services, person.do(*operation))
            assert shown == cards(services)
        while (done := services.undo()).value is not None:
            shown = applied(shown, services, done.changes)
            assert shown == cards(services)
    finally:
        services.close()


def test_an_empty_file_shows_its_columns_by_zone_and_the_letters_of_the_criteria(
    services: Services,
) -> None:
    board = read_board(services.db.raw)
    names = ["New lead", "To qualify", "Qualified prospect", "Quote sent", "Won"]
    assert [stage.name for stage in board.stages] == names
    assert board.criterion_letters == "T€D"
    assert board.criterion_names == ("Target", "Means", "Decision")
    assert board.cards == ()
    assert board.stale_days == 14


def test_cards_come_by_column_in_the_order_of_their_ranks(services: Services) -> None:
    made = [people.lead(services, f"Contact {i}")[1] for i in range(5)]
    column = people.stage(services, "To qualify")
    services.opportunities.move(MoveCards((made[3], made[0]), column))
    services.opportunities.move(MoveCards((made[4],), column, before_id=made[0]))
    board = read_board(services.db.raw)
    assert [card.id for card in board.cards] == [made[2], made[1], made[3], made[4], made[0]]


def test_a_card_without_title_is_called_by_its_company_else_its_contact(
    services: Services,
) -> None:
    contact_id, card_id = people.lead(services, "Inès Roche, Atelier Fauve, 06 39 98 12 34")
    card = the_card(services)
    assert (card.title, card.who) == ("Atelier Fauve", "Inès Roche")
    services.opportunities.edit(card_id, DealInput("Site vitrine", "1800"))
    card = the_card(services)
    assert (card.title, card.who, card.amount_cents) == ("Site vitrine", "Atelier Fauve", 180000)
    services.opportunities.edit(card_id, DealInput(""))
    services.contacts.edit(
        EditContact(
            contact_id, family_name="Roche", points=(PointInput(PointKind.PHONE, "06 39 98 12 34"),)
        )
    )
    card = the_card(services)
    assert (card.title, card.who) == ("Roche", "06 39 98 12 34")


def test_a_bare_number_is_not_shown_twice_on_its_card(services: Services) -> None:
    people.lead(services, "06 39 98 12 34")
    card = the_card(services)
    assert (card.title, card.who) == ("06 39 98 12 34", "")


def test_a_card_shows_its_next_action_and_the_pips_of_the_latest_qualification(
    services: Services, clock: FakeClock
) -> None:
    contact_id, card_id = people.prospect(services)
    for title, day in (("Later", 30), ("Sooner", 23)):
        due = clock.today().replace(day=day)
        services.follow_ups.plan(PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, due))
    card = the_card(services)
    assert (card.action, card.due_on, card.pips) == ("Sooner", "2026-11-23", "yyy")


def test_an_exchange_and_a_move_both_count_as_activity(
    services: Services, clock: FakeClock
) -> None:
    contact_id, card_id = people.lead(services)
    clock.advance(days=3)
    services.journal.write(WriteInteraction(contact_id, None, InteractionKind.CALL, "no reply yet"))
    assert the_card(services).last_activity == "2026-11-25T09:00:00Z"
    clock.advance(days=1)
    services.opportunities.move(MoveCards((card_id,), people.stage(services, "To qualify")))
    assert the_card(services).last_activity == "2026-11-26T09:00:00Z"


def test_lost_deals_leave_the_board_and_standby_ones_stay(
    services: Services, clock: FakeClock
) -> None:
    _contact, lost = people.lead(services, "A")
    _contact, waiting = people.lead(services, "B")
    services.opportunities.lose(Lose(lost, LostReason.PRICE))
    services.opportunities.stand_by(StandBy(waiting, clock.today().replace(day=30)))
    assert set(cards(services)) == {waiting}
    assert cards(services)[waiting].standby_until == "2026-11-30"
    totals = read_totals(services.db.raw)
    assert (totals.contacts, totals.open_deals) == (2, 1)


def test_a_change_of_settings_or_columns_has_the_board_read_anew(services: Services) -> None:
    changes = services.settings.put(stored.STALE_DAYS, 3).changes
    assert read_delta(services.db.raw, changes) is None
    assert read_board(services.db.raw).stale_days == 3


def test_an_ambiguous_answer_that_is_deleted_leaves_no_mark(services: Services) -> None:
    contact_id, card_id = people.lead(services)
    said = services.journal.write(
        WriteInteraction(
            contact_id, card_id, InteractionKind.CALL, "Perhaps", outcome=Outcome.AMBIGUOUS
        )
    )
    # Newer, so that deleting the answer changes nothing else of the contact.
    services.journal.write(WriteInteraction(contact_id, card_id, InteractionKind.NOTE, "Wait"))
    shown = cards(services)
    assert shown[card_id].open_answer
    changes = services.journal.delete(said.value).changes
    assert not applied(shown, services, changes)[card_id].open_answer


def test_a_change_of_very_many_deals_has_the_board_read_anew(services: Services) -> None:
    people.lead(services)
    changes = ChangeSet({"opportunities": frozenset(range(1, 1000))})
    assert read_delta(services.db.raw, changes) is None
    records = tuple(LeadRecord(line=n + 1, name=f"Name {n:05}") for n in range(501))
    options = ImportOptions(list_name="Crowd", on_board=True)
    services.importing.apply(ParsedLeads(records, (), len(records)), options)
    changes = ChangeSet({"contacts": frozenset(range(1, 1000))})
    assert read_delta(services.db.raw, changes) is None


@pytest.mark.parametrize("count", [3, 600])
def test_a_change_of_many_rows_is_told_like_one_of_few(services: Services, count: int) -> None:
    contact_id, card_id = people.lead(services)
    services.journal.write(
        WriteInteraction(contact_id, card_id, InteractionKind.NOTE, "Said nothing")
    )
    aside = people.lead(services)
    for table, told in (
        ("contacts", {card_id, aside[1]}),
        ("contact_points", {card_id, aside[1]}),
        ("interactions", {card_id}),
        ("follow_ups", set[int]()),
        ("lead_lists", set[int]()),
    ):
        there = services.db.raw.execute(f"SELECT id FROM {table}").fetchall()
        known = frozenset(row[0] for row in there)
        # Interactions that are gone have the board read anew: see below.
        others = frozenset() if table == "interactions" else frozenset(range(10**6, 10**6 + count))
        delta = read_delta(services.db.raw, ChangeSet({table: known | others}))
        assert delta is not None
        assert ({card.id for card in delta.cards}, delta.gone) == (told, frozenset())
    many = ChangeSet({"interactions": frozenset(range(10**6, 10**6 + count))})
    assert read_delta(services.db.raw, many) is None


def test_a_change_that_no_card_shows_gives_an_empty_delta(services: Services) -> None:
    changes = ChangeSet({"tags": frozenset({1})})
    delta = read_delta(services.db.raw, changes)
    assert delta is not None
    assert (delta.cards, delta.gone) == ((), frozenset())


def test_the_first_board_is_the_top_of_each_column_with_the_true_totals(
    services: Services,
) -> None:
    ids = [people.lead(services, f"Garage {n}")[1] for n in range(7)]
    for place, card_id in enumerate(ids):
        services.opportunities.edit(card_id, DealInput(f"Deal {place}", str(10 * place)))
    services.opportunities.stand_by(StandBy(ids[0], date(2026, 12, 1)))
    whole = read_board(services.db.raw)
    first = read_first_board(services.db.raw, 3)
    running = [card for card in whole.cards if card.state != "standby"]
    assert first.cards == tuple(running[:3])
    assert first.totals == ((running[0].stage_id, 6, 21_000),)
    assert first._replace(cards=whole.cards, totals=None) == whole


def test_a_small_board_is_read_whole_at_once(services: Services) -> None:
    for n in range(3):
        people.lead(services, f"Garage {n}")
    assert read_first_board(services.db.raw, 3) == read_board(services.db.raw)
