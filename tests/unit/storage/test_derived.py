"""Derived columns and the search index are what a fresh computation gives, after any use."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.status import derive_status, dormant_before
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import search_index
from pisteur.storage.derived import (
    DERIVED,
    count_stale,
    refresh,
)
from pisteur.storage.status_sql import status_case
from pisteur.storage.tables import Contact, Opportunity
from support import people
from support.clock import FakeClock
from support.operations import FREQUENT, Person

number = st.integers(0, 200)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    operations=st.lists(
        st.tuples(st.sampled_from(FREQUENT), number, number, number), min_size=5, max_size=50
    )
)
def test_derived_values_are_fresh_after_any_use_and_any_undo(
    tmp_path: Path, template_file: Path, operations: list[tuple[str, int, int, int]]
) -> None:
    path = tmp_path / "pisteur.db"
    shutil.copy2(template_file, path)
    clock = FakeClock()
    services = Services(open_data(path), clock)
    try:
        person = Person(services, clock)
        for operation in operations:
            person.do(*operation)
        raw = services.db.raw
        assert count_stale(raw) == {}
        assert search_index.is_right(raw)
        for _step in range(len(operations) // 2):
            services.undo()
        assert count_stale(raw) == {}
        assert search_index.is_right(raw)
    finally:
        services.close()


def test_every_column_declared_derived_is_checked() -> None:
    # In the tables' classes they stand last, after the word "Derived".
    for model in (Contact, Opportunity):
        fields = list(model.model_fields)
        derived = set(fields[fields.index("updated_at") + 1 :])
        assert derived == set(DERIVED[model.__tablename__])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("last_sale_on", "2020-01-01"),
        ("qualified", 1),
        ("next_due", "2026-01-01"),
        ("next_follow_up_id", 7),
        ("last_interaction_at", "2026-01-01T00:00:00Z"),
    ],
)
def test_a_wrong_derived_value_is_found_and_mended(
    services: Services, column: str, value: object
) -> None:
    contact_id, _card = people.lead(services)
    raw = services.db.raw
    raw.execute(f"UPDATE contacts SET {column} = ? WHERE id = ?", (value, contact_id))
    assert count_stale(raw) == {f"contacts.{column}": 1}
    refresh(raw)
    assert count_stale(raw) == {}


def test_a_search_index_that_lost_a_contact_is_found_and_rebuilt(services: Services) -> None:
    people.lead(services, "Cœur de Ville, coeur@exemple.fr")
    raw = services.db.raw
    raw.execute("DELETE FROM contact_search")
    assert not search_index.is_right(raw)
    search_index.rebuild(raw)
    assert search_index.is_right(raw)
    assert found(raw, "contact_search", "coeur") == [1]


def test_a_search_index_with_another_text_is_found_and_rebuilt(services: Services) -> None:
    contact_id, _card = people.lead(services)
    raw = services.db.raw
    raw.execute(
        "INSERT INTO interactions (contact_id, kind, direction, body, happened_at, created_at)"
        " VALUES (?, 'note', 'none', 'le cœur', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
        (contact_id,),
    )
    search_index.write_changes(raw)
    assert search_index.is_right(raw)
    raw.execute("INSERT INTO interaction_search(interaction_search) VALUES ('delete-all')")
    assert not search_index.is_right(raw)
    search_index.rebuild(raw)
    assert search_index.is_right(raw)
    assert found(raw, "interaction_search", "coeur") == [1]
    # The triggers go on with the rebuilt index.
    raw.execute("UPDATE interactions SET body = 'l’œuvre'")
    assert not search_index.is_right(raw)
    search_index.write_changes(raw)
    assert search_index.is_right(raw)
    assert found(raw, "interaction_search", "oeuvre") == [1]
    assert found(raw, "interaction_search", "coeur") == []


def found(raw: sqlite3.Connection, index: str, word: str) -> list[int]:
    rows = raw.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (f'"{word}"*',))
    return [row[0] for row in rows]


@settings(max_examples=300, deadline=None)
@given(
    last_sale=st.none() | days,
    qualified=st.booleans(),
    today=days,
    months=st.none() | st.integers(1, 240),
    near=st.integers(-2, 2),
)
def test_the_status_in_sql_is_the_status_of_the_domain(
    last_sale: date | None, qualified: bool, today: date, months: int | None, near: int
) -> None:
    since = dormant_before(today, months)
    connection = sqlite3.connect(":memory:")
    try:
        # Also right at the limit, where a slip of a day would show.
        edge = since + timedelta(days=near) if since > date.min + timedelta(days=9) else since
        for sale in (last_sale, edge):
            row = connection.execute(
                f"SELECT {status_case()} FROM (SELECT :sale AS last_sale_on,"
                " :qualified AS qualified) c",
                {
                    "sale": sale.isoformat() if sale else None,
                    "qualified": int(qualified),
                    "customer_since": since.isoformat(),
                },
            ).fetchone()
            expected = derive_status(last_sale_on=sale, qualified=qualified, customer_since=since)
            assert row[0] == expected.value
    finally:
        connection.close()
