"""What is planned and sold of a contact, as far as a list may say it too: pure, like `comparing`.

What the import noted itself counts as well (events, by `list_writer` and `deal_writer`): an action
that was put off since, or a sale that was changed, does not come in again with the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pisteur.domain.decisions import Difference
from pisteur.domain.records import ActionRecord, DealRecord, LeadRecord
from pisteur.domain.text import fold
from pisteur.services.deal_matching import amount_text

ACTION, SALE = "next_on", "sale"
SaleKey = tuple[int | None, str, str]


@dataclass(slots=True)
class KnownDoings:
    """Actions and sales of a contact.

    Attributes:
        actions: day and folded title of each, done ones included.
        sales: `sale_key` of each.
        kept_off: folded titles of the deals that lists kept off the board.
        new_actions, new_sales, waiting: what rows of the file added.
    """

    actions: set[tuple[str, str]] = field(default_factory=set)
    sales: set[SaleKey] = field(default_factory=set)
    kept_off: frozenset[str] = frozenset()
    new_actions: list[ActionRecord] = field(default_factory=list)
    new_sales: list[DealRecord] = field(default_factory=list)
    waiting: list[DealRecord] = field(default_factory=list)

    @classmethod
    def of(cls, record: LeadRecord) -> KnownDoings:
        """Return those of the contact that a row makes."""
        doings = cls()
        if record.action is not None:
            doings.note_action(record.action.due_on.isoformat(), record.action.title)
        if record.sale is not None:
            doings.sales.add(sale_key(record.sale))
        return doings

    def note_action(self, due_on: str, title: str) -> None:
        """Note an action that is there."""
        self.actions.add((due_on, fold(title)))

    def note_sale(self, cents: int | None, day: str, title: str) -> None:
        """Note a sale that is there."""
        self.sales.add((cents, day, fold(title)))

    @property
    def is_changed(self) -> bool:
        """Whether rows added anything."""
        return bool(self.new_actions or self.new_sales or self.waiting)

    def copy(self) -> KnownDoings:
        """Return some that may go their own way."""
        return KnownDoings(
            set(self.actions),
            set(self.sales),
            self.kept_off,
            list(self.new_actions),
            list(self.new_sales),
            list(self.waiting),
        )

    def compare(self, record: LeadRecord) -> Iterable[Difference]:
        """Yield what a row adds."""
        if record.action is not None and not self._has(record.action):
            yield Difference(ACTION, "", action_text(record.action))
        if record.sale is not None and sale_key(record.sale) not in self.sales:
            yield Difference(SALE, "", amount_text(record.sale.amount_cents))

    def take(self, record: LeadRecord, fields: Iterable[str]) -> None:
        """Take over from a row what `fields` name."""
        named = set(fields)
        action, sale = record.action, record.sale
        if action is not None and ACTION in named and not self._has(action):
            self.note_action(action.due_on.isoformat(), action.title)
            self.new_actions.append(action)
        if sale is not None and SALE in named and sale_key(sale) not in self.sales:
            self.sales.add(sale_key(sale))
            self.new_sales.append(sale)
        if record.waits is not None and "note" in named:
            self.waiting.append(record.waits)

    def _has(self, action: ActionRecord) -> bool:
        """Tell whether an action is there; one without a title is any of that day."""
        day, title = action.due_on.isoformat(), fold(action.title)
        if title:
            return (day, title) in self.actions
        return any(known == day for known, _title in self.actions)


def sale_key(deal: DealRecord) -> SaleKey:
    """Return what the sale of a deal is recognised by."""
    return deal.amount_cents, _day(deal.closed_on), fold(deal.title)


def says_doings(record: LeadRecord) -> bool:
    """Tell whether a row says anything of what is planned or sold."""
    return not (record.action is None and record.sale is None and record.waits is None)


def action_text(action: ActionRecord) -> str:
    """Return the day in ISO 8601, and the title behind it."""
    return f"{action.due_on.isoformat()} {action.title}".strip()


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
