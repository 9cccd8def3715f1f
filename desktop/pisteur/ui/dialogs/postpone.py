"""Gives an action another date: a menu for the usual ones, a dialog for the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from pisteur.domain.working_days import Region, next_working_day
from pisteur.i18n import _
from pisteur.presentation.formats import day_and_month, weekday_date
from pisteur.ui.dialogs.date_field import DateField, days_ahead
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.time_row import TimeRow


@dataclass(frozen=True, slots=True)
class When:
    """A day, and a time of day if it has one."""

    day: date
    at: time | None = None


class PostponeMenu(QMenu):
    """Tomorrow, Monday, in a week, or a picked day.

    Signals:
        chosen: the `When` of a usual day.
        pick_wanted: another day is wanted.
    """

    chosen = Signal(object)
    pick_wanted = Signal()

    def __init__(
        self, today: date, region: Region = Region.FRANCE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("postpone-menu")
        self.setAccessibleName(_("Postpone"))
        for label, day in days_ahead(today, region):
            text = _("{label} ({day})").format(label=label, day=_rest_of(label, day))
            self.addAction(text).setData(When(day))
        self.addSeparator()
        self.addAction(_("Pick a date…"))
        self.triggered.connect(self._take)

    def _take(self, action: object) -> None:
        found = next((own.data() for own in self.actions() if own is action or own == action), None)
        if isinstance(found, When):
            self.chosen.emit(found)
        else:
            self.pick_wanted.emit()


def _rest_of(label: str, day: date) -> str:
    """Return what `label` leaves open of its day: a Monday that is named is not named twice."""
    return day_and_month(day) if label == _("Monday") else weekday_date(day)


class PostponeDialog(FormDialog):
    """Asks for day and time; `submitted` carries a `When`."""

    def __init__(
        self,
        title: str,
        start: When,
        today: date,
        *,
        region: Region = Region.FRANCE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Postpone"), accept_text=_("Postpone"), note=title, parent=parent)
        self.setObjectName("postpone-dialog")
        self.setMinimumWidth(480)
        first = start.day if start.day > today else next_working_day(today, region)
        quick = days_ahead(today, region)
        self.due = DateField(_("To"), first, today, quick=quick, name="due-on")
        self.due.expect_from(today)
        self.time = TimeRow(start.at)
        self.show_fields({"due_on": self.due})
        self.body.addWidget(self.due)
        self.body.addWidget(self.time)
        self.due.setFocus()

    def read(self) -> When:
        """Return the new day."""
        return When(self.due.day, self.time.value)
