"""The power goes at any moment: nothing acknowledged is lost, no step is half done (fault F2).

A worker's writes and syncs are recorded with strace, and played back up to a moment onto a disk
that loses and tears what was not synced (`faults.power`). `--cuts N` says how many states are
opened; the figure that counts is 3,000.
"""

from __future__ import annotations

import hashlib
import pickle
import random
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from faults.power import CALLS, Deed, Disk, Event, forget_syncs, read_record
from faults.test_failing_calls import may_trace
from faults.workers import tell
from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.dumps import Dump, dump
from support.processes import run_python

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not may_trace(), reason="needs strace, allowed to trace"
)

WORK = """
import os, pickle, sys
from pathlib import Path
from faults.deeds import Worker
from pisteur import i18n
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import connection
from support.clock import FakeClock
from support.dumps import dump

path, states, deeds, synchronous = sys.argv[1:]
def say(words):
    try:
        os.readlink("said:" + words)
    except OSError:
        pass
i18n.set_language("en")
connection.PRAGMAS = tuple(
    each.replace("=EXTRA", "=" + synchronous) for each in connection.PRAGMAS
)
clock = FakeClock()
services = Services(open_data(Path(path)), clock, "Europe/Paris")
worker = Worker(services, clock)
dumps = [dump(services.db.raw)]
say("0")
for number in range(int(deeds)):
    if number == int(deeds) - 1:
        worker.import_list(number)
    else:
        worker.do(number)
    say(str(number + 1))
    dumps.append(dump(services.db.raw))
services.close()
say(str(len(dumps)))
dumps.append(dumps[-1])
Path(states).write_bytes(pickle.dumps(dumps))
"""


class Recorded(NamedTuple):
    """What a worker did.

    Attributes:
        states: all that was in the file when it had said 0, 1, …
    """

    path: Path
    before: bytes
    events: list[Event]
    states: list[Dump]


def record(path: Path, folder: Path, deeds: int, synchronous: str = "EXTRA") -> Recorded:
    """Let a worker do some deeds, the last a list of a thousand rows; record what it writes."""
    before, log, states = path.read_bytes(), folder / "calls", folder / "states"
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "70000"]
    prefix = [*strace, "-o", str(log), f"--trace={CALLS}"]
    result = run_python(WORK, str(path), str(states), str(deeds), synchronous, prefix=prefix)
    assert result.returncode == 0, result.stderr[-3000:]
    made = pickle.loads(states.read_bytes())  # noqa: S301 - our own
    return Recorded(path, before, read_record(log, path), made)


@pytest.fixture
def cuts(request: pytest.FixtureRequest) -> int:
    """Return how many states are opened."""
    count: int = request.config.getoption("--cuts")
    return count


@pytest.fixture(scope="module")
def recorded(
    template_file: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Recorded:
    folder = tmp_path_factory.mktemp("power")
    path = folder / "data" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(template_file, path)
    return record(path, folder, 20 + request.config.getoption("--cuts") // 20)


def fault_in(files: dict[str, bytes], allowed: list[Dump], folder: Path) -> str:
    """Open what was left with the product; returns what is wrong with it, empty for nothing."""
    for old in folder.iterdir():
        old.unlink()
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
    try:
        services = Services(open_data(folder / "pisteur.db"), FakeClock(), "Europe/Paris")
    except StorageError as error:
        return f"refused: {error.code}"
    try:
        if services.db.raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "damaged"
        found = dump(services.db.raw)
        if found not in allowed:
            return "lost or half done"
        return "derived values are wrong" if services.upkeep.check().problems else ""
    except StorageError as error:
        return f"unreadable: {error.code}"
    finally:
        services.close()


class Tally:
    """States that were opened, and what was wrong with them."""

    def __init__(self) -> None:
        self.states = self.torn = 0
        self.faults: list[str] = []


def play(recorded: Recorded, events: list[Event], cuts: int, *, first_fault: bool = False) -> Tally:
    """Cut the power at moments of the record, and open what may be left."""
    dice, tally, seen = random.Random(cuts), Tally(), set()  # noqa: S311 - to be repeatable
    folder = recorded.path.parent / "left"
    folder.mkdir(exist_ok=True)
    # Just before a sync the most is at stake; before an answer, all must be safe.
    moments = [n for n, own in enumerate(events) if own.deed in {Deed.SYNC, Deed.SAY, Deed.DELETE}]
    chosen = sorted(dice.choice(moments) for _ in range(cuts))
    disk, played = Disk({str(recorded.path): recorded.before}), 0
    for moment in chosen:
        for event in events[played : moment + (events[moment].deed is Deed.SAY)]:
            disk.take(event)
            played += 1
        said = int(disk.said or "0")
        for _attempt in range(8):
            left = disk.after_power_loss(dice)
            digest = hashlib.sha256(repr((said, sorted(left.items()))).encode()).digest()
            if digest not in seen:
                break
        else:
            continue
        seen.add(digest)
        tally.states += 1
        tally.torn += left != disk.contents()
        fault = fault_in(left, recorded.states[said : said + 2], folder)
        if fault:
            tally.faults.append(f"after event {played}, said {said}: {fault}")
            if first_fault:
                break
    return tally


def test_no_acknowledged_change_is_lost_and_no_step_is_half_done_when_the_power_goes(
    recorded: Recorded, cuts: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = play(recorded, recorded.events, cuts)
    tell(
        capsys,
        fault="F2",
        cuts=cuts,
        different_states=tally.states,
        with_something_lost_or_torn=tally.torn,
        deeds=len(recorded.states) - 2,
        events=len(recorded.events),
        faults=len(tally.faults),
    )
    assert tally.faults == []
    assert tally.torn > tally.states // 4, "hardly anything was lost: this proves nothing"


def test_the_record_is_complete(recorded: Recorded) -> None:
    disk = Disk({str(recorded.path): recorded.before})
    for event in recorded.events:
        disk.take(event)
    assert disk.contents() == {str(recorded.path): recorded.path.read_bytes()}
    assert not disk.waits
    said = [own.path for own in recorded.events if own.deed is Deed.SAY]
    assert said == [str(number) for number in range(len(recorded.states))]
    assert len({pickle.dumps(state) for state in recorded.states}) > len(said) // 2


def test_a_file_that_is_not_synced_is_found_out(data_path: Path, tmp_path: Path) -> None:
    # The harness must find a loss, or the test above proves nothing.
    careless = record(data_path, tmp_path, 20, "OFF")
    assert all(own.deed is not Deed.SYNC for own in careless.events)
    assert play(careless, careless.events, 200, first_fault=True).faults


@pytest.mark.parametrize("which", ["", "-journal"])
def test_a_disk_that_does_not_sync_the_file_or_its_journal_is_found_out(
    recorded: Recorded, which: str
) -> None:
    events = forget_syncs(recorded.events, f"{recorded.path}{which}")
    assert play(recorded, events, 600, first_fault=True).faults
