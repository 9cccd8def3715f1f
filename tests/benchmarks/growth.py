"""Measures what a hundred times as many contacts cost: moves, searches, filters, start, import.

Each size gets a file of its own, with a tenth as many deals and ten times as many exchanges. The
lines of the plot are medians over the smallest, so that all begin at one. Costs are processor time:
waiting for the disk does not grow with the file, and on a busy machine would hide what does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.children import APP
from benchmarks.data import Size, make_file
from benchmarks.harness import Line, limited, percentile, run_child
from benchmarks.lists import write_list
from benchmarks.plot import draw
from benchmarks.searching import keystrokes
from pisteur.domain.commands import MoveCards
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Heat
from pisteur.exchange.leads import parse_leads
from pisteur.services.board import read_delta
from pisteur.services.opening import open_data
from pisteur.services.services import Services

AT_MOST = 2
IMPORTED = 500
# What the goal speaks of; the others are told.
LIMITED = ("move", "search", "filter")
TEXTS = ("z", "zo", "zoé m", "boul", "boulangerie mor", "0639", "oeuvre", "interessee devis")


def growth(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Measure files of a thousand contacts up to as many as asked for; writes `growth.svg` here."""
    sizes = [n for n in (1000, 3000, 10_000, 30_000, 100_000) if n <= max(size.contacts, 3000)]
    leads = path.parent / "grown.csv"
    write_list(leads, IMPORTED, phones=False)
    costs: dict[str, list[float]] = {}
    for contacts in sizes:
        grown = path.parent / f"grown-{contacts}.db"
        if not grown.exists():
            make_file(grown, Size(contacts, contacts // 10, contacts * 10))
        for name, cost in _costs(grown, leads, runs).items():
            costs.setdefault(name, []).append(cost)
        grown.unlink()
    drawn = Path(__file__).with_name("growth.svg")
    title = f"Processor time against size, {sizes[0]:,} to {sizes[-1]:,} contacts"
    drawn.write_text(draw(title, sizes, costs, limit=AT_MOST), encoding="utf-8")
    largest = Size(sizes[-1], sizes[-1] // 10, sizes[-1] * 10)
    for name, measured in costs.items():
        yield limited(
            f"{name}: largest over smallest",
            *(largest, measured[-1] / measured[0], AT_MOST),
            of="G9" if name in LIMITED else "G9, told",
            unit="×",
            ms={str(n): round(cost, 3) for n, cost in zip(sizes, measured, strict=True)},
            plot=drawn.name,
        ) | ({} if name in LIMITED else {"goal": None, "met": None})


def _costs(path: Path, leads: Path, runs: int) -> dict[str, float]:
    """Return milliseconds of the processor for each kind of work on a file."""
    costs = {"start": _start(path, max(3, runs // 5))}
    services = Services(open_data(path))
    pages = services.contact_list.page
    costs["move"] = statistics.median(moves(services, runs * 10))
    # Typed key by key, as by hand: what one key found whole, the next need not look for. Of 95 in
    # 100 keys what each usually takes: a round that others disturbed is not the worst key.
    keys = [partial(services.search.find, text) for text in keystrokes()]
    usual = [statistics.median(times) for times in _each(keys, max(5, runs // 3))]
    costs["search"] = percentile(usual, 0.95)
    # Everyone who fits, sorted and counted: it grows with what it finds.
    searches = [partial(pages, ContactQuery(text=text)) for text in TEXTS]
    costs["table search"] = percentile(_all(searches, max(3, runs // 3)), 0.5)
    filters: list[Callable[[], object]] = [
        partial(pages, ContactQuery(heat=Heat.HOT)),
        partial(pages, ContactQuery(tag="presse")),
        *(partial(pages, ContactQuery(sort=sort)) for sort in ContactSort),
    ]
    costs["filter"] = percentile(_all(filters, max(3, runs // 3)), 0.5)
    began = time.process_time()
    options = ImportOptions(list_name="Une liste", on_board=False)
    parsed = parse_leads(leads)
    # Without the backup before it, whose cost is that of copying the file.
    services.importing.plan(parsed)
    costs["dry run"] = (time.process_time() - began) * 1000
    # As a window does at its start: it is what spares the one before the import its long check.
    services.upkeep.daily_backup()
    began = time.process_time()
    services.importing.apply(parsed, options)
    costs["import"] = (time.process_time() - began) * 1000
    services.close()
    return costs


def _all(asked: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Return what each took each time, in one list."""
    return list(chain.from_iterable(_each(asked, runs)))


def _each(asked: Sequence[Callable[[], object]], runs: int) -> list[list[float]]:
    """Ask in turns, the first of them to fill caches: the order of the last query is kept."""
    taken: list[list[float]] = [[] for _ in asked]
    for run in range(runs + 1):
        for ask, times in zip(asked, taken, strict=True):
            began = time.process_time()
            ask()
            if run:
                times.append((time.process_time() - began) * 1000)
    return taken


def moves(services: Services, count: int) -> list[float]:
    """Time moves with what the board reads after them; returns milliseconds each."""
    stages = [row[0] for row in services.db.rows("SELECT id FROM stages ORDER BY position")][:2]
    top = "SELECT id FROM opportunities WHERE stage_id = ? ORDER BY rank LIMIT 40"
    times = []
    for number in range(count + 10):
        source, target = stages[number % 2], stages[(number + 1) % 2]
        cards = services.db.rows(top, (source,))
        before = services.db.rows(top, (target,))[0][0]
        card = cards[number * 7 % len(cards)][0]
        began = time.process_time()
        done = services.opportunities.move(MoveCards((card,), target, before))
        read_delta(services.db.raw, done.changes)
        times.append((time.process_time() - began) * 1000)
    return times[10:]


def _start(path: Path, runs: int) -> float:
    taken = []
    for _run in range(runs + 1):
        taken.append(float(run_child(path, APP).split()[1]) * 1000)
    return statistics.median(taken[1:])
