"""An error stands beside its field, for eyes and ears; the search field clears step by step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.fields import Field, SearchField, inset_spin_box


def visible_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def test_an_error_takes_the_place_of_the_hint_and_gives_it_back(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("E-mail", editor, hint="One address")
    qtbot.addWidget(field)
    assert visible_texts(field) == ["E-mail", "One address"]
    field.set_error("There is no @ in it.")
    shown = field.error
    assert shown == "There is no @ in it."
    assert visible_texts(field) == ["E-mail", "There is no @ in it."]
    assert editor.accessibleDescription() == "There is no @ in it."
    assert editor.property("invalid") is True
    field.set_error(None)
    assert field.error is None
    assert visible_texts(field) == ["E-mail", "One address"]
    assert editor.accessibleDescription() == "One address"
    assert editor.property("invalid") is False


def test_the_editor_is_named_by_its_label_and_takes_its_focus(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("&Name", editor)
    qtbot.addWidget(field)
    assert editor.accessibleName() == "Name"
    assert field.focusProxy() is editor


def test_markup_in_an_error_is_shown_as_it_is(qtbot: QtBot) -> None:
    field = Field("Name", QLineEdit())
    qtbot.addWidget(field)
    field.set_error("<img src=x>")
    below = field.findChildren(QLabel)[1]
    assert below.textFormat() is Qt.TextFormat.PlainText


def test_a_note_grows_and_a_line_stays_under_its_label(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    line, note = QLineEdit(), QPlainTextEdit()
    column.addWidget(Field("Name", line), 1)
    column.addWidget(Field("Note", note), 1)
    page.resize(300, 600)
    page.show()
    assert line.y() < 40
    assert note.height() > 200


def test_escape_empties_the_search_first_and_then_goes_on(qtbot: QtBot) -> None:
    heard: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event: object, /) -> None:  # noqa: N802
            heard.append(1)

    window = Window()
    qtbot.addWidget(window)
    search = SearchField("Search", hint="Ctrl K", parent=window)
    QTest.keyClicks(search, "canal")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert heard == []
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert heard == [1]


def test_what_is_typed_can_be_cleared_by_mouse(qtbot: QtBot) -> None:
    search = SearchField("Search")
    qtbot.addWidget(search)
    search.resize(300, 32)
    search.show()
    QTest.keyClicks(search, "garage")
    (clear,) = search.findChildren(QAbstractButton)
    qtbot.waitUntil(clear.isVisible)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert search.text() == ""


def test_the_hint_gives_way_to_what_is_typed(qtbot: QtBot) -> None:
    search = SearchField("Search", hint="Ctrl K")
    qtbot.addWidget(search)
    search.resize(300, 32)
    search.show()
    assert visible_texts(search) == ["Ctrl K"]
    keycap = search.findChild(QLabel)
    assert isinstance(keycap, QLabel)
    assert keycap.geometry().right() < search.width()
    # The placeholder ends before it.
    assert search.textMargins().right() > keycap.width()
    search.setText("a")
    assert visible_texts(search) == []
    assert search.textMargins().right() == 0
    search.clear()
    assert visible_texts(search) == ["Ctrl K"]


def test_the_text_of_a_time_stands_off_its_border(qtbot: QtBot) -> None:
    at = QTimeEdit()
    qtbot.addWidget(at)
    inset_spin_box(at)
    assert at.lineEdit().textMargins().left() >= 8
