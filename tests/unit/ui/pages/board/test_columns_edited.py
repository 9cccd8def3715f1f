"""Columns edited in place on the board, and pipelines chosen above it; all of it undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from pisteur.domain.pipelines import AddStage, StageInput
from pisteur.domain.words import StageColour, Zone
from pisteur.services.board import read_board
from pisteur.ui.pages.board.card_menu import CardMenu
from pisteur.ui.pages.board.column_menu import ColumnMenu
from support import people

from .conftest import Board

Open = Callable[[], Board]


def names(board: Board) -> list[str]:
    return [stage.name for stage in board.page.state.stages]


def entry(menu: QMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction), name
    return found


@pytest.fixture
def edited(board: Board) -> Board:
    board.page.make_editable()
    return board


def menu_of(board: Board, name: str) -> ColumnMenu:
    stage = people.stage(board.services, name)
    board.page.columns.tools(stage).button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, ColumnMenu)
    menu.close()
    return menu


def editor(board: Board, name: str) -> QLineEdit:
    found = board.page.columns.tools(people.stage(board.services, name)).editor
    assert found is not None
    return found


def test_the_first_paint_has_no_tools(board: Board) -> None:
    assert board.page.findChild(QMenu, "column-menu") is None
    board.page.make_editable()
    tools = board.page.columns.tools(people.stage(board.services, "New lead"))
    assert tools.button.accessibleName() == "Edit the column “New lead”"
    assert tools.button.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_column_is_renamed_in_its_place_by_keyboard(edited: Board) -> None:
    tools = edited.page.columns.tools(people.stage(edited.services, "Quote sent"))
    tools.button.setFocus()
    QTest.keyClick(tools.button, Qt.Key.Key_F2)
    line = editor(edited, "Quote sent")
    assert edited.page.window().focusWidget() is line
    QTest.keyClicks(line, "Offer out")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "Offer out" in names(edited)
    assert edited.titles("Offer out") == ["Prospect Q"]
    edited.services.undo()
    assert people.stage(edited.services, "Quote sent")


def test_escape_leaves_the_name_as_it_was(edited: Board) -> None:
    tools = edited.page.columns.tools(people.stage(edited.services, "Quote sent"))
    tools.rename()
    QTest.keyClicks(editor(edited, "Quote sent"), "Offer")
    QTest.keyClick(editor(edited, "Quote sent"), Qt.Key.Key_Escape)
    assert tools.editor is None
    assert "Quote sent" in names(edited)
    assert edited.services.db.undo_label is not None
    assert "column" not in edited.services.db.undo_label


def test_a_name_that_can_not_be_stays_to_be_mended(edited: Board) -> None:
    tools = edited.page.columns.tools(people.stage(edited.services, "Quote sent"))
    tools.rename()
    line = editor(edited, "Quote sent")
    QTest.keyClicks(line, "Won")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert tools.editor is line
    assert line.text() == "Won"
    assert "already a column “Won”" in line.accessibleDescription()


def test_the_menu_recolours_moves_and_asks_for_the_rest(edited: Board) -> None:
    quote = people.stage(edited.services, "Quote sent")
    entry(menu_of(edited, "Quote sent"), "column-colour-blue").trigger()
    assert edited.page.state.stage(quote).colour == "cold"
    entry(menu_of(edited, "Quote sent"), "column-left").trigger()
    assert names(edited)[2:4] == ["Quote sent", "Qualified prospect"]
    qualified = people.stage(edited.services, "Qualified prospect")
    for action in ("column-add-left", "column-add-right", "column-edit", "column-delete"):
        entry(menu_of(edited, "Quote sent"), action).trigger()
    entry(menu_of(edited, "Quote sent"), "column-pipelines").trigger()
    assert edited.flows.calls == [
        ("add_stage", (1, Zone.PROSPECTS, quote)),
        ("add_stage", (1, Zone.PROSPECTS, qualified)),
        ("edit_stage", (quote,)),
        ("delete_stage", (quote,)),
        ("open_settings", ("stages",)),
    ]
    edited.services.undo()
    edited.services.undo()
    stage = read_board(edited.services.db.raw).stages[3]
    assert (stage.id, stage.colour) == (quote, "")


def test_the_edges_of_a_zone_stop_a_column_and_its_last_one_stays(edited: Board) -> None:
    menu = menu_of(edited, "Won")
    enabled = {
        name: entry(menu, f"column-{name}").isEnabled() for name in ("left", "right", "delete")
    }
    assert enabled == {"left": False, "right": False, "delete": False}


def test_a_new_column_appears_with_its_colour_and_the_focus_stays(edited: Board) -> None:
    stage = people.stage(edited.services, "To qualify")
    edited.page.columns.tools(stage).button.setFocus()
    given = AddStage(1, Zone.LEADS, StageInput("Later", StageColour.GREEN))
    edited.page._context.runner.command(lambda s: s.pipelines.add_stage(given))
    assert names(edited)[2] == "Later"
    button = edited.page.columns.tools(stage).button
    assert edited.page.window().focusWidget() is button


# Pipelines.


def test_one_pipeline_needs_no_chooser(board: Board) -> None:
    assert board.page.bar.pipeline_button is None
    assert board.page.make_editable().choose_neighbour(1) is False


def test_the_chooser_shows_the_other_pipeline_and_remembers_it(
    edited: Board, open_board: Open
) -> None:
    runner = edited.page._context.runner
    runner.command(lambda s: s.pipelines.add("Training"))
    button = edited.page.bar.pipeline_button
    assert button is not None
    assert button.accessibleName() == "Pipeline: Pipeline"
    training = edited.page.state.pipelines[1].id
    entry(button.menu(), f"pipeline-{training}").trigger()
    assert edited.page.state.pipeline_id == training
    assert len(edited.page.state) == 0
    assert edited.page.columns.isVisible()
    again = open_board()
    assert again.page.state.pipeline_id == training
    assert again.page.bar.pipeline_button is not None
    assert again.page.bar.pipeline_button.accessibleName() == "Pipeline: Training"


def test_the_keyboard_goes_from_pipeline_to_pipeline(edited: Board) -> None:
    edited.page._context.runner.command(lambda s: s.pipelines.add("Training"))
    edits = edited.page.make_editable()
    first, second = (own.id for own in edited.page.state.pipelines)
    for wanted in (second, first):
        assert edits.choose_neighbour(1)
        assert edited.page.state.pipeline_id == wanted
    edits.choose_neighbour(-1)
    assert edited.page.state.pipeline_id == second


def test_cards_go_to_another_pipeline_from_their_menu(edited: Board, qtbot: QtBot) -> None:
    edited.page._context.runner.command(lambda s: s.pipelines.add("Training"))
    training = edited.page.state.pipelines[1].id
    cards = tuple(edited.view("New lead").column.card_at(row) for row in range(2))
    menu = CardMenu(
        edited.page._context,
        edited.page.state,
        tuple(card for card in cards if card is not None),
        edited.page,
    )
    entry(menu, f"card-pipeline-{training}").trigger()
    ids = tuple(card.id for card in cards if card is not None)
    assert edited.flows.calls == [("move_to_pipeline", (ids, training))]
    edited.page._context.runner.command(lambda s: s.pipelines.move_deals(ids, training))
    assert edited.titles("New lead") == ["Lead C", "Lead D"]


def test_a_card_sleeps_after_the_days_of_its_column(edited: Board) -> None:
    stage = people.stage(edited.services, "New lead")
    card = edited.view("New lead").column.card_at(0)
    assert card is not None
    state = edited.page.state
    state.set_today(state.today.replace(day=28))
    assert not state.is_stale(card)
    given = StageInput("New lead", stale_days=5)
    edited.page._context.runner.command(lambda s: s.pipelines.edit_stage(stage, given))
    state.set_today(state.today.replace(day=28))
    assert state.is_stale(card)


def test_tab_leads_from_the_search_to_the_chooser_and_on(edited: Board) -> None:
    edited.page._context.runner.command(lambda s: s.pipelines.add("Training"))
    bar = edited.page.bar
    assert bar.search.nextInFocusChain() is bar.pipeline_button
    assert bar.pipeline_button is not None
    following = bar.pipeline_button.nextInFocusChain()
    while following is not None and following.focusPolicy() == Qt.FocusPolicy.NoFocus:
        following = following.nextInFocusChain()
    assert following is bar.heat_button
