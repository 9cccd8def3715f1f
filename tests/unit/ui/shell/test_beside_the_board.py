"""The board and the panel beside it: never two different ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead
from pisteur.presentation.board_state import BoardFilter
from support.clock import FakeClock
from support.session import opened_session


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        made.runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
        made.runner.command(lambda s: s.contacts.add_lead(AddLead("Salon Lune")))
        qtbot.waitUntil(lambda: made.runner.idle)
        made.context.show_contact(1, 1)
        assert made.window.board.columns.selected_ids() == (1,)
        yield made


def test_the_board_selects_who_was_shown_on_another_page(session: Session, qtbot: QtBot) -> None:
    window = session.window
    for deal in (2, None):
        window.show_page("today")
        session.context.show_contact(2, deal)
        window.show_page("board")
        assert window.board.columns.selected_ids() == (2,)
        assert window.panel.shown == (2, deal)
        session.context.show_contact(1, 1)


def test_the_panel_goes_back_to_the_selected_card_from_who_has_none_here(
    session: Session, qtbot: QtBot
) -> None:
    window = session.window
    # A card that the filter hides is none here, either.
    window.board.bar.show_filter(BoardFilter(text="Morel"))
    window.show_page("today")
    session.context.show_contact(2, 2)
    window.show_page("board")
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((1,), (1, 1))
    session.runner.command(lambda s: s.opportunities.delete((2,)))
    qtbot.waitUntil(lambda: session.runner.idle)
    window.show_page("contacts")
    session.context.show_contact(2, None)
    window.show_page("board")
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((1,), (1, 1))


def test_a_deal_found_by_the_palette_is_selected_on_the_board(
    session: Session, qtbot: QtBot
) -> None:
    window = session.window
    window.commands.open_found(2, 2, None)
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((2,), (2, 2))
    window.commands.open_found(1, None, None)
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((1,), (1, None))
    # Without a card on the board, the panel is with who was asked for all the same.
    session.runner.command(lambda s: s.opportunities.delete((2,)))
    qtbot.waitUntil(lambda: session.runner.idle)
    window.commands.open_found(2, None, None)
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((1,), (2, None))
    # As they are when the window has been put away and back.
    window.showMinimized()
    QApplication.processEvents()
    window.showNormal()
    QApplication.processEvents()
    assert (window.board.columns.selected_ids(), window.panel.shown) == ((1,), (2, None))
