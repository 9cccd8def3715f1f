"""The editor of a date: typed as people type dates, stepped by arrows, or picked in a calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit

from pisteur.domain.calendar import add_months
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.reading_locale import reading_locale
from pisteur.ui.widgets.screens import available_place

# As far as the calendar goes back; and further ahead there is no room to count days from.
FIRST_DAY, LAST_DAY = date(1753, 1, 1), date(2999, 12, 31)
# 31, 31/12, 31/12/27, 31/12/2027; the separators are what people put there.
_SPACED = re.compile(r"(\d{1,2})(?:[/.\-\s]+(\d{1,2})(?:[/.\-\s]+(\d\d|\d{4}))?)?[/.\-\s]*")
# 3112, 311227, 31122027.
_CLOSE = re.compile(r"(\d\d)(\d\d)(\d\d|\d{4})?")
# Where day, month and year stand in the date as it is shown, and how long they are.
_PLACES = ((0, 2), (3, 2), (6, 4))
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Somebody looks elsewhere for a moment, and comes back to go on typing.
_IN_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_NOTCH = 120
_SPARE = 24


def typed_day(text: str, near: date, first: date = FIRST_DAY, last: date = LAST_DAY) -> date | None:
    """Return the day that is meant by `text`, day first; None when it is none.

    Args:
        near: where the month and the year come from that are left out.
        first, last: between these a day is expected. One that is outside, or to come, and whose
            year was left out, is the one of its name there that is nearest to `near`: in November,
            5/1 is next January's, and 20/12 over a 5/1 the December before it.
    """
    text = text.strip()
    found = _CLOSE.fullmatch(text) or _SPACED.fullmatch(text)
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        meant = date(
            near.year if year is None else int(year) + (2000 if len(year) == 2 else 0),
            near.month if month is None else int(month),
            int(day),
        )
    except ValueError:
        return None
    if year is None and (not first <= meant <= last or (month and first > FIRST_DAY)):
        meant = _expected(meant, near, first, last, any_month=month is None) or meant
    return meant if FIRST_DAY <= meant <= LAST_DAY else None


def _expected(day: date, near: date, first: date, last: date, *, any_month: bool) -> date | None:
    """Return the day of that name, from `first` to `last`, closest to `near`; None for none."""
    near = min(max(near, first), last)
    months = near.year * 12 + near.month - 1
    found = []
    for index in range(months - 12, months + 13):
        year, month = index // 12, index % 12 + 1
        # Not each month has a 31st.
        if (any_month or month == day.month) and day.day <= monthrange(year, month)[1]:
            found.append(date(year, month, day.day))
    expected = (each for each in found if first <= each <= last)
    return min(expected, key=lambda each: abs(each - near), default=None)


class DateEdit(QComboBox):
    """A line of text that means a day, with the calendar as its list.

    What is typed is read at every key, so that the day in words beside it is the day that is
    saved; Enter and leaving write it out. Text that means no day stays, for the user to mend.

    Attributes:
        day: the day that is meant, or the last one while the text means none.
        expected: the first and the last day that one means who leaves the year out.
        readable: whether the text means a day.
        line: what it is typed into.

    Signals:
        read: the text was read anew.
        left: Enter was pressed, another field gone to, or a day picked.
    """

    read = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(150)
        self.setFixedHeight(Tokens.control_height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # What stood there before it was typed over lends what is left out.
        self.day = self._near = FIRST_DAY
        self.expected = FIRST_DAY, LAST_DAY
        self.readable = True
        self._wheeled = 0
        self._calendar: QCalendarWidget | None = None
        self.line.textEdited.connect(self._read)

    @property
    def calendar(self) -> QCalendarWidget:
        """The calendar, made when it is first asked for."""
        if self._calendar is None:
            self._calendar = _make_calendar(self)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        return self._calendar

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.day = self._near = day
        self.readable = True
        self.line.setText(_shown(day))
        # With the day under the cursor: that is what arrows move first.
        self.line.setCursorPosition(0)
        self.read.emit()

    def _read(self, text: str) -> None:
        found = typed_day(text, self._near, *self.expected)
        self.readable = found is not None
        self.day = found or self.day
        self.read.emit()

    def _complete(self) -> None:
        if self.readable:
            self.set_day(self.day)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        line = self.line
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(steps)
            return
        whole = not line.hasSelectedText() and line.text() == _shown(self.day)
        if whole and event.text().isdecimal():
            # A whole date has no room for a digit: this one begins another.
            line.selectAll()
        if event.key() in _ENTER:
            self._complete()
            line.selectAll()
        super().keyPressEvent(event)

    def _step(self, steps: int) -> None:
        """Move the part of the date that the cursor stands in."""
        line = self.line
        at = line.selectionStart() if line.hasSelectedText() else line.cursorPosition()
        part = sum(at > start + length for start, length in _PLACES[:2])
        if part:
            day = add_months(self.day, steps if part == 1 else 12 * steps)
        else:
            day = self.day + timedelta(days=steps)
        self.set_day(min(max(day, FIRST_DAY), LAST_DAY))
        line.setSelection(*_PLACES[part])

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        # Deaf to the wheel in passing.
        if not self.hasFocus():
            event.ignore()
            return
        self._wheeled += event.angleDelta().y()
        steps = int(self._wheeled / _NOTCH)
        self._wheeled -= steps * _NOTCH
        if steps:
            self._step(steps)
        event.accept()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, *_IN_PASSING):
            self.line.selectAll()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _IN_PASSING:
            self._complete()

    def showPopup(self) -> None:
        calendar, room = self.calendar, available_place(self)
        # As Qt would have it, the last week only shows when the days' names are scrolled away.
        size = calendar.sizeHint() + QSize(_SPARE, _SPARE)
        place = self.mapToGlobal(QPoint(0, self.height()))
        if place.y() + size.height() > room.bottom():
            place.setY(place.y() - self.height() - size.height())
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        calendar.setGeometry(QRect(place, size))
        calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))
        calendar.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def hidePopup(self) -> None:
        if self._calendar is not None:
            self._calendar.hide()

    def _pick(self, day: QDate) -> None:
        self.hidePopup()
        self.set_day(date(day.year(), day.month(), day.day()))
        self.line.selectAll()
        self.left.emit()


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _make_calendar(parent: DateEdit) -> QCalendarWidget:
    made = QCalendarWidget(parent)
    made.setWindowFlag(Qt.WindowType.Popup)
    made.setLocale(reading_locale())
    made.setDateRange(
        QDate(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day),
        QDate(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day),
    )
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        # Qt paints them red, which says something here.
        made.setWeekdayTextFormat(day, QTextCharFormat())
    return made
