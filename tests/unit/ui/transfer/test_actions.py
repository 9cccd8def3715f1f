"""What the menus offer for files."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.ui.transfer.actions import TransferActions
from pisteur.ui.transfer.export_dialogs import DoneDialog, ExportFollowUpsDialog, ProblemDialog
from pisteur.ui.transfer.import_dialog import REPORT, ImportDialog
from support.ground import Ground
from support.people import lead

TODAY = date(2026, 11, 22)


@pytest.fixture
def actions(ground: Ground) -> TransferActions:
    return TransferActions(ground.context, ground.window)


def plan(services: Services, days: int) -> None:
    contact_id, card_id = lead(services, f"Lead {days}")
    due = TODAY + timedelta(days=days)
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, f"Call {days}", due)
    services.follow_ups.plan(command)


def choose(ground: Ground, path: Path) -> None:
    asked = ground.dialog(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()


def test_follow_ups_go_to_a_spreadsheet_and_the_count_and_place_are_said(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for days in (-3, 0, 40):
        plan(ground.services, days)
    actions.export_follow_ups("csv")
    ground.dialog(ExportFollowUpsDialog).accept()
    asked = ground.dialog(QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == "pisteur-follow-ups-2026-11-22.csv"
    target = tmp_path / "actions.csv"
    choose(ground, target)
    done = ground.dialog(DoneDialog)
    assert done.windowTitle() == "3 actions exported"
    assert str(target) in [label.text() for label in done.findChildren(QLabel)]
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) == 4


def test_a_period_leaves_later_actions_out_and_keeps_late_ones(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for days in (-3, 10, 40):
        plan(ground.services, days)
    actions.export_follow_ups("ics")
    dialog = ground.dialog(ExportFollowUpsDialog)
    period = dialog.findChild(QComboBox, "export-period")
    assert period is not None
    period.setCurrentIndex(2)
    dialog.accept()
    target = tmp_path / "actions.ics"
    choose(ground, target)
    assert ground.dialog(DoneDialog).windowTitle() == "2 actions exported"
    text = target.read_text(encoding="utf-8")
    assert "Call -3" in text
    assert "Call 40" not in text


def test_the_folder_of_the_file_can_be_shown(
    ground: Ground,
    actions: TransferActions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    lead(ground.services)
    actions.export_contacts()
    choose(ground, tmp_path / "contacts.csv")
    done = ground.dialog(DoneDialog)
    assert done.windowTitle() == "1 contact exported"
    button = done.findChild(QPushButton, "show-in-folder")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_a_file_that_cannot_be_written_is_one_sentence(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    actions.export_contacts()
    choose(ground, tmp_path / "gone" / "contacts.csv")
    said = ground.dialog(ProblemDialog).sentence.text()
    assert said == "“contacts.csv” can’t be written: its folder does not exist."


def test_an_archive_comes_back_into_an_empty_file_only(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services, "Garage Morel")
    archive = tmp_path / "all.json"
    actions.export_archive()
    choose(ground, archive)
    ground.dialog(DoneDialog).accept()
    assert json.loads(archive.read_text(encoding="utf-8"))["format"] == "pisteur-archive"
    actions.import_archive()
    choose(ground, archive)
    assert ground.dialog(ProblemDialog).windowTitle() == "Nothing was imported"
    ground.dialog(ProblemDialog).accept()
    ground.services.undo()
    actions.import_archive()
    choose(ground, archive)
    assert ground.names() == ["Garage Morel"]
    assert ground.notices == [("The archive is here: 1 contact.", True)]


def test_an_import_is_taken_back_from_its_report(
    ground: Ground, actions: TransferActions, leads_file: Path
) -> None:
    actions.import_list(leads_file)
    dialog = ground.dialog(ImportDialog)
    while dialog.steps.current < REPORT:
        dialog.accept()
    assert len(ground.names()) == 3
    undo = dialog.findChild(QPushButton, "import-undo")
    assert undo is not None
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert ground.names() == []
    assert not undo.isVisible()
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "The import was undone. Everything is as it was before." in shown


def test_a_second_request_while_the_walk_is_open_opens_no_second_walk(
    ground: Ground, actions: TransferActions, leads_file: Path
) -> None:
    actions.import_list()
    actions.import_list(leads_file)
    assert ground.dialog(ImportDialog).steps.current == 1
    ground.dialog(ImportDialog).reject()
    actions.import_list()
    assert ground.dialog(ImportDialog).steps.current == 0
