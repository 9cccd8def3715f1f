"""What a user does to contacts that may be the same: operations of `operations.Person`."""

from __future__ import annotations

from pisteur.domain.merging import Merge, Part
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet


class Twins:
    """Operations on two contacts."""

    _s: Services

    def _pick(self, table: str, number: int) -> int:
        raise NotImplementedError

    def op_merge(self, a: int, b: int, c: int) -> ChangeSet:
        parts = frozenset(part for place, part in enumerate(Part) if c >> (place % 8) & 1)
        keep, other = self._pick("contacts", a), self._pick("contacts", b)
        return self._s.merging.merge(Merge(keep, other, parts)).changes

    def op_not_the_same(self, a: int, b: int, c: int) -> ChangeSet:
        one, other = self._pick("contacts", a), self._pick("contacts", b + c)
        return self._s.duplicates.dismiss(one, other).changes
