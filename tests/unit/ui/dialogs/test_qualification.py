"""The walk itself: keys, steps, what it starts from and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import Forced
from pisteur.domain.words import Answer, LearntHow, Verdict
from pisteur.services.services import Services
from pisteur.ui.dialogs.qualification import QualificationDialog, Qualified
from pisteur.ui.dialogs.subject import read_briefing
from support import people
from support.clock import FakeClock
from support.desk import Desk

TODAY = date(2026, 11, 22)


@pytest.fixture
def dialog(desk: Desk, services: Services) -> QualificationDialog:
    _contact, card = people.lead(services, "Inès Roche, Atelier Fauve")
    briefing = read_briefing(services, (card,))
    made = QualificationDialog(
        briefing.criteria,
        briefing.subjects[0],
        TODAY,
        goes_to="Qualified prospect",
        as_gate=True,
        parent=desk.window,
    )
    made.open()
    return made


def text_of(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_digits_and_enter_are_enough(qtbot: QtBot, desk: Desk, dialog: QualificationDialog) -> None:
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1):
        desk.press(digit, Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert [page.answer for page in dialog.pages[3:]] == [None, None]
    assert text_of(dialog, "verdict") == "Stays a lead for now"
    with qtbot.waitSignal(dialog.submitted) as said:
        desk.press(Qt.Key.Key_Return)
    value = said.args[0]
    assert isinstance(value, Qualified)
    answers = [one.answer for one in value.given.answers]
    assert answers == [Answer.YES, Answer.UNKNOWN, Answer.YES]
    assert (value.verdict, value.new_actions) == (Verdict.FIND_OUT, 1)


def test_alt_left_goes_back_with_the_answers_kept(desk: Desk, dialog: QualificationDialog) -> None:
    desk.press(Qt.Key.Key_3, Qt.Key.Key_Return)
    assert dialog.place == 1
    desk.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    assert dialog.place == 0
    assert dialog.pages[0].answer is Answer.NO


def test_several_answers_are_not_lost_without_a_question(
    desk: Desk, dialog: QualificationDialog
) -> None:
    desk.press(Qt.Key.Key_1)
    assert not dialog.has_unsaved()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_2)
    assert dialog.has_unsaved()


def test_a_qualification_done_over_again_begins_at_its_first_question(
    desk: Desk, services: Services
) -> None:
    contact, card = people.prospect(services)
    desk.flows.qualify(contact, card)
    assert desk.dialog(QualificationDialog).place == 0


def test_a_required_question_wants_an_answer(desk: Desk, dialog: QualificationDialog) -> None:
    dialog.primary.click()
    assert dialog.place == 0
    assert text_of(dialog, "answer-problem-target") == "Choose an answer. “Not known yet” is one."
    desk.press(Qt.Key.Key_2)
    assert not dialog.pages[0]._problem.isVisible()


def test_a_digit_in_the_evidence_is_only_a_digit(desk: Desk, dialog: QualificationDialog) -> None:
    dialog.pages[0].evidence.setFocus()
    desk.write("2,000")
    assert dialog.pages[0].evidence.text() == "2,000"
    assert dialog.pages[0].answer is None


def test_the_verdict_says_where_the_card_goes(dialog: QualificationDialog) -> None:
    for _required in range(3):
        dialog.pages[dialog.place].choose(0)
        dialog.primary.click()
    dialog.pages[dialog.place].skip_wanted.emit()
    assert "“Qualified prospect”" in text_of(dialog, "verdict-text")
    assert dialog.primary.text() == "Make a prospect"


def test_the_verdict_names_the_day_that_the_actions_are_planned_for(
    desk: Desk, services: Services, clock: FakeClock
) -> None:
    clock.go_to(date(2026, 12, 24))
    contact, card = people.lead(services, "Atelier Fauve")
    desk.flows.qualify(contact, card)
    dialog = desk.dialog(QualificationDialog)
    for _required in range(3):
        dialog.pages[dialog.place].choose(1)
        dialog.primary.click()
    dialog.pages[dialog.place].skip_wanted.emit()
    assert "Monday 28 December" in text_of(dialog, "verdict-text")
    dialog.primary.click()
    days = services.db.rows("SELECT DISTINCT due_on FROM follow_ups WHERE kind = 'find_out'")
    assert days == [("2026-12-28",)]


def test_going_back_and_changing_an_answer_changes_the_verdict(
    dialog: QualificationDialog,
) -> None:
    for _required in range(3):
        dialog.pages[dialog.place].choose(0)
        dialog.primary.click()
    dialog.pages[dialog.place].skip_wanted.emit()
    for _page in range(5):
        dialog.back.click()
    assert dialog.place == 0
    dialog.pages[0].choose(2)
    dialog._skip()
    shown = dialog.verdict._shown
    assert shown is not None
    assert text_of(shown, "verdict") == "Is out of your target"
    assert dialog.primary.text() == "Mark as lost"
    # They have answered.
    assert shown.findChild(QPushButton, "lost-reason-no_need") is not None
    assert shown.findChild(QPushButton, "lost-reason-no_answer") is None


def test_a_new_walk_starts_from_the_last_answers(desk: Desk, services: Services) -> None:
    contact, card = people.prospect(services, "Atelier Fauve")
    given = people.answers(services, Answer.YES, Answer.NO, learnt_how=LearntHow.MEETING)
    services.opportunities.qualify(contact, card, given)
    desk.flows.qualify(contact, card)
    dialog = desk.dialog(QualificationDialog)
    assert [page.answer for page in dialog.pages[:3]] == [Answer.YES, Answer.NO, None]
    assert dialog.pages[0].evidence.text() == "said so"
    assert dialog.learnt.currentData() == "meeting"


def steps(dialog: QualificationDialog) -> list[QPushButton]:
    return [chip for chip in dialog.findChildren(QPushButton) if chip.property("step")]


def test_only_a_yes_is_ticked_and_no_and_unknown_have_their_own_marks(
    dialog: QualificationDialog,
) -> None:
    for number in (0, 1, 2):
        dialog.pages[dialog.place].choose(number)
        dialog.primary.click()
    dialog.primary.click()  # An optional question, passed over.
    chips = steps(dialog)
    texts = ["✓ Target", "? Means", "✕ Decision", "Need", "Timing", "Verdict"]
    assert [chip.text() for chip in chips] == texts
    looks = ["yes", "unknown", "no", "open", "open", "open"]
    assert [chip.property("step") for chip in chips] == looks
    assert chips[1].accessibleName() == "Means: Not known yet"
    assert [chip.isChecked() for chip in chips].index(True) == 4


def test_a_new_walk_begins_at_the_first_criterion_that_is_still_open(
    desk: Desk, services: Services
) -> None:
    contact, card = people.lead(services, "Atelier Fauve")
    given = people.answers(services, Answer.YES, Answer.UNKNOWN, Answer.YES)
    services.opportunities.qualify(contact, card, given)
    desk.flows.qualify(contact, card)
    dialog = desk.dialog(QualificationDialog)
    assert dialog.place == 1
    steps(dialog)[0].click()
    assert dialog.place == 0
    focus = dialog.focusWidget()
    assert focus is not None
    assert dialog.pages[0].isAncestorOf(focus)


def test_the_verdict_is_reached_by_its_step_once_what_is_required_is_answered(
    dialog: QualificationDialog,
) -> None:
    steps(dialog)[-1].click()
    assert dialog.place == 0
    assert steps(dialog)[0].isChecked()
    for page in dialog.pages[:3]:
        page.choose(0)
    steps(dialog)[-1].click()
    assert dialog.place == len(dialog.pages)


def test_a_contact_without_a_deal_is_not_asked_what_becomes_of_it(
    desk: Desk, services: Services
) -> None:
    contact, _card = people.lead(services)
    desk.flows.qualify(contact, None)
    dialog = desk.dialog(QualificationDialog)
    for _required in range(3):
        dialog.pages[dialog.place].choose(2)
        dialog.primary.click()
    dialog._skip()
    assert dialog.verdict.ending is None
    dialog.primary.click()
    assert desk.count("qualifications", "verdict = 'out'") == 1


def test_the_reason_of_a_forced_gate_is_there_again_when_it_failed(
    qtbot: QtBot, desk: Desk, dialog: QualificationDialog
) -> None:
    dialog._ask_why()
    desk.write("Old friend")
    with qtbot.waitSignal(dialog.submitted) as said:
        desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert said.args == [Forced("Old friend")]
    dialog.set_busy(False)
    dialog._ask_why()
    assert dialog._asked.reason.toPlainText() == "Old friend"


def test_it_fits_a_small_screen(dialog: QualificationDialog) -> None:
    assert dialog.width() <= 836
    assert dialog.height() <= 600
