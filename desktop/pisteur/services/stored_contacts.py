"""Reads the contacts that are stored, for the rows of a list to be compared with them.

In pieces: there may be hundreds of thousands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from pisteur.domain.records import LeadRecord
from pisteur.domain.text import fold
from pisteur.domain.words import EventKind, InteractionKind, OpportunityState, PointKind
from pisteur.services.candidates import FIELDS, called_key, called_of, identity_key, phone_key
from pisteur.services.comparing import Profile
from pisteur.services.deal_matching import KnownDeal
from pisteur.services.known import Known
from pisteur.services.known_doings import KnownDoings

Rows = Callable[..., list[Any]]

_IDENTITY = ("name", "company", "city", "postal_code")
_CLOSED = (OpportunityState.WON, OpportunityState.LOST)
_PIECE = 10_000
_AT_ONCE = 500
_POINT = "contact_id, kind, value, normalised"
_NO_POINT = "NOT EXISTS (SELECT 1 FROM contact_points WHERE contact_id = contacts.id)"
_AS_LONG = 8
"""Contacts that are read in the time in which the name of one row is looked up."""


class StoredContacts:
    """Reads by plain SQL.

    Attributes:
        with_doings: whether what is planned, sold and was noted of deals is read, too.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.with_doings = False

    def by_address(self, wanted: AbstractSet[str]) -> Iterator[tuple[str, int]]:
        """Yield which of the wanted keys phones and e-mails have, and whose, oldest first.

        A short list looks its keys up, rather than read all that is stored.
        """
        stored = self._rows("SELECT count(*) FROM contact_points")[0][0]
        points = self._all("contact_points", _POINT)
        if len(wanted) < stored:
            points = iter(self._looked_up(list(wanted)))
        for contact_id, kind, value, normalised in points:
            key = _point_key(kind, value, normalised)
            if key in wanted:
                yield key, contact_id

    def _looked_up(self, wanted: Sequence[str]) -> list[Any]:
        """Return the points that may have one of some keys, through their index."""
        # What can't be read has another key than is stored: there are few.
        select = f"SELECT id, {_POINT} FROM contact_points WHERE normalised"
        found = dict.fromkeys(self._rows(f"{select} IS NULL"))
        for start in range(0, len(wanted), _AT_ONCE):
            some = ("", *wanted[start : start + _AT_ONCE])
            found.update(
                dict.fromkeys(self._rows(f"{select} IN ({', '.join('?' * len(some))})", some))
            )
        return [row[1:] for row in sorted(found)]

    def by_identity(self) -> Iterator[tuple[str, int]]:
        """Yield what each contact is recognised by without them."""
        for contact_id, *values in self._all("contacts", f"id, {', '.join(_IDENTITY)}"):
            yield identity_key(dict(zip(_IDENTITY, values, strict=True))), contact_id

    def unreachable(self, records: Sequence[LeadRecord]) -> Iterator[tuple[str, int]]:
        """Yield who has neither phone nor e-mail, by its `called_key`, oldest first.

        For a short list only those who are called like its rows are looked up.
        """
        called = map(called_of, records)
        names = (fold(each["name"] or each["company"]) for each in called)
        return self._called(_NO_POINT, names, len(records))

    def employed(self, names: Collection[str]) -> Iterator[tuple[str, int]]:
        """Yield who has a name and a company, by its `called_key`, oldest first.

        Of few names only those who have one of them are looked up.
        """
        return self._called("name <> '' AND company <> ''", map(fold, names), len(names))

    def _called(self, which: str, names: Iterable[str], count: int) -> Iterator[tuple[str, int]]:
        select = f"SELECT id, name, company FROM contacts WHERE {which}"
        stored = self._rows("SELECT count(*) FROM contacts")[0][0]
        if count * _AS_LONG < stored:
            found = iter(self._called_alike(select, list({*names} - {""})))
        else:
            found = self._in_pieces(f"{select} AND id > ?")
        for contact_id, name, company in found:
            yield called_key({"name": name, "company": company}), contact_id

    def _called_alike(self, select: str, names: Sequence[str]) -> list[Any]:
        """Return those of a selection that have one of some names, through the index of names."""
        found: list[Any] = []
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            found += self._rows(f"{select} AND sort_name IN ({', '.join('?' * len(some))})", some)
        return sorted(found)

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
        for contact_id, deal_id, title, cents, day, stage_id, state, offer_id, offer in self._rows(
            "SELECT o.contact_id, o.id, o.title, o.amount_cents, o.expected_on, o.stage_id,"
            " o.state, o.offer_id, coalesce(f.name, '') FROM opportunities o"
            f" LEFT JOIN offers f ON f.id = o.offer_id WHERE o.contact_id {among} ORDER BY o.id",
            ids,
        ):
            deal = KnownDeal(deal_id, title, cents, date.fromisoformat(day) if day else None)
            deal.stage_id, deal.is_closed = stage_id, state in _CLOSED
            deal.offer_id, deal.offer = offer_id, offer
            profiles[contact_id].deals.append(deal)
        if self.with_doings:
            self._load_doings(profiles, among, ids)
        for contact_id, profile in profiles.items():
            by_id[contact_id].profile = profile

    def _load_doings(
        self, profiles: dict[int, Profile], among: str, ids: Sequence[int | None]
    ) -> None:
        """Read what is planned and sold of some contacts, and what imports noted of them."""
        doings = {contact_id: KnownDoings() for contact_id in profiles}
        for contact_id, day, title in self._rows(
            f"SELECT contact_id, due_on, title FROM follow_ups WHERE contact_id {among}", ids
        ):
            doings[contact_id].note_action(day, title)
        for contact_id, cents, day, title in self._rows(
            "SELECT s.contact_id, s.amount_cents, s.accepted_on, coalesce(o.title, '')"
            " FROM sales s LEFT JOIN opportunities o ON o.id = s.opportunity_id"
            f" WHERE s.contact_id {among}",
            ids,
        ):
            doings[contact_id].note_sale(cents, day, title)
        deals = {each.deal_id: each for profile in profiles.values() for each in profile.deals}
        for contact_id, deal_id, detail in self._rows(
            "SELECT contact_id, opportunity_id, detail FROM events"
            f" WHERE contact_id {among} AND kind = '{EventKind.IMPORTED}'",
            ids,
        ):
            noted = json.loads(detail)
            if "action_on" in noted:
                doings[contact_id].note_action(noted["action_on"], noted.get("action", ""))
            elif "sold_on" in noted:
                cents = int(noted["amount_cents"])
                doings[contact_id].note_sale(cents, noted["sold_on"], noted.get("title", ""))
            elif "waits" in noted:
                doings[contact_id].kept_off |= {fold(noted.get("title", ""))}
            elif deal_id in deals and "title" in noted:
                deals[deal_id].noted += (fold(noted["title"]),)
        for contact_id, profile in profiles.items():
            profile.doings = doings[contact_id]

    def _all(self, table: str, columns: str) -> Iterator[Any]:
        """Yield every row of a table."""
        found = self._in_pieces(f"SELECT id, {columns} FROM {table} WHERE id > ?")
        return (row[1:] for row in found)

    def _in_pieces(self, select: str) -> Iterator[Any]:
        """Yield what a query finds that goes on after an id, its first column."""
        last = 0
        while found := self._rows(f"{select} ORDER BY id LIMIT {_PIECE}", (last,)):
            yield from found
            last = found[-1][0]


def _point_key(kind: str, value: str, normalised: str | None) -> str:
    return normalised or (phone_key(None, value) if kind == PointKind.PHONE else value)
