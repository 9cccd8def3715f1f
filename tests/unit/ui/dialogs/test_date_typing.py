"""A date typed as people type dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.call_sessions import CallBack
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.words import AcceptedHow
from pisteur.ui.dialogs.call_answers import CallBackDialog
from pisteur.ui.dialogs.date_edit import FIRST_DAY, LAST_DAY, DateEdit, typed_day
from pisteur.ui.dialogs.date_field import DateField
from pisteur.ui.dialogs.money import InvoiceFields
from pisteur.ui.dialogs.postpone import PostponeDialog, When
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.screens import available_place

TODAY = date(2026, 11, 20)
SALE = SaleView(1, None, 120_000, TODAY, AcceptedHow.SIGNED_QUOTE, "", "", None)
NO_DAY = "Type a day that exists, such as 25/11/2026."


def shown(qtbot: QtBot, field: DateField) -> DateEdit:
    """Show a field and go to its editor."""
    qtbot.addWidget(field)
    field.show()
    active(qtbot, field)
    edit = editor(field)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    return edit


def active(qtbot: QtBot, window: QWidget) -> None:
    """Give a window the keyboard."""
    window.activateWindow()
    with qtbot.waitActive(window):
        pass


def editor(field: DateField) -> DateEdit:
    found = field.findChild(DateEdit)
    assert isinstance(found, DateEdit)
    return found


def hold_shift(edit: DateEdit, text: str) -> None:
    """Type as on a French keyboard, where each digit wants Shift."""
    QTest.keyPress(edit, Qt.Key.Key_Shift)
    QTest.keyClicks(edit, text, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyRelease(edit, Qt.Key.Key_Shift)


def shift_each(edit: DateEdit, text: str) -> None:
    """Type with Shift pressed anew for each sign."""
    for sign in text:
        hold_shift(edit, sign)


Way = Callable[[DateEdit, str], None]


@pytest.mark.parametrize("type_", [QTest.keyClicks, hold_shift, shift_each])
@pytest.mark.parametrize("way_in", ["tab", "home", "end", "all"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22/11/2026", date(2026, 11, 22)),
        ("22112026", date(2026, 11, 22)),
        ("221127", date(2027, 11, 22)),
        ("1/2/2027", date(2027, 2, 1)),
        ("05.02.2027", date(2027, 2, 5)),
        ("1-12-26", date(2026, 12, 1)),
        ("15 01 27", date(2027, 1, 15)),
        ("15/01/27", date(2027, 1, 15)),
        ("1/12", date(2026, 12, 1)),
        ("0112", date(2026, 12, 1)),
        ("31/12/", date(2026, 12, 31)),
        ("29", date(2026, 11, 29)),
        # More than the month that stands there has.
        ("31/12/2026", date(2026, 12, 31)),
        ("31122026", date(2026, 12, 31)),
        ("31/1/2027", date(2027, 1, 31)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_a_typed_date_is_the_one_that_is_meant(
    qtbot: QtBot, typed: str, meant: date, way_in: str, type_: Way
) -> None:
    field = DateField("On", date(2026, 11, 30), TODAY, minimum=TODAY)
    edit = shown(qtbot, field)
    if way_in == "home":
        QTest.keyClick(edit, Qt.Key.Key_Home)
    elif way_in == "end":
        QTest.keyClick(edit, Qt.Key.Key_End)
    elif way_in == "all":
        edit.line.selectAll()
    type_(edit, typed)
    assert field.day == meant
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.line.text(), field.day) == (f"{meant:%d/%m/%Y}", meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "30/02/2027", "31/4", "0/1/2027", "1/0/2027", "15/13/27", "tomorrow"),
        # Years unfinished, too long, or too far away to be meant.
        *("15/01/2", "15/01/202", "15/01/20270", "150127 8", "15/01/0027", "15/01/3000"),
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert typed_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "first", "last", "meant"),
    [
        # In November, for something to do: what is over by now is yet to come.
        ("5/1", TODAY, None, date(2027, 1, 5)),
        ("0501", TODAY, None, date(2027, 1, 5)),
        ("19/11", TODAY, None, date(2027, 11, 19)),
        ("20/11", TODAY, None, TODAY),
        ("5", TODAY, None, date(2026, 12, 5)),
        # For something that happened: what is yet to come was last year.
        ("24/12", None, TODAY, date(2025, 12, 24)),
        ("25", None, TODAY, date(2026, 10, 25)),
        # With its year, a day is what it is; none between the two is not moved either.
        ("5/1/2026", TODAY, None, date(2026, 1, 5)),
        ("5/1", TODAY, date(2026, 12, 31), date(2026, 1, 5)),
    ],
)
def test_a_day_without_its_year_is_the_nearest_one_expected(
    typed: str, first: date | None, last: date | None, meant: date
) -> None:
    assert typed_day(typed, TODAY, first or FIRST_DAY, last or LAST_DAY) == meant


@pytest.mark.parametrize(
    ("typed", "stood", "meant"),
    [
        # Put off to January, or three months ahead: brought forward to December.
        ("20/12", date(2027, 1, 5), date(2026, 12, 20)),
        ("2012", date(2027, 2, 23), date(2026, 12, 20)),
        # Over by now: there is only the one to come.
        ("15/11", date(2027, 1, 5), date(2027, 11, 15)),
        ("5/1", date(2027, 12, 20), date(2028, 1, 5)),
        ("15/4", date(2028, 3, 1), date(2028, 4, 15)),
        ("28/2", date(2027, 1, 5), date(2027, 2, 28)),
        # Of a day alone the month stands there.
        ("30", date(2027, 1, 5), date(2027, 1, 30)),
        ("29/2", date(2028, 1, 5), date(2028, 2, 29)),
    ],
)
def test_a_day_to_come_without_its_year_is_the_one_nearest_to_what_stood_there(
    typed: str, stood: date, meant: date
) -> None:
    assert typed_day(typed, stood, TODAY) == meant


def test_dates_of_things_to_do_expect_days_to_come(qtbot: QtBot) -> None:
    dialog = PostponeDialog("x", When(TODAY, None), TODAY)
    qtbot.addWidget(dialog)
    bills = InvoiceFields(SALE, TODAY)
    qtbot.addWidget(bills)
    for field, typed, meant in [
        (dialog.due, "5/1", date(2027, 1, 5)),
        (bills.invoiced_on, "24/12", date(2025, 12, 24)),
        # From the day of the invoice on, however long ago.
        (bills.due_on, "5/1", date(2026, 1, 5)),
    ]:
        edit = editor(field)
        edit.line.selectAll()
        QTest.keyClicks(edit, typed)
        assert field.day == meant


@pytest.mark.parametrize("by_key", [True, False])
@pytest.mark.parametrize("typed", ["30/02/2027", "31/4/2027", "15/01/202", "15"])
def test_what_is_typed_is_saved_or_refused_but_never_another_day(
    qtbot: QtBot, typed: str, by_key: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = PostponeDialog("x", When(TODAY, None), TODAY, parent=window)
    taken: list[object] = []
    dialog.submitted.connect(taken.append)
    dialog.open()
    active(qtbot, dialog)
    edit = editor(dialog.due)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(edit, typed)
    if by_key:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    else:
        dialog.primary.setFocus()
        dialog.primary.click()
    if typed == "15":
        # Over in this month: the next is meant, for something that is put off.
        assert taken == [When(date(2026, 12, 15), None)]
    else:
        assert (edit.line.text(), dialog.due.error, taken) == (typed, NO_DAY, [])
    # The answer takes the place of what was refused.
    QTest.keyClicks(edit, "15/01/27")
    assert dialog.due.error is None
    dialog.set_busy(False)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert taken[-1] == When(date(2027, 1, 15), None)
    assert edit.line.text() == "15/01/2027"
    dialog.finish()


def test_leaving_writes_the_date_out_or_says_that_it_is_none(qtbot: QtBot) -> None:
    window, field, other = QWidget(), DateField("On", TODAY, TODAY), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    active(qtbot, window)
    edit = editor(field)
    for typed, after, error in [
        ("15/1/27", "15/01/2027", None),
        ("30/2", "30/2", NO_DAY),
        ("28/2", "28/02/2027", None),
    ]:
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(edit, typed)
        assert (edit.line.text(), field.error) == (typed, None)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        assert (edit.line.text(), field.error) == (after, error)


def test_the_day_in_words_follows_what_is_typed(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    QTest.keyClicks(edit, "15/01/27")
    words = [each.text() for each in field.findChildren(QLabel) if isinstance(each, QLabel)]
    assert "Friday 15 January 2027" in words
    # A year that was begun, and taken back, is not the one that is left out.
    QTest.keyClicks(edit, "\b\b\b")
    assert field.day == date(2026, 1, 15)


def test_nothing_is_said_of_text_that_means_no_day(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    for typed, said in [("31", ""), ("/1", "Saturday 31 January"), ("\b\b2", "")]:
        QTest.keyClicks(edit, typed)
        words = [each.text() for each in field.findChildren(QLabel) if isinstance(each, QLabel)]
        assert words[-1].strip() == said


def test_a_day_typed_is_forgotten_when_another_is_chosen(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    QTest.keyClicks(edit, "31/2")
    field.set_day(date(2027, 11, 20))
    assert (edit.line.text(), field.problem) == ("20/11/2027", None)
    edit.line.setSelection(0, 5)
    QTest.keyClicks(edit, "3/12")
    assert field.day == date(2027, 12, 3)


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
    QTest.keyClicks(edit, typed)
    assert (edit.line.text(), field.error) == (typed, None)
    edit.clearFocus()
    assert (edit.line.text(), field.error, field.problem) == (typed, said, said)
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
    edit = editor(dialog.on)
    for typed in ("19/11/2026", "05/12/2026"):
        edit.line.selectAll()
        QTest.keyClicks(edit, typed)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        assert edit.line.text() == typed
        assert bool(taken) is (dialog.on.error is None)
    assert taken == [CallBack(date(2026, 12, 5), None, "")]
    dialog.finish()


@pytest.mark.parametrize(
    ("at", "key", "meant", "selected"),
    [
        (0, Qt.Key.Key_Up, date(2027, 1, 1), "01"),
        (2, Qt.Key.Key_PageDown, date(2026, 12, 21), "21"),
        (3, Qt.Key.Key_Up, date(2027, 1, 31), "01"),
        (5, Qt.Key.Key_Down, date(2026, 11, 30), "11"),
        (6, Qt.Key.Key_PageUp, date(2036, 12, 31), "2036"),
        (10, Qt.Key.Key_Down, date(2025, 12, 31), "2025"),
    ],
)
def test_arrows_move_the_part_that_the_cursor_stands_in(
    qtbot: QtBot, at: int, key: Qt.Key, meant: date, selected: str
) -> None:
    field = DateField("On", date(2026, 12, 31), TODAY)
    edit = shown(qtbot, field)
    edit.line.setCursorPosition(at)
    QTest.keyClick(edit, key)
    assert (field.day, edit.line.selectedText()) == (meant, selected)


def test_the_wheel_moves_the_day_of_a_date_that_has_the_focus_and_no_other(qtbot: QtBot) -> None:
    field = DateField("On", TODAY, TODAY)
    edit = shown(qtbot, field)

    def roll(angle: int) -> date:
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(edit, event)
        return field.day

    assert [roll(120), roll(60), roll(60)] == [
        date(2026, 11, 21),
        date(2026, 11, 21),
        date(2026, 11, 22),
    ]
    edit.clearFocus()
    assert roll(120) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_the_calendar_opens_by_key_at_the_day_and_enter_takes_one(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    QTest.keyClicks(edit, "30/11")
    QTest.keyClick(edit, key, modifier)
    calendar = edit.calendar
    assert calendar.isVisible()
    assert calendar.selectedDate().day() == 30
    days = calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert isinstance(days, QWidget)
    QTest.keyClick(days, Qt.Key.Key_Left)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert not calendar.isVisible()
    assert (edit.line.text(), field.day) == ("29/11/2026", date(2026, 11, 29))


def test_escape_closes_the_calendar_and_takes_nothing(qtbot: QtBot) -> None:
    field = DateField("On", date(2026, 11, 25), TODAY)
    edit = shown(qtbot, field)
    edit.showPopup()
    days = edit.calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert isinstance(days, QWidget)
    QTest.keyClick(days, Qt.Key.Key_Left)
    QTest.keyClick(days, Qt.Key.Key_Escape)
    assert not edit.calendar.isVisible()
    assert field.day == date(2026, 11, 25)


@pytest.mark.parametrize("above", [False, True])
def test_the_calendar_shows_all_weeks_beside_the_date_and_a_click_takes_a_day(
    qtbot: QtBot, qapp: QApplication, above: bool, theme: Theme
) -> None:
    theme.apply(qapp, "light")
    field = DateField("On", date(2026, 11, 30), TODAY)
    edit = shown(qtbot, field)
    room = available_place(field)
    field.move(room.left(), room.bottom() - field.height() if above else room.top())
    edit.showPopup()
    place, at = edit.calendar.geometry(), edit.mapToGlobal(QPoint(0, 0)).y()
    assert room.contains(place)
    assert (place.bottom() < at) is above
    assert (place.top() >= at + edit.height()) is not above
    days = edit.calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    assert days.verticalScrollBar().maximum() == 0
    head, week = days.rowHeight(0), days.rowHeight(1)
    # A Monday: the first in its week, which is the last of the month.
    QTest.mouseClick(
        days.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, head + 4 * week + week // 2)
    )
    assert (edit.line.text(), edit.calendar.isVisible()) == ("23/11/2026", False)


def test_arrows_stop_where_the_calendar_does(qtbot: QtBot) -> None:
    field = DateField("On", date(2995, 1, 1), TODAY)
    edit = shown(qtbot, field)
    edit.line.setCursorPosition(10)
    QTest.keyClick(edit, Qt.Key.Key_PageUp)
    assert field.day == date(2999, 12, 31)
