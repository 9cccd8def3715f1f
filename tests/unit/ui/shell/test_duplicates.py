"""Duplicates in the window with its real thread: from the menu to the merge and back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.app import Options, Session
from pisteur.domain.commands import AddLead
from pisteur.services.opening import open_data
from pisteur.ui.dialogs.merge import MergeDialog
from pisteur.ui.pages.duplicates.page import DuplicatesPage
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock
from support.ui import has_started, look_restored


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with look_restored(qapp):
        made = Session(qapp, Theme(), open_data(data_path), Options("en", clock))
        made.window.show()
        qtbot.waitUntil(lambda: has_started(made), timeout=60_000)
        yield made
        made.window.close()
        made.close()
        made.window.deleteLater()


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
