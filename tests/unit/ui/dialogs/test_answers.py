"""Rules 4, 5 and 6 through the window: an answer fills in what follows, and the user decides."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.commands import PlanFollowUp, Win, WriteInteraction
from pisteur.domain.recurrence import monthly_like, to_rrule
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind, Outcome
from pisteur.services.services import Services
from pisteur.ui.dialogs.complete import LOST, NOTHING, PLAN, STAND_BY, CompleteDialog
from pisteur.ui.dialogs.plan import PlanDialog
from support import people
from support.clock import FakeClock
from support.desk import Desk
from support.look import contact, deal, plan

MONDAY = date(2026, 11, 23)
KEYS = {
    Outcome.YES: Qt.Key.Key_1,
    Outcome.NO: Qt.Key.Key_2,
    Outcome.AMBIGUOUS: Qt.Key.Key_3,
    Outcome.NO_ANSWER: Qt.Key.Key_4,
}


@pytest.fixture
def ids(services: Services, clock: FakeClock) -> tuple[int, int]:
    """Return contact and deal of a prospect, on a Monday."""
    clock.go_to(MONDAY)
    return people.prospect(services)


def ask(desk: Desk, ids: tuple[int, int], outcome: Outcome | None = None) -> CompleteDialog:
    """Complete a call planned for today, and say how it went."""
    action = plan(desk.services, *ids, MONDAY).value
    desk.flows.complete(action)
    if outcome is not None:
        desk.press(KEYS[outcome])
    return desk.dialog(CompleteDialog)


def tried(services: Services, ids: tuple[int, int], times: int) -> None:
    for _time in range(times):
        services.journal.write(
            WriteInteraction(*ids, InteractionKind.CALL, "…", Direction.OUTGOING, Outcome.NO_ANSWER)
        )


@pytest.mark.parametrize(
    ("kind", "day"),
    [(FollowUpKind.EMAIL, date(2026, 11, 26)), (FollowUpKind.CALL, date(2026, 11, 24))],
)
def test_who_was_written_to_gets_some_days_to_answer(
    desk: Desk, ids: tuple[int, int], kind: FollowUpKind, day: date
) -> None:
    planned = desk.services.follow_ups.plan(PlanFollowUp(*ids, kind, "Tell them", MONDAY))
    desk.flows.complete(planned.value)
    assert desk.dialog(CompleteDialog).plan_form.due.day == day


class TestRule5AnswersAndTheirConsequence:
    def test_a_clear_yes_offers_the_next_step(self, desk: Desk, ids: tuple[int, int]) -> None:
        dialog = ask(desk, ids, Outcome.YES)
        assert (dialog.next.value, dialog.plan_form.due.day) == (PLAN, date(2026, 11, 24))
        assert "A clear yes" in dialog.advice.text
        dialog.primary.click()
        (left,) = contact(desk.services, ids[0]).follow_ups
        assert left.kind is FollowUpKind.TASK

    def test_a_clear_no_offers_lost_with_its_reason(self, desk: Desk, ids: tuple[int, int]) -> None:
        assert ask(desk, ids, Outcome.NO).next.value == LOST

    def test_a_won_deal_is_not_offered_to_be_won_lost_or_put_aside(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.services.opportunities.win(Win(ids[1], people.sale()))
        dialog = ask(desk, ids, Outcome.NO)
        offered = [dialog.findChild(QWidget, f"choice-{own}") for own in ("plan", "won", "lost")]
        assert [own is not None for own in offered] == [True, False, False]
        assert dialog.next.value == NOTHING

    def test_an_unclear_answer_offers_the_closing_question_and_keeps_its_mark(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        dialog = ask(desk, ids, Outcome.AMBIGUOUS)
        assert "?" in dialog.advice.text
        assert dialog.plan_form.due.day == date(2026, 11, 25)
        dialog.primary.click()
        assert deal(desk.services, ids[0]).open_answer_on == MONDAY
        assert contact(desk.services, ids[0]).follow_ups[0].kind is FollowUpKind.CALL

    def test_no_answer_offers_the_next_attempt_on_a_working_day(
        self, desk: Desk, ids: tuple[int, int], clock: FakeClock
    ) -> None:
        clock.go_to(date(2026, 12, 24))
        dialog = ask(desk, ids, Outcome.NO_ANSWER)
        assert (dialog.next.value, dialog.plan_form.due.day) == (PLAN, date(2026, 12, 29))

    def test_no_answer_at_the_limit_offers_a_standby_until_they_are_free_again(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        tried(desk.services, ids, 3)
        dialog = ask(desk, ids, Outcome.NO_ANSWER)
        assert dialog.next.value == STAND_BY
        assert dialog.standby_form.until.day == date(2026, 12, 23)
        assert "your limit is 4" in dialog.advice.text

    def test_what_the_user_has_chosen_is_never_changed(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        dialog = ask(desk, ids)
        dialog.next.setFocus()
        desk.press(Qt.Key.Key_1)
        dialog.plan_form.title.setText("Send the photos")
        dialog.outcomes.setFocus()
        desk.press(KEYS[Outcome.NO])
        assert (dialog.next.value, dialog.plan_form.title.text()) == (PLAN, "Send the photos")


class TestRule6PersistentNotAnnoying:
    def test_planning_an_attempt_too_many_is_warned_of_and_left_to_the_user(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.services.settings.put(ATTEMPTS_LIMIT, 2)
        tried(desk.services, ids, 2)
        desk.flows.plan(*ids)
        dialog = desk.dialog(PlanDialog)
        warning = dialog.findChild(type(dialog.limit), "limit-warning")
        assert warning is not None
        assert warning.isVisible()
        dialog.form.due.set_day(date(2026, 12, 23))
        assert not warning.isVisible()
        dialog.form.due.set_day(date(2026, 11, 24))
        dialog.primary.click()
        assert contact(desk.services, ids[0]).follow_ups[0].due_on == date(2026, 11, 24)

    def test_so_it_is_when_an_action_is_completed_without_an_answer(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        tried(desk.services, ids, 3)
        dialog = ask(desk, ids, Outcome.NO_ANSWER)
        dialog.next.setFocus()
        desk.press(Qt.Key.Key_1)
        assert dialog.limit.isVisible()
        dialog.outcomes.setFocus()
        desk.press(KEYS[Outcome.YES])
        assert not dialog.limit.isVisible()

    def test_the_dialog_fits_a_small_window_whatever_it_says(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        services = desk.services
        services.cadences.start(StartCadence(services.cadences.all()[0].id, *ids, MONDAY))
        tried(services, ids, 3)
        for outcome in Outcome:
            dialog = ask(desk, ids, outcome)
            assert dialog.height() <= 640, outcome
            dialog.reject()

    def test_a_meeting_is_no_attempt(self, desk: Desk, ids: tuple[int, int]) -> None:
        tried(desk.services, ids, 4)
        desk.flows.plan(*ids)
        dialog = desk.dialog(PlanDialog)
        assert dialog.limit.isVisible()
        dialog.form.kinds.setFocus()
        desk.press(Qt.Key.Key_3)
        assert not dialog.limit.isVisible()

    def test_the_cadence_goes_on_without_an_answer_and_stops_with_one(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        services = desk.services
        services.cadences.start(StartCadence(services.cadences.all()[0].id, *ids, MONDAY))
        step = deal(services, ids[0]).next_follow_up_id
        assert step is not None
        desk.flows.complete(step)
        desk.press(KEYS[Outcome.NO_ANSWER])
        dialog = desk.dialog(CompleteDialog)
        assert dialog.next.value == NOTHING
        desk.press(KEYS[Outcome.AMBIGUOUS])
        assert dialog.next.value == PLAN
        assert "stops the cadence “After a quote”" in dialog.advice.text
        dialog.primary.click()
        (left,) = contact(services, ids[0]).follow_ups
        assert left.cadence_run_id is None


class TestRule4WhatRepeatsIsPlannedAgain:
    def test_the_plan_dialog_shows_the_next_days_and_keeps_the_rule(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.plan(*ids)
        dialog = desk.dialog(PlanDialog)
        field = dialog.form.repeat
        assert field is not None
        dialog.form.due.set_day(date(2026, 12, 21))
        names = [field.choice.itemText(n) for n in range(field.choice.count())]
        assert names == [
            "Does not repeat",
            "On Monday",
            "On day 21 of the month",
            "On the third Monday of the month",
            "On the last working day of the month",
        ]
        field.choice.setCurrentIndex(3)
        field.choice.activated.emit(3)
        assert (
            field.editor.accessibleDescription()
            == "Then on 18/01/2027, 15/02/2027, 15/03/2027, and so on."
        )
        dialog.primary.click()
        (action,) = contact(desk.services, ids[0]).follow_ups
        assert action.rrule == "FREQ=MONTHLY;BYDAY=3MO"

    def test_completing_says_when_it_comes_again_and_plans_it(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        rule = to_rrule(monthly_like(MONDAY, 3))
        command = PlanFollowUp(*ids, FollowUpKind.TASK, "Keep in touch", MONDAY, rrule=rule)
        action = desk.services.follow_ups.plan(command).value
        desk.flows.complete(action)
        dialog = desk.dialog(CompleteDialog)
        assert dialog.next.value == NOTHING
        assert dialog.stays.text() == "It repeats: planned again for Tuesday 23 February 2027."
        dialog.primary.click()
        assert contact(desk.services, ids[0]).follow_ups[0].due_on == date(2027, 2, 23)

    def test_editing_an_occurrence_keeps_the_series(self, desk: Desk, ids: tuple[int, int]) -> None:
        rule = to_rrule(monthly_like(MONDAY, 3))
        command = PlanFollowUp(*ids, FollowUpKind.TASK, "Keep in touch", MONDAY, rrule=rule)
        action = desk.services.follow_ups.plan(command).value
        desk.flows.edit_follow_up(action, command)
        dialog = desk.dialog(PlanDialog)
        dialog.form.due.set_day(date(2026, 11, 26))
        dialog.primary.click()
        (left,) = contact(desk.services, ids[0]).follow_ups
        assert (left.due_on, left.rrule) == (date(2026, 11, 26), rule)
