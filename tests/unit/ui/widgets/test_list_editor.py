"""The list editor asks by mouse and by key, and shows what it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

ROWS = (
    EditorRow(3, "Target", "Are they your kind of customer?", "Required"),
    EditorRow(1, "Means"),
    EditorRow(2, "Decision", "Who signs?"),
)


class Asked:
    """Notes the signals of an editor."""

    def __init__(self, editor: ListEditor) -> None:
        self.calls: list[tuple[str, object]] = []
        editor.add_asked.connect(self.add)
        editor.edit_asked.connect(self.edit)
        editor.remove_asked.connect(self.remove)
        editor.order_asked.connect(self.order)

    def add(self) -> None:
        self.calls.append(("add", None))

    def edit(self, row_id: object) -> None:
        self.calls.append(("edit", row_id))

    def remove(self, row_id: object) -> None:
        self.calls.append(("remove", row_id))

    def order(self, ids: object) -> None:
        self.calls.append(("order", ids))


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[ListEditor]:
    box = QWidget()
    qtbot.addWidget(box)
    made = ListEditor("things", "Things", empty_title="No thing yet", empty_text="Add one.")
    QVBoxLayout(box).addWidget(made)
    box.resize(560, 400)
    box.show()
    qtbot.waitExposed(box)
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    made.show_rows(ROWS)
    made.setFocus()
    yield made
    box.hide()


@pytest.fixture
def asked(editor: ListEditor) -> Asked:
    return Asked(editor)


def button(editor: ListEditor, name: str) -> QPushButton:
    found = editor.findChild(QPushButton, f"things-{name}")
    assert isinstance(found, QPushButton)
    return found


def view(editor: ListEditor) -> QListWidget:
    found = editor.findChild(QListWidget, "things-list")
    assert isinstance(found, QListWidget)
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_each_key_asks_for_the_current_row(editor: ListEditor, asked: Asked) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Insert)
    press(Qt.Key.Key_Up, alt)
    press(Qt.Key.Key_Down, alt)
    assert asked.calls == [
        ("edit", 1),
        ("edit", 1),
        ("remove", 1),
        ("add", None),
        ("order", (1, 3, 2)),
        ("order", (3, 2, 1)),
    ]


def test_each_button_asks_for_the_current_row(editor: ListEditor, asked: Asked) -> None:
    editor.select(1)
    for name in ("add", "edit", "up", "down", "remove"):
        button(editor, name).click()
    assert asked.calls == [
        ("add", None),
        ("edit", 1),
        ("order", (1, 3, 2)),
        ("order", (3, 2, 1)),
        ("remove", 1),
    ]


def test_nothing_changes_by_itself(editor: ListEditor) -> None:
    button(editor, "down").click()
    button(editor, "remove").click()
    assert editor.rows == ROWS
    assert view(editor).count() == 3


def test_the_ends_cannot_be_moved_beyond(editor: ListEditor, asked: Asked) -> None:
    assert not button(editor, "up").isEnabled()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    editor.select(2)
    assert button(editor, "up").isEnabled()
    assert not button(editor, "down").isEnabled()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked.calls == []


def test_the_current_row_stays_by_its_id_and_else_by_its_place(editor: ListEditor) -> None:
    editor.select(1)
    editor.show_rows((ROWS[1], ROWS[0], ROWS[2]))
    assert editor.current_id == 1
    editor.show_rows((ROWS[0], ROWS[2]))
    assert editor.current_id == 3


def test_a_row_just_added_becomes_the_current_one_when_it_comes(editor: ListEditor) -> None:
    editor.select(9)
    editor.show_rows((*ROWS, EditorRow(9, "New")))
    assert editor.current_id == 9


def test_without_rows_it_says_what_to_do_and_insert_adds(
    editor: ListEditor, asked: Asked, qtbot: QtBot
) -> None:
    editor.show_rows(())
    empty = editor.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    assert empty.isVisible()
    assert empty.accessibleName() == "No thing yet"
    assert not button(editor, "edit").isEnabled()
    assert not button(editor, "remove").isEnabled()
    assert QApplication.focusWidget() is button(editor, "add")
    press(Qt.Key.Key_Insert)
    assert asked.calls == [("add", None)]


def test_a_button_that_goes_off_hands_the_focus_to_the_list(editor: ListEditor) -> None:
    editor.select(1)
    button(editor, "up").setFocus()
    editor.show_rows((ROWS[1], ROWS[0], ROWS[2]))
    assert QApplication.focusWidget() is view(editor)


def test_a_list_with_an_order_of_its_own_has_no_moving(qtbot: QtBot) -> None:
    made = ListEditor("things", "Things", empty_title="None", ordered=False)
    qtbot.addWidget(made)
    asked = Asked(made)
    made.show_rows(ROWS)
    made.show()
    assert button(made, "up").isHidden()
    assert button(made, "down").isHidden()
    made.setFocus()
    QTest.keyClick(view(made), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked.calls == []


def test_a_row_is_spoken_whole(editor: ListEditor) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert view(editor).item(0).data(role) == "Target, Required, Are they your kind of customer?"


def test_all_buttons_are_seen_in_a_narrow_place(editor: ListEditor, qtbot: QtBot) -> None:
    editor.window().resize(300, 400)
    qtbot.wait(10)
    for name in ("add", "edit", "up", "down", "remove"):
        found = button(editor, name)
        assert editor.rect().contains(found.geometry()), name
