"""The page of contacts: search, sort, select, do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import EditContact
from pisteur.domain.contact_query import PAGE_SIZE, ContactQuery, ContactSort
from pisteur.domain.words import Heat, Status
from pisteur.presentation.contacts_model import Column
from pisteur.services.services import Services
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.contacts.words import shown_text
from support.crowd import crowd
from support.people import lead, prospect
from support.ui import RecordingFlows

Made = tuple[ContactsPage, RecordingFlows]


def show(qtbot: QtBot, page: ContactsPage) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()


def names(page: ContactsPage) -> list[object]:
    model = page.table.model()
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def selected(page: ContactsPage) -> list[object]:
    model = page.table.model()
    return [model.index(row, Column.NAME).data() for row in page.table.selected_rows()]


def choose(page: ContactsPage, name: str) -> None:
    """Choose a filter as the menu does."""
    page.bar.filters.aboutToShow.emit()
    found = page.bar.filters.findChild(QAction, name)
    assert isinstance(found, QAction)
    assert found.isEnabled()
    found.trigger()


def count(page: ContactsPage) -> str:
    label = page.findChild(QLabel, "contacts-count")
    assert isinstance(label, QLabel)
    return label.text()


def sort_by_name(page: ContactsPage) -> None:
    page.bar.sort_asked.emit(ContactSort.NAME)


def search(qtbot: QtBot, page: ContactsPage, text: str) -> None:
    page.bar.search.clear()
    QTest.keyClicks(page.bar.search, text)
    model = page.table.model()
    qtbot.waitUntil(lambda: model.query is not None and model.query.text == text)  # type: ignore[attr-defined]


def test_everyone_is_there_with_a_line_that_counts_them(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    for line in ("Zoé", "Anaïs"):
        lead(services, line)
    show(qtbot, page[0])
    assert sorted(map(str, names(page[0]))) == ["Anaïs", "Zoé"]
    assert count(page[0]) == "2 contacts · sorted by next action"


def test_searching_as_one_types_leaves_accents_aside(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    for line in ("Élodie Vidal", "Marc Petit"):
        lead(services, line)
    show(qtbot, page[0])
    search(qtbot, page[0], "elod")
    assert names(page[0]) == ["Élodie Vidal"]
    assert count(page[0]) == "1 contact found"


def test_a_phone_is_found_in_any_spelling(qtbot: QtBot, services: Services, page: Made) -> None:
    lead(services, "Paul Lenoir 06 39 98 20 31")
    lead(services, "Marc Petit 06 39 98 77 77")
    show(qtbot, page[0])
    search(qtbot, page[0], "+33639982")
    assert names(page[0]) == ["Paul Lenoir"]


def test_nothing_found_says_what_was_searched_and_how_to_go_back(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc Petit")
    show(qtbot, page[0])
    search(qtbot, page[0], "zebra")
    texts = [label.text() for label in page[0].findChildren(QLabel) if label.isVisible()]
    assert "Nothing found for “zebra”" in texts
    clear = page[0].findChild(QPushButton, "contacts-clear-search")
    assert isinstance(clear, QPushButton)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert names(page[0]) == ["Marc Petit"]
    assert page[0].table.isVisible()


def test_an_empty_file_offers_three_ways_to_begin(qtbot: QtBot, page: Made) -> None:
    show(qtbot, page[0])
    asked: list[str] = []
    page[0].import_requested.connect(lambda: asked.append("import"))
    page[0].demo_requested.connect(lambda: asked.append("demo"))
    for name in ("contacts-empty-import", "contacts-empty-demo", "contacts-empty-new-lead"):
        button = page[0].findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["import", "demo"]
    assert page[1].calls == [("add_lead", ())]


def test_the_status_filter_shows_only_those(qtbot: QtBot, services: Services, page: Made) -> None:
    lead(services, "Marc Petit")
    prospect(services, "Atelier Fauve")
    show(qtbot, page[0])
    choose(page[0], "filter-status-prospect")
    assert names(page[0]) == ["Atelier Fauve"]


def test_a_click_on_a_header_sorts_and_a_second_one_turns_round(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    for line in ("Marc", "Zoé", "Anaïs"):
        lead(services, line)
    show(qtbot, page[0])
    header = page[0].table.horizontalHeader()
    header.sectionClicked.emit(Column.NAME)
    assert names(page[0]) == ["Anaïs", "Marc", "Zoé"]
    header.sectionClicked.emit(Column.NAME)
    assert names(page[0]) == ["Zoé", "Marc", "Anaïs"]
    assert header.sortIndicatorSection() == Column.NAME
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_a_column_that_cannot_sort_leaves_the_order_and_its_arrow(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    lead(services, "Marc")
    show(qtbot, page[0])
    header = page[0].table.horizontalHeader()
    header.setSortIndicator(Column.PIPS, Qt.SortOrder.AscendingOrder)
    header.sectionClicked.emit(Column.PIPS)
    assert header.sortIndicatorSection() == Column.NEXT_ACTION


def test_down_goes_from_the_search_into_the_table_and_up_comes_back(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, _card = lead(services, "Marc")
    shown: list[object] = []
    page[0]._context.contact_requested.connect(lambda *ids: shown.append(ids))
    show(qtbot, page[0])
    page[0].focus_search()
    QTest.keyClick(page[0].bar.search, Qt.Key.Key_Down)
    assert page[0].table.hasFocus()
    assert selected(page[0]) == ["Marc"]
    assert shown == [(contact_id, None)]
    QTest.keyClick(page[0].table, Qt.Key.Key_Up)
    assert page[0].bar.search.hasFocus()


def test_enter_edits_and_delete_deletes_all_that_are_selected(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    first, _card = lead(services, "Anaïs")
    second, _card = lead(services, "Marc")
    show(qtbot, page[0])
    sort_by_name(page[0])
    page[0].table.setFocus()
    QTest.keyClick(page[0].table, Qt.Key.Key_Return)
    QTest.keyClick(page[0].table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert count(page[0]) == "2 contacts · 2 selected · sorted by name"
    QTest.keyClick(page[0].table, Qt.Key.Key_Delete)
    assert page[1].calls == [
        ("edit_contact", (first,)),
        ("delete_contacts", ((first, second),)),
    ]


def test_deleting_everyone_names_also_those_not_yet_read(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    crowd(services, 2 * PAGE_SIZE + 10)
    show(qtbot, page[0])
    page[0].table.setFocus()
    page[0].table.selectAll()
    QTest.keyClick(page[0].table, Qt.Key.Key_Delete)
    name, arguments = page[1].calls[-1]
    assert name == "delete_contacts"
    (ids,) = arguments
    assert isinstance(ids, tuple)
    assert len(set(ids)) == 2 * PAGE_SIZE + 10


def test_nothing_is_done_with_rows_that_another_has_come_into_meanwhile(
    qtbot: QtBot, services: Services, page: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(services, 2 * PAGE_SIZE)
    show(qtbot, page[0])
    sort_by_name(page[0])
    page[0].table.setFocus()
    page[0].table.select_rows([*range(1, PAGE_SIZE + 9)], 1)
    runner = page[0]._context.runner
    waiting: list[tuple[Callable[..., object], Callable[..., None]]] = []
    with monkeypatch.context() as patched:
        # As while a change is under way.
        patched.setattr(runner, "latest", lambda _key, work, done: waiting.append((work, done)))
        QTest.keyClick(page[0].table, Qt.Key.Key_Delete)
    first = services.db.rows("SELECT id FROM contacts WHERE sort_name = 'name 00000'")[0][0]
    runner.command(lambda s: s.contacts.edit(EditContact(first, family_name="Zzz")))
    ((work, done),) = waiting
    done(work(services))
    assert page[1].calls == []
    QTest.keyClick(page[0].table, Qt.Key.Key_Delete)
    assert [name for name, _ids in page[1].calls] == ["delete_contacts"]


def test_selection_and_place_stay_when_something_changes(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    crowd(services, 2 * PAGE_SIZE)
    show(qtbot, page[0])
    sort_by_name(page[0])
    page[0].table.setFocus()
    page[0].table.select_rows([60, 61], 61)
    page[0].table.scrollTo(page[0].table.model().index(61, 0))
    place = page[0].table.verticalScrollBar().value()
    assert place > 0
    shown: list[object] = []
    page[0]._context.contact_requested.connect(lambda *ids: shown.append(ids))
    runner = page[0]._context.runner
    other = services.db.rows("SELECT id FROM contacts WHERE sort_name = 'name 00063'")[0][0]
    runner.command(lambda s: s.contacts.set_heat((other,), Heat.HOT))
    assert selected(page[0]) == ["Name 00060", "Name 00061"]
    assert page[0].table.verticalScrollBar().value() == place
    assert shown == []


def test_the_selected_contact_is_followed_to_another_page(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    crowd(services, 3 * PAGE_SIZE)
    show(qtbot, page[0])
    sort_by_name(page[0])
    page[0].table.select_rows([3], 3)
    moved = services.db.rows("SELECT id FROM contacts WHERE sort_name = 'name 00003'")[0][0]
    edit = EditContact(moved, family_name="Zzz")
    page[0]._context.runner.command(lambda s: s.contacts.edit(edit))
    assert page[0].table.selected_rows() == [3 * PAGE_SIZE - 1]


def test_keys_find_a_selected_row_as_soon_as_there_is_one_and_after_a_deletion(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    ids = [lead(services, line)[0] for line in ("Anaïs", "Marc", "Zoé")]
    show(qtbot, page[0])
    page[0].table.setFocus()
    sort_by_name(page[0])
    assert selected(page[0]) == ["Anaïs"]
    QTest.keyClick(page[0].table, Qt.Key.Key_Down)
    page[0]._context.runner.command(lambda s: s.contacts.delete((ids[1],)))
    assert selected(page[0]) == ["Zoé"]
    page[0]._context.runner.command(lambda s: s.contacts.delete((ids[2],)))
    assert selected(page[0]) == ["Anaïs"]


def test_a_hidden_page_reads_only_when_it_is_shown(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    show(qtbot, page[0])
    page[0].hide()
    page[0]._context.runner.command(
        lambda s: s.contacts.set_heat((lead(services, "Marc")[0],), Heat.HOT)
    )
    assert page[0].table.model().rowCount() == 0
    show(qtbot, page[0])
    assert names(page[0]) == ["Marc"]


def test_heat_is_set_for_all_that_are_selected(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    for line in ("Anaïs", "Marc"):
        lead(services, line)
    show(qtbot, page[0])
    page[0].table.selectAll()
    menu = page[0].table.make_menu(2)
    texts = [entry.text() for entry in menu.actions() if entry.text()]
    assert texts == [
        "Compare and merge…",
        "Call 2 contacts…\tCtrl+Shift+C",
        "Heat",
        "Delete 2 contacts…\tDel",
    ]
    page[0].table.heat_asked.emit(Heat.HOT)
    rows = services.db.rows("SELECT DISTINCT heat FROM contacts")
    assert [row[0] for row in rows] == ["hot"]
    menu.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_entries_of_the_menu_reach_the_flows(qtbot: QtBot, services: Services, page: Made) -> None:
    contact_id, _card = lead(services, "Marc 06 39 98 20 31")
    show(qtbot, page[0])
    page[0].table.setFocus()
    menu = page[0].table.make_menu(1)
    for entry in menu.actions():
        if entry.objectName() in ("contacts-qualify", "contacts-plan", "contacts-call"):
            entry.trigger()
    heats = next(entry.menu() for entry in menu.actions() if entry.text() == "Heat")
    next(entry for entry in heats.actions() if entry.text() == "warm").trigger()  # type: ignore[attr-defined]
    menu.deleteLater()
    assert page[1].calls == [
        ("reach", (contact_id, "tel:0639982031")),
        ("qualify", (contact_id, None)),
        ("plan", (contact_id, None)),
    ]
    assert services.db.rows("SELECT heat FROM contacts")[0][0] == "warm"


def test_columns_are_chosen_and_remembered(qtbot: QtBot, services: Services, page: Made) -> None:
    lead(services, "Marc")
    show(qtbot, page[0])
    table = page[0].table
    page[0]._fill_columns_menu()
    entries = {entry.objectName(): entry for entry in page[0].bar.columns_menu.actions()}
    entries["column-city"].trigger()
    entries["column-heat"].trigger()
    table.setColumnWidth(Column.NAME, 222)
    sort_by_name(page[0])
    state = page[0].save_state()
    other = ContactsPage(page[0]._context)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert not other.table.isColumnHidden(Column.CITY)
    assert other.table.isColumnHidden(Column.HEAT)
    assert other.table.columnWidth(Column.NAME) == 222
    assert other.table.horizontalHeader().sortIndicatorSection() == Column.NAME


def test_a_state_that_cannot_be_read_changes_nothing(page: Made) -> None:
    for state in ("", "{}", "[1]", '{"sort": "colour", "header": "", "descending": 0}'):
        page[0].restore_state(state)
    assert page[0].table.isColumnHidden(Column.CITY)


def test_those_chosen_are_called_and_with_one_chosen_all_that_are_shown(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    ids = [lead(services, line)[0] for line in ("Anaïs", "Marc", "Zoé")]
    show(qtbot, page[0])
    page[0].table.setFocus()
    sort_by_name(page[0])
    page[0].table.select_rows([0, 2], 2)
    chosen = page[0].table.make_menu(2).findChild(QAction, "contacts-call-all")
    assert isinstance(chosen, QAction)
    chosen.trigger()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page[0].table, Qt.Key.Key_C, keys)
    assert page[1].calls == [("call_contacts", ((ids[0], ids[2]),))] * 2
    page[0].table.select_rows([1], 1)
    search(qtbot, page[0], "an")
    page[1].calls.clear()
    QTest.keyClick(page[0].bar.search, Qt.Key.Key_C, keys)
    entry = page[0].bar.findChild(QAction, "call-shown")
    assert isinstance(entry, QAction)
    entry.trigger()
    assert page[1].calls == [("call_shown", ("“an”", page[0].query))] * 2
    # What the calls are named after is stored: without the signs that keep it apart on screen.
    lead(services, "דוד לוי")
    page[1].calls.clear()
    page[0].bar.search.setText("דוד")
    qtbot.waitUntil(lambda: page[0].query.text == "דוד")
    page[0].call_shown()
    assert page[1].calls == [("call_shown", ("“דוד”", page[0].query))]


def test_calls_are_named_after_what_is_shown() -> None:
    assert shown_text(ContactQuery()) == "All contacts"
    query = ContactQuery(text=" lyon ", status=Status.PROSPECT, tag="salon")
    assert shown_text(query) == "“lyon” · Prospect · Tag: salon"
