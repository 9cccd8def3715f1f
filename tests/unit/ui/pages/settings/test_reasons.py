"""The section of reasons: lists that are the user's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import Lose
from pisteur.domain.words import Heat
from pisteur.services.services import Services
from pisteur.ui.dialogs.reason import CameForDialog, LossReasonDialog
from pisteur.ui.pages.settings.reasons import ReasonsSection
from support import people
from support.clock import FakeClock
from support.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


@pytest.fixture
def section(desk: Desk) -> ReasonsSection:
    made = ReasonsSection(desk.context)
    made.setParent(desk.window)
    made.show()
    return made


def test_both_lists_show_what_ships(section: ReasonsSection) -> None:
    losses = {row.name: row.detail for row in section.losses.editor.rows}
    assert losses["Price"] == "Ask again after 12 months"
    assert losses["Other reason"] == "Not asked again · with a note"
    assert section.came_for.editor.rows[0].name == "It is urgent"


def test_a_reason_for_a_loss_is_added_by_keyboard_and_undone(
    desk: Desk, section: ReasonsSection
) -> None:
    QTest.keyClick(section.losses.editor, Qt.Key.Key_Insert)
    dialog = desk.dialog(LossReasonDialog)
    QTest.keyClicks(dialog.name, "Moved away")
    dialog.wakes.setChecked(True)
    dialog.months.setValue(18)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    row = section.losses.editor.rows[-1]
    assert (row.name, row.detail) == ("Moved away", "Ask again after 18 months")
    desk.context.runner.command(lambda s: s.undo())
    assert "Moved away" not in {row.name for row in section.losses.editor.rows}


def test_a_name_that_is_missing_or_taken_is_said_beside_the_field(
    desk: Desk, section: ReasonsSection
) -> None:
    section.losses.editor.add_asked.emit()
    dialog = desk.dialog(LossReasonDialog)
    dialog.accept()
    assert dialog.fields["name"].error == "Give the reason a name."
    QTest.keyClicks(dialog.name, " price ")
    dialog.accept()
    assert dialog.fields["name"].error == "“price” is already in the list."


def test_a_reason_that_deals_have_is_put_away_and_comes_back_when_saved(
    desk: Desk, section: ReasonsSection
) -> None:
    _contact, card = people.lead(desk.services)
    desk.services.opportunities.lose(Lose(card, "price"))
    editor = section.losses.editor
    price = next(row for row in editor.rows if row.name == "Price")
    editor.remove_asked.emit(price.id)
    assert next(row for row in editor.rows if row.name == "Price").mark == "Put away"
    assert "Price" not in [reason.name for reason in desk.services.reasons.loss_choices().reasons]
    assert "put away" in desk.notices[-1][0]
    editor.edit_asked.emit(price.id)
    desk.dialog(LossReasonDialog).accept()
    assert next(row for row in editor.rows if row.name == "Price").mark == ""


def test_a_reason_that_nothing_has_is_deleted(desk: Desk, section: ReasonsSection) -> None:
    editor = section.came_for.editor
    first = editor.rows[0]
    editor.remove_asked.emit(first.id)
    assert first.name not in {row.name for row in editor.rows}
    assert desk.services.db.rows("SELECT count(*) FROM came_for")[0][0] == 5


def test_the_order_is_kept(desk: Desk, section: ReasonsSection) -> None:
    editor = section.losses.editor
    names = [row.name for row in editor.rows]
    ids = [row.id for row in editor.rows]
    editor.order_asked.emit((ids[1], ids[0], *ids[2:]))
    wanted = [names[1], names[0], *names[2:]]
    assert [row.name for row in editor.rows] == wanted
    assert [r.name for r in desk.services.reasons.loss_reasons()] == wanted


def test_why_people_come_has_its_advice_and_what_it_says_of_the_heat(
    desk: Desk, section: ReasonsSection
) -> None:
    editor = section.came_for.editor
    editor.edit_asked.emit(editor.rows[0].id)
    dialog = desk.dialog(CameForDialog)
    dialog.advice.setPlainText("Call  at once.")
    dialog.heat.set_value(Heat.WARM)
    dialog.accept()
    assert editor.rows[0].detail == "Warm · Call at once."


def test_the_last_reason_stays(desk: Desk, section: ReasonsSection) -> None:
    editor = section.came_for.editor
    for row in editor.rows[1:]:
        editor.remove_asked.emit(row.id)
    (last,) = editor.rows
    editor.remove_asked.emit(last.id)
    assert [row.name for row in editor.rows] == [last.name]
    assert desk.errors[-1].code == "reason.last"
