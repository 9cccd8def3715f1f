"""Runs work on the data file away from the window, one piece at a time, and brings results back.

The window never waits on the disk: it hands over a function of `Services` and a method to call
with the result. Callbacks run on the window's thread; those of widgets that are gone are dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Signal

from pisteur.domain.errors import FaultError, OvertakenError, PisteurError, StorageError
from pisteur.presentation.worker import Worker

if TYPE_CHECKING:
    # Loads SQLModel: not before the first paint.
    from pisteur.services.services import Services
    from pisteur.services.workspace import Done
    from pisteur.storage.change_log import ChangeSet

T = TypeVar("T")
Work = Callable[["Services"], T]
Failed = Callable[[PisteurError], None]
Reading = Callable[["Services", "ChangeSet"], object]


class Runner(QObject):
    """The one way from the window to the services; this one works on a thread of its own.

    Signals:
        changed: (ChangeSet, initiator) after each command that touched rows, before its `done`;
            also after one that failed but may have changed them all the same.
        history_changed: (undo label or None, redo label or None) after each command.
        failed: a PisteurError that no callback took.
    """

    changed = Signal(object, object)
    history_changed = Signal(object, object)
    failed = Signal(object)
    _finished = Signal(object)

    def __init__(
        self, make_services: Callable[[], Services], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make_services = make_services
        self._services: Services | None = None
        self._turns: dict[str, int] = {}
        self._pending = 0
        self._number = 0
        # What is under way, by number. It may hold the last reference to a widget, which must go
        # on the window's thread: on the other, PySide6 crashes. So it is kept and let go here.
        self._under_way: dict[int, tuple[Callable[[], tuple[object, ...] | None], _Reply]] = {}
        self._along: _Along | None = None
        # Commands not answered yet, and what is to be read once they are.
        self._changing = 0
        self._held: list[tuple[Callable[[], tuple[object, ...] | None], _Reply]] = []
        self._worker = Worker("database")
        # From the worker's thread, and so queued, without naming the kind of connection:
        # see `qt_numbers`.
        self._finished.connect(self._take_back)

    def query(self, work: Work[T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Read something; `done` gets the result."""
        self._submit(lambda: (work(self._ready()),), _Reply(done, failed))

    def latest(
        self, key: str, work: Work[T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Read something that a newer call with the same `key` makes pointless.

        While a change is under way it waits until that is answered and shown: reading would be at
        Python's lock while the window paints.

        One that waits is not begun then, one under way is cut off, in the middle of a statement.
        """
        turn = self._turns[key] = self._turns.get(key, 0) + 1

        def current() -> bool:
            return self._turns[key] == turn

        def read() -> tuple[object, ...] | None:
            if not current():
                return None
            services = self._ready()
            try:
                with services.db.while_wanted(current):
                    return (work(services),)
            except OvertakenError:
                return None

        if self._changing:
            self._held.append((read, _Reply(done, failed, current)))
        else:
            self._submit(read, _Reply(done, failed, current))

    def command(
        self,
        work: Work[Done[T]],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        initiator: object = None,
    ) -> None:
        """Change something; views learn of it by `changed`, then `done` gets the value.

        Args:
            initiator: handed on with `changed`, so that a view can know its own change.
        """

        read = self._along.read if self._along is not None else None

        def change() -> tuple[object, ...]:
            services = self._ready()
            result = work(services)
            db = services.db
            seen = _see(read, services, result.changes)
            return result.value, result.changes, initiator, db.undo_label, db.redo_label, seen

        self._submit(change, _Reply(done, failed, changes=True))

    def read_along(self, read: Reading, done: Callable[[Any], None]) -> None:
        """Read what every command did in its own turn of the worker, for the one view in front.

        What a hand has just moved so comes a turn earlier, and `done` gets it before `changed`
        and all that follows from it. `read` is called on the worker's thread.
        """
        self._along = _Along(read, done)

    def warm_up(self) -> None:
        """Load the services now, so that the first command does not wait for it."""
        self.query(_nothing, _ignore)

    def close(self) -> None:
        """Finish what was handed over, then let go of the file; nothing calls back any more."""
        self._finished.disconnect(self._take_back)
        self._worker.hand(self._close_services)
        self._worker.finish()

    @property
    def idle(self) -> bool:
        """Whether everything handed over has been answered."""
        return self._pending == 0 and not self._held

    # Inside.

    def _ready(self) -> Services:
        if self._services is None:
            self._services = self._make_services()
        return self._services

    def _close_services(self) -> None:
        if self._services is not None:
            self._services.close()

    def _submit(self, work: Callable[[], tuple[object, ...] | None], reply: _Reply) -> None:
        self._pending += 1
        self._changing += reply.changes
        self._number = number = self._number + 1
        self._under_way[number] = work, reply
        self._worker.hand(lambda: self._work(number))

    def _work(self, number: int) -> None:
        work, reply = self._under_way[number]
        try:
            reply.result = work()
        except BaseException as error:  # noqa: BLE001 - carried over to the window's thread
            reply.error = error
        # Before the window's thread hears of it, and may let go of them.
        del work, reply
        self._finished.emit(number)

    def _take_back(self, number: int) -> None:
        _work, reply = self._under_way.pop(number)
        self._changing -= reply.changes
        try:
            self._deliver(reply)
        finally:
            if not self._changing:
                held, self._held = self._held, []
                for read, wanted in held:
                    self._submit(read, wanted)

    def _deliver(self, reply: _Reply) -> None:
        self._pending -= 1
        if reply.error is not None:
            self._report(reply)
        elif reply.result is not None:
            value, *rest = reply.result
            if rest:
                changes, initiator, undo, redo, seen = rest
                if seen is not None:
                    _told(self._show, seen)
                self.history_changed.emit(undo, redo)
                if changes:
                    self.changed.emit(changes, initiator)
            if not _told(reply.send, value):
                # What was asked for is done; who asked must not wait on all the same.
                reply.fail(FaultError(done=reply.changes))

    def _report(self, reply: _Reply) -> None:
        error = reply.error
        if error is None:
            return
        if not isinstance(error, PisteurError):
            # A bug: handled like any other on the window's thread; who asked must not wait on.
            sys.excepthook(type(error), error, error.__traceback__)
            reply.fail(FaultError())
            return
        if isinstance(error, StorageError) and error.touched:
            self._read_touched(cast("ChangeSet", error.touched))
            self.history_changed.emit(None, None)
            self.changed.emit(error.touched, None)
        if reply.failed is None:
            self.failed.emit(error)
        else:
            reply.fail(error)

    def _show(self, seen: _Reply) -> None:
        """Bring what was read along with a command; the command stands, whatever became of it."""
        if seen.error is not None:
            self._report(seen)
        elif self._along is not None and seen.result is not None and _alive(self._along.done):
            self._along.done(*seen.result)

    def _read_touched(self, changes: ChangeSet) -> None:
        """Read what a command did that failed and may be on disk all the same."""
        along = self._along
        if along is not None:
            self.query(lambda s: along.read(s, changes), along.done)


class ImmediateRunner(Runner):
    """Does everything at once on the caller's thread; for tests."""

    def _submit(self, work: Callable[[], tuple[object, ...] | None], reply: _Reply) -> None:
        self._pending += 1
        try:
            reply.result = work()
        except PisteurError as error:
            reply.error = error
        self._deliver(reply)

    def close(self) -> None:
        """Let go of the file."""
        self._close_services()


class _Reply:
    """Where a result goes."""

    def __init__(
        self,
        done: Callable[[Any], None] | None,
        failed: Failed | None,
        wanted: Callable[[], bool] | None = None,
        *,
        changes: bool = False,
    ) -> None:
        self.done = done
        self.failed = failed
        self.wanted = wanted
        self.changes = changes
        self.result: tuple[Any, ...] | None = None
        self.error: BaseException | None = None

    def send(self, value: object) -> None:
        if self.done is None or not _alive(self.done):
            return
        if self.wanted is None or self.wanted():
            self.done(value)

    def fail(self, error: PisteurError) -> None:
        if self.failed is not None and _alive(self.failed):
            self.failed(error)


class _Along(NamedTuple):
    """What is read along with every command, and where it goes."""

    read: Reading
    done: Callable[[Any], None]


def _see(read: Reading | None, services: Services, changes: ChangeSet) -> _Reply | None:
    """Return what `read` says of a change; an error of its own is none of the command's."""
    if read is None or not changes:
        return None
    seen = _Reply(None, None)
    try:
        seen.result = (read(services, changes),)
    except Exception as error:  # noqa: BLE001 - carried over to the window's thread
        seen.error = error
    return seen


def _told(show: Callable[[Any], None], value: object) -> bool:
    """Call what shows a result; False after an error there: a bug, handled like any other, and
    neither what was done nor who else waits to be told may suffer from it.
    """
    try:
        show(value)
    except Exception as error:  # noqa: BLE001 - told, and whoever asked hears of it
        sys.excepthook(type(error), error, error.__traceback__)
        return False
    return True


def _nothing(services: Services) -> None:
    """Ask for nothing but the services themselves."""


def _ignore(value: object) -> None:
    """Take a result that nobody needs."""


def _alive(callback: Callable[..., object]) -> bool:
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
