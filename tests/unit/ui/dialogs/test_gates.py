"""Crossing a gate by moving cards: dialog, verdict, and one step on disk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from pisteur.domain.commands import DealInput, MoveCards
from pisteur.services.services import Services
from pisteur.ui.dialogs.at_gate import GateDialog
from pisteur.ui.dialogs.force import ForceDialog
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.dialogs.sale import SaleDialog
from pisteur.ui.dialogs.verdict_page import KEEP, STAND_BY
from pisteur.ui.widgets.choices import ChoiceCards
from support import people
from support.desk import Desk

YES, UNKNOWN, NO = range(3)


def to_prospects(desk: Desk, *cards: int) -> None:
    desk.flows.move(MoveCards(cards, desk.stage("Qualified prospect")))


def answer(dialog: QualificationDialog, *numbers: int) -> None:
    """Answer the required questions, and skip the optional ones."""
    for number in numbers:
        dialog.pages[dialog.place].choose(number)
        dialog.primary.click()
    skip = dialog.pages[dialog.place].findChild(QPushButton, "skip")
    assert isinstance(skip, QPushButton)
    skip.click()


def choose_ending(dialog: QualificationDialog, value: str) -> None:
    cards = dialog.verdict.findChild(ChoiceCards, "ending")
    assert isinstance(cards, ChoiceCards)
    number = ("lose", "stand-by", "keep").index(value)
    cards.findChildren(QAbstractButton)[number].click()


def test_a_cancelled_qualification_leaves_the_card_and_the_file_as_they_were(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    to_prospects(desk, card)
    desk.dialog(QualificationDialog).pages[0].choose(YES)
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialogs_open == 0
    assert desk.changes == 0
    assert desk.stage_of(card) == "New lead"
    assert desk.count("qualifications") == 0


def test_who_asked_for_a_move_hears_once_it_has_ended_whatever_came_of_it(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    free = MoveCards((card,), desk.stage("To qualify"))
    stopped = MoveCards((card,), desk.stage("Qualified prospect"))
    gone = MoveCards((99,), desk.stage("To qualify"))
    ended: list[MoveCards] = []
    desk.flows.move(free, ended.append)
    desk.flows.move(gone, ended.append)
    assert ended == [free, gone]
    desk.flows.move(stopped, ended.append)
    dialog = desk.dialog(QualificationDialog)
    assert len(ended) == 2
    dialog.reject()
    assert ended == [free, gone, stopped]
    desk.flows.move(stopped, ended.append)
    answer(dialog := desk.dialog(QualificationDialog), YES, UNKNOWN, UNKNOWN)
    assert len(ended) == 3
    dialog.primary.click()
    assert ended == [free, gone, stopped, stopped]


def test_a_positive_verdict_moves_the_card_in_one_step_with_its_qualification(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Inès Roche, Atelier Fauve")
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, YES, YES)
    dialog.primary.click()
    assert desk.dialogs_open == 0
    assert desk.stage_of(card) == "Qualified prospect"
    assert desk.notices == [("Inès Roche is now a prospect.", True)]
    assert desk.services.db.undo_label == "Move “Atelier Fauve” to “Qualified prospect”"
    desk.services.undo()
    assert desk.stage_of(card) == "New lead"
    assert desk.count("qualifications") == 0


def test_what_is_not_known_keeps_the_card_and_plans_the_actions_that_find_out(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Atelier Fauve")
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, UNKNOWN, UNKNOWN)
    said = dialog.verdict.findChild(type(dialog._note), "verdict-actions")
    assert said is not None
    assert said.text() == "• Ask for the budget\n• Ask who decides"
    dialog.primary.click()
    assert desk.stage_of(card) == "New lead"
    assert desk.count("follow_ups", "kind = 'find_out'") == 2
    text = "Atelier Fauve stays a lead: 2 actions were planned to find out."
    assert desk.notices == [(text, True)]
    assert desk.services.db.undo_label == "Qualify “Atelier Fauve”"


def test_actions_that_are_planned_already_are_not_announced_again(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Atelier Fauve")
    to_prospects(desk, card)
    answer(first := desk.dialog(QualificationDialog), YES, YES, UNKNOWN)
    first.primary.click()
    to_prospects(desk, card)
    second = desk.dialog(QualificationDialog)
    answer(second, UNKNOWN)
    second.primary.click()
    assert desk.notices[-1] == ("Atelier Fauve stays a lead.", True)
    assert desk.count("follow_ups", "kind = 'find_out'") == 1


def test_a_refused_criterion_preselects_the_reason_and_losing_is_the_same_step(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Atelier Fauve")
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, NO, YES)
    dialog.primary.click()
    assert (desk.value(card, "state"), desk.value(card, "lost_reason")) == ("lost", "no_means")
    assert desk.notices == [("Atelier Fauve is marked as lost.", True)]
    desk.services.undo()
    assert desk.value(card, "state") == "open"
    assert desk.count("qualifications") == 0


def test_a_refused_deal_may_be_put_on_standby_in_the_same_step(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, NO, YES, YES)
    choose_ending(dialog, STAND_BY)
    dialog.primary.click()
    assert desk.value(card, "standby_until") == "2026-12-22"
    assert desk.changes == 1


def test_a_refused_deal_may_stay_a_lead(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, NO, YES, YES)
    choose_ending(dialog, KEEP)
    dialog.primary.click()
    assert (desk.value(card, "state"), desk.stage_of(card)) == ("open", "New lead")
    assert desk.count("qualifications", "verdict = 'out'") == 1


def test_several_cards_are_asked_in_turn_and_the_cancelled_one_stays(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux", "Trois")]
    to_prospects(desk, *cards)
    first = desk.dialog(QualificationDialog)
    assert first.windowTitle() == "Qualify “Un”: 1 of 3"
    answer(first, YES, YES, YES)
    first.primary.click()
    second = desk.dialog(QualificationDialog)
    assert second.windowTitle() == "Qualify “Deux”: 2 of 3"
    second.reject()
    third = desk.dialog(QualificationDialog)
    answer(third, YES, YES, YES)
    assert desk.changes == 0
    third.primary.click()
    places = [desk.stage_of(card) for card in cards]
    assert places == ["Qualified prospect", "New lead", "Qualified prospect"]
    assert desk.changes == 1
    assert desk.notices == [("2 cards moved. 1 card stays where it was.", True)]


def test_cards_of_the_same_name_are_told_apart_by_whose_they_are(desk: Desk) -> None:
    cards = []
    for name in ("Inès Roche", "Paul Lenoir", "Atelier Fauve"):
        _contact, card = people.lead(desk.services, name)
        desk.services.opportunities.edit(card, DealInput("Audit", "900"))
        cards.append(card)
    to_prospects(desk, *cards)
    dialog = desk.dialog(QualificationDialog)
    waiting = dialog.findChild(QLabel, "waiting")
    assert isinstance(waiting, QLabel)
    assert waiting.text() == "Next: Audit (Paul Lenoir), Audit (Atelier Fauve)"
    assert dialog._note.text() == "Inès Roche · Step 1 of 6"
    answer(dialog, YES, YES, YES)
    dialog.primary.click()
    assert desk.dialog(QualificationDialog)._note.text() == "Paul Lenoir · Step 1 of 6"
    leave_all(desk.dialog(QualificationDialog)).click()
    assert desk.notices == [("Inès Roche is now a prospect. 2 cards stay where they were.", True)]
    desk.flows.record_sale(cards[0])
    assert desk.dialog(SaleDialog)._note.text() == "Inès Roche"


def test_a_card_that_bears_the_name_of_its_contact_says_it_once(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    to_prospects(desk, card)
    assert desk.dialog(QualificationDialog)._note.text() == "Step 1 of 6"


def test_cancelling_the_last_card_sends_the_others(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux")]
    to_prospects(desk, *cards)
    first = desk.dialog(QualificationDialog)
    answer(first, YES, YES, YES)
    first.primary.click()
    desk.dialog(QualificationDialog).reject()
    assert [desk.stage_of(card) for card in cards] == ["Qualified prospect", "New lead"]


def test_cancelling_every_card_changes_nothing(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux")]
    to_prospects(desk, *cards)
    for _card in cards:
        desk.dialog(QualificationDialog).reject()
    assert (desk.changes, desk.dialogs_open, desk.notices) == (0, 0, [])


def leave_all(dialog: GateDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "leave-all")
    assert isinstance(found, QPushButton)
    return found


def test_all_that_wait_may_be_left_at_once_and_the_window_says_so(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux", "Trois")]
    to_prospects(desk, *cards)
    leave = leave_all(desk.dialog(QualificationDialog))
    assert leave.text() == "Leave the other 2 too"
    leave.click()
    assert (desk.changes, desk.dialogs_open) == (0, 0)
    assert desk.notices == [("3 cards stay where they were.", False)]


def test_what_was_answered_before_the_rest_is_left_is_done(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux", "Trois")]
    to_prospects(desk, *cards)
    first = desk.dialog(QualificationDialog)
    answer(first, YES, YES, YES)
    first.primary.click()
    assert leave_all(desk.dialog(QualificationDialog)).text() == "Leave the other one too"
    desk.press(Qt.Key.Key_Escape, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert desk.dialogs_open == 0
    places = [desk.stage_of(card) for card in cards]
    assert places == ["Qualified prospect", "New lead", "New lead"]
    said = "Un is now a prospect. 2 cards stay where they were."
    assert desk.notices == [(said, True)]


def test_the_last_card_and_a_single_one_have_no_rest_to_leave(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux")]
    to_prospects(desk, *cards)
    desk.dialog(QualificationDialog).reject()
    assert desk.dialog(QualificationDialog).findChild(QPushButton, "leave-all") is None


def test_going_on_after_all_takes_back_that_all_be_left(desk: Desk) -> None:
    cards = [people.lead(desk.services, name)[1] for name in ("Un", "Deux", "Trois")]
    to_prospects(desk, *cards)
    first = desk.dialog(QualificationDialog)
    first.pages[0].evidence.setText("they said so")
    leave_all(first).click()
    desk.dialog(ConfirmDialog).reject()
    first.pages[0].evidence.clear()
    first.reject()
    assert desk.dialog(QualificationDialog).windowTitle() == "Qualify “Deux”: 2 of 3"


def test_sales_too_may_be_left_at_once(desk: Desk) -> None:
    cards = [people.prospect(desk.services, name)[1] for name in ("Un", "Deux")]
    desk.flows.move(MoveCards(tuple(cards), desk.stage("Won")))
    dialog = desk.dialog(SaleDialog)
    waiting = dialog.findChild(QLabel, "waiting")
    assert isinstance(waiting, QLabel)
    assert waiting.text() == "Next: Deux"
    leave_all(dialog).click()
    assert (desk.changes, desk.dialogs_open) == (0, 0)


def test_a_contact_with_two_cards_is_qualified_once(desk: Desk) -> None:
    contact, card = people.lead(desk.services)
    other = desk.services.opportunities.add(contact, DealInput("Second deal")).value
    to_prospects(desk, card, other)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, YES, YES)
    dialog.primary.click()
    assert desk.dialogs_open == 0
    assert {desk.stage_of(one) for one in (card, other)} == {"Qualified prospect"}
    assert desk.count("qualifications") == 1


def test_a_forced_gate_keeps_its_reason_and_the_answers_given(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Atelier Fauve")
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, UNKNOWN, YES)
    anyway = dialog.findChild(QPushButton, "move-anyway")
    assert isinstance(anyway, QPushButton)
    assert anyway.isVisible()
    anyway.click()
    why = desk.dialog(ForceDialog)
    why.primary.click()
    assert why.fields["reason"].error == "Say why you skip this step: the card will show it."
    why.reason.setPlainText("Old friend")
    why.primary.click()
    assert desk.dialogs_open == 0
    assert desk.value(card, "forced_reason") == "Old friend"
    assert desk.stage_of(card) == "Qualified prospect"
    assert desk.count("qualifications") == 1
    assert desk.notices == [("Atelier Fauve was moved anyway. The card shows why.", True)]


def test_a_positive_verdict_offers_no_way_around(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    answer(dialog, YES, YES, YES)
    assert not dialog.anyway.isVisible()


def test_the_sale_gate_keeps_wrong_input_and_takes_the_mended_one(desk: Desk) -> None:
    _contact, card = people.prospect(desk.services, "Inès Roche, Atelier Fauve, 1 800 €")
    desk.flows.move(MoveCards((card,), desk.stage("Won")))
    dialog = desk.dialog(SaleDialog)
    assert dialog.form.amount.text() == "€1,800"
    dialog.form.amount.setText("a lot")
    dialog.form.reference.setText("D-41")
    dialog.primary.click()
    error = dialog.fields["amount"].error
    assert error is not None
    assert "“a lot” is not an amount" in error
    assert (dialog.form.amount.text(), dialog.form.reference.text()) == ("a lot", "D-41")
    assert desk.changes == 0
    dialog.form.amount.setText("1 950,50")
    dialog.primary.click()
    assert desk.stage_of(card) == "Won"
    assert desk.count("sales", "amount_cents = 195050 AND reference = 'D-41'") == 1
    assert desk.notices == [("Inès Roche is now a customer.", True)]
    desk.services.undo()
    assert (desk.stage_of(card), desk.count("sales")) == ("Qualified prospect", 0)


def test_another_kind_of_agreement_must_be_explained(desk: Desk) -> None:
    _contact, card = people.prospect(desk.services)
    desk.flows.move(MoveCards((card,), desk.stage("Won")))
    dialog = desk.dialog(SaleDialog)
    dialog.form.amount.setText("500")
    other = dialog.form.how.findChild(QPushButton, "accepted-how-other")
    assert isinstance(other, QPushButton)
    other.click()
    dialog.primary.click()
    assert dialog.fields["note"].error is not None
    dialog.form.note.setText("Shook hands")
    dialog.primary.click()
    assert desk.count("sales", "accepted_how = 'other' AND note = 'Shook hands'") == 1


def test_the_sale_gate_may_be_forced_with_a_reason(desk: Desk) -> None:
    _contact, card = people.prospect(desk.services)
    desk.flows.move(MoveCards((card,), desk.stage("Won")))
    anyway = desk.dialog(SaleDialog).findChild(QPushButton, "move-anyway")
    assert isinstance(anyway, QPushButton)
    anyway.click()
    desk.write("Paid in kind")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.value(card, "forced_sale_reason") == "Paid in kind"
    assert desk.stage_of(card) == "Won"
    assert desk.dialogs_open == 0


def test_an_error_of_the_whole_command_leaves_the_dialog_open_with_its_input(
    desk: Desk, services: Services
) -> None:
    _contact, card = people.lead(services)
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    dialog.pages[0].evidence.setText("they said so")
    answer(dialog, YES, YES, YES)
    services.opportunities.delete((card,))
    dialog.primary.click()
    assert [error.code for error in desk.errors] == ["record.gone"]
    assert desk.dialog(QualificationDialog) is dialog
    assert dialog.pages[0].evidence.text() == "they said so"


def test_a_free_move_asks_nothing_and_says_nothing(desk: Desk) -> None:
    _contact, card = people.lead(desk.services)
    desk.flows.move(MoveCards((card,), desk.stage("To qualify")))
    assert (desk.dialogs_open, desk.stage_of(card), desk.notices) == (0, "To qualify", [])


def test_a_move_that_fails_is_said_by_the_window(desk: Desk) -> None:
    desk.flows.move(MoveCards((999,), desk.stage("To qualify")))
    assert [error.code for error in desk.errors] == ["record.gone"]


@pytest.mark.parametrize("typed", [False, True])
def test_escape_asks_only_when_something_was_typed(desk: Desk, typed: bool) -> None:
    _contact, card = people.lead(desk.services)
    to_prospects(desk, card)
    dialog = desk.dialog(QualificationDialog)
    dialog.pages[0].choose(YES)
    if typed:
        dialog.pages[0].evidence.setText("they said so")
    dialog.reject()
    assert desk.dialogs_open == (2 if typed else 0)
