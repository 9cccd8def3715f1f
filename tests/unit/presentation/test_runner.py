"""The way from the window to the services."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import AddLead
from pisteur.domain.errors import PisteurError, StorageError
from pisteur.presentation.runner import Runner
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from pisteur.storage.change_log import ChangeSet
from support.people import lead


class Taker(QObject):
    """Takes results, and notes on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.errors: list[PisteurError] = []
        self.on_main: list[bool] = []

    def take(self, value: object) -> None:
        self.values.append(value)
        self.on_main.append(current_thread() is main_thread())

    def fail(self, error: PisteurError) -> None:
        self.errors.append(error)


@pytest.fixture
def runner(services: Services, qtbot: QtBot) -> Iterator[Runner]:
    made = Runner(lambda: services)
    yield made
    made.close()


def count(services: Services) -> int:
    found: int = services.db.rows("SELECT count(*) FROM contacts")[0][0]
    return found


def test_results_come_back_on_the_windows_thread(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    threads: list[bool] = []
    runner.query(lambda s: threads.append(current_thread() is main_thread()), taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert threads == [False]
    assert taker.on_main == [True]


def test_a_command_tells_the_views_before_its_own_callback(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    order: list[str] = []
    runner.changed.connect(lambda changes, who: order.append(f"changed by {who}"))
    runner.history_changed.connect(lambda undo, redo: order.append(str(undo)))
    runner.command(
        lambda s: s.contacts.add_lead(AddLead("Garage Morel")), taker.take, initiator="me"
    )
    qtbot.waitUntil(lambda: runner.idle)
    assert order == ["Add “Garage Morel”", "changed by me"]
    assert taker.values == [(1, 1)]


def test_what_is_read_along_comes_before_anything_else_is_told(
    runner: Runner, qtbot: QtBot
) -> None:
    order: list[str] = []

    class View(Taker):
        def take(self, value: object) -> None:
            super().take(value)
            order.append(f"seen: {value}")

    view = View()
    runner.read_along(lambda s, changes: len(changes.ids("contacts")), view.take)
    runner.changed.connect(lambda changes, who: order.append("changed"))
    runner.history_changed.connect(lambda undo, redo: order.append("history"))
    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
    qtbot.waitUntil(lambda: runner.idle)
    assert order == ["seen: 1", "history", "changed"]
    assert view.on_main == [True]


def test_a_command_stands_when_what_is_read_along_fails(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    told: list[object] = []

    def read(services: Services, changes: object) -> None:
        raise StorageError("disk.unread", detail="")

    runner.read_along(read, taker.fail)
    runner.changed.connect(lambda changes, who: told.append("changed"))
    runner.failed.connect(lambda error: told.append(error.code))
    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")), taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert told == ["disk.unread", "changed"]
    assert taker.values == [(1, 1)]
    assert taker.errors == []


def test_nothing_is_read_along_with_a_command_that_changes_nothing(
    runner: Runner, qtbot: QtBot
) -> None:
    taker = Taker()
    runner.read_along(lambda s, changes: "read", taker.take)
    runner.command(lambda s: Done(None, ChangeSet()))
    qtbot.waitUntil(lambda: runner.idle)
    assert taker.values == []


def test_an_overtaken_read_is_dropped(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    for number in range(20):
        runner.latest("search", lambda s, n=number: n, taker.take)  # type: ignore[misc]
    qtbot.waitUntil(lambda: runner.idle)
    assert taker.values == [19]


# Minutes, unless it is cut off.
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)"
    " SELECT count(*) FROM n"
)


def test_a_read_under_way_is_cut_off_by_a_newer_one_and_the_newest_answer_wins(
    runner: Runner, qtbot: QtBot
) -> None:
    taker = Taker()
    began = Event()

    def read(services: Services) -> list[object]:
        began.set()
        return services.db.rows(ENDLESS)

    for _key in range(2):
        began.clear()
        runner.latest("search", read, taker.take, taker.fail)
        qtbot.waitUntil(began.is_set)
    runner.latest("search", count, taker.take, taker.fail)
    runner.query(lambda s: "after", taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert taker.values == [0, "after"]
    assert taker.errors == []


def test_only_newer_calls_with_its_own_key_cut_a_read_off(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    some = ENDLESS.replace("2000000000", "200000")
    runner.latest("contacts", lambda s: s.db.rows(some)[0][0], taker.take)
    runner.latest("palette", lambda s: "found", taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert taker.values == [200000, "found"]


def test_a_read_waits_until_the_change_under_way_is_answered_and_shown(
    runner: Runner, qtbot: QtBot
) -> None:
    taker = Taker()
    began = Event()
    early: list[bool] = []
    runner.changed.connect(lambda changes, who: early.append(began.wait(0.2)))

    def read(services: Services) -> int:
        began.set()
        return count(services)

    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
    for _time in range(2):
        runner.latest("panel", read, taker.take)
    assert not runner.idle
    qtbot.waitUntil(lambda: runner.idle)
    assert early == [False]
    assert taker.values == [1]


def test_reads_that_waited_for_a_change_come_even_when_a_view_fails(
    runner: Runner, qtbot: QtBot
) -> None:
    taker = Taker()

    def fail(_value: object) -> None:
        raise ValueError("shown")

    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")), fail)
    runner.latest("panel", count, taker.take)
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: runner.idle)
    assert [str(each[1]) for each in raised] == ["shown"]
    assert taker.values == [1]


def test_a_change_is_never_cut_off_by_what_comes_after_it(
    runner: Runner, services: Services, qtbot: QtBot
) -> None:
    taker = Taker()
    began = Event()
    go_on = Event()

    def change(services: Services) -> Done[int]:
        with services.db.step("Long") as step:
            began.set()
            go_on.wait(10)
            many = ENDLESS.replace("2000000000", "300000").replace("count(*)", "'tag ' || count(*)")
            services.db.raw.execute(f"INSERT INTO tags (name) {many}")
        return Done(len(services.db.rows("SELECT id FROM tags")), step.changes)

    runner.command(change, taker.take, taker.fail)
    qtbot.waitUntil(began.is_set)
    for _key in range(3):
        runner.latest("search", count, taker.take, taker.fail)
    go_on.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert taker.errors == []
    assert taker.values == [1, 0]


def test_an_error_goes_to_its_callback_and_changes_nothing(
    runner: Runner, services: Services, qtbot: QtBot
) -> None:
    taker = Taker()
    runner.command(lambda s: s.contacts.add_lead(AddLead("  ")), taker.take, taker.fail)
    qtbot.waitUntil(lambda: runner.idle)
    assert [error.code for error in taker.errors] == ["lead.empty"]
    assert taker.values == []
    assert count(services) == 0


def test_an_error_that_nobody_takes_is_announced(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    runner.failed.connect(taker.fail)
    runner.command(lambda s: s.contacts.add_lead(AddLead("")))
    qtbot.waitUntil(lambda: runner.idle)
    assert [error.code for error in taker.errors] == ["lead.empty"]


def test_a_bug_reaches_the_exception_hook_and_work_goes_on(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(error))
    taker = Taker()
    runner.query(lambda s: 1 // 0, taker.take)
    runner.query(lambda s: "still here", taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert [type(error) for error in caught] == [ZeroDivisionError]
    assert taker.values == ["still here"]


def test_who_asked_hears_of_a_bug_once_it_is_reported(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: order.append("reported"))
    runner.failed.connect(lambda error: order.append("announced"))

    class Asker(Taker):
        def fail(self, error: PisteurError) -> None:
            order.append(error.code)

    asker = Asker()
    runner.query(lambda s: 1 // 0, asker.take, asker.fail)
    runner.query(lambda s: 1 // 0, asker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert order == ["reported", "program.fault", "reported"]


def test_who_asked_hears_of_a_bug_in_what_follows_and_whether_the_change_is_there(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: order.append(str(error)))

    class Asker(Taker):
        def take(self, value: object) -> None:
            raise ValueError("shown")

        def fail(self, error: PisteurError) -> None:
            order.append(error.code)

    asker, other = Asker(), Taker()
    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage")), asker.take, asker.fail)
    runner.query(count, asker.take, asker.fail)
    runner.query(count, other.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert order == ["shown", "program.fault_after", "shown", "program.fault"]
    assert other.values == [1]


def test_a_bug_in_what_is_shown_along_keeps_nobody_from_being_told(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(error))

    def broken(_seen: object) -> None:
        raise ValueError("shown")

    runner.read_along(lambda s, changes: None, broken)
    taker, viewer = Taker(), Taker()
    runner.changed.connect(lambda changes, _initiator: viewer.take(changes))
    runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")), taker.take)
    qtbot.waitUntil(lambda: runner.idle)
    assert [str(error) for error in caught] == ["shown"]
    assert len(taker.values) == len(viewer.values) == 1


def test_the_callback_of_a_deleted_widget_is_dropped(runner: Runner, qtbot: QtBot) -> None:
    taker = Taker()
    runner.query(lambda s: 1, taker.take)
    values = taker.values
    shiboken6.delete(taker)
    qtbot.waitUntil(lambda: runner.idle)
    assert values == []


class Mortal:
    """Notes on which thread it goes."""

    def __init__(self, gone: list[bool]) -> None:
        self._gone = gone

    def take(self, _value: object) -> None:
        """Take a result."""

    def work(self, _services: Services) -> None:
        """Do nothing."""

    def __del__(self) -> None:
        self._gone.append(current_thread() is main_thread())


def test_what_work_and_callbacks_hold_is_let_go_of_on_the_windows_thread(
    runner: Runner, qtbot: QtBot
) -> None:
    # Of a widget, the last reference must not go on the worker's thread: PySide6 crashes there.
    gone: list[bool] = []
    for _time in range(3):
        runner.query(Mortal(gone).work, Mortal(gone).take)
        qtbot.waitUntil(lambda: runner.idle)
    runner.query(count, Taker().take)
    qtbot.waitUntil(lambda: runner.idle)
    assert gone == [True] * 6


def test_closing_finishes_what_was_handed_over(data_path: object, services: Services) -> None:
    made = Runner(lambda: services)
    made.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")))
    made.query(lambda s: lead(s, "Atelier Fauve"), lambda value: None)
    done: list[int] = []
    made.query(lambda s: done.append(count(s)), lambda value: None)
    made.close()
    assert done == [2]
