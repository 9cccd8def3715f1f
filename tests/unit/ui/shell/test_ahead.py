"""Pages are made before they are asked for, a piece at a time, and never in the user's way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from pisteur.app import LOOK_AGAIN_MS, Options, Session
from pisteur.presentation.runner import ImmediateRunner
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.pages.settings.page import SettingsPage
from pisteur.ui.pages.settings.sections import SECTIONS
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.shell import ahead
from pisteur.ui.shell.ahead import Ahead
from pisteur.ui.shell.page_maker import PAGES, PageMaker
from pisteur.ui.shell.panel_place import PanelPlace
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock
from support.session import START_MS, has_started, made_session
from support.ui import look_restored


class Pieces:
    """Counts what was taken, and which turn of the loop took it."""

    def __init__(self, count: int) -> None:
        self.taken = 0
        self._count = count

    def __iter__(self) -> Iterator[None]:
        for _number in range(self._count):
            self.taken += 1
            yield


class Busy(ImmediateRunner):
    """A runner that has work while it is told so."""

    busy = False

    @property
    def idle(self) -> bool:
        return not self.busy


@pytest.fixture
def runner(services: Services) -> Busy:
    return Busy(lambda: services)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)
    return made


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_MS", 0)
    monkeypatch.setattr(ahead, "PIECE_MS", 0)


def test_each_turn_of_the_loop_takes_one_piece_until_none_is_left(
    runner: Busy, window: QWidget, qtbot: QtBot
) -> None:
    pieces = Pieces(3)
    made = Ahead(iter(pieces), runner, window)
    assert pieces.taken == 0
    for taken in (1, 2, 3):
        made._take()
        assert (pieces.taken, made.done) == (taken, False)
    qtbot.waitUntil(lambda: made.done)
    assert pieces.taken == 3


def test_nothing_is_made_while_the_worker_works(
    runner: Busy, window: QWidget, qtbot: QtBot
) -> None:
    pieces, runner.busy = Pieces(2), True
    made = Ahead(iter(pieces), runner, window)
    made._take()
    made._take()
    assert pieces.taken == 0
    runner.busy = False
    qtbot.waitUntil(lambda: made.done)


def test_nothing_is_made_while_a_dialog_or_a_menu_is_open(
    runner: Busy, window: QWidget, qtbot: QtBot
) -> None:
    pieces = Pieces(2)
    made = Ahead(iter(pieces), runner, window)
    dialog, menu = QDialog(window), QMenu(window)
    dialog.open()
    made._take()
    assert pieces.taken == 0
    dialog.close()
    menu.addAction("one")
    menu.popup(QPoint(0, 0))
    made._take()
    assert pieces.taken == 0
    menu.close()
    qtbot.waitUntil(lambda: made.done)


def test_a_dialog_that_was_there_first_is_not_what_is_watched(runner: Busy, qtbot: QtBot) -> None:
    window, other = QWidget(), QWidget()
    qtbot.addWidget(window)
    window.show()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    made = Ahead(iter(Pieces(2)), runner, window)
    made._take()
    assert made._watched is None
    other.close()
    other.deleteLater()
    qtbot.waitUntil(lambda: made.done)


def test_nothing_is_made_while_a_button_is_held(
    runner: Busy, window: QWidget, qtbot: QtBot
) -> None:
    pieces = Pieces(2)
    made = Ahead(iter(pieces), runner, window)
    handle = QApplication.focusWindow()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    try:
        made._take()
        assert pieces.taken == 0
    finally:
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: made.done)


def test_a_key_puts_off_what_is_next(
    runner: Busy, window: QWidget, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Ahead(iter(Pieces(9)), runner, window)
    made._take()
    assert made._timer.interval() == 0
    monkeypatch.setattr(ahead, "QUIET_MS", 60_000)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    qapp.sendEvent(qapp.focusWindow(), press)
    assert made._timer.interval() == 60_000
    assert not made.done


def test_a_closed_window_gets_no_more_pages(runner: Busy, window: QWidget, qtbot: QtBot) -> None:
    pieces = Pieces(2)
    made = Ahead(iter(pieces), runner, window)
    window.close()
    qtbot.waitUntil(lambda: not made._timer.isActive())
    assert pieces.taken == 0


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    # Not waiting for the worker: pages are made once it is idle.
    with made_session(qapp, data_path, clock) as made:
        made.window.show()
        qtbot.waitUntil(lambda: made.window.findChild(Ahead) is not None, timeout=START_MS)
        yield made


class Dressings(QObject):
    """Counts how often the style sheet is matched against a widget."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.StyleChange
        return False


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_made_in_its_place_so_that_the_style_sheet_is_matched_hardly_twice(
    name: str, session: Session, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ahead, "_take", lambda _self: None)
    room = session.window.board.parentWidget()
    assert isinstance(room, QStackedWidget)
    watch = Dressings()
    qapp.installEventFilter(watch)
    page = PageMaker(session.context, session.window).make(name, room)
    room.addWidget(page)
    qapp.removeEventFilter(watch)
    assert 0 < watch.count <= 2 * len([page, *page.findChildren(QWidget)])


