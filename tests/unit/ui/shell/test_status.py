"""The foot of the window says whether all is saved, however narrow it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pisteur.domain.board import Totals
from pisteur.ui.shell.status import StatusBar


def test_the_state_is_never_cut_and_the_counts_give_way(qtbot: QtBot, data_path: Path) -> None:
    bar = StatusBar(data_path)
    qtbot.addWidget(bar)
    bar.show_failed()
    bar.show_backup("Backup: yesterday 17:21")
    bar.show_totals(Totals(100_000, 10_000))
    bar.show()
    wide = bar.sizeHint().width()
    labels = {label.objectName(): label for label in bar.findChildren(QLabel)}
    totals = labels.pop("status-totals")
    inside = bar.layout()
    assert inside is not None
    for width in (wide, wide - 60):
        bar.resize(width, bar.sizeHint().height())
        inside.activate()
        for name, label in labels.items():
            assert label.width() >= label.sizeHint().width(), (width, name)
    assert totals.width() < totals.sizeHint().width()
    # Cut, it is all in the tool tip.
    assert "10" in totals.toolTip()
    assert "contacts" in totals.toolTip()
