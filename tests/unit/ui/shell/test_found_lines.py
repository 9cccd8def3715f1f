"""A line of a journal that the palette found opens in the panel of the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead, WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from pisteur.ui.palette.palette import Palette
from pisteur.ui.panel.journal_rows import JournalRow
from support.clock import FakeClock
from support.session import opened_session

LINES = 80


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def write(services: Services, body: str) -> Done[int]:
    return services.journal.write(WriteInteraction(1, 1, InteractionKind.NOTE, body))


def test_a_line_that_the_palette_found_opens_the_panel_scrolled_to_it(
    session: Session, qtbot: QtBot
) -> None:
    session.runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
    bodies = ["Asked about zinc gutters.", *(f"Line {number}." for number in range(LINES))]
    for body in bodies:
        session.runner.command(partial(write, body=body))
    qtbot.waitUntil(lambda: session.runner.idle, timeout=60_000)
    window = session.window
    window.actions_by_name.by_name["palette"].trigger()
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.line, "zinc")
    qtbot.waitUntil(lambda: "Garage Morel" in str(palette.list.currentIndex().data()))
    QTest.keyClick(palette.line, Qt.Key.Key_Return)

    def marked() -> list[JournalRow]:
        return [row for row in window.findChildren(JournalRow) if row.marked]

    qtbot.waitUntil(lambda: bool(marked()) and not marked()[0].visibleRegion().isEmpty())
    assert window.panel_shown
    assert ["zinc gutters" in row.said for row in marked()] == [True]
