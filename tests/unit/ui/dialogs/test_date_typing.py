"""A date typed as people type dates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.call_sessions import CallBack
from pisteur.ui.dialogs.call_answers import CallBackDialog
from pisteur.ui.dialogs.date_field import DateField

TODAY = date(2026, 11, 20)


def shown(qtbot: QtBot, field: DateField) -> QDateEdit:
    """Show a field and go to its editor."""
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    edit = field.findChild(QDateEdit)
    assert isinstance(edit, QDateEdit)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    return edit


@pytest.mark.parametrize("way_in", ["tab", "home", "all"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22/11/2026", date(2026, 11, 22)),
        ("22112026", date(2026, 11, 22)),
        ("5/2/2027", date(2027, 2, 5)),
        ("05.02.2027", date(2027, 2, 5)),
        ("1/12/2026", date(2026, 12, 1)),
        # More than the month that stands there has.
        ("31/12/2026", date(2026, 12, 31)),
        ("31122026", date(2026, 12, 31)),
        ("31/1/2027", date(2027, 1, 31)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_a_typed_date_is_the_one_that_is_meant(
    qtbot: QtBot, typed: str, meant: date, way_in: str
) -> None:
    # With a first day: what lies between, while one types, is before it.
    field = DateField("On", date(2026, 11, 30), TODAY, minimum=TODAY)
    edit = shown(qtbot, field)
    if way_in == "home":
        QTest.keyClick(edit, Qt.Key.Key_End)
        QTest.keyClick(edit, Qt.Key.Key_Home)
    elif way_in == "all":
        edit.lineEdit().selectAll()
    else:
        edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, typed)
    assert field.day == meant


def test_enter_takes_the_day_that_was_typed_before_its_month(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, "31/1")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), field.day) == ("31/01/2026", date(2026, 1, 31))


def test_a_day_typed_is_forgotten_when_another_is_chosen(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, "31")
    field.set_day(date(2026, 11, 20))
    edit.setSelectedSection(QDateEdit.Section.MonthSection)
    QTest.keyClicks(edit, "12/")
    assert field.day == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("typed", "first", "last", "said"),
    [
        ("19/11/2026", TODAY, None, "This day is over: choose today or a day to come."),
        ("20/11/2026", date(2026, 11, 21), None, "Choose a day after today."),
        ("21/11/2026", None, TODAY, "Choose today or a day before."),
    ],
)
def test_a_day_out_of_reach_stays_as_typed_and_is_told_when_the_editor_is_left(
    qtbot: QtBot, typed: str, first: date | None, last: date | None, said: str
) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY, minimum=first, maximum=last)
    edit = shown(qtbot, field)
    edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, typed)
    assert (edit.text(), field.error) == (typed, None)
    edit.editingFinished.emit()
    assert (edit.text(), field.error, field.problem) == (typed, said, said)
    field.set_day(first or TODAY)
    assert (field.error, field.problem) == (None, None)


def test_no_dialog_takes_another_day_than_the_one_typed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = CallBackDialog("Zoé", date(2026, 11, 25), TODAY, "", window)
    taken: list[object] = []
    dialog.submitted.connect(taken.append)
    dialog.open()
    edit = dialog.on.findChild(QDateEdit)
    assert isinstance(edit, QDateEdit)
    for typed in ("19/11/2026", "05/12/2026"):
        edit.setSelectedSection(QDateEdit.Section.DaySection)
        QTest.keyClicks(edit, typed)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        assert edit.text() == typed
        assert bool(taken) is (dialog.on.error is None)
    assert taken == [CallBack(date(2026, 12, 5), None, "")]
    dialog.finish()
