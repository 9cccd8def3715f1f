"""A day's use of the real window, in a process of its own: `python day.py DATA ROUNDS`.

Each round does the same things and takes them back, so that the data stay as they are. Writes one
JSON object a line: what the process holds at the end of each round; then the same once a widget,
a timer, a thread and memory were left behind on purpose, to see that it is found out; then the
threads that are left when the window has closed.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    Qt,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLayoutItem, QWidget

from pisteur import i18n
from pisteur.app import Options, Session, make_application
from pisteur.domain.commands import MoveCards
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock
from support.session import has_started

PAGES = ("today", "board", "contacts", "lists", "dashboard", "duplicates", "settings")
# Commands that open a dialog on the contact in the panel, left by Escape.
DIALOGS = (
    *("new_lead", "edit_contact", "qualify", "plan", "write", "add_deal", "record_sale"),
    *("stand_by", "lose", "shortcuts"),
)
# Contacts and deals of the demonstration.
SHOWN = ((6, 6), (10, 10), (3, 3))
PATIENCE_S = 60


class Day:
    """One window in use."""

    def __init__(self, app: QApplication, session: Session) -> None:
        self._app = app
        self._session = session
        self._window = session.window
        self.done = 0

    def settle(self) -> None:
        """Let the worker answer, and the window paint and delete."""
        wait_for(lambda: self._session.runner.idle)
        for _time in range(3):
            self._app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        wait_for(lambda: self._session.runner.idle)

    def operate(self, what: Callable[[], object]) -> None:
        """Do one thing, and see it through."""
        what()
        self.settle()
        self.done += 1

    def trigger(self, name: str) -> None:
        """Choose a command of the menus."""
        action = self._window.actions_by_name.by_name[name]
        assert action.isEnabled(), name
        self.operate(action.trigger)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        top = self._app.activeModalWidget() or self._window
        self.operate(lambda: QTest.keyClick(top.focusWidget() or top, key))

    def a_round(self) -> None:
        """Go through the window once, and leave the data as they were."""
        for page in PAGES:
            self.operate(lambda name=page: self._window.show_page(name))  # type: ignore[misc]
        self.trigger("page_board")
        for contact, deal in SHOWN:
            self.operate(lambda c=contact, d=deal: self._session.context.show_contact(c, d))  # type: ignore[misc]
        for name in DIALOGS:
            self.trigger(name)
            dialog = self._app.activeModalWidget()
            assert isinstance(dialog, QDialog), name
            self.press(Qt.Key.Key_Escape)
            if self._app.activeModalWidget() is not None:
                self.operate(dialog.reject)
            assert self._app.activeModalWidget() is None, name
        self.add_a_lead()
        self.move_a_card()
        self.search()
        for page in PAGES:
            self.operate(lambda name=page: self._window.show_page(name))  # type: ignore[misc]

    def add_a_lead(self) -> None:
        """Type a lead into its dialog, and take it back."""
        self.trigger("new_lead")
        dialog = self._app.activeModalWidget()
        assert dialog is not None
        field = dialog.focusWidget()
        self.operate(lambda: QTest.keyClicks(field, "Garage Morel 06 39 98 77 66"))
        self.press(Qt.Key.Key_Return)
        assert self._app.activeModalWidget() is None
        for name in ("undo", "redo", "undo"):
            self.trigger(name)

    def move_a_card(self) -> None:
        """Move a card to the other columns of its zone, and back."""
        state = self._window.board.state
        home = next(stage for stage in state.stages if len(state.ids(stage.id)) > 1)
        card = state.ids(home.id)[0]
        for stage in (stage for stage in state.stages if stage.zone is home.zone):
            command = MoveCards((card,), stage.id)
            self.operate(
                lambda c=command: self._session.runner.command(lambda s: s.opportunities.move(c))  # type: ignore[misc]
            )
            self.trigger("undo")

    def search(self) -> None:
        """Type into the palette and into the filter of the board."""
        self.trigger("palette")
        field = self._window.focusWidget()
        self.operate(lambda: QTest.keyClicks(field, "garage"))
        self.press(Qt.Key.Key_Escape)

    # What there is.

    def holds(self) -> dict[str, object]:
        """Count what the process holds, once everything that may go has gone."""
        for _time in range(3):
            self.settle()
            gc.collect()
        objects = classes_in(self._app) + classes_in(self._window)
        return {
            "operations": self.done,
            "megabytes": _resident() / 1e6,
            "objects": objects.total(),
            "widgets": objects["QWidget"] + objects["QFrame"] + objects["QLabel"],
            "timers": objects["QTimer"],
            # Kept for items that are gone, they make PySide6 crash: see ui.widgets.discard.
            "items": sum(isinstance(own, QLayoutItem) for own in shiboken6.getAllValidWrappers()),
            "python": len(gc.get_objects()),
            "threads": threading.active_count(),
            "system_threads": len(list(Path("/proc/self/task").iterdir())),
            "files": len(list(Path("/proc/self/fd").iterdir())),
        }


def classes_in(root: QObject) -> Counter[str]:
    """Count the objects below one by their class.

    By Qt's own listing: to look for children from Python gives each of Qt's own objects a wrapper
    in PySide6, which is not told when they go, and crashes later.
    """
    lines: list[str] = []
    earlier = qInstallMessageHandler(lambda _kind, _context, line: lines.append(line))
    try:
        root.dumpObjectTree()
    finally:
        qInstallMessageHandler(earlier)
    return Counter(line.strip().partition("::")[0] for line in lines)


def wait_for(condition: Callable[[], bool]) -> None:
    """Let events happen until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "it never came to an end"
        QTest.qWait(1)


def _resident() -> int:
    """Return the bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def leak(window: QWidget) -> tuple[object, threading.Event]:
    """Leave behind what must be found out; returns what holds it, and ends the thread."""
    timer = QTimer(window)
    timer.start(100_000)
    end = threading.Event()
    threading.Thread(target=end.wait).start()
    return (QWidget(window), timer, b"x" * 30_000_000), end


def main() -> None:
    """Go through the rounds."""
    data, rounds = Path(sys.argv[1]), int(sys.argv[2])
    i18n.set_language("en")
    clock = FakeClock()
    services = Services(open_data(data), clock)
    services.demo.load()
    services.close()
    app = make_application()
    session = Session(app, Theme(app), open_data(data), Options(language="en", clock=clock))
    session.window.show()
    session.window.resize(1440, 900)
    wait_for(lambda: has_started(session))
    gc.disable()
    day = Day(app, session)
    day.settle()
    for _round in range(rounds):
        day.a_round()
        say(day.holds())
    kept, end = leak(session.window)
    say(day.holds())
    del kept
    end.set()
    session.window.close()
    session.close()
    say({"threads": threading.active_count()})
    # Not by way of Qt's destructors: what they do at the end of a test is no day's use.
    os._exit(0)


def say(figures: dict[str, object]) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
