"""The page of the day as a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from pisteur.domain.commands import DealInput, PlanFollowUp, StandBy
from pisteur.domain.words import FollowUpKind
from pisteur.presentation import formats
from pisteur.presentation.today_model import Group, TodayModel, TodayRow
from pisteur.services.services import Services
from support.clock import FakeClock
from support.people import lead

TODAY = date(2026, 11, 22)


@pytest.fixture
def model(qapp: QApplication) -> TodayModel:
    made = TodayModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def plan(
    services: Services,
    contact: tuple[int, int],
    days: int,
    title: str = "Call back",
    at: time | None = None,
) -> int:
    due = TODAY + timedelta(days=days)
    return services.follow_ups.plan(PlanFollowUp(*contact, FollowUpKind.CALL, title, due, at)).value


def rows(model: TodayModel) -> list[TodayRow]:
    indexes = (model.index(row) for row in range(model.rowCount()))
    return [row for index in indexes if (row := model.line(index)) is not None]


def test_groups_stand_in_the_order_of_the_page_and_empty_ones_are_left_out(
    services: Services, clock: FakeClock, model: TodayModel
) -> None:
    plan(services, lead(services, "Late"), -3)
    plan(services, lead(services, "Now"), 0)
    lead(services, "Forgotten")
    woken = lead(services, "Asleep")
    services.opportunities.stand_by(StandBy(woken[1], TODAY + timedelta(days=1)))
    clock.advance(days=1)
    model.show(services.today.today())
    assert [row.group for row in rows(model)] == [
        Group.WITHOUT_ACTION,
        Group.WOKEN,
        Group.OVERDUE,
        Group.OVERDUE,
    ]
    titles = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert titles[0] == "Deals without next action"
    assert "This week" not in titles


def test_headers_are_passed_over_by_keys_and_rows_are_not(
    services: Services, model: TodayModel
) -> None:
    plan(services, lead(services), 0)
    model.show(services.today.today())
    header, row = model.index(0), model.index(1)
    assert not header.flags() & Qt.ItemFlag.ItemIsEnabled
    assert row.flags() & Qt.ItemFlag.ItemIsSelectable
    assert model.line(header) is None
    assert model.line(QModelIndex()) is None


def test_a_row_says_when_who_and_how_to_reach(services: Services, model: TodayModel) -> None:
    plan(services, lead(services, "Garage Morel 06 39 98 12 34"), 0, "Call", time(14, 0))
    plan(services, lead(services, "lilalou@lilalou.example"), -2, "Answer", None)
    model.show(services.today.today())
    late, now = rows(model)
    assert (late.chip_kind, now.chip_kind) == ("late", "today")
    assert now.chip == "14:00"
    assert (late.reach, late.reach_icon) == ("lilalou@lilalou.example", "mail")
    assert now.reach_icon == "phone"
    assert now.reach.replace("\u00a0", " ") == "06 39 98 12 34"
    spoken = str(model.index(3).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Call" in spoken
    assert "14:00" in spoken


def test_texts_of_others_never_become_markup_in_tool_tips(
    services: Services, model: TodayModel
) -> None:
    plan(services, lead(services), 0, "<img src=x> call")
    model.show(services.today.today())
    tip = str(model.index(1).data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_reading_the_same_again_does_not_disturb_the_view(
    services: Services, model: TodayModel
) -> None:
    plan(services, lead(services), 0)
    assert model.show(services.today.today())
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    assert not model.show(services.today.today())
    assert resets == []


def test_an_action_that_repeats_says_when_it_comes_again(
    services: Services, model: TodayModel
) -> None:
    contact = lead(services, "Garage")
    command = PlanFollowUp(*contact, FollowUpKind.CALL, "Say hello", TODAY)
    services.follow_ups.plan(replace(command, rrule="FREQ=MONTHLY;BYMONTHDAY=22"))
    plan(services, contact, 0, "Once")
    model.show(services.today.today())
    again, once = rows(model)
    assert again.repeats == "Repeats every month, on day 22"
    assert again.repeats in again.spoken
    assert again.repeats in again.hint.splitlines()
    assert once.repeats == ""


def test_a_row_says_what_its_deal_is_worth(services: Services, model: TodayModel) -> None:
    contact_id, _card = lead(services)
    card_id = services.opportunities.add(contact_id, DealInput("Site", amount="1200")).value
    plan(services, (contact_id, card_id), 0, "Call")
    model.show(services.today.today())
    assert [row.amount for row in rows(model) if row.title == "Call"] == [formats.money(120_000)]


def test_a_deal_without_an_action_says_what_it_is_worth(
    services: Services, model: TodayModel
) -> None:
    _contact_id, card_id = lead(services)
    services.opportunities.edit(card_id, DealInput("Site", amount="1200"))
    model.show(services.today.today())
    assert [row.amount for row in rows(model)] == [formats.money(120_000)]


def test_a_tip_names_the_deal_that_an_action_is_for(services: Services, model: TodayModel) -> None:
    contact_id, _card = lead(services)
    card_id = services.opportunities.add(contact_id, DealInput("Site")).value
    plan(services, (contact_id, card_id), 0, "Call")
    model.show(services.today.today())
    (hint,) = [row.hint for row in rows(model) if row.title == "Call"]
    assert "Site" in hint.splitlines()
