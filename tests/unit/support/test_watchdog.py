"""The watch on the window's thread sees who holds it up, and for how long."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from support.watchdog import KEPT, StallWatch

pytestmark = pytest.mark.usefixtures("qapp")


def linger(seconds: float) -> None:
    time.sleep(seconds)


def toil(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_a_stall_is_measured_and_says_where_it_was(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    qtbot.waitUntil(lambda: watch.beats > 3)
    linger(0.25)
    qtbot.waitUntil(lambda: watch.worst.ms > 200)
    watch.stop()
    assert any("linger" in call for call in watch.worst.stack)
    assert "linger" in watch.worst.where


def test_waiting_is_told_from_working(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    linger(0.2)
    (waited, *_others) = watch.stop()
    watch.start()
    toil(0.2)
    (worked, *_more) = watch.stop()
    assert waited.work_ms < waited.ms / 2
    assert worked.work_ms >= 190
    assert watch.most_work_ms == pytest.approx(worked.work_ms)


def test_only_the_longest_are_kept_and_a_new_start_forgets_them(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    for _each in range(KEPT + 3):
        linger(0.03)
        QCoreApplication.processEvents()
        qtbot.wait(10)
    found = watch.stop()
    assert len(found) == KEPT
    assert found == sorted(found, key=lambda each: -each.ms)
    watch.start()
    assert watch.worst.ms == 0
    watch.stop()


def test_nothing_is_seen_after_the_end(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    watch.stop()
    before = watch.beats
    qtbot.wait(30)
    assert watch.beats == before
