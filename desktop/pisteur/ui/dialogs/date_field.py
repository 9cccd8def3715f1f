"""A date to type, to pick from a calendar, or to take from a few quick choices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pisteur.domain.calendar import add_months, next_monday
from pisteur.domain.working_days import Region, working_day_from
from pisteur.i18n import _
from pisteur.presentation.formats import long_date, sentence_start
from pisteur.ui.dialogs.date_edit import FIRST_DAY, LAST_DAY, DateEdit
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, set_look

QuickDays = Sequence[tuple[str, date]]
NO_WORDS = "\u00a0"


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

    A day out of reach can be typed, and stays, and so does what is no day at all: to put another
    in its place would save what nobody typed. It is told when the editor is left, and the form
    takes no such day.

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
        self._edit = DateEdit(name)
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
        self._edit.expected = minimum or FIRST_DAY, maximum or LAST_DAY
        self._told = ""
        self._said: date | None = None
        self._words = ""
        self._edit.read.connect(self._say)
        self._edit.left.connect(self._say_problem)
        self.set_day(day)

    @property
    def day(self) -> date:
        """The date that is meant; the last one while what is typed means none."""
        return self._edit.day

    def set_day(self, day: date) -> None:
        """Show a date."""
        self._edit.set_day(day)

    def expect_from(self, day: date) -> None:
        """Take a date that is typed without its year for one from `day` on."""
        self._edit.expected = day, self._edit.expected[1]

    @property
    def problem(self) -> str | None:
        """What is wrong with the date shown; None for nothing."""
        if not self._edit.readable:
            return _("Type a day that exists, such as 25/11/2026.")
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
        if self._told and self.error == self._told and not self.problem:
            self.set_error(None)
        # Of text that means no day nothing is said, in as much room.
        words = long_date(self.day, self._today) if self._edit.readable else NO_WORDS
        if words != self._words:
            self._words = words
            self.set_hint(sentence_start(words))
            self._edit.setAccessibleDescription(words)
        if self.day != self._said:
            self._said = self.day
            self.day_changed.emit(self.day)

    def _say_problem(self) -> None:
        if self.problem:
            self.show_problem()
