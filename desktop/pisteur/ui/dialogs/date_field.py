"""A date to type, to pick from a calendar, or to take from a few quick choices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from pisteur.domain.calendar import add_months, next_monday
from pisteur.domain.working_days import Region, working_day_from
from pisteur.i18n import _
from pisteur.presentation.formats import long_date, sentence_start
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, set_look
from pisteur.ui.widgets.reading_locale import reading_locale

QuickDays = Sequence[tuple[str, date]]
# What people put between day, month and year.
SEPARATORS = "/.- "
LAST_DAY = QDate(2999, 12, 31)
# The place of the year among the sections.
YEAR = 2


def days_ahead(today: date, region: Region = Region.FRANCE) -> QuickDays:
    """Return the quick choices for an action: tomorrow, Monday, in a week.

    The first two are the days that they name. The third names no day: it gives way to the next
    working day, as all dates do that Pisteur proposes.
    """
    return _distinct(
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("Monday"), next_monday(today)),
        (_("In a week"), working_day_from(today + timedelta(days=7), region)),
    )


def months_ahead(today: date) -> QuickDays:
    """Return the quick choices for a standby."""
    return _distinct(
        (_("In a month"), add_months(today, 1)),
        (_("In three months"), add_months(today, 3)),
        (_("In six months"), add_months(today, 6)),
    )


def days_back(today: date) -> QuickDays:
    """Return the quick choices for something that has happened."""
    return ((_("Today"), today), (_("Yesterday"), today - timedelta(days=1)))


def _distinct(*choices: tuple[str, date]) -> QuickDays:
    """Leave out what another choice already says, such as Monday on a Sunday."""
    seen: dict[date, str] = {}
    for label, day in choices:
        seen.setdefault(day, label)
    return tuple((label, day) for day, label in seen.items())


class DateField(Field):
    """A label, the date with its calendar, the quick choices, and the day in words.

    A day out of reach can be typed, and stays: an editor with limits put another in its place
    without a word, even while a day within them was being typed. It is told when the editor is
    left, and the form takes no such day.

    Args:
        minimum, maximum: the first and the last day that may be chosen; None for any.

    Signals:
        day_changed: the date, whoever changed it.
    """

    day_changed = Signal(object)

    def __init__(
        self,
        label: str,
        day: date,
        today: date,
        *,
        quick: QuickDays = (),
        minimum: date | None = None,
        maximum: date | None = None,
        name: str = "date",
        parent: QWidget | None = None,
    ) -> None:
        row = QWidget()
        self._edit = _DateEdit(name)
        self._edit.setAccessibleName(label)
        self._quick = {f"{name}-quick-{n}": day for n, (_label, day) in enumerate(quick)}
        line = FlowLayout(row, gap=6)
        line.addWidget(self._edit)
        chips = [
            make_button(text, "chip", name=f"{name}-quick-{n}")
            for n, (text, _day) in enumerate(quick)
        ]
        for chip in chips:
            # As high as the editor, so that they stand on one line.
            chip.setFixedHeight(Tokens.control_height)
            line.addWidget(chip)
        row.setFocusProxy(self._edit)
        super().__init__(label, row, parent=parent)
        self._today = today
        for chip in chips:
            chip.clicked.connect(self._take_quick)
        self._minimum, self._maximum = minimum, maximum
        self._told = ""
        # Further away there is no room to count days from.
        self._edit.setMaximumDate(LAST_DAY)
        self._edit.dateChanged.connect(self._say)
        self._edit.editingFinished.connect(self._say_problem)
        self.set_day(day)
        self._say()

    @property
    def day(self) -> date:
        """The date shown."""
        found = self._edit.date()
        return date(found.year(), found.month(), found.day())

    def set_day(self, day: date) -> None:
        """Show a date."""
        self._edit.setDate(to_qdate(day))

    @property
    def problem(self) -> str | None:
        """What is wrong with the date shown; None for nothing."""
        if self._maximum is not None and self.day > self._maximum:
            return _("Choose today or a day before.")
        if self._minimum is not None and self.day < self._minimum:
            if self._minimum > self._today:
                return _("Choose a day after today.")
            return _("This day is over: choose today or a day to come.")
        return None

    def show_problem(self) -> None:
        """Say what is wrong with the date, until another is chosen."""
        self._told = self.problem or ""
        self.set_error(self._told)

    def set_error(self, error: str | None) -> None:
        super().set_error(error)
        set_look(self._edit, "invalid", bool(error))

    def _take_quick(self) -> None:
        self.set_day(self._quick[self.sender().objectName()])

    def _say(self) -> None:
        self.set_hint(sentence_start(long_date(self.day, self._today)))
        self._edit.setAccessibleDescription(long_date(self.day, self._today))
        if self._told and self.error == self._told and not self.problem:
            self.set_error(None)
        self.day_changed.emit(self.day)

    def _say_problem(self) -> None:
        if self.problem:
            self.show_problem()


class _DateEdit(QDateEdit):
    """The editor itself: day, month, year, Monday first, and deaf to the wheel in passing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        # The section that the last digit went into.
        self._typed_in: int | None = None
        # What was typed as the day: Qt shortens it to the month that stands there still.
        self._day_typed = ""
        self._by_key = False
        self.dateChanged.connect(self._forget_day)
        self.editingFinished.connect(self._mend_day)
        locale = reading_locale()
        self.setLocale(locale)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)
        self.setMinimumWidth(150)
        self.setFixedHeight(Tokens.control_height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        calendar = self.calendarWidget()
        calendar.setLocale(locale)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt paints them red, which says something here.
            calendar.setWeekdayTextFormat(day, QTextCharFormat())

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        self._by_key = True
        self._press(event)
        if self.currentSectionIndex() == YEAR:
            self._mend_day()
        self._by_key = False

    def _press(self, event: QKeyEvent) -> None:
        # Qt goes on to the month once the day is complete, and once more at the “/” that people
        # type then; with everything selected, or at the start of the line, it takes no digit.
        text = event.text()
        if text and text in SEPARATORS:
            if self._typed_in == self.currentSectionIndex():
                self._select(self.currentSectionIndex() + 1)
            return
        line = self.lineEdit()
        if text.isdecimal() and line.selectedText() == line.text():
            self._select(0)
        typed_in = self.currentSectionIndex() if text.isdecimal() else None
        if typed_in == 0:
            goes_on = self._typed_in == 0 and len(self._day_typed) == 1
            self._day_typed = (self._day_typed if goes_on else "") + text
        super().keyPressEvent(event)
        self._typed_in = typed_in
        if typed_in is None:
            self._day_typed = ""
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            self._select(0)

    def _mend_day(self) -> None:
        """Show the day that was typed once the month has room for it: 31, then December."""
        shown, wanted = self.date(), int(self._day_typed or 0)
        if shown.day() < wanted <= shown.daysInMonth():
            section = self.currentSectionIndex()
            self.setDate(QDate(shown.year(), shown.month(), wanted))
            self._select(section)

    def _forget_day(self, _day: QDate) -> None:
        if not self._by_key:
            self._day_typed = ""

    def _select(self, section: int) -> None:
        if section < self.sectionCount():
            self.setSelectedSection(self.sectionAt(section))
        self._typed_in = None

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def to_qdate(day: date) -> QDate:
    """Return `day` as Qt has it."""
    return QDate(day.year, day.month, day.day)
