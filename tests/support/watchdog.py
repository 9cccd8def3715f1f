"""Watches the window's thread: how long it did not get round to its events, and what it was doing.

A timer of the event loop beats every few milliseconds; a thread beside it looks at the beat, and
notes the Python stack when one is overdue. Of each stall the processor time of the window's
thread is told apart: the rest it waited, for the disk, another thread or a busy machine.
"""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from types import CodeType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
LOOK_SECONDS = 0.006
OVERDUE_MS = 20.0
KEPT = 5
_DEEPEST = 14
Calls = tuple[tuple[CodeType, int], ...]


@dataclass(frozen=True)
class Stall:
    """A time in which the window's thread answered no event.

    Attributes:
        ms: by the clock on the wall.
        work_ms: of the processor, of this thread alone.
        stack: the Python calls that were under way, the innermost last; empty when none was
            seen.
    """

    ms: float
    work_ms: float
    stack: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The innermost calls of the app itself, or of anything when there is none."""
        own = [line for line in self.stack if line.startswith("pisteur/")] or list(self.stack)
        return " < ".join(reversed(own[-3:]))


class StallWatch(QObject):
    """Measures between `start` and `stop`, both called on the window's thread.

    Attributes:
        longest: the longest stalls since the start, the longest first.
        most_work_ms: of the processor, in one go: what a busy machine does not make longer.
        beats: how often the loop came round.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest: list[Stall] = []
        self.beats = 0
        self.most_work_ms = 0.0
        self._thread_id = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._at = self._worked = 0.0
        # What was seen of the stall under way, and when that began.
        self._began = 0.0
        self._seen: list[Calls] = []
        self._over = threading.Event()
        self._looker: threading.Thread | None = None

    def start(self) -> None:
        """Begin to measure, from nothing."""
        self.stop()
        self.longest, self.beats, self.most_work_ms = [], 0, 0.0
        self._over.clear()
        self._at, self._worked = time.perf_counter(), time.thread_time()
        self._looker = threading.Thread(target=self._look, name="stall-watch", daemon=True)
        self._looker.start()
        self._timer.start()

    def stop(self) -> list[Stall]:
        """End measuring; returns the longest stalls, the one that may be under way included."""
        if self._looker is not None:
            self._note()
            self._timer.stop()
            self._over.set()
            self._looker.join()
            self._looker = None
        return self.longest

    @property
    def worst(self) -> Stall:
        """The longest stall so far."""
        return self.longest[0] if self.longest else Stall(0.0, 0.0)

    # On the window's thread.

    def _beat(self) -> None:
        self.beats += 1
        self._note()

    def _note(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        stall_ms = (now - self._at) * 1000 - BEAT_MS
        self.most_work_ms = max(self.most_work_ms, (worked - self._worked) * 1000)
        if stall_ms > (self.longest[-1].ms if len(self.longest) == KEPT else 0):
            seen = self._seen if self._began == self._at else []
            # Of several looks the middle one.
            stack = _names(seen[len(seen) // 2]) if seen else ()
            stall = Stall(stall_ms, (worked - self._worked) * 1000, stack)
            self.longest = sorted([*self.longest, stall], key=lambda each: -each.ms)[:KEPT]
        self._at, self._worked = now, worked

    # On the thread beside it.

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            began = self._at
            if (time.perf_counter() - began) * 1000 < OVERDUE_MS + BEAT_MS:
                continue
            seen = _calls(self._thread_id)
            if self._began != began:
                self._began, self._seen = began, []
            self._seen.append(seen)


def _calls(thread_id: int) -> Calls:
    """Return the calls under way on a thread, the innermost first.

    A frame that is held when its function ends keeps its variables alive, a QPainter among them,
    and Qt crashes on that: nothing here may let the other thread run, as reading files does.
    """
    frame = sys._current_frames().get(thread_id)
    found: list[tuple[CodeType, int]] = []
    while frame is not None and len(found) < _DEEPEST:
        found.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    del frame
    return tuple(found)


def _names(calls: Calls) -> tuple[str, ...]:
    return tuple(
        f"{_place(code.co_filename)}:{line} {code.co_name}" for code, line in reversed(calls)
    )


def _place(path: str) -> str:
    _before, package, inside = path.replace("\\", "/").rpartition("/pisteur/")
    return f"pisteur/{inside}" if package else inside.rpartition("/")[2]
