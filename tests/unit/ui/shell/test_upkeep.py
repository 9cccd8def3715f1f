"""Backup and restore ask for a file without stopping the window, in the user's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.app import Options, _open
from pisteur.domain.errors import StorageError
from pisteur.error_texts import error_text
from pisteur.i18n import set_language
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.shell import opening_error
from pisteur.ui.shell.opening_error import Choice, OpeningErrorDialog
from pisteur.ui.shell.upkeep import UpkeepActions
from pisteur.ui.shell.window import Restart
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.sheet import SheetDialog
from support import people
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
    copy = desk.services.upkeep.backup(tmp_path / "copie.db")
    people.lead(desk.services, "Après la sauvegarde")
    restored: list[Path] = []
    actions = UpkeepActions(desk.context, desk.window, restored.append)
    actions.restore()
    choose(desk.dialog(QFileDialog), copy)
    asked = desk.dialog(SheetDialog)
    # What it would take back is seen before.
    said = [label.text() for label in asked.findChildren(QLabel)]
    assert "Cette sauvegarde contient 0 contact, votre fichier actuel 1 contact." in said
    assert restored == []
    asked.primary.click()
    assert restored == [copy]


def test_backups_are_looked_for_where_they_are_made(desk: Desk) -> None:
    made = desk.services.upkeep.backup()
    UpkeepActions(desk.context, desk.window, lambda _path: None).restore()
    assert Path(desk.dialog(QFileDialog).directory().absolutePath()) == made.parent


def test_a_backup_that_is_of_no_use_is_said_over_the_present_data(
    desk: Desk, tmp_path: Path
) -> None:
    bad = tmp_path / "copie.db"
    bad.write_bytes(b"not a database" * 500)
    restored: list[Path] = []
    UpkeepActions(desk.context, desk.window, restored.append).restore()
    choose(desk.dialog(QFileDialog), bad)
    assert [error.code for error in desk.errors] == ["restore.damaged"]
    assert restored == []
    assert desk.dialogs_open == 0


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


def test_where_a_file_is_gone_an_empty_one_is_begun_when_asked_only(
    qtbot: QtBot,
    data_path: Path,
    qapp: QApplication,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services = Services(open_data(data_path))
    services.upkeep.backup()
    services.close()
    data_path.unlink()

    def begin_anew(*asked: object) -> Choice | None:
        _app, path, error, _not_restored = asked
        assert isinstance(path, Path)
        assert isinstance(error, StorageError)
        assert not path.exists()
        dialog = OpeningErrorDialog(path, error)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        for button in dialog.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width(), button.text()
        assert dialog.findChild(QPushButton, "restore-backup")
        begin = dialog.findChild(QPushButton, "begin-anew")
        assert begin is not None
        begin.click()
        return dialog.choice

    monkeypatch.setattr(opening_error, "ask_what_to_do", begin_anew)
    session = _open(qapp, theme, data_path, Restart(), Options("fr"))
    assert session is not None
    session.close()
    assert data_path.is_file()


def test_a_file_damaged_inside_is_said_instead_of_opened(
    data_path: Path, qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_data(data_path).connection.close()
    with data_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * 40_000)
    before = data_path.read_bytes()
    said: list[str] = []

    def give_up(*asked: object) -> None:
        said.extend(one.code for one in asked if isinstance(one, StorageError))

    monkeypatch.setattr(opening_error, "ask_what_to_do", give_up)
    assert _open(qapp, theme, data_path, Restart(), Options("fr")) is None
    assert said == ["file.damaged"]
    assert data_path.read_bytes() == before


@pytest.fixture
def sound_and_torn(data_path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return a backup that can be restored, and one that only copying shows to be torn."""
    services = Services(open_data(data_path))
    sound = services.upkeep.backup(tmp_path / "sound.db")
    services.close()
    torn = tmp_path / "torn.db"
    torn.write_bytes(sound.read_bytes()[:20_000])
    return sound, torn


@pytest.mark.parametrize("usable", [True, False])
def test_the_window_that_opens_again_says_what_came_of_a_restore(
    data_path: Path,
    sound_and_torn: tuple[Path, Path],
    qapp: QApplication,
    qtbot: QtBot,
    theme: Theme,
    *,
    usable: bool,
) -> None:
    backup = sound_and_torn[0 if usable else 1]
    session = _open(qapp, theme, data_path, Restart(backup), Options("fr"))
    assert session is not None
    told: list[str] = []
    session.context.notice_requested.connect(lambda text, _undo: told.append(text))
    session.context.error_requested.connect(lambda error: told.append(error_text(error)))
    try:
        session.window.show()
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        if usable:
            kept = data_path.with_name("pisteur.before-restore-1.db")
            assert told == [
                f"La sauvegarde est restaurée. Le fichier d’avant est gardé sous le nom {kept}."
            ]
        else:
            assert told == [
                f"{backup} est abîmé ou n’est pas une sauvegarde. Vos données n’ont pas changé."
                " Choisissez une autre sauvegarde."
            ]
    finally:
        session.window.close()
        session.close()


def test_a_bad_backup_for_a_damaged_file_leaves_another_to_choose(
    qapp: QApplication,
    data_path: Path,
    sound_and_torn: tuple[Path, Path],
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data_path.write_bytes(b"not a database" * 500)
    said: list[str] = []

    def give_up(*asked: object) -> None:
        said.extend(one.code for one in asked if isinstance(one, StorageError))

    monkeypatch.setattr(opening_error, "ask_what_to_do", give_up)
    assert _open(qapp, theme, data_path, Restart(sound_and_torn[1]), Options("fr")) is None
    assert said == ["file.damaged", "restore.damaged"]
