"""Widgets in rows that go on below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget
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


class Counted(QWidget):
    """Counts how often it is asked how wide it wants to be."""

    asked = 0
    wide = 60

    def sizeHint(self) -> QSize:  # noqa: N802
        self.asked += 1
        return QSize(self.wide, 20)


def test_it_is_measured_once_until_a_widget_changes(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowLayout(holder, gap=10)
    parts = [Counted() for _part in range(3)]
    for part in parts:
        part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(part)
    holder.resize(140, 200)
    holder.show()
    row.activate()
    assert row.heightForWidth(140) == 50
    assert row.sizeHint().width() == 200
    before = [part.asked for part in parts]
    assert row.heightForWidth(140) == 50
    assert row.sizeHint().width() == 200
    assert [part.asked for part in parts] == before
    parts[2].hide()
    assert row.heightForWidth(140) == 20
    parts[2].show()
    assert row.heightForWidth(140) == 50
    parts[1].wide = 90
    parts[1].updateGeometry()
    assert row.heightForWidth(140) == 80
    row.removeWidget(parts[1])
    assert row.heightForWidth(140) == 20
    assert row.sizeHint().width() == 130
