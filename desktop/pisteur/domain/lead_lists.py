"""Lists of leads: what each cost, what came of it, and the information that the law asks for.

`pisteur.services.lead_lists` reads and changes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pisteur.domain.calendar import add_months

PORTION = 20
"""How many names go from a list to the board at a time."""


@dataclass(frozen=True, slots=True)
class LeadListRow:
    """A list and what came of it.

    Attributes:
        imported_on: the day on which it was brought in.
        informed_on: when its people were told where their names come from; None for not yet.
        names: how many of its contacts are there.
        on_board: how many of them have a running deal.
        waiting: how many never had a deal and did not object: they may go to the board.
        contacted: how many had an exchange, whoever made it.
        qualified: how many are prospects or have bought.
        won: how many have bought.
    """

    id: int
    name: str
    source: str
    supplier: str
    imported_on: date
    bought_on: date | None = None
    price_cents: int | None = None
    informed_on: date | None = None
    note: str = ""
    names: int = 0
    on_board: int = 0
    waiting: int = 0
    contacted: int = 0
    qualified: int = 0
    won: int = 0

    @property
    def purchased(self) -> bool:
        """Whether somebody else gathered the names."""
        return bool(self.supplier) or self.bought_on is not None or self.price_cents is not None

    @property
    def inform_by(self) -> date | None:
        """Until when its people must be told: a month after they came in (GDPR, article 14)."""
        return add_months(self.imported_on, 1) if self.purchased else None

    @property
    def cents_per_prospect(self) -> int | None:
        """What one prospect of it cost; None without a price or a prospect."""
        return _share(self.price_cents, self.qualified)

    @property
    def cents_per_customer(self) -> int | None:
        """What one customer of it cost; None without a price or a customer."""
        return _share(self.price_cents, self.won)


def _share(cents: int | None, count: int) -> int | None:
    # Half a cent more or less says nothing: rounded to the nearest.
    return None if cents is None or not count else (2 * cents + count) // (2 * count)


@dataclass(frozen=True, slots=True)
class LeadListInput:
    """A list as it shall be; the price as typed."""

    name: str
    source: str = ""
    supplier: str = ""
    price: str = ""
    bought_on: date | None = None
    informed_on: date | None = None
    note: str = ""
