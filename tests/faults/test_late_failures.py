"""The disk fails at the very end of a commit: the screen shows what the disk holds (fault F3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.app import Session
from pisteur.domain.commands import AddLead, WriteInteraction
from pisteur.domain.errors import StorageError
from pisteur.domain.words import InteractionKind
from pisteur.error_texts import error_text
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from pisteur.storage.database import Database
from pisteur.ui.widgets.notice import Toast
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.failing_disk import LateFailure, use_late_failures
from support.session import opened_session


@pytest.fixture
def services(
    data_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    use_late_failures(monkeypatch)
    made = Services(open_data(data_path), clock)
    yield made
    made.close()


def fail_once(db: Database, *, keeps: bool = True) -> None:
    raw = db.raw
    assert isinstance(raw, LateFailure)
    raw.failures, raw.keeps = 1, keeps


def names(db: Database) -> list[str]:
    return [row[0] for row in db.rows("SELECT display_name FROM contacts ORDER BY id")]


def test_a_change_that_may_be_there_is_said_to_be_unsure_with_what_it_touched(
    services: Services,
) -> None:
    db = services.db
    version = db.version("contacts")
    fail_once(db)
    with pytest.raises(StorageError) as caught:
        people.lead(services, "Garage Morel")
    assert caught.value.code == "disk.unsure"
    assert "SQLITE_IOERR_FSYNC" in error_text(caught.value)
    touched = caught.value.touched
    assert isinstance(touched, ChangeSet)
    assert touched.touches("contacts", "opportunities")
    # What was computed from the rows before is computed again.
    assert db.version("contacts") != version
    assert names(db) == ["Garage Morel"]
    people.lead(services, "Atelier Fauve")
    assert names(db) == ["Garage Morel", "Atelier Fauve"]


def test_the_edit_menu_forgets_what_came_before_a_change_that_it_does_not_know(
    services: Services,
) -> None:
    people.lead(services, "Garage Morel")
    fail_once(services.db)
    with pytest.raises(StorageError, match=r"disk\.unsure"):
        services.undo()
    assert names(services.db) == []
    assert (services.db.undo_label, services.db.redo_label) == (None, None)
    people.lead(services, "Atelier Fauve")
    services.undo()
    assert names(services.db) == []


def test_the_edit_menu_stays_when_the_file_shows_that_nothing_was_written(
    services: Services,
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    people.lead(services, "Atelier Fauve")
    services.undo()
    labels = (services.db.undo_label, services.db.redo_label)
    note = WriteInteraction(contact, card, InteractionKind.NOTE, "vu")
    tried = (
        lambda: people.lead(services, "Zoé Lefèvre"),
        lambda: services.journal.write(note),
        lambda: services.contacts.delete((contact,)),
        services.undo,
        services.redo,
    )
    before = dump(services.db.raw)
    for fails in tried:
        fail_once(services.db, keeps=False)
        with pytest.raises(StorageError, match=r"disk\.failed"):
            fails()
        assert dump(services.db.raw) == before
        assert (services.db.undo_label, services.db.redo_label) == labels
    services.redo()
    assert names(services.db) == ["Garage Morel", "Atelier Fauve"]
    services.undo()
    services.undo()
    assert names(services.db) == []


def test_a_failure_before_the_commit_keeps_the_edit_menu(services: Services) -> None:
    people.lead(services, "Garage Morel")
    label = services.db.undo_label
    with pytest.raises(ZeroDivisionError), services.db.step("one") as step:
        step.session.connection().exec_driver_sql("DELETE FROM settings")
        _ = 1 / 0
    assert services.db.undo_label == label


@pytest.fixture
def session(
    data_path: Path,
    clock: FakeClock,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Session]:
    use_late_failures(monkeypatch)
    with opened_session(qapp, qtbot, data_path, clock) as made:
        yield made


def test_the_window_shows_the_change_that_was_said_to_have_failed(
    session: Session, qtbot: QtBot
) -> None:
    board = session.window.board.state

    def cards() -> list[str]:
        ids = (number for stage in board.stages for number in board.ids(stage.id))
        return sorted(card.title for card in map(board.card, ids) if card)

    def send(line: str) -> None:
        session.runner.command(lambda s: s.contacts.add_lead(AddLead(line)))
        qtbot.waitUntil(lambda: session.runner.idle)

    send("Garage Morel")
    assert session.window.actions_by_name.by_name["undo"].isEnabled()
    session.runner.query(lambda s: fail_once(s.db), lambda _none: None)
    send("Atelier Fauve")
    assert cards() == ["Atelier Fauve", "Garage Morel"]
    assert not session.window.actions_by_name.by_name["undo"].isEnabled()
    toast = session.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.message.startswith("The disk reported an error")
    # It goes on without a restart.
    send("Zoé Lefèvre")
    assert len(cards()) == 3
