"""The page of the lists in the window: what it shows, by keyboard and with real dialogs."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.lead_lists import LeadListInput
from pisteur.i18n import set_language
from pisteur.presentation.lead_lists_model import CELL, Column
from pisteur.services.services import Services
from pisteur.ui.dialogs.lead_list import LeadListDialog
from pisteur.ui.pages.lists.page import ListsPage
from pisteur.ui.theme.fonts import make_fonts
from pisteur.ui.widgets.row_table import PADDING
from support.clock import FakeClock
from support.desk import Desk
from support.lists import bring_in


class Place(Desk):
    """The page in a window with its real flows."""

    def __init__(self, qtbot: QtBot, services: Services, clock: FakeClock) -> None:
        super().__init__(qtbot, services, clock)
        self.page = ListsPage(self.context, self.window)
        self.page.resize(836, 560)
        self.asked: list[object] = []
        self.context.contacts_requested.connect(self.asked.append)

    def show(self) -> None:
        self.page.show()
        self.page.table.setFocus()

    def cell(self, row: int, column: Column) -> tuple[str, str, str]:
        model = self.page.table.model()
        return tuple(model.index(row, column).data(CELL))

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.table, key)

    def button(self, name: str) -> QPushButton:
        found = self.page.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found


@pytest.fixture
def place(qtbot: QtBot, services: Services, clock: FakeClock) -> Place:
    return Place(qtbot, services, clock)


def bought(services: Services, count: int = 30) -> int:
    made = bring_in(services, count)
    given = LeadListInput("Ain 2026", "fichier", "Kompass", "350", date(2026, 11, 3))
    services.lead_lists.edit(made, given)
    return made


def test_without_a_list_the_page_says_what_to_do(qtbot: QtBot, place: Place) -> None:
    place.show()
    with qtbot.waitSignal(place.page.import_requested):
        place.button("lists-empty-import").click()
    assert not place.page.table.isVisible()


def test_a_row_says_what_a_list_cost_and_what_came_of_it(
    services: Services, place: Place, clock: FakeClock
) -> None:
    bought(services)
    place.show()
    model = place.page.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert place.cell(0, Column.NAME)[:2] == ("Ain 2026", "Kompass · fichier")
    assert place.cell(0, Column.BOUGHT)[:2] == ("03/11/2026", "€350")
    assert place.cell(0, Column.NAMES)[:2] == ("30", "0 on the board")
    assert place.cell(0, Column.CONTACTED)[:2] == ("0", "0%")
    assert place.cell(0, Column.WON)[:2] == ("0", "")
    assert place.cell(0, Column.INFORMED) == ("To be done", "by 22/12/2026", "")
    clock.go_to(date(2026, 12, 23))
    place.page.refresh()
    assert place.cell(0, Column.INFORMED) == ("Overdue", "since 22/12/2026", "late")


def test_names_go_to_the_board_by_key_and_come_back_by_undo(
    services: Services, place: Place
) -> None:
    bought(services)
    place.show()
    place.key(Qt.Key.Key_B)
    assert place.cell(0, Column.NAMES) == ("30", "20 on the board", "")
    assert place.notices == [("20 names are now on the board.", True)]
    hint = place.page.findChild(QLabel, "list-hint")
    assert isinstance(hint, QLabel)
    assert hint.text() == "10 names wait for the board."
    place.button("list-board").click()
    assert not place.button("list-board").isEnabled()
    place.context.runner.command(lambda s: s.undo())
    assert place.cell(0, Column.NAMES)[1] == "20 on the board"


def test_the_button_says_how_many_names_it_puts_on_the_board(
    services: Services, place: Place
) -> None:
    bring_in(services, 4, name="Few")
    bring_in(services, 24, name="Many")
    place.show()
    button = place.button("list-board")
    said = []
    for row in (0, 1):
        place.page.table.selectRow(row)
        while button.isEnabled():
            said.append(button.text())
            button.click()
        said.append(button.text())
    many = ["Put 20 on the board", "Put 4 on the board", "Put on the board"]
    assert said == [*many, "Put 4 on the board", "Put on the board"]
    counts = ["20 names are", "4 names are", "4 names are"]
    assert [text for text, _undo in place.notices] == [f"{n} now on the board." for n in counts]


def test_the_contacts_of_the_list_chosen_open_by_enter(services: Services, place: Place) -> None:
    made = bought(services)
    bring_in(services, 1, name="Salon")
    place.show()
    place.key(Qt.Key.Key_Down)
    place.key(Qt.Key.Key_Return)
    assert place.asked == [ContactQuery(lead_list=made, list_name="Ain 2026")]


def test_a_list_is_edited_in_its_dialog_and_stays_chosen(services: Services, place: Place) -> None:
    bought(services)
    place.show()
    place.key(Qt.Key.Key_F2)
    dialog = place.dialog(LeadListDialog)
    dialog.price.setText("dear")
    dialog.primary.click()
    assert dialog.fields["price"].error is not None
    dialog.price.setText("420")
    dialog.informed.box.click()
    dialog.primary.click()
    assert place.dialogs_open == 0
    assert place.cell(0, Column.BOUGHT)[1] == "€420"
    assert place.cell(0, Column.INFORMED) == ("Informed", "22/11/2026", "ok")
    assert place.page.current is not None


def test_a_list_is_proposed_as_bought_on_the_day_it_came_in(
    services: Services, place: Place, clock: FakeClock
) -> None:
    bring_in(services, 2)
    clock.go_to(date(2026, 12, 20))
    place.show()
    place.key(Qt.Key.Key_F2)
    dialog = place.dialog(LeadListDialog)
    dialog.bought.box.click()
    dialog.informed.box.click()
    assert (dialog.bought.day, dialog.informed.day) == (date(2026, 11, 22), date(2026, 12, 20))


def test_a_deleted_list_is_gone_and_its_contacts_are_not(services: Services, place: Place) -> None:
    bought(services, 2)
    place.show()
    place.key(Qt.Key.Key_Delete)
    assert place.page.current is None
    assert place.count("contacts") == 2
    assert place.notices == [("List deleted: Ain 2026. Its contacts are still there.", True)]


def test_the_columns_follow_the_fonts_of_the_theme(
    services: Services, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    bought(services)
    place.show()
    theme, table = place.context.theme, place.page.table
    before = table.columnWidth(Column.BOUGHT)
    larger = make_fonts(QFont(), theme.tokens)
    larger.body_metrics = QFontMetrics(larger.figure)
    monkeypatch.setattr(theme, "_fonts", larger)
    theme.changed.emit(theme.tokens)
    assert table.columnWidth(Column.BOUGHT) > before


def test_no_figure_is_cut_off_in_a_small_window_in_either_language(place: Place) -> None:
    set_language("fr")
    bought(place.services)
    place.services.lead_lists.put_on_board(1, 20)
    place.show()
    place.page.refresh()
    table, fonts = place.page.table, place.context.theme.fonts
    for column in range(Column.BOUGHT, len(Column)):
        _text, detail, _tone = place.cell(0, Column(column))
        room = table.columnWidth(column) - 2 * PADDING
        assert fonts.label_metrics.horizontalAdvance(detail) <= room
    assert place.cell(0, Column.NAMES)[1] == "20 dans le pipeline"
    assert table.columnWidth(Column.NAME) > 120
