"""What the table of contacts may be asked for, and a page of the answer.

`pisteur.services.contact_list` answers; the window asks without loading it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.segments import Frequency, Influence, Volume
from pisteur.domain.words import Heat, Status

PAGE_SIZE = 200


class ContactSort(StrEnum):
    """What the table may be sorted by."""

    NAME = "name"
    COMPANY = "company"
    STATUS = "status"
    HEAT = "heat"
    NEXT_ACTION = "next_action"
    LAST_EXCHANGE = "last_exchange"
    SOURCE = "source"
    CITY = "city"
    LAST_SALE = "last_sale"


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """What the table shows: who fits every filter that is set, and the words searched for.

    Attributes:
        alike: only those who resemble present customers (`likeness.is_alike`).
        dormant_soon: only customers who are about to become dormant.
        tag: only those who bear it; empty for any.
        lead_list: only those who came with this list; None for any.
        list_name: what that list is called, for showing.
    """

    text: str = ""
    status: Status | None = None
    sort: ContactSort = ContactSort.NAME
    descending: bool = False
    heat: Heat | None = None
    frequency: Frequency | None = None
    volume: Volume | None = None
    influence: Influence | None = None
    alike: bool = False
    dormant_soon: bool = False
    tag: str = ""
    lead_list: int | None = None
    list_name: str = ""

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the filters that are set, in the order in which they are shown."""
        return tuple(name for name in FILTERS if getattr(self, name))

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than everyone."""
        return bool(self.text.strip() or self.filters)

    def without(self, *names: str) -> ContactQuery:
        """Return the query with some filters taken off."""
        if "lead_list" in names:
            names = (*names, "list_name")
        return replace(self, **{name: getattr(_EVERYONE, name) for name in names})


FILTERS = (
    *("status", "heat", "frequency", "volume", "influence", "alike", "dormant_soon", "tag"),
    "lead_list",
)
_EVERYONE = ContactQuery()


class ContactRow(NamedTuple):
    """A line of the contacts table. Dates are ISO text; segments are empty for none."""

    id: int
    display_name: str
    company: str
    status: str
    heat: str
    pips: str
    action: str | None
    due_on: str | None
    due_time: str | None
    last_exchange: str | None
    last_exchange_kind: str | None
    source: str
    city: str
    phone: str
    email: str
    last_sale: str | None = None
    frequency: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Some rows of the table, from `offset`, and how many there are in all."""

    rows: tuple[ContactRow, ...]
    offset: int
    total: int
