"""Widgets in rows that go on below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.flow import FlowLayout


def test_each_stands_in_the_middle_of_its_row(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowLayout(holder, gap=10)
    parts = [QWidget() for _part in range(3)]
    for part, height in zip(parts, (30, 20, 40), strict=True):
        part.setFixedSize(60, height)
        row.addWidget(part)
    holder.resize(140, 200)
    holder.show()
    row.activate()
    places = [part.geometry().getRect() for part in parts]
    assert places == [(0, 0, 60, 30), (70, 5, 60, 20), (0, 40, 60, 40)]
    assert row.heightForWidth(140) == 80
