"""The schema that is shipped describes the archives that are written."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it brings no types
import pytest

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.resources import resource_path
from pisteur.services.archive_schema import FILE, schema_text
from pisteur.services.services import Services
from support.people import lead


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(resource_path(FILE).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture
def archive(services: Services, tmp_path: Path) -> dict[str, Any]:
    services.demo.load()
    contact_id, card_id = lead(services)
    at = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "x", date(2026, 12, 1), time(9, 30))
    services.follow_ups.plan(at)
    path = tmp_path / "archive.json"
    services.archive.write(path)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_schema_that_is_shipped_is_current() -> None:
    shipped = resource_path(FILE).read_text(encoding="utf-8")
    assert shipped == schema_text(), "run packaging/dev.py schema"


def test_a_validator_that_nobody_here_wrote_accepts_the_archive(
    archive: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    assert [error.message for error in validator.iter_errors(archive)] == []
    filled = {name for name, rows in archive.items() if isinstance(rows, list) and rows}
    # The measure must be able to fail.
    assert {"contacts", "opportunities", "sales", "follow_ups", "interactions"} <= filled


def _break(table: str, column: str, value: object) -> Callable[[dict[str, Any]], None]:
    def spoil(content: dict[str, Any]) -> None:
        content[table][0][column] = value

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        _break("contacts", "heat", "boiling"),
        _break("contacts", "status", "king"),
        _break("contacts", "id", "1"),
        _break("contacts", "name", None),
        _break("contacts", "shoe_size", 42),
        _break("follow_ups", "due_on", "22/11/2026"),
        _break("follow_ups", "due_time", "9h30"),
        _break("follow_ups", "created_at", "2026-11-22 09:00"),
        lambda content: content["contacts"][0].pop("uid"),
        lambda content: content.pop("sales"),
        lambda content: content.update(version=99),
    ],
)
def test_what_is_no_archive_is_not_accepted(
    archive: dict[str, Any],
    validator: jsonschema.Draft202012Validator,
    spoil: Callable[[dict[str, Any]], None],
) -> None:
    spoiled = copy.deepcopy(archive)
    spoil(spoiled)
    assert not validator.is_valid(spoiled)
