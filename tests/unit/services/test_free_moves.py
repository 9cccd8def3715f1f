"""Moves in plain SQL do what moves of records do, and leave to those what a gate or state stops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import Forced, MoveCards, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.words import Zone
from pisteur.services.free_moves import FreeMoves
from pisteur.services.gates import GateClosedError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump

# Places among the cards and the columns; the last ones are of records that are not there.
CARDS, COLUMNS = 7, 16
MOVE = st.tuples(
    st.lists(st.integers(0, CARDS), min_size=1, max_size=3).map(tuple),
    st.integers(0, COLUMNS),
    st.integers(-1, CARDS),
    st.integers(0, 90),
)


class Slow:
    """Leaves every move to the records."""

    def move(self, command: MoveCards) -> None:
        return None


@pytest.fixture(scope="module")
def board(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with cards of every kind: forced, qualified, won; two pipelines."""
    path = tmp_path_factory.mktemp("board") / "pisteur.db"
    shutil.copy2(template_file, path)
    services = Services(open_data(path), FakeClock())
    cards = [people.lead(services, f"Garage {name}")[1] for name in "ABCDEFG"]
    prospects, customers = (_first(services, zone) for zone in (Zone.PROSPECTS, Zone.CUSTOMERS))
    for card, column in ((cards[1], prospects), (cards[2], customers)):
        forced = {card: Forced("asked by a friend")}
        services.opportunities.move(MoveCards((card,), column, None, forced))
    services.opportunities.win(Win(cards[3], people.sale()))
    services.pipelines.add("Partners")
    services.close()
    return path


def _first(services: Services, zone: Zone) -> int:
    found = services.db.rows("SELECT id FROM stages WHERE zone = ? ORDER BY position", (zone,))
    return int(found[0][0])


@pytest.fixture
def twins(board: Path, tmp_path: Path) -> Iterator[tuple[Services, Services]]:
    """Return the services over two copies of the board; the second knows no quick way."""
    made = []
    for name in ("quick", "slow"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy2(board, folder / "pisteur.db")
        made.append(Services(open_data(folder / "pisteur.db"), FakeClock()))
    made[1].opportunities._free = Slow()  # type: ignore[assignment]
    yield made[0], made[1]
    for services in made:
        services.close()


@given(moves=st.lists(MOVE, min_size=1, max_size=6))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_quick_move_leaves_what_the_slow_one_does(
    twins: tuple[Services, Services],
    moves: list[tuple[tuple[int, ...], int, int, int]],
) -> None:
    quick, slow = twins
    for services in twins:
        while services.undo().value is not None:
            pass
    at_first = dump(quick.db.raw)
    for cards, column, before, minutes in moves:
        for services in twins:
            services.workspace.clock.advance(minutes=minutes)  # type: ignore[attr-defined]
        assert _do(quick, cards, column, before) == _do(slow, cards, column, before)
        assert quick.db.undo_label == slow.db.undo_label
    assert dump(quick.db.raw) == dump(slow.db.raw)
    assert quick.upkeep.check().ok
    while quick.undo().value is not None:
        pass
    assert dump(quick.db.raw) == at_first


def _do(services: Services, cards: tuple[int, ...], column: int, before: int) -> object:
    """Move cards, given by their places; returns all that is told of it."""
    ids = [row[0] for row in services.db.rows("SELECT id FROM opportunities ORDER BY id")]
    columns = [row[0] for row in services.db.rows("SELECT id FROM stages ORDER BY id")]
    chosen = tuple([*ids, 99][min(card, len(ids))] for card in cards)
    above = None if before < 0 else [*ids, 99][min(before, len(ids))]
    target = [*columns, 99][min(column, len(columns))]
    try:
        done = services.opportunities.move(MoveCards(chosen, target, above))
    except (DomainError, GateClosedError) as error:
        return type(error), error.args
    return done.value, done.changes


@pytest.mark.parametrize("zone", [Zone.PROSPECTS, Zone.CUSTOMERS])
def test_a_card_before_a_gate_is_left_to_the_records(services: Services, zone: Zone) -> None:
    _contact_id, card = people.lead(services)
    free = FreeMoves(services.workspace, services.pipelines._cards)
    with services.db.step("") as step:
        assert free.move(MoveCards((card,), _first(services, zone))) is None
    assert not step.changes


def test_a_move_within_the_leads_needs_no_record(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    _contact_id, card = people.lead(services)
    monkeypatch.setattr("pisteur.storage.transaction.Session", None)
    services.opportunities.move(MoveCards((card,), people.stage(services, "To qualify")))
    found = services.db.rows("SELECT stage_id FROM opportunities WHERE id = ?", (card,))
    assert found[0][0] == people.stage(services, "To qualify")
