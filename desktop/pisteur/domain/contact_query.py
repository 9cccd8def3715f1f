"""What the table of contacts may be asked for, and a page of the answer.

`pisteur.services.contact_list` answers; the window asks without loading it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pisteur.domain.snapshots import ContactRow
from pisteur.domain.words import Status

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


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """What the table shows."""

    text: str = ""
    status: Status | None = None
    sort: ContactSort = ContactSort.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Some rows of the table, from `offset`, and how many there are in all."""

    rows: tuple[ContactRow, ...]
    offset: int
    total: int
