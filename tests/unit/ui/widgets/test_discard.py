"""Widgets leave without PySide6 keeping anything of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.discard import clear_rows, discard


def items() -> dict[int, QWidgetItem]:
    """Return the items of layouts that PySide6 takes for alive, by their address."""
    return {
        shiboken6.getCppPointer(own)[0]: own
        for own in shiboken6.getAllValidWrappers()
        if isinstance(own, QWidgetItem)
    }


@pytest.mark.parametrize(
    "take_away",
    [lambda row, _rows: discard(row), lambda _row, rows: clear_rows(rows)],
    ids=["discard", "clear_rows"],
)
def test_no_item_of_a_layout_that_was_filled_first_is_taken_for_alive(
    take_away: Callable[[QWidget, QVBoxLayout], None], qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    rows, line = QVBoxLayout(), QHBoxLayout(holder)
    row = QLabel("row")
    rows.addWidget(row)
    line.addLayout(rows)
    # It is this order that makes PySide6 keep a record: without it the test proves nothing.
    (kept,) = [place for place, item in items().items() if item.widget() is row]
    take_away(row, rows)
    assert rows.count() == 0
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(row)
    assert kept not in items()


def test_what_is_taken_away_is_neither_seen_nor_found(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    row = QWidget()
    row.setObjectName("row")
    column.addWidget(row)
    holder.show()
    discard(row)
    assert row.isHidden()
    assert holder.findChild(QWidget, "row") is None
