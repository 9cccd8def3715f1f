"""A date typed as people type dates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from pisteur.ui.dialogs.date_field import DateField

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("way_in", ["tab", "home", "all"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22/11/2026", date(2026, 11, 22)),
        ("22112026", date(2026, 11, 22)),
        ("5/2/2027", date(2027, 2, 5)),
        ("05.02.2027", date(2027, 2, 5)),
        ("1/12/2026", date(2026, 12, 1)),
    ],
)
def test_a_typed_date_is_the_one_that_is_meant(
    qtbot: QtBot, typed: str, meant: date, way_in: str
) -> None:
    field = DateField("On", date(2026, 11, 30), TODAY)
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    edit = field.findChild(QDateEdit)
    assert isinstance(edit, QDateEdit)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    if way_in == "home":
        QTest.keyClick(edit, Qt.Key.Key_End)
        QTest.keyClick(edit, Qt.Key.Key_Home)
    elif way_in == "all":
        edit.lineEdit().selectAll()
    else:
        edit.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(edit, typed)
    assert field.day == meant
