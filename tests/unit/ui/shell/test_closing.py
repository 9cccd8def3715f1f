"""Closing the window while something typed in the panel is not saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead, WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.panel.exchange_row import ExchangeRow
from pisteur.ui.panel.journal_lines import JournalLines
from support.clock import FakeClock
from support.session import opened_session

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def session(
    data_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Session]:
    with opened_session(qapp, qtbot, data_path, clock) as made:
        made.runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
        made.runner.command(lambda s: s.contacts.add_lead(AddLead("Salon Lune")))
        qtbot.waitUntil(lambda: made.runner.idle)
        yield made
        # What a test left unsaved would keep the window open.
        note(made).clear()


def note(session: Session) -> QPlainTextEdit:
    return part(session.window.panel.made(), QPlainTextEdit, "note")


def part(where: QWidget, kind: type[W], name: str) -> W:
    found = where.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def type_a_note(session: Session, qtbot: QtBot) -> None:
    """Begin a note for the first contact, and look at the other."""
    panel = session.window.panel
    panel.open(1, 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    QTest.keyClicks(note(session), "Wants a quote")
    panel.open(2, 2)
    qtbot.waitUntil(lambda: session.runner.idle)


def asked(session: Session) -> ConfirmDialog:
    found = session.window.findChild(ConfirmDialog)
    assert isinstance(found, ConfirmDialog)
    return found


def test_a_note_that_is_not_saved_is_asked_about_and_shown(session: Session, qtbot: QtBot) -> None:
    type_a_note(session, qtbot)
    session.window.start_again()
    assert session.window.isVisible()
    asked(session).secondary.click()
    qtbot.waitUntil(lambda: session.runner.idle)
    assert session.window.panel.shown == (1, None)
    assert note(session).toPlainText() == "Wants a quote"
    assert session.window.focusWidget() is note(session)
    # Closed later, it stays closed: it is not opened again in another language.
    assert session.window.restart is None


def test_the_way_back_leads_to_a_line_that_is_written_anew(session: Session, qtbot: QtBot) -> None:
    write = WriteInteraction(1, None, InteractionKind.NOTE, "Wants a quote")
    panel = session.window.panel
    session.runner.command(lambda s: s.journal.write(write))
    panel.open(1, 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    lines = panel.made().findChild(JournalLines)
    assert isinstance(lines, JournalLines)
    row = lines.rows[0]
    assert isinstance(row, ExchangeRow)
    row.correct()
    part(row, QPlainTextEdit, "correction-editor").appendPlainText("soon")
    panel.open(2, 2)
    qtbot.waitUntil(lambda: session.runner.idle)
    session.window.close()
    asked(session).secondary.click()
    focus = session.window.focusWidget
    qtbot.waitUntil(lambda: getattr(focus(), "objectName", str)() == "correction-editor")
    part(panel.made(), QPushButton, "cancel-correction").click()


def test_a_question_that_reaches_the_disk_while_another_contact_comes_is_not_asked_about(
    session: Session, qtbot: QtBot
) -> None:
    panel = session.window.panel
    panel.open(1, 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    line = part(panel.made(), QLineEdit, "add-concern")
    line.setText("Since when?")
    # The other contact is read before the question is written.
    panel.open(2, 2)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.runner.idle)
    assert panel.unsaved is None
    panel.open(1, 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    assert line.text() == ""


def test_the_window_closes_without_a_note_that_is_not_wanted(
    session: Session, qtbot: QtBot
) -> None:
    type_a_note(session, qtbot)
    session.window.start_again()
    # As at the end of the desktop's session: it asks no second time, and forgets nothing.
    session.window.close()
    assert len(session.window.findChildren(ConfirmDialog)) == 1
    asked(session).primary.click()
    qtbot.waitUntil(lambda: not session.window.isVisible())
    assert session.window.restart is not None


def test_a_note_on_disk_is_not_asked_about(session: Session, qtbot: QtBot) -> None:
    type_a_note(session, qtbot)
    session.window.panel.open(1, 1)
    qtbot.waitUntil(lambda: session.runner.idle)
    part(session.window.panel.made(), QPushButton, "save-note").click()
    qtbot.waitUntil(lambda: session.runner.idle)
    session.window.close()
    assert not session.window.isVisible()
