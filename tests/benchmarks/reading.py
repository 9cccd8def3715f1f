"""Times what the pages read, without a window."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.data import Size
from benchmarks.harness import Line, percentile, told
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.services.board import read_board
from pisteur.services.opening import open_data
from pisteur.services.services import Services


def queries(path: Path, size: Size, runs: int) -> Iterator[Line]:
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
        p95 = round(percentile(times, 0.95), 2)
        yield told(f"read: {name}", size, statistics.median(times), p95=p95)
    services.close()
