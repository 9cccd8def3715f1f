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
    """The thread and the queue before it."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Piece | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def hand(self, piece: Piece) -> None:
        """Have `piece` done after all that was handed over before."""
        self._queue.put(piece)

    def finish(self) -> None:
        """Wait until everything handed over is done, and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (piece := self._queue.get()) is not None:
            piece()
