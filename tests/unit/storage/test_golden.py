"""Every schema that was ever released opens, upgraded, with everything in it."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from golden.make import golden_file, make
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.words import (
    AcceptedHow,
    EventKind,
    OpportunityState,
    Outcome,
    Status,
    Verdict,
)
from pisteur.services.board import read_board, read_totals
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.connection import SCHEMA_VERSION
from pisteur.storage.tables import TABLE_NAMES
from support.clock import FakeClock
from support.dumps import dump

VERSIONS = range(1, SCHEMA_VERSION + 1)


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def upgraded(version: int, request: pytest.FixtureRequest, tmp_path: Path) -> Services:
    path = tmp_path / "pisteur.db"
    shutil.copy2(golden_file(version), path)
    services = Services(open_data(path), FakeClock())
    request.addfinalizer(services.close)
    return services


def test_there_is_a_golden_file_of_every_schema() -> None:
    assert [v for v in VERSIONS if not golden_file(v).exists()] == []


def test_the_file_is_sound(upgraded: Services) -> None:
    assert upgraded.upkeep.check().problems == ()


def test_every_table_of_its_schema_holds_something(upgraded: Services, version: int) -> None:
    with sqlite3.connect(f"{golden_file(version).as_uri()}?mode=ro", uri=True) as connection:
        found_names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {row[0] for row in found_names} & set(TABLE_NAMES)
    connection.close()
    found = dump(upgraded.db.raw)
    assert [table for table in sorted(names) if not found[table]] == []


def test_the_board_shows_its_cards(upgraded: Services) -> None:
    board = read_board(upgraded.db.raw)
    assert {card.title for card in board.cards} == {
        "Site vitrine",
        "Carte de visite",
        "Paul Étienne",
        "02 61 91 00 11",
    }
    assert {card.forced_reason for card in board.cards} == {"", "recommended by Zoé"}
    assert read_totals(upgraded.db.raw).contacts == 4


def test_the_page_of_the_day_shows_its_groups(upgraded: Services) -> None:
    page = upgraded.today.today()
    assert page.later_count + len(page.this_week) + page.urgent_count > 0


@pytest.mark.parametrize("sort", list(ContactSort))
def test_the_table_of_contacts_sorts_and_searches(upgraded: Services, sort: ContactSort) -> None:
    page = upgraded.contact_list.page(ContactQuery(sort=sort))
    assert page.total == 4
    found = upgraded.contact_list.page(ContactQuery(text="oeillet lecoeur", sort=sort))
    assert found.total == 0  # streets are not searched
    found = upgraded.contact_list.page(ContactQuery(text="sete lecoeur", sort=sort))
    assert [row.display_name for row in found.rows] == ["Zoé Lecœur"]
    assert found.rows[0].status == Status.CUSTOMER


def test_a_contact_is_whole(upgraded: Services) -> None:
    zoe = upgraded.contact_view.contact(1)
    assert zoe.reason.status is Status.CUSTOMER
    assert zoe.tags == ("presse", "Été")
    assert [p.normalised for p in zoe.points] == [
        "+33639981234",
        "+41446681800",
        "zoe_lecoeur@exemple.fr",
    ]
    assert zoe.siret == "73282932000074"
    assert zoe.qualification is not None
    assert zoe.qualification.verdict is Verdict.PROSPECT
    assert sorted(s.accepted_how for s in zoe.sales) == [
        AcceptedHow.EMAIL,
        AcceptedHow.SIGNED_QUOTE,
    ]
    assert [s.cancelled_on is not None for s in zoe.sales].count(True) == 1
    # The deal whose sale was cancelled is open again.
    states = sorted(o.state for o in zoe.opportunities)
    assert states == [OpportunityState.OPEN, OpportunityState.WON]
    kinds = {line.event for line in zoe.journal if line.event}
    assert {
        EventKind.CREATED,
        EventKind.QUALIFIED,
        EventKind.SALE,
        EventKind.SALE_CANCELLED,
    } <= kinds


def test_exchanges_and_actions_are_kept(upgraded: Services) -> None:
    paul = upgraded.contact_view.contact(2)
    assert paul.list_name == "Salon 2026"
    assert Outcome.AMBIGUOUS in {line.outcome for line in paul.journal}
    titles = {f.title: f.due_on for f in paul.follow_ups}
    assert titles["Relancer"] == date(2026, 12, 2)
    assert "Ask for the budget" in titles


def test_it_can_be_written_to_and_undone(upgraded: Services) -> None:
    before = dump(upgraded.db.raw)
    upgraded.contacts.delete([1, 2])
    upgraded.undo()
    assert dump(upgraded.db.raw) == before


def test_the_file_of_the_present_schema_is_what_its_script_makes(tmp_path: Path) -> None:
    made, kept = tmp_path / "made.db", golden_file()
    make(made)
    found = []
    for path in (made, kept):
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            found.append(dump(connection))
        connection.close()
    assert found[0] == found[1]


def test_a_gate_forced_under_the_first_schema_keeps_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "pisteur.db"
    shutil.copy2(golden_file(1), path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE opportunities SET forced_gate = 'sale', forced_reason = 'paid in kind'"
            " WHERE title = 'Site vitrine'"
        )
    connection.close()
    services = Services(open_data(path), FakeClock())
    reasons = services.db.rows(
        "SELECT forced_reason, forced_sale_reason FROM opportunities"
        " WHERE forced_reason <> '' OR forced_sale_reason <> '' ORDER BY id"
    )
    services.close()
    assert reasons == [("", "paid in kind"), ("recommended by Zoé", "")]


def test_a_file_of_the_first_schema_gets_what_ships(tmp_path: Path) -> None:
    path = tmp_path / "pisteur.db"
    shutil.copy2(golden_file(1), path)
    services = Services(open_data(path), FakeClock())
    tables = ("templates", "cadences", "cadence_steps", "loss_reasons", "came_for")
    counts = [services.db.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables]
    stays = services.db.rows("SELECT opportunity_id, stage_id FROM stage_passages ORDER BY 1")
    deals = services.db.rows("SELECT id, stage_id FROM opportunities ORDER BY 1")
    services.close()
    assert counts == [8, 4, counts[2], 9, 6]
    assert counts[2] >= 4
    assert stays == deals
