"""Dates, chips, forms: the parts that dialogs share."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.errors import DomainError
from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import Region
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_edit import DateEdit
from pisteur.ui.dialogs.date_field import DateField, days_ahead, months_ahead
from pisteur.ui.dialogs.ending_forms import StandByForm
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.plan_form import PlanForm
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.pill import Pill
from support.desk import Desk

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 25)


def editor(field: DateField) -> DateEdit:
    found = field.findChild(DateEdit)
    assert isinstance(found, DateEdit)
    return found


def press(chips: Chips, key: Qt.Key) -> None:
    target = chips.focusProxy()
    assert target is not None
    QTest.keyClick(target, key)


def test_quick_days_say_no_day_twice() -> None:
    assert [day.isoformat() for _label, day in days_ahead(SUNDAY)] == ["2026-11-23", "2026-11-30"]
    ahead = [(label, day.day) for label, day in days_ahead(WEDNESDAY)]
    assert ahead == [("Tomorrow", 26), ("Monday", 30), ("In a week", 2)]


def test_monday_stays_monday_on_a_public_holiday() -> None:
    good_friday, easter_monday = date(2027, 3, 26), date(2027, 3, 29)
    assert dict(days_ahead(good_friday))["Monday"] == easter_monday


@pytest.mark.parametrize(
    ("today", "region", "expected"),
    [
        (SUNDAY, Region.FRANCE, date(2026, 11, 30)),
        (date(2026, 11, 4), Region.FRANCE, date(2026, 11, 12)),
        (date(2026, 12, 19), Region.FRANCE, date(2026, 12, 28)),
        (date(2027, 3, 19), Region.FRANCE, date(2027, 3, 26)),
        (date(2027, 3, 19), Region.ALSACE_MOSELLE, date(2027, 3, 30)),
    ],
)
def test_in_a_week_is_a_working_day_of_the_region(
    today: date, region: Region, expected: date
) -> None:
    assert dict(days_ahead(today, region))["In a week"] == expected


def test_months_ahead_end_on_the_last_day_of_a_short_month() -> None:
    assert months_ahead(date(2026, 11, 30))[1][1] == date(2027, 2, 28)


def test_a_quick_choice_sets_the_date_and_its_words(qtbot: QtBot) -> None:
    field = DateField("On", WEDNESDAY, WEDNESDAY, quick=days_ahead(WEDNESDAY))
    qtbot.addWidget(field)
    chip = field.findChild(QPushButton, "date-quick-1")
    assert isinstance(chip, QPushButton)
    with qtbot.waitSignal(field.day_changed) as said:
        chip.click()
    assert said.args == [date(2026, 11, 30)]
    assert field.day == date(2026, 11, 30)
    words = [label.text() for label in field.findChildren(QLabel) if isinstance(label, QLabel)]
    assert "Monday 30 November" in words


def test_the_week_starts_on_monday_and_the_day_stands_first(qtbot: QtBot) -> None:
    field = DateField("On", SUNDAY, SUNDAY)
    qtbot.addWidget(field)
    assert editor(field).calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert editor(field).line.text() == "22/11/2026"
    assert editor(field).calendar.locale().language() == QLocale.Language.English


def test_days_out_of_bounds_are_not_taken(qtbot: QtBot) -> None:
    form = StandByForm(SUNDAY)
    qtbot.addWidget(form)
    form.until.set_day(SUNDAY)
    assert form.until.problem == "Choose a day after today."


def test_an_error_goes_when_another_text_is_typed(qtbot: QtBot) -> None:
    dialog = FormDialog("Offer", accept_text="Save")
    qtbot.addWidget(dialog)
    price, name = Field("Price", QLineEdit("1,200 net")), Field("Name", QLineEdit())
    dialog.show_fields({"price": price, "name": name})
    dialog.show_problem("price", "That is no amount.")
    dialog.show_problem("name", "Say what you sell.")
    QTest.keyClick(price.editor, Qt.Key.Key_Backspace)
    assert (price.error, name.error) == (None, "Say what you sell.")


def test_an_error_of_a_date_marks_its_editor(qtbot: QtBot) -> None:
    field = DateField("On", SUNDAY, SUNDAY)
    qtbot.addWidget(field)
    field.set_error("Not this one")
    assert editor(field).property("invalid") is True
    field.set_day(WEDNESDAY)
    assert field.error == "Not this one"
    field.set_error(None)
    assert editor(field).property("invalid") is False


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_1, "a"), (Qt.Key.Key_2, "b")])
def test_a_digit_chooses_a_chip(qtbot: QtBot, key: Qt.Key, value: str) -> None:
    chips = Chips([("a", "First"), ("b", "Second")])
    qtbot.addWidget(chips)
    chips.show()
    assert chips.value is None
    with qtbot.waitSignal(chips.chosen) as said:
        press(chips, key)
    assert said.args == [value]
    assert chips.value == value


def test_the_title_follows_the_kind_until_it_is_the_users_own(qtbot: QtBot) -> None:
    form = PlanForm("Inès Roche", SUNDAY)
    qtbot.addWidget(form)
    form.show()
    assert form.title.text() == "Call Inès Roche"
    press(form.kinds, Qt.Key.Key_2)
    assert form.title.text() == "Write to Inès Roche"
    form.title.setText("Send the quote")
    press(form.kinds, Qt.Key.Key_3)
    assert form.title.text() == "Send the quote"


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (SUNDAY, date(2026, 11, 23)),
        (date(2027, 3, 26), date(2027, 3, 30)),  # Easter Monday is passed over.
    ],
)
def test_a_new_action_is_offered_for_the_next_working_day(
    qtbot: QtBot, today: date, offered: date
) -> None:
    form = PlanForm("Inès Roche", today)
    qtbot.addWidget(form)
    assert form.due.day == offered


def test_an_action_keeps_everything_when_it_is_edited(qtbot: QtBot) -> None:
    current = PlanFollowUp(
        1, 2, FollowUpKind.FIND_OUT, "Ask who decides", WEDNESDAY, time(14, 30), "By phone"
    )
    form = PlanForm("Inès Roche", SUNDAY, current)
    qtbot.addWidget(form)
    assert form.read(1, 2) == current


def test_an_action_without_a_title_is_refused(qtbot: QtBot) -> None:
    form = PlanForm("Inès Roche", SUNDAY)
    qtbot.addWidget(form)
    form.title.setText("  ")
    with pytest.raises(DomainError) as refused:
        form.read(1, None)
    assert refused.value.field == "title"


def test_what_a_line_says_is_shown_while_it_is_typed(desk: Desk) -> None:
    desk.flows.add_lead()
    dialog = desk.dialog(AddLeadDialog)

    def understood() -> list[str]:
        pills = [one for one in dialog.findChildren(Pill) if isinstance(one, Pill)]
        return [one.text() for one in pills if not one.isHidden()]

    dialog.line.setText("Karim Benali, Salon Lune, 0639985544, karim@example.org, 900 €")
    assert understood() == [
        "Name: Karim Benali",
        "Company: Salon Lune",
        "Phone: 06\u00a039\u00a098\u00a055\u00a044",
        "E-mail: karim@example.org",
        "Amount: €900",
    ]
    height = dialog.height()
    dialog.line.setText("karim@example.org")
    assert understood() == ["E-mail: karim@example.org"]
    assert dialog.height() == height
    dialog.line.setText("Long " * 40)
    assert "…" in understood()[0]
    assert len(understood()[0]) < 70
    dialog.line.setText(" ")
    assert understood() == []
