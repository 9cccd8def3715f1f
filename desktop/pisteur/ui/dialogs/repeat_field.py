"""When an action comes again: how often, by which rule, and the next days that this gives."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QVBoxLayout, QWidget

from pisteur.domain.recurrence import (
    MAX_INTERVAL,
    Every,
    Recurrence,
    counts_from_done,
    from_rrule,
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    next_last_weekday,
    to_rrule,
    weekly_like,
)
from pisteur.i18n import _
from pisteur.presentation.formats import full_date, sentence_start
from pisteur.presentation.runner import Runner
from pisteur.recurrence_words import day_text, done_text
from pisteur.ui.panel.parts import CalmComboBox
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.flow import FlowLayout

SHOWN = 3


class RepeatField(Field):
    """A list of rules that fit the day, every so many weeks or months, and what comes of it.

    A rule that was stored stays as it is until the user chooses another: postponing one
    occurrence does not change the series.

    Signals:
        day_wanted: the first day of a rule that was chosen and does not hold on the day shown.
    """

    day_wanted = Signal(object)

    def __init__(
        self,
        runner: Runner,
        day: date,
        rrule: str = "",
        *,
        from_done: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.choice = CalmComboBox(name="repeats", label=_("Repeats"))
        self._count = QSpinBox()
        row = QWidget()
        super().__init__(_("Repeats"), row, parent=parent)
        self._runner = runner
        self._day = day
        self._stored = from_rrule(rrule) if rrule else None
        self.choice.setProperty("role", "")
        self._count.setObjectName("repeats-every")
        self._count.setAccessibleName(_("Every how many weeks or months"))
        self._count.setRange(1, MAX_INTERVAL)
        self._count.setValue(self._stored.interval if self._stored else 1)
        self._count.setMinimumWidth(72)
        inset_spin_box(self._count)
        self._from_done = QCheckBox(_("Counted from the day it is done"))
        self._from_done.setObjectName("repeats-from-done")
        self._from_done.setChecked(from_done)
        line = FlowLayout(gap=8)
        line.addWidget(self.choice)
        line.addWidget(self._count)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._from_done)
        row.setFocusProxy(self.choice)
        self._fill()
        self.choice.activated.connect(self._choose)
        self._count.valueChanged.connect(self._change)
        self._from_done.toggled.connect(self._change)
        self._change()

    @property
    def rule(self) -> Recurrence | None:
        """The rule chosen; None for an action that does not repeat."""
        every = self.choice.currentData()
        if every is None:
            return None
        stored = self._stored
        if stored is not None and stored.every == every:
            return stored._replace(interval=self._count.value())
        return _like(Every(every), self._day, self._count.value())

    @property
    def rrule(self) -> str:
        """The rule as it is stored, empty for none."""
        return to_rrule(self.rule) if self.rule else ""

    @property
    def from_done(self) -> bool:
        """Whether it is counted from the day it is done."""
        rule = self.rule
        return rule is not None and counts_from_done(rule) and self._from_done.isChecked()

    def set_day(self, day: date) -> None:
        """Say on which day the action is due."""
        if day != self._day:
            self._day = day
            self._fill()
            self._change()

    def _fill(self) -> None:
        """Name the rules after the day that they would give."""
        chosen = self.choice.currentData()
        if self.choice.count() == 0 and self._stored is not None:
            chosen = self._stored.every
        self.choice.clear()
        self.choice.addItem(_("Does not repeat"), None)
        for every in Every:
            stored = self._stored
            rule = stored if stored and stored.every == every else _like(every, self._day, 1)
            self.choice.addItem(sentence_start(day_text(rule)), every.value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen and str(chosen))))

    def _choose(self) -> None:
        # What the user chooses fits the day that is shown; what was stored gives way.
        self._stored = None
        self._fill()
        self._change()
        rule = self.rule
        if rule is not None and rule.every is Every.MONTHS_ON_LAST_WORKING_DAY:
            # The other rules are made from the day; a calendar shows a series from its first.
            self.day_wanted.emit(next_last_weekday(self._day))

    def _change(self) -> None:
        rule = self.rule
        self._count.setVisible(rule is not None)
        weeks = rule is not None and rule.every is Every.WEEKS
        often = _("every {count} weeks") if weeks else _("every {count} months")
        before, _count, after = often.partition("{count}")
        self._count.setPrefix(before)
        self._count.setSuffix(after)
        self._count.setSpecialValueText(_("every week") if weeks else _("every month"))
        self._from_done.setVisible(rule is not None and counts_from_done(rule))
        if rule is None:
            self.set_hint("")
            return
        rrule, day = to_rrule(rule), self._day
        self._runner.latest(
            "repeat-preview", lambda s: (rrule, s.follow_ups.upcoming(rrule, day, SHOWN)), self._say
        )

    def _say(self, found: tuple[str, tuple[date, ...]]) -> None:
        rrule, days = found
        rule = self.rule
        if rule is None or to_rrule(rule) != rrule:
            return
        if self.from_done:
            self.set_hint(sentence_start(done_text(rule)))
            return
        self.set_hint(_("Then on {days}, and so on.").format(days=", ".join(map(full_date, days))))


def _like(every: Every, day: date, count: int) -> Recurrence:
    match every:
        case Every.WEEKS:
            return weekly_like(day, count)
        case Every.MONTHS_ON_DAY:
            return monthly_like(day, count)
        case Every.MONTHS_ON_WEEKDAY:
            return monthly_weekday_like(day, count)
        case Every.MONTHS_ON_LAST_WORKING_DAY:
            return last_working_day(count)
