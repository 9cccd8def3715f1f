"""A thread that does what it is handed, one piece at a time.

Apart from the runner and free of Qt, so that it is loaded before PySide6: that reads the source of
every module imported after it, and those of `threading` and `queue` are long.
"""

from __future__ import annotations

from collections.abc import Callable

# A bare thread and queue: concurrent.futures costs 12 ms on the way to the first paint.
from queue import SimpleQueue
from threading import Thread

Piece = Callable[[], None]


class Worker:
    """The thread, started when it is first needed, and the queue before it."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Piece | None] = SimpleQueue()
        self._name = name
        self._thread: Thread | None = None
        self._over = False

    def hand(self, piece: Piece) -> None:
        """Have `piece` done after all that was handed over before; never after `finish`."""
        if self._over:
            return
        if self._thread is None:
            self._thread = Thread(target=self._serve, name=self._name, daemon=True)
            self._thread.start()
        self._queue.put(piece)

    def finish(self) -> None:
        """Wait until everything handed over is done, and end the thread."""
        self._over = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()

    def _serve(self) -> None:
        while (piece := self._queue.get()) is not None:
            piece()
