"""A window over some thousand contacts: nothing that is opened, filtered or sorted holds it up.

Processor time of the window's thread, with a generous bound: what grows with the file shows
here, what a busy machine adds does not. `python tests/benchmarks window` holds it to its goals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.data import TALKATIVE, Size, make_file
from pisteur.app import Session
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.words import Heat, Status
from pisteur.presentation.board_state import BoardFilter
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.panel.journal_rows import JournalRow
from support.session import opened_session
from support.watchdog import StallWatch

SIZE = Size(contacts=2_000, deals=200, notes=4_000)
MOST_WORK_MS = 1_500
PAGES = ("today", "contacts", "lists", "dashboard", "duplicates", "board")


@pytest.fixture
def session(data_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Session]:
    make_file(data_path, SIZE)
    with opened_session(qapp, qtbot, data_path) as made:
        yield made


def test_nothing_that_is_opened_filtered_or_sorted_holds_the_window_up(
    session: Session, qtbot: QtBot
) -> None:
    window, runner = session.window, session.runner
    watch = StallWatch()

    def does(what: str, act: Callable[[], object]) -> None:
        watch.start()
        act()
        qtbot.waitUntil(lambda: runner.idle, timeout=60_000)
        qtbot.wait(30)
        watch.stop()
        assert watch.beats, what
        assert watch.worst.work_ms < MOST_WORK_MS, (what, watch.worst)

    for name in PAGES:
        does(name, partial(window.show_page, name))
    board = window.findChild(BoardPage)
    contacts = window.findChild(ContactsPage)
    assert isinstance(board, BoardPage)
    assert isinstance(contacts, ContactsPage)
    for wanted in (BoardFilter(text="r"), BoardFilter(heats=frozenset({"hot"})), BoardFilter()):
        does("board", partial(board.bar.show_filter, wanted))
    window.show_page("contacts")
    queries = [ContactQuery(sort=sort) for sort in ContactSort]
    queries += [ContactQuery(heat=Heat.COLD), ContactQuery(status=Status.LEAD)]
    for query in (*queries, ContactQuery(alike=True)):
        does(str(query), partial(contacts.show_filters, query))
    does("a contact with a long journal", partial(window.panel.open, TALKATIVE, None))
    lines = [row for row in window.findChildren(JournalRow) if row.isVisible()]
    assert 0 < len(lines) < 10
