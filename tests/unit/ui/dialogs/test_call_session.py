"""A call session in the window, by keyboard only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from pisteur.ui.dialogs.call_answers import CallBackDialog, NotInterestedDialog
from pisteur.ui.dialogs.call_session import CallSessionDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from support.clock import FakeClock
from support.desk import Desk
from support.lists import bring_in, members


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


def begin(desk: Desk, count: int = 4) -> CallSessionDialog:
    made = bring_in(desk.services, count)
    desk.services.lead_lists.put_on_board(made)
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    return desk.dialog(CallSessionDialog)


def shown(dialog: CallSessionDialog) -> str:
    return dialog._name.text()


def test_a_session_is_gone_through_by_keys_left_and_resumed(desk: Desk) -> None:
    dialog = begin(desk)
    assert shown(dialog) == "Maison 1"
    desk.press(Qt.Key.Key_N)
    desk.write("messagerie 2")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_1)
    assert shown(dialog) == "Maison 2"
    assert dialog.note.toPlainText() == ""
    assert desk.count("interactions", "outcome = 'no_answer' AND body = 'messagerie 2'") == 1
    dialog.note.setPlainText("en réunion")
    desk.press(Qt.Key.Key_2)
    desk.dialog(CallBackDialog).primary.click()
    assert shown(dialog) == "Maison 3"
    assert desk.count("interactions", "body = 'en réunion'") == 1
    desk.press(Qt.Key.Key_Right)
    assert shown(dialog) == "Maison 4"
    desk.press(Qt.Key.Key_Left)
    assert shown(dialog) == "Maison 3"
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialogs_open == 0
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    assert shown(desk.dialog(CallSessionDialog)) == "Maison 3"
    assert desk.count("call_sessions") == 1
    desk.dialog(CallSessionDialog).reject()


def test_a_no_asks_for_the_reason_and_notes_the_opposition(desk: Desk) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_3)
    asked = desk.dialog(NotInterestedDialog)
    asked.primary.click()
    assert asked.fields["reason"].error is not None
    asked.reasons.setFocus()
    desk.write("1")
    asked.objects.click()
    asked.primary.click()
    assert shown(dialog) == "Maison 2"
    contact = members(desk.services, desk.services.lead_lists.lists()[0].id)[0]
    assert len(desk.services.oppositions.of(contact)) == 1
    assert desk.count("opportunities", "state = 'lost'") == 1
    # Undone, they are to be called again.
    desk.context.runner.command(lambda s: s.undo())
    assert shown(dialog) == "Maison 1"
    dialog.reject()


def test_qualifying_opens_from_the_session(desk: Desk) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_4)
    desk.dialog(QualificationDialog).reject()
    dialog.reject()


def test_the_end_says_that_everyone_was_called(desk: Desk) -> None:
    dialog = begin(desk, 1)
    desk.press(Qt.Key.Key_Right)
    assert shown(dialog) == "Everyone was called."
    assert not any(button.isEnabled() for button in dialog.buttons)
    dialog.reject()
