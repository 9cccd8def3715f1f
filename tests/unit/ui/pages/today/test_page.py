"""The page of the day, by key and by mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import CompleteFollowUp, DealInput, Lose, PlanFollowUp, StandBy
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.settings import REQUALIFY_MONTHS
from pisteur.domain.words import FollowUpKind
from pisteur.presentation.today_model import Group, TodayRow
from pisteur.services.services import Services
from pisteur.ui.pages.today.page import TodayPage
from pisteur.ui.pages.today.row_list import RowCommand, TodayList, command_text, commands_for
from pisteur.ui.pages.today.tiles import Tile
from pisteur.ui.widgets.labels import WordingsLabel
from support.clock import FakeClock
from support.people import lead, prospect
from support.ui import RecordingFlows

TODAY = date(2026, 11, 22)
Made = tuple[TodayPage, RecordingFlows]


def plan(services: Services, who: str, days: int, title: str = "Call back") -> tuple[int, int, int]:
    contact_id, card_id = lead(services, who)
    due = TODAY + timedelta(days=days)
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, due)
    return contact_id, card_id, services.follow_ups.plan(command).value


def show(qtbot: QtBot, page: TodayPage) -> TodayList:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    found = page.findChild(TodayList)
    assert isinstance(found, TodayList)
    return found


def press(qtbot: QtBot, rows: TodayList, key: Qt.Key) -> None:
    QTest.keyClick(rows, key)


def current(rows: TodayList) -> TodayRow:
    row = rows.current_row()
    assert row is not None
    return row


def test_the_first_row_is_current_and_stands_in_the_panel(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, card_id, _action = plan(services, "Garage Morel", -1)
    shown: list[tuple[object, object]] = []
    page[0]._context.contact_requested.connect(lambda *ids: shown.append(ids))
    rows = show(qtbot, page[0])
    assert current(rows).contact_id == contact_id
    assert shown == [(contact_id, card_id)]


def test_the_day_is_said_shorter_where_the_buttons_leave_little_room(
    qtbot: QtBot, page: Made
) -> None:
    show(qtbot, page[0])
    title = page[0].findChild(WordingsLabel)
    assert isinstance(title, WordingsLabel)
    seen = [title.text()]
    page[0].resize(page[0].width() - title.width() + title.sizeHint().width() - 20, 700)
    seen.append(title.text())
    assert seen == ["Sunday 22 November", "22 November"]


def test_reading_for_the_badge_alone_leaves_the_panel_as_it_is(
    services: Services, page: Made
) -> None:
    plan(services, "Garage Morel", -1)
    shown: list[object] = []
    counts: list[object] = []
    page[0]._context.contact_requested.connect(lambda *ids: shown.append(ids))
    page[0].urgent_changed.connect(counts.append)
    page[0].refresh()
    assert counts == [1]
    assert shown == []


def test_arrows_go_from_row_to_row_and_over_headers(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    late = plan(services, "Late", -2)
    now = plan(services, "Now", 0)
    rows = show(qtbot, page[0])
    assert current(rows).contact_id == late[0]
    press(qtbot, rows, Qt.Key.Key_Down)
    assert current(rows).contact_id == now[0]
    press(qtbot, rows, Qt.Key.Key_Up)
    assert current(rows).contact_id == late[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_complete_and_ask_what_next(
    qtbot: QtBot, services: Services, page: Made, key: Qt.Key
) -> None:
    _contact, _card, action = plan(services, "Garage Morel", 0)
    press(qtbot, show(qtbot, page[0]), key)
    assert page[1].calls == [("complete", (action,))]


def test_letters_postpone_plan_call_and_write(qtbot: QtBot, services: Services, page: Made) -> None:
    contact_id, card_id, action = plan(services, "Paul Lenoir 06 39 98 20 31 p@canal.example", 0)
    rows = show(qtbot, page[0])
    for key in (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_M):
        press(qtbot, rows, key)
    postpone, *others = page[1].calls
    assert postpone[0] == "postpone"
    assert postpone[1][0] == action
    assert others == [
        ("plan", (contact_id, card_id)),
        ("reach", (contact_id, "tel:0639982031")),
        ("write", (contact_id, card_id, None)),
    ]


def test_a_number_goes_from_the_page_once_they_objected_to_calls_and_comes_back(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, _card = lead(services, "Paul Lenoir 06 39 98 20 31")
    rows, runner = show(qtbot, page[0]), page[0]._context.runner
    call = page[0].findChild(QPushButton, "preparation-call")
    assert call is not None
    numbers = [(current(rows).phone, call.isVisible())]
    oppose = Oppose(contact_id, Channel.PHONE, TODAY)
    runner.command(lambda s: s.oppositions.note(oppose))
    numbers.append((current(rows).phone, call.isVisible()))
    runner.command(lambda s: s.oppositions.lift(1))
    numbers.append((current(rows).phone, call.isVisible()))
    assert numbers == [("06 39 98 20 31", True), ("", False), ("06 39 98 20 31", True)]


def test_a_forecast_not_seen_on_the_day_that_ends_a_quarter_is_read_once_it_is(
    qtbot: QtBot, services: Services, page: Made, clock: FakeClock
) -> None:
    _contact, card = prospect(services, "Garage Morel")
    given = DealInput("Site", "1 000", expected_on=date(2027, 6, 15))
    services.opportunities.edit(card, given)
    show(qtbot, page[0])
    tile = page[0].findChild(Tile, "tile-forecast")
    assert isinstance(tile, Tile)
    assert tile.accessibleName() == "Forecast of the quarter: €0"
    page[0].hide()
    clock.go_to(date(2027, 6, 1))
    page[0].refresh()
    page[0].show()
    assert tile.accessibleName() == "Forecast of the quarter: €200*"


def test_calling_someone_without_phone_does_nothing(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Paul Lenoir", 0)
    press(qtbot, show(qtbot, page[0]), Qt.Key.Key_C)
    assert page[1].calls == []


def test_n_asks_for_a_note_and_o_for_the_panel(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, card_id, _action = plan(services, "Paul Lenoir", 0)
    notes: list[tuple[object, object]] = []
    opened: list[tuple[object, object]] = []
    page[0].note_requested.connect(lambda *ids: notes.append(ids))
    rows = show(qtbot, page[0])
    press(qtbot, rows, Qt.Key.Key_N)
    page[0].panel_requested.connect(lambda *ids: opened.append(ids))
    press(qtbot, rows, Qt.Key.Key_O)
    press(qtbot, rows, Qt.Key.Key_Right)
    assert notes == [(contact_id, card_id)]
    assert opened == [(contact_id, card_id)] * 2


def test_a_deal_without_next_action_comes_first_and_is_planned_by_enter(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Late", -9)
    contact_id, card_id = lead(services, "Forgotten")
    press(qtbot, show(qtbot, page[0]), Qt.Key.Key_Return)
    assert page[1].calls == [("plan", (contact_id, card_id))]


def test_a_woken_deal_is_taken_up_again_by_enter(
    qtbot: QtBot, services: Services, clock: FakeClock, page: Made
) -> None:
    _contact, card_id = lead(services, "Asleep")
    services.opportunities.stand_by(StandBy(card_id, TODAY + timedelta(days=2)))
    clock.advance(days=2)
    press(qtbot, show(qtbot, page[0]), Qt.Key.Key_Return)
    assert page[1].calls == [("reopen", (card_id,))]


def test_the_tick_is_clicked_and_the_rest_of_the_row_only_chooses(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    _contact, _card, action = plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    box = rows.visualRect(rows.currentIndex())
    left = Qt.MouseButton.LeftButton
    beside = QPoint(box.left() + 300, box.center().y())
    QTest.mouseClick(rows.viewport(), left, pos=beside)
    assert page[1].calls == []
    tick = QPoint(box.left() + 18, box.center().y() - 3)
    QTest.mouseClick(rows.viewport(), left, pos=tick)
    assert page[1].calls == [("complete", (action,))]


def test_a_press_on_the_tick_that_is_released_elsewhere_completes_nothing(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    box = rows.visualRect(rows.currentIndex())
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(rows.viewport(), left, pos=QPoint(box.left() + 18, box.center().y()))
    QTest.mouseRelease(rows.viewport(), left, pos=QPoint(box.left() + 300, box.center().y()))
    assert page[1].calls == []


def test_after_completing_the_next_row_is_current(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    actions = [plan(services, f"Lead {n}", n - 3) for n in range(3)]
    rows = show(qtbot, page[0])
    press(qtbot, rows, Qt.Key.Key_Down)
    assert current(rows).contact_id == actions[1][0]
    done = CompleteFollowUp(actions[1][2], what_next=StandBy(actions[1][1], date(2027, 1, 4)))
    page[0]._context.runner.command(lambda s: s.follow_ups.complete(done))
    assert current(rows).contact_id == actions[2][0]
    last = CompleteFollowUp(actions[2][2], what_next=StandBy(actions[2][1], date(2027, 1, 4)))
    page[0]._context.runner.command(lambda s: s.follow_ups.complete(last))
    assert current(rows).contact_id == actions[0][0]


def test_the_selection_stays_when_something_else_changes(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "First", -3)
    second = plan(services, "Second", -2)
    rows = show(qtbot, page[0])
    press(qtbot, rows, Qt.Key.Key_Down)
    third, card = lead(services, "Third")
    command = PlanFollowUp(third, card, FollowUpKind.CALL, "Sooner", TODAY - timedelta(days=9))
    page[0]._context.runner.command(lambda s: s.follow_ups.plan(command))
    assert current(rows).contact_id == second[0]


def test_midnight_makes_what_was_due_late(
    qtbot: QtBot, services: Services, clock: FakeClock, page: Made
) -> None:
    plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    assert current(rows).chip_kind == "today"
    clock.advance(days=1)
    page[0].refresh()
    assert current(rows).chip_kind == "late"


def test_figures_count_each_group(qtbot: QtBot, services: Services, page: Made) -> None:
    plan(services, "A", -3)
    plan(services, "B", -1)
    lead(services, "C")
    show(qtbot, page[0])
    tiles = {tile.objectName(): tile.accessibleName() for tile in page[0].findChildren(Tile)}
    assert tiles == {
        "tile-overdue": "Late: 2",
        "tile-today": "Today: 0",
        "tile-without-action": "Deals without next action: 1",
        "tile-this-week": "This week: 0",
        "tile-forecast": "Forecast of the quarter: €0",
    }


def test_the_forecast_of_the_quarter_says_when_its_chances_are_not_measured(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    _contact, card = lead(services, "Garage Morel, 1 000 €")
    show(qtbot, page[0])
    tile = page[0].findChild(Tile, "tile-forecast")
    assert isinstance(tile, Tile)
    services.opportunities.edit(card, DealInput("", "1000", expected_on=date(2026, 12, 1)))
    page[0].refresh()
    assert tile.accessibleName() == "Forecast of the quarter: €50*"
    assert "proposed by Pisteur" in tile.accessibleDescription()


def test_an_empty_day_says_so_and_when_there_is_more(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Next month", 30)
    rows = show(qtbot, page[0])
    assert not rows.isVisible()
    texts = [label.text() for label in page[0].findChildren(QLabel) if label.isVisible()]
    assert "Nothing is waiting for you" in texts
    assert any("1 action is planned for later" in text for text in texts)


def test_the_menu_of_a_row_has_the_keys_and_does_the_same(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    _contact, _card, action = plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    place = rows.visualRect(rows.currentIndex()).center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, rows.viewport().mapToGlobal(place))
    QApplication.sendEvent(rows.viewport(), event)
    menu = rows.findChild(QMenu, "today-menu")
    assert isinstance(menu, QMenu)
    texts = [entry.text() for entry in menu.actions() if entry.text()]
    assert texts[0] == "Done, what next…\tEnter"
    assert "Postpone…\tP" in texts
    assert not any(text.startswith("Call") for text in texts)
    menu.actions()[0].trigger()
    menu.close()
    assert page[1].calls == [("complete", (action,))]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_contact_deleted_elsewhere_leaves_the_page(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, _card, _action = plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    page[0]._context.runner.command(lambda s: s.contacts.delete((contact_id,)))
    assert rows.current_row() is None
    assert not rows.isVisible()


def test_who_is_to_be_qualified_again_is_asked_from_here(
    qtbot: QtBot, services: Services, clock: FakeClock, page: Made
) -> None:
    services.settings.put(REQUALIFY_MONTHS, 6)
    contact_id, card_id = prospect(services, "Atelier Fauve")
    services.opportunities.stand_by(StandBy(card_id, date(2027, 6, 1)))
    clock.go_to(date(2027, 6, 1))
    services.opportunities.reopen(card_id)
    rows = show(qtbot, page[0])
    QTest.keyClick(rows, Qt.Key.Key_End)
    row = current(rows)
    assert (row.group, row.contact_id, row.opportunity_id) == (
        Group.REQUALIFY,
        contact_id,
        card_id,
    )
    assert row.who == "Last qualified on 22/11/2026"
    assert row.chip.replace("\u00a0", " ") == "6 mo. ago"
    press(qtbot, rows, Qt.Key.Key_Return)
    assert page[1].calls == [("qualify", (contact_id, card_id))]


def test_a_lost_deal_worth_asking_again_is_taken_up_or_left(
    qtbot: QtBot, services: Services, page: Made, clock: FakeClock
) -> None:
    _contact, card = lead(services, "Garage Morel")
    services.opportunities.lose(Lose(card, "price", wake_on=TODAY + timedelta(days=1)))
    clock.advance(days=2)
    rows = show(qtbot, page[0])
    row = current(rows)
    assert (row.title, row.button) == ("Garage Morel", "Take up again")
    assert "Lost: Price" in row.hint
    press(qtbot, rows, Qt.Key.Key_Return)
    assert page[1].calls[-1] == ("reopen", (card,))
    wanted = [command_text(command, row) for command in commands_for(row)]
    assert "Leave it lost" in wanted
    assert "Lost…" not in wanted
    rows.asked.emit(RowCommand.LEAVE_LOST, row)
    assert page[1].calls[-1] == ("leave_lost", (card,))


def test_the_calls_of_the_day_are_begun_by_a_button_and_by_keys(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Garage Morel", 0)
    rows = show(qtbot, page[0])
    button = page[0].findChild(QPushButton, "today-calls")
    assert isinstance(button, QPushButton)
    button.click()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(rows, Qt.Key.Key_C, keys)
    assert page[1].calls == [("call_today", ())] * 2
