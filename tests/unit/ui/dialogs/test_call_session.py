"""A call session in the window, by keyboard only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur import i18n
from pisteur.domain.commands import MoveCards, PlanFollowUp, WriteInteraction
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import StorageError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.settings import REGION
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind
from pisteur.domain.working_days import Region
from pisteur.services.services import Services
from pisteur.ui.dialogs.call_answers import CallBackDialog, NotInterestedDialog
from pisteur.ui.dialogs.call_script import CallStartDialog, ResumeDialog, ScriptDialog
from pisteur.ui.dialogs.call_session import CallSessionDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.theme.theme import Theme
from support import people
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
    desk.dialog(CallStartDialog).primary.click()
    return desk.dialog(CallSessionDialog)


def refuse(*_given: object) -> None:
    raise StorageError("file.full")


def shown(dialog: CallSessionDialog) -> str:
    return dialog.card.name.text()


def current_deal(dialog: CallSessionDialog) -> int:
    view = dialog._view
    assert view is not None
    assert view.current is not None
    assert view.current.opportunity_id is not None
    return view.current.opportunity_id


def words(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.accessibleName() or found.text()


def figure(dialog: CallSessionDialog, name: str) -> str:
    tile = dialog.end.findChild(QWidget, name)
    assert tile is not None
    return tile.accessibleName().split()[-1]


def test_a_session_is_gone_through_by_keys_left_and_resumed(desk: Desk) -> None:
    dialog = begin(desk)
    assert shown(dialog) == "Maison 1"
    desk.press(Qt.Key.Key_N)
    desk.write("messagerie 2")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_1)
    assert shown(dialog) == "Maison 2"
    assert dialog.note.text == ""
    assert desk.count("interactions", "outcome = 'no_answer' AND body = 'messagerie 2'") == 1
    dialog.card.note.setPlainText("en réunion")
    desk.press(Qt.Key.Key_2)
    desk.dialog(CallBackDialog).primary.click()
    assert shown(dialog) == "Maison 3"
    assert desk.count("interactions", "body = 'en réunion'") == 1
    desk.press(Qt.Key.Key_Right)
    assert shown(dialog) == "Maison 4"
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialogs_open == 0
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    resume = desk.dialog(ResumeDialog)
    assert words(resume, "call-begun").endswith("3 of 4 are done.")
    desk.press(Qt.Key.Key_Return)
    assert shown(desk.dialog(CallSessionDialog)) == "Maison 4"
    assert desk.count("call_sessions") == 1
    desk.dialog(CallSessionDialog).reject()


@pytest.mark.parametrize(
    ("key", "accepted"),
    [(Qt.Key.Key_2, True), (Qt.Key.Key_2, False), (Qt.Key.Key_3, False)],
)
def test_the_keys_work_again_as_soon_as_a_sheet_is_closed(
    desk: Desk, qtbot: QtBot, key: Qt.Key, *, accepted: bool
) -> None:
    dialog = begin(desk)
    dialog.buttons[1].setFocus()
    desk.press(key)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, CallBackDialog | NotInterestedDialog)
    (sheet.primary if accepted else sheet.secondary).click()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.buttons[0])
    assert shown(dialog) == ("Maison 2" if accepted else "Maison 1")


def test_calls_are_counted_as_one_says_it(desk: Desk) -> None:
    i18n.set_language("fr")
    dialog = begin(desk, 1)
    seen = []
    view = dialog._view
    assert view is not None
    assert view.current is not None
    for attempts in (0, 1):
        again = replace(view.current, attempts=attempts)
        dialog.card.show_name(again, date(2026, 11, 22))
        labels = (own.accessibleName() or own.text() for own in dialog.findChildren(QLabel))
        seen.append(next(text for text in labels if text.endswith("appel")).split(" · ")[-1])
    assert seen == ["1er appel", "2e appel"]


def test_one_goes_back_sees_what_was_said_and_says_it_otherwise(desk: Desk) -> None:
    dialog = begin(desk)
    dialog.card.note.setPlainText("messagerie")
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Right)
    assert shown(dialog) == "Maison 3"
    desk.press(Qt.Key.Key_Left)
    assert shown(dialog) == "Maison 2"
    assert words(dialog, "call-said").startswith("You skipped this name.")
    desk.press(Qt.Key.Key_Left)
    assert shown(dialog) == "Maison 1"
    assert words(dialog, "call-said").startswith("You noted: no answer.")
    assert dialog.note.text == "messagerie"
    assert not dialog.secondary.isEnabled()
    # Said again, it takes the place of what was said, and the next that was called is shown.
    desk.press(Qt.Key.Key_2)
    asked = desk.dialog(CallBackDialog)
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not asked.isVisible()
    assert shown(dialog) == "Maison 2"
    assert desk.count("interactions") == 1
    assert desk.count("follow_ups", "cancelled_at IS NULL") == 1
    assert desk.services.db.undo_label == ("Correct what was said of Maison 1: to be called back")
    # Left as it is, one gets to the first who is to be called.
    desk.press(Qt.Key.Key_Right)
    assert shown(dialog) == "Maison 3"
    assert desk.count("call_session_names", "result = 'skipped'") == 1
    dialog.reject()


def test_what_was_said_is_taken_back_by_a_key(desk: Desk) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_1)
    assert not dialog.taking_back.isVisible()
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Backspace)
    assert shown(dialog) == "Maison 1"
    assert desk.count("interactions") == 0
    assert desk.count("call_session_names", "result IS NOT NULL") == 0
    assert not dialog.taking_back.isVisible()
    dialog.reject()


def test_the_key_that_takes_back_leaves_someone_qualified_where_they_are(desk: Desk) -> None:
    dialog = begin(desk)
    deal = current_deal(dialog)
    evidence = {deal: people.yes(desk.services)}
    move = MoveCards((deal,), people.stage(desk.services, "Qualified prospect"), evidence=evidence)
    desk.context.runner.command(lambda s: s.opportunities.move(move))
    assert shown(dialog) == "Maison 2"
    desk.press(Qt.Key.Key_Left)
    assert words(dialog, "call-said").startswith("Qualified during these calls.")
    desk.press(Qt.Key.Key_Backspace)
    assert shown(dialog) == "Maison 1"
    dialog.reject()


def test_a_no_asks_for_the_reason_and_notes_the_opposition(desk: Desk) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_3)
    asked = desk.dialog(NotInterestedDialog)
    asked.primary.click()
    assert asked.fields["reason"].error is not None
    # Product rule 5: no answer is no refusal.
    offered = {chip.objectName() for chip in asked.reasons.findChildren(QPushButton)}
    assert "call-reason-no_need" in offered
    assert "call-reason-no_answer" not in offered
    asked.reasons.setFocus()
    desk.write("1")
    # Chosen, it asks no more.
    assert not asked.fields["reason"].error
    asked.objects.click()
    asked.primary.click()
    assert shown(dialog) == "Maison 2"
    contact = members(desk.services, desk.services.lead_lists.lists()[0].id)[0]
    assert len(desk.services.oppositions.of(contact)) == 1
    assert desk.count("opportunities", "state = 'lost'") == 1
    # Looked at again, it is filled in as it was said; the number is not shown any more.
    desk.press(Qt.Key.Key_Left)
    assert not dialog.card.phone.isVisible()
    desk.press(Qt.Key.Key_3)
    asked = desk.dialog(NotInterestedDialog)
    assert asked.objects.isChecked()
    assert asked.reasons.value is not None
    asked.reject()
    # Undone, they are to be called again.
    desk.context.runner.command(lambda s: s.undo())
    assert shown(dialog) == "Maison 1"
    assert not dialog.card.said.isVisible()
    dialog.reject()


def test_a_note_of_several_lines_keeps_them_with_a_no(desk: Desk) -> None:
    dialog = begin(desk, 2)
    for written in ("", ", twice"):
        dialog.card.note.setPlainText("Sold the shop\nin May")
        desk.press(Qt.Key.Key_3)
        asked = desk.dialog(NotInterestedDialog)
        desk.write("1")
        if written:
            asked.note.setFocus()
            asked.note.end(False)
            desk.write(written)
        asked.primary.click()
    bodies = desk.services.db.rows("SELECT body FROM interactions ORDER BY id")
    assert [body for (body,) in bodies] == ["Sold the shop\nin May", "Sold the shop in May, twice"]
    desk.dialog(CallSessionDialog).reject()


def test_a_long_letter_leaves_the_answers_on_a_small_screen(desk: Desk, qtbot: QtBot) -> None:
    made = bring_in(desk.services, 1)
    (contact,) = members(desk.services, made)
    letter = "\n\n".join(["I am coming back to you about the quote."] * 20)
    sent = WriteInteraction(contact, None, InteractionKind.EMAIL, letter, Direction.OUTGOING)
    desk.services.journal.write(sent)
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    desk.dialog(CallStartDialog).primary.click()
    dialog = desk.dialog(CallSessionDialog)
    last = dialog.card.last
    qtbot.waitUntil(lambda: last.text().endswith("…"))
    assert dialog.height() < 600
    dialog.reject()


def test_qualifying_opens_from_the_session(desk: Desk) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_4)
    desk.dialog(QualificationDialog).reject()
    dialog.reject()


@pytest.mark.parametrize("leave", ["skip", "back", "finish", "leave"])
def test_a_note_that_no_answer_took_along_is_kept_in_the_journal(desk: Desk, leave: str) -> None:
    dialog = begin(desk)
    desk.press(Qt.Key.Key_1)
    dialog.card.note.setPlainText("parle vite")
    ways = {
        "skip": dialog.buttons[-1].click,
        "back": dialog.secondary.click,
        "finish": dialog.finishing.click,
        "leave": dialog.reject,
    }
    ways[leave]()
    dialog.reject()
    assert desk.count("interactions", "kind = 'note' AND body = 'parle vite'") == 1
    assert desk.count("interactions") == 2


def test_a_note_that_went_with_an_answer_is_not_kept_twice(desk: Desk) -> None:
    dialog = begin(desk)
    dialog.card.note.setPlainText("messagerie")
    desk.press(Qt.Key.Key_1)
    dialog.card.note.setPlainText("en réunion")
    desk.press(Qt.Key.Key_2)
    desk.dialog(CallBackDialog).primary.click()
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Right)
    dialog.reject()
    assert desk.count("interactions") == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2])
def test_a_note_whose_answer_failed_is_kept_in_the_journal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    dialog = begin(desk)
    dialog.card.note.setPlainText("parle vite")
    for answer in ("no_answer", "call_back"):
        monkeypatch.setattr(desk.services.call_sessions, answer, refuse)
    desk.press(key)
    for sheet in dialog.findChildren(CallBackDialog):
        sheet.primary.click()
        sheet.reject()
    dialog.reject()
    assert desk.count("interactions", "kind = 'note' AND body = 'parle vite'") == 1


def test_the_end_says_what_came_of_it_and_finishes_the_calls(desk: Desk) -> None:
    dialog = begin(desk, 2)
    desk.press(Qt.Key.Key_1, Qt.Key.Key_Right)
    assert words(dialog, "call-end-title") == "Nobody is left to call."
    labels = [label.accessibleName() or label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("2 of 2 done") for text in labels)
    assert not any(button.isEnabled() for button in dialog.buttons)
    assert [figure(dialog, f"calls-{n}") for n in ("called", "reached", "skipped", "left")] == [
        *("1", "0", "1", "0")
    ]
    assert "call Maison 1" in words(dialog, "call-coming")
    # The last name can be looked at from here.
    desk.press(Qt.Key.Key_Left)
    assert shown(dialog) == "Maison 2"
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert desk.dialogs_open == 0
    assert desk.count("call_sessions", "closed_at IS NOT NULL") == 1
    assert desk.notices == [("The calls are finished.", True)]
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    desk.dialog(CallStartDialog).reject()


def test_the_end_names_the_next_calls_and_counts_the_others(desk: Desk) -> None:
    dialog = begin(desk, 5)
    desk.press(*[Qt.Key.Key_1] * 5)
    assert words(dialog, "call-end-title") == "Everyone was called."
    lines = words(dialog, "call-coming").splitlines()
    assert len(lines) == 4
    assert lines[-1] == "• 2 more calls are planned later."


def test_calls_are_finished_before_their_end_or_gone_on_with(desk: Desk) -> None:
    dialog = begin(desk, 3)
    desk.press(Qt.Key.Key_Right)
    dialog.finishing.click()
    assert words(dialog, "call-end-title") == "What came of these calls"
    assert figure(dialog, "calls-left") == "2"
    # No result is noted from here.
    desk.press(Qt.Key.Key_1)
    assert desk.count("interactions") == 0
    dialog.finishing.click()
    assert shown(dialog) == "Maison 2"
    assert dialog.buttons[0].isEnabled()
    dialog.finishing.click()
    dialog.primary.click()
    assert desk.count("call_sessions", "closed_at IS NOT NULL") == 1


def test_the_script_is_written_at_the_start_read_filled_in_and_changed_by_a_key(
    desk: Desk,
) -> None:
    made = bring_in(desk.services, 2)
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    start = desk.dialog(CallStartDialog)
    assert start.focusWidget() is start.form.editor
    desk.write("Bonjour, ")
    insert = start.findChild(QAction, "script-insert-company")
    assert isinstance(insert, QAction)
    insert.trigger()
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(CallSessionDialog)
    assert words(dialog, "call-script") == "Bonjour, Maison 1"
    desk.press(Qt.Key.Key_S)
    desk.dialog(ScriptDialog).form.editor.setPlainText("Ici {ville}")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    # What is not known is a pause: nobody can say braces.
    assert words(dialog, "call-script") == "Ici …"
    dialog.finishing.click()
    dialog.primary.click()
    # The next calls from the same list begin with it; Enter starts them.
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    assert desk.dialog(CallStartDialog).form.text == "Ici {ville}"
    desk.press(Qt.Key.Key_Return)
    assert desk.count("call_sessions", f"lead_list_id = {made}") == 2
    desk.dialog(CallSessionDialog).reject()


def test_a_template_is_a_beginning_of_a_script(desk: Desk) -> None:
    bring_in(desk.services, 1)
    desk.flows.call_list(desk.services.lead_lists.lists()[0])
    start = desk.dialog(CallStartDialog)
    own = desk.services.templates.offered()[0]
    entry = start.findChild(QAction, f"script-from-{own.key}")
    assert isinstance(entry, QAction)
    entry.trigger()
    assert start.form.text == own.body
    start.primary.click()
    desk.dialog(CallSessionDialog).reject()


def test_chosen_contacts_are_called_and_who_may_not_be_is_left_out(desk: Desk) -> None:
    ids = members(desk.services, bring_in(desk.services, 3))
    given = Oppose(ids[0], Channel.PHONE, date(2026, 11, 22))
    desk.services.oppositions.note(given)
    desk.flows.call_contacts(tuple(reversed(ids)))
    start = desk.dialog(CallStartDialog)
    assert words(start, "call-left-out").startswith("1 is left out")
    start.primary.click()
    assert shown(desk.dialog(CallSessionDialog)) == "Maison 3"
    desk.dialog(CallSessionDialog).reject()
    # Offered from where it was begun; something else can be started in its place.
    desk.flows.call_shown("Tous", ContactQuery())
    desk.dialog(CallStartDialog).reject()
    desk.flows.call_contacts((ids[1],))
    anew = desk.dialog(ResumeDialog).findChild(QPushButton, "call-anew")
    assert isinstance(anew, QPushButton)
    anew.click()
    desk.dialog(CallStartDialog).primary.click()
    assert shown(desk.dialog(CallSessionDialog)) == "Maison 2"
    assert desk.count("call_sessions", "closed_at IS NOT NULL") == 1
    desk.dialog(CallSessionDialog).reject()


def test_the_calls_of_the_day_are_made_and_ticked_off(desk: Desk) -> None:
    ids = members(desk.services, bring_in(desk.services, 3))
    for contact, day in ((ids[2], date(2026, 11, 20)), (ids[0], date(2026, 11, 23))):
        call = PlanFollowUp(contact, None, FollowUpKind.CALL, "Appeler", day)
        desk.services.follow_ups.plan(call)
    desk.flows.call_today()
    desk.dialog(CallStartDialog).primary.click()
    dialog = desk.dialog(CallSessionDialog)
    assert shown(dialog) == "Maison 3"
    desk.press(Qt.Key.Key_1)
    assert desk.services.today.today().overdue == ()
    desk.press(Qt.Key.Key_Return)
    assert desk.dialogs_open == 0
    desk.flows.call_today()
    assert desk.dialogs_open == 0
    assert [error.code for error in desk.errors] == ["call.nobody"]


def test_the_session_fits_the_smallest_window(qapp: QApplication, desk: Desk, theme: Theme) -> None:
    theme.apply(qapp, "light")
    dialog = begin(desk, 2)
    desk.press(Qt.Key.Key_1, Qt.Key.Key_Left)
    assert dialog.card.said.isVisible()
    assert dialog.height() <= 600
    dialog.reject()


def test_a_week_from_now_is_no_holiday_of_where_the_user_works(
    desk: Desk, clock: FakeClock
) -> None:
    # The day that remembers the abolition of slavery, in Réunion alone: a Monday.
    clock.go_to(date(2027, 12, 13))
    desk.services.settings.put(REGION, Region.REUNION.value)
    dialog = begin(desk, 1)
    desk.press(Qt.Key.Key_2)
    asked = desk.dialog(CallBackDialog)
    next(own for own in asked.findChildren(QPushButton) if own.text() == "In a week").click()
    assert asked.on.day == date(2027, 12, 21)
    asked.reject()
    dialog.reject()
