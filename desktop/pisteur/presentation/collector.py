"""Runs Python's garbage collection on the window's thread, between events.

Collected on a worker, a cycle that holds a QObject would destroy it there, and Qt crashes.
Collected by itself on the right thread, it may run within the destructor of another QObject, which
holds one of Qt's locks while PySide6 calls back: the second destructor waits for the first, for
ever.

A collection walks all objects of its generations, modules and pages included: 130,000 after the
start, for 30 to 160 ms. So no more are walked in one go than a frame has time for; what is more
and stays is what the window is made of, and is left out from then on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 2_000
# Objects walked in one go: 3 ms, on a slow machine 10.
MOST_WALKED = 10_000
# How many times more than that are waited for to go by themselves.
PATIENCE = 5


class Collector(QObject):
    """Takes over from automatic collection for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._passed_over, self._all_next = 0, False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that have grown past their threshold, as Python would.

        Of those with too much to walk, the younger ones only. What hardly any of goes by itself
        is not garbage: of 77,000 objects of a start 78 were. It is kept out of all that follow;
        whatever is let go of still goes, save rings that are let go of later.
        """
        if self._all_next:
            self._all_next = False
            gc.collect()
            return
        counts = gc.get_count()
        due = [number for number in (2, 1, 0) if counts[number] > self._thresholds[number]]
        within = [number for number in due if self._walked(number, counts[0]) <= MOST_WALKED]
        if within:
            gc.collect(within[0])
        self._passed_over = self._passed_over + 1 if within[:1] != due[:1] else 0
        if self._passed_over > PATIENCE:
            self._passed_over = 0
            gc.freeze()

    def begin_anew(self) -> None:
        """Have all be collected next, kept out or not: a window and its file were closed."""
        gc.unfreeze()
        self._all_next = True

    def stop(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @staticmethod
    def _walked(generation: int, young: int) -> int:
        """Return how many objects a collection would walk; `young` of them since the last one."""
        return young + sum(len(gc.get_objects(each)) for each in range(1, generation + 1))
