"""A disk that loses its power: what strace recorded of a file, and what may be left of it.

Until a file is synced, each sector of each write to it may have reached the disk or not, in any
order; so may a change of its size. Until its folder is synced, a file that was made may be
missing, and one that was deleted may be there. A sector is never mixed: SQLite asks that of disks
(powersafe overwrite). Not for the sectors of a disk that lies about syncs: see `forget_syncs`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
CALLS = "openat,pwrite64,pwritev,write,ftruncate,fallocate,fdatasync,fsync,unlink,rename,readlink"

_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PLACE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")


class Deed(StrEnum):
    """What was done to the disk, and what the program said."""

    MAKE = "make"
    WRITE = "write"
    RESIZE = "resize"
    SYNC = "sync"
    DELETE = "delete"
    SAY = "say"


class Event(NamedTuple):
    """One thing, in the order of the record.

    Attributes:
        path: of the file or folder; of SAY, the words.
        place: in the file; of RESIZE, the new size.
    """

    deed: Deed
    path: str
    place: int = 0
    content: bytes = b""


def read_record(log: Path, data_path: Path) -> list[Event]:
    """Return what happened to a data file, its journal and their folder.

    The program says something by asking where a link `said:…` leads.
    """
    own = {str(data_path), f"{data_path}-journal", str(data_path.parent)}
    found = []
    for line in log.read_text(encoding="ascii").splitlines():
        call = _LINE.match(line)
        if call is None:
            assert "resumed" not in line, "the program wrote from two threads"
            continue
        event = _event(call[1], call[2], int(call[3]), own)
        if event is not None:
            found.append(event)
    return found


def _event(call: str, arguments: str, result: int, own: set[str]) -> Event | None:
    text = _TEXT.search(arguments)
    content = _bytes(text[1]) if text else b""
    if call == "readlink":
        said = content.decode()
        return Event(Deed.SAY, said.removeprefix("said:")) if said.startswith("said:") else None
    if result < 0:
        return None
    if call in {"openat", "unlink"}:
        path = content.decode()
        if path not in own or (call == "openat" and "O_CREAT" not in arguments):
            return None
        return Event(Deed.MAKE if call == "openat" else Deed.DELETE, path)
    handle = _PLACE.match(arguments)
    path = _bytes(handle[1]).decode() if handle else content.decode()
    return _of_file(call, arguments, path, content) if path in own else None


def _of_file(call: str, arguments: str, path: str, content: bytes) -> Event:
    if call in {"fdatasync", "fsync"}:
        return Event(Deed.SYNC, path)
    number = int(arguments.rpartition(", ")[2])
    if call == "ftruncate":
        return Event(Deed.RESIZE, path, number)
    assert call == "pwrite64", f"{call} is not understood"
    assert f", {len(content)}, {number}" in arguments, "the record is cut short"
    return Event(Deed.WRITE, path, number, content)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def forget_syncs(record: Iterable[Event], path: str = "") -> list[Event]:
    """Return the record of a disk that says that it has synced, and has not.

    Args:
        path: of which it is so; empty for all.
    """
    return [own for own in record if own.deed is not Deed.SYNC or path not in {"", own.path}]


@dataclass
class _File:
    """What is on the disk of a file, and what is on its way."""

    content: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)


class Disk:
    """The disk at a moment of the record.

    Attributes:
        said: the last words.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self._now = {path: _File(bytearray(content)) for path, content in files.items()}
        self._listed = dict(self._now)
        self._changes: list[tuple[str, _File | None]] = []
        self.said = ""

    def take(self, event: Event) -> None:
        """Do what comes next in the record."""
        match event.deed:
            case Deed.SAY:
                self.said = event.path
            case Deed.MAKE:
                if event.path not in self._now:
                    self._now[event.path] = made = _File()
                    self._changes.append((event.path, made))
            case Deed.DELETE:
                del self._now[event.path]
                self._changes.append((event.path, None))
            case Deed.SYNC if event.path in self._now:
                file = self._now[event.path]
                _apply(file.content, file.waiting)
                file.waiting = []
            case Deed.SYNC:
                _list_changes(self._listed, self._changes)
                self._changes = []
            case _:
                self._now[event.path].waiting.append(event)

    @property
    def waits(self) -> bool:
        """Whether something has not reached the disk for sure."""
        return bool(self._changes) or any(file.waiting for file in self._now.values())

    def contents(self) -> dict[str, bytes]:
        """Return what the files hold while the power is on."""
        return {path: _with(file, file.waiting) for path, file in self._now.items()}

    def after_power_loss(self, dice: random.Random) -> dict[str, bytes]:
        """Return what may be left: of all that waits, a part chosen by chance."""
        share = dice.choice((0.0, 0.0, 0.1, 0.5, 0.9, 1.0))
        listed = dict(self._listed)
        _list_changes(listed, [own for own in self._changes if dice.random() < share])
        return {
            path: _with(file, _torn(file.waiting, share, dice)) for path, file in listed.items()
        }


def _list_changes(listed: dict[str, _File], changes: Iterable[tuple[str, _File | None]]) -> None:
    for path, file in changes:
        if file is None:
            listed.pop(path, None)
        else:
            listed[path] = file


def _with(file: _File, waiting: Iterable[Event]) -> bytes:
    content = bytearray(file.content)
    _apply(content, waiting)
    return bytes(content)


def _torn(waiting: Sequence[Event], share: float, dice: random.Random) -> list[Event]:
    """Return the sectors of what waits that reach the disk."""
    left = []
    for event in waiting:
        if event.deed is Deed.RESIZE:
            left += [event] if dice.random() < share else []
            continue
        start, end = event.place, event.place + len(event.content)
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            if dice.random() < share:
                part = event.content[start - event.place : stop - event.place]
                left.append(Event(Deed.WRITE, event.path, start, part))
            start = stop
    return left


def _apply(content: bytearray, events: Iterable[Event]) -> None:
    for event in events:
        if event.deed is Deed.RESIZE:
            del content[event.place :]
            content.extend(bytes(event.place - len(content)))
            continue
        content.extend(bytes(max(0, event.place - len(content))))
        content[event.place : event.place + len(event.content)] = event.content
