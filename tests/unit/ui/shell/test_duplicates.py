"""Duplicates in the window with its real thread: from the menu to the merge and back by undo."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur import own_process
from pisteur.app import Session
from pisteur.domain.commands import AddLead
from pisteur.services import duplicates
from pisteur.ui.dialogs.merge import MergeDialog
from pisteur.ui.pages.duplicates.page import DuplicatesPage
from support.clock import FakeClock
from support.session import opened_session


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def test_from_the_menu_two_become_one_and_undo_makes_two_of_them_again(
    session: Session, qtbot: QtBot, qapp: QApplication
) -> None:
    actions = session.window.actions_by_name.by_name
    for line in ("Inès Roche 06 39 98 12 34", "Ines Roche 06 39 98 12 34"):
        command = AddLead(line)
        session.runner.command(lambda s, command=command: s.contacts.add_lead(command))  # type: ignore[misc]
    qtbot.waitUntil(lambda: session.runner.idle)
    actions["duplicates"].trigger()
    page = session.window.findChild(DuplicatesPage)
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 1)
    qtbot.waitUntil(lambda: actions["duplicates"].text() == "D&uplicates (1)…")
    page.merge_button.click()
    qtbot.waitUntil(lambda: isinstance(qapp.activeModalWidget(), MergeDialog))
    dialog = qapp.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    dialog.primary.click()
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 0)
    qtbot.waitUntil(lambda: actions["duplicates"].text() == "Find d&uplicates…")
    actions["undo"].trigger()
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == 1)


def test_a_window_that_is_closed_leaves_no_search_behind(
    data_path: Path,
    clock: FakeClock,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note = data_path.parent / "pid"
    script = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    monkeypatch.setattr(duplicates, "FEW", -1)
    monkeypatch.setattr(own_process, "command", lambda _task: [sys.executable, "-c", script])
    with opened_session(qapp, qtbot, data_path, clock) as session:
        session.window.actions_by_name.by_name["duplicates"].trigger()
        qtbot.waitUntil(lambda: note.exists() and bool(note.read_text()), timeout=60_000)
        os.kill(int(note.read_text()), 0)
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
