"""Whom a row of a list is compared with when very many contacts share one phone or e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Generic, TypeVar

from pisteur.services.candidates import name_key

CROWD = 32
"""Contacts behind one phone or e-mail, more than which are not all compared with each row."""

Someone = TypeVar("Someone")


class Crowd(Generic[Someone]):
    """The many contacts behind one number, such as that of a switchboard.

    To compare each row with all of them would take the square of their number. Whoever has
    another name and another e-mail is nobody's match, so a row is compared with those of its
    name, with some that have none, and with some of the first.
    """

    def __init__(self, holders: Iterable[tuple[Someone, str]]) -> None:
        self._all: dict[Someone, None] = {}
        self._named: dict[str, dict[Someone, None]] = {}
        for known, name in holders:
            self.add(known, name)

    def add(self, known: Someone, name: str) -> None:
        """Take one in, under the name that it has now."""
        self._all.setdefault(known)
        self._named.setdefault(name_key(name), {}).setdefault(known)

    def near(self, name: str) -> Iterable[Someone]:
        """Return whom a row of this name is compared with, in the order of their coming."""
        some = (self._named.get(name_key(name), {}), self._named.get("", {}), self._all)
        return dict.fromkeys(known for each in some for known in islice(each, CROWD))
