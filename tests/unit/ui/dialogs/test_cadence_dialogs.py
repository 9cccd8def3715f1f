"""Rule 6 through the window: a quote proposes its cadence; cadences start from their dialog."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from pisteur.domain.cadences import CadenceTrigger
from pisteur.domain.words import OpportunityState
from pisteur.services.services import Services
from pisteur.ui.dialogs import cadence_picker
from pisteur.ui.dialogs.quote import QuoteDialog
from pisteur.ui.dialogs.start_cadence import StartCadenceDialog
from support import people
from support.clock import FakeClock
from support.desk import Desk
from support.look import contact, deal

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ids(services: Services, clock: FakeClock) -> tuple[int, int]:
    """Return contact and deal of a prospect, on a Monday."""
    clock.go_to(MONDAY)
    return people.prospect(services)


def boxes(dialog: QuoteDialog | StartCadenceDialog) -> list[QCheckBox]:
    found = dialog.picker.findChildren(QCheckBox)
    return [box for box in found if box.objectName().startswith("step-")]


class TestRule6AfterAQuoteACadenceIsProposed:
    def test_the_dialog_shows_the_days_and_plans_those_that_are_kept(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        noted: list[object] = []
        desk.context.quote_noted.connect(noted.append)
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        desk.write("D-12")
        dialog.amount.setText("1 800")
        assert [box.text() for box in boxes(dialog)] == [
            "Wednesday 25 November",
            "Monday 30 November",
            "Tuesday 8 December",
            "Friday 18 December",
        ]
        boxes(dialog)[1].setFocus()
        desk.press(Qt.Key.Key_Space)
        dialog.primary.click()
        assert noted == [ids[1]]
        days = [own.due_on for own in contact(desk.services, ids[0]).follow_ups]
        assert days == [date(2026, 11, 25), date(2026, 12, 8), date(2026, 12, 18)]
        own = deal(desk.services, ids[0])
        assert own.quote is not None
        assert (own.quote.reference, own.quote.sent_on) == ("D-12", MONDAY)
        assert (own.quote.expires_on, own.amount_cents) == (date(2026, 12, 23), 180_000)
        assert desk.notices == [("The quote is noted. 3 actions planned.", True)]

    @pytest.mark.parametrize("least", [1, 400])
    def test_what_is_to_be_done_begins_in_one_line_beside_the_longest_day(
        self, desk: Desk, ids: tuple[int, int], least: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cadence_picker, "DAY_WIDTH", least)
        desk.flows.send_quote(ids[1])
        days = boxes(desk.dialog(QuoteDialog))
        widest = max(day.sizeHint().width() for day in days)
        assert 1 < widest < 400
        assert {day.minimumWidth() for day in days} == {max(widest, least)}

    def test_the_days_follow_the_dates_and_what_was_left_out_stays_out(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        boxes(dialog)[0].click()
        dialog.expires.box.click()
        left = boxes(dialog)
        assert [box.isChecked() for box in left] == [False, True, True]
        dialog.expires.box.click()
        assert len(boxes(dialog)) == 4

    def test_nothing_is_sent_before_the_days_of_the_dates_are_there(
        self, desk: Desk, ids: tuple[int, int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        asked: list[tuple[object, ...]] = []
        with monkeypatch.context() as slow:
            slow.setattr(desk.context.runner, "latest", lambda *all_of_it: asked.append(all_of_it))
            dialog.sent_on.set_day(date(2026, 11, 20))
        dialog.primary.click()
        assert deal(desk.services, ids[0]).quote is None
        _key, work, done = asked[-1]
        done(work(desk.services))  # type: ignore[operator]
        dialog.primary.click()
        assert deal(desk.services, ids[0]).quote is not None
        days = [own.due_on for own in contact(desk.services, ids[0]).follow_ups]
        assert days[-1] == date(2026, 12, 18)

    def test_a_quote_of_a_day_to_come_is_refused_beside_the_date(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        dialog.sent_on.set_day(date(2026, 11, 24))
        dialog.primary.click()
        assert dialog.sent_on.error == "Choose today or a day before."
        assert deal(desk.services, ids[0]).quote is None

    def test_without_any_step_the_quote_alone_is_noted(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        for box in boxes(dialog):
            box.click()
        dialog.primary.click()
        assert contact(desk.services, ids[0]).follow_ups == ()
        assert deal(desk.services, ids[0]).quote is not None

    def test_when_no_cadence_follows_a_quote_nothing_is_proposed(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        for own in desk.services.cadences.all():
            if own.trigger is CadenceTrigger.QUOTE_SENT:
                desk.services.cadences.remove(own.id)
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        assert boxes(dialog) == []
        dialog.primary.click()
        assert deal(desk.services, ids[0]).quote is not None

    def test_an_end_before_the_day_it_was_sent_is_said_beside_its_date(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.send_quote(ids[1])
        dialog = desk.dialog(QuoteDialog)
        dialog.expires.set_day(date(2026, 11, 20))
        dialog.primary.click()
        assert dialog.fields["expires_on"].error is not None
        assert deal(desk.services, ids[0]).quote is None


class TestStartingACadence:
    def test_one_is_chosen_and_its_steps_are_planned(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.start_cadence(*ids)
        dialog = desk.dialog(StartCadenceDialog)
        assert len(boxes(dialog)) == 4  # First contact.
        desk.press(Qt.Key.Key_4)  # Wake up.
        assert len(boxes(dialog)) == 2
        dialog.primary.click()
        assert len(contact(desk.services, ids[0]).follow_ups) == 2
        assert contact(desk.services, ids[0]).runs[0].name == "Back in touch"
        assert desk.notices == [("2 actions planned.", True)]

    def test_one_without_any_step_is_not_started(self, desk: Desk, ids: tuple[int, int]) -> None:
        desk.flows.start_cadence(*ids)
        dialog = desk.dialog(StartCadenceDialog)
        for box in boxes(dialog):
            box.click()
        dialog.primary.click()
        assert dialog.fields["steps"].error == "Keep at least one step."

    def test_it_is_stopped_and_the_stop_can_be_undone(
        self, desk: Desk, ids: tuple[int, int]
    ) -> None:
        desk.flows.start_cadence(*ids)
        desk.dialog(StartCadenceDialog).primary.click()
        (run,) = contact(desk.services, ids[0]).runs
        desk.flows.stop_cadence(run.id)
        assert contact(desk.services, ids[0]).follow_ups == ()
        assert desk.notices[-1] == ("The cadence is stopped.", True)
        desk.services.undo()
        assert len(contact(desk.services, ids[0]).follow_ups) == 4
        assert deal(desk.services, ids[0]).state is OpportunityState.OPEN
