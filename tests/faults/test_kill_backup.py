"""Killed while backing up or going back: the good backups stay, and one of the two files opens
(faults F13, F14). `--kills N` says how often."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from faults.deeds import Worker
from faults.workers import Nursery, tell
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import list_backups
from pisteur.storage.copies import check_database
from support.clock import FakeClock
from support.dumps import Dump, dump

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 and fork are POSIX")


def found_in(path: Path) -> Dump:
    services = Services(open_data(path), FakeClock(), "Europe/Paris")
    try:
        return dump(services.db.raw)
    finally:
        services.close()


def fill(path: Path, first: int, count: int) -> None:
    clock = FakeClock()
    services = Services(open_data(path), clock, "Europe/Paris")
    worker = Worker(services, clock)
    for number in range(first, first + count):
        worker.do(number)
    services.close()


def test_every_backup_that_is_listed_is_whole_and_the_newest_one_is_never_lost(
    nursery: Nursery, kills: int, data_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(data_path, 0, 60)
    content = found_in(data_path)
    dice = random.Random(kills)  # noqa: S311 - to be repeatable
    number = half = 0
    for _kill in range(kills):
        life = nursery.run(data_path, number, dice.uniform(0, 0.1), deed="backup")
        number = life.begun[-1]
        half += any((data_path.parent / "backups").glob("*.partial"))
        backups = list_backups(data_path)
        for backup in backups[-3:]:
            check_database(backup.path)
        if life.done:
            # The clock tells which day the newest acknowledged one is of.
            clock = FakeClock()
            clock.advance(days=life.done[-1])
            assert backups[-1].made_at.date() >= clock.today()
    assert found_in(list_backups(data_path)[-1].path) == content
    assert found_in(data_path) == content
    tell(capsys, fault="F13 backups", kills=kills, made=number, killed_at_work=half)


def test_the_earlier_or_the_restored_file_opens_and_the_earlier_one_is_kept(
    nursery: Nursery, kills: int, data_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = []
    for turn in range(2):
        backup = data_path.with_name(f"backup-{turn}.db")
        fill(data_path, 60 * turn, 60)
        shutil.copy2(data_path, backup)
        states.append(found_in(backup))
    assert states[0] != states[1]
    dice = random.Random(kills)  # noqa: S311 - to be repeatable
    number = missing = 0
    for _kill in range(kills):
        life = nursery.run(data_path, number, dice.uniform(0, 0.06), deed="restore")
        missing += not data_path.exists()
        found = found_in(data_path)
        # The restore under way is done or not done.
        number = life.begun[-1]
        assert found in (states[number % 2], states[(number - 1) % 2])
        for kept in data_path.parent.glob("*.before-restore-*.db"):
            check_database(kept)
            kept.unlink()
        assert not list(data_path.parent.glob("*.damaged-*"))
        if found == states[number % 2]:
            number += 1
    tell(capsys, fault="F14 restores", kills=kills, made=number, between_two_renames=missing)
