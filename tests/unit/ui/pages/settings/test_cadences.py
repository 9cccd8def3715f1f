"""The cadences in the settings: name, when, what stops them, and steps, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.cadence_commands import StoredCadence
from pisteur.domain.cadences import Anchor, CadenceEvent, CadenceTrigger, DayCount
from pisteur.domain.settings import REGION, REGIONS
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.ui.dialogs.cadence import STOPS, CadenceDialog
from pisteur.ui.dialogs.cadence_step import StepDialog
from pisteur.ui.pages.settings.cadences import CadencesSection
from pisteur.ui.pages.settings.general import GeneralSection
from support.desk import Desk
from support.dumps import dump

Place = Callable[[Callable[..., CadencesSection]], CadencesSection]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(place: Place) -> CadencesSection:
    return place(CadencesSection)


def last(services: Services) -> StoredCadence:
    return services.cadences.all()[-1]


def add_step(desk: Desk, title: str, days: int) -> None:
    """Add a step from the dialog of its cadence, by keyboard."""
    desk.dialog(CadenceDialog).steps.setFocus()
    desk.press(Qt.Key.Key_Insert)
    dialog = desk.dialog(StepDialog)
    desk.write(title)
    dialog.days.setValue(days)
    desk.press(Qt.Key.Key_Return, modifier=CONTROL)


def test_the_shipped_ones_say_when_and_how_many_steps(section: CadencesSection) -> None:
    first = section.editor.rows[0]
    assert (first.name, first.mark) == ("After a quote", "When a quote is sent")
    assert first.detail.startswith("4 steps · ")


def test_one_is_added_by_keyboard(section: CadencesSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(CadenceDialog)
    desk.write("Trade fair")
    add_step(desk, "Write", 1)
    add_step(desk, "Call", 4)
    dialog.stops[CadenceEvent.STANDBY].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, modifier=CONTROL)
    made = last(desk.services)
    assert (made.name, made.trigger) == ("Trade fair", CadenceTrigger.BY_HAND)
    assert [(step.title, step.days) for step in made.steps] == [("Write", 1), ("Call", 4)]
    assert made.stops_on == STOPS - {CadenceEvent.STANDBY}
    assert section.editor.rows[-1].name == "Trade fair"


def test_a_step_keeps_everything_that_it_says(section: CadencesSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CadenceDialog)
    dialog.steps.select(3)
    dialog.steps.setFocus()
    desk.press(Qt.Key.Key_F2)
    step = desk.dialog(StepDialog)
    assert (step.days.value(), step.anchor.currentData()) == (3, Anchor.BEFORE_EXPIRY)
    assert step.template.currentData() == "reminder"
    step.counted.setCurrentIndex(step.counted.findData(DayCount.WORKING.value))
    step.primary.click()
    assert dialog.steps.rows[3].detail == "3 working days before the quote expires"
    dialog.primary.click()
    found = desk.services.cadences.all()[0].steps[3]
    assert (found.kind, found.days, found.counted, found.template) == (
        FollowUpKind.EMAIL,
        3,
        DayCount.WORKING,
        "reminder",
    )


def test_steps_are_ordered_and_removed_in_the_dialog(section: CadencesSection, desk: Desk) -> None:
    before = [step.title for step in desk.services.cadences.all()[0].steps]
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CadenceDialog)
    dialog.steps.setFocus()
    desk.press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Delete)
    dialog.primary.click()
    after = [step.title for step in desk.services.cadences.all()[0].steps]
    assert after == [before[1], *before[2:]]


def test_saving_one_unchanged_keeps_it(
    section: CadencesSection, desk: Desk, services: Services
) -> None:
    before = dump(services.db.raw)
    desk.press_in_window(Qt.Key.Key_Return)
    desk.dialog(CadenceDialog).primary.click()
    assert dump(services.db.raw) == before


@pytest.mark.parametrize(
    ("name", "steps", "problem"),
    [
        ("", ((1, "Write"),), ("name", "Give the cadence a name.")),
        ("Fair", (), ("steps", "A cadence needs at least one step.")),
        (
            "Fair",
            ((1, "Write"), (1, "Call")),
            ("steps", "Two steps fall on the same day. Give one another day."),
        ),
    ],
)
def test_what_must_be_mended_is_said_beside_its_field(
    section: CadencesSection,
    desk: Desk,
    name: str,
    steps: tuple[tuple[int, str], ...],
    problem: tuple[str, str],
) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(CadenceDialog)
    dialog.name.setText(name)
    for days, title in steps:
        add_step(desk, title, days)
    dialog.primary.click()
    field, text = problem
    assert dialog.fields[field].error == text
    assert len(desk.services.cadences.all()) == 4


def test_a_step_without_words_is_refused(section: CadencesSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    add_step(desk, " ", 1)
    dialog = desk.dialog(StepDialog)
    assert dialog.fields["title"].error == "Say in a few words what there is to do."


def test_one_is_removed_and_the_removal_undone(section: CadencesSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Delete)
    assert section.editor.rows[0].name != "After a quote"
    assert desk.notices == [("The cadence is removed. Those at work go on.", True)]
    desk.context.runner.command(lambda s: s.undo())
    assert section.editor.rows[0].name == "After a quote"


def test_the_dialog_fits_a_small_window(section: CadencesSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Return)
    dialog: QWidget = desk.dialog(CadenceDialog)
    assert dialog.height() <= 640
    assert dialog.width() <= 1024


def test_the_region_whose_holidays_count_is_a_general_setting(desk: Desk, qtbot: QtBot) -> None:
    general = GeneralSection(desk.context)
    qtbot.addWidget(general)
    region = general.findChild(QComboBox, "setting-region")
    assert isinstance(region, QComboBox)
    assert [region.itemData(n) for n in range(region.count())] == list(REGIONS)
    assert region.currentData() == "france"
    region.setCurrentIndex(region.findData("alsace_moselle"))
    region.activated.emit(region.currentIndex())
    assert desk.services.settings.get(REGION) == "alsace_moselle"
    desk.context.runner.command(lambda s: s.undo())
    assert region.currentData() == "france"
