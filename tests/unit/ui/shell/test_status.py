"""The foot of the window says whether all is saved, however narrow it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pisteur.domain.board import Totals
from pisteur.domain.errors import StorageError
from pisteur.presentation import formats
from pisteur.services.services import Services
from pisteur.ui.shell.status import StatusBar
from pisteur.ui.shell.status_keeper import StatusKeeper
from support.clock import FakeClock
from support.desk import Desk


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


def said(bar: StatusBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.text()]


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk, data_path: Path) -> StatusBar:
    bar = StatusBar(data_path)
    qtbot.addWidget(bar)
    StatusKeeper(desk.context, bar)
    return bar


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        ("disk.full", True),
        ("file.replaced", True),
        ("backup.failed", False),
        ("file.exists", False),
        ("restore.damaged", False),
    ],
)
def test_only_a_change_that_is_not_on_disk_is_said_not_to_be_saved(
    desk: Desk, bar: StatusBar, code: str, *, lost: bool
) -> None:
    assert "Saved" in said(bar)
    desk.context.show_error(StorageError(code, path="there", copy="here"))
    assert ("Last change not saved" in said(bar)) == lost


def test_a_backup_just_made_is_said_at_once(
    qtbot: QtBot, desk: Desk, bar: StatusBar, clock: FakeClock, tmp_path: Path
) -> None:
    label = bar.findChild(QLabel, "status-backup")
    assert label is not None

    def now_said() -> bool:
        return label.text().endswith(formats.clock(clock.now().astimezone().time()))

    for number in range(2):
        clock.advance(minutes=1)
        desk.services.upkeep.backup(tmp_path / f"copy-{number}.db")
        desk.context.notify("The backup is made")
        qtbot.waitUntil(now_said)
