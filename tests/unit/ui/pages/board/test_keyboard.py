"""The board by keyboard: focus, selection, moving, opening, deleting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.words import Gate

from .conftest import Board

MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def start(board: Board, column: str, row: int) -> None:
    board.view(column).take_row(row)


def test_moving_down_keeps_the_card_selected_and_focused(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Down, MOVE)
    assert board.titles("New lead") == ["Lead B", "Lead A", "Lead C", "Lead D"]
    press(qtbot, Qt.Key.Key_Down, MOVE)
    assert board.titles("New lead") == ["Lead B", "Lead C", "Lead A", "Lead D"]
    assert board.selected() == ["Lead A"]
    view = board.view("New lead")
    assert view.hasFocus()
    assert view.currentIndex().row() == 2


def test_the_order_made_by_keyboard_is_on_disk(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 3)
    press(qtbot, Qt.Key.Key_Up, MOVE)
    rows = board.services.db.rows(
        "SELECT c.display_name FROM opportunities o JOIN contacts c ON c.id = o.contact_id"
        " JOIN stages s ON s.id = o.stage_id WHERE s.name = 'New lead' ORDER BY o.rank"
    )
    assert [row[0] for row in rows] == board.titles("New lead")
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead D", "Lead C"]


def test_several_cards_move_together_into_the_next_column(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 1)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    assert board.selected() == ["Lead B", "Lead C"]
    press(qtbot, Qt.Key.Key_Right, MOVE)
    assert board.titles("New lead") == ["Lead A", "Lead D"]
    assert board.titles("To qualify") == ["Lead B", "Lead C"]
    assert board.selected() == ["Lead B", "Lead C"]
    assert board.view("To qualify").hasFocus()


def test_a_closed_gate_is_asked_and_the_card_stays(board: Board, qtbot: QtBot) -> None:
    start(board, "Quote sent", 0)
    press(qtbot, Qt.Key.Key_Right, MOVE)
    assert [error.gate for error in board.flows.gates] == [Gate.SALE]
    assert board.titles("Quote sent") == ["Prospect Q"]
    assert board.titles("Won") == []


def test_a_prospect_moves_on_and_back_freely(board: Board, qtbot: QtBot) -> None:
    start(board, "Qualified prospect", 0)
    press(qtbot, Qt.Key.Key_Right, MOVE)
    assert board.titles("Quote sent") == ["Prospect P", "Prospect Q"]
    press(qtbot, Qt.Key.Key_Left, MOVE)
    press(qtbot, Qt.Key.Key_Left, MOVE)
    assert board.titles("To qualify") == ["Prospect P"]
    assert board.flows.gates == []


def test_nothing_is_asked_for_at_the_edges(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Up, MOVE)
    press(qtbot, Qt.Key.Key_Left, MOVE)
    assert board.flows.commands == []


def test_left_and_right_take_the_focus_past_empty_columns(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Right)
    assert board.view("Qualified prospect").hasFocus()
    assert board.selected() == ["Prospect P"]
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Right)
    assert board.selected() == ["Prospect Q"]
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Left)
    assert board.selected() == ["Lead A"]


def test_sideways_the_focus_goes_to_the_nearest_row(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 3)
    press(qtbot, Qt.Key.Key_Right, MOVE)
    start(board, "New lead", 2)
    press(qtbot, Qt.Key.Key_Right)
    assert board.selected() == ["Lead D"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_the_panel(board: Board, qtbot: QtBot, key: Qt.Key) -> None:
    start(board, "Quote sent", 0)
    card = board.view("Quote sent").column.card_at(0)
    assert card is not None
    board.shown_contacts.clear()
    press(qtbot, key)
    assert board.shown_contacts == [(card.contact_id, card.id)]


def test_the_panel_keeps_to_the_card_that_the_arrows_reach(board: Board, qtbot: QtBot) -> None:
    """Else the menus would act on somebody else than the card that is framed."""
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Right)
    shown = [board.page.state.card(deal) for _, deal in board.shown_contacts if deal is not None]
    titles = [card.title for card in shown if card is not None]
    assert titles == ["Lead A", "Lead B", "Lead D", "Prospect P"]


def test_the_panel_stays_while_several_cards_are_selected(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    assert len(board.shown_contacts) == 1


def test_delete_asks_for_the_selected_cards(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    press(qtbot, Qt.Key.Key_Delete)
    assert board.flows.calls == [("delete_deals", (board.page.columns.selected_ids(),))]


def test_only_one_column_has_a_selection(board: Board, qtbot: QtBot) -> None:
    start(board, "New lead", 0)
    start(board, "Quote sent", 0)
    assert board.selected() == ["Prospect Q"]
    assert board.view("New lead").selected_ids() == ()


def test_columns_are_named_for_screen_readers(board: Board) -> None:
    assert board.view("New lead").accessibleName() == "New lead: 4 cards, €0"
    assert board.view("Quote sent").objectName().startswith("column-")
