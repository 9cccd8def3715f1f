"""Stays in columns: one for each entry of a deal, whoever puts it there, and only one is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from pisteur.domain.commands import AddLead, DealInput, MoveCards, Win
from pisteur.domain.transfer import ImportOptions
from pisteur.exchange.leads import parse_leads
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import stays
from pisteur.storage.columns import instant_to_text
from support import people
from support.clock import FakeClock
from support.dumps import dump

Stay = tuple[str, str, str | None]


def stays_of(services: Services, card: int) -> list[Stay]:
    return [
        tuple(row)
        for row in services.db.rows(
            "SELECT s.name, p.entered_at, p.left_at FROM stage_passages p"
            " JOIN stages s ON s.id = p.stage_id WHERE p.opportunity_id = ? ORDER BY p.id",
            (card,),
        )
    ]


def test_a_deal_stays_in_its_column_from_when_it_is_made(
    services: Services, clock: FakeClock
) -> None:
    _contact, card = people.lead(services)
    assert stays_of(services, card) == [("New lead", instant_to_text(clock.now()), None)]


def test_moving_ends_a_stay_and_begins_another(services: Services, clock: FakeClock) -> None:
    _contact, card = people.lead(services)
    made = instant_to_text(clock.now())
    clock.advance(days=3)
    services.opportunities.move(MoveCards((card,), people.stage(services, "To qualify")))
    moved = instant_to_text(clock.now())
    assert stays_of(services, card) == [
        ("New lead", made, moved),
        ("To qualify", moved, None),
    ]
    services.db.undo()
    assert stays_of(services, card) == [("New lead", made, None)]


def test_moving_within_a_column_is_the_same_stay(services: Services) -> None:
    _contact, card = people.lead(services)
    people.lead(services, "Inès Roche")
    services.opportunities.move(MoveCards((card,), people.stage(services, "New lead")))
    assert len(stays_of(services, card)) == 1


def test_a_win_begins_a_stay_among_the_customers(services: Services) -> None:
    _contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale()))
    assert [name for name, _in, out in stays_of(services, card) if out is None] == ["Won"]
    assert len(stays_of(services, card)) == 3


def test_every_way_to_a_deal_begins_its_stay(services: Services, tmp_path: Path) -> None:
    contact, _card = services.contacts.add_lead(AddLead("Garage Morel")).value
    services.opportunities.add(contact, DealInput("Devanture"))
    services.demo.load()
    path = tmp_path / "salon.csv"
    path.write_text("Nom;E-mail\nLéa;lea@exemple.fr\nZoé;zoe@exemple.fr\n", encoding="utf-8")
    services.importing.apply(parse_leads(path), ImportOptions())
    deals = services.db.rows("SELECT count(*) FROM opportunities")[0][0]
    assert services.db.rows("SELECT count(*) FROM stage_passages")[0][0] == deals
    assert stays.count_wrong(services.db.raw) == 0
    assert not services.db.rows(
        "SELECT 1 FROM opportunities o JOIN stage_passages p ON p.opportunity_id = o.id"
        " WHERE p.entered_at <> o.stage_entered_at"
    )


@pytest.mark.parametrize(
    "harm",
    (
        "DELETE FROM stage_passages",
        "UPDATE stage_passages SET left_at = entered_at",
        "UPDATE stage_passages SET stage_id = 4 WHERE left_at IS NULL",
        "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
        " SELECT id, stage_id, created_at FROM opportunities",
    ),
)
def test_the_check_finds_stays_that_can_not_be_and_mends_them(
    services: Services, harm: str
) -> None:
    people.lead(services)
    people.prospect(services)
    assert services.upkeep.check().ok
    services.db.raw.execute(harm)
    found = services.upkeep.check()
    assert not found.ok
    assert any("entered their column" in problem for problem in found.problems)
    assert services.upkeep.check(repair=True).ok
    assert services.upkeep.check().ok


def test_an_archive_keeps_the_stays(
    services: Services, tmp_path: Path, data_path: Path, template_file: Path
) -> None:
    _contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale()))
    services.archive.write(tmp_path / "all.json")
    (tmp_path / "other.db").write_bytes(template_file.read_bytes())
    other = Services(open_data(tmp_path / "other.db"))
    other.archive.read(tmp_path / "all.json")
    assert dump(other.db.raw)["stage_passages"] == dump(services.db.raw)["stage_passages"]
    other.close()
