"""Pairs that are not the same go through the archive, and only as Pisteur writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pisteur.exchange.errors import ExchangeError
from pisteur.services.services import Services
from support.people import lead


@pytest.fixture
def archive(services: Services, tmp_path: Path) -> Path:
    first, _card = lead(services, "Inès Roche 06 39 98 12 34")
    second, _card = lead(services, "Paul Roche 06 39 98 12 34")
    services.duplicates.dismiss(second, first)
    path = tmp_path / "all.json"
    services.archive.write(path)
    return path


def test_what_is_not_the_same_stays_so(services: Services, other: Services, archive: Path) -> None:
    other.archive.read(archive)
    sql = "SELECT * FROM not_duplicates"
    assert other.db.rows(sql) == services.db.rows(sql) == [(1, 1, 2)]
    other.duplicates.begin()
    while not other.duplicates.go_on(1).finished:
        pass
    assert other.duplicates.state().found == 1
    assert other.duplicates.found().pairs == ()


@pytest.mark.parametrize("pair", [(2, 1), (1, 1)])
def test_a_pair_in_the_wrong_order_is_refused(
    other: Services, archive: Path, pair: tuple[int, int]
) -> None:
    content = json.loads(archive.read_text(encoding="utf-8"))
    row = content["not_duplicates"][0]
    row["first_id"], row["second_id"] = pair
    archive.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        other.archive.read(archive)
    assert caught.value.code == "archive.damaged"
    assert other.db.rows("SELECT 1 FROM contacts") == []
