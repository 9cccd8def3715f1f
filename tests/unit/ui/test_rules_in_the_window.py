"""The product rules 4, 5, 7 and 8 as the window keeps them. The others, by name of the rule:
1 in panel/test_insights.py and test_flows_sales.py, 2 and 3 in
tests/end_to_end/test_rules_of_qualification.py, 6 in dialogs/test_cadence_dialogs.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.errors import StorageError
from pisteur.services.services import Services
from pisteur.ui.dialogs.complete import LOST, NOTHING, PLAN, STAND_BY, CompleteDialog
from pisteur.ui.dialogs.deal import EditDealDialog
from pisteur.ui.dialogs.endings import LoseDialog, StandByDialog
from pisteur.ui.dialogs.quote import QuoteDialog
from pisteur.ui.dialogs.satisfaction import SatisfactionDialog
from support import people
from support.clock import FakeClock
from support.desk import Desk
from support.dumps import dump
from unit.ui.test_flows import planned


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


class TestRule4CompletingAnActionAsksWhatComesNext:
    @pytest.mark.parametrize("chosen", [PLAN, STAND_BY, LOST])
    def test_what_is_chosen_is_on_disk_when_the_dialog_has_gone(
        self, desk: Desk, chosen: str
    ) -> None:
        contact, card = people.lead(desk.services)
        desk.flows.complete(planned(desk.services, contact, card))
        dialog = desk.dialog(CompleteDialog)
        dialog.next.set_value(chosen)
        dialog.next.chosen.emit(chosen)
        dialog.lose_form.reasons.set_value("price")
        dialog.primary.click()
        assert desk.dialogs_open == 0
        state, action = desk.value(card, "state"), desk.value(card, "next_follow_up_id")
        assert state == {PLAN: "open", STAND_BY: "standby", LOST: "lost"}[chosen]
        assert (action is not None) == (chosen == PLAN)
        # A deal that runs has an action or a date: none is left on Today's list of the forgotten.
        assert desk.services.today.today().without_action == ()

    def test_nothing_on_purpose_puts_the_deal_among_those_without_an_action(
        self, desk: Desk
    ) -> None:
        contact, card = people.lead(desk.services)
        desk.flows.complete(planned(desk.services, contact, card))
        dialog = desk.dialog(CompleteDialog)
        dialog.next.set_value(NOTHING)
        dialog.next.chosen.emit(NOTHING)
        dialog.primary.click()
        assert [deal.id for deal in desk.services.today.today().without_action] == [card]


class TestRule5LostNeedsAReasonAndStandbyADate:
    def test_without_a_reason_the_dialog_stays_and_nothing_is_lost(self, desk: Desk) -> None:
        _contact, card = people.lead(desk.services)
        desk.flows.lose(card)
        dialog = desk.dialog(LoseDialog)
        dialog.primary.click()
        assert dialog.fields["reason"].error is not None
        assert (desk.dialogs_open, desk.value(card, "state")) == (1, "open")
        button = dialog.findChild(QPushButton, "lost-reason-price")
        assert button is not None
        button.click()
        dialog.primary.click()
        assert (desk.value(card, "state"), desk.value(card, "lost_reason")) == ("lost", "price")

    def test_standby_on_a_day_that_is_not_to_come_is_refused_beside_the_date(
        self, desk: Desk, clock: FakeClock
    ) -> None:
        _contact, card = people.lead(desk.services)
        desk.flows.stand_by(card)
        dialog = desk.dialog(StandByDialog)
        dialog.form.until.set_day(clock.today())
        dialog.primary.click()
        assert dialog.form.until.error == "Choose a day after today."
        assert (desk.dialog(StandByDialog), desk.value(card, "state")) == (dialog, "open")

    def test_standby_has_a_date_and_on_it_the_deal_is_back(
        self, desk: Desk, clock: FakeClock
    ) -> None:
        _contact, card = people.lead(desk.services)
        desk.flows.stand_by(card)
        dialog = desk.dialog(StandByDialog)
        dialog.form.until.set_day(date(2026, 12, 1))
        dialog.primary.click()
        assert desk.value(card, "standby_until") == "2026-12-01"
        clock.go_to(date(2026, 12, 1))
        assert [deal.id for deal in desk.services.today.today().woken] == [card]


def _edit(desk: Desk, _contact: int, card: int) -> None:
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    dialog.title.setText("Logo")
    dialog.budget.setText("up to 800")
    dialog.primary.click()


def _quote(desk: Desk, _contact: int, card: int) -> None:
    desk.flows.send_quote(card)
    dialog = desk.dialog(QuoteDialog)
    dialog.reference.setText("D-1")
    dialog.amount.setText("800")
    dialog.primary.click()


def _lose(desk: Desk, _contact: int, card: int) -> None:
    desk.flows.lose(card)
    dialog = desk.dialog(LoseDialog)
    dialog.form.reasons.set_value("not_now")
    dialog.primary.click()


def _satisfaction(desk: Desk, contact: int, _card: int) -> None:
    desk.flows.note_satisfaction(contact)
    dialog = desk.dialog(SatisfactionDialog)
    desk.press(Qt.Key.Key_9)
    dialog.primary.click()


DEEDS: dict[str, Callable[[Desk, int, int], None]] = {
    "edit a deal": _edit,
    "send a quote": _quote,
    "lose a deal": _lose,
    "note a satisfaction": _satisfaction,
}


class TestRule7WhateverTheUserDidCanBeUndone:
    @pytest.mark.parametrize("deed", DEEDS)
    def test_one_step_with_words_there_and_back(self, desk: Desk, deed: str) -> None:
        contact, card = people.prospect(desk.services)
        before = dump(desk.services.db.raw)
        DEEDS[deed](desk, contact, card)
        assert (desk.dialogs_open, desk.errors) == (0, [])
        after = dump(desk.services.db.raw)
        assert after != before
        assert desk.services.db.undo_label
        desk.context.runner.command(lambda s: s.undo())
        assert dump(desk.services.db.raw) == before
        desk.context.runner.command(lambda s: s.redo())
        assert dump(desk.services.db.raw) == after


class TestRule8NothingIsLostOrHalfDone:
    def test_a_disk_that_fails_leaves_the_dialog_with_what_was_typed(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        contact, card = people.lead(desk.services)
        action = planned(desk.services, contact, card)
        before = dump(desk.services.db.raw)
        desk.flows.complete(action)
        dialog = desk.dialog(CompleteDialog)
        dialog.note.setPlainText("Wants two offers")
        with monkeypatch.context() as patch:
            # After the action was ticked off and the journal written, before the commit.
            patch.setattr(desk.services.opportunities, "apply_lose", _full)
            dialog.next.set_value(LOST)
            dialog.next.chosen.emit(LOST)
            dialog.lose_form.reasons.set_value("price")
            dialog.primary.click()
        assert [error.code for error in desk.errors] == ["disk.full"]
        assert dump(desk.services.db.raw) == before
        assert desk.dialogs_open == 1
        assert dialog.note.toPlainText() == "Wants two offers"
        desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert (desk.dialogs_open, desk.value(card, "state")) == (0, "lost")


def _full(*_arguments: object) -> str:
    raise StorageError("disk.full")
