"""Indexes and triggers that another program dropped or changed are found, and made again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import structure
from support import people


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DROP INDEX contacts_by_name"], "1 part of the file’s structure is missing or altered"),
        (
            ["DROP TRIGGER search_contact_insert", "DROP TRIGGER search_contact_update"],
            "2 parts of the file’s structure are missing or altered",
        ),
        (
            [
                "DROP TRIGGER search_contact_insert",
                "CREATE TRIGGER search_contact_insert AFTER INSERT ON contacts BEGIN SELECT 1; END",
            ],
            "1 part of the file’s structure is missing or altered (search_contact_insert).",
        ),
    ],
)
def test_what_is_missing_or_altered_is_said_and_made_again(
    data_path: Path, statements: list[str], said: str
) -> None:
    open_data(data_path).connection.close()
    connection = sqlite3.connect(data_path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    services = Services(open_data(data_path))
    try:
        people.lead(services, "Roux")
        found = services.upkeep.check()
        assert not found.ok
        assert found.mendable
        assert found.problems[0].startswith(said)
        assert services.upkeep.check(repair=True).ok
        assert structure.find_wrong(services.db.raw) == []
        # What it writes by itself is written again.
        people.lead(services, "Petit")
        assert services.upkeep.check().ok
    finally:
        services.close()


def test_an_index_that_its_rows_do_not_allow_is_said_and_the_rest_is_mended(
    services: Services,
) -> None:
    raw = services.db.raw
    for name in ("contacts_by_name", "contact_tags_once"):
        raw.execute(f"DROP INDEX {name}")
    contact_id, _card = people.lead(services, "Roux")
    raw.execute("INSERT INTO tags (id, name) VALUES (1, 'x')")
    raw.executemany(
        "INSERT INTO contact_tags (contact_id, tag_id) VALUES (?, 1)", [(contact_id,)] * 2
    )
    assert not services.upkeep.check().mendable
    found = services.upkeep.check(repair=True)
    assert (found.ok, found.mendable) == (False, False)
    assert structure.find_wrong(raw) == ["contact_tags_once"]
