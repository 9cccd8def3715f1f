"""Compares the deal of a row with those of the contact: pure, like `candidates`.

A deal is recognised by the title under which a list brought it in, whatever the user calls it
since, else by its title. One without a title is the contact's untitled one, else the first.
Column and state are never compared: they follow the board, not the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pisteur.domain.decisions import Difference
from pisteur.domain.records import DealRecord
from pisteur.domain.text import fold

DEAL, AMOUNT, EXPECTED_ON, OFFER = "deal", "amount", "expected_on", "offer"
_FIELDS = frozenset({DEAL, AMOUNT, EXPECTED_ON, OFFER})


@dataclass(slots=True)
class KnownDeal:
    """A deal of a contact.

    Attributes:
        deal_id: None for one that a row of the file makes.
        record: the row that makes it, None for a stored one.
        offer_id, offer: number and name of the user's offer that it is about.
        noted: the titles under which lists brought it in.
        stage_id: None where `deal_id` is.
        is_closed: won or lost: the file changes it no more.
        is_changed: whether a row changed it.
    """

    deal_id: int | None
    title: str
    amount_cents: int | None
    expected_on: date | None
    record: DealRecord | None = None
    stage_id: int | None = None
    is_closed: bool = False
    is_changed: bool = False
    offer_id: int | None = None
    offer: str = ""
    noted: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: DealRecord) -> KnownDeal:
        """Return the deal that a row makes."""
        deal = cls(None, record.title, record.amount_cents, record.expected_on, record)
        if record.offer_id is not None:
            deal.offer_id, deal.offer = record.offer_id, record.offer
        return deal

    def as_record(self) -> DealRecord:
        """Return the deal to write, with what later rows of the file added."""
        record = self.record or DealRecord(title=self.title)
        record = replace(record, amount_cents=self.amount_cents, expected_on=self.expected_on)
        if self.offer_id is None:
            return record
        return replace(record, offer_id=self.offer_id, offer=self.offer)


def find(record: DealRecord, known: Sequence[KnownDeal]) -> KnownDeal | None:
    """Return which of a contact's deals a row is about, or None."""
    title = fold(record.title)
    same = next((each for each in known if title in each.noted), None)
    same = same or next((each for each in known if fold(each.title) == title), None)
    return same or (known[0] if known and not title else None)


def compare_deals(
    record: DealRecord | None, known: Sequence[KnownDeal]
) -> tuple[list[Difference], list[Difference]]:
    """Return what a row adds to the deals of a contact, and what it contradicts."""
    gaps: list[Difference] = []
    conflicts: list[Difference] = []
    if record is None:
        return gaps, conflicts
    found = find(record, known)
    if found is None:
        return [Difference(DEAL, "", _called(record))], conflicts
    if found.is_closed:
        return gaps, conflicts
    for name, given, stored in (
        (AMOUNT, amount_text(record.amount_cents), amount_text(found.amount_cents)),
        (EXPECTED_ON, _day_text(record.expected_on), _day_text(found.expected_on)),
    ):
        if given and given != stored:
            (conflicts if stored else gaps).append(Difference(name, stored, given))
    if record.offer_id not in (None, found.offer_id):
        (conflicts if found.offer else gaps).append(Difference(OFFER, found.offer, record.offer))
    return gaps, conflicts


def take_deal(
    record: DealRecord | None, known: list[KnownDeal], differences: Iterable[Difference]
) -> bool:
    """Take over what `differences` name into `known`; tell whether anything changed."""
    names = {each.field for each in differences} & _FIELDS
    if record is None or not names:
        return False
    found = find(record, known)
    if found is None:
        if DEAL in names:
            known.append(KnownDeal.of(record))
        return DEAL in names
    if AMOUNT in names:
        found.amount_cents = record.amount_cents
    if EXPECTED_ON in names:
        found.expected_on = record.expected_on
    if OFFER in names:
        found.offer_id, found.offer = record.offer_id, record.offer
    found.is_changed = True
    return True


def amount_text(cents: int | None) -> str:
    """Return an amount in euros with a point, empty for none; `ui` writes it as read."""
    return "" if cents is None else f"{Decimal(cents) / 100:.2f}"


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _called(record: DealRecord) -> str:
    return record.title or amount_text(record.amount_cents) or " · ".join(record.said) or "–"
