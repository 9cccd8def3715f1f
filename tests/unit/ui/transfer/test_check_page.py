"""Deciding in the check of an import: each kind, single rows, several at once, value by value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QMenu, QRadioButton, QWidget

from pisteur.domain.decisions import RowKind, Take
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.ui.transfer.check_page import UNDECIDED
from pisteur.ui.transfer.import_dialog import CHECK, REPORT, ImportDialog
from pisteur.ui.transfer.rows_model import RowColumn
from pisteur.ui.transfer.rows_view import RowsView
from pisteur.ui.transfer.values_dialog import ValuesDialog
from pisteur.ui.widgets.containers import Card
from support.ground import Ground
from support.people import lead

LIST = """\
Nom complet;Société;E-mail;Ville;Tél
Zoé Ozan;Boulangerie Ozan;zoe@ozan.example;Ozan;
Marc Vidal;;marc@vidal.example;Nice;
Léa Aubry;;lea@aubry.example;Paris;06 39 98 00 09
Anne Lys;;anne@lys.example;;
;;;Nîmes;
"""


@pytest.fixture
def dialog(ground: Ground, tmp_path: Path) -> ImportDialog:
    """Return the walk at its check: one new name, one gap, one conflict, one the same, one not."""
    return _again(
        ground,
        tmp_path,
        "Nom complet;E-mail;Ville\nMarc Vidal;marc@vidal.example;\n"
        "Léa Aubry;lea@aubry.example;Lyon\nAnne Lys;anne@lys.example;\n",
        LIST,
    )


def _again(ground: Ground, folder: Path, first: str, second: str) -> ImportDialog:
    """Bring a list in, and return the walk of another at its check."""
    before, after = folder / "first.csv", folder / "second.csv"
    before.write_text(first, encoding="utf-8")
    after.write_text(second, encoding="utf-8")
    walk = _check(ground, before)
    walk.accept()
    walk.accept()
    return _check(ground, after)


def _check(ground: Ground, path: Path) -> ImportDialog:
    made = ImportDialog(ground.context, ground.window)
    made.open()
    made.open_file(path)
    made.accept()
    assert made.steps.current == CHECK
    return made


def table(dialog: ImportDialog) -> RowsView:
    return dialog.findChildren(RowsView)[0]


def said(dialog: ImportDialog) -> dict[int, str]:
    """Return what is said will be done, by line."""
    model = table(dialog).model()
    cells = [
        [model.index(row, column).data() for column in (RowColumn.LINE, RowColumn.WHAT)]
        for row in range(model.rowCount())
    ]
    return {int(line): what for line, what in cells}


def combo(dialog: QWidget, name: str) -> QComboBox:
    found = dialog.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def choose(dialog: QWidget, name: str, value: object) -> None:
    found = combo(dialog, name)
    assert found.isVisible()
    found.setCurrentIndex(found.findData(value))
    found.activated.emit(found.currentIndex())


def select(dialog: ImportDialog, *lines: int) -> RowsView:
    """Select the rows of these lines, the first of them current."""
    view = table(dialog)
    model, rows = view.model(), view.selectionModel()
    rows.clearSelection()
    flag = QItemSelectionModel.SelectionFlag
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        line = int(index.data())
        if line in lines:
            rows.select(index, flag.Select | flag.Rows)
        if line == lines[0]:
            rows.setCurrentIndex(index, flag.NoUpdate)
    return view


def show_all(dialog: ImportDialog) -> None:
    choose(dialog, "import-filter", None)


def pick(dialog: ImportDialog, name: str) -> None:
    """Choose an entry of the open menu by keyboard."""
    menu = dialog.findChild(QMenu, "import-row-menu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    entry = next(each for each in menu.actions() if each.objectName() == name)
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def towns(ground: Ground) -> dict[str, str]:
    found = ground.services.db.rows("SELECT display_name, city FROM contacts ORDER BY id")
    return {row[0]: row[1] for row in found}


def test_the_same_file_with_corrections_shows_first_what_wants_a_decision(
    dialog: ImportDialog,
) -> None:
    assert combo(dialog, "import-filter").currentData() == UNDECIDED
    assert said(dialog) == {3: "completes the contact", 4: "stays as it is"}
    show_all(dialog)
    assert said(dialog) == {
        2: "is added",
        3: "completes the contact",
        4: "stays as it is",
        5: "nothing to do",
        6: "is left out",
    }


def test_a_choice_for_each_kind_is_followed_at_once(ground: Ground, dialog: ImportDialog) -> None:
    show_all(dialog)
    assert dialog.primary.text() == "Import 2 rows"
    choose(dialog, "import-on-new", Take.NOTHING)
    assert dialog.primary.text() == "Import 1 row"
    board = dialog.findChild(QCheckBox, "import-on-board")
    assert board is not None
    assert not board.isVisible()
    choose(dialog, "import-on-gap", Take.NOTHING)
    assert not dialog.primary.isEnabled()
    choose(dialog, "import-on-conflict", Take.ALL)
    assert [said(dialog)[line] for line in (2, 3, 4)] == [
        "is not imported",
        "stays as it is",
        "the file replaces",
    ]
    dialog.accept()
    assert dialog.steps.current == REPORT
    assert towns(ground) == {"Marc Vidal": "", "Léa Aubry": "Paris", "Anne Lys": ""}
    sentence = dialog.findChild(QLabel, "import-sentence")
    assert sentence is not None
    assert "1 took over what the file says. 2 rows were left as you decided." in sentence.text()
    # What was left is not counted as done.
    (box,) = (one for one in dialog.findChildren(Card, "count-fills_gap") if one.isVisible())
    assert box.accessibleName() == "to complete: 1"
    assert ground.services.db.undo_label == "Import “second”: 1 replaced"


def test_a_kind_that_no_row_is_of_asks_nothing(ground: Ground, leads_file: Path) -> None:
    dialog = _check(ground, leads_file)
    assert combo(dialog, "import-on-new").isVisible()
    assert not combo(dialog, "import-on-gap").isVisible()
    assert not combo(dialog, "import-on-conflict").isVisible()
    assert combo(dialog, "import-filter").findData(UNDECIDED) == -1


def test_space_goes_through_what_may_be_done_with_a_row(
    ground: Ground, dialog: ImportDialog
) -> None:
    show_all(dialog)
    view = select(dialog, 4)
    told = []
    for _turn in range(3):
        QTest.keyClick(view, Qt.Key.Key_Space)
        told.append(said(dialog)[4])
    assert told == ["what is missing is filled", "the file replaces", "stays as it is"]
    select(dialog, 2)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert (said(dialog)[2], dialog.primary.text()) == ("is not imported", "Import 1 row")
    select(dialog, 5)
    QTest.keyClick(view, Qt.Key.Key_Space)
    dialog.accept()
    assert towns(ground) == {"Marc Vidal": "Nice", "Léa Aubry": "Lyon", "Anne Lys": ""}


def test_several_rows_are_decided_at_once_each_as_its_kind_allows(
    ground: Ground, dialog: ImportDialog
) -> None:
    show_all(dialog)
    view = select(dialog, 4, 2, 3, 5, 6)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert dialog.steps.current == CHECK
    pick(dialog, "import-row-nothing")
    assert said(dialog) == {
        2: "is not imported",
        3: "stays as it is",
        4: "stays as it is",
        5: "nothing to do",
        6: "is left out",
    }
    QTest.keyClick(view, Qt.Key.Key_Return)
    pick(dialog, "import-row-all")
    assert [said(dialog)[line] for line in (2, 3, 4)] == [
        "is added",
        "completes the contact",
        "the file replaces",
    ]
    assert dialog.primary.text() == "Import 3 rows"
    dialog.accept()
    assert towns(ground)["Léa Aubry"] == "Paris"


def test_an_exception_is_taken_back_and_the_row_follows_its_kind_again(
    dialog: ImportDialog,
) -> None:
    view = select(dialog, 4)
    QTest.keyClick(view, Qt.Key.Key_Return)
    pick(dialog, "import-row-gaps")
    choose(dialog, "import-on-conflict", Take.ALL)
    assert said(dialog)[4] == "what is missing is filled"
    QTest.keyClick(view, Qt.Key.Key_Return)
    pick(dialog, "import-row-as-kind")
    assert said(dialog)[4] == "the file replaces"


def test_a_click_on_what_will_be_done_offers_the_choices(dialog: ImportDialog) -> None:
    view = table(dialog)
    cell = view.visualRect(view.model().index(0, RowColumn.WHAT)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    pick(dialog, "import-row-nothing")
    assert said(dialog)[3] == "stays as it is"


def test_a_conflict_is_decided_value_by_value(ground: Ground, dialog: ImportDialog) -> None:
    view = select(dialog, 4)
    QTest.keyClick(view, Qt.Key.Key_Return)
    pick(dialog, "import-row-values")
    values = dialog.findChildren(ValuesDialog)[0]
    sides = {each.objectName(): each.text() for each in values.findChildren(QRadioButton)}
    assert sides == {
        "import-value-1-stored": "Lyon",
        "import-value-1-file": "Paris",
        "import-value-2-stored": "nothing yet",
        "import-value-2-file": "06 39 98 00 09",
    }
    chosen = values.findChild(QRadioButton, "import-value-1-file")
    assert chosen is not None
    assert chosen.accessibleName() == "City, the file: Paris"
    # Where nothing is stored, nothing can be lost.
    assert checked(values) == {"import-value-1-stored", "import-value-2-file"}
    QTest.keyClick(chosen, Qt.Key.Key_Space)
    kept = values.findChild(QRadioButton, "import-value-2-stored")
    assert kept is not None
    QTest.keyClick(kept, Qt.Key.Key_Space)
    values.accept()
    assert said(dialog)[4] == "1 value of 2 is taken"
    # What was decided is found again.
    QTest.keyClick(view, Qt.Key.Key_Return)
    pick(dialog, "import-row-values")
    again = dialog.findChildren(ValuesDialog)[-1]
    assert checked(again) == {"import-value-1-file", "import-value-2-stored"}
    again.reject()
    assert dialog.primary.text() == "Import 3 rows"
    dialog.accept()
    assert towns(ground)["Léa Aubry"] == "Paris"
    assert ground.services.db.rows("SELECT count(*) FROM contact_points")[0][0] == 4


def checked(values: ValuesDialog) -> set[str]:
    found = values.findChildren(QRadioButton)
    return {each.objectName() for each in found if each.isChecked()}


def test_the_report_says_that_the_user_decided_only_when_they_did(
    ground: Ground, dialog: ImportDialog
) -> None:
    dialog.accept()
    sentence = dialog.findChild(QLabel, "import-sentence")
    assert sentence is not None
    assert "1 row differs from what is stored, which stays as it was." in sentence.text()
    assert "decided" not in sentence.text()


def test_choices_stay_when_one_goes_back_and_on_again(dialog: ImportDialog) -> None:
    view = select(dialog, 4)
    QTest.keyClick(view, Qt.Key.Key_Space)
    back = dialog.findChild(QWidget, "import-back")
    assert back is not None
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    dialog.accept()
    assert said(dialog)[4] == "what is missing is filled"


def test_who_objected_wants_a_decision_and_is_said_once(ground: Ground, tmp_path: Path) -> None:
    contact, _card = lead(ground.services, "Léa Aubry lea@aubry.example")
    ground.services.oppositions.note(Oppose(contact, Channel.ALL, date(2026, 11, 2)))
    ground.services.contacts.delete((contact,))
    path = tmp_path / "lea.csv"
    path.write_text("Nom complet;E-mail\nLéa Aubry;lea@aubry.example\n", encoding="utf-8")
    dialog = _check(ground, path)
    choose(dialog, "import-filter", UNDECIDED)
    model = table(dialog).model()
    assert model.index(0, RowColumn.KIND).data() == "New"
    assert str(model.index(0, RowColumn.DETAIL).data()).count("objected before") == 1
    dialog.accept()
    sentence = dialog.findChild(QLabel, "import-sentence")
    assert sentence is not None
    assert "1 of them objected before: that holds." in sentence.text()


def test_a_new_name_that_is_left_out_takes_its_other_rows_with_it(
    ground: Ground, tmp_path: Path
) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Nom;E-mail;Ville\nZoé;z@o.example;\nZoé;z@o.example;Nice\n", encoding="utf-8")
    dialog = _check(ground, path)
    QTest.keyClick(select(dialog, 2), Qt.Key.Key_Space)
    assert said(dialog) == {2: "is not imported", 3: "not imported, like line 2"}
    assert not dialog.primary.isEnabled()


def test_address_cards_are_brought_in_from_the_file_to_the_report(
    ground: Ground, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoé Ozan\r\nN:Ozan;Zoé;;;\r\nORG:Boulangerie Ozan\r\n"
        "TEL;TYPE=cell:06 39 98 00 31\r\nEMAIL:zoe@ozan.example\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nN:;;;;\r\nNOTE:rien\r\nEND:VCARD\r\n".encode()
    )
    dialog = _check(ground, path)
    model = table(dialog).model()
    cells = [
        [model.index(row, column).data() for column in (RowColumn.KIND, RowColumn.WHO)]
        for row in range(2)
    ]
    assert cells[0] == ["New", "Zoé Ozan · Boulangerie Ozan"]
    assert cells[1][0] == "Not usable"
    dialog.accept()
    assert dialog.steps.current == REPORT
    assert ground.services.db.rows("SELECT given_name, family_name, company FROM contacts") == [
        ("Zoé", "Ozan", "Boulangerie Ozan")
    ]
    values = ground.services.db.rows("SELECT value FROM contact_points ORDER BY id")
    assert [row[0] for row in values] == ["06 39 98 00 31", "zoe@ozan.example"]
    sentence = dialog.findChild(QLabel, "import-sentence")
    assert sentence is not None
    assert sentence.text() == "1 contact was added. 1 card is on the board."


def test_the_filter_shows_one_kind(dialog: ImportDialog) -> None:
    choose(dialog, "import-filter", RowKind.CONFLICT)
    assert list(said(dialog)) == [4]


CROWDED = [
    "Nom;Email;Ville;Titre affaire;Montant;Étape;Date de clôture;Relance;Zorglub",
    *(f"Zoé {n};z{n}@exemple.fr;Nice;Site;1 200;Qualifié;;30/11/2026;x" for n in range(51)),
    *(f"Yves {n};y{n}@exemple.fr;Nice;Logo;500;Gagné;02/03/2020;;x" for n in range(51)),
    *(f"Léa {n};l{n}@exemple.fr;Nice;;;;;;" for n in range(51)),
]


def test_all_that_there_is_to_say_of_a_list_fits_a_small_screen(
    ground: Ground, tmp_path: Path
) -> None:
    walk = _again(
        ground,
        tmp_path,
        "Nom;Email;Ville\nZoé 0;z0@exemple.fr;Lyon\nYves 0;y0@exemple.fr;\n",
        "\n".join(CROWDED) + "\n",
    )
    walk.resize(940, 600)
    QTest.qWait(0)
    assert walk.height() <= 600
    said = walk.findChild(QLabel, "import-remarks")
    assert said is not None
    assert "51 won deals would flood the board" in said.text()
    box = walk.findChild(QCheckBox, "import-all-deals")
    assert box is not None
    # Two of the rows are of contacts that are stored.
    assert (box.text(), box.isVisible()) == ("Put the 102 deals on the board all the same", True)


def test_next_actions_are_shown_before_and_planned_after(ground: Ground, tmp_path: Path) -> None:
    walk = _again(
        ground,
        tmp_path,
        "Nom;Email\nZoé;zoe@exemple.fr\n",
        "Nom;Email;Date de relance;Prochaine action\n"
        "Zoé;zoe@exemple.fr;30/11/2026;Envoyer la maquette\n",
    )
    model = table(walk).model()
    detail = model.index(0, RowColumn.DETAIL).data()
    assert detail.startswith("Next action: + ")
    assert detail.endswith("2026 · Envoyer la maquette")
    walk.accept()
    sentence = walk.findChild(QLabel, "import-sentence")
    assert sentence is not None
    assert "1 action is planned." in sentence.text()
    rows = ground.services.db.rows("SELECT title, due_on FROM follow_ups")
    assert [tuple(row) for row in rows] == [("Envoyer la maquette", "2026-11-30")]


def test_notes_of_several_lines_stay_in_their_row(ground: Ground, tmp_path: Path) -> None:
    walk = _again(
        ground,
        tmp_path,
        "Nom;Email\nZoé;zoe@exemple.fr\n",
        'Nom;Email;Notes\nZoé;zoe@exemple.fr;"un\ndeux"\n',
    )
    assert table(walk).model().index(0, RowColumn.DETAIL).data() == "Notes: + un · deux"


def test_who_is_recognised_by_name_is_said_and_gets_the_address(
    ground: Ground, tmp_path: Path
) -> None:
    walk = _again(
        ground,
        tmp_path,
        "Nom complet;Société;Fonction\nCamille Roux;Atelier Roux;Chef\n",
        "Nom complet;Société;E-mail;Fonction\n"
        "Camille Roux;Atelier Roux;camille@roux.example;Aide\n",
    )
    model = table(walk).model()
    kind, who, detail, what = (
        model.index(0, column).data()
        for column in (RowColumn.KIND, RowColumn.WHO, RowColumn.DETAIL, RowColumn.WHAT)
    )
    assert (kind, who) == ("Completes", "Camille Roux · Atelier Roux")
    assert (
        detail == "same name and company · Job title: Chef ≠ Aide · E-mail: + camille@roux.example"
    )
    assert what == "completes the contact"
    assert any("recognised by name" in label.text() for label in walk.findChildren(QLabel))
    walk.accept()
    assert walk.steps.current == REPORT
    rows = ground.services.db.rows
    assert rows("SELECT count(*) FROM contacts") == [(1,)]
    assert rows("SELECT value FROM contact_points") == [("camille@roux.example",)]


def test_what_is_decided_of_a_row_is_painted_and_no_other_is_painted_anew(
    dialog: ImportDialog,
) -> None:
    show_all(dialog)
    rows = select(dialog, 2)
    before, drawn = rows.viewport().grab().toImage(), rows.pictures.drawn
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert rows.viewport().grab().toImage() != before
    assert rows.pictures.drawn == drawn + 1
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert rows.viewport().grab().toImage() == before


def test_a_second_row_of_one_name_says_so_and_can_be_left_out(
    ground: Ground, tmp_path: Path
) -> None:
    walk = _again(
        ground,
        tmp_path,
        "Nom complet;Société\nCamille Roux;Atelier Roux\n",
        "Nom complet;Société;E-mail\n"
        "Camille Roux;Atelier Roux;camille@roux.example\n"
        "Camille Roux;Atelier Roux;contact@roux.example\n",
    )
    model = table(walk).model()
    assert model.index(1, RowColumn.KIND).data() == "New"
    assert model.index(1, RowColumn.DETAIL).data() == (
        "Same name and company as line 2. · contact@roux.example"
    )
    remark = "1 new name is that of somebody else of the same company"
    assert any(remark in label.text() for label in walk.findChildren(QLabel))
    table(walk).selectRow(1)
    QTest.keyClick(table(walk), Qt.Key.Key_Space)
    assert model.index(1, RowColumn.WHAT).data() == "is not imported"
    assert not any(remark in label.text() for label in walk.findChildren(QLabel))
