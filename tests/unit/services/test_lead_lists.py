"""Lists of leads: what came of each, its facts, and its names on the board a few at a time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.commands import DealInput, MoveCards, Win, WriteInteraction
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import DomainError
from pisteur.domain.lead_lists import PORTION, LeadListInput
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.transfer import BOARD_LIMIT
from pisteur.domain.words import Direction, InteractionKind, OpportunityState, Status
from pisteur.services.opening import open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.schema import create_file
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.lists import bring_in, members

BOUGHT = LeadListInput(
    "Ain", "Kompass, fichier Ain", "Kompass", "350", date(2026, 11, 3), date(2026, 11, 20), "bien"
)


def cards_of(services: Services, list_id: int) -> list[str]:
    found = services.db.rows(
        "SELECT c.company FROM opportunities o JOIN contacts c ON c.id = o.contact_id"
        " JOIN stages s ON s.id = o.stage_id WHERE c.lead_list_id = ? AND s.zone = 'leads'"
        " ORDER BY o.rank",
        (list_id,),
    )
    return [row[0] for row in found]


def test_what_came_of_a_list_is_counted_and_priced(services: Services) -> None:
    other = bring_in(services, 1, name="Salon")
    made = bring_in(services, 4)
    first, second, third, _fourth = members(services, made)
    services.lead_lists.put_on_board(made, 3)
    services.lead_lists.edit(made, BOUGHT)
    services.journal.write(WriteInteraction(third, None, InteractionKind.NOTE, "vu au marché"))
    for contact in (first, second):
        services.journal.write(
            WriteInteraction(contact, None, InteractionKind.CALL, "appelé", Direction.OUTGOING)
        )
    cards = dict(services.db.rows("SELECT contact_id, id FROM opportunities"))
    target = people.stage(services, "Qualified prospect")
    for contact in (first, second):
        evidence = {cards[contact]: people.yes(services)}
        services.opportunities.move(MoveCards((cards[contact],), target, evidence=evidence))
    services.opportunities.win(Win(cards[first], people.sale()))
    row, unpriced = services.lead_lists.lists()
    assert (row.id, unpriced.id) == (made, other)
    assert (row.name, row.supplier, row.bought_on) == ("Ain", "Kompass", date(2026, 11, 3))
    assert (row.names, row.on_board, row.waiting) == (4, 2, 1)
    assert (row.contacted, row.qualified, row.won) == (2, 2, 1)
    assert (row.cents_per_prospect, row.cents_per_customer) == (17_500, 35_000)
    assert row.imported_on == date(2026, 11, 22)
    assert row.inform_by == date(2026, 12, 22)
    assert (unpriced.names, unpriced.waiting, unpriced.cents_per_prospect) == (1, 1, None)


def test_each_count_is_what_going_through_the_names_gives(services: Services) -> None:
    dice = random.Random(4)  # noqa: S311 - the same on each run
    today = services.workspace.clock.today()
    lists = [bring_in(services, 6, name=name) for name in ("Ain", "Lot", "Var")]
    for made in lists:
        for contact_id in members(services, made):
            if dice.random() < 0.4:
                services.oppositions.note(Oppose(contact_id, Channel.PHONE, today))
            if dice.random() < 0.4:
                cards = [services.opportunities.add(contact_id, DealInput("A"))]
                cards += [services.opportunities.add(contact_id, DealInput("B"))]
                if dice.random() < 0.5:
                    services.opportunities.win(Win(cards[0].value, people.sale()))
            for kind in dice.choices((InteractionKind.NOTE, InteractionKind.CALL), k=2):
                if dice.random() < 0.5:
                    services.journal.write(WriteInteraction(contact_id, None, kind, "…"))
    told = {row.id: row for row in services.lead_lists.lists()}
    seen = set()
    for made in lists:
        views = [services.contact_view.contact(own) for own in members(services, made)]
        states = [{deal.state for deal in view.opportunities} for view in views]
        kinds = [{line.kind for line in view.journal} for view in views]
        row = told[made]
        assert row.names == len(views)
        assert row.on_board == sum(OpportunityState.OPEN in found for found in states)
        assert row.waiting == sum(not (view.opportunities or view.oppositions) for view in views)
        assert row.contacted == sum(InteractionKind.CALL in found for found in kinds)
        assert row.won == sum(bool(view.sales) for view in views)
        assert row.qualified == sum(view.reason.status is not Status.LEAD for view in views)
        seen.add((row.on_board, row.waiting, row.contacted, row.won))
    assert len(seen) == 3


def test_a_list_without_contacts_counts_none(services: Services) -> None:
    made = bring_in(services, 1)
    services.contacts.delete(members(services, made))
    (row,) = services.lead_lists.lists()
    assert (row.names, row.on_board, row.waiting, row.contacted, row.won) == (0, 0, 0, 0, 0)


def test_a_long_list_waits_and_goes_to_the_board_a_portion_at_a_time_oldest_first(
    services: Services,
) -> None:
    made = bring_in(services, BOARD_LIMIT + 1, on_board=None)
    assert cards_of(services, made) == []
    before = dump(services.db.raw)
    assert services.lead_lists.put_on_board(made).value == PORTION
    assert cards_of(services, made) == [f"Maison {n}" for n in range(1, PORTION + 1)]
    assert services.db.undo_label == f"Put {PORTION} names of “Ain 2026” on the board"
    services.undo()
    assert dump(services.db.raw) == before
    services.redo()
    services.lead_lists.put_on_board(made)
    assert services.lead_lists.put_on_board(made).value == BOARD_LIMIT + 1 - 2 * PORTION
    with pytest.raises(DomainError) as raised:
        services.lead_lists.put_on_board(made)
    assert raised.value.code == "list.none_waits"
    assert services.upkeep.check().ok


def test_a_short_list_goes_to_the_board_as_it_comes_in(services: Services) -> None:
    made = bring_in(services, BOARD_LIMIT, on_board=None)
    assert len(cards_of(services, made)) == BOARD_LIMIT


def test_who_had_a_deal_before_is_not_put_on_the_board_again(services: Services) -> None:
    made = bring_in(services, 2)
    services.lead_lists.put_on_board(made, 1)
    (card,) = (row[0] for row in services.db.rows("SELECT id FROM opportunities"))
    services.opportunities.win(Win(card, people.sale()))
    services.lead_lists.put_on_board(made)
    assert len(services.db.rows("SELECT id FROM opportunities")) == 2


def test_the_facts_of_a_list_are_edited_in_one_step(services: Services) -> None:
    made = bring_in(services, 1)
    before = services.lead_lists.lists()
    services.lead_lists.edit(made, BOUGHT)
    (row,) = services.lead_lists.lists()
    assert (row.source, row.price_cents, row.note) == ("Kompass, fichier Ain", 35_000, "bien")
    assert row.informed_on == date(2026, 11, 20)
    assert services.db.undo_label == "Edit the list “Ain”"
    services.undo()
    assert services.lead_lists.lists() == before


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (replace(BOUGHT, name=" "), "list.name_missing", "name"),
        (replace(BOUGHT, price="dear"), "amount.unreadable", "price"),
        (replace(BOUGHT, bought_on=date(2026, 11, 23)), "list.day_to_come", "bought_on"),
        (replace(BOUGHT, informed_on=date(2026, 11, 23)), "list.day_to_come", "informed_on"),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field(
    services: Services, given: LeadListInput, code: str, field: str
) -> None:
    made = bring_in(services, 1)
    before = dump(services.db.raw)
    with pytest.raises(DomainError) as raised:
        services.lead_lists.edit(made, given)
    assert (raised.value.code, raised.value.field) == (code, field)
    assert dump(services.db.raw) == before


def test_a_list_that_is_deleted_leaves_its_contacts_and_comes_back(services: Services) -> None:
    made = bring_in(services, 2)
    before = dump(services.db.raw)
    services.lead_lists.delete(made)
    assert services.lead_lists.lists() == ()
    assert services.contact_list.page(ContactQuery()).total == 2
    services.undo()
    assert dump(services.db.raw) == before


def test_the_contacts_of_one_list_are_found(services: Services) -> None:
    bring_in(services, 2, name="Salon")
    made = bring_in(services, 3)
    query = ContactQuery(lead_list=made, list_name="Ain 2026")
    assert services.contact_list.ids(query) == tuple(members(services, made))
    assert query.filters == ("lead_list",)
    assert query.without("lead_list") == ContactQuery()


def test_the_facts_of_a_list_come_back_from_an_archive(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    services.lead_lists.edit(bring_in(services, 2), BOUGHT)
    services.archive.write(tmp_path / "all.json")
    create_file(tmp_path / "other.db", seed_defaults).connection.close()
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    assert other.lead_lists.lists() == services.lead_lists.lists()
    other.close()
