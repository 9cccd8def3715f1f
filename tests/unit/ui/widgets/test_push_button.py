"""Return presses the button that has the focus, not another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.navigation import NavButton
from pisteur.ui.widgets.properties import make_button


def test_return_on_cancel_cancels_though_another_is_the_default(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    save, cancel = make_button("Save"), make_button("Cancel")
    layout.addWidget(save)
    layout.addWidget(cancel)
    save.setDefault(True)
    save.clicked.connect(dialog.accept)
    cancel.clicked.connect(dialog.reject)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.open()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert ended == [QDialog.DialogCode.Rejected.value]


def test_both_return_keys_press_a_button_of_the_window(qtbot: QtBot) -> None:
    button = make_button("Import…")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2


def test_return_goes_past_a_choice_but_opens_a_page(qtbot: QtBot) -> None:
    choice = make_button("Yes")
    qtbot.addWidget(choice)
    choice.setCheckable(True)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    page = NavButton("Today", name="nav-today")
    qtbot.addWidget(page)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert (choice.isChecked(), page.isChecked()) == (False, True)
