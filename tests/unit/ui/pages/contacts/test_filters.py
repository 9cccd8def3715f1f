"""The filters of the page of contacts: set from the menu, shown as chips, taken off by key."""

from __future__ import annotations

import json
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import EditContact, Win
from pisteur.domain.contact_query import FILTERS, ContactQuery, ContactSort
from pisteur.domain.insights import NoteStanding
from pisteur.domain.segments import Influence
from pisteur.domain.words import Heat, Status
from pisteur.presentation.contacts_model import Column
from pisteur.services.services import Services
from pisteur.ui.pages.contacts.page import ContactsPage
from support.clock import FakeClock
from support.lists import bring_in
from support.people import lead, prospect, sale
from support.ui import RecordingFlows

Made = tuple[ContactsPage, RecordingFlows]


def show(qtbot: QtBot, page: ContactsPage) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def entry(page: ContactsPage, name: str) -> QAction:
    """Return an entry of the menu, which was opened."""
    page.bar.filters.aboutToShow.emit()
    found = page.bar.filters.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def names(page: ContactsPage) -> list[object]:
    model = page.table.model()
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def chips(page: ContactsPage) -> list[str]:
    found = page.chips.findChildren(QPushButton)
    return [chip.text() for chip in found if chip.objectName()]


def chip(page: ContactsPage, name: str) -> QPushButton:
    found = page.chips.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def count(page: ContactsPage) -> str:
    label = page.findChild(QLabel, "contacts-count")
    assert isinstance(label, QLabel)
    return label.text()


def three(services: Services) -> tuple[int, int, int]:
    """Return a cold lead, a hot lead with a tag and a hot prospect."""
    cold, hot = lead(services, "Anaïs")[0], lead(services, "Marc")[0]
    asking = prospect(services, "Zoé")[0]
    services.contacts.edit(EditContact(hot, family_name="Marc", tags=("R&D",), heat=Heat.HOT))
    services.contacts.set_heat((asking,), Heat.HOT)
    return cold, hot, asking


def test_filters_add_up_and_each_is_a_chip(qtbot: QtBot, services: Services, page: Made) -> None:
    three(services)
    show(qtbot, page[0])
    assert not page[0].chips.isVisible()
    entry(page[0], "filter-heat-hot").trigger()
    assert sorted(map(str, names(page[0]))) == ["Marc", "Zoé"]
    assert chips(page[0]) == ["Heat: hot  ✕"]
    entry(page[0], "filter-status-lead").trigger()
    assert names(page[0]) == ["Marc"]
    assert chips(page[0]) == ["Lead  ✕", "Heat: hot  ✕", "Clear all"]
    assert count(page[0]).startswith("1 contact found")
    entry(page[0], "filter-tag-R&D").trigger()
    assert chips(page[0])[2] == "Tag: R&&D  ✕"
    assert names(page[0]) == ["Marc"]


