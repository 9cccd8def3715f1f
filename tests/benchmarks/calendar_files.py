"""Measures the writing of a calendar file against the icalendar library, which writes the same.

The floor is the library from the same records to the same octets (`support.icalendar_writer`);
processor time.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from benchmarks.data import TODAY, Size
from benchmarks.harness import Line, against
from pisteur.domain.records import FollowUpRecord
from pisteur.domain.recurrence import monthly_like, to_rrule
from pisteur.exchange.ics import follow_ups_to_ics
from support.icalendar_writer import by_library

EVENTS = 10_000
GOAL = 1.5
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def records(count: int) -> list[FollowUpRecord]:
    """Return follow-ups: two thirds with a time, every twentieth comes again each month."""
    made = []
    for number in range(count):
        on = TODAY + timedelta(days=number % 300)
        timed, repeats = number % 3 > 0, number % 20 == 0
        made.append(
            FollowUpRecord(
                uid=f"3f1c7a52-0000-4000-8000-{number:012}",
                sequence=number % 5,
                title=f"Relancer le devis n° {number}",
                kind="call",
                due_on=on,
                due_time=clock_time(8 + number % 10, 30) if timed else None,
                time_zone="Europe/Paris" if timed else None,
                created_at=NOW,
                updated_at=NOW,
                contact_name="Inès Roche",
                company="Atelier Fauve",
                phone="06 39 98 00 01",
                opportunity_title="Refonte du site ; accueil, boutique",
                amount_cents=180_000,
                note="Première ligne\nDeuxième ligne, assez longue pour être pliée encore une fois",
                rrule=_rule(on) if repeats else "",
                series_on=on if repeats else None,
            )
        )
    return made


def _rule(on: date) -> str:
    return to_rrule(monthly_like(on, 1))


def calendar_files(_path: Path, size: Size, _runs: int) -> Iterator[Line]:
    """Write as many events and tasks as the goal names."""
    yield from measured(size, EVENTS)


def measured(size: Size, count: int) -> Iterator[Line]:
    """Write `count` events, then tasks, by both."""
    kept = records(count)
    for as_todo in (False, True):
        gc.collect()
        began = time.process_time()
        ours = follow_ups_to_ics(kept, as_todo=as_todo, now=NOW)
        between = time.process_time()
        theirs = by_library(kept, as_todo=as_todo, now=NOW)
        floor = (time.process_time() - between) * 1000
        line = against(
            f"calendar of {count} {'tasks' if as_todo else 'events'}",
            size,
            floor,
            (between - began) * 1000,
            GOAL,
            octets=len(ours),
            same_octets=ours == theirs,
        )
        yield {**line, "met": line["met"] and line["same_octets"]}
