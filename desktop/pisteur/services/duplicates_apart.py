"""Looks for duplicates in a process of its own: both ends of it, and what they say to each other.

While contacts are compared in the window's process, the window waits for Python's lock. The
process gets the contacts in portions, for the data file is held by the window alone: a line each,
then an empty one. It answers with a line as often as there is something to say, `done total
found` and the pairs since the last one as JSON, and with `end`. It ends when the other end is gone.
"""

from __future__ import annotations

import contextlib
import time
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, cast

from pisteur import own_process
from pisteur.own_process import GaveUpError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pisteur.services.duplicate_search import DuplicateSearch

TASK = "find-duplicates"
"""What the program is started with."""
AHEAD = 8
"""So many portions wait at most for the process to take them."""
_EVERY = 0.1
_END = b"end\n"


class SearchApart:
    """A search in a process of its own: add every portion and then nothing, and wait.

    A thread talks to the process, so that nobody waits for it; it does little else than wait.

    Attributes:
        done, total: pieces of work.
        found: how many pairs so far.
    """

    def __init__(self) -> None:
        """Start the process.

        Raises:
            GaveUpError: when it could not be started.
        """
        self.done, self.total, self.found = 0, 0, 0
        self._pairs: list[str] = []
        self._portions: SimpleQueue[str] = SimpleQueue()
        self._whole = self._over = False
        self._process = own_process.start(TASK, behind=True)
        self._thread = Thread(target=self._talk, name="duplicates", daemon=True)
        self._thread.start()

    @property
    def takes_more(self) -> bool:
        """Whether the next portion should be added now.

        Raises:
            GaveUpError: when the process ended before its time.
        """
        self._look_after()
        return self._portions.qsize() < AHEAD

    def add(self, portion: str) -> None:
        """Hand over contacts (`duplicate_search.entries_of`); an empty text after the last."""
        self._portions.put(portion)

    @property
    def finished(self) -> bool:
        """Whether all were compared.

        Raises:
            GaveUpError: when the process ended before its time.
        """
        self._look_after()
        return self._whole

    def stop(self) -> None:
        """End the process; what was found so far stays."""
        self._process.kill()
        # Should the thread wait for a portion.
        self._portions.put("")
        self._thread.join()

    def as_json(self) -> str:
        """Return the pairs found so far, as `DuplicateSearch` does."""
        return f"[{','.join(self._pairs)}]"

    def _look_after(self) -> None:
        if self._over and not self._whole:
            raise GaveUpError

    def _talk(self) -> None:
        # A process that is gone is known by its missing `end`.
        with contextlib.suppress(OSError, ValueError):
            self._ask()
        self._over = True

    def _ask(self) -> None:
        with self._process as process:
            try:
                self._hand_over(cast("BinaryIO", process.stdin))
                for answer in cast("BinaryIO", process.stdout):
                    self._note(answer)
            finally:
                process.kill()

    def _hand_over(self, orders: BinaryIO) -> None:
        more = True
        while more:
            portion = self._portions.get()
            orders.write(portion.encode() + b"\n")
            more = bool(portion)
        orders.flush()

    def _note(self, answer: bytes) -> None:
        if answer == _END:
            self._whole = True
            return
        done, total, found, pairs = answer.decode().rstrip("\n").split(" ", 3)
        if pairs != "[]":
            # Without its brackets: `as_json` makes one list of all.
            self._pairs.append(pairs[1:-1])
        self.done, self.total, self.found = int(done), int(total), int(found)


def serve(orders: BinaryIO, answers: BinaryIO) -> int:
    """Compare the contacts that `orders` hold; returns the exit code, 1 when nobody listens."""
    own_process.leave_no_copy()
    own_process.go_behind()
    try:
        for answer in _answers(orders):
            answers.write(answer)
            answers.flush()
    except OSError:
        return 1
    return 0


def _answers(orders: BinaryIO) -> Iterator[bytes]:
    # With rapidfuzz, which the window's process does without.
    from pisteur.services.duplicate_search import DuplicateSearch  # noqa: PLC0415

    search = DuplicateSearch()
    for portion in orders:
        if not portion.strip():
            break
        search.add_all(portion)
    else:
        raise BrokenPipeError
    said, until = 0, time.monotonic() + _EVERY
    for _piece in search.run():
        if time.monotonic() >= until:
            yield _news(search, said)
            said, until = search.found, time.monotonic() + _EVERY
    yield _news(search, said)
    yield _END


def _news(search: DuplicateSearch, said: int) -> bytes:
    return f"{search.done} {search.total} {search.found} {search.as_json(said)}\n".encode()
