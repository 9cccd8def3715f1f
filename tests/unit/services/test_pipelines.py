"""Pipelines and their columns: edited in one step each, and no card without a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pisteur.domain import settings
from pisteur.domain.commands import AddLead, DealInput, MoveCards, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.pipelines import AddStage, PipelineSetup, StageInput
from pisteur.domain.words import StageColour, Zone
from pisteur.presentation.board_state import BoardState
from pisteur.services.board import read_board, read_delta, read_first_board
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import stays
from support import people
from support.dumps import dump


def setup(services: Services, pipeline_id: int = 1) -> PipelineSetup:
    return next(p for p in services.pipelines.setup() if p.id == pipeline_id)


def names(services: Services, pipeline_id: int = 1) -> list[str]:
    return [stage.name for stage in setup(services, pipeline_id).stages]


def show(services: Services, pipeline_id: int) -> None:
    services.settings.put(settings.PIPELINE, pipeline_id)


def stage_of(services: Services, card: int) -> tuple[int, str]:
    found = services.db.rows(
        "SELECT s.pipeline_id, s.name FROM opportunities o JOIN stages s ON s.id = o.stage_id"
        " WHERE o.id = ?",
        (card,),
    )
    return (found[0][0], found[0][1])


FIRST = ["New lead", "To qualify", "Qualified prospect", "Quote sent", "Won"]


# Pipelines.


def test_a_new_pipeline_has_the_columns_that_ship(services: Services) -> None:
    made = services.pipelines.add(" Training ").value
    assert [p.name for p in services.pipelines.setup()] == ["Pipeline", "Training"]
    assert names(services, made) == FIRST
    assert {s.zone for s in setup(services, made).stages} == set(Zone)
    services.undo()
    assert [p.name for p in services.pipelines.setup()] == ["Pipeline"]
    assert names(services) == FIRST


def test_pipelines_are_renamed_and_ordered(services: Services) -> None:
    made = services.pipelines.add("Training").value
    services.pipelines.rename(1, "Services")
    services.pipelines.reorder((made, 1))
    assert [p.name for p in services.pipelines.setup()] == ["Training", "Services"]
    with pytest.raises(DomainError, match=r"pipeline\.name_taken"):
        services.pipelines.rename(1, "TRAINING")
    with pytest.raises(DomainError, match=r"pipeline\.name_missing"):
        services.pipelines.add("  ")


def test_a_pipeline_with_cards_is_deleted_only_when_it_is_said_where_they_go(
    services: Services,
) -> None:
    made = services.pipelines.add("Training").value
    _contact, lead = people.lead(services)
    _contact, won = people.prospect(services)
    services.opportunities.win(Win(won, people.sale()))
    with pytest.raises(DomainError, match=r"pipeline\.has_cards"):
        services.pipelines.delete(1)
    before = dump(services.db.raw)
    services.pipelines.delete(1, made)
    assert stage_of(services, lead) == (made, "New lead")
    assert stage_of(services, won) == (made, "Won")
    assert services.db.rows("SELECT state FROM opportunities WHERE id = ?", (won,)) == [("won",)]
    assert [p.id for p in services.pipelines.setup()] == [made]
    assert services.upkeep.check().ok
    services.undo()
    assert dump(services.db.raw) == before


def test_the_last_pipeline_stays(services: Services) -> None:
    with pytest.raises(DomainError, match=r"pipeline\.last"):
        services.pipelines.delete(1)


# What the board shows, and where new deals go.


def test_the_board_shows_one_pipeline_and_remembers_which(services: Services) -> None:
    made = services.pipelines.add("Training").value
    _contact, here = people.lead(services)
    show(services, made)
    _contact, there = people.lead(services, "Inès Roche")
    for board in (read_board(services.db.raw), read_first_board(services.db.raw, 1)):
        assert board.pipeline_id == made
        assert [stage.pipeline_id for stage in board.stages] == [made] * 5
        assert [card.id for card in board.cards] == [there]
        assert [p.name for p in board.pipelines] == ["Pipeline", "Training"]
    show(services, 1)
    assert [card.id for card in read_board(services.db.raw).cards] == [here]


def test_the_first_pipeline_is_shown_when_the_one_chosen_is_gone(services: Services) -> None:
    made = services.pipelines.add("Training").value
    show(services, made)
    services.pipelines.delete(made)
    assert read_board(services.db.raw).pipeline_id == 1


def test_the_totals_of_the_first_screen_are_of_the_pipeline_shown(services: Services) -> None:
    made = services.pipelines.add("Training").value
    for line in ("Un, 100 €", "Deux, 200 €"):
        people.lead(services, line)
    show(services, made)
    for line in ("Trois, 400 €", "Quatre, 800 €"):
        people.lead(services, line)
    board = read_first_board(services.db.raw, 1)
    assert [(count, cents) for _stage, count, cents in board.totals or ()] == [(2, 120_000)]


def test_a_change_in_another_pipeline_leaves_the_board(services: Services) -> None:
    made = services.pipelines.add("Training").value
    _contact, card = people.lead(services)
    state = BoardState(read_board(services.db.raw), date(2026, 11, 22))
    changes = services.pipelines.move_deals((card,), made).changes
    delta = read_delta(services.db.raw, changes)
    assert delta is not None
    assert state.apply(delta) == {card}
    assert state.card(card) is None


def test_new_deals_go_to_the_pipeline_shown(services: Services) -> None:
    made = services.pipelines.add("Training").value
    show(services, made)
    contact, card = services.contacts.add_lead(AddLead("Garage Morel")).value
    assert stage_of(services, card) == (made, "New lead")
    further = services.opportunities.add(contact, DealInput("Devanture")).value
    assert stage_of(services, further)[0] == made


def test_a_deal_is_qualified_and_won_within_its_own_pipeline(services: Services) -> None:
    made = services.pipelines.add("Training").value
    contact, card = people.lead(services)
    services.pipelines.move_deals((card,), made)
    services.opportunities.qualify(contact, card, people.yes(services))
    assert stage_of(services, card) == (made, "Qualified prospect")
    services.opportunities.win(Win(card, people.sale()))
    assert stage_of(services, card) == (made, "Won")


def test_a_deal_moves_to_the_same_zone_of_another_pipeline(services: Services) -> None:
    made = services.pipelines.add("Training").value
    _contact, lead = people.lead(services)
    _contact, prospect = people.prospect(services)
    services.opportunities.move(MoveCards((prospect,), people.stage(services, "Quote sent")))
    before = dump(services.db.raw)
    assert services.pipelines.move_deals((lead, prospect), made).value == "Training"
    assert stage_of(services, lead) == (made, "New lead")
    # A quote that was sent stays sent.
    assert stage_of(services, prospect) == (made, "Quote sent")
    detail = services.db.rows("SELECT detail FROM events ORDER BY id DESC LIMIT 1")[0][0]
    assert "Training · Quote sent" in detail
    assert stays.count_wrong(services.db.raw) == 0
    services.undo()
    assert dump(services.db.raw) == before


def test_a_deal_whose_column_is_called_otherwise_elsewhere_goes_to_the_first_of_its_zone(
    services: Services,
) -> None:
    made = services.pipelines.add("Training").value
    there = next(s.id for s in setup(services, made).stages if s.name == "Quote sent")
    services.pipelines.rename_stage(there, "Waiting")
    _contact, moved = people.prospect(services)
    services.opportunities.move(MoveCards((moved,), people.stage(services, "Quote sent")))
    services.pipelines.move_deals((moved,), made)
    assert stage_of(services, moved) == (made, "Qualified prospect")
    # And back again, with the pipeline that it is in.
    services.pipelines.rename_stage(people.stage(services, "Qualified prospect"), "QUALIFIED")
    services.pipelines.move_deals((moved,), 1)
    assert stage_of(services, moved) == (1, "QUALIFIED")


def test_cards_of_a_deleted_pipeline_keep_the_names_of_their_columns(services: Services) -> None:
    made = services.pipelines.add("Training").value
    _contact, card = people.prospect(services)
    services.opportunities.move(MoveCards((card,), people.stage(services, "Quote sent")))
    services.pipelines.delete(1, made)
    assert stage_of(services, card) == (made, "Quote sent")


# Columns.


def test_a_column_is_added_where_it_was_asked_for(services: Services) -> None:
    quote = people.stage(services, "Quote sent")
    services.pipelines.add_stage(AddStage(1, Zone.PROSPECTS, StageInput("Meeting"), quote))
    services.pipelines.add_stage(AddStage(1, Zone.LEADS, StageInput("Later")))
    assert names(services) == [*FIRST[:2], "Later", FIRST[2], "Meeting", *FIRST[3:]]
    assert [stage.name for stage in read_board(services.db.raw).stages] == names(services)
    services.undo()
    services.undo()
    assert names(services) == FIRST


def test_a_column_keeps_what_is_set_for_it(services: Services) -> None:
    stage = people.stage(services, "Quote sent")
    given = StageInput(" Offer  out ", StageColour.BLUE, 7, 45)
    services.pipelines.edit_stage(stage, given)
    found = next(s for s in setup(services).stages if s.id == stage)
    assert (found.name, found.colour, found.stale_days, found.default_percent) == (
        *("Offer out", StageColour.BLUE),
        *(7, 45),
    )
    shown = next(s for s in read_board(services.db.raw).stages if s.id == stage)
    assert (shown.colour, shown.stale_days) == ("cold", 7)
    services.pipelines.rename_stage(stage, "Quote")
    services.pipelines.recolour_stage(stage, StageColour.NONE)
    found = next(s for s in setup(services).stages if s.id == stage)
    assert (found.name, found.colour, found.stale_days) == ("Quote", StageColour.NONE, 7)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (StageInput(" "), "stage.name_missing"),
        (StageInput("won"), "stage.name_taken"),
        (StageInput("Quote", stale_days=0), "stage.days_invalid"),
        (StageInput("Quote", stale_days=366), "stage.days_invalid"),
        (StageInput("Quote", default_percent=101), "stage.percent_invalid"),
        (StageInput("Quote", default_percent=-1), "stage.percent_invalid"),
    ],
)
def test_a_column_that_can_not_be_is_refused(
    services: Services, given: StageInput, code: str
) -> None:
    before = dump(services.db.raw)
    with pytest.raises(DomainError, match=code.replace(".", r"\.")):
        services.pipelines.edit_stage(people.stage(services, "Quote sent"), given)
    with pytest.raises(DomainError, match=code.replace(".", r"\.")):
        services.pipelines.add_stage(AddStage(1, Zone.LEADS, given))
    assert dump(services.db.raw) == before


def test_a_column_may_keep_its_name_in_other_letters(services: Services) -> None:
    stage = people.stage(services, "Won")
    services.pipelines.rename_stage(stage, "WON")
    assert names(services)[-1] == "WON"


def test_columns_move_within_their_zone_only(services: Services) -> None:
    stage = people.stage(services, "Quote sent")
    services.pipelines.shift_stage(stage, -1)
    moved = [*FIRST[:2], "Quote sent", "Qualified prospect", "Won"]
    assert names(services) == moved
    services.pipelines.shift_stage(stage, -1)
    assert names(services) == moved
    ids = [s.id for s in setup(services).stages]
    services.pipelines.reorder_stages(1, [ids[1], ids[0], *ids[2:]])
    assert names(services)[:2] == ["To qualify", "New lead"]
    with pytest.raises(DomainError, match=r"stage\.leaves_zone"):
        services.pipelines.reorder_stages(1, ids[::-1])


def test_a_column_with_cards_is_deleted_only_when_it_is_said_where_they_go(
    services: Services,
) -> None:
    _contact, card = people.prospect(services)
    _contact, lost = people.prospect(services, "Garage Morel")
    services.db.raw.execute(
        "UPDATE opportunities SET state = 'lost', lost_reason = 'price' WHERE id = ?", (lost,)
    )
    stage, quote = (people.stage(services, n) for n in ("Qualified prospect", "Quote sent"))
    before = dump(services.db.raw)
    for target in (None, stage, people.stage(services, "Won")):
        with pytest.raises(DomainError, match=r"stage\.has_cards"):
            services.pipelines.delete_stage(stage, target)
    services.pipelines.delete_stage(stage, quote)
    assert names(services) == [*FIRST[:2], "Quote sent", "Won"]
    assert stage_of(services, card) == stage_of(services, lost) == (1, "Quote sent")
    assert services.db.rows("SELECT state FROM opportunities WHERE id = ?", (lost,)) == [("lost",)]
    assert stays.count_wrong(services.db.raw) == 0
    services.undo()
    assert dump(services.db.raw) == before


def test_each_zone_keeps_a_column(services: Services) -> None:
    with pytest.raises(DomainError, match=r"stage\.last_in_zone"):
        services.pipelines.delete_stage(people.stage(services, "Won"))
    services.pipelines.delete_stage(people.stage(services, "To qualify"))
    with pytest.raises(DomainError, match=r"stage\.last_in_zone"):
        services.pipelines.delete_stage(people.stage(services, "New lead"))


def test_an_archive_keeps_pipelines_and_what_is_set_for_columns(
    services: Services, tmp_path: Path, template_file: Path
) -> None:
    made = services.pipelines.add("Training").value
    show(services, made)
    people.lead(services)
    stage = setup(services, made).stages[0].id
    services.pipelines.edit_stage(stage, StageInput("Début", StageColour.GREEN, 5, 10))
    services.archive.write(tmp_path / "all.json")
    (tmp_path / "other.db").write_bytes(template_file.read_bytes())
    other = Services(open_data(tmp_path / "other.db"))
    other.archive.read(tmp_path / "all.json")
    assert other.pipelines.setup() == services.pipelines.setup()
    assert dump(other.db.raw)["settings"] == dump(services.db.raw)["settings"]
    other.close()