def test_the_menu_ticks_what_is_set_and_takes_it_off_again(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    three(services)
    show(qtbot, page[0])
    entry(page[0], "filter-heat-hot").trigger()
    assert entry(page[0], "filter-heat-hot").isChecked()
    assert not entry(page[0], "filter-heat-cold").isChecked()
    entry(page[0], "filter-heat-cold").trigger()
    assert names(page[0]) == ["Anaïs"]
    assert not entry(page[0], "filter-heat-hot").isChecked()
    entry(page[0], "filter-heat-cold").trigger()
    assert len(names(page[0])) == 3


def test_keys_open_the_menu_and_take_chips_off_one_after_the_other(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    three(services)
    show(qtbot, page[0])
    entry(page[0], "filter-heat-hot").trigger()
    entry(page[0], "filter-status-lead").trigger()
    first = chip(page[0], "chip-status")
    assert first.accessibleName() == "Take off the filter: Lead"
    qtbot.waitUntil(first.isVisible)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    left = chip(page[0], "chip-heat")
    assert left.hasFocus()
    assert chips(page[0]) == ["Heat: hot  ✕"]
    QTest.keyClick(left, Qt.Key.Key_Return)
    assert not page[0].chips.isVisible()
    assert page[0].bar.filter_button.hasFocus()
    assert len(names(page[0])) == 3


def test_a_key_opens_the_menu_of_filters(qtbot: QtBot, services: Services, page: Made) -> None:
    three(services)
    show(qtbot, page[0])
    page[0].table.setFocus()
    opened: list[bool] = []
    page[0].bar.filters.aboutToShow.connect(lambda: opened.append(True))
    page[0].bar.filters.aboutToShow.connect(page[0].bar.filters.close)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page[0].table, Qt.Key.Key_F, modifiers)
    qtbot.waitUntil(lambda: bool(opened))


def test_all_filters_go_at_once(qtbot: QtBot, services: Services, page: Made) -> None:
    three(services)
    show(qtbot, page[0])
    entry(page[0], "filter-heat-cold").trigger()
    entry(page[0], "filter-status-prospect").trigger()
    clear = page[0].findChild(QPushButton, "contacts-clear-search")
    assert isinstance(clear, QPushButton)
    assert clear.isVisible()
    QTest.mouseClick(chip(page[0], "filters-clear"), Qt.MouseButton.LeftButton)
    assert len(names(page[0])) == 3
    assert chips(page[0]) == []


def test_every_filter_has_its_entry(qtbot: QtBot, services: Services, page: Made) -> None:
    contact_id = lead(services, "Marc")[0]
    services.contacts.edit(EditContact(contact_id, company="Marc", tags=("CHR",)))
    bring_in(services, 1)
    show(qtbot, page[0])
    page[0].bar.filters.aboutToShow.emit()
    actions = page[0].bar.filters.findChildren(QAction)
    offered = {one.data()[0] for one in actions if isinstance(one.data(), tuple | list)}
    assert offered == set(FILTERS)
    for menu in page[0].bar.filters.findChildren(QMenu):
        assert menu.isEnabled()


def test_the_contacts_of_a_list_are_chosen_in_the_menu_and_the_chip_takes_it_off(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc")
    made = bring_in(services, 2, name="Ain & Jura")
    show(qtbot, page[0])
    filters = page[0].bar.filters
    filters.aboutToShow.emit()
    entry = filters.findChild(QAction, f"filter-lead_list-{made}")
    assert isinstance(entry, QAction)
    entry.trigger()
    assert page[0].table.model().rowCount() == 2
    chip = page[0].findChild(QPushButton, "chip-lead_list")
    assert isinstance(chip, QPushButton)
    assert chip.text().startswith("List: Ain && Jura")
    chip.click()
    assert page[0].table.model().rowCount() == 3


def test_a_tag_that_nobody_bears_is_not_offered(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc")
    show(qtbot, page[0])
    page[0].bar.filters.aboutToShow.emit()
    tags = page[0].bar.filters.findChild(QMenu, "filter-tags")
    assert isinstance(tags, QMenu)
    assert not tags.isEnabled()


def test_who_fits_is_read_again_as_evidence_changes(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    sender, came = lead(services, "Sender")[0], lead(services, "Came")[0]
    show(qtbot, page[0])
    entry(page[0], f"filter-influence-{Influence.RECOMMENDS}").trigger()
    assert names(page[0]) == []
    runner = page[0]._context.runner
    given = NoteStanding(came, recommended_by=sender)
    runner.command(lambda s: s.segments.note(given))
    assert names(page[0]) == ["Sender"]


def test_a_filter_that_nobody_fits_says_what_is_missing(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc")
    show(qtbot, page[0])
    entry(page[0], "filter-alike-True").trigger()
    texts = [label.text() for label in page[0].findChildren(QLabel) if label.isVisible()]
    assert "Nobody fits this filter" in texts
    assert any("from 3 customers on" in text for text in texts)


def test_another_page_can_ask_for_those_about_to_become_dormant(
    qtbot: QtBot, services: Services, page: Made, clock: FakeClock
) -> None:
    _contact, card = lead(services, "Customer")
    services.opportunities.win(Win(card, sale()))
    lead(services, "Other")
    clock.go_to(date(2028, 11, 11))
    # Before it was ever shown, and while something else is searched for.
    page[0].bar.search.setText("Other")
    page[0].show_filters(ContactQuery(dormant_soon=True))
    show(qtbot, page[0])
    assert names(page[0]) == ["Customer"]
    assert page[0].bar.search.text() == ""
    assert chips(page[0]) == ["About to become dormant  ✕"]


def test_sorting_keeps_the_filters_and_the_other_way_round(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    three(services)
    show(qtbot, page[0])
    entry(page[0], "filter-heat-hot").trigger()
    page[0].bar.sort_asked.emit(ContactSort.NAME)
    assert names(page[0]) == ["Marc", "Zoé"]
    page[0].bar.sort_asked.emit(ContactSort.NAME)
    assert names(page[0]) == ["Zoé", "Marc"]
    page[0].show_filters(ContactQuery(status=Status.LEAD, sort=ContactSort.NAME, descending=True))
    assert names(page[0]) == ["Marc", "Anaïs"]
    header = page[0].table.horizontalHeader()
    assert header.sortIndicatorSection() == Column.NAME


def test_columns_of_segments_can_be_shown_and_are_empty_for_who_never_bought(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Never")
    for number in range(5):
        services.opportunities.win(Win(lead(services, f"Customer {number}")[1], sale()))
    show(qtbot, page[0])
    page[0].bar.sort_asked.emit(ContactSort.LAST_SALE)
    model = page[0].table.model()
    for column in (Column.LAST_SALE, Column.FREQUENCY, Column.VOLUME):
        assert page[0].table.isColumnHidden(column)
    texts = [
        [
            model.index(row, column).data()
            for column in (Column.LAST_SALE, Column.FREQUENCY, Column.VOLUME)
        ]
        for row in range(model.rowCount())
    ]
    assert texts[0] == ["20/11", "Buys now and then", "High volume"]
    assert texts[-1] == ["", "", ""]
    assert names(page[0])[-1] == "Never"


def test_columns_that_a_saved_state_did_not_know_stay_hidden(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc")
    show(qtbot, page[0])
    page[0].table.setColumnHidden(Column.VOLUME, False)
    page[0].table.setColumnHidden(Column.CITY, False)
    old = json.loads(page[0].save_state())
    page[0].restore_state(json.dumps(old))
    assert not page[0].table.isColumnHidden(Column.VOLUME)
    del old["columns"]
    page[0].restore_state(json.dumps(old))
    assert page[0].table.isColumnHidden(Column.VOLUME)
    assert not page[0].table.isColumnHidden(Column.CITY)
