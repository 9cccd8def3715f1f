"""The archive keeps cadences, quotes and repetitions, and refuses what Pisteur would not write."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.cadence_commands import SendQuote, StartCadence
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.recurrence import monthly_like, to_rrule
from pisteur.domain.words import FollowUpKind
from pisteur.exchange.errors import ExchangeError
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump

MONDAY = date(2026, 11, 23)
EXPIRES = date(2026, 12, 23)


def live(services: Services, clock: FakeClock) -> None:
    """Send a quote with its cadence, stop it, and plan an action that comes again."""
    clock.go_to(MONDAY)
    contact_id, card_id = people.prospect(services)
    first = services.cadences.all()[0].id
    start = StartCadence(first, contact_id, card_id, MONDAY, EXPIRES)
    services.quotes.send(SendQuote(card_id, MONDAY, EXPIRES, "D-12", "1 500", start))
    services.quotes.send(SendQuote(card_id, MONDAY, EXPIRES, "D-13", cadence=start))
    rule = to_rrule(monthly_like(MONDAY, 3))
    services.follow_ups.plan(
        PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "News", EXPIRES, rrule=rule)
    )


def test_everything_comes_back(
    services: Services, other: Services, clock: FakeClock, tmp_path: Path
) -> None:
    live(services, clock)
    services.archive.write(tmp_path / "all.json")
    other.archive.read(tmp_path / "all.json")
    for table in ("cadences", "cadence_steps", "cadence_runs", "follow_ups", "opportunities"):
        query = f"SELECT * FROM {table} ORDER BY id"
        assert other.db.rows(query) == services.db.rows(query)


@pytest.mark.parametrize(
    "spoilt",
    [
        ("cadences", "trigger", "full_moon"),
        ("cadences", "stops_on", "reply,rain"),
        ("cadence_steps", "anchor", "yesterday"),
        ("cadence_steps", "counted", "moons"),
        ("cadence_steps", "kind", "fax"),
        ("cadence_steps", "days", -1),
        ("cadence_steps", "days", 1831),
        ("cadence_steps", "title", ""),
        ("cadence_runs", "stops_on", "rain"),
        ("cadence_runs", "stopped_by", "rain"),
        ("follow_ups", "rrule", "FREQ=SECONDLY"),
        ("follow_ups", "recurs_from", None),
        ("opportunities", "quote_expires_on", "2026-11-01"),
    ],
)
def test_what_pisteur_would_not_write_is_refused(
    services: Services,
    other: Services,
    clock: FakeClock,
    tmp_path: Path,
    *,
    spoilt: tuple[str, str, object],
) -> None:
    live(services, clock)
    path = tmp_path / "all.json"
    services.archive.write(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    table, column, value = spoilt
    content[table][-1][column] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    before = dump(other.db.raw)
    with pytest.raises(ExchangeError) as caught:
        other.archive.read(path)
    assert caught.value.code == "archive.damaged"
    assert dump(other.db.raw) == before
