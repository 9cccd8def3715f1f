"""The page of duplicates: found in the background, merged or set aside by keyboard, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from pisteur.domain.duplicates import (
    FoundPairs,
    Pair,
    PairView,
    Reason,
    ReasonKind,
    SearchState,
)
from pisteur.domain.errors import StorageError
from pisteur.presentation.contacts_model import Column
from pisteur.services import duplicates
from pisteur.services.services import Services
from pisteur.ui.dialogs.merge import MergeDialog
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.contacts.table import ContactCommand
from pisteur.ui.pages.duplicates import pairs as pairs_module
from pisteur.ui.pages.duplicates.page import DuplicatesPage
from support.clock import FakeClock
from support.desk import Desk
from support.dumps import dump
from support.people import lead
from support.ui import make_context


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


@pytest.fixture
def page(desk: Desk) -> DuplicatesPage:
    made = DuplicatesPage(desk.context, desk.window)
    made.resize(836, 560)
    return made


def twins(services: Services) -> tuple[int, int]:
    first, _card = lead(services, "Inès Roche 06 39 98 12 34")
    second, _card = lead(services, "Ines ROCHE 06 39 98 12 34")
    return first, second


def rows(page: DuplicatesPage) -> list[str]:
    pairs = page.list.pairs
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(pairs.index(n, 0).data(role)) for n in range(pairs.rowCount())]


def asked_of(page: DuplicatesPage) -> list[str]:
    """Let nothing that a page asks the worker for be answered; returns a list that grows."""
    asked: list[str] = []
    runner = page._context.runner
    runner.query = lambda work, done, failed=None: asked.append("query")  # type: ignore[method-assign]
    return asked


def test_it_searches_when_first_shown_and_says_why_and_how_sure(
    page: DuplicatesPage, services: Services
) -> None:
    twins(services)
    counts: list[object] = []
    page.counted.connect(counts.append)
    page.show()
    spoken = "Inès Roche and Ines ROCHE, 88%, Same phone 06 39 98 12 34 · close name"
    assert [row.replace("\u00a0", " ") for row in rows(page)] == [spoken]
    assert page._count.text() == "1 pair"
    assert page.list.isVisible()
    assert counts == [1]


def test_before_the_first_answer_it_says_that_it_looks_not_that_it_was_stopped(
    page: DuplicatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page._context.runner, "query", lambda *_a: None)
    page.show()
    labels = [label.accessibleName() or label.text() for label in page.findChildren(QLabel)]
    assert any("Looking for duplicates" in text for text in labels)
    assert not any("stopped" in text for text in labels)
    assert page.stop_button.isVisible()


@pytest.mark.parametrize("found", [True, False])
def test_the_focus_stays_on_the_page_as_a_search_begins_and_ends(
    desk: Desk, services: Services, qtbot: QtBot, *, found: bool
) -> None:
    if found:
        twins(services)
    page = DuplicatesPage(desk.context, desk.window)
    desk.window.show()
    # As the window does: the page is given the focus while it searches.
    page._state = SearchState(running=True)
    page.show()
    page._show_state()
    page.setFocus()
    assert page.stop_button.hasFocus()
    page._state = SearchState()
    page.search()
    wanted = page.list if found else page.search_button
    qtbot.waitUntil(wanted.hasFocus)
    page.search()
    qtbot.waitUntil(wanted.hasFocus)


def many(count: int) -> FoundPairs:
    reasons = (Reason(ReasonKind.EMAIL, "contact@exemple.fr"),)
    return FoundPairs(
        tuple(
            PairView(Pair(n, n + 1, 90, reasons), f"Name {n}", f"Name {n + 1}")
            for n in range(1, count + 1)
        ),
        count,
    )


def test_only_pairs_that_are_seen_are_put_in_words_and_each_once(
    page: DuplicatesPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    worded: list[int] = []

    def title(view: PairView) -> str:
        worded.append(view.pair.first_id)
        return view.first

    monkeypatch.setattr(pairs_module, "pair_title", title)
    page.show()
    page._show(many(500))
    QApplication.processEvents()
    # Those in sight, and a quarter of them below.
    seen = page.list.height() // page.list.sizeHintForRow(0) + 2
    qtbot.waitUntil(lambda: len(worded) >= seen - 2)
    qtbot.waitUntil(lambda: not page.list.pictures._timer.isActive())
    assert 1 in worded
    assert len(worded) <= 2 * seen < 60
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: 500 in worded)
    qtbot.waitUntil(lambda: not page.list.pictures._timer.isActive())
    assert len(worded) <= 4 * seen
    assert len(set(worded)) == len(worded)


def test_the_choice_stays_at_its_place_as_pairs_go(page: DuplicatesPage) -> None:
    page.show()
    page._show(many(3))
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current == many(3).pairs[2]
    page._show(many(2))
    assert page.list.current == many(2).pairs[1]
    page._show(many(0))
    assert page.list.current is None


def test_what_is_done_with_a_pair_stands_where_no_notice_lies(
    desk: Desk, page: DuplicatesPage, services: Services
) -> None:
    twins(services)
    page.show()
    for button in (page.merge_button, page.other_button):
        assert button.isEnabled()
        assert (
            button.mapTo(page, button.rect().bottomLeft()).y() < page.list.mapTo(page, QPoint()).y()
        )


def test_its_list_is_a_sound_model(page: DuplicatesPage) -> None:
    tester = QAbstractItemModelTester(
        page.list.pairs, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.show()
    for count in (3, 0, 5):
        page._show(many(count))
    assert tester.model().rowCount() == 5


def test_without_duplicates_it_says_so(page: DuplicatesPage) -> None:
    page.show()
    assert not page.list.isVisible()
    assert page._empty.isVisible()
    assert not page.merge_button.isEnabled()
    assert not page.other_button.isEnabled()


def test_delete_says_that_they_are_not_the_same_and_undo_brings_them_back(
    page: DuplicatesPage, desk: Desk
) -> None:
    twins(desk.services)
    page.show()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert rows(page) == []
    assert desk.notices == [("Noted: not the same.", True)]
    desk.context.runner.command(lambda s: s.undo())
    assert len(rows(page)) == 1


def test_enter_opens_the_two_side_by_side_and_merges_them_by_keyboard(
    page: DuplicatesPage, desk: Desk
) -> None:
    first, _second = twins(desk.services)
    before = dump(desk.services.db.raw)
    page.show()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    desk.dialog(MergeDialog)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    found = desk.services.db.rows("SELECT id, display_name FROM contacts")
    assert found == [(first, "Ines ROCHE")]
    assert desk.count("opportunities") == 2
    assert rows(page) == []
    assert desk.notices == [("“Inès Roche” and “Ines ROCHE” are one contact now.", True)]
    desk.context.runner.command(lambda s: s.undo())
    assert dump(desk.services.db.raw) == before
    assert len(rows(page)) == 1


def test_others_get_their_turn_between_two_slices_and_stop_stops(page: DuplicatesPage) -> None:
    asked = asked_of(page)
    page._went_on(SearchState(1, 10, 0, running=True))
    assert asked == ["query"]
    assert page.stop_button.isVisibleTo(page)
    assert page.bar.value() == 1
    page.stop_button.click()
    assert asked == ["query", "query"]
    page._stopped(SearchState(1, 10, 0))
    assert not page.stop_button.isVisibleTo(page)
    assert page.search_button.isVisibleTo(page)


def test_a_search_in_a_process_of_its_own_is_asked_about_now_and_then(
    page: DuplicatesPage, qtbot: QtBot
) -> None:
    asked = asked_of(page)
    page._went_on(SearchState(1, 10, 0, running=True, apart=True))
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["query"])
    page._went_on(SearchState(2, 10, 0, running=True, apart=True))
    page.stop_button.click()
    # The second reads what was found so far; nothing is asked any more.
    assert asked == ["query", "query", "query"]
    assert not page._pause.isActive()


def test_a_search_that_fails_says_so_and_can_be_begun_again(
    desk: Desk, page: DuplicatesPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins(services)
    with monkeypatch.context() as broken:
        broken.setattr(services.duplicates, "go_on", _fail)
        page.show()
    assert [error.code for error in desk.errors] == ["disk.io"]
    assert page.search_button.isVisible()
    page.search_button.click()
    assert len(rows(page)) == 1


def _fail() -> SearchState:
    raise StorageError("disk.io")


def test_what_a_process_found_is_shown_when_it_has_ended(
    page: DuplicatesPage, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "FEW", 0)
    twins(services)
    page.show()
    assert page.stop_button.isVisible()
    qtbot.waitUntil(lambda: len(rows(page)) == 1, timeout=60_000)
    assert page._count.text() == "1 pair"
    assert page.search_button.isVisible()


def test_two_selected_in_the_table_of_contacts_can_be_merged(
    qtbot: QtBot, services: Services, clock: FakeClock
) -> None:
    context, flows = make_context(services, clock)
    contacts = ContactsPage(context)
    qtbot.addWidget(contacts)
    first, second = twins(services)
    contacts.show()
    contacts.table.selectAll()
    menu = contacts.table.make_menu(2)
    assert isinstance(menu, QMenu)
    assert [a.text() for a in menu.actions() if a.objectName() == "contacts-merge"]
    menu.deleteLater()
    single = contacts.table.make_menu(1)
    assert not [a for a in single.actions() if a.objectName() == "contacts-merge"]
    single.deleteLater()
    contacts.table.asked.emit(ContactCommand.MERGE)
    name, ids = flows.calls[-1]
    assert name == "merge"
    assert set(ids) == {first, second}
    assert contacts.table.model().columnCount() == len(Column)
    context.deleteLater()
