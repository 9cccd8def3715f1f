"""Writes the shipped templates, cadences and reasons into a file that has none yet.

For a new file, and for one of before they were data. Not imported before the first paint.
"""

from __future__ import annotations

import sqlite3

from pisteur.services.selling_defaults import SellingDefaults


def seed_selling(connection: sqlite3.Connection, defaults: SellingDefaults) -> None:
    """Write what ships, in its order, in the open transaction."""
    connection.executemany(
        "INSERT INTO templates (key, name, subject, body, position) VALUES (?, ?, ?, ?, ?)",
        [(t.key, t.name, t.subject, t.body, place) for place, t in enumerate(defaults.templates)],
    )
    connection.executemany(
        "INSERT INTO loss_reasons (key, name, wake_after_months, needs_note, position)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (r.key, r.name, r.wake_after_months, int(r.needs_note), r.position)
            for r in defaults.loss_reasons
        ],
    )
    connection.executemany(
        "INSERT INTO came_for (key, name, advice, heat, position) VALUES (?, ?, ?, ?, ?)",
        [
            (c.key, c.name, c.advice, c.heat.value if c.heat else None, c.position)
            for c in defaults.why_they_came
        ],
    )
    for place, cadence in enumerate(defaults.cadences):
        made = connection.execute(
            "INSERT INTO cadences (key, name, trigger, stops_on, position) VALUES (?, ?, ?, ?, ?)",
            (
                cadence.key,
                cadence.name,
                cadence.trigger.value,
                ",".join(sorted(event.value for event in cadence.stops_on)),
                place,
            ),
        )
        connection.executemany(
            "INSERT INTO cadence_steps (cadence_id, position, days, anchor, counted, kind, title,"
            " template) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    made.lastrowid,
                    position,
                    step.days,
                    step.anchor.value,
                    step.counted.value,
                    step.kind.value,
                    step.title,
                    step.template,
                )
                for position, step in enumerate(cadence.steps)
            ],
        )
