"""The keyboard on the Pipeline page before any card has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pisteur.services.board import read_board
from pisteur.services.services import Services
from pisteur.ui.pages.board.page import BoardPage
from support.clock import FakeClock
from support.people import lead
from support.ui import make_context


def test_an_arrow_goes_from_the_page_to_its_first_card(
    qtbot: QtBot, services: Services, clock: FakeClock
) -> None:
    _contact, card = lead(services)
    context, _flows = make_context(services, clock)
    page = BoardPage(context, read_board(services.db.raw))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.columns.selected_ids() == (card,)
