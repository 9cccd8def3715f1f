"""The walk of an import, from the file to the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur.domain.decisions import RowKind, Take
from pisteur.domain.errors import StorageError
from pisteur.domain.transfer import BOARD_LIMIT, ImportCancelledError
from pisteur.exchange.heading_table import Field
from pisteur.presentation.runner import Runner
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.theme.theme import Theme
from pisteur.ui.transfer.counts import Counts
from pisteur.ui.transfer.import_dialog import CHECK, COLUMNS, FILE, REPORT, ImportDialog
from pisteur.ui.transfer.rows_model import RowColumn
from pisteur.ui.transfer.work import Progress
from pisteur.ui.widgets.containers import Card
from support.clock import FakeClock
from support.ground import Ground
from support.people import lead
from support.workbooks import write_xlsx


@pytest.fixture
def dialog(ground: Ground) -> ImportDialog:
    made = ImportDialog(ground.context, ground.window)
    made.open()
    return made


def child(dialog: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = dialog.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def figures(dialog: ImportDialog) -> dict[str, str]:
    shown = next(c for c in dialog.findChildren(Counts) if c.isVisible())
    boxes = shown.findChildren(Card)
    return {box.objectName(): box.accessibleName().rpartition(": ")[2] for box in boxes}


def walk(dialog: ImportDialog, path: Path, step: int) -> None:
    dialog.open_file(path)
    while dialog.steps.current < step:
        before = dialog.steps.current
        QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
        assert dialog.steps.current == before + 1


def test_the_data_file_itself_is_refused_without_being_opened(
    dialog: ImportDialog, data_path: Path
) -> None:
    dialog.open_file(data_path)
    assert dialog.steps.current == FILE
    assert any("your own data file" in text for text in texts(dialog))


def test_the_columns_say_what_was_understood_with_real_values(
    dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    shown = texts(dialog)
    assert "5 rows · Windows-1252 · cells separated by semicolons · headings in line 1" in shown
    combos = [dialog.findChild(QComboBox, f"import-column-{n}") for n in range(7)]
    fields = [combo.currentData() for combo in combos if combo is not None]
    assert fields == [
        Field.COMPANY,
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.PHONE,
        Field.EMAIL,
        Field.CITY,
        Field.EXTRA,
    ]
    assert "Boulangerie Ozan" in shown
    assert "lea@aubry.example" in shown


def test_tab_goes_from_the_last_column_to_the_name_that_they_are_kept_by(
    dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    last = child(dialog, QComboBox, "import-column-6")
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert child(dialog, QLineEdit, "import-kept-name").hasFocus()


def choose(dialog: ImportDialog, name: str, value: object) -> None:
    combo = child(dialog, QComboBox, name)
    assert isinstance(combo, QComboBox)
    assert combo.isVisible()
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    QTest.qWait(0)


def test_what_was_found_out_of_a_file_can_be_changed_and_real_rows_show_at_once(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(
        "Liste;Salon\r\nNom;Téléphone\r\nGarage, Zoé, Fils;06 39 98 60 01\r\n".encode("cp1252")
    )
    walk(dialog, path, COLUMNS)
    name = child(dialog, QLineEdit, "import-list-name")
    assert isinstance(name, QLineEdit)
    name.setText("Marché")
    choose(dialog, "import-header", 0)
    assert any("3 rows" in text and "no line of headings" in text for text in texts(dialog))
    assert any("Liste · Nom" in text for text in texts(dialog))
    choose(dialog, "import-encoding", "mac_roman")
    assert any("Mac Roman" in text for text in texts(dialog))
    assert not any("Téléphone" in text for text in texts(dialog))
    choose(dialog, "import-encoding", "cp1252")
    choose(dialog, "import-delimiter", ",")
    assert any("separated by commas" in text for text in texts(dialog))
    choose(dialog, "import-delimiter", ";")
    choose(dialog, "import-header", 2)
    assert any("1 row ·" in text and "headings in line 2" in text for text in texts(dialog))
    assert name.text() == "Marché"
    dialog.accept()
    dialog.accept()
    assert dialog.steps.current == REPORT
    assert ground.names() == ["Garage, Zoé, Fils"]


def test_the_choice_of_how_amounts_are_written_is_no_wider_than_its_words(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "amounts.csv"
    path.write_text("Nom;Email;Montant\nZoé;zoe@exemple.fr;1 200,50 €\n", encoding="utf-8")
    walk(dialog, path, COLUMNS)
    combo = child(dialog, QComboBox, "import-decimal")
    assert combo.isVisible()
    assert combo.width() == combo.sizeHint().width()


def test_columns_are_kept_under_a_name_and_proposed_for_the_same_headings(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    path.write_text("Nom;Zone;Tél\nZoé;Lyon;06 39 98 60 05\n", encoding="utf-8")
    walk(dialog, path, COLUMNS)
    choose(dialog, "import-column-1", Field.CITY)
    keep = child(dialog, QPushButton, "import-keep-columns")
    assert not keep.isEnabled()
    name = child(dialog, QLineEdit, "import-kept-name")
    QTest.keyClicks(name, "Salon")
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert "kept as “Salon”" in texts(dialog)
    assert ground.services.db.undo_label == "Keep the columns “Salon”"
    dialog.reject()
    again = ImportDialog(ground.context, ground.window)
    again.open()
    other = tmp_path / "two.csv"
    other.write_text("NOM;Zone ;Tél\nMarc;Nice;06 39 98 60 06\n", encoding="utf-8")
    walk(again, other, COLUMNS)
    assert "columns as in “Salon”" in texts(again)
    combo = child(again, QComboBox, "import-column-1")
    assert isinstance(combo, QComboBox)
    assert combo.currentData() == Field.CITY
    again.accept()
    again.accept()
    assert [tuple(row) for row in ground.services.db.rows("SELECT city FROM contacts")] == [
        ("Nice",)
    ]


def test_enter_in_the_name_keeps_the_columns_and_goes_on_only_without_one(
    ground: Ground, dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    name = child(dialog, QLineEdit, "import-kept-name")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "Salon")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert ground.services.db.undo_label == "Keep the columns “Salon”"
    assert dialog.steps.current == COLUMNS
    name.clear()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.steps.current == CHECK


def test_a_conflict_may_fill_what_is_missing_and_keep_the_rest(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    lead(ground.services, "Léa Aubry lea@aubry.example")
    path = tmp_path / "lea.csv"
    path.write_text(
        "Nom complet;E-mail;Ville\nAnne Petit;lea@aubry.example;Lyon\n", encoding="utf-8"
    )
    walk(dialog, path, CHECK)
    assert not dialog.primary.isEnabled()
    choose(dialog, "import-on-conflict", Take.GAPS)
    table = child(dialog, QTableView, "import-rows")
    assert isinstance(table, QTableView)
    assert table.model().index(0, RowColumn.WHAT).data() == "what is missing is filled"
    assert dialog.primary.text() == "Import 1 row"
    dialog.accept()
    assert dialog.steps.current == REPORT
    rows = ground.services.db.rows("SELECT display_name, city FROM contacts")
    assert [tuple(row) for row in rows] == [("Léa Aubry", "Lyon")]


def test_another_sheet_of_a_workbook_can_be_chosen(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Clients": [["Société", "Tél"], ["Garage Morel", "06 39 98 60 02"]],
        "Prospects": [["Société", "Tél"], ["Garage Vidal", "06 39 98 60 03"]],
    }
    walk(dialog, write_xlsx(tmp_path / "a.xlsx", sheets), COLUMNS)
    choose(dialog, "import-sheet", "Prospects")
    assert any("sheet “Prospects”" in text for text in texts(dialog))
    dialog.accept()
    dialog.accept()
    assert ground.names() == ["Garage Vidal"]


def test_a_way_of_reading_that_fails_is_said_and_the_last_one_stays(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"Nom;Tel;Notes\n" + b"A;06 39 98 60 04;" + b",x" * 600 + b"\n")
    walk(dialog, path, COLUMNS)
    choose(dialog, "import-delimiter", ",")
    assert any("columns, and 500 at most are read" in text for text in texts(dialog))
    combo = child(dialog, QComboBox, "import-delimiter")
    assert isinstance(combo, QComboBox)
    assert combo.currentData() == ";"
    dialog.accept()
    assert dialog.steps.current == CHECK


def test_a_workbook_is_brought_in_and_its_sheet_is_named(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Société", "Tél"], ["Garage Morel", 639983010.0]]
    path = write_xlsx(tmp_path / "clients.xlsx", {"Mode d’emploi": [["À lire"]], "Liste": rows})
    walk(dialog, path, COLUMNS)
    assert "1 row · sheet “Liste” · headings in line 1" in texts(dialog)
    dialog.accept()
    dialog.accept()
    assert dialog.steps.current == REPORT
    assert ground.names() == ["Garage Morel"]
    points = ground.services.db.rows("SELECT value FROM contact_points")
    assert [tuple(row) for row in points] == [("0639983010",)]


@pytest.mark.parametrize(
    "instead", ["Nom;Téléphone\nAutre;06 39 98 88 88\n", "E-mail;Nom;Ville\na@b.fr;Autre;Lille\n"]
)
def test_a_list_that_has_other_columns_by_now_is_refused_in_a_sentence(
    ground: Ground, dialog: ImportDialog, tmp_path: Path, instead: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;E-mail;Ville\nRoche;ines@exemple.fr;Lille\n", encoding="utf-8")
    walk(dialog, path, COLUMNS)
    path.write_text(instead, encoding="utf-8")
    dialog.primary.click()
    assert dialog.steps.current == COLUMNS
    said = "“liste.csv” has other columns than when you chose it. Nothing was changed."
    assert any(said in text for text in texts(dialog))
    assert dialog.primary.isEnabled()
    assert ground.names() == []
    path.write_text("Nom;E-mail;Ville\nRoche;ines@exemple.fr;Lille\n", encoding="utf-8")
    dialog.primary.click()
    assert dialog.steps.current == CHECK


def test_the_check_counts_every_row_once_and_writes_nothing(
    ground: Ground, dialog: ImportDialog, leads_file: Path
) -> None:
    lead(ground.services, "Léa Aubry lea@aubry.example")
    before = ground.names()
    walk(dialog, leads_file, CHECK)
    counted = {name: int(value) for name, value in figures(dialog).items()}
    total = counted.pop("count-total")
    assert total == 5
    assert sum(counted.values()) == total
    assert counted["count-new"] == 2
    assert counted["count-rejected"] == 2
    assert ground.names() == before
    assert ground.services.db.undo_label != "Import “salon-2026”"


def test_a_long_list_waits_in_its_list_and_the_dialog_says_how_to_go_on(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    rows = "\n".join(f"Maison {n};04 65 71 00 {n:02d}" for n in range(BOARD_LIMIT + 1))
    path.write_text(f"Société;Téléphone\n{rows}\n", encoding="utf-8")
    walk(dialog, path, CHECK)
    assert not child(dialog, QCheckBox, "import-on-board").isVisible()
    said = child(dialog, QLabel, "import-waits")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert said.text().startswith("51 new names would flood the board")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.steps.current == REPORT
    assert ground.services.db.rows("SELECT count(*) FROM opportunities")[0][0] == 0
    assert any("They wait in “Lists of leads”" in text for text in texts(dialog))


def check_many_deals(dialog: ImportDialog, folder: Path) -> QCheckBox:
    """Go to the dry run of one open deal too many, and return the box that takes them all."""
    path = folder / "deals.csv"
    rows = "\n".join(f"N{n};n{n}@exemple.fr;900;Qualifié" for n in range(BOARD_LIMIT + 1))
    path.write_text(f"Nom;E-mail;Montant;Étape\n{rows}\n", encoding="utf-8")
    walk(dialog, path, CHECK)
    box = child(dialog, QCheckBox, "import-all-deals")
    assert isinstance(box, QCheckBox)
    return box


def test_many_open_deals_stay_off_the_board_unless_the_box_is_ticked(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    box = check_many_deals(dialog, tmp_path)
    said = child(dialog, QLabel, "import-remarks")
    assert isinstance(said, QLabel)
    assert said.text().startswith("51 open deals would flood the board")
    assert (box.isVisible(), box.isChecked()) == (True, False)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert (box.isVisible(), box.isChecked(), box.hasFocus()) == (True, True, True)
    assert said.text() == "51 deals go to PROSPECTS because the list says so."
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert said.text().startswith("51 open deals would flood the board")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.steps.current == REPORT
    assert ground.services.db.rows("SELECT count(*) FROM opportunities")[0][0] == 0
    assert any("51 open deals is in the notes." in text for text in texts(dialog))


def test_the_ticked_box_brings_all_open_deals_to_the_board(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    box = check_many_deals(dialog, tmp_path)
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    cards = ground.services.db.rows("SELECT count(*) FROM opportunities")[0][0]
    assert cards == BOARD_LIMIT + 1


def test_the_same_list_again_says_so_and_closes(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;E-mail\nZoé;z@exemple.fr\n", encoding="utf-8")
    walk(dialog, path, REPORT)
    dialog.accept()
    again = ImportDialog(ground.context, ground.window)
    again.open()
    walk(again, path, CHECK)
    assert "Everything is already here: nothing to import." in texts(again)
    assert not any("Space changes" in text for text in texts(again))
    assert (again.primary.text(), again.primary.isEnabled()) == ("Close", True)
    assert not again.secondary.isVisible()
    QTest.mouseClick(again.primary, Qt.MouseButton.LeftButton)
    assert not again.isVisible()


def test_columns_that_are_not_brought_in_are_named(dialog: ImportDialog, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;E-mail;{x}\nZoé;z@exemple.fr;12\n", encoding="utf-8")
    walk(dialog, path, COLUMNS)
    choose(dialog, "import-column-2", None)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.steps.current == CHECK
    assert "1 column is not brought in: {x}." in texts(dialog)


def test_the_rows_of_the_check_say_line_result_and_reason(
    dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, CHECK)
    table = child(dialog, QTableView, "import-rows")
    assert isinstance(table, QTableView)
    model = table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    rows = [[model.index(row, column).data() for column in RowColumn] for row in range(5)]
    assert rows[0][:3] == ["2", "New", "Zoé Ozan · Boulangerie Ozan"]
    assert rows[2][:2] == ["4", "Not usable"]
    assert rows[2][3] == "The row holds no name, company, phone or e-mail."
    assert rows[4] == ["6", "New", rows[4][2], "", "is added"]
    filtered = child(dialog, QComboBox, "import-filter")
    assert isinstance(filtered, QComboBox)
    filtered.setCurrentIndex(filtered.findData(RowKind.REJECTED))
    filtered.activated.emit(filtered.currentIndex())
    assert model.rowCount() == 2


def test_what_was_set_aside_in_a_row_is_said_and_a_long_detail_is_shown_whole(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Nom;E-mail;SIRET\nZoé Ozan;zoe@ozan.example;" + "12 " * 60, encoding="utf-8")
    walk(dialog, path, CHECK)
    table = child(dialog, QTableView, "import-rows")
    assert isinstance(table, QTableView)
    detail = table.model().index(0, RowColumn.DETAIL)
    assert str(detail.data()).endswith("is not a valid SIRET; it was put in the notes.")
    assert str(detail.data()) in str(detail.data(Qt.ItemDataRole.ToolTipRole))
    table.selectRow(0)
    whole = child(dialog, QLabel, "import-row-detail")
    assert isinstance(whole, QLabel)
    assert whole.text() == detail.data()
    width = table.columnWidth(RowColumn.DETAIL)
    dialog.resize(dialog.width() + 100, dialog.height())
    assert table.columnWidth(RowColumn.DETAIL) == width + 100


def test_the_report_says_where_the_backup_is(dialog: ImportDialog, leads_file: Path) -> None:
    walk(dialog, leads_file, REPORT)
    shown = child(dialog, QLabel, "import-backup")
    assert isinstance(shown, QLabel)
    assert Path(shown.text().rpartition(" as ")[2]).is_file()


def test_the_import_is_not_taken_back_over_later_changes(
    ground: Ground, dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, REPORT)
    lead(ground.services, "Garage Morel")
    names = ground.names()
    undo = child(dialog, QPushButton, "import-undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert ground.names() == names
    assert any("Other changes came after this import" in text for text in texts(dialog))
    ground.services.undo()
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert ground.names() == []
    assert not any("Other changes came after" in text for text in texts(dialog))


def test_the_import_takes_list_source_and_board_as_given(
    ground: Ground, dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    for name, text in (("import-list-name", "Salon de Lyon"), ("import-source", "Salon")):
        field = child(dialog, QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(text)
    dialog.accept()
    board = child(dialog, QCheckBox, "import-on-board")
    assert isinstance(board, QCheckBox)
    assert board.isChecked()
    board.setChecked(False)
    assert dialog.primary.text() == "Import 3 rows"
    dialog.accept()
    assert dialog.steps.current == REPORT
    rows = ground.services.db.rows
    assert [tuple(r) for r in rows("SELECT name, source, file_name FROM lead_lists")] == [
        ("Salon de Lyon", "Salon", "salon-2026.csv")
    ]
    assert rows("SELECT count(*) FROM contacts WHERE source = 'Salon'")[0][0] == 3
    assert rows("SELECT count(*) FROM opportunities")[0][0] == 0


def test_the_report_names_each_row_left_out_with_its_line_and_reason(
    dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, REPORT)
    assert "3 contacts were added. 3 cards are on the board." in texts(dialog)
    left_out = child(dialog, QListWidget, "import-rejected")
    assert isinstance(left_out, QListWidget)
    lines = [left_out.item(row).text() for row in range(left_out.count())]
    assert lines == [
        "Line 4: The row holds no name, company, phone or e-mail. The row says: 7",
        "Line 5: The row is empty.",
    ]
    assert dialog.primary.text() == "Close"


def test_rows_left_out_are_saved_as_a_file_that_has_their_reason(
    ground: Ground, dialog: ImportDialog, leads_file: Path, tmp_path: Path
) -> None:
    walk(dialog, leads_file, REPORT)
    save = child(dialog, QPushButton, "import-save-rejected")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    asked = ground.dialog(QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == "salon-2026-left-out.csv"
    target = tmp_path / "left.csv"
    asked.fileSelected.emit(str(target))
    asked.close()
    written = target.read_text(encoding="utf-8-sig")
    assert "Effectif" in written
    assert "The row is empty." in written
    assert any("left.csv" in text for text in texts(dialog))


def test_rows_left_out_that_cannot_be_saved_leave_the_focus_where_they_can_be_tried_again(
    ground: Ground, dialog: ImportDialog, leads_file: Path, tmp_path: Path
) -> None:
    walk(dialog, leads_file, REPORT)
    save = child(dialog, QPushButton, "import-save-rejected")
    save.setFocus()
    QTest.keyClick(save, Qt.Key.Key_Space)
    asked = ground.dialog(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "nowhere" / "left.csv"))
    asked.close()
    assert child(dialog, Card, "import-error").isVisible()
    assert dialog.focusWidget() is save


def test_another_meaning_of_a_column_changes_what_is_imported(
    ground: Ground, dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    city = dialog.findChild(QComboBox, "import-column-5")
    assert city is not None
    city.setCurrentIndex(city.findData(Field.JOB_TITLE))
    city.activated.emit(city.currentIndex())
    dialog.accept()
    dialog.accept()
    found = ground.services.db.rows("SELECT job_title, city FROM contacts WHERE job_title <> ''")
    assert sorted(tuple(row) for row in found) == [("Lyon", ""), ("Ozan", "")]


def test_without_a_column_that_names_or_reaches_anyone_there_is_no_going_on(
    dialog: ImportDialog, leads_file: Path
) -> None:
    walk(dialog, leads_file, COLUMNS)
    for combo in dialog.findChildren(QComboBox):
        if combo.objectName().startswith("import-column-"):
            combo.setCurrentIndex(0)
            combo.activated.emit(0)
    assert not dialog.primary.isEnabled()
    assert any(text.startswith("Say which column holds a name") for text in texts(dialog))
    dialog.accept()
    assert dialog.steps.current == COLUMNS


def test_a_file_that_cannot_be_read_is_one_sentence_and_another_may_be_chosen(
    dialog: ImportDialog, leads_file: Path, tmp_path: Path
) -> None:
    dialog.open_file(tmp_path / "gone.csv")
    assert "“gone.csv” does not exist." in texts(dialog)
    assert dialog.steps.current == FILE
    dialog.open_file(tmp_path)
    assert any("is a folder, not a file" in text for text in texts(dialog))
    dialog.open_file(leads_file)
    assert dialog.steps.current == COLUMNS
    assert not any("is a folder" in text for text in texts(dialog))


def test_going_back_and_on_again_keeps_the_choices(dialog: ImportDialog, leads_file: Path) -> None:
    walk(dialog, leads_file, CHECK)
    back = child(dialog, QPushButton, "import-back")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert dialog.steps.current == COLUMNS
    dialog.accept()
    assert figures(dialog)["count-total"] == "5"


def test_conflicts_keep_what_is_stored_unless_the_file_shall_hold(
    ground: Ground, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom complet;E-mail;Ville\nLéa Aubry;lea@aubry.example;Lyon\n")
    walk(dialog, path, REPORT)
    dialog.accept()
    path.write_text("Nom complet;E-mail;Ville\nLéa Aubry;lea@aubry.example;Ozan\n")
    second = ImportDialog(ground.context, ground.window)
    second.open()
    walk(second, path, CHECK)
    assert not second.primary.isEnabled()
    choose(second, "import-on-conflict", Take.ALL)
    assert second.primary.text() == "Import 1 row"
    second.accept()
    assert ground.services.db.rows("SELECT city FROM contacts")[0][0] == "Ozan"


def test_a_row_of_which_nothing_else_is_to_be_said_shows_how_to_reach_them(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = "Zoé;z@exemple.fr;06 39 98 10 02\nLuc;l@exemple.fr;\n;;06 39 98 10 03\n;x@exemple.fr;\n"
    path.write_text(f"Nom;E-mail;Téléphone\n{rows}", encoding="utf-8")
    walk(dialog, path, CHECK)
    table = child(dialog, QTableView, "import-rows")
    assert isinstance(table, QTableView)
    model = table.model()
    told = [model.index(row, RowColumn.DETAIL).data() for row in range(4)]
    # Who is called by a number or an address is not called so twice.
    assert told == ["06 39 98 10 02", "l@exemple.fr", "", ""]


def test_a_file_dropped_on_the_dialog_is_opened(dialog: ImportDialog, leads_file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(leads_file))])
    event = QDropEvent(
        QPointF(40, 40),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    assert dialog.steps.current == COLUMNS


def test_stopping_the_work_raises_in_the_worker_and_starting_again_does_not(
    qtbot: QtBot, ground: Ground
) -> None:
    progress = Progress(ground.window)
    progress.start()
    with qtbot.waitSignal(progress.moved) as moved:
        progress(500, 1000)
    assert moved.args == [500, 1000]
    progress.stop()
    with pytest.raises(ImportCancelledError):
        progress(600, 1000)
    progress.start()
    progress(700, 1000)


def test_a_disk_that_fails_leaves_the_dialog_with_its_choices(
    ground: Ground, dialog: ImportDialog, leads_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(dialog, leads_file, CHECK)

    def full(*_arguments: object) -> None:
        raise StorageError("disk.full")

    monkeypatch.setattr(ground.services.importing, "apply", full)
    dialog.accept()
    assert dialog.steps.current == CHECK
    assert any(text.startswith("The disk is full.") for text in texts(dialog))
    assert dialog.primary.isEnabled()


@pytest.fixture
def threaded(
    qtbot: QtBot, data_path: Path, clock: FakeClock
) -> Iterator[tuple[ImportDialog, Runner]]:
    """Return the dialog over a worker of its own, as in the app."""
    runner = Runner(lambda: Services(open_data(data_path), clock))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    context = UiContext(runner, Theme(), clock, window)
    made = ImportDialog(context, window)
    made.open()
    yield made, runner
    runner.close()


def long_list(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    rows = "".join(f"Garage {n};garage{n}@garage.example\n" for n in range(4000))
    path.write_text(f"Société;E-mail\n{rows}", encoding="utf-8")
    return path


def test_an_import_that_is_stopped_changes_nothing_and_can_be_started_again(
    qtbot: QtBot, threaded: tuple[ImportDialog, Runner], tmp_path: Path
) -> None:
    dialog, runner = threaded
    dialog.open_file(long_list(tmp_path))
    qtbot.waitUntil(lambda: dialog.steps.current == COLUMNS)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.steps.current == CHECK, timeout=20_000)
    # In the worker, so that it can't be too late.
    stopping = dialog.findChild(Progress)
    assert isinstance(stopping, Progress)
    stopping.moved.connect(stopping.stop, Qt.ConnectionType.DirectConnection)
    dialog.accept()
    assert child(dialog, QPushButton, "cancel").isEnabled()
    assert not dialog.primary.isEnabled()
    qtbot.waitUntil(lambda: runner.idle, timeout=20_000)
    assert dialog.steps.current == CHECK
    assert "stopped · nothing was written" in texts(dialog)
    counts: list[int] = []
    runner.query(lambda s: s.db.rows("SELECT count(*) FROM contacts")[0][0], counts.append)
    qtbot.waitUntil(lambda: counts == [0])
    stopping.moved.disconnect(stopping.stop)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.steps.current == REPORT, timeout=20_000)
    runner.query(lambda s: s.db.rows("SELECT count(*) FROM contacts")[0][0], counts.append)
    qtbot.waitUntil(lambda: counts == [0, 4000])


def test_a_bug_while_a_list_is_read_leaves_the_dialog_to_be_used_again(
    qtbot: QtBot,
    threaded: tuple[ImportDialog, Runner],
    leads_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog, runner = threaded
    caught: list[BaseException] = []

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(error))
        patch.setattr("pisteur.ui.transfer.import_dialog.inspect", broken)
        dialog.open_file(leads_file)
        qtbot.waitUntil(lambda: bool(caught) and runner.idle)
    assert any(text.startswith("A fault in Pisteur") for text in texts(dialog))
    dialog.open_file(leads_file)
    qtbot.waitUntil(lambda: dialog.steps.current == COLUMNS)


def test_escape_while_something_is_done_stops_it_and_keeps_the_dialog(
    qtbot: QtBot, threaded: tuple[ImportDialog, Runner], tmp_path: Path
) -> None:
    dialog, runner = threaded
    dialog.open_file(long_list(tmp_path))
    assert not runner.idle
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: runner.idle, timeout=20_000)
    dialog.reject()
    assert not dialog.isVisible()
