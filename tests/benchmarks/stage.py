"""A real window on a data file, for measuring in a process of its own: acts, waits, scrolls.

Not for judging: `window` turns what is measured here into lines.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from benchmarks.harness import percentile
from pisteur.app import Options, Session, make_application
from pisteur.presentation.collector import Collector
from pisteur.services.opening import open_data
from pisteur.ui.shell.ahead import Ahead
from pisteur.ui.theme.theme import Theme
from support.watchdog import StallWatch

W = TypeVar("W", bound=QWidget)
Numbers = dict[str, Any]
STEP = 60
SHOWN_SIZE = (1440, 900)
LONGEST_WAIT = 900.0
# Of 50 ms, for pages that are made ahead.
MOST_TURNS = 600


class Taken(NamedTuple):
    """Milliseconds by the clock, and of the processor: the second is steadier beside others."""

    ms: float
    work_ms: float

    @classmethod
    def since(cls, began: float, worked: float) -> Taken:
        """Return what it took since `perf_counter()` said `began`, with seconds worked."""
        return cls((time.perf_counter() - began) * 1000, worked * 1000)


class Stage:
    """The app's own window, shown, and a watch on its thread.

    Attributes:
        start: the longest stall from the first paint until all was loaded.
    """

    def __init__(self, path: Path) -> None:
        self.app = make_application()
        self._collector = Collector(self.app)
        self.session = Session(self.app, Theme(self.app), open_data(path), Options(language="fr"))
        self.window = self.session.window
        self.runner = self.session.runner
        self.watch = StallWatch()
        # An off-screen display is small.
        self.window.resize(*SHOWN_SIZE)
        self.window.painted.connect(self.watch.start)
        self.window.show()
        while self.window.findChild(Ahead) is None:
            self.pause(50)
        self.settle()
        self.start = self._told()
        # Not the app's own, which keeps an error for the user to look at.
        sys.excepthook = sys.__excepthook__

    def close(self) -> None:
        """Let go of the file."""
        self._collector.stop()
        self.session.close()

    def find(self, kind: type[W], name: str = "") -> W:
        """Return the one widget of a kind, or of a name."""
        found = self.window.findChild(kind, name) if name else self.window.findChild(kind)
        assert found is not None, name or kind
        return found

    def make_pages(self) -> None:
        """Let the window make its pages, as it does while nobody touches it."""
        ahead = self.window.findChild(Ahead)
        for _turn in range(MOST_TURNS):
            if ahead is None or ahead.done:
                break
            self.pause(50)

    # Time.

    def pause(self, milliseconds: int) -> None:
        """Let the window work for so long."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self, meanwhile: Callable[[], None] | None = None) -> None:
        """Let the window work until nothing waits for the worker, and what follows is done."""
        until, calm = time.monotonic() + LONGEST_WAIT, 0
        while calm < 4:
            assert time.monotonic() < until, "never at rest"
            if meanwhile is not None and not self.runner.idle:
                meanwhile()
            self.pause(40)
            # Totals are read a moment after a change.
            calm = calm + 1 if self.runner.idle else 0

    def stalls(self, act: Callable[[], object], meanwhile: Callable[[], None] | None = None) -> Any:
        """Act, wait for all that follows, and return the longest stall of the window's thread."""
        self.settle()
        self.watch.start()
        act()
        self.settle(meanwhile)
        return self._told()

    def _told(self) -> Numbers:
        self.watch.stop()
        worst = self.watch.worst
        return {
            "ms": round(worst.ms, 1),
            "work_ms": round(worst.work_ms, 1),
            "where": worst.where,
        }

    def took(self, act: Callable[[], object], painted: QWidget) -> Taken:
        """Act, and paint at once what of the window became another: `repaint` would paint all."""
        began, worked = time.perf_counter(), time.process_time()
        act()
        QApplication.processEvents()
        QApplication.sendEvent(painted.window(), QEvent(QEvent.Type.UpdateRequest))
        return Taken.since(began, time.process_time() - worked)

    def took_until(self, act: Callable[[], object], done: Any, painted: QWidget) -> Taken:
        """Act, wait for a signal and paint."""
        loop = QEventLoop()
        done.connect(loop.quit)
        QTimer.singleShot(60_000, loop.quit)
        began, worked = time.perf_counter(), time.process_time()
        act()
        loop.exec()
        painted.repaint()
        took = Taken.since(began, time.process_time() - worked)
        done.disconnect(loop.quit)
        self.settle()
        return took

    # Frames.

    def frame(self, view: QAbstractScrollArea, place: int) -> Taken:
        """Scroll there, paint, and answer what came in."""
        bar = view.verticalScrollBar()
        began, worked = time.perf_counter(), time.thread_time()
        bar.setValue(place)
        view.viewport().repaint()
        QApplication.processEvents()
        return Taken.since(began, time.thread_time() - worked)

    def scroll(self, view: QAbstractScrollArea, count: int) -> Numbers:
        """Scroll down as a wheel does, then jump about; returns percentiles of the frames."""
        bar = view.verticalScrollBar()
        bar.setValue(0)
        self.settle()
        step = STEP if bar.singleStep() > 1 or bar.maximum() > 5000 else 1
        # Tables scroll by pixels or by rows, as they are set.
        places = [number * step % max(1, bar.maximum()) for number in range(count)]
        places += [number * 7919 % max(1, bar.maximum()) for number in range(count // 5)]
        times = []
        for place in places:
            times.append(self.frame(view, place))
            # A hand leaves some time between two frames.
            self.pause(2)
        self.settle()
        bar.setValue(0)
        return frames(times, bar.maximum())


def frames(taken: list[Taken], length: int) -> Numbers:
    """Return median, 99th of 100 and worst of frames."""
    taken = taken or [Taken(0.0, 0.0)]
    times, works = [each.ms for each in taken], [each.work_ms for each in taken]
    return {
        "p50": round(statistics.median(times), 2),
        "p99": round(percentile(times, 0.99), 2),
        "work_p50": round(statistics.median(works), 2),
        "work_p99": round(percentile(works, 0.99), 2),
        "worst": round(max(times), 1),
        "length": length,
    }


def main() -> None:
    """Open the window and its pages, and no more: whoever loads a module first compiles it."""
    stage = Stage(Path(sys.argv[1]))
    stage.make_pages()
    sys.stdout.write("{}\n")
    sys.stdout.flush()
    os._exit(0)
