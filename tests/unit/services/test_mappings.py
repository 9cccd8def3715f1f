"""Columns that are kept under a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pisteur.domain.errors import DomainError
from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Mapping, Target, mapping_from_text, mapping_to_text
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock

HEADINGS = ("Nom", "Zone", "Téléphone 1 - Type", "Téléphone 1")
MAPPING = Mapping(
    (Target(Field.NAME, "family_first"), None, Target(Field.LABEL), Target(Field.PHONE, "work", 2))
)


def test_what_is_kept_is_proposed_for_the_same_headings_only(services: Services) -> None:
    services.mappings.save("Salon", HEADINGS, MAPPING)
    found = services.mappings.proposed(("NOM", " Zone", *HEADINGS[2:]))
    assert found is not None
    assert (found.name, found.mapping) == ("Salon", MAPPING)
    assert services.mappings.proposed(HEADINGS[:3]) is None
    assert services.mappings.proposed(("Zone", "Nom", *HEADINGS[2:])) is None


def test_the_same_name_replaces_and_can_be_undone(services: Services) -> None:
    services.mappings.save("Salon", HEADINGS, MAPPING)
    other = Mapping((Target(Field.COMPANY), None, None, None))
    services.mappings.save("SALON", HEADINGS, other)
    found = services.mappings.proposed(HEADINGS)
    assert found is not None
    assert found.mapping == other
    services.undo()
    found = services.mappings.proposed(HEADINGS)
    assert found is not None
    assert found.mapping == MAPPING
    services.undo()
    assert services.mappings.proposed(HEADINGS) is None


def test_a_name_is_needed(services: Services) -> None:
    with pytest.raises(DomainError) as caught:
        services.mappings.save("  ", HEADINGS, MAPPING)
    assert (caught.value.code, caught.value.field) == ("mapping.name_missing", "name")


def test_the_archive_brings_kept_columns_back(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    services.mappings.save("Salon", HEADINGS, MAPPING)
    services.archive.write(tmp_path / "a.json")
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    other = Services(open_data(path), clock)
    other.archive.read(tmp_path / "a.json")
    found = other.mappings.proposed(HEADINGS)
    other.close()
    assert found is not None
    assert (found.name, found.mapping) == ("Salon", MAPPING)


@pytest.mark.parametrize(
    "text", ['"x"', "[1]", '[["nonsense", "", null]]', '[["phone", "", 4]]', '[["phone", ""]]', "{"]
)
def test_what_pisteur_would_not_have_written_is_no_mapping(text: str) -> None:
    with pytest.raises(ValueError):
        mapping_from_text(text)


def test_a_mapping_is_read_as_it_was_written() -> None:
    assert mapping_from_text(mapping_to_text(MAPPING)) == MAPPING
