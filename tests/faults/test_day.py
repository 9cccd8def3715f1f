"""A day's use of the window leaves nothing behind (fault F18).

`--operations N` says how much is done; the figure that counts is 2,000. What a round consists of
is in `faults.day`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faults.workers import tell
from support.processes import ENVIRONMENT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

DAY = Path(__file__).with_name("day.py")
IN_A_ROUND = 50
MOST_GROWTH = 0.05
COUNTED = ("widgets", "objects", "items", "timers", "threads", "system_threads", "files")

Figures = dict[str, float]


def growth(before: Figures, after: Figures) -> list[str]:
    """Say what has grown between two rounds."""
    found = [f"{name}: {before[name]} → {after[name]}" for name in COUNTED]
    found = [line for line, name in zip(found, COUNTED, strict=True) if after[name] > before[name]]
    for name in ("megabytes", "python"):
        if after[name] > before[name] * (1 + MOST_GROWTH):
            found.append(f"{name}: {before[name]} → {after[name]}")
    return found


def test_a_day_s_use_leaves_no_widget_timer_thread_or_memory_behind(
    request: pytest.FixtureRequest, data_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = max(3, -(-request.config.getoption("--operations") // IN_A_ROUND))
    ran = subprocess.run(
        [sys.executable, str(DAY), str(data_path), str(rounds)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    *held, leaking, closed = map(json.loads, ran.stdout.splitlines())
    assert len(held) == rounds
    # The first tenth fills caches and the Edit menu.
    warm, last = held[max(1, rounds // 10)], held[-1]
    tell(
        capsys,
        fault="F18",
        operations=last["operations"],
        megabytes=[round(held[0]["megabytes"]), round(warm["megabytes"]), round(last["megabytes"])],
        widgets=last["widgets"],
        threads=last["threads"],
    )
    assert growth(warm, last) == []
    assert closed["threads"] == 1
    # What was left behind on purpose must be found, or this proves nothing.
    missed = {"widgets", "timers", "threads", "megabytes"} - {
        line.partition(":")[0] for line in growth(last, leaking)
    }
    assert missed == set()
