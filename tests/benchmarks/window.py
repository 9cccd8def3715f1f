"""Judges what a real window takes: stalls, frames, filters and sorts (`window_child` measures)."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import Size
from benchmarks.harness import Line, ask_child, limited
from benchmarks.lists import write_list

STALL, FRAME_P50, FRAME_P99 = 50, 4, 10
BOARD, CONTACTS = 20, 100
MOST_IMPORTED = 20_000


def window(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Open, scroll, filter, import and search in a window on this file."""
    leads = path.parent / "beside.csv"
    write_list(leads, min(size.contacts // 5, MOST_IMPORTED), phones=False)
    # With modules compiled, as an installed program has them.
    ask_child(path, "stage")
    found = ask_child(path, "window_child", str(leads), str(runs * 20))
    idle = found["stalls"].pop("at rest")
    for name, stall in found["stalls"].items():
        yield limited(
            f"longest stall, {name}",
            *(size, stall["ms"], STALL),
            of="G8" if name == "searching duplicates" else "G5",
            floor=idle["ms"],
            work_ms=stall["work_ms"],
            where=stall["where"],
        )
    for name, frames in found["frames"].items():
        of = "G8" if name.endswith("duplicates") and " " in name else "G5"
        for share, goal in (("p50", FRAME_P50), ("p99", FRAME_P99)):
            yield limited(
                f"frame of {name}, {share}",
                *(size, frames[share], goal),
                of=of,
                work_ms=frames[f"work_{share}"],
                worst_ms=frames["worst"],
                length=frames["length"],
            )
    yield from _choices("filter of the board", size, found["board filters"], BOARD)
    yield from _choices("sort or filter of contacts", size, found["contact queries"], CONTACTS)


def _choices(what: str, size: Size, taken: dict[str, list[Any]], goal: int) -> Iterator[Line]:
    """Give one line for all kinds together: that of the slowest, with the others beside it."""
    medians = {
        name: [round(statistics.median(each), 1) for each in zip(*times, strict=True)]
        for name, times in taken.items()
    }
    slowest = max(medians, key=lambda name: medians[name])
    ms, work_ms = medians[slowest]
    name = f"{what}, slowest: {slowest}"
    yield limited(name, size, ms, goal, of="G6", work_ms=work_ms, all_ms=medians)
