"""The user's own details in the settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pisteur.domain import settings
from pisteur.ui.pages.settings.me import MeSection
from support.desk import Desk


@pytest.fixture
def section(place: Callable[[Callable[..., MeSection]], MeSection]) -> MeSection:
    return place(MeSection)


def field(section: MeSection, name: str) -> QLineEdit:
    section.activateWindow()
    QTest.qWaitForWindowActive(section.window())
    found = section.findChild(QLineEdit, f"setting-{name}")
    assert isinstance(found, QLineEdit)
    return found


DETAILS = {
    "my-name": settings.MY_NAME,
    "my-company": settings.MY_COMPANY,
    "my-trade": settings.MY_TRADE,
    "my-phone": settings.MY_PHONE,
}


@pytest.mark.parametrize("name", DETAILS)
def test_each_detail_is_stored_once_when_it_is_left(
    section: MeSection, desk: Desk, name: str
) -> None:
    edit = field(section, name)
    edit.setFocus()
    QTest.keyClicks(edit, " Zoe  Petit ")
    assert desk.services.settings.get(DETAILS[name]) == ""
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert desk.services.settings.get(DETAILS[name]) == "Zoe Petit"
    assert edit.text() == "Zoe Petit"
    assert desk.changes == 1


def test_enter_stores_it_and_leaving_then_changes_nothing(section: MeSection, desk: Desk) -> None:
    edit = field(section, "my-name")
    edit.setFocus()
    QTest.keyClicks(edit, "Zoe")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert desk.changes == 1


def test_undo_is_shown(section: MeSection, desk: Desk) -> None:
    edit = field(section, "my-trade")
    edit.setFocus()
    QTest.keyClicks(edit, "plumber")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    desk.context.runner.command(lambda s: s.undo())
    assert edit.text() == ""


def test_what_is_being_typed_stays_when_another_setting_changes(
    section: MeSection, desk: Desk
) -> None:
    edit = field(section, "my-name")
    edit.setFocus()
    QTest.keyClicks(edit, "Zo")
    desk.context.runner.command(lambda s: s.settings.put(settings.MY_TRADE, "plumber"))
    assert edit.text() == "Zo"
    assert field(section, "my-trade").text() == "plumber"
