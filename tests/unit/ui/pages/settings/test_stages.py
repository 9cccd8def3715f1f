"""Pipelines and columns in the settings: added, edited, ordered and removed by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pisteur.domain.commands import MoveCards
from pisteur.domain.words import StageColour
from pisteur.services.services import Services
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.stage import PipelineDialog, StageDialog, WhereDialog
from pisteur.ui.pages.settings.stages import StagesSection
from pisteur.ui.widgets.list_editor import ListEditor
from support import people
from support.desk import Desk

Place = Callable[[Callable[..., StagesSection]], StagesSection]
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
MEASURED = "What was measured here goes with it: conversion and days. Undoing brings it back."


@pytest.fixture
def section(place: Place) -> StagesSection:
    return place(StagesSection)


def editor(section: StagesSection, name: str) -> ListEditor:
    found = section.findChild(ListEditor, name)
    assert isinstance(found, ListEditor)
    return found


def shown(section: StagesSection, name: str = "stages") -> list[str]:
    return [row.name for row in editor(section, name).rows]


def choose(section: StagesSection, name: str) -> None:
    rows = editor(section, "stages")
    rows.select(next(row.id for row in rows.rows if row.name == name))
    rows.setFocus()


def test_a_pipeline_is_added_by_keyboard_with_the_usual_columns(
    section: StagesSection, desk: Desk
) -> None:
    editor(section, "pipelines").setFocus()
    desk.press_in_window(Qt.Key.Key_Insert)
    desk.write("Training")
    desk.press(Qt.Key.Key_Return, modifier=CTRL)
    assert desk.dialogs_open == 0
    assert shown(section, "pipelines") == ["Pipeline", "Training"]
    # The new one is current, so that its columns can be changed at once.
    made = desk.services.pipelines.setup()[1]
    assert editor(section, "pipelines").current_id == made.id
    assert [row.id for row in editor(section, "stages").rows] == [s.id for s in made.stages]


def test_a_name_that_is_taken_is_said_in_the_dialog_which_stays(
    section: StagesSection, desk: Desk
) -> None:
    editor(section, "pipelines").setFocus()
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(PipelineDialog)
    dialog.name.setText("pipeline")
    dialog.primary.click()
    assert dialog.fields["name"].error == "There is already a pipeline “pipeline”."
    dialog.name.setText("")
    dialog.reject()


def test_pipelines_are_renamed_ordered_and_deleted(section: StagesSection, desk: Desk) -> None:
    people.lead(desk.services)
    desk.context.runner.command(lambda s: s.pipelines.add("Training"))
    editor(section, "pipelines").select(1)
    editor(section, "pipelines").setFocus()
    desk.press_in_window(Qt.Key.Key_F2)
    desk.dialog(PipelineDialog).name.setText("Services")
    desk.dialog(PipelineDialog).primary.click()
    desk.press_in_window(Qt.Key.Key_Down, modifier=ALT)
    assert shown(section, "pipelines") == ["Training", "Services"]
    desk.press_in_window(Qt.Key.Key_Delete)
    dialog = desk.dialog(WhereDialog)
    assert dialog.target.currentText() == "Training"
    dialog.primary.click()
    assert shown(section, "pipelines") == ["Training"]
    assert desk.count("opportunities") == 1
    desk.press_in_window(Qt.Key.Key_Delete)
    assert [error.code for error in desk.errors] == ["pipeline.last"]
    desk.services.undo()
    assert len(desk.services.pipelines.setup()) == 2


def test_a_column_is_added_after_the_current_one(section: StagesSection, desk: Desk) -> None:
    choose(section, "Qualified prospect")
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(StageDialog)
    dialog.name.setText("Meeting")
    dialog.colour.setCurrentIndex(list(StageColour).index(StageColour.ORANGE))
    dialog.days.setValue(5)
    dialog.percent.setValue(45)
    dialog.primary.click()
    assert shown(section)[2:5] == ["Qualified prospect", "Meeting", "Quote sent"]
    row = next(row for row in editor(section, "stages").rows if row.name == "Meeting")
    assert row.detail == "0 cards · Orange · asleep after 5\u00a0d · chance to win 45%"
    assert editor(section, "stages").current_id == row.id


def test_a_column_is_edited_with_what_stands_in_for_what_it_has_not(
    section: StagesSection, desk: Desk
) -> None:
    choose(section, "Quote sent")
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(StageDialog)
    assert dialog.days.text() == "As everywhere: 14 days"
    assert dialog.percent.text() == "As Pisteur proposes: 60%"
    assert not dialog.has_unsaved()
    dialog.percent.setValue(0)
    dialog.primary.click()
    stage = next(s for s in desk.services.pipelines.setup()[0].stages if s.name == "Quote sent")
    assert (stage.default_percent, stage.stale_days) == (0, None)


def test_columns_are_ordered_within_their_zone_only(section: StagesSection, desk: Desk) -> None:
    choose(section, "Quote sent")
    desk.press_in_window(Qt.Key.Key_Up, modifier=ALT)
    assert shown(section)[2:4] == ["Quote sent", "Qualified prospect"]
    desk.press_in_window(Qt.Key.Key_Up, modifier=ALT)
    assert shown(section)[2:4] == ["Quote sent", "Qualified prospect"]
    assert [error.code for error in desk.errors] == ["stage.leaves_zone"]


def test_a_column_with_cards_asks_where_they_go(
    section: StagesSection, desk: Desk, services: Services
) -> None:
    _contact, card = people.prospect(services)
    target = people.stage(services, "Quote sent")
    desk.context.runner.command(lambda s: s.opportunities.move(MoveCards((card,), target)))
    choose(section, "Quote sent")
    desk.press_in_window(Qt.Key.Key_Delete)
    dialog = desk.dialog(WhereDialog)
    assert [dialog.target.itemText(i) for i in range(dialog.target.count())] == [
        "Qualified prospect"
    ]
    assert MEASURED in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.primary.click()
    assert "Quote sent" not in shown(section)
    assert desk.stage_of(card) == "Qualified prospect"
    assert desk.notices[-1] == ("The column is deleted.", True)


def test_a_column_that_deals_went_through_says_what_goes_with_it(
    section: StagesSection, desk: Desk, services: Services
) -> None:
    _contact, card = people.prospect(services)
    for name in ("Quote sent", "Qualified prospect"):
        services.opportunities.move(MoveCards((card,), people.stage(services, name)))
    choose(section, "Quote sent")
    desk.press_in_window(Qt.Key.Key_Delete)
    desk.dialog(ConfirmDialog).reject()
    assert "Quote sent" in shown(section)
    desk.press_in_window(Qt.Key.Key_Delete)
    asked = desk.dialog(ConfirmDialog)
    assert MEASURED in [label.text() for label in asked.findChildren(QLabel)]
    stays = desk.count("stage_passages")
    asked.primary.click()
    assert "Quote sent" not in shown(section)
    assert desk.count("stage_passages") == stays - 1
    desk.services.undo()
    assert desk.count("stage_passages") == stays


def test_an_empty_column_goes_at_once_and_the_last_of_a_zone_stays(
    section: StagesSection, desk: Desk
) -> None:
    choose(section, "To qualify")
    desk.press_in_window(Qt.Key.Key_Delete)
    assert desk.dialogs_open == 0
    assert shown(section)[0] == "New lead"
    choose(section, "New lead")
    desk.press_in_window(Qt.Key.Key_Delete)
    assert [error.code for error in desk.errors] == ["stage.last_in_zone"]


def test_a_deal_goes_to_another_pipeline_from_the_panel(desk: Desk) -> None:
    _contact, card = people.prospect(desk.services)
    desk.flows.choose_pipeline(card)
    assert desk.notices[-1][0] == "There is only one pipeline. Add another in the settings."
    made = desk.services.pipelines.add("Training").value
    desk.flows.choose_pipeline(card)
    desk.dialog(WhereDialog).primary.click()
    found = desk.services.db.rows(
        "SELECT s.pipeline_id FROM opportunities o JOIN stages s ON s.id = o.stage_id"
    )
    assert found == [(made,)]
    assert desk.notices[-1] == ("Moved to the pipeline “Training”.", True)
    desk.services.undo()
    desk.flows.move_to_pipeline((card,), made)
    assert desk.notices[-1] == ("Moved to the pipeline “Training”.", True)