@pytest.mark.parametrize("key", [section.key for section in SECTIONS])
def test_a_section_of_the_settings_is_made_in_its_place(
    key: str, session: Session, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ahead, "_take", lambda _self: None)
    room = session.window.board.parentWidget()
    assert isinstance(room, QStackedWidget)
    page = PageMaker(session.context, session.window).make("settings", room)
    assert isinstance(page, SettingsPage)
    room.addWidget(page)
    watch = Dressings()
    qapp.installEventFilter(watch)
    section = page.section(key)
    qapp.removeEventFilter(watch)
    # From the inside out, without a parent, up to 3.7 times for each.
    assert 0 < watch.count <= 2 * len([section, *section.findChildren(QWidget)])


@pytest.fixture
def place(session: Session, monkeypatch: pytest.MonkeyPatch) -> PanelPlace:
    """A place for a second panel, empty."""
    monkeypatch.setattr(Ahead, "_take", lambda _self: None)
    return PanelPlace(
        session.context,
        QStackedWidget(session.window),
        session.window.panel._frame,
        session.window.actions_by_name,
        session.window.setFocus,
    )


def test_the_panel_is_made_in_its_place_too(place: PanelPlace, qapp: QApplication) -> None:
    watch = Dressings()
    qapp.installEventFilter(watch)
    panel = place.made()
    qapp.removeEventFilter(watch)
    # Once for each and a few twice; moved there 3.9 times for each.
    assert 0 < watch.count <= 1.2 * len([panel, *panel.findChildren(QWidget)])


def test_the_panel_is_made_a_few_widgets_at_a_time(place: PanelPlace) -> None:
    counts = [len(place.slot.findChildren(QWidget)) for _piece in place.ahead()]
    whole = len(place.slot.findChildren(QWidget))
    pieces = [after - before for before, after in pairwise([*counts, whole])]
    assert len(counts) > 20
    # The composer, with two lists to choose from, is the largest.
    assert max(pieces) <= whole // 4
    assert place.made() is place.slot.currentWidget()
    assert len(place.slot.findChildren(QWidget)) == whole


def test_who_needs_the_panel_while_it_is_made_gets_it_whole(place: PanelPlace) -> None:
    pieces = place.ahead()
    for _turn in range(3):
        next(pieces)
    panel = place.made()
    count = len(panel.findChildren(QWidget))
    assert panel.findChild(QWidget, "fold-facts") is not None
    # Nothing is made twice.
    assert list(pieces) == []
    assert len(panel.findChildren(QWidget)) == count


def test_the_window_has_all_pages_before_they_are_shown(session: Session, qtbot: QtBot) -> None:
    window = session.window
    made = window.findChild(Ahead)
    assert isinstance(made, Ahead)
    qtbot.waitUntil(lambda: made.done, timeout=60_000)
    before = {name: window.page(name) for name in PAGES}
    count = len(window.findChildren(QWidget))
    for name, page in before.items():
        assert page.testAttribute(Qt.WidgetAttribute.WA_WState_Polished), name
        assert not page.isVisible(), name
        assert page.size() == window.board.size(), name
    assert {name: window.page(name) for name in PAGES} == before
    # Its first section too.
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    settings.section(settings.current_section)
    assert len(window.findChildren(QWidget)) == count


def test_the_rest_of_the_start_takes_turns_with_the_user(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    with made_session(qapp, data_path, clock) as made:
        window = made.window
        with qtbot.waitSignal(window.painted, timeout=START_MS):
            window.show()
        # The first piece has been taken, not the last; who needs a dialog now gets it.
        assert window.findChild(Ahead) is None
        assert window.findChild(ContactPanel) is None
        made.context.flows.add_lead()
        qtbot.waitUntil(lambda: window.findChild(QDialog) is not None, timeout=60_000)
        assert window.findChild(Ahead) is None
        qtbot.waitUntil(lambda: window.findChild(Ahead) is not None, timeout=60_000)
        assert window.findChild(ContactPanel) is not None


def test_no_piece_of_the_start_is_taken_while_the_worker_works(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    may_end, before = Event(), sys.excepthook
    with made_session(qapp, data_path, clock) as made:
        window = made.window
        with qtbot.waitSignal(window.painted, timeout=START_MS):
            window.show()
        made.runner.query(lambda _services: may_end.wait(60), lambda _answer: None)
        # Who tells of bugs is not put off.
        qtbot.waitUntil(lambda: sys.excepthook is not before, timeout=START_MS)
        pieces = Pieces(3)
        made._rest = chain(pieces, made._rest)
        QTest.qWait(5 * LOOK_AGAIN_MS)
        assert pieces.taken == 0
        may_end.set()
        qtbot.waitUntil(lambda: has_started(made), timeout=START_MS)
        assert pieces.taken == 3


def test_a_window_closed_at_once_leaves_the_rest_of_the_start(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    with look_restored(qapp):
        made = Session(qapp, Theme(), open_data(data_path), Options("en", clock=clock))
        window = made.window
        with qtbot.waitSignal(window.painted, timeout=60_000):
            window.show()
        window.close()
        made.close()
        QTest.qWait(50)
        assert window.findChild(Ahead) is None
        window.deleteLater()
