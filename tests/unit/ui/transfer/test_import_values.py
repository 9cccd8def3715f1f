"""Amounts, dates and stages of a list, in the walk of an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from pisteur.exchange.heading_table import Field
from pisteur.exchange.values import DateOrder, DecimalMark
from pisteur.ui.transfer.import_dialog import CHECK, COLUMNS, REPORT, ImportDialog
from pisteur.ui.transfer.rows_model import RowColumn
from support.ground import Ground

LIST = (
    "Nom;E-mail;Titre affaire;Montant;Étape;Date de clôture prévue\n"
    "Zoé Morel;zoe@aubry.example;Site;1.200;Qualifié;01/02/2027\n"
    "Yves Cœur;yves@aubry.example;Logo;2.400;Négo finale;03/04/2027\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "affaires.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def dialog(ground: Ground, path: Path) -> ImportDialog:
    return opened(ground, path)


def opened(ground: Ground, path: Path) -> ImportDialog:
    made = ImportDialog(ground.context, ground.window)
    made.open()
    made.open_file(path)
    assert made.steps.current == COLUMNS
    return made


def combo(dialog: ImportDialog, name: str) -> QComboBox:
    found = dialog.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def choose(dialog: ImportDialog, name: str, value: object) -> None:
    box = combo(dialog, name)
    assert box.isVisible()
    box.setFocus()
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    QTest.qWait(0)


def doubt(dialog: ImportDialog) -> str:
    label = dialog.findChild(QLabel, "import-doubt")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def deals(ground: Ground) -> list[tuple[object, ...]]:
    sql = (
        "SELECT o.amount_cents, o.expected_on, s.name FROM opportunities o"
        " JOIN stages s ON s.id = o.stage_id ORDER BY o.id"
    )
    return [tuple(row) for row in ground.services.db.rows(sql)]


def to_the_end(dialog: ImportDialog) -> None:
    dialog.accept()
    dialog.accept()
    assert dialog.steps.current == REPORT


def test_what_was_found_out_of_amounts_and_dates_is_shown_with_its_doubts(
    ground: Ground, dialog: ImportDialog
) -> None:
    assert combo(dialog, "import-decimal").currentText() == "amounts like 1 234,50"
    assert combo(dialog, "import-dates").currentText() == "dates like 31/12/2026"
    assert "No date tells the day from the month" in doubt(dialog)
    assert "twelve hundred" in doubt(dialog)
    to_the_end(dialog)
    assert deals(ground) == [
        (1200_00, "2027-02-01", "Qualified prospect"),
        (2400_00, "2027-04-03", "New lead"),
    ]


def test_the_choice_of_the_user_holds_and_leaves_no_doubt(
    ground: Ground, dialog: ImportDialog
) -> None:
    choose(dialog, "import-column-1", None)
    choose(dialog, "import-dates", DateOrder.MDY)
    assert dialog.focusWidget() is combo(dialog, "import-dates")
    assert "day from the month" not in doubt(dialog)
    choose(dialog, "import-decimal", DecimalMark.POINT)
    assert doubt(dialog) == ""
    # The columns stay as they were chosen.
    assert combo(dialog, "import-column-1").currentData() is None
    to_the_end(dialog)
    assert [row[:2] for row in deals(ground)] == [(1_20, "2027-01-02"), (2_40, "2027-03-04")]


def test_a_column_that_becomes_an_amount_is_looked_through(ground: Ground, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Nom;Prix\nZoé;1,250.75\n", encoding="utf-8")
    dialog = opened(ground, path)
    assert not combo(dialog, "import-decimal").isVisible()
    choose(dialog, "import-column-1", Field.AMOUNT)
    assert combo(dialog, "import-decimal").currentData() == DecimalMark.POINT
    assert combo(dialog, "import-column-1").currentData() == Field.AMOUNT
    to_the_end(dialog)
    assert deals(ground) == [(1250_75, None, "New lead")]
    assert not combo(dialog, "import-dates").isVisible()


def test_how_they_are_written_is_kept_with_the_columns(
    ground: Ground, dialog: ImportDialog, path: Path
) -> None:
    choose(dialog, "import-dates", DateOrder.MDY)
    choose(dialog, "import-decimal", DecimalMark.POINT)
    name = dialog.findChild(QLineEdit, "import-kept-name")
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Mon CRM")
    keep = dialog.findChild(QPushButton, "import-keep-columns")
    assert isinstance(keep, QPushButton)
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    dialog.reject()
    again = opened(ground, path)
    assert combo(again, "import-dates").currentData() == DateOrder.MDY
    assert combo(again, "import-decimal").currentData() == DecimalMark.POINT
    assert doubt(again) == ""
    to_the_end(again)
    assert [row[:2] for row in deals(ground)] == [(1_20, "2027-01-02"), (2_40, "2027-03-04")]


def test_the_dry_run_says_where_deals_go_and_shows_amounts_as_one_reads_them(
    ground: Ground, dialog: ImportDialog, path: Path
) -> None:
    dialog.accept()
    assert dialog.steps.current == CHECK
    table = dialog.findChild(QTableView, "import-rows")
    assert isinstance(table, QTableView)
    shown = [str(table.model().index(row, RowColumn.DETAIL).data()) for row in range(2)]
    assert shown[0] == "zoe@aubry.example"
    remarks = dialog.findChild(QLabel, "import-remarks")
    assert isinstance(remarks, QLabel)
    assert "because the list says so" in remarks.text()
    assert "“Négo finale” is none of your columns" in shown[1]
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.steps.current == REPORT
    dialog.accept()
    path.write_text(LIST.replace("2.400", "2.500"), encoding="utf-8")
    again = opened(ground, path)
    again.accept()
    table = again.findChild(QTableView, "import-rows")
    assert isinstance(table, QTableView)
    detail = str(table.model().index(0, RowColumn.DETAIL).data())
    assert detail.startswith("Amount of the deal: ")
    assert "2,400" in detail
    assert "2,500" in detail


def test_deals_have_their_cards_whatever_becomes_of_other_names(
    ground: Ground, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text("Nom;Montant\nZoé;900\nYves;\n", encoding="utf-8")
    dialog = opened(ground, path)
    dialog.accept()
    board = dialog.findChild(QCheckBox, "import-on-board")
    assert isinstance(board, QCheckBox)
    assert board.text() == "Put the names without a deal on the board too"
    board.setChecked(False)
    dialog.accept()
    assert deals(ground) == [(900_00, None, "New lead")]
