"""Times what the pages read, without a window."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.data import TALKATIVE, Size
from benchmarks.harness import Line, percentile, told
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.words import Heat
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
        "lists": services.lead_lists.lists,
        "duplicates found": services.duplicates.found,
        "contact": partial(services.contact_view.contact, size.contacts // 2),
        "contact of many lines": partial(services.contact_view.contact, TALKATIVE),
        "filter heat": partial(contacts.page, ContactQuery(heat=Heat.HOT)),
        "filter tag": partial(contacts.page, ContactQuery(tag="presse")),
        "filter dormant soon": partial(contacts.page, ContactQuery(dormant_soon=True)),
        "filter alike": partial(contacts.page, ContactQuery(alike=True)),
    }
    for text in ("z", "zoé", "boulangerie zo", "0639", "oeuvre"):
        asked[f"search {text}"] = partial(contacts.page, ContactQuery(text=text))
    for sort in ContactSort:
        asked[f"sort {sort.value}"] = partial(contacts.page, ContactQuery(sort=sort))
    for name, ask in asked.items():
        times, works = [], []
        for _run in range(max(3, runs)):
            began, worked = time.perf_counter(), time.process_time()
            ask()
            times.append((time.perf_counter() - began) * 1000)
            works.append((time.process_time() - worked) * 1000)
        work = round(statistics.median(works), 2)
        p95 = round(percentile(times, 0.95), 2)
        yield told(f"read: {name}", size, statistics.median(times), p95=p95, work_ms=work)
    services.close()
