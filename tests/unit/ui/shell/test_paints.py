"""What a filter of the board has painted: what it changes, not the window around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead
from pisteur.presentation.board_state import BoardFilter
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from pisteur.ui.shell.ahead import Ahead
from support.clock import FakeClock
from support.session import START_MS, opened_session


class Paints(QObject):
    """Notes which widgets are painted, and how much of each."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: dict[str, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.Paint:
            box = event.rect()  # type: ignore[attr-defined] # a QPaintEvent
            name = watched.objectName()
            self.areas[name] = self.areas.get(name, 0) + box.width() * box.height()
        return False


@pytest.fixture
def session(
    data_path: Path,
    clock: FakeClock,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Session]:
    # Pages made meanwhile are none of the filter's.
    monkeypatch.setattr(Ahead, "_take", lambda _self: None)
    with opened_session(qapp, qtbot, data_path, clock) as made:
        for name in ("Anna", "Bruno"):
            made.runner.command(partial(_add, name))
        qtbot.waitUntil(lambda: made.window.board._state.shown_count == 2, timeout=START_MS)
        yield made


def _add(name: str, services: Services) -> Done[tuple[int, int]]:
    return services.contacts.add_lead(AddLead(name))


def test_a_letter_in_the_filter_paints_neither_the_sidebar_nor_the_whole_window(
    session: Session, qapp: QApplication, qtbot: QtBot
) -> None:
    window = session.window
    qtbot.waitUntil(lambda: session.runner.idle, timeout=START_MS)
    paints = Paints()
    qapp.installEventFilter(paints)

    def is_quiet() -> bool:
        paints.areas.clear()
        qtbot.wait(50)
        return not paints.areas

    # What the new cards have painted may come late, on a machine that is busy with others.
    qtbot.waitUntil(is_quiet, timeout=START_MS)
    window.board.bar.show_filter(BoardFilter(text="A"))
    qtbot.waitUntil(lambda: "board-search" in paints.areas, timeout=START_MS)
    qtbot.wait(50)
    qapp.removeEventFilter(paints)
    assert window.sidebar.objectName() not in paints.areas
    whole = window.width() * window.height()
    assert 0 < paints.areas[window.objectName()] < whole / 5
