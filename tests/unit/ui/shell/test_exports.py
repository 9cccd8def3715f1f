"""What an export of the window proposes first: what the page shows, and what is selected on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead, PlanFollowUp
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.words import FollowUpKind
from pisteur.presentation.board_state import BoardFilter
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.today.row_list import TodayList
from pisteur.ui.transfer.export_dialogs import ExportDialog
from support.clock import FakeClock
from support.session import opened_session

NAMES = ("Inès Roche", "Garage Morel", "Garage Ozan", "Zoé")
TODAY = date(2026, 11, 22)


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        fill(made)
        qtbot.waitUntil(lambda: made.runner.idle)
        yield made


def fill(session: Session) -> None:
    for name in NAMES:
        command = AddLead(name)
        session.runner.command(lambda s, command=command: s.contacts.add_lead(command))  # type: ignore[misc]
    for days in (-3, 0, 40):
        due = TODAY + timedelta(days=days)
        action = PlanFollowUp(1, 1, FollowUpKind.CALL, f"Call {days}", due)
        session.runner.command(lambda s, action=action: s.follow_ups.plan(action))  # type: ignore[misc]


def offered(session: Session, name: str, qtbot: QtBot) -> list[str]:
    """Return what can be chosen after a command of the menu, the first proposed."""
    session.window.actions_by_name.by_name[name].trigger()
    qtbot.waitUntil(lambda: session.window.findChild(ExportDialog) is not None)
    dialog = session.window.findChild(ExportDialog)
    assert dialog is not None
    found = dialog.findChild(QComboBox, "export-which")
    assert found is not None
    words = [found.itemText(place) for place in range(found.count())]
    assert found.currentIndex() == 0
    dialog.reject()
    qtbot.waitUntil(lambda: session.window.findChild(ExportDialog) is None)
    return words


def show(session: Session, page: str, qtbot: QtBot) -> None:
    session.window.show_page(page)
    qtbot.waitUntil(lambda: session.runner.idle)


def test_the_table_of_contacts_proposes_its_filter_and_its_selection(
    session: Session, qtbot: QtBot
) -> None:
    show(session, "contacts", qtbot)
    page = session.window.page("contacts")
    assert isinstance(page, ContactsPage)
    assert offered(session, "export_contacts", qtbot)[0] == "All: 4 contacts"
    page.show_filters(ContactQuery("garage"))
    qtbot.waitUntil(lambda: session.runner.idle)
    assert offered(session, "export_contacts", qtbot)[:2] == [
        "Shown in the table: 2 contacts",
        "All: 4 contacts",
    ]
    page.table.selectAll()
    assert offered(session, "export_contacts", qtbot)[0] == "Selected: 2 contacts"
    assert offered(session, "export_deals", qtbot)[0] == (
        "Those of the contacts that are selected (2)"
    )


def test_the_board_proposes_its_cards_or_those_selected(session: Session, qtbot: QtBot) -> None:
    show(session, "board", qtbot)
    board = session.window.board
    qtbot.waitUntil(lambda: board.state.whole and board.state.shown_count == 4)
    board.columns.select((), focus=False)
    every = "All, closed ones included (4)"
    assert offered(session, "export_deals", qtbot)[:2] == ["Those that the board shows (4)", every]
    assert offered(session, "export_contacts", qtbot)[:2] == [
        "All: 4 contacts",
        "Of the cards shown: 4 contacts",
    ]
    board.bar.show_filter(BoardFilter(text="garage"))
    qtbot.waitUntil(lambda: board.state.shown_count == 2)
    assert offered(session, "export_deals", qtbot)[:2] == ["Those that the board shows (2)", every]
    assert offered(session, "export_contacts", qtbot)[0] == "Of the cards shown: 2 contacts"
    cards = tuple(board.state.ids(board.state.stages[0].id))
    assert board.columns.select(cards, focus=True)
    assert offered(session, "export_deals", qtbot)[0] == "Those of the cards that are selected (2)"
    assert offered(session, "export_contacts", qtbot)[0] == "Of the cards selected: 2 contacts"
    assert board.columns.select(cards[:1], focus=True)
    assert offered(session, "export_deals", qtbot)[-1] == "Those of the cards that are selected (1)"


def test_the_page_of_the_day_proposes_what_it_shows_and_the_action_selected_last(
    session: Session, qtbot: QtBot
) -> None:
    show(session, "today", qtbot)
    words = offered(session, "export_ics", qtbot)
    assert words[:2] == ["What is late, and this week (2)", "Everything that is planned (3)"]
    assert offered(session, "export_day", qtbot)[0] == "What is late, and today (2)"
    rows = session.window.page("today").findChild(TodayList)
    assert rows is not None
    places = [rows.model().index(row, 0) for row in range(rows.model().rowCount())]
    rows.setCurrentIndex(next(place for place in places if place.data() == "Call 0"))
    assert offered(session, "export_table", qtbot)[-1] == "Only “Call 0”"
    show(session, "dashboard", qtbot)
    assert offered(session, "export_ics", qtbot)[0] == "Everything that is planned (3)"
