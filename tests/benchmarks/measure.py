"""Measures Pisteur against floors measured in the same run, and prints one JSON line each.

Started by `python tests/benchmarks`; README.md says how. Figures are milliseconds. `ratio` is
figure over floor; `goal` is what it may be at most, and `met` says whether it is.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pisteur
from benchmarks.calendar_files import calendar_files
from benchmarks.children import APP, BARE, DROPS
from benchmarks.data import Size, make_file, tell
from benchmarks.duplicates import duplicates
from pisteur.domain.commands import MoveCards
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.services.board import read_board, read_delta
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.connection import PRAGMAS

NOTES_PER_CONTACT = 3


def main() -> int:
    """Run the measurements that are asked for; 1 when a goal is missed."""
    known = {
        **{"start": start, "drop": drop, "services": services_only, "queries": queries},
        "calendar": calendar_files,
        # Last, as it adds contacts.
        "duplicates": duplicates,
    }
    parser = argparse.ArgumentParser(description="measure Pisteur")
    parser.add_argument("what", nargs="*", choices=[*known, []], default=[])
    parser.add_argument("--cards", type=int, default=1000, help="cards on the board")
    parser.add_argument("--contacts", type=int, default=0, help="contacts; as many as cards")
    parser.add_argument("--runs", type=int, default=15, help="starts, or tens of drops")
    given = parser.parse_args()
    contacts = max(given.contacts, given.cards)
    size = Size(contacts, given.cards, contacts * NOTES_PER_CONTACT)
    met = True
    with tempfile.TemporaryDirectory(prefix="pisteur-benchmark-") as folder:
        path = Path(folder) / "pisteur.db"
        make_file(path, size)
        for name in given.what or known:
            for figures in known[name](path, size, given.runs):
                sys.stdout.write(tell(**figures) + "\n")
                sys.stdout.flush()
                met = met and figures.get("met") is not False
    return 0 if met else 1


def judged(
    what: str, size: Size, floor: float, figure: float, goal: float, **more: object
) -> dict[str, object]:
    """Return a line: a figure against its floor."""
    ratio = figure / floor
    return {
        "what": what,
        "cards": size.deals,
        "contacts": size.contacts,
        "floor": round(floor, 3),
        "figure": round(figure, 3),
        "ratio": round(ratio, 2),
        "goal": goal,
        "met": ratio <= goal,
        **more,
    }


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value that this share of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def run_child(path: Path, script: str, *arguments: str) -> str:
    """Run a script on the data file in a process of its own; returns what it said.

    Compiled modules are kept beside the data file, as an installed program has them.
    """
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        # No more than an installed program looks through.
        "PYTHONPATH": str(Path(pisteur.__file__).parents[1]),
        "PYTHONPYCACHEPREFIX": str(path.parent / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    result = subprocess.run(
        [sys.executable, "-c", script, str(path), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment,
    )
    return result.stdout


# Start to painted board.


def start(path: Path, size: Size, runs: int) -> Iterator[dict[str, object]]:
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
        yield judged(
            f"start to painted board, {clock}",
            size,
            statistics.median(floors),
            statistics.median(figures),
            goal,
            ratio_of_the_quickest=round(min(figures) / min(floors), 2),
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


# Writing.


def bare_updates(path: Path, count: int) -> list[float]:
    """Time durable updates of one row with the same settings, without anything else."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    rows = connection.execute("SELECT id, rank FROM opportunities LIMIT 500").fetchall()
    times = []
    for number in range(count):
        card, rank = rows[number % len(rows)]
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE opportunities SET rank = ? WHERE id = ?", (rank + "1", card))
        connection.execute("COMMIT")
        times.append((time.perf_counter() - began) * 1000)
        connection.execute("UPDATE opportunities SET rank = ? WHERE id = ?", (rank, card))
    connection.close()
    return times


def services_only(path: Path, size: Size, runs: int) -> Iterator[dict[str, object]]:
    """Compare a move through the services, and one with its delta, with a bare update."""
    floors = bare_updates(path, runs * 20)
    services = Services(open_data(path))
    stages = [row[0] for row in services.db.rows("SELECT id FROM stages ORDER BY position")]
    moves, whole = [], []
    for number in range(runs * 20 + 20):
        stage, other = stages[number % 2], stages[(number + 1) % 2]
        found = services.db.rows(
            "SELECT id FROM opportunities WHERE stage_id = ? ORDER BY rank LIMIT 100", (stage,)
        )
        card = found[number * 7 % len(found)][0]
        before = services.db.rows(
            "SELECT id FROM opportunities WHERE stage_id = ? ORDER BY rank LIMIT 1", (other,)
        )[0][0]
        began = time.perf_counter()
        done = services.opportunities.move(MoveCards((card,), other, before))
        moved = time.perf_counter()
        read_delta(services.db.raw, done.changes)
        moves.append((moved - began) * 1000)
        whole.append((time.perf_counter() - began) * 1000)
    services.close()
    floor, figure = statistics.median(floors), statistics.median(moves[20:])
    yield judged("a move through the services, p50", size, floor, figure, 4)
    figure = percentile(whole[20:], 0.95)
    yield judged(
        "a move and its delta, p95", size, percentile(floors, 0.95), figure, 8, unit="ratio only"
    )


def drop(path: Path, size: Size, runs: int) -> Iterator[dict[str, object]]:
    """Measure drops through the whole stack: window, thread, disk, delta, paint."""
    floors = bare_updates(path, runs * 20)
    times = json.loads(run_child(path, DROPS, str(runs * 10)))
    for place, what in enumerate(("on disk and answered", "on screen", "processor time")):
        taken = [each[place] * 1000 for each in times]
        yield {
            "what": f"a drop, {what}",
            "cards": size.deals,
            "contacts": size.contacts,
            "floor": round(percentile(floors, 0.95), 3),
            "p50": round(statistics.median(taken), 2),
            "p95": round(percentile(taken, 0.95), 2),
            "p99": round(percentile(taken, 0.99), 2),
            "goal": "p95 16 ms",
            "met": percentile(taken, 0.95) <= 16,
        }


# Reading.


def queries(path: Path, size: Size, runs: int) -> Iterator[dict[str, object]]:
    """Time what the pages read."""
    services = Services(open_data(path))
    contacts = services.contact_list
    # In turn what a keystroke, a click on a heading, and a visit of a page ask for.
    asked: dict[str, Callable[[], object]] = {
        "board": partial(read_board, services.db.raw),
        "today": services.today.today,
        "contact": partial(services.contact_view.contact, size.contacts // 2),
    }
    for text in ("z", "zoé", "boulangerie zo", "0639", "oeuvre"):
        asked[f"search {text}"] = partial(contacts.page, ContactQuery(text=text))
    for sort in ContactSort:
        asked[f"sort {sort.value}"] = partial(contacts.page, ContactQuery(sort=sort))
    for name, ask in asked.items():
        times = []
        for _run in range(max(5, runs)):
            began = time.perf_counter()
            ask()
            times.append((time.perf_counter() - began) * 1000)
        yield {
            "what": f"read: {name}",
            "cards": size.deals,
            "contacts": size.contacts,
            "p50": round(statistics.median(times), 2),
            "p95": round(percentile(times, 0.95), 2),
        }
    services.close()
