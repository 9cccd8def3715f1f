"""The settings of calendars."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QSpinBox,
    QTimeEdit,
)
from pytestqt.qtbot import QtBot

from pisteur.domain import settings
from pisteur.exchange.errors import ExchangeError
from pisteur.services.services import Services
from pisteur.ui.pages.settings.calendar import CalendarSection
from support.clock import FakeClock
from support.ui import make_context


@pytest.fixture
def section(qtbot: QtBot, services: Services, clock: FakeClock) -> CalendarSection:
    context, _flows = make_context(services, clock)
    made = CalendarSection(context)
    context.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_file_is_chosen_and_given_up(
    section: CalendarSection, services: Services, tmp_path: Path
) -> None:
    shown = section.findChild(QLabel, "calendar-file")
    choose = section.findChild(QPushButton, "calendar-choose")
    none = section.findChild(QPushButton, "calendar-none")
    assert shown is not None
    assert choose is not None
    assert none is not None
    assert shown.text() == "No file is kept."
    assert not none.isVisible()
    choose.click()
    (asked,) = section.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "kept.ics"))
    asked.close()
    assert services.settings.get(settings.CALENDAR_FILE) == str(tmp_path / "kept.ics")
    assert shown.text() == str(tmp_path / "kept.ics")
    none.click()
    assert services.settings.get(settings.CALENDAR_FILE) == ""
    services.undo()
    assert services.settings.get(settings.CALENDAR_FILE) == str(tmp_path / "kept.ics")


def test_alarms_and_kind_are_stored_at_once(section: CalendarSection, services: Services) -> None:
    kind = section.findChild(QComboBox, "calendar-as")
    early = section.findChild(QCheckBox, "calendar-alarm")
    minutes = section.findChild(QSpinBox, "calendar-minutes")
    daily = section.findChild(QCheckBox, "calendar-day-alarm")
    at = section.findChild(QTimeEdit, "calendar-time")
    assert kind is not None
    assert early is not None
    assert minutes is not None
    assert daily is not None
    assert at is not None
    get = services.settings.get
    minutes.setValue(30)
    assert get(settings.CALENDAR_ALARM_BEFORE) == 30
    early.click()
    assert get(settings.CALENDAR_ALARM_BEFORE) is None
    assert not minutes.isEnabled()
    early.click()
    assert get(settings.CALENDAR_ALARM_BEFORE) == 30
    at.setTime(QTime(7, 45))
    assert get(settings.CALENDAR_ALARM_AT) == 7 * 60 + 45
    daily.click()
    assert get(settings.CALENDAR_ALARM_AT) is None
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    assert get(settings.CALENDAR_TASKS) is True


def test_it_says_why_the_file_could_not_be_written_until_it_is(
    section: CalendarSection, services: Services, tmp_path: Path
) -> None:
    state = section.findChild(QLabel, "calendar-state")
    assert state is not None
    kept = tmp_path / "folder" / "kept.ics"
    kept.parent.mkdir()
    services.settings.put(settings.CALENDAR_FILE, str(kept))
    services.exporting.keep_calendar()
    kept.rename(tmp_path / "kept.ics")
    kept.parent.rmdir()
    with pytest.raises(ExchangeError):
        services.exporting.keep_calendar()
    section.hide()
    section.show()
    assert state.text() == (
        "“kept.ics” can’t be written: its folder does not exist. Pisteur tries again after the "
        "next change."
    )
    kept.parent.mkdir()
    services.exporting.keep_calendar()
    section.hide()
    section.show()
    assert state.text().startswith("Last written")


def test_another_file_is_not_blamed_for_the_one_before(
    section: CalendarSection, services: Services, tmp_path: Path
) -> None:
    state = section.findChild(QLabel, "calendar-state")
    assert state is not None
    services.settings.put(settings.CALENDAR_FILE, str(tmp_path / "none" / "kept.ics"))
    with pytest.raises(ExchangeError):
        services.exporting.keep_calendar()
    services.settings.put(settings.CALENDAR_FILE, str(tmp_path / "kept.ics"))
    section.hide()
    section.show()
    assert state.text() == "The file is not there. Pisteur writes it after the next change."


def test_it_says_when_the_file_was_written_last_or_that_it_is_not_there(
    section: CalendarSection, services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    state = section.findChild(QLabel, "calendar-state")
    assert state is not None
    assert not state.isVisible()
    kept = tmp_path / "kept.ics"
    services.settings.put(settings.CALENDAR_FILE, str(kept))
    for written, said in (
        (None, "The file is not there. Pisteur writes it after the next change."),
        (datetime(2026, 11, 22, 7, 5).astimezone(), "Last written today at 07:05."),
        (datetime(2026, 11, 3, 17, 40).astimezone(), "Last written on 03/11 at 17:40."),
    ):
        if written is not None:
            kept.touch()
            os.utime(kept, (written.timestamp(), written.timestamp()))
        section.hide()
        section.show()
        assert state.isVisible()
        assert state.text() == said
