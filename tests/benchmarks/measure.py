"""Measures Pisteur against floors measured in the same run, and prints one JSON line each.

Started by `python tests/benchmarks`; README.md says how. Figures are milliseconds unless a line
says otherwise; `harness` says what a line has.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.calendar_files import calendar_files
from benchmarks.children import APP, BARE
from benchmarks.data import Size, make_file, tell
from benchmarks.duplicates import duplicates
from benchmarks.growth import growth
from benchmarks.harness import Benchmark, Line, against, run_child, table
from benchmarks.importing import importing
from benchmarks.memory import memory
from benchmarks.peer import peer
from benchmarks.reading import queries
from benchmarks.searching import searching
from benchmarks.window import window
from benchmarks.writing import drop, services_only
from pisteur.services.opening import open_data

NOTES_PER_CONTACT = 3
FULL = Size(contacts=100_000, deals=10_000, notes=1_000_000)


def main() -> int:
    """Run the measurements that are asked for; 1 when a goal is missed."""
    known: dict[str, Benchmark] = {
        **{"start": start, "drop": drop, "services": services_only, "queries": queries},
        **{"memory": memory, "window": window, "import": importing, "growth": growth},
        "calendar": calendar_files,
        "search": searching,
        "peer": peer,
        # Last, as it adds contacts.
        "duplicates": duplicates,
    }
    given = _arguments(list(known))
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="pisteur-benchmark-") as folder:
        path = Path(folder) / "pisteur.db"
        size = _prepare(path, given)
        for name in given.what or known:
            before = _processor_ticks()
            for line in known[name](path, size, given.runs):
                stolen = _stolen(before, _processor_ticks())
                lines.append(line | {"load": _load(), "stolen": stolen})
                _say(tell(**lines[-1]))
    _say(table(lines))
    return 1 if any(line.get("met") is False for line in lines) else 0


def _arguments(known: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="measure Pisteur")
    parser.add_argument("what", nargs="*", choices=[*known, []], default=[])
    parser.add_argument("--cards", type=int, default=1000, help="cards on the board")
    parser.add_argument("--contacts", type=int, default=0, help="contacts; as many as cards")
    parser.add_argument("--notes", type=int, default=0, help="exchanges; three a contact")
    parser.add_argument("--full", action="store_true", help="the size that the goals speak of")
    parser.add_argument("--data", type=Path, help="keeps the file made here, for the next run")
    parser.add_argument("--runs", type=int, default=15, help="starts, or tens of drops")
    return parser.parse_args()


def _prepare(path: Path, given: argparse.Namespace) -> Size:
    """Put a data file of the size asked for at `path`: made, or copied from one that is kept."""
    contacts = max(given.contacts, given.cards)
    size = Size(contacts, given.cards, given.notes or contacts * NOTES_PER_CONTACT)
    if given.full:
        size = FULL
    if given.data is None:
        make_file(path, size)
        return size
    if not given.data.exists():
        make_file(given.data, size)
    # Opened once, for one of an older schema is brought up to date then.
    file = open_data(given.data)
    size = _size_of(file.connection)
    file.connection.close()
    shutil.copy(given.data, path)
    return size


def _size_of(connection: sqlite3.Connection) -> Size:
    asked = (
        "SELECT count(*) FROM contacts",
        "SELECT count(*) FROM opportunities WHERE state <> 'lost'",
        "SELECT count(*) FROM interactions",
    )
    return Size(*(connection.execute(sql).fetchone()[0] for sql in asked))


def _load() -> float | None:
    """Return how many programs wanted the processor of late, to tell a busy machine by."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def _processor_ticks() -> tuple[int, int] | None:
    """Return what other machines on the same host took of this one's time, and all its time."""
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None  # not Linux
    # proc(5): user, nice, system, idle, iowait, irq, softirq, steal; guests are in the first two.
    ticks = [int(field) for field in first.split()[1:9]]
    return ticks[7], sum(ticks)


def _stolen(before: tuple[int, int] | None, now: tuple[int, int] | None) -> float | None:
    """Return the share in per cent of the time between that went to other machines."""
    if before is None or now is None or now[1] == before[1]:
        return None
    return round(100 * (now[0] - before[0]) / (now[1] - before[1]), 1)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# Start to painted board.


def start(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Compare the first paint of the board with that of a bare window, taking turns."""
    bare, app, heavy = [], [], []
    for run in range(runs + 2):
        floor, _lines = time_to_paint(path, BARE)
        figure, lines = time_to_paint(path, APP)
        heavy = ast.literal_eval(lines[1])
        if run >= 2:  # the first two fill the caches of Python and of the system
            bare.append(floor)
            app.append(figure)
    goal = 1.8 if size.deals <= 1000 else 1.6
    for place, clock in enumerate(("wall clock", "processor")):
        floors, figures = ([times[place] for times in taken] for taken in (bare, app))
        yield against(
            f"start to painted board, {clock}",
            size,
            statistics.median(floors),
            statistics.median(figures),
            goal,
            ratio_of_the_quickest=round(min(figures) / min(floors), 2),
            of="G1",
            heavy_imports=heavy,
        )


def time_to_paint(path: Path, script: str) -> tuple[tuple[float, float], list[str]]:
    """Return milliseconds from the start of a process to its report, and what it said.

    By the clock on the wall, and of the processor: the second is steadier on a busy machine.
    """
    began = time.monotonic()
    lines = run_child(path, script).splitlines()
    painted, processor = map(float, lines[0].split())
    return ((painted - began) * 1000, processor * 1000), lines
