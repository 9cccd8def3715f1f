"""Columns of words take the room that the table has to spare; widths given by hand stay."""

from __future__ import annotations

import json

import pytest
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import AddLead
from pisteur.presentation.contacts_model import Column
from pisteur.services.services import Services
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.contacts.spare_width import WIDEST
from pisteur.ui.pages.contacts.table import GROWING, WIDTHS, ContactsTable
from support.ui import RecordingFlows

Made = tuple[ContactsPage, RecordingFlows]


@pytest.fixture(autouse=True)
def _somebody(services: Services) -> None:
    services.contacts.add_lead(AddLead("Zoé Lecœur"))


def _shown(qtbot: QtBot, page: ContactsPage, width: int) -> ContactsTable:
    page.resize(width, 600)
    page.show()
    # Laid out, with the row in it.
    qtbot.waitUntil(lambda: page.table.isVisible() and page.table.width() > width * 3 // 4)
    page.table.spare.share()
    return page.table


def test_names_are_not_cut_off_beside_an_empty_half(qtbot: QtBot, page: Made) -> None:
    table = _shown(qtbot, page[0], 1500)
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.columnWidth(Column.NAME) > WIDTHS[Column.NAME]
    assert table.columnWidth(Column.HEAT) == WIDTHS[Column.HEAT]


def test_a_column_of_a_very_large_screen_stays_one_line_for_the_eye(
    qtbot: QtBot, page: Made
) -> None:
    table = _shown(qtbot, page[0], 3600)
    shown = [column for column in GROWING if column is not Column.SOURCE]
    assert max(table.columnWidth(column) for column in shown) == WIDEST
    # The last column reaches the edge all the same.
    assert table.horizontalHeader().length() == table.viewport().width()


def test_with_no_room_to_spare_columns_have_their_usual_widths(qtbot: QtBot, page: Made) -> None:
    table = _shown(qtbot, page[0], 1500)
    page[0].resize(640, 600)
    qtbot.waitUntil(lambda: table.columnWidth(Column.NAME) == WIDTHS[Column.NAME])
    assert table.horizontalHeader().length() > table.viewport().width()


def test_a_width_given_by_hand_stays_in_this_window_and_the_next(qtbot: QtBot, page: Made) -> None:
    table = _shown(qtbot, page[0], 1500)
    shared = table.columnWidth(Column.COMPANY)
    table.setColumnWidth(Column.NAME, 160)
    qtbot.waitUntil(lambda: table.columnWidth(Column.COMPANY) > shared)
    assert table.columnWidth(Column.NAME) == 160
    other = ContactsPage(page[0]._context)
    qtbot.addWidget(other)
    other.restore_state(page[0].save_state())
    other_table = _shown(qtbot, other, 1300)
    assert other_table.columnWidth(Column.NAME) == 160
    assert other_table.columnWidth(Column.COMPANY) < table.columnWidth(Column.COMPANY)


def test_a_state_of_before_that_stretched_the_last_column_is_taken_over(
    qtbot: QtBot, page: Made
) -> None:
    page[0].table.horizontalHeader().setStretchLastSection(True)
    state = json.loads(page[0].save_state())
    del state["widths"]
    other = ContactsPage(page[0]._context)
    qtbot.addWidget(other)
    other.restore_state(json.dumps(state))
    table = _shown(qtbot, other, 1500)
    assert table.horizontalHeader().length() == table.viewport().width()
    assert not table.horizontalScrollBar().maximum()


def test_a_column_shown_anew_takes_its_part(qtbot: QtBot, page: Made) -> None:
    table = _shown(qtbot, page[0], 1500)
    before = table.columnWidth(Column.NAME)
    page[0]._fill_columns_menu()
    entries = {entry.objectName(): entry for entry in page[0].bar.columns_menu.actions()}
    entries["column-city"].trigger()
    assert table.columnWidth(Column.CITY) >= WIDTHS[Column.CITY]
    assert table.columnWidth(Column.NAME) < before
