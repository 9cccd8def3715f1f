"""The criteria in the settings: edited, ordered and removed by keyboard, and undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pisteur.domain.words import Status
from pisteur.services.board import read_criteria
from pisteur.services.services import Services
from pisteur.ui.dialogs.criterion import CriterionDialog
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.pages.settings.criteria import CriteriaSection
from support import people
from support.desk import Desk

Place = Callable[[Callable[..., CriteriaSection]], CriteriaSection]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def section(place: Place) -> CriteriaSection:
    return place(CriteriaSection)


def shown(section: CriteriaSection) -> list[str]:
    return [row.name for row in section.editor.rows]


def test_the_criteria_are_shown_with_what_they_do_on_cards(section: CriteriaSection) -> None:
    assert shown(section) == ["Target", "Means", "Decision", "Need", "Timing"]
    assert section.editor.rows[0].mark == "Required, T on the cards"
    assert section.editor.rows[3].mark == "Optional"


def test_a_criterion_is_added_by_keyboard(section: CriteriaSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(CriterionDialog)
    desk.write("Renewal")
    dialog.question.setFocus()
    desk.write("Will they buy again?")
    dialog.required.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.dialogs_open == 0
    assert shown(section)[-1] == "Renewal"
    assert section.editor.current_id == section.editor.rows[-1].id
    assert read_criteria(desk.services.db.raw)[0] == "T€DR"


def test_a_criterion_is_edited_with_all_that_it_has(section: CriteriaSection, desk: Desk) -> None:
    before = desk.services.qualification.criteria()[0]
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CriterionDialog)
    assert not dialog.has_unsaved()
    dialog.name.setText("Fit")
    dialog.prompts.setPlainText("Who are you?\nWhere?")
    dialog.primary.click()
    after = desk.services.qualification.criteria()[0]
    assert (after.name, after.prompts) == ("Fit", "Who are you?\nWhere?")
    assert (after.question, after.guidance, after.find_out, after.letter) == (
        before.question,
        before.guidance,
        before.find_out,
        before.letter,
    )
    assert shown(section)[0] == "Fit"


def test_what_is_missing_is_said_in_the_dialog_which_stays(
    section: CriteriaSection, desk: Desk
) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(CriterionDialog)
    dialog.primary.click()
    assert dialog.fields["name"].error
    dialog.name.setText("Trade")
    dialog.letter.setText("D")
    dialog.question.setText("Which?")
    dialog.primary.click()
    assert dialog.fields["letter"].error == "“Decision” already has this letter."
    assert dialog.isVisible()


def test_the_last_required_criterion_cannot_become_optional(
    section: CriteriaSection, desk: Desk
) -> None:
    for criterion in desk.services.qualification.criteria()[1:3]:
        desk.services.criteria.remove(criterion.id)
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CriterionDialog)
    dialog.required.click()
    dialog.primary.click()
    problem = dialog.findChild(QLabel, "criterion-problem")
    assert isinstance(problem, QLabel)
    assert problem.isVisible()
    assert "required" in problem.text()
    assert dialog.required.accessibleDescription() == problem.text()


def test_criteria_are_moved_and_removed_by_keyboard_and_come_back(
    section: CriteriaSection, desk: Desk
) -> None:
    people.prospect(desk.services)
    desk.press_in_window(Qt.Key.Key_Down, ALT)
    assert shown(section)[:2] == ["Means", "Target"]
    desk.press_in_window(Qt.Key.Key_Delete)
    assert "Target" not in [row.name for row in section.editor.rows if not row.put_away]
    assert desk.notices[-1] == (
        "The criterion is no longer asked. The answers given so far are kept.",
        True,
    )
    desk.context.runner.command(lambda s: s.undo())
    desk.context.runner.command(lambda s: s.undo())
    assert shown(section)[:2] == ["Target", "Means"]


def test_a_criterion_never_answered_is_removed_for_good(
    section: CriteriaSection, desk: Desk
) -> None:
    section.editor.select(section.editor.rows[4].id)
    desk.press_in_window(Qt.Key.Key_Delete)
    assert desk.notices[-1][0] == "The criterion is removed."
    assert shown(section) == ["Target", "Means", "Decision", "Need"]


def test_closing_a_dialog_with_something_typed_asks_first(
    section: CriteriaSection, desk: Desk
) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    desk.write("Renewal")
    desk.press(Qt.Key.Key_Escape)
    desk.dialog(ConfirmDialog).primary.click()
    assert desk.dialogs_open == 0
    assert len(shown(section)) == 5


def test_the_dialog_fits_in_a_small_window(section: CriteriaSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CriterionDialog)
    assert dialog.width() <= 1024
    assert dialog.height() <= 640


def test_the_new_criterion_is_asked_in_the_next_qualification(
    section: CriteriaSection, desk: Desk, services: Services
) -> None:
    desk.press_in_window(Qt.Key.Key_Delete)
    contact, card = people.lead(services)
    desk.flows.qualify(contact, card)
    dialog = desk.dialog(QualificationDialog)
    assert [page.criterion.name for page in dialog.pages] == [
        "Means",
        "Decision",
        "Need",
        "Timing",
    ]


def test_rules_1_and_3_hold_for_a_criterion_made_in_the_window(
    section: CriteriaSection, desk: Desk, services: Services
) -> None:
    contact, card = people.lead(services)
    desk.press_in_window(Qt.Key.Key_Insert)
    editor = desk.dialog(CriterionDialog)
    desk.write("Renewal")
    editor.question.setText("Will they buy again?")
    editor.find_out.setText("Ask how often they buy")
    editor.required.click()
    editor.primary.click()
    desk.flows.qualify(contact, card)
    walk = desk.dialog(QualificationDialog)
    assert walk.pages[-1].criterion.question == "Will they buy again?"
    for digit in "111112":
        desk.press(Qt.Key(ord(digit)), Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert desk.dialogs_open == 0
    assert services.contact_view.contact(contact).reason.status is Status.LEAD
    assert desk.count("follow_ups", "title = 'Ask how often they buy'") == 1


def test_a_criterion_put_away_stays_in_sight_and_comes_back_by_enter(
    section: CriteriaSection, desk: Desk
) -> None:
    people.prospect(desk.services)
    desk.press_in_window(Qt.Key.Key_Delete)
    away = section.editor.rows[-1]
    assert (away.name, away.mark, away.put_away) == ("Target", "Put away", True)
    # The next one is where it was, as when a row is gone for good.
    assert section.editor.current_id == section.editor.rows[0].id
    section.editor.select(away.id)
    before = section.editor.rows
    desk.press_in_window(Qt.Key.Key_Delete)
    desk.press_in_window(Qt.Key.Key_Up, ALT)
    assert section.editor.rows == before
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(CriterionDialog)
    assert dialog.primary.text() == "Put back in use"
    dialog.primary.click()
    assert not section.editor.rows[0].put_away
    assert sorted(shown(section)[:3]) == ["Decision", "Means", "Target"]
    assert read_criteria(desk.services.db.raw)[0] == "T€D"


def test_the_last_criterion_in_use_does_not_move_below_those_put_away(
    section: CriteriaSection, desk: Desk
) -> None:
    people.prospect(desk.services)
    desk.press_in_window(Qt.Key.Key_Delete)
    section.editor.select(section.editor.rows[-2].id)
    before = shown(section)
    desk.press_in_window(Qt.Key.Key_Down, ALT)
    assert shown(section) == before
