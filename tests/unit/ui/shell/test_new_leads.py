"""A lead that was just added is seen, or said to be hidden, with the way to see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.contact_query import ContactQuery
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.widgets.notice import Toast
from support.clock import FakeClock
from support.session import opened_session


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def add(session: Session, line: str, qtbot: QtBot) -> str:
    """Add a lead as the user does; returns what the notice says then."""
    session.context.flows.add_lead()
    dialog = session.window.findChild(AddLeadDialog)
    assert isinstance(dialog, AddLeadDialog)
    dialog.line.setText(line)
    dialog.primary.click()
    qtbot.waitUntil(lambda: session.runner.idle)
    found = session.window.findChild(Toast)
    assert found is not None and found.isVisible()
    return found.message


def test_a_new_lead_that_the_table_of_contacts_hides_is_said_and_shown_on_demand(
    session: Session, qtbot: QtBot
) -> None:
    add(session, "Atelier Fauve", qtbot)
    session.window.show_page("contacts")
    page = session.window.findChild(ContactsPage)
    assert isinstance(page, ContactsPage)
    page.show_filters(ContactQuery(text="fauve"))
    qtbot.waitUntil(lambda: session.runner.idle)
    assert add(session, "Salon Fauve", qtbot) == "Lead added: Salon Fauve"
    said = add(session, "Garage Morel", qtbot)
    assert said == "Lead added: Garage Morel. The filter hides it."
    button = session.window.findChild(QPushButton, "notice-action")
    assert button is not None and button.text() == "Clear search and filter"
    button.click()
    qtbot.waitUntil(lambda: session.runner.idle)
    assert (page.query.narrowed, page.table.model().rowCount()) == (False, 3)
    assert session.window.panel.shown is not None
    assert session.window.panel.shown[0] == 3


def test_a_new_lead_goes_to_the_pipeline_that_is_shown(session: Session, qtbot: QtBot) -> None:
    board = session.window.board
    add(session, "Atelier Fauve", qtbot)
    session.runner.command(lambda s: s.pipelines.add("Partners"))
    qtbot.waitUntil(lambda: session.runner.idle)
    board.make_editable().choose_neighbour(1)
    # Before the board of it is read.
    assert add(session, "Garage Morel", qtbot) == "Lead added: Garage Morel"
    chosen = board.columns.selected_ids()
    assert [board.state.card(i).title for i in chosen] == ["Garage Morel"]  # type: ignore[union-attr]
    assert len(board.state) == 1
