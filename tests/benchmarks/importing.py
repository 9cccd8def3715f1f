"""Measures bringing a large list in, against the sum of its parts, and taking it back.

The parts: reading the CSV, parsing its phones, inserting the same rows into tables with indexes
but without triggers, and building the search index; the last two with a durable commit.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.data import Size
from benchmarks.harness import Line, against, ask_child, limited, peak_mib, told
from benchmarks.lists import write_list
from pisteur.domain.transfer import ImportOptions
from pisteur.exchange.leads import parse_leads
from pisteur.services.opening import open_data
from pisteur.services.phones import normalise_phone
from pisteur.services.services import Services
from pisteur.storage import search_index

T = TypeVar("T")
TABLES = (
    *("lead_lists", "tags", "contacts", "contact_points", "contact_tags", "interactions"),
    *("events", "opportunities", "stage_passages"),
)
MEMORY = 300
PHONE = 2


def importing(path: Path, size: Size, _runs: int) -> Iterator[Line]:
    """Bring a list of as many rows as there are contacts into an empty file, and take it back."""
    leads = path.parent / "list.csv"
    write_list(leads, size.contacts)
    yield from judge(size, ask_child(path, "importing", str(leads)))


def judge(size: Size, took: dict[str, Any]) -> Iterator[Line]:
    """Turn what `measure` returned into lines."""
    parts = took["parts"]
    floor = sum(parts.values())
    figure = took["read"] + took["apply"]
    list_size = Size(size.contacts, 0, 0)
    yield against(
        "import of a list, durable, with search index",
        *(list_size, floor, figure, 2),
        of="G7",
        parts_ms={name: round(part) for name, part in parts.items()},
        read_ms=round(took["read"]),
        apply_ms=round(took["apply"]),
        # Steadier where other programs run: without the time that these took.
        processor_ratio=round(took["own_processor"] / took["parts_processor"], 2),
    )
    yield limited("memory of an import, peak", list_size, took["peak"], MEMORY, of="G7", unit="MiB")
    yield told("dry run of the import", list_size, took["plan"], of="G7")
    ratio = round(took["undo_processor"] / took["apply_processor"], 2)
    yield against(
        "undo of the import",
        *(list_size, took["apply"], took["undo"], 2),
        of="G10",
        processor_ratio=ratio,
    )
    yield told("redo of the import", list_size, took["redo"], of="G10")


def main() -> None:
    """Measure in a process of its own, whose memory is that of the import."""
    took = measure(Path(sys.argv[1]).parent, Path(sys.argv[2]))
    sys.stdout.write(json.dumps(took) + "\n")


def measure(folder: Path, leads: Path) -> dict[str, Any]:
    """Bring a list in, take it back, and do its parts one by one; in files of their own."""
    took: dict[str, Any] = {}
    services = Services(open_data(folder / "into.db"))
    first = time.process_time()
    parsed, took["read"] = _timed(lambda: parse_leads(leads))
    options = ImportOptions(list_name="Une liste", on_board=False)
    began = time.process_time()
    _done, took["apply"] = _timed(lambda: services.importing.apply(parsed, options))
    took["apply_processor"] = time.process_time() - began
    took["own_processor"] = time.process_time() - first
    # What comes below is compared, and not counted.
    took["peak"] = peak_mib()
    _plan, took["plan"] = _timed(lambda: services.importing.plan(parsed))
    del _plan
    took["parts"], took["parts_processor"] = _parts(services.db.raw, leads, folder / "parts.db")
    began = time.process_time()
    _undone, took["undo"] = _timed(services.undo)
    took["undo_processor"] = time.process_time() - began
    _redone, took["redo"] = _timed(services.redo)
    services.close()
    return took


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    """Do something; returns what it returned, and milliseconds."""
    began = time.perf_counter()
    found = act()
    return found, (time.perf_counter() - began) * 1000


def _parts(stored: sqlite3.Connection, leads: Path, path: Path) -> tuple[dict[str, float], float]:
    """Return milliseconds by part, and seconds of the processor for all together."""
    took = {}
    began = time.process_time()
    rows, took["csv"] = _timed(lambda: _read(leads))
    phones = [row[PHONE] for row in rows if row[PHONE]]
    _found, took["phones"] = _timed(lambda: [normalise_phone(text) for text in phones])
    worked = time.process_time() - began
    bare = open_data(path).connection
    triggers = bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        bare.execute(f"DROP TRIGGER {name}")
    portions = [(table, _columns(stored, table), _all(stored, table)) for table in TABLES]
    began = time.process_time()
    _none, took["insert"] = _timed(lambda: _insert(bare, portions))
    _none, took["index"] = _timed(lambda: _index(bare))
    worked += time.process_time() - began
    bare.close()
    return took, worked


def _read(leads: Path) -> list[list[str]]:
    with leads.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _all(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    # Columns, tags and so on that a new file has already stay as they are.
    return connection.execute(f"SELECT * FROM {table}").fetchall()


def _insert(
    connection: sqlite3.Connection, portions: list[tuple[str, list[str], list[tuple[object, ...]]]]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for table, columns, rows in portions:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
    connection.execute("COMMIT")


def _index(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    search_index.rebuild(connection)
    connection.execute("COMMIT")
