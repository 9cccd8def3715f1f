"""What was changed since: counted for each table, with the rows of the latest changes."""

from __future__ import annotations

from pisteur.storage.change_log import ChangeSet
from pisteur.storage.versions import CHANGES, ROWS, Versions


def changed(versions: Versions, *ids: int, table: str = "contacts") -> None:
    versions.note(ChangeSet({table: frozenset(ids)}))


def test_changes_are_counted_for_each_table() -> None:
    versions = Versions()
    changed(versions, 1)
    changed(versions, 1, 2)
    changed(versions, 7, table="sales")
    assert versions.of("contacts", "sales", "tags") == (2, 1, 0)


def test_the_rows_changed_since_are_those_of_all_changes_since() -> None:
    versions = Versions()
    assert versions.rows_since("contacts", 0) == frozenset()
    for ids in ((1, 2), (3,), (2, 4)):
        changed(versions, *ids)
    changed(versions, 9, table="sales")
    assert versions.rows_since("contacts", 3) == frozenset()
    assert versions.rows_since("contacts", 2) == frozenset({2, 4})
    assert versions.rows_since("contacts", 0) == frozenset({1, 2, 3, 4})


def test_too_many_changes_are_not_remembered() -> None:
    versions = Versions()
    for number in range(CHANGES + 1):
        changed(versions, number)
    assert versions.rows_since("contacts", 0) is None
    assert versions.rows_since("contacts", 1) == frozenset(range(1, CHANGES + 1))


def test_nor_is_a_change_of_many_rows_or_what_came_before_it() -> None:
    versions = Versions()
    changed(versions, 1)
    changed(versions, *range(ROWS + 1))
    changed(versions, 5)
    assert versions.rows_since("contacts", 0) is None
    assert versions.rows_since("contacts", 1) is None
    assert versions.rows_since("contacts", 2) == frozenset({5})
