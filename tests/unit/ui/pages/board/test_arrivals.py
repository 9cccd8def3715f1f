"""Cards that were moved, added or asked for elsewhere are selected once they are on the board."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest

from pisteur.domain.commands import AddLead, Forced, MoveCards
from pisteur.presentation.board_state import BoardFilter
from pisteur.services.services import Services
from support import people

from .conftest import Board


def test_a_new_lead_is_selected_in_sight_and_has_the_keys(long_board: Board) -> None:
    board, view = long_board, long_board.view("New lead")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    board.view("Quote sent").setFocus()
    context = board.page._context
    context.runner.command(
        lambda s: s.contacts.add_lead(AddLead("Morel")), lambda ids: context.show_contact(*ids)
    )
    assert board.selected() == ["Morel"]
    assert board.page.window().focusWidget() is view
    row = view.currentIndex()
    assert view.viewport().rect().contains(view.visualRect(row))


def test_a_new_lead_is_selected_also_when_it_is_shown_before_it_is_read(
    board: Board, services: Services
) -> None:
    ids = people.lead(services, "Morel")
    board.page._context.show_contact(*ids)
    assert board.selected() == []
    board.page._read_again()
    assert board.selected() == ["Morel"]


def test_a_lead_that_was_undone_before_it_was_read_is_not_selected_later(
    board: Board, services: Services
) -> None:
    context = board.page._context
    ids = people.lead(services, "Morel")
    context.show_contact(*ids)
    services.undo()
    board.page._read_again()
    context.runner.command(lambda s: s.contacts.add_lead(AddLead("Roche")))
    # It has the number that had become free.
    assert board.page.state.card(ids[1]) is not None
    assert board.selected() == []


def test_a_hidden_lead_that_was_undone_before_it_was_read_is_not_said(
    board: Board, services: Services
) -> None:
    page, context = board.page, board.page._context
    said: list[str] = []
    context.offer_requested.connect(lambda text, _label, _do: said.append(text))
    ids = people.lead(services, "Morel")
    context.lead_added.emit(ids[1], "Morel", ids[0])
    services.undo()
    page._read_again()
    page.bar.show_filter(BoardFilter("nobody"))
    context.runner.command(lambda s: s.contacts.add_lead(AddLead("Roche")))
    assert page.state.card(ids[1]) is not None
    assert said == []


def test_someone_shown_while_another_page_is_open_leaves_the_board_alone(
    board: Board, services: Services
) -> None:
    board.view("New lead").take_row(1)
    board.page.hide()
    board.page._context.show_contact(1, 1)
    board.page.show()
    assert board.selected() == ["Lead B"]


def test_a_selected_card_stays_selected_when_a_qualification_moves_it_and_is_undone(
    board: Board, services: Services
) -> None:
    board.view("New lead").take_row(0)
    card = board.page.state.card(board.page.columns.selected_ids()[0])
    assert card is not None
    ids, given = (card.contact_id, card.id), people.yes(services)
    runner = board.page._context.runner
    runner.command(lambda s: s.opportunities.qualify(*ids, given, None))
    assert "Lead A" in board.titles("Qualified prospect")
    assert board.selected() == ["Lead A"]
    runner.command(lambda s: s.undo())
    assert board.titles("New lead")[0] == "Lead A"
    assert board.selected() == ["Lead A"]
    assert board.page.window().focusWidget() is board.view("New lead")


def test_a_forced_gate_is_followed_and_its_reason_shown(board: Board) -> None:
    card_id = board.view("New lead").column.id_at(0)
    assert card_id is not None
    target = people.stage(board.services, "Qualified prospect")
    command = MoveCards((card_id,), target, None, {card_id: Forced("Recommended")})
    board.page._move(command)
    view = board.view("Qualified prospect")
    assert board.titles("Qualified prospect") == ["Prospect P", "Lead A"]
    tip = view.column.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "Step skipped: Recommended" in tip
    assert board.selected() == ["Lead A"]


def test_a_move_that_was_left_at_a_gate_is_waited_for_no_more(board: Board) -> None:
    card = board.page.state.card(board.view("New lead").column.id_at(0) or 0)
    assert card is not None
    board.page._move(MoveCards((card.id,), people.stage(board.services, "Qualified prospect")))
    assert len(board.flows.gates) == 1
    board.view("New lead").take_row(1)
    ids, given = (card.contact_id, card.id), people.yes(board.services)
    board.page._context.runner.command(lambda s: s.opportunities.qualify(*ids, given, None))
    assert "Lead A" in board.titles("Qualified prospect")
    assert board.selected() == ["Lead B"]


def test_the_end_of_a_move_gives_up_no_later_one_that_is_on_its_way(board: Board) -> None:
    column = board.view("New lead").column
    target = people.stage(board.services, "To qualify")
    first, second = (MoveCards((column.id_at(row) or 0,), target) for row in (0, 1))
    arrivals = board.page._arriving()
    arrivals.expect_moved(first)
    arrivals.expect_moved(second)
    arrivals.give_up_moved(first)
    board.page._context.runner.command(lambda s: s.opportunities.move(second))
    assert board.selected() == ["Lead B"]


def test_a_move_is_announced_to_screen_readers(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        said.append(event.message())  # type: ignore[attr-defined]

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    view = board.view("New lead")
    view.take_row(0)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_Down, both)
    assert said == ["Moved to New lead, 2 of 4"]
