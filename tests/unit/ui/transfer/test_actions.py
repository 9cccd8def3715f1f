"""What the menus offer for files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import FaultError, PisteurError
from pisteur.domain.exports import ExportFormat
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import set_language
from pisteur.services.services import Services
from pisteur.ui.transfer.actions import TransferActions
from pisteur.ui.transfer.counts import Counts
from pisteur.ui.transfer.export_dialogs import (
    DoneDialog,
    ExportDialog,
    NotWrittenDialog,
    ProblemDialog,
)
from pisteur.ui.transfer.export_words import Period
from pisteur.ui.transfer.import_dialog import REPORT, ImportDialog
from pisteur.ui.transfer.seen import Seen
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


def box(dialog: ExportDialog, name: str) -> QComboBox:
    found = dialog.findChild(QComboBox, name)
    assert found is not None
    return found


def formats_of(dialog: ExportDialog) -> list[object]:
    found = box(dialog, "export-format")
    return [found.itemData(place) for place in range(found.count())]


def take(dialog: ExportDialog, file_format: ExportFormat) -> None:
    found = box(dialog, "export-format")
    found.setCurrentIndex(found.findData(file_format))
    dialog.accept()


def test_follow_ups_go_to_a_spreadsheet_and_the_count_and_place_are_said(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for days in (-3, 0, 40):
        plan(ground.services, days)
    actions.exports.follow_ups(ExportFormat.CSV)
    ground.dialog(ExportDialog).accept()
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
    actions.exports.follow_ups(ExportFormat.ICS)
    dialog = ground.dialog(ExportDialog)
    period = box(dialog, "export-which")
    assert [period.itemText(place) for place in range(period.count())] == [
        "Everything that is planned (3)",
        "What is late, and today (1)",
        "What is late, and this week (1)",
        "What is late, and the next 30 days (2)",
    ]
    period.setCurrentIndex(3)
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
    actions.exports.contacts()
    ground.dialog(ExportDialog).accept()
    choose(ground, tmp_path / "contacts.xlsx")
    done = ground.dialog(DoneDialog)
    assert done.windowTitle() == "1 contact exported"
    button = done.findChild(QPushButton, "show-in-folder")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("c.csv", b"\xef\xbb\xbf"), ("c.VCF", b"BEGIN:VCARD"), ("c.xlsx", b"PK"), ("c.old", b"PK")],
)
def test_a_file_is_written_as_the_end_of_the_name_says_that_was_typed(
    ground: Ground, actions: TransferActions, tmp_path: Path, name: str, begins: bytes
) -> None:
    lead(ground.services)
    actions.exports.contacts()
    take(ground.dialog(ExportDialog), ExportFormat.XLSX)
    choose(ground, tmp_path / name)
    ground.dialog(DoneDialog)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_format_that_was_chosen_stays_where_the_name_fits_it(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services)
    actions.exports.contacts()
    take(ground.dialog(ExportDialog), ExportFormat.VCARD_3)
    choose(ground, tmp_path / "c.vcf")
    ground.dialog(DoneDialog)
    assert b"VERSION:3.0" in (tmp_path / "c.vcf").read_bytes()


def test_a_file_that_cannot_be_written_is_one_sentence(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services)
    actions.exports.contacts()
    ground.dialog(ExportDialog).accept()
    choose(ground, tmp_path / "gone" / "contacts.csv")
    said = ground.dialog(ProblemDialog).sentence.text()
    assert said == "“contacts.csv” can’t be written: its folder does not exist."


@pytest.mark.parametrize("file_format", [ExportFormat.CSV, ExportFormat.PDF])
def test_after_a_file_that_cannot_be_written_another_place_is_enough(
    ground: Ground, actions: TransferActions, tmp_path: Path, file_format: ExportFormat
) -> None:
    plan(ground.services, 3)
    actions.exports.follow_ups(ExportFormat.ICS)
    take(ground.dialog(ExportDialog), file_format)
    name = f"relances.{file_format.suffix}"
    choose(ground, tmp_path / "gone" / name)
    ground.dialog(NotWrittenDialog).primary.click()
    assert ground.dialog(QFileDialog).selectedFiles()[0].endswith(f"/{name}")
    choose(ground, tmp_path / name)
    assert ground.dialog(DoneDialog).windowTitle() == "1 action exported"
    assert (tmp_path / name).stat().st_size > 0


def test_a_bug_in_an_export_that_was_told_of_is_not_told_again(
    ground: Ground, actions: TransferActions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead(ground.services)
    for name in ("contacts.csv", "contacts.pdf"):
        actions.exports.contacts()
        ground.dialog(ExportDialog).accept()

        def fail(_work: object, _done: object, failed: Callable[[PisteurError], None]) -> None:
            failed(FaultError())

        with monkeypatch.context() as broken:
            broken.setattr(ground.context.runner, "query", fail)
            choose(ground, tmp_path / name)
        assert QApplication.activeModalWidget() is None


def test_closing_what_says_that_nothing_was_written_asks_nothing_more(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services)
    actions.exports.contacts()
    ground.dialog(ExportDialog).accept()
    choose(ground, tmp_path / "gone" / "contacts.csv")
    ground.dialog(NotWrittenDialog).secondary.click()
    assert QApplication.activeModalWidget() is None


def test_an_archive_comes_back_into_an_empty_file_only(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services, "Garage Morel")
    archive = tmp_path / "all.json"
    actions.exports.archive()
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


def test_an_archive_chosen_as_a_list_is_brought_in_all_the_same(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    lead(ground.services, "Garage Morel")
    archive = tmp_path / "all.json"
    ground.services.archive.write(archive)
    actions.import_list(archive)
    assert ground.dialog(ProblemDialog).windowTitle() == "Nothing was imported"
    ground.dialog(ProblemDialog).accept()
    ground.services.undo()
    actions.import_list(archive)
    assert QApplication.activeModalWidget() is None
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
    assert not any(each.isVisible() for each in dialog.findChildren(Counts))
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


def test_what_the_table_shows_is_proposed_first_and_says_how_many(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for name in ("Garage Morel", "Garage Ozan", "Zoé"):
        lead(ground.services, name)
    actions.exports.contacts(Seen(ContactQuery("garage")))
    dialog = ground.dialog(ExportDialog)
    which = box(dialog, "export-which")
    assert [which.itemText(place) for place in range(which.count())] == [
        "Shown in the table: 2 contacts",
        "All: 3 contacts",
    ]
    take(dialog, ExportFormat.VCARD_4)
    assert Path(ground.dialog(QFileDialog).selectedFiles()[0]).suffix == ".vcf"
    target = tmp_path / "out.vcf"
    choose(ground, target)
    assert ground.dialog(DoneDialog).windowTitle() == "2 contacts exported"
    text = target.read_text(encoding="utf-8")
    assert text.count("BEGIN:VCARD") == 2
    assert "Zoé" not in text


def test_deals_of_the_contacts_shown_go_out(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for name in ("Garage Morel", "Garage Ozan", "Zoé"):
        lead(ground.services, name)
    actions.exports.deals(Seen(ContactQuery("zoé")))
    dialog = ground.dialog(ExportDialog)
    assert box(dialog, "export-which").currentText() == (
        "Those of the contacts that the table shows (1)"
    )
    take(dialog, ExportFormat.PLAIN_CSV)
    target = tmp_path / "deals.csv"
    choose(ground, target)
    assert ground.dialog(DoneDialog).windowTitle() == "1 deal exported"
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [(row["Contact"], row["State"], row["Zone"]) for row in rows] == [
        ("Zoé", "Open", "Leads")
    ]


def whiches(dialog: ExportDialog) -> list[str]:
    found = box(dialog, "export-which")
    return [found.itemText(place) for place in range(found.count())]


def test_several_that_are_selected_are_proposed_first_and_one_last(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    ids = [lead(ground.services, name)[0] for name in ("Garage Morel", "Garage Ozan", "Zoé")]
    query = ContactQuery("garage")
    actions.exports.contacts(Seen(query, (ids[0],)))
    dialog = ground.dialog(ExportDialog)
    assert whiches(dialog) == [
        "Shown in the table: 2 contacts",
        "All: 3 contacts",
        "Selected: 1 contact",
    ]
    dialog.reject()
    actions.exports.deals(Seen(contacts=(ids[0], ids[2])))
    dialog = ground.dialog(ExportDialog)
    assert whiches(dialog)[0] == "Those of the contacts that are selected (2)"
    dialog.reject()
    actions.exports.contacts(Seen(query, (ids[0], ids[2])))
    dialog = ground.dialog(ExportDialog)
    assert whiches(dialog)[0] == "Selected: 2 contacts"
    take(dialog, ExportFormat.VCARD_4)
    target = tmp_path / "two.vcf"
    choose(ground, target)
    assert ground.dialog(DoneDialog).windowTitle() == "2 contacts exported"
    cards = target.read_text(encoding="utf-8")
    assert re.findall("FN:(.*)\n", cards) == ["Garage Morel", "Zoé"]


def test_a_sheet_is_offered_for_one_contact_only(ground: Ground, actions: TransferActions) -> None:
    contact_id, _card = lead(ground.services, "Garage Morel")
    lead(ground.services, "Zoé")
    actions.exports.contacts()
    dialog = ground.dialog(ExportDialog)
    assert ExportFormat.PDF not in formats_of(dialog)
    dialog.reject()
    actions.exports.contact(contact_id)
    dialog = ground.dialog(ExportDialog)
    assert ExportFormat.PDF in formats_of(dialog)
    assert box(dialog, "export-which").currentText() == "Garage Morel"


def test_the_sheet_of_the_day_is_written(
    ground: Ground, actions: TransferActions, tmp_path: Path
) -> None:
    for days in (-3, 0, 10):
        plan(ground.services, days)
    actions.exports.follow_ups(ExportFormat.PDF, Period.TODAY)
    dialog = ground.dialog(ExportDialog)
    assert box(dialog, "export-which").currentText() == "What is late, and today (2)"
    dialog.accept()
    target = tmp_path / "day.pdf"
    choose(ground, target)
    assert ground.dialog(DoneDialog).windowTitle() == "2 actions exported"
    assert target.read_bytes().startswith(b"%PDF-1.")


def test_nothing_to_export_can_not_be_chosen(ground: Ground, actions: TransferActions) -> None:
    actions.exports.contacts()
    assert not ground.dialog(ExportDialog).primary.isEnabled()


def test_the_dialog_that_asks_for_a_file_speaks_french_throughout(
    ground: Ground, actions: TransferActions
) -> None:
    set_language("fr")
    lead(ground.services, "Garage Morel")
    actions.exports.archive()
    asked = ground.window.findChild(QFileDialog, "ask-save")
    assert asked is not None
    labels = QFileDialog.DialogLabel
    assert asked.labelText(labels.LookIn) == "Dossier\N{NO-BREAK SPACE}:"
    assert asked.labelText(labels.FileType) == "Type de fichier\N{NO-BREAK SPACE}:"
