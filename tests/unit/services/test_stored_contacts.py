"""Whom the keys of a list meet among what is stored: looked up, it is what reading all finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.services.candidates import phone_key
from pisteur.services.stored_contacts import StoredContacts

VALUES = ("a@exemple.example", "b@exemple.example", "0199000001", "12", "poste 12", "")
NORMALISED = (None, "", "a@exemple.example", "+33199000001", "12")
points = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(("phone", "email")),
        st.sampled_from(VALUES),
        st.sampled_from(NORMALISED),
    ),
    max_size=30,
)
keys = st.sets(st.sampled_from((*VALUES, "+33199000001", "digits:12", "digits:0199000001")))


@pytest.fixture
def table() -> Iterator[sqlite3.Connection]:
    """A table of points alone, so that any may stand in it."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE contact_points (id INTEGER PRIMARY KEY, contact_id, kind, value, normalised)"
    )
    yield connection
    connection.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(points, keys)
def test_keys_that_are_looked_up_meet_those_that_reading_all_finds(
    table: sqlite3.Connection,
    stored: list[tuple[int, str, str, str | None]],
    wanted: set[str],
) -> None:
    table.execute("DELETE FROM contact_points")
    table.executemany(
        "INSERT INTO contact_points (contact_id, kind, value, normalised) VALUES (?, ?, ?, ?)",
        stored,
    )
    everyone = []
    for contact_id, kind, value, normalised in stored:
        key = normalised or (phone_key(None, value) if kind == "phone" else value)
        if key in wanted:
            everyone.append((key, contact_id))

    def rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        return table.execute(sql, values).fetchall()

    assert list(StoredContacts(rows).by_address(wanted)) == everyone


def test_a_short_list_does_not_read_all_that_is_stored(table: sqlite3.Connection) -> None:
    table.executemany(
        "INSERT INTO contact_points (contact_id, kind, value, normalised)"
        " VALUES (?, 'email', ?, ?)",
        ((n, f"{n}@exemple.example", f"{n}@exemple.example") for n in range(100)),
    )
    read = 0

    def rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        nonlocal read
        found = table.execute(sql, values).fetchall()
        read += len(found)
        return found

    assert list(StoredContacts(rows).by_address({"7@exemple.example"})) == [
        ("7@exemple.example", 7)
    ]
    assert read < 10
