"""Killed at any moment: no acknowledged change is lost, no step is half done (faults F1).

`--kills N` says how often; the figure that counts is 300 or more. A worker's n-th deed is the
same in every process, so a reference file that is never killed says what the file must hold:
the last deed acknowledged, or the one after it, whole.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from faults.deeds import ROWS, Worker
from faults.workers import Nursery, tell
from pisteur.domain.settings import OPPOSITION_SALT
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.dumps import Dump, dump

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 and fork are POSIX")


def found_in(path: Path) -> Dump:
    """Open what a killed worker left; returns all that is in it."""
    services = Services(open_data(path), FakeClock(), "Europe/Paris")
    try:
        raw = services.db.raw
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert services.upkeep.check().problems == ()
        return dump(raw)
    finally:
        services.close()


def was_cut_off(path: Path) -> bool:
    """Return whether a transaction was under way: its journal has a header."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and any(journal.read_bytes()[:28])


def give_salt(path: Path) -> None:
    """Give a file the salt of its hashes, which is made by chance when first needed."""
    services = Services(open_data(path), FakeClock(), "Europe/Paris")
    services.settings.put(OPPOSITION_SALT, "the same in both files")
    services.close()


class Reference:
    """A file that is never killed, and does the same deeds one by one."""

    def __init__(self, path: Path) -> None:
        self._clock = FakeClock()
        self._services = Services(open_data(path), self._clock, "Europe/Paris")
        self._worker = Worker(self._services, self._clock)

    def begin_life(self) -> None:
        """Forget the Edit menu, as a start does."""
        self._services.db.forget_steps()

    def do(self, number: int) -> None:
        self._worker.do(number)

    def dump(self) -> Dump:
        return dump(self._services.db.raw)

    def close(self) -> None:
        self._services.close()


def test_no_acknowledged_edit_is_lost_and_none_is_half_done(
    nursery: Nursery, kills: int, data_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    never_killed = data_path.with_name("reference.db")
    give_salt(data_path)
    shutil.copy2(data_path, never_killed)
    reference = Reference(never_killed)
    dice = random.Random(kills)  # noqa: S311 - to be repeatable
    number = acknowledged = cut_off = unanswered = 0
    for _kill in range(kills):
        reference.begin_life()
        life = nursery.run(data_path, number, dice.uniform(0, 0.25))
        cut_off += was_cut_off(data_path)
        acknowledged += len(life.done)
        for done in life.done:
            reference.do(done)
            number = done + 1
        found = found_in(data_path)
        if found != reference.dump():
            # The deed under way may have been committed before it could be answered.
            assert life.begun[-1] == number
            reference.do(number)
            number += 1
            unanswered += 1
            assert found == reference.dump()
    reference.close()
    tell(
        capsys,
        fault="F1 edits",
        kills=kills,
        acknowledged=acknowledged,
        lost=0,
        cut_off_in_a_transaction=cut_off,
        committed_but_not_answered=unanswered,
    )
    assert acknowledged > (kills if kills >= 100 else 0)
    assert cut_off > 0 or kills < 100, "no transaction was ever cut off: this proves nothing"


def test_an_import_of_a_thousand_rows_is_there_whole_or_not_at_all(
    nursery: Nursery,
    kills: int,
    data_path: Path,
    template_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = found_in(data_path)
    began = time.perf_counter()
    services = Services(open_data(data_path), FakeClock(), "Europe/Paris")
    Worker(services, FakeClock()).import_list(0)
    services.close()
    lasts = time.perf_counter() - began
    after = found_in(data_path)
    assert len(after["contacts"]) == ROWS
    dice = random.Random(kills)  # noqa: S311 - to be repeatable
    whole = cut_off = 0
    for _kill in range(max(5, kills // 3)):
        shutil.rmtree(data_path.parent)
        data_path.parent.mkdir(mode=0o700)
        shutil.copy2(template_file, data_path)
        life = nursery.run(data_path, 0, dice.uniform(0, 2 * lasts), deed="import")
        cut_off += was_cut_off(data_path)
        found = found_in(data_path)
        if life.done:
            # The next list may have come in too; the first must be there.
            assert found["contacts"].keys() >= after["contacts"].keys()
            assert len(found["contacts"]) % ROWS == 0
        else:
            assert found in (before, after)
        whole += len(found["contacts"]) > 0
    tell(
        capsys,
        fault="F1 imports",
        kills=max(5, kills // 3),
        rows=ROWS,
        whole=whole,
        none=max(5, kills // 3) - whole,
        half=0,
        cut_off_in_a_transaction=cut_off,
    )


def test_a_worker_that_answers_before_it_has_committed_is_found_out(
    nursery: Nursery, data_path: Path, tmp_path: Path, template_file: Path
) -> None:
    # The harness must find a loss, or the test above proves nothing.
    dice = random.Random(1)  # noqa: S311 - to be repeatable
    for kill in range(60):
        path, never_killed = tmp_path / f"{kill}.db", tmp_path / f"{kill}-reference.db"
        for made in (path, never_killed):
            shutil.copy2(template_file, made)
            give_salt(made)
        reference = Reference(never_killed)
        life = nursery.run(path, 0, dice.uniform(0, 0.05), early=True)
        for done in life.done:
            reference.do(done)
        lost = found_in(path) != reference.dump()
        reference.close()
        if lost:
            return
    raise AssertionError("the loss was not noticed")
