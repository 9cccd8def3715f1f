"""Measures the search for duplicates: how long, how long the worker is held, and what is missed.

Every hundredth contact is written a second time, with the company spelled otherwise and neither
phone nor e-mail, so that nothing but the names can tell.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data import TODAY as DAY
from benchmarks.data import Size, instant
from benchmarks.harness import Line, limited, percentile
from pisteur.domain.text import fold
from pisteur.services.opening import open_data
from pisteur.services.services import Services

GOAL_SECONDS = 60
EVERY = 100
PAUSE = 0.1


def plant(path: Path) -> set[tuple[int, int]]:
    """Write twins into a data file; returns the pairs that must be found."""
    file = open_data(path)
    connection = file.connection
    rows = connection.execute(
        "SELECT id, given_name, family_name, company, city FROM contacts"
        " WHERE company <> '' AND id % ? = 1 ORDER BY id",
        (EVERY,),
    ).fetchall()
    pairs = set()
    connection.execute("BEGIN IMMEDIATE")
    for number, given, family, company, city in rows:
        name = f"{fold(family).upper()} {given}"
        twin = connection.execute(
            "INSERT INTO contacts (uid, civility, given_name, family_name, name, company,"
            " display_name, sort_name, sort_company, job_title, nature, heat, street, postal_code,"
            " city, country, website, siret, source, created_at, updated_at)"
            " VALUES (:uid, '', '', '', :name, :company, :name, :sort, :sorted, '', 'unknown',"
            " 'cold', '', '', :city, '', '', '', '', :now, :now)",
            {
                "uid": str(uuid.UUID(int=number)),
                "name": name,
                "company": f"SARL {fold(company)}",
                "sort": fold(name),
                "sorted": fold(company),
                "city": city,
                "now": instant(DAY),
            },
        ).lastrowid
        pairs.add((number, int(twin or 0)))
    connection.execute("COMMIT")
    connection.close()
    return pairs


def duplicates(path: Path, size: Size, _runs: int) -> Iterator[Line]:
    """Search a file of this size as the window does, in a process of its own."""
    planted = plant(path)
    services = Services(open_data(path))
    began, held, worked = time.monotonic(), [], _worked()
    state = services.duplicates.begin(apart=True)
    while not state.finished:
        if state.apart:
            time.sleep(PAUSE)
        started = time.monotonic()
        state = services.duplicates.go_on()
        held.append(time.monotonic() - started)
    took = time.monotonic() - began
    found = services.duplicates.found(limit=services.duplicates.state().found)
    pairs = {(view.pair.first_id, view.pair.second_id) for view in found.pairs}
    services.close()
    missed = len(planted - pairs)
    yield limited(
        "search for duplicates",
        *(size, took, GOAL_SECONDS),
        of="G8",
        unit="s",
        work_ms=round((_worked() - worked) * 1000),
        pairs=found.total,
        planted=len(planted),
        missed=missed,
        held_ms=round(sum(held) * 1000),
        held_p99_ms=round(percentile(held, 0.99) * 1000, 1),
    ) | ({"met": False} if missed else {})


def _worked() -> float:
    """Return the seconds of the processor that this process and those it started have had."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system
