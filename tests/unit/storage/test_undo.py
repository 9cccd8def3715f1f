"""Undo takes back, redo does again, and the change set names every row: for any sequence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.dumps import Dump, differences, dump, not_told
from support.operations import FREQUENT, Person

number = st.integers(0, 200)
operations = st.lists(
    st.tuples(st.sampled_from(FREQUENT), number, number, number), min_size=1, max_size=40
)
random_days = settings(
    max_examples=int(os.environ.get("PISTEUR_TEST_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def fresh(tmp_path: Path, template_file: Path) -> Path:
    """Return a path that `use` may make again and again."""
    return tmp_path / "pisteur.db"


@contextmanager
def use(path: Path, template: Path) -> Iterator[tuple[Services, Person]]:
    shutil.copy2(template, path)
    clock = FakeClock()
    services = Services(open_data(path), clock)
    try:
        person = Person(services, clock)
        for line in range(4):
            person.do("add_lead", line, 1, 0)
        yield services, person
    finally:
        services.close()


def undo_all(services: Services) -> None:
    while services.undo().value is not None:
        pass


def redo_all(services: Services) -> None:
    while services.redo().value is not None:
        pass


@random_days
@given(day=operations)
def test_undoing_all_gives_the_start_and_redoing_all_gives_the_end(
    fresh: Path, template_file: Path, day: list[tuple[str, int, int, int]]
) -> None:
    with use(fresh, template_file) as (services, person):
        services.db.forget_steps()
        start = dump(services.db.raw)
        for operation in day:
            person.do(*operation)
        end = dump(services.db.raw)
        undo_all(services)
        assert dump(services.db.raw) == start
        redo_all(services)
        assert dump(services.db.raw) == end
        undo_all(services)
        assert dump(services.db.raw) == start


@random_days
@given(day=operations)
def test_the_change_set_names_every_row_that_differs(
    fresh: Path, template_file: Path, day: list[tuple[str, int, int, int]]
) -> None:
    with use(fresh, template_file) as (services, person):
        before = dump(services.db.raw)
        for operation in day:
            changes = person.do(*operation)
            after = dump(services.db.raw)
            assert not_told(before, after, changes) == {}
            before = after
        while changes := services.undo().changes:
            after = dump(services.db.raw)
            assert not_told(before, after, changes) == {}
            before = after


@random_days
@given(day=operations, back=st.lists(st.booleans(), max_size=30))
def test_each_undo_gives_exactly_the_state_before_its_step(
    fresh: Path,
    template_file: Path,
    day: list[tuple[str, int, int, int]],
    back: list[bool],
) -> None:
    with use(fresh, template_file) as (services, person):
        services.db.forget_steps()
        states: list[Dump] = [dump(services.db.raw)]
        for operation in day:
            if person.do(*operation):
                states.append(dump(services.db.raw))
        place = len(states) - 1
        for undo in back:
            done = services.undo() if undo else services.redo()
            if done.value is not None:
                place += -1 if undo else 1
            assert dump(services.db.raw) == states[place]


def test_a_step_that_was_refused_changes_nothing_and_is_no_step(services: Services) -> None:
    person = Person(services, FakeClock())
    person.do("add_lead", 0, 1, 0)
    before, label = dump(services.db.raw), services.db.undo_label
    assert not person.do("stand_by", 0, 0, 0)  # until today: too early
    assert not person.do("correct", 0, 0, 0)  # no line of the journal yet
    assert dump(services.db.raw) == before
    assert services.db.undo_label == label


def test_the_comparison_sees_a_change_in_one_table_and_in_the_index(services: Services) -> None:
    # The measure must be able to fail.
    person = Person(services, FakeClock())
    person.do("add_lead", 0, 1, 0)
    before = dump(services.db.raw)
    changes = person.do("write", 0, 0, 0)
    after = dump(services.db.raw)
    assert differences(before, after)["interactions"] == {1}
    assert before["interaction_search"] != after["interaction_search"]
    assert not_told(before, after, changes) == {}
    assert not_told(before, after, type(changes)()) != {}
