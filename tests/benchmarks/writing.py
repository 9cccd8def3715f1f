"""Measures a drop on the board: through the services alone, and through the whole window."""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.children import DROPS
from benchmarks.data import Size, make_file
from benchmarks.harness import Line, against, limited, percentile, run_child
from pisteur.domain.commands import MoveCards
from pisteur.services.board import read_delta
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.connection import PRAGMAS

DROP = 16


def bare_updates(path: Path, count: int) -> list[float]:
    """Time durable updates of one row with the same settings, without anything else."""
    connection = connect(path)
    times = [bare_update(connection, number) for number in range(count)]
    connection.close()
    return times


def connect(path: Path) -> sqlite3.Connection:
    """Open a data file as Pisteur does, with SQLite alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def bare_update(connection: sqlite3.Connection, number: int) -> float:
    """Update one of the first deals, as the `number`th time; returns milliseconds."""
    card = number % 500 + 1
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE opportunities SET rank = rank || '1' WHERE id = ?", (card,))
    connection.execute("COMMIT")
    return (time.perf_counter() - began) * 1000


def services_only(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Compare a move through the services, and one with its delta, with a bare update."""
    # Taking turns with the moves, in a file beside: a disk is quick one moment and slow the next.
    beside = path.with_name("floor.db")
    make_file(beside, Size(500, 500, 0))
    bare, floors = connect(beside), []
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
        floors.append(bare_update(bare, number))
    services.close()
    bare.close()
    beside.unlink()
    floor, figure = statistics.median(floors), statistics.median(moves[20:])
    yield against("a move through the services, p50", size, floor, figure, 4, of="G3")
    figure = percentile(whole[20:], 0.95)
    yield against("a move and its delta, p95", size, percentile(floors, 0.95), figure, 8)


def drop(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Measure drops through the whole stack: window, thread, disk, delta, paint."""
    floors = bare_updates(path, runs * 20)
    times = json.loads(run_child(path, DROPS, str(runs * 10)))
    for place, what in enumerate(("on disk and answered", "on screen")):
        taken = [each[place] * 1000 for each in times]
        work = percentile([each[2] * 1000 for each in times], 0.99)
        yield limited(
            f"a drop, {what}, p99",
            *(size, percentile(taken, 0.99), DROP),
            of="G3",
            floor=percentile(floors, 0.99),
            work_ms=round(work, 2),
            p50=round(statistics.median(taken), 2),
            p95=round(percentile(taken, 0.95), 2),
        )
