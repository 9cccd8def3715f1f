"""The dialog about where a contact comes from, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from pisteur.domain.insights import Acquaintance, NoteStanding
from pisteur.services.services import Services
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.standing import StandingDialog
from support import people
from support.desk import Desk

TODAY = date(2026, 11, 22)


@pytest.fixture
def ids(services: Services) -> tuple[int, int]:
    """Return who is edited, and another."""
    return people.lead(services, "Came")[0], people.lead(services, "Sender Fauve")[0]


def opened(desk: Desk, contact_id: int) -> StandingDialog:
    desk.flows.note_standing(contact_id)
    return desk.dialog(StandingDialog)


def test_all_is_noted_by_keyboard_in_one_step(
    desk: Desk, services: Services, ids: tuple[int, int]
) -> None:
    dialog = opened(desk, ids[0])
    assert dialog.focusWidget() is dialog.asked
    desk.press(Qt.Key.Key_Space)
    assert dialog.asked_on.isVisible()
    dialog.recommender.setFocus()
    desk.write("fauv")
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.dialogs_open == 1
    assert dialog.recommender.person == Acquaintance(ids[1], "Sender Fauve")
    dialog.known.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.dialogs_open == 0
    insight = services.segments.contact(ids[0])
    assert insight.asked_on == TODAY
    assert insight.recommended_by == Acquaintance(ids[1], "Sender Fauve")
    assert insight.known_figure
    assert desk.notices == [("Came is saved.", True)]
    services.undo()
    assert services.segments.contact(ids[0]).recommended_by is None


def test_what_was_noted_is_shown_again_and_can_be_taken_away(
    desk: Desk, services: Services, ids: tuple[int, int]
) -> None:
    services.segments.note(
        NoteStanding(ids[0], asked_on=date(2026, 11, 3), recommended_by=ids[1], known_figure=True)
    )
    dialog = opened(desk, ids[0])
    assert (dialog.asked_on.day, dialog.known.isChecked()) == (date(2026, 11, 3), True)
    assert not dialog.recommender.search.isVisible()
    dialog.recommender.clear_button.click()
    assert dialog.focusWidget() is dialog.recommender.search
    dialog.asked.click()
    dialog.known.click()
    dialog.primary.click()
    insight = services.segments.contact(ids[0])
    assert (insight.asked_on, insight.recommended_by, insight.known_figure) == (None, None, False)


def test_nobody_can_be_chosen_as_their_own_recommendation(desk: Desk, ids: tuple[int, int]) -> None:
    dialog = opened(desk, ids[0])
    dialog.recommender.search.setText("Came")
    assert dialog.recommender.found.count() == 0
    dialog.recommender.search.setText("e")
    dialog.recommender.search.setText("")
    assert not dialog.recommender.found.isVisible()


def test_enter_in_the_search_takes_the_first_one_found_and_keeps_the_dialog_open(
    desk: Desk, ids: tuple[int, int]
) -> None:
    dialog = opened(desk, ids[0])
    dialog.recommender.setFocus()
    desk.write("sender")
    desk.press(Qt.Key.Key_Return)
    assert desk.dialogs_open == 1
    assert dialog.recommender.person == Acquaintance(ids[1], "Sender Fauve")


def test_closing_with_something_typed_asks_first(desk: Desk, ids: tuple[int, int]) -> None:
    dialog = opened(desk, ids[0])
    dialog.known.click()
    dialog.reject()
    desk.dialog(ConfirmDialog)
