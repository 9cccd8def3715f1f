"""Garbage is collected between events, and never so much in one go that the window stops."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from pisteur.presentation import collector
from pisteur.presentation.collector import PATIENCE, Collector

MOST = 1000


class Ring:
    """Holds itself, so that only a collection lets go of it."""

    def __init__(self) -> None:
        self.me = self


class Walks:
    """Notes what was collected, and that it was never more than allowed."""

    def __init__(self) -> None:
        self.generations: list[int] = []
        self.most = 0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            generation = info["generation"]
            self.generations.append(generation)
            walked = sum(len(gc.get_objects(each)) for each in range(generation + 1))
            self.most = max(self.most, walked)


@pytest.fixture
def made(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(collector, "MOST_WALKED", MOST)
    found = Collector(qapp)
    found._timer.stop()
    found._thresholds = (50, 10, 10)
    # What the tests before left is not of this one.
    gc.collect()
    gc.freeze()
    yield found
    found.stop()
    found.deleteLater()
    # As all tests are run: see conftest.
    gc.disable()


@pytest.fixture
def walks(made: Collector) -> Iterator[Walks]:
    watch = Walks()
    gc.callbacks.append(watch)
    yield watch
    gc.callbacks.remove(watch)


def _many(count: int) -> list[Any]:
    return [[place] for place in range(count)]


def test_rings_are_let_go_of(made: Collector, walks: Walks) -> None:
    rings = [weakref.ref(Ring()) for _number in range(MOST * 4 // 10)]
    assert all(ring() is not None for ring in rings)
    made.collect()
    assert all(ring() is None for ring in rings)
    assert walks.generations == [0]


def test_nothing_is_collected_while_there_is_little(made: Collector, walks: Walks) -> None:
    made.collect()
    assert walks.generations == []


def test_a_great_many_at_once_are_waited_for_instead_of_walked(
    made: Collector, walks: Walks
) -> None:
    kept, frozen = _many(MOST * 2), gc.get_freeze_count()
    for _turn in range(PATIENCE):
        made.collect()
    assert walks.generations == []
    del kept[:]
    made.collect()
    assert walks.most <= MOST
    assert gc.get_freeze_count() <= frozen


def test_a_great_many_that_stay_are_left_out_for_good(made: Collector, walks: Walks) -> None:
    kept, frozen = _many(MOST * 2), gc.get_freeze_count()
    for _turn in range(PATIENCE + 1):
        made.collect()
    assert gc.get_freeze_count() >= frozen + len(kept)
    ring = weakref.ref(Ring())
    more = _many(MOST * 8 // 10)
    made.collect()
    assert ring() is None
    assert len(more) < walks.most <= MOST * 1.1


def test_what_stays_a_little_at_a_time_is_never_walked_all_at_once(
    made: Collector, walks: Walks
) -> None:
    kept: list[Any] = []
    frozen = gc.get_freeze_count()
    for _turn in range(200):
        kept.append(_many(MOST * 6 // 100))
        made.collect()
    assert walks.most <= MOST * 1.1
    assert set(walks.generations) == {0, 1}
    assert gc.get_freeze_count() > frozen


def test_older_rings_go_in_time(made: Collector, walks: Walks) -> None:
    ring = Ring()
    let_go = weakref.ref(ring)
    made._thresholds = (20, 2, 2)
    kept = [_many(40)]
    made.collect()
    del ring
    for _turn in range(20):
        kept.append(_many(40))
        made.collect()
    assert let_go() is None
    assert set(walks.generations) == {0, 1, 2}
    assert kept


def test_a_closed_window_goes_although_it_was_left_out(made: Collector, walks: Walks) -> None:
    ring = Ring()
    let_go = weakref.ref(ring)
    gc.freeze()
    del ring
    gc.collect()
    assert let_go() is not None
    made.begin_anew()
    made.collect()
    assert let_go() is None
    assert walks.generations == [2, 2]
