"""The menu of the selected cards."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication

from pisteur.domain.board import Card
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.ui.pages.board.card_menu import CardMenu
from support import people

from .conftest import Board


def cards(board: Board, column: str, *rows: int) -> tuple[Card, ...]:
    found = (board.view(column).column.card_at(row) for row in rows)
    return tuple(card for card in found if card is not None)


def menu(board: Board, column: str, *rows: int) -> CardMenu:
    """Open the menu as a right click on the last of the rows does."""
    view = board.view(column)
    chosen = cards(board, column, *rows)
    view.select(tuple(card.id for card in chosen), chosen[-1].id)
    at = view.visualRect(view.column.index(rows[-1])).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    made = board.page.findChild(CardMenu, "card-menu")
    assert isinstance(made, CardMenu)
    return made


def choose(made: CardMenu, name: str) -> None:
    action = made.findChild(QAction, f"card-{name}")
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()


def enabled(made: CardMenu, name: str) -> bool:
    action = made.findChild(QAction, f"card-{name}")
    return isinstance(action, QAction) and action.isEnabled()


def test_each_entry_asks_for_what_it_says(board: Board) -> None:
    (card,) = cards(board, "Quote sent", 0)
    made = menu(board, "Quote sent", 0)
    board.shown_contacts.clear()
    names = ("open", "edit", "qualify", "plan", "cadence", "write", "quote", "sale", "standby")
    for name in (*names, "lose", "delete"):
        choose(made, name)
    assert board.shown_contacts == [(card.contact_id, card.id)]
    assert board.flows.calls == [
        ("edit_deal", (card.id,)),
        ("qualify", (card.contact_id, card.id)),
        ("plan", (card.contact_id, card.id)),
        ("start_cadence", (card.contact_id, card.id)),
        ("write", (card.contact_id, card.id)),
        ("send_quote", (card.id,)),
        ("record_sale", (card.id,)),
        ("stand_by", (card.id,)),
        ("lose", (card.id,)),
        ("delete_deals", ((card.id,),)),
    ]


def test_only_a_planned_action_can_be_completed_or_postponed(board: Board) -> None:
    made = menu(board, "New lead", 0)
    assert not enabled(made, "complete")
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents()
    (card,) = cards(board, "New lead", 0)
    plan = PlanFollowUp(card.contact_id, card.id, FollowUpKind.CALL, "Call", date(2026, 11, 24))
    board.page._context.runner.command(lambda s: s.follow_ups.plan(plan))
    (card,) = cards(board, "New lead", 0)
    made = CardMenu(board.page._context, board.page.state, (card,), board.page)
    choose(made, "complete")
    choose(made, "postpone")
    assert board.flows.calls == [
        ("complete", (card.follow_up_id,)),
        ("postpone", (card.follow_up_id,)),
    ]


def test_heat_is_set_for_all_selected_at_once(board: Board) -> None:
    made = menu(board, "New lead", 0, 2)
    choose(made, "heat-hot")
    assert [card.heat for card in cards(board, "New lead", 0, 1, 2)] == ["hot", "cold", "hot"]


def test_cards_are_moved_to_the_column_chosen(board: Board) -> None:
    made = menu(board, "New lead", 1, 2)
    choose(made, f"move-{people.stage(board.services, 'To qualify')}")
    assert board.titles("To qualify") == ["Lead B", "Lead C"]


def test_cards_are_moved_by_a_place(board: Board) -> None:
    choose(menu(board, "New lead", 0), "move-down")
    assert board.titles("New lead") == ["Lead B", "Lead A", "Lead C", "Lead D"]


def test_several_cards_offer_only_what_fits_several(board: Board) -> None:
    made = menu(board, "New lead", 0, 1)
    assert not enabled(made, "open")
    assert enabled(made, "delete")


def test_a_right_click_beside_the_selection_takes_the_card_under_it(board: Board) -> None:
    view = board.view("New lead")
    view.take_row(0)
    at = view.visualRect(view.column.index(2)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert board.selected() == ["Lead C"]
    (card,) = cards(board, "New lead", 2)
    assert board.shown_contacts[-1] == (card.contact_id, card.id)


def test_the_menu_key_opens_it_on_the_card_with_the_focus(board: Board) -> None:
    view = board.view("New lead")
    view.take_row(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(view.viewport(), event)
    made = board.page.findChild(CardMenu, "card-menu")
    assert isinstance(made, CardMenu)
    board.shown_contacts.clear()
    choose(made, "open")
    (card,) = cards(board, "New lead", 1)
    assert board.shown_contacts == [(card.contact_id, card.id)]


def test_a_right_click_on_no_card_opens_nothing(board: Board) -> None:
    view = board.view("To qualify")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(view.viewport(), event)
    assert board.page.findChild(CardMenu, "card-menu") is None


def test_a_closed_menu_goes(board: Board) -> None:
    menu(board, "New lead", 0).close()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert board.page.findChild(CardMenu, "card-menu") is None
