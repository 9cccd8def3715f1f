"""Reads calendar files by libical, the strict reader of several calendar programs."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

_KINDS = {4: "VEVENT", 5: "VTODO"}
_ANY = 1


class _Time(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )

    def moment(self) -> date | datetime:
        if self.is_date:
            return date(self.year, self.month, self.day)
        return datetime(self.year, self.month, self.day, self.hour, self.minute, self.second)  # noqa: DTZ001


class _Span(ctypes.Structure):
    _fields_ = (("start", ctypes.c_int64), ("end", ctypes.c_int64), ("is_busy", ctypes.c_int))


_Found = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
_POINTERS = (
    "icalparser_parse_string",
    "icalcomponent_get_first_component",
    "icalcomponent_get_next_component",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as libical understands it; `starts` are its first days by its rule."""

    kind: str
    uid: str
    summary: str
    start: date | datetime | None
    due: date | datetime | None
    instead_of: date | datetime | None
    starts: tuple[datetime, ...]


def is_there() -> bool:
    return ctypes.util.find_library("ical") is not None


def read(content: bytes) -> list[Entry]:
    """Return the entries of a file in which libical finds no error and no breach of RFC 5545."""
    library = ctypes.CDLL(ctypes.util.find_library("ical"))
    for name in _POINTERS:
        getattr(library, name).restype = ctypes.c_void_p
    for name in ("get_uid", "get_summary"):
        getattr(library, f"icalcomponent_{name}").restype = ctypes.c_char_p
    for name in ("get_dtstart", "get_due", "get_recurrenceid"):
        getattr(library, f"icalcomponent_{name}").restype = _Time
    root = ctypes.c_void_p(library.icalparser_parse_string(content))
    assert root, "not a calendar"
    assert library.icalrestriction_check(root) == 1
    assert library.icalcomponent_count_errors(root) == 0
    try:
        return list(_entries(library, root))
    finally:
        library.icalcomponent_free(root)


def _entries(library: ctypes.CDLL, root: ctypes.c_void_p) -> Iterator[Entry]:
    found = library.icalcomponent_get_first_component(root, _ANY)
    while found:
        component = ctypes.c_void_p(found)
        kind = _KINDS.get(library.icalcomponent_isa(component))
        if kind:
            yield Entry(
                kind,
                library.icalcomponent_get_uid(component).decode(),
                library.icalcomponent_get_summary(component).decode(),
                _moment(library.icalcomponent_get_dtstart(component)),
                _moment(library.icalcomponent_get_due(component)) if kind == "VTODO" else None,
                _moment(library.icalcomponent_get_recurrenceid(component)),
                _starts(library, component),
            )
        found = library.icalcomponent_get_next_component(root, _ANY)


def _moment(found: _Time) -> date | datetime | None:
    return found.moment() if found.year else None


def _starts(library: ctypes.CDLL, component: ctypes.c_void_p) -> tuple[datetime, ...]:
    """Return when the entry begins in the next two years, by the clock of Greenwich."""
    start = library.icalcomponent_get_dtstart(component)
    if not start.year:
        return ()
    until = _Time.from_buffer_copy(start)
    until.year += 2
    # Its clock is not that of Greenwich: a little earlier, so that the first is found.
    start.year -= 1
    starts: list[datetime] = []

    def found(_component: object, span: ctypes._Pointer[_Span], _data: object) -> None:
        starts.append(datetime.fromtimestamp(span.contents.start, UTC))

    library.icalcomponent_foreach_recurrence(component, start, until, _Found(found), None)
    return tuple(starts)
