"""Backup and restore ask for a file without stopping the window, in the user's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.app import Options, _open
from pisteur.domain.errors import StorageError
from pisteur.i18n import set_language
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.shell import opening_error
from pisteur.ui.shell.opening_error import Choice, OpeningErrorDialog
from pisteur.ui.shell.upkeep import UpkeepActions
from pisteur.ui.shell.window import Restart
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.sheet import SheetDialog
from support.clock import FakeClock
from support.desk import Desk


def choose(asked: QFileDialog, path: Path) -> None:
    labels = QFileDialog.DialogLabel
    assert asked.labelText(labels.LookIn) == "Dossier\N{NO-BREAK SPACE}:"
    assert asked.labelText(labels.FileType) == "Type de fichier\N{NO-BREAK SPACE}:"
    asked.fileSelected.emit(str(path))
    asked.close()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    set_language("fr")
    return Desk(qtbot, services, clock)


def test_a_backup_is_made_where_the_user_says(desk: Desk, tmp_path: Path) -> None:
    actions = UpkeepActions(desk.context, desk.window, lambda _path: None)
    actions.backup()
    asked = desk.dialog(QFileDialog)
    assert [Path(name).name for name in asked.selectedFiles()] == ["pisteur-2026-11-22.db"]
    choose(asked, tmp_path / "copie.db")
    assert (tmp_path / "copie.db").is_file()
    assert [undo for _text, undo in desk.notices] == [False]


def test_a_restore_asks_for_the_backup_then_once_more(desk: Desk, tmp_path: Path) -> None:
    restored: list[Path] = []
    actions = UpkeepActions(desk.context, desk.window, restored.append)
    actions.restore()
    choose(desk.dialog(QFileDialog), tmp_path / "copie.db")
    asked = desk.dialog(SheetDialog)
    assert restored == []
    asked.primary.click()
    assert restored == [tmp_path / "copie.db"]


@pytest.mark.parametrize("button", ["accept", "restore-backup"])
def test_a_file_that_can_not_be_opened_offers_another_or_a_backup(
    qtbot: QtBot, tmp_path: Path, button: str
) -> None:
    set_language("fr")
    path, other = tmp_path / "pisteur.db", tmp_path / "autre.db"
    dialog = OpeningErrorDialog(path, StorageError("file.damaged", path=str(path)))
    qtbot.addWidget(dialog)
    dialog.open()
    pressed = dialog.findChild(QPushButton, button)
    assert pressed is not None
    pressed.click()
    assert dialog.isVisible()
    (asked,) = dialog.findChildren(QFileDialog)
    choose(asked, other)
    assert dialog.choice == (Choice(other) if button == "accept" else Choice(path, other))
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_file_damaged_inside_is_said_instead_of_opened(
    data_path: Path, qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_data(data_path).connection.close()
    with data_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * 40_000)
    before, said = data_path.read_bytes(), []

    def give_up(_app: QApplication, _path: Path, error: StorageError) -> None:
        said.append(error.code)

    monkeypatch.setattr(opening_error, "ask_what_to_do", give_up)
    assert _open(qapp, theme, data_path, Restart(), Options("fr")) is None
    assert said == ["file.damaged"]
    assert data_path.read_bytes() == before
