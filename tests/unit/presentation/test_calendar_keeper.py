"""A calendar file that keeps up by itself."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped] # it has no types, and reads only here
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.settings import CALENDAR_FILE, THEME
from pisteur.domain.words import FollowUpKind
from pisteur.presentation import calendar_keeper
from pisteur.presentation.calendar_keeper import CalendarKeeper
from pisteur.presentation.runner import ImmediateRunner
from pisteur.services.services import Services
from support.people import lead


class Kept:
    """A runner whose changes a keeper follows, and what it complained of."""

    def __init__(self, services: Services, path: Path) -> None:
        self.services = services
        self.path = path
        self.contact_id, self.card_id = lead(services, "Inès Roche")
        services.settings.put(CALENDAR_FILE, str(path))
        self.runner = ImmediateRunner(lambda: services)
        self.said: list[object] = []
        self.keeper = CalendarKeeper(self.runner, self.runner)
        self.keeper.failed.connect(self._note)

    def _note(self, error: object) -> None:
        self.said.append(error)

    def plan(self, title: str) -> None:
        command = PlanFollowUp(
            self.contact_id, self.card_id, FollowUpKind.CALL, title, date(2026, 12, 1)
        )
        self.runner.command(lambda s: s.follow_ups.plan(command))

    def titles(self) -> list[str]:
        text = self.path.read_text(encoding="utf-8")
        found = vobject.readOne(text)
        return [event.summary.value for event in getattr(found, "vevent_list", [])]


@pytest.fixture
def kept(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kept]:
    monkeypatch.setattr(calendar_keeper, "WAIT_MS", 30)
    made = Kept(services, tmp_path / "calendar" / "kept.ics")
    made.path.parent.mkdir()
    yield made
    made.runner.deleteLater()


def test_the_file_follows_each_change_undone_ones_too(qtbot: QtBot, kept: Kept) -> None:
    qtbot.waitUntil(kept.path.exists)
    assert kept.titles() == []
    kept.plan("Rappeler")
    qtbot.waitUntil(lambda: kept.titles() == ["Rappeler – Inès Roche"])
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    kept.runner.command(lambda s: s.undo())
    qtbot.waitUntil(lambda: kept.titles() == [])
    assert list(kept.path.parent.iterdir()) == [kept.path]


def test_many_changes_at_once_are_one_writing(
    qtbot: QtBot, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(kept.path.exists)
    calls: list[int] = []
    write = kept.services.exporting.keep_calendar

    def counted() -> int | None:
        calls.append(1)
        return write()

    monkeypatch.setattr(kept.services.exporting, "keep_calendar", counted)
    for number in range(5):
        kept.plan(f"Call {number}")
    qtbot.waitUntil(lambda: len(kept.titles()) == 5)
    assert len(calls) == 1


def test_the_file_hears_of_an_opposition_lifted(qtbot: QtBot, kept: Kept) -> None:
    kept.services.follow_ups.plan(
        PlanFollowUp(kept.contact_id, kept.card_id, FollowUpKind.FIND_OUT, "Ask", date(2026, 12, 1))
    )
    kept.services.oppositions.note(Oppose(kept.contact_id, Channel.PHONE, date(2026, 11, 22)))
    qtbot.waitUntil(kept.path.exists)
    kept.path.unlink()
    kept.runner.command(lambda s: s.oppositions.lift(1))
    qtbot.waitUntil(kept.path.exists)


def test_what_waits_is_written_before_the_window_closes(qtbot: QtBot, kept: Kept) -> None:
    kept.plan("Rappeler")
    assert not kept.path.exists()
    kept.keeper.finish()
    assert kept.titles() == ["Rappeler – Inès Roche"]


def test_what_can_not_be_written_is_said_once_and_tried_again(qtbot: QtBot, kept: Kept) -> None:
    kept.path.parent.rmdir()
    kept.keeper.finish()
    for title in ("One", "Two"):
        kept.plan(title)
        kept.keeper.finish()
    assert [getattr(error, "code", None) for error in kept.said] == ["file.calendar"]
    assert str(kept.said[0]) == (
        "“kept.ics” can’t be written: its folder does not exist. It is the calendar that Pisteur "
        f"keeps up to date in {kept.path.parent}, tried again after your next change. The "
        "settings of the calendar choose another file."
    )
    kept.path.parent.mkdir()
    kept.plan("Three")
    kept.keeper.finish()
    assert len(kept.titles()) == 3
    kept.path.unlink()
    kept.path.parent.rmdir()
    kept.plan("Four")
    kept.keeper.finish()
    assert len(kept.said) == 2


def test_without_a_file_nothing_is_written(qtbot: QtBot, kept: Kept) -> None:
    kept.runner.command(lambda s: s.settings.put(CALENDAR_FILE, ""))
    kept.runner.command(lambda s: s.settings.put(THEME, "dark"))
    kept.keeper.finish()
    assert list(kept.path.parent.iterdir()) == []
    assert kept.said == []
