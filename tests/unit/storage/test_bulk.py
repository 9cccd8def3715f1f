"""Many rows in few statements: the same rows as one by one."""

from __future__ import annotations

import sqlite3
import uuid

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pisteur.storage.bulk import insert_many
from pisteur.storage.tables import new_uid

values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=5)


def table(columns: int) -> tuple[sqlite3.Connection, list[str]]:
    names = [f"c{place}" for place in range(columns)]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {', '.join(names)})")
    return connection, names


@example(rows=[(number, str(number), None) for number in range(1001)])
@given(rows=st.lists(st.tuples(values, values, values), max_size=30))
def test_rows_inserted_together_are_those_inserted_one_by_one(
    rows: list[tuple[object, object, object]],
) -> None:
    (together, names), (alone, _names) = table(3), table(3)
    insert_many(together, "t", names, iter(rows))
    alone.executemany("INSERT INTO t (c0, c1, c2) VALUES (?, ?, ?)", rows)
    every = "SELECT * FROM t ORDER BY id"
    assert together.execute(every).fetchall() == alone.execute(every).fetchall()
    together.close()
    alone.close()


def test_the_widest_table_does_not_ask_for_more_values_than_a_statement_takes() -> None:
    connection, names = table(100)
    insert_many(connection, "t", names, [list(range(100))] * 600)
    assert connection.execute("SELECT count(*), min(c99) FROM t").fetchone() == (600, 99)
    connection.close()


def test_a_row_that_is_refused_is_an_error() -> None:
    connection, _names = table(1)
    with pytest.raises(sqlite3.IntegrityError):
        insert_many(connection, "t", ["id"], [(1,), (1,)])
    connection.close()


def test_a_fresh_identifier_is_a_random_uuid() -> None:
    made = [new_uid() for _each in range(200)]
    read = [uuid.UUID(text) for text in made]
    assert [str(each) for each in read] == made
    assert {(each.version, each.variant) for each in read} == {(4, uuid.RFC_4122)}
    assert len(set(made)) == 200
    # Each of the digits that are left to chance is.
    assert all(
        len(set(digits)) > 3 for digits in zip(*(each.hex[:12] for each in read), strict=True)
    )
