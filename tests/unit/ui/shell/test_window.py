"""The main window over a real data file, with the real runner."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur import i18n
from pisteur.app import SWITCH_SECONDS, Session
from pisteur.domain import settings
from pisteur.domain.commands import AddLead, PlanFollowUp
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.errors import StorageError
from pisteur.domain.search import fitting
from pisteur.domain.words import FollowUpKind
from pisteur.presentation.board_state import BoardFilter
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.services.stored_settings import read_setting
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.dashboard.behind import BehindDialog
from pisteur.ui.pages.settings.page import SettingsPage
from pisteur.ui.palette.commands import commands_of
from pisteur.ui.shell import window_state
from pisteur.ui.shell.actions import Actions
from pisteur.ui.shell.frame import Frame
from pisteur.ui.shell.panel_place import PanelPlace
from pisteur.ui.transfer.import_dialog import COLUMNS, ImportDialog
from pisteur.ui.widgets.menu_keys import MenuKeys
from pisteur.ui.widgets.notice import Toast
from support import people
from support.clock import FakeClock
from support.session import made_session, opened_session


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def trigger(session: Session, name: str, qtbot: QtBot) -> None:
    session.window.actions_by_name.by_name[name].trigger()
    qtbot.waitUntil(lambda: session.runner.idle)


def add(session: Session, line: str, qtbot: QtBot) -> None:
    session.runner.command(lambda s: s.contacts.add_lead(AddLead(line)))
    qtbot.waitUntil(lambda: session.runner.idle)


def notice(session: Session) -> str:
    found = session.window.findChild(Toast)
    return found.message if found is not None and found.isVisible() else ""


def test_the_window_waits_only_shortly_for_its_turn_beside_the_worker(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    sys.setswitchinterval(0.005)
    with opened_session(qapp, qtbot, data_path, clock):
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)


def test_a_notice_offers_no_undo_any_more_once_something_else_was_done(
    session: Session, qtbot: QtBot
) -> None:
    add_by_dialog(session, "Garage Morel", qtbot)
    button = session.window.findChild(QPushButton, "notice-action")
    assert button is not None and button.isVisible()
    # As a card that is dragged: nothing is said of it.
    add(session, "Salon Lune", qtbot)
    assert notice(session) == "Lead added: Garage Morel"
    assert not button.isVisible()
    add_by_dialog(session, "Atelier Fauve", qtbot)
    assert button.isVisible()


def test_a_panel_over_the_page_covers_no_notice(session: Session, qtbot: QtBot) -> None:
    session.window.resize(1024, 640)
    add_by_dialog(session, "Société " * 12, qtbot)
    session.window.panel.open(1, 1)
    toast = session.window.findChild(Toast)
    frame = session.window.findChild(Frame)
    assert isinstance(toast, Toast) and isinstance(frame, Frame)
    both = toast.geometry().intersected(
        QRect(frame.panel.mapTo(frame, QPoint(0, 0)), frame.panel.size())
    )
    assert not both.isEmpty()
    found = frame.childAt(both.center())
    assert found is not None
    assert found is toast or toast.isAncestorOf(found)


def test_a_long_name_widens_neither_the_menu_nor_the_notice(session: Session, qtbot: QtBot) -> None:
    undo = session.window.actions_by_name.by_name["undo"]
    add(session, "Société " * 60, qtbot)
    assert undo.text().startswith("Undo: Add “Société")
    assert undo.text().endswith("Société”")
    assert len(undo.text()) < 80
    trigger(session, "undo", qtbot)
    assert notice(session).startswith("Undone: Add “Société")
    assert len(notice(session)) <= 160


@pytest.mark.parametrize("width", [1440, 1024])
def test_an_error_covers_nothing_until_it_is_closed(
    session: Session, qtbot: QtBot, width: int
) -> None:
    session.window.resize(width, 640)
    add(session, "Garage Morel", qtbot)
    frame, page = session.window.findChild(Frame), session.window.board
    assert isinstance(frame, Frame)
    height = page.height()
    session.context.show_error(StorageError("disk.full", path="x"))
    toast = session.window.findChild(Toast)
    assert isinstance(toast, Toast)
    for part in (frame.sidebar, frame.page, frame.panel):
        place = QRect(part.mapTo(frame, QPoint(0, 0)), part.size())
        assert not place.intersects(toast.geometry())
    assert page.height() < height
    session.window.resize(width, 700)
    assert not frame.page.geometry().intersects(toast.geometry())
    session.window.resize(width, 640)
    toast.dismiss()
    assert page.height() == height


def test_the_edit_menu_says_what_would_be_undone(session: Session, qtbot: QtBot) -> None:
    undo = session.window.actions_by_name.by_name["undo"]
    redo = session.window.actions_by_name.by_name["redo"]
    assert not undo.isEnabled()
    add(session, "Garage & Fils", qtbot)
    assert undo.text() == "Undo: Add “Garage && Fils”"
    trigger(session, "undo", qtbot)
    assert notice(session) == "Undone: Add “Garage & Fils”"
    assert not undo.isEnabled()
    assert redo.text() == "Redo: Add “Garage && Fils”"
    trigger(session, "redo", qtbot)
    assert undo.isEnabled()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Ctrl+Z", "Nothing to undo: Pisteur takes back what was done since it was opened."),
        ("Ctrl+Y", "Nothing to redo."),
    ],
)
def test_a_key_that_has_nothing_to_take_back_says_so(
    session: Session, qtbot: QtBot, key: str, said: str
) -> None:
    session.window.board.setFocus()
    QTest.keySequence(session.window.board, key)
    assert notice(session) == said


def test_a_page_that_one_comes_back_to_is_beside_whom_it_marks(
    session: Session, qtbot: QtBot
) -> None:
    for line in ("Garage Morel", "Salon Lune"):
        add(session, line, qtbot)
    panel = session.window.panel
    for page in ("today", "contacts"):
        trigger(session, f"page_{page}", qtbot)
        qtbot.waitUntil(lambda: panel.shown is not None and session.runner.idle)
        marked = panel.shown[0]  # type: ignore[index] # waited for
        other = 3 - marked
        trigger(session, "page_board", qtbot)
        # As from the palette.
        panel.open(other, None)
        trigger(session, f"page_{page}", qtbot)
        assert panel.shown is not None and panel.shown[0] == marked


def test_contacts_read_again_are_beside_whom_they_mark(session: Session, qtbot: QtBot) -> None:
    add(session, "Garage Morel", qtbot)
    trigger(session, "page_contacts", qtbot)
    panel = session.window.panel
    qtbot.waitUntil(lambda: panel.shown is not None and session.runner.idle)
    marked = panel.shown
    trigger(session, "page_board", qtbot)
    add(session, "Salon Lune", qtbot)
    panel.open(2, None)
    trigger(session, "page_contacts", qtbot)
    qtbot.waitUntil(lambda: session.runner.idle)
    assert panel.shown == marked


@pytest.mark.parametrize("page", ["board", "contacts"])
def test_a_search_field_leaves_the_key_that_edits_the_contact_to_the_menu(
    session: Session, qtbot: QtBot, page: str
) -> None:
    trigger(session, f"page_{page}", qtbot)
    search = session.window.findChild(QLineEdit, f"{page}-search")
    assert search is not None
    assert search.findChild(MenuKeys) is not None


def add_by_dialog(session: Session, line: str, qtbot: QtBot) -> None:
    trigger(session, "new_lead", qtbot)
    dialog = session.window.findChild(AddLeadDialog)
    assert isinstance(dialog, AddLeadDialog)
    dialog.line.setText(line)
    dialog.primary.click()
    qtbot.waitUntil(lambda: session.runner.idle)


def test_a_new_lead_that_the_filter_hides_is_said_and_shown_on_demand(
    session: Session, qtbot: QtBot
) -> None:
    board = session.window.board
    add(session, "Atelier Fauve", qtbot)
    board.bar.search.setText("fauve")
    add_by_dialog(session, "Garage Morel", qtbot)
    assert notice(session) == "Lead added: Garage Morel. The filter hides it."
    button = session.window.findChild(QPushButton, "notice-action")
    assert button is not None and button.text() == "Clear the filter"
    button.click()
    assert board.bar.search.text() == ""
    chosen = board.columns.selected_ids()
    assert [board.state.card(i).title for i in chosen] == ["Garage Morel"]  # type: ignore[union-attr]
    # The next notice offers what it says again.
    add_by_dialog(session, "Salon Lune", qtbot)
    assert (notice(session), button.text()) == ("Lead added: Salon Lune", "Undo")
    button.click()
    qtbot.waitUntil(lambda: session.runner.idle)
    assert notice(session) == "Undone: Add “Salon Lune”"


@pytest.mark.parametrize("page", ["today", "board", "contacts", "lists", "dashboard"])
def test_each_page_opens_from_its_menu_and_marks_the_sidebar(
    session: Session, qtbot: QtBot, page: str
) -> None:
    trigger(session, f"page_{page}", qtbot)
    assert session.window.current_page == page


def test_a_deal_behind_a_figure_opens_in_the_panel(session: Session, qtbot: QtBot) -> None:
    add(session, "Garage Morel", qtbot)
    trigger(session, "page_dashboard", qtbot)
    gap = session.window.findChild(QPushButton, "gap-without-date")
    assert isinstance(gap, QPushButton)
    gap.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BehindDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BehindDialog)
    seen = [session.window.panel_shown]
    dialog.accept()
    seen.append(session.window.panel_shown)
    assert seen == [False, True]
    assert session.window.current_page == "dashboard"


def test_the_keys_go_from_pipeline_to_pipeline(session: Session, qtbot: QtBot) -> None:
    board = session.window.findChild(BoardPage)
    assert isinstance(board, BoardPage)
    trigger(session, "next_pipeline", qtbot)
    assert notice(session) == "There is only one pipeline. Add another in the settings."
    session.runner.command(lambda s: s.pipelines.add("Training"))
    qtbot.waitUntil(lambda: len(board.state.pipelines) == 2)
    trigger(session, "next_pipeline", qtbot)
    qtbot.waitUntil(lambda: board.state.pipeline_id == board.state.pipelines[1].id)
    trigger(session, "previous_pipeline", qtbot)
    qtbot.waitUntil(lambda: board.state.pipeline_id == board.state.pipelines[0].id)


def test_the_window_fits_on_a_small_screen(
    data_path: Path, clock: FakeClock, qapp: QApplication
) -> None:
    with made_session(qapp, data_path, clock) as made:
        room = qapp.primaryScreen().availableSize()
        assert made.window.height() <= max(room.height(), made.window.minimumHeight())
        assert made.window.width() <= max(room.width(), made.window.minimumWidth())


def test_settings_open_and_are_stored_at_once(session: Session, qtbot: QtBot) -> None:
    trigger(session, "settings", qtbot)
    assert session.window.current_page == "settings"


def test_a_section_of_the_settings_opens_from_anywhere(session: Session, qtbot: QtBot) -> None:
    session.context.flows.open_settings("general")
    qtbot.waitUntil(lambda: session.runner.idle)
    page = session.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    assert session.window.current_page == "settings"
    assert page.current_section == "general"


def test_contacts_that_fit_a_filter_are_shown_from_anywhere(session: Session, qtbot: QtBot) -> None:
    add(session, "Garage Morel", qtbot)
    session.context.flows.show_contacts(ContactQuery(dormant_soon=True))
    qtbot.waitUntil(lambda: session.runner.idle)
    assert session.window.current_page == "contacts"
    page = session.window.findChild(ContactsPage)
    assert isinstance(page, ContactsPage)
    assert page.table.model().rowCount() == 0
    session.context.flows.show_contacts(ContactQuery())
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)


def test_the_status_bar_counts_and_says_saved(session: Session, qtbot: QtBot) -> None:
    add(session, "Garage Morel", qtbot)
    label = session.window.findChild(QLabel, "status-totals")
    assert label is not None
    qtbot.waitUntil(lambda: "1 contact" in label.text())
    assert "1 running deal" in label.text()


def test_a_failed_save_is_said_and_stays_until_closed(session: Session, qtbot: QtBot) -> None:
    session.context.show_error(StorageError("disk.full", path="x"))
    assert "disk is full" in notice(session)


def test_the_panel_opens_beside_a_wide_page_and_not_over_a_narrow_one(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, "Garage Morel", qtbot)
    session.window.resize(1024, 640)
    session.context.show_contact(1, 1)
    assert not session.window.panel_shown
    session.window.resize(1440, 900)
    session.context.show_contact(1, 1)
    assert session.window.panel_shown


def wide_with_two(session: Session, qtbot: QtBot) -> PanelPlace:
    """Return the place of the panel, away from a wide page with two leads."""
    add(session, "Garage Morel", qtbot)
    add(session, "Salon Lune", qtbot)
    session.window.resize(1440, 900)
    session.window._frame.show_panel(shown=False)
    return session.window.panel


def test_a_page_has_its_width_before_the_panel_beside_it_is_filled(
    session: Session, qtbot: QtBot
) -> None:
    place = wide_with_two(session, qtbot)
    place.made().clear()
    session.context.show_contact(1, 1)
    # A turn of its own: to fill the panel takes as long as to paint the page.
    seen = [session.window.panel_shown, place.made().contact_id]
    qtbot.waitUntil(lambda: place.made().contact_id == 1)
    session.context.show_contact(2, 2)
    assert [*seen, place.made().contact_id] == [True, None, 2]


def test_a_contact_opened_on_purpose_is_in_the_panel_at_once(
    session: Session, qtbot: QtBot
) -> None:
    place = wide_with_two(session, qtbot)
    session.context.show_contact(1, 1)
    place.open(2, 2)
    assert place.made().contact_id == 2
    QApplication.processEvents()
    assert place.made().contact_id == 2


def test_a_panel_over_the_page_goes_by_its_button_and_by_escape_from_the_page(
    session: Session, qtbot: QtBot
) -> None:
    add(session, "Garage Morel", qtbot)
    session.window.resize(1024, 640)
    board = session.window.board.columns.views[0]
    session.window.panel.open(1, 1)
    close = session.window.findChild(QPushButton, "close-panel")
    assert isinstance(close, QPushButton)
    assert close.isVisible()
    close.click()
    seen = [session.window.panel_shown, close.isVisible()]
    session.window.panel.open(1, 1)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    seen.append(session.window.panel_shown)
    assert seen == [False, False, False]
    session.window.resize(1440, 900)
    session.window.panel.open(1, 1)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert (session.window.panel_shown, close.isVisible()) == (True, False)


def test_the_panel_makes_room_on_a_window_that_becomes_small(
    session: Session, qtbot: QtBot
) -> None:
    add(session, "Garage Morel", qtbot)
    session.window.resize(1440, 900)
    session.context.show_contact(1, 1)
    session.window.resize(1024, 640)
    assert not session.window.panel_shown
    session.window.resize(1440, 900)
    assert session.window.panel_shown


@pytest.mark.parametrize("page", ["board", "today", "contacts", "dashboard"])
def test_a_key_takes_the_focus_round_sidebar_page_and_panel(
    session: Session, qtbot: QtBot, page: str
) -> None:
    window = session.window
    add(session, "Garage Morel", qtbot)
    window.resize(1440, 900)
    window.show_page(page)
    session.context.show_contact(1, 1)
    qtbot.waitUntil(lambda: window.panel.made().contact_id == 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    areas = [window.page(page), window.panel.slot, window.sidebar]
    areas[0].setFocus()
    for area in (*areas[1:], *areas):
        window.next_area()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert area is focus or area.isAncestorOf(focus)


def test_the_backup_of_the_day_is_made_at_the_latest_when_the_window_closes(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        # The start ends with a backup, of which there is no need while the file is empty.
        qtbot.waitUntil(lambda: next(made._rest, made) is made)
        qtbot.waitUntil(lambda: made.runner.idle)
        add(made, "Garage Morel", qtbot)
        assert not list(data_path.parent.glob("backups/*"))
    assert len(list(data_path.parent.glob("backups/*.db"))) == 1


def test_a_panel_that_was_closed_stays_closed_when_another_card_is_selected(
    session: Session, qtbot: QtBot
) -> None:
    add(session, "Garage Morel", qtbot)
    session.context.show_contact(1, 1)
    trigger(session, "toggle_panel", qtbot)
    session.context.show_contact(1, 1)
    assert not session.window.panel_shown
    trigger(session, "toggle_panel", qtbot)
    assert session.window.panel_shown


def test_the_panel_closes_on_a_contact_whose_addition_is_undone(
    session: Session, qtbot: QtBot
) -> None:
    add(session, "Salon Lune", qtbot)
    add(session, "Garage Morel", qtbot)
    session.context.show_contact(2, 2)
    qtbot.waitUntil(lambda: session.runner.idle)
    seen = [session.window.panel_shown]
    trigger(session, "undo", qtbot)
    seen.append(session.window.panel_shown)
    assert not session.window.actions_by_name.by_name["qualify"].isEnabled()
    session.context.show_contact(1, 1)
    assert [*seen, session.window.panel_shown] == [True, False, True]


def test_commands_on_a_contact_wait_for_one(session: Session, qtbot: QtBot) -> None:
    actions = session.window.actions_by_name.by_name
    assert not actions["qualify"].isEnabled()
    add(session, "Garage Morel", qtbot)
    session.context.show_contact(1, 1)
    assert actions["qualify"].isEnabled()
    assert actions["lose"].isEnabled()


def test_calls_are_made_from_the_menu_and_of_those_shown_only_where_somebody_is(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    flows = session.context.flows
    monkeypatch.setattr(flows, "call_today", lambda: made.append("today"))
    monkeypatch.setattr(flows, "call_shown", lambda _name, query: made.append(query))
    shown = session.window.actions_by_name.by_name["call_shown"]
    trigger(session, "call_today", qtbot)
    trigger(session, "page_contacts", qtbot)
    assert not shown.isEnabled()
    add(session, "Garage Morel", qtbot)
    qtbot.waitUntil(shown.isEnabled)
    trigger(session, "call_shown", qtbot)
    assert made == ["today", replace(ContactQuery(), sort=ContactSort.NEXT_ACTION)]
    trigger(session, "page_board", qtbot)
    assert not shown.isEnabled()
    trigger(session, "page_contacts", qtbot)
    qtbot.waitUntil(shown.isEnabled)


@pytest.mark.parametrize(("language", "word"), [("en", "call"), ("fr", "appeler")])
def test_the_palette_knows_the_calls(qtbot: QtBot, language: str, word: str) -> None:
    i18n.set_language(language)
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window.menuBar())
    actions.fill({})
    actions.enable_calls(shown=True)
    commands = commands_of(window.menuBar(), without="")
    names = {each.name for each in commands if fitting([word])(each.text)}
    assert names == {"call_today", "call_shown"}


def test_the_demonstration_loads_and_goes(session: Session, qtbot: QtBot) -> None:
    trigger(session, "load_demo", qtbot)
    counts: list[int] = []
    session.runner.query(lambda s: s.db.rows("SELECT count(*) FROM contacts")[0][0], counts.append)
    trigger(session, "remove_demo", qtbot)
    session.runner.query(lambda s: s.db.rows("SELECT count(*) FROM contacts")[0][0], counts.append)
    qtbot.waitUntil(lambda: len(counts) == 2)
    assert counts == [13, 0]


def test_place_and_size_are_stored_when_the_window_closes(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    with opened_session(qapp, qtbot, data_path, clock):
        pass
    file = open_data(data_path)
    stored = window_state.read(read_setting(file.connection, settings.WINDOW))
    file.connection.close()
    assert stored.geometry
    with opened_session(qapp, qtbot, data_path, clock) as again:
        assert again.window.isVisible()


def test_a_window_comes_back_as_it_was(qtbot: QtBot) -> None:
    first, again = QMainWindow(), QMainWindow()
    qtbot.addWidget(first)
    qtbot.addWidget(again)
    first.setGeometry(40, 50, 500, 400)
    first.show()
    window_state.place(again, window_state.read(window_state.describe(first, "columns")))
    assert again.size() == first.size()
    assert window_state.read(window_state.describe(first, "columns")).contacts == "columns"


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"geometry": 1}'])
def test_a_state_that_cannot_be_read_is_passed_over(text: str) -> None:
    assert window_state.read(text) == window_state.WindowState()


def test_the_day_rolls_over(session: Session, clock: FakeClock, qtbot: QtBot) -> None:
    trigger(session, "page_today", qtbot)
    page = session.window.findChild(QWidget, "page-today")
    assert page is not None
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert "Sunday 22 November" in shown
    clock.advance(days=1)
    session.window.check_day()
    qtbot.waitUntil(lambda: session.runner.idle)
    assert "Monday 23 November" in {label.text() for label in page.findChildren(QLabel)}


def said_in_panel(session: Session) -> set[str]:
    return {label.text() for label in session.window.panel.slot.findChildren(QLabel)}


def test_a_new_day_is_told_on_the_board_and_in_the_panel_too(
    session: Session, clock: FakeClock, qtbot: QtBot
) -> None:
    window, today = session.window, clock.today()
    add(session, "Morel", qtbot)
    command = PlanFollowUp(1, 1, FollowUpKind.CALL, "Call back", today)
    session.runner.command(lambda s: s.follow_ups.plan(command))
    qtbot.waitUntil(lambda: session.runner.idle)
    window.panel.open(1, 1)
    window.board.bar.show_filter(BoardFilter(late=True))
    qtbot.waitUntil(lambda: session.runner.idle)
    assert (window.board.state.shown_count, "−1\u00a0d" in said_in_panel(session)) == (0, False)
    clock.advance(days=1)
    window.check_day()
    qtbot.waitUntil(lambda: session.runner.idle)
    assert (window.board.state.shown_count, "−1\u00a0d" in said_in_panel(session)) == (1, True)


def test_a_list_dropped_on_the_window_is_brought_in_and_nothing_else_is_taken(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;E-mail\nZoé;z@exemple.fr\n", encoding="utf-8")
    window = session.window
    assert window.acceptDrops()
    for urls, taken in ((["https://exemple.fr/liste.csv"], False), ([path.as_uri()], True)):
        mime = QMimeData()
        mime.setUrls([QUrl(url) for url in urls])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(400, 300), copy, mime, left, none)
        enter.ignore()
        window.dragEnterEvent(enter)
        assert enter.isAccepted() is taken
        window.dropEvent(QDropEvent(QPointF(400, 300), copy, mime, left, none))
        assert len(window.findChildren(ImportDialog)) == taken
    (dialog,) = window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.steps.current == COLUMNS)
    dialog.reject()


def test_the_menu_titles_are_there_from_the_start(session: Session) -> None:
    titles = [action.text() for action in session.window.menuBar().actions()]
    assert titles == ["&File", "&Edit", "&View", "&Contact", "&Help"]


def test_the_start_goes_on_only_after_the_cards_are_painted(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    services = Services(open_data(data_path), clock)
    people.lead(services, "Garage")
    services.close()
    with made_session(qapp, data_path, clock) as made:
        (board,) = made.window.findChildren(BoardPage)
        seen: list[object] = []
        made.window.painted.disconnect()
        made.window.painted.connect(lambda: seen.append(board.columns._cards._pictures.copy()))
        made.window.show()
        qtbot.waitUntil(lambda: bool(seen))
        # Once, whatever is painted later.
        made.window.update()
        qtbot.wait(20)
        (pictures,) = seen
        assert pictures


def test_the_first_paint_has_the_tops_of_the_columns_and_the_rest_follows(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    services = Services(open_data(data_path), clock)
    for n in range(60):
        people.lead(services, f"Garage {n}")
    services.close()
    with made_session(qapp, data_path, clock) as made:
        (board,) = made.window.findChildren(BoardPage)
        view = board.columns.views[0]
        assert len(board.state.ids(view.column.stage_id)) == view.column.FIRST_CHUNK
        assert board.state.column_total(view.column.stage_id).cards == 60
        made.window.show()
        qtbot.waitUntil(lambda: board.state.whole)
        assert len(board.state.ids(view.column.stage_id)) == 60
        assert view.column.canFetchMore(QModelIndex())
