"""The settings of calendars: a file that is kept up to date, and when calendars call attention.

Each is stored as soon as it is changed, and can be undone.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTime, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain import settings
from pisteur.domain.settings import Setting
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.presentation.formats import clock, short_date
from pisteur.ui.context import UiContext
from pisteur.ui.transfer.files import ask_save, documents
from pisteur.ui.widgets.containers import Card, make_scrolling
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, make_label, set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from pisteur.domain.errors import PisteurError
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet

WIDTH = 560
# Longer than `presentation.calendar_keeper` waits after a change.
LOOK_AFTER_MS = 3000


class _Read(NamedTuple):
    file: str
    tasks: bool
    before: int | None
    at: int | None
    written: datetime | None
    problem: PisteurError | None


def _read(services: Services) -> _Read:
    get = services.settings.get
    file = get(settings.CALENDAR_FILE)
    return _Read(
        file,
        get(settings.CALENDAR_TASKS),
        get(settings.CALENDAR_ALARM_BEFORE),
        get(settings.CALENDAR_ALARM_AT),
        _written_at(file) if file else None,
        services.exporting.calendar_problem(),
    )


def _written_at(file: str) -> datetime | None:
    """Return when the file was written last; None when there is none."""
    try:
        return datetime.fromtimestamp(Path(file).stat().st_mtime).astimezone()
    except OSError:
        return None


class CalendarSection(QWidget):
    """The file, and the alarms."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file = make_label("", wrap=True)
        self._file.setObjectName("calendar-file")
        self._state = make_label("", "muted", wrap=True)
        self._state.setObjectName("calendar-state")
        self._choose = make_button(_("Choose the file…"), name="calendar-choose")
        self._none = make_button(_("Keep no file"), name="calendar-none")
        self._as = QComboBox()
        self._as.setObjectName("calendar-as")
        self._as.addItem(_("Appointments"), userData=False)
        self._as.addItem(_("Tasks"), userData=True)
        self._early = QCheckBox(_("Before an action with a time"))
        self._early.setObjectName("calendar-alarm")
        self._minutes = QSpinBox()
        self._minutes.setObjectName("calendar-minutes")
        self._minutes.setAccessibleName(_("Minutes before"))
        self._minutes.setRange(0, settings.CALENDAR_ALARM_BEFORE.maximum or 0)
        self._minutes.setSuffix(_(" minutes before"))
        self._minutes.setValue(settings.CALENDAR_ALARM_BEFORE.default or 0)
        self._minutes.setKeyboardTracking(False)
        inset_spin_box(self._minutes)
        self._daily = QCheckBox(_("On the day of an action without a time"))
        self._daily.setObjectName("calendar-day-alarm")
        self._time = QTimeEdit(_clock(settings.CALENDAR_ALARM_AT.default or 0))
        self._time.setObjectName("calendar-time")
        self._time.setAccessibleName(_("Time of the alarm"))
        self._time.setDisplayFormat("HH:mm")
        self._time.setKeyboardTracking(False)
        inset_spin_box(self._time)
        self._lay_out()
        self._choose.clicked.connect(self._ask)
        self._none.clicked.connect(self._keep_none)
        self._as.activated.connect(self._put_kind)
        self._early.toggled.connect(self._put_minutes)
        self._minutes.valueChanged.connect(self._put_minutes)
        self._daily.toggled.connect(self._put_time)
        self._time.timeChanged.connect(self._put_time)
        context.runner.changed.connect(self._note_change)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AFTER_MS)
        self._later.timeout.connect(self._ask_again)
        self._ask_again()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # In their places before they are filled: see `make_scrolling`.
        outer.addWidget(make_scrolling(content, self))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._none)
        buttons.addStretch(1)
        kept = _card(_("A calendar file that is kept up to date"), content)
        hint = _(
            "Pisteur writes your follow-ups to this file after each change. Subscribe to it in "
            "your calendar, or put it in a folder that is synchronised. Whoever can read the file "
            "reads the names and numbers in it."
        )
        kept.body.addWidget(make_label(hint, "muted", wrap=True))
        kept.body.addWidget(self._file)
        kept.body.addWidget(self._state)
        kept.body.addLayout(buttons)
        kept.body.addWidget(Field(_("Write follow-ups as"), self._as, parent=kept))
        alarms = _card(_("Alarms in your calendar"), content)
        text = _("They hold for this file and for every calendar that you export.")
        alarms.body.addWidget(make_label(text, "muted", wrap=True))
        for box, value in ((self._early, self._minutes), (self._daily, self._time)):
            # On two lines where one is too short for both.
            row = FlowLayout()
            row.addWidget(box)
            row.addWidget(value)
            alarms.body.addLayout(row)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(kept)
        column.addWidget(alarms)
        column.addStretch(1)

    # Reading.

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._ask_again()

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches("settings"):
            self._ask_again()
        # The file follows a moment later.
        if self.isVisible():
            self._later.start()

    def _ask_again(self) -> None:
        self._context.runner.query(_read, self._show)

    def _show(self, read: _Read) -> None:
        widgets = (self._as, self._early, self._minutes, self._daily, self._time)
        for widget in widgets:
            widget.blockSignals(True)
        self._file.setText(read.file or _("No file is kept."))
        self._state.setVisible(bool(read.file))
        self._state.setText(self._state_of(read))
        set_look(self._state, "tone", "bad" if read.problem else "")
        self._none.setVisible(bool(read.file))
        self._as.setCurrentIndex(self._as.findData(read.tasks))
        self._early.setChecked(read.before is not None)
        self._minutes.setEnabled(read.before is not None)
        self._daily.setChecked(read.at is not None)
        self._time.setEnabled(read.at is not None)
        if read.before is not None:
            self._minutes.setValue(read.before)
        if read.at is not None:
            self._time.setTime(_clock(read.at))
        for widget in widgets:
            widget.blockSignals(False)

    def _state_of(self, read: _Read) -> str:
        said = self._last_of(read.written)
        if read.problem is None:
            return said
        text = _("{problem} Pisteur tries again after the next change.")
        problem = text.format(problem=error_text(read.problem))
        return problem if read.written is None else f"{problem} {said}"

    def _last_of(self, written: datetime | None) -> str:
        if written is None:
            return _("The file is not there. Pisteur writes it after the next change.")
        today = self._context.clock.today()
        at = clock(written.time())
        if written.date() == today:
            return _("Last written today at {time}.").format(time=at)
        day = short_date(written.date(), today)
        return _("Last written on {day} at {time}.").format(day=day, time=at)

    # Writing.

    def _put(self, setting: Setting[Any], value: object) -> None:
        self._context.runner.command(lambda s: s.settings.put(setting, value))

    def _ask(self) -> None:
        suggestion = (documents() / _("pisteur-follow-ups")).with_suffix(".ics")
        kinds = _("Calendars (*.ics)")
        ask_save(self, _("Which file shall be kept up to date?"), suggestion, kinds, self._take)

    def _take(self, name: str) -> None:
        self._put(settings.CALENDAR_FILE, str(Path(name)))

    def _keep_none(self) -> None:
        self._choose.setFocus()
        self._put(settings.CALENDAR_FILE, "")

    def _put_kind(self) -> None:
        self._put(settings.CALENDAR_TASKS, bool(self._as.currentData()))

    def _put_minutes(self) -> None:
        value = self._minutes.value() if self._early.isChecked() else None
        self._put(settings.CALENDAR_ALARM_BEFORE, value)

    def _put_time(self) -> None:
        at = self._time.time()
        value = at.hour() * 60 + at.minute() if self._daily.isChecked() else None
        self._put(settings.CALENDAR_ALARM_AT, value)


def _card(title: str, parent: QWidget) -> Card:
    made = Card(parent=parent)
    made.setMaximumWidth(WIDTH)
    made.body.setContentsMargins(16, 14, 16, 16)
    made.body.setSpacing(10)
    made.body.addWidget(make_label(title, "strong"))
    return made


def _clock(minutes: int) -> QTime:
    return QTime(minutes // 60, minutes % 60)
