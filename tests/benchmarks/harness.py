"""What all benchmarks share: lines of figures, the table of them, children and percentiles.

A line has `name`, `of` (the goal), `size`, `floor`, `figure`, `ratio`, `goal` and `met`; what a
goal limits is its ratio or its figure. `work_ms` is processor time, to tell what other programs
on the machine add. Not for measuring: each benchmark is a module of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pisteur
from benchmarks.data import Size

Line = dict[str, Any]
Benchmark = Callable[[Path, Size, int], Iterator[Line]]
TESTS = Path(__file__).parents[1]


def against(
    name: str, size: Size, floor: float, figure: float, at_most: float, *, of: str = "", **more: Any
) -> Line:
    """Return a line whose ratio, figure over floor, is limited."""
    ratio = figure / floor if floor else 0.0
    return {
        **_begin(name, size, of),
        "floor": round(floor, 3),
        "figure": round(figure, 3),
        "ratio": round(ratio, 2),
        "goal": f"≤ {at_most:g} ×",
        "met": ratio <= at_most,
        **more,
    }


def limited(
    name: str,
    size: Size,
    figure: float,
    at_most: float,
    *,
    of: str = "",
    unit: str = "ms",
    floor: float | None = None,
    **more: Any,
) -> Line:
    """Return a line whose figure itself is limited; a floor is only told."""
    return {
        **_begin(name, size, of),
        "floor": None if floor is None else round(floor, 3),
        "figure": round(figure, 3),
        "ratio": round(figure / floor, 2) if floor else None,
        "unit": unit,
        "goal": f"≤ {at_most:g} {unit}",
        "met": figure <= at_most,
        **more,
    }


def told(name: str, size: Size, figure: float, *, of: str = "", **more: Any) -> Line:
    """Return a line without a goal."""
    return {**_begin(name, size, of), "figure": round(figure, 3), "goal": None, "met": None, **more}


def _begin(name: str, size: Size, of: str) -> Line:
    size_told = {"contacts": size.contacts, "deals": size.deals, "notes": size.notes}
    return {"name": name, "of": of, "size": size_told}


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value that this share of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


# Children.

SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96}


def run_child(path: Path, script: str, *arguments: str, with_tests: bool = False) -> str:
    """Run a script on the data file in a process of its own; returns what it said.

    Compiled modules are kept beside the data file, as an installed program has them.
    """
    # No more than an installed program looks through, unless the script is of the benchmarks.
    places = [str(Path(pisteur.__file__).parents[1]), *([str(TESTS)] if with_tests else [])]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": os.pathsep.join(places),
        "PYTHONPYCACHEPREFIX": str(path.parent / "compiled"),
    }
    if environment["QT_QPA_PLATFORM"] == "offscreen":
        # Its own is 800 × 800, where Pisteur's window is smaller than the bare one beside it.
        screens = path.parent / "screens.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    result = subprocess.run(
        [sys.executable, "-c", script, str(path), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment,
    )
    return result.stdout


def ask_child(path: Path, module: str, *arguments: str) -> Any:
    """Run `main()` of a module of the benchmarks in a process of its own; returns its JSON.

    The last line that it prints is what it returns.
    """
    # As `pisteur.start` begins.
    start = "from pisteur.presentation.plain_import import take_back; take_back()"
    script = f"{start}\nfrom benchmarks.{module} import main; main()"
    return json.loads(run_child(path, script, *arguments, with_tests=True).splitlines()[-1])


def memory_mib() -> float:
    """Return how much memory this process holds now; nought where the system does not tell."""
    return _status("VmRSS:")


def peak_mib() -> float:
    """Return the most that this process ever held; nought where the system does not tell."""
    return _status("VmHWM:")


def _status(name: str) -> float:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


# The table at the end.


def table(lines: Iterable[Line]) -> str:
    """Return all lines as a table for people, those of one goal together."""
    rows = [("goal", "what", "floor", "figure", "processor", "ratio", "limit", "met")]
    for line in sorted(lines, key=lambda each: _order(str(each.get("of", "")))):
        met = line.get("met")
        rows.append(
            (
                str(line.get("of", "")),
                str(line.get("name", "")),
                _shown(line.get("floor")),
                _shown(line.get("figure")),
                _shown(line.get("work_ms")),
                _shown(line.get("ratio")),
                str(line.get("goal") or ""),
                "" if met is None else "yes" if met else "NO",
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _order(goal: str) -> tuple[int, str]:
    return int("".join(c for c in goal if c.isdigit()) or 99), goal


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else ""
