"""What is counted or summed by a query of its own is what one gets who counts by hand."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.dashboard import Behind, Kind, Money
from pisteur.domain.exports import ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.lead_lists import LeadListRow
from pisteur.domain.words import InteractionKind, OpportunityState
from pisteur.presentation.board_state import BoardState
from pisteur.services.board import read_board, read_first_board
from pisteur.services.services import Services
from support.clock import FakeClock
from support.crowd import crowd
from support.operations import OPERATIONS, Person

OFTEN = 3


@pytest.fixture(params=range(2))
def life(request: pytest.FixtureRequest, services: Services, clock: FakeClock) -> Services:
    """Return what is there after everything was done some times, the last of it undone."""
    dice = random.Random(request.param)  # noqa: S311 - the same on each run
    person = Person(services, clock)
    crowd(services, 12)
    for name in dice.sample(OPERATIONS * OFTEN, OFTEN * len(OPERATIONS)):
        person.do(name, *(dice.randrange(200) for _ in range(3)))
    services.undo()
    return services


def test_a_list_counts_what_came_of_its_names(life: Services) -> None:
    lists = life.lead_lists.lists()
    assert lists
    for row in lists:
        names = life.contact_list.ids(ContactQuery(lead_list=row.id))
        views = [life.contact_view.contact(contact_id) for contact_id in names]
        running = [
            any(deal.state is OpportunityState.OPEN for deal in view.opportunities)
            for view in views
        ]
        assert (row.names, row.on_board) == (len(names), sum(running))
        assert row.contacted == _exchanged_with(life, names)
        assert row.waiting == _put_on_board(life, row)


def _exchanged_with(services: Services, contact_ids: tuple[int, ...]) -> int:
    lines = services.db.rows("SELECT contact_id, kind FROM interactions")
    found = {contact_id for contact_id, kind in lines if kind != InteractionKind.NOTE}
    return len(found.intersection(contact_ids))


def _put_on_board(services: Services, row: LeadListRow) -> int:
    """Return how many there are to put on the board, which is left as it was."""
    if not row.waiting:
        return 0
    count = services.lead_lists.put_on_board(row.id, 1000).value
    services.undo()
    return count


def test_a_figure_of_the_dashboard_is_the_sum_of_the_rows_behind_it(life: Services) -> None:
    view = life.dashboard.view()
    figures: dict[Kind, Money] = {
        Kind.SALES: view.accepted,
        Kind.OUTSTANDING: view.outstanding,
        Kind.CASHED_IN: view.cashed_in,
    }
    for kind, money in figures.items():
        rows = life.dashboard.behind(Behind(kind, money.sale_ids), 1000)
        assert len(rows) == len(money.sale_ids)
        assert sum(row.cents or 0 for row in rows) == money.cents
    soon = life.contact_list.page(ContactQuery(dormant_soon=True))
    assert view.dormant_soon == soon.total


@pytest.mark.parametrize(
    "what", [ExportWhat.CONTACTS, ExportWhat.FOLLOW_UPS, ExportWhat.OPPORTUNITIES]
)
def test_as_many_rows_go_out_as_are_counted_before(
    life: Services, tmp_path: Path, what: ExportWhat
) -> None:
    request = ExportRequest(what, ExportFormat.PLAIN_CSV)
    path = tmp_path / "out.csv"
    count = life.exporting.count(request)
    assert life.exporting.write(path, request) == count
    with path.open(encoding="utf-8", newline="") as file:
        _headings, *rows = csv.reader(file)
    assert len(rows) == count


def test_the_first_board_has_the_totals_and_the_tops_of_the_whole_one(life: Services) -> None:
    today = life.workspace.clock.today()
    whole = BoardState(read_board(life.db.raw), today)
    first = BoardState(read_first_board(life.db.raw, 2), today)
    assert whole.shown_count
    for stage in whole.stages:
        assert first.column_total(stage.id) == whole.column_total(stage.id)
        assert first.ids(stage.id) == whole.ids(stage.id)[: len(first.ids(stage.id))]
