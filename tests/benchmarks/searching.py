"""Measures a keystroke of the search against what the index alone takes for the same letters.

The floor is bare FTS5 on the same file: the newest few of contacts, deals and exchanges, without
their rows, names first, numbers, passages or marks.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import Size
from benchmarks.harness import Line, against, ask_child, limited, percentile
from pisteur.services.opening import open_data
from pisteur.services.services import Services

# Names, companies, numbers, words that many notes hold or none, several words.
TEXTS = (
    *("zoé lecoeur", "boulangerie zo", "martin", "06 39 98", "+33199", "1234", "devis janvier"),
    *("rappelé après les fêtes", "oeuvre", "réf 12345", "strasbourg", "exemple", "xyzzy", "e"),
)
LIMITS = {"contact": 8, "opportunity": 5, "interaction": 8}
PAINTED_MS = 30


def keystrokes() -> list[str]:
    """Return what stands in the field after each key."""
    return [text[:end] for text in TEXTS for end in range(1, len(text) + 1)]


def searching(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Type the same texts into the index alone, the service, and the palette of a window."""
    rounds = max(2, runs // 5)
    services = Services(open_data(path))
    bare, found, works = [], [], []
    for _round in range(rounds):
        for text in keystrokes():
            bare.append(_bare(services.db.raw, text))
            began, worked = time.perf_counter(), time.process_time()
            services.search.find(text)
            found.append((time.perf_counter() - began) * 1000)
            works.append((time.process_time() - worked) * 1000)
    services.close()
    floor, figure = percentile(bare, 0.95), percentile(found, 0.95)
    more: dict[str, Any] = {"work_ms": round(percentile(works, 0.95), 2), "of": "G4"}
    more |= {"p50": round(statistics.median(found), 2)}
    more |= {"floor_p50": round(statistics.median(bare), 2)}
    yield against("keystroke, found, p95", size, floor, figure, 2, **more)
    # With modules compiled, as an installed program has them.
    ask_child(path, "stage")
    taken = ask_child(path, "search_child", json.dumps(TEXTS))
    times, worked_ms = zip(*taken, strict=True)
    yield limited(
        "keystroke, painted, p95",
        *(size, percentile(times, 0.95), PAINTED_MS),
        of="G4",
        floor=floor,
        p50=round(statistics.median(times), 2),
        worst=round(max(times), 2),
        work_ms=round(percentile(worked_ms, 0.95), 2),
    )


def _bare(raw: sqlite3.Connection, text: str) -> float:
    words = "".join(c if c.isalnum() else " " for c in text.replace("œ", "oe")).split()
    match = " ".join(f'"{word}"*' for word in words)
    began = time.perf_counter()
    for noun, limit in LIMITS.items():
        raw.execute(
            f"SELECT rowid FROM {noun}_search WHERE {noun}_search MATCH ?"
            " ORDER BY rowid DESC LIMIT ?",
            (match or '""', limit),
        ).fetchall()
    return (time.perf_counter() - began) * 1000
