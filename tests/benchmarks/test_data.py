"""The data that the benchmarks use is sound, believable and the same on each run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Size, make_file
from pisteur.domain.commands import PointInput
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.words import PointKind
from pisteur.services.board import read_board
from pisteur.services.contacts import make_point
from pisteur.services.naming import set_names
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.tables import Contact
from support.clock import FakeClock
from support.dumps import dump

SIZE = Size(contacts=300, deals=120, notes=500)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    path = tmp_path_factory.mktemp("made") / "pisteur.db"
    make_file(path, SIZE)
    services = Services(open_data(path), FakeClock())
    yield services
    services.close()


def test_the_file_is_sound(made: Services) -> None:
    assert made.upkeep.check().problems == ()


def test_it_shows_on_every_page(made: Services) -> None:
    assert len(read_board(made.db.raw).cards) == 120
    assert made.contact_list.page(ContactQuery()).total == 300
    statuses = {row.status for row in made.contact_list.page(ContactQuery(), 0, 300).rows}
    assert statuses == {"lead", "prospect", "customer"}
    page = made.today.today()
    assert page.overdue
    assert page.without_action
    assert made.contact_list.page(ContactQuery(text="interessee oeuvre")).total > 0
    assert made.contact_view.contact(7).opportunities
    assert len(made.contact_view.contact(1).journal) >= 25


def test_names_and_addresses_are_stored_as_the_services_would_store_them(made: Services) -> None:
    for row in _dicts(made, "contacts"):
        points = [
            make_point(PointInput(PointKind(point["kind"]), point["value"]), "FR")
            for point in _dicts(made, "contact_points", row["id"])
        ]
        for place, point in enumerate(points):
            point.position = place
        contact = Contact(
            given_name=row["given_name"], family_name=row["family_name"], company=row["company"]
        )
        set_names(contact, points)
        for name in ("name", "display_name", "sort_name", "sort_company"):
            assert row[name] == getattr(contact, name)
        stored = _dicts(made, "contact_points", row["id"])
        assert [(p["normalised"], p["reversed_digits"]) for p in stored] == [
            (p.normalised, p.reversed_digits) for p in points
        ]


def test_everyone_can_be_told_apart_and_reached_by_a_number_kept_for_fiction(
    made: Services,
) -> None:
    values = [row["normalised"] for row in _dicts(made, "contact_points")]
    assert len(values) == len(set(values))
    assert {row["contact_id"] for row in _dicts(made, "contact_points")} == set(range(1, 301))
    for value in values:
        fictional = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")
        assert value.startswith(fictional) or value.endswith(".example")


def test_a_file_larger_than_the_ranges_goes_on_with_addresses_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.data.IN_RANGE", 5)
    path = tmp_path / "pisteur.db"
    make_file(path, Size(contacts=100, deals=10, notes=0))
    services = Services(open_data(path), FakeClock())
    try:
        kinds = [row["kind"] for row in _dicts(services, "contact_points")]
        assert kinds.count("phone") == 30
        reached = {row["contact_id"] for row in _dicts(services, "contact_points")}
        assert reached == set(range(1, 101))
    finally:
        services.close()


def test_two_files_of_one_size_are_alike(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        make_file(tmp_path / name, SIZE)
        services = Services(open_data(tmp_path / name))
        found.append(dump(services.db.raw))
        services.close()
    assert found[0] == found[1]


def _dicts(services: Services, table: str, contact_id: int | None = None) -> list[dict[str, Any]]:
    where = "" if contact_id is None else f" WHERE contact_id = {contact_id} ORDER BY position"
    cursor = services.db.raw.execute(f"SELECT * FROM {table}{where}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
