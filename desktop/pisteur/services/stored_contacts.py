"""Reads the contacts that are stored, for the rows of a list to be compared with them.

In pieces: there may be hundreds of thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from pisteur.domain.words import InteractionKind, OpportunityState, PointKind
from pisteur.services.candidates import FIELDS, identity_key, phone_key
from pisteur.services.comparing import Profile
from pisteur.services.deal_matching import KnownDeal
from pisteur.services.known import Known

Rows = Callable[..., list[Any]]

_IDENTITY = ("name", "company", "city", "postal_code")
_CLOSED = (OpportunityState.WON, OpportunityState.LOST)
_PIECE = 10_000


class StoredContacts:
    """Reads by plain SQL."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def by_address(self) -> Iterator[tuple[str, int]]:
        """Yield what each phone and e-mail is compared by, and whose it is."""
        columns = "contact_id, kind, value, normalised"
        for contact_id, kind, value, normalised in self._all("contact_points", columns):
            yield _point_key(kind, value, normalised), contact_id

    def by_identity(self) -> Iterator[tuple[str, int]]:
        """Yield what each contact is recognised by without them."""
        for contact_id, *values in self._all("contacts", f"id, {', '.join(_IDENTITY)}"):
            yield identity_key(dict(zip(_IDENTITY, values, strict=True))), contact_id

    def name_of(self, contact_id: int | None) -> str:
        """Return the name of a contact."""
        found = self._rows("SELECT name FROM contacts WHERE id = ?", (contact_id,))
        return str(found[0][0]) if found else ""

    def load(self, contacts: Sequence[Known]) -> None:
        """Read what is stored of some contacts."""
        by_id = {known.contact_id: known for known in contacts}
        ids = list(by_id)
        if not ids:
            return
        among = f"IN ({', '.join('?' * len(ids))})"
        profiles: dict[int, Profile] = {}
        for contact_id, *values in self._rows(
            f"SELECT id, {', '.join(FIELDS)} FROM contacts WHERE id {among}", ids
        ):
            pairs = zip(FIELDS, values, strict=True)
            profiles[contact_id] = Profile({name: value for name, value in pairs if value})
        for contact_id, kind, value, normalised in self._rows(
            "SELECT contact_id, kind, value, normalised FROM contact_points"
            f" WHERE contact_id {among}",
            ids,
        ):
            profiles[contact_id].keys.add(_point_key(kind, value, normalised))
        for contact_id, name in self._rows(
            "SELECT ct.contact_id, t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id"
            f" WHERE ct.contact_id {among}",
            ids,
        ):
            profiles[contact_id].add_tag(name)
        for contact_id, body in self._rows(
            f"SELECT contact_id, body FROM interactions WHERE kind = '{InteractionKind.NOTE}'"
            f" AND contact_id {among} ORDER BY happened_at, id",
            ids,
        ):
            profiles[contact_id].texts.append(body)
        for contact_id, deal_id, title, cents, day, stage_id, state in self._rows(
            "SELECT contact_id, id, title, amount_cents, expected_on, stage_id, state"
            f" FROM opportunities WHERE contact_id {among} ORDER BY id",
            ids,
        ):
            deal = KnownDeal(deal_id, title, cents, date.fromisoformat(day) if day else None)
            deal.stage_id, deal.is_closed = stage_id, state in _CLOSED
            profiles[contact_id].deals.append(deal)
        for contact_id, profile in profiles.items():
            by_id[contact_id].profile = profile

    def _all(self, table: str, columns: str) -> Iterator[Any]:
        """Yield every row of a table."""
        last = 0
        while True:
            sql = f"SELECT id, {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT {_PIECE}"
            found = self._rows(sql, (last,))
            if not found:
                return
            yield from (row[1:] for row in found)
            last = found[-1][0]


def _point_key(kind: str, value: str, normalised: str | None) -> str:
    return normalised or (phone_key(None, value) if kind == PointKind.PHONE else value)
