"""What the cells of a row say of a deal; what can't be read stays for the notes.

Not for columns of the board: which of them a stage means, `services.list_deals` says.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from pisteur.domain.records import DealRecord
from pisteur.domain.text import clean_line
from pisteur.domain.words import OpportunityState
from pisteur.exchange import words
from pisteur.exchange.cells import is_blank
from pisteur.exchange.heading_table import DATE_FIELDS, DEAL_DATES, DEAL_FIELDS, Field
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.table import Table, Wishes
from pisteur.exchange.values import (
    DateOrder,
    DecimalMark,
    Spelling,
    find_mark,
    find_order,
    is_foreign,
    read_amount,
    read_date,
)
from pisteur.i18n import _, plain

_EURO = frozenset({"", "eur", "euro", "euros", "€"})


class DealReader:
    """Reads the deals of one file.

    Attributes:
        is_needed: whether any column is about deals.
    """

    def __init__(self, names: Sequence[str], mapping: Mapping, spelling: Spelling) -> None:
        self._names = names
        self._line = plain(_("{heading}: {text}"))
        self._columns = {each: mapping.columns(each) for each in DEAL_FIELDS}
        self._all = sorted(index for columns in self._columns.values() for index in columns)
        self._mark = spelling.mark or DecimalMark.COMMA
        self._order = spelling.order or DateOrder.DMY
        self.is_needed = any(self._columns.values())

    def read(self, cells: Sequence[str]) -> tuple[DealRecord | None, list[tuple[int, str]]]:
        """Return the deal of a row, and the columns left for the notes with what is wrong.

        A second filled cell of one meaning is left with nothing wrong.
        """
        left: list[tuple[int, str]] = []
        amount = self._amount(cells, left)
        days = {
            each: first_day(cells, self._columns[each], self._order, left) for each in DEAL_DATES
        }
        texts = {
            each: self._text(cells, each, left)
            for each in (Field.DEAL, Field.STAGE, Field.STATE, Field.LOST_REASON, Field.OFFER)
        }
        title, stage, status = texts[Field.DEAL], texts[Field.STAGE], texts[Field.STATE]
        if status and words.read_state(status) is None:
            left.extend((i, "cell.unknown_word") for i in self._columns[Field.STATE] if cells[i])
            status = ""
        if not (title or stage or status or amount is not None or any(days.values())):
            # An offer alone is no deal.
            left.extend((i, "") for i in self._columns[Field.OFFER] if texts[Field.OFFER])
            return None, left
        state = words.read_state(status) or words.read_state(stage) or ""
        is_over = state in (OpportunityState.WON, OpportunityState.LOST)
        expected = days[Field.EXPECTED_ON] or (None if is_over else days[Field.CLOSED_ON])
        deal = DealRecord(
            title=title,
            amount_cents=amount,
            stage=stage,
            state=state,
            expected_on=expected,
            closed_on=days[Field.CLOSED_ON],
            reason=texts[Field.LOST_REASON],
            status=status,
            offer=texts[Field.OFFER],
            said=tuple(self._said(cells, with_state=bool(status))),
            cells=tuple(self._whole(cells, {index for index, _wrong in left})),
        )
        return deal, left

    def _whole(self, cells: Sequence[str], left: Container[int]) -> Iterable[str]:
        """Return all that a row says of its deal; what is left goes to the notes in any case."""
        for index in self._all:
            if index not in left and not is_blank(cells[index]):
                yield self._line.format(heading=self._names[index], text=cells[index])

    def _said(self, cells: Sequence[str], *, with_state: bool) -> Iterable[str]:
        fields = [
            Field.STAGE,
            *([Field.STATE] if with_state else []),
            Field.LOST_REASON,
            Field.OFFER,
        ]
        for each in fields:
            for index in self._columns[each][:1]:
                if cells[index].strip():
                    yield self._line.format(heading=self._names[index], text=cells[index])

    def _text(self, cells: Sequence[str], field: Field, left: list[tuple[int, str]]) -> str:
        kept = ""
        for index in self._columns[field]:
            text = clean_line(cells[index])
            if kept and text and text != kept:
                left.append((index, ""))
            kept = kept or text
        return kept

    def _amount(self, cells: Sequence[str], left: list[tuple[int, str]]) -> int | None:
        columns = self._columns[Field.CURRENCY]
        others = [index for index in columns if cells[index].casefold() not in _EURO]
        kept: int | None = None
        for index in self._columns[Field.AMOUNT]:
            text = cells[index]
            if is_blank(text):
                continue
            if others or is_foreign(text):
                left.append((index, "cell.other_currency"))
                continue
            cents = read_amount(text, self._mark)
            if cents is None:
                left.append((index, "cell.amount_unreadable"))
            elif kept is not None and cents != kept:
                left.append((index, ""))
            else:
                kept = cents
        left.extend((index, "") for index in others)
        return kept


def first_day(
    cells: Sequence[str], columns: Iterable[int], order: DateOrder, left: list[tuple[int, str]]
) -> date | None:
    """Return the first day of some columns; `left` gets those for the notes, with what is wrong."""
    kept: date | None = None
    for index in columns:
        text = cells[index]
        if is_blank(text):
            continue
        day = read_date(text, order)
        if day is None:
            left.append((index, "cell.date_unreadable"))
        elif kept is not None and day != kept:
            left.append((index, ""))
        else:
            kept = day
    return kept


def find_spelling(table: Table, mapping: Mapping, wishes: Wishes) -> Spelling:
    """Return how a list writes amounts and dates.

    What the user says holds, then what was kept with the columns, then what all cells show.

    Raises:
        ExchangeError: at the first line that can't be read.
    """
    amounts = mapping.columns(Field.AMOUNT)
    days = [index for each in DATE_FIELDS for index in mapping.columns(each)]
    if not amounts and not days:
        return Spelling()
    texts: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for _first, _last, cells in table.rows():
        for columns, is_amount in ((amounts, True), (days, False)):
            for index in columns:
                if index < len(cells) and cells[index]:
                    texts[is_amount].setdefault(cells[index].strip())
    mark, mark_sure = find_mark(texts[True])
    order, order_sure = find_order(texts[False])
    labels = [target.label for target in mapping.targets if target]
    kept_mark = next((each for each in DecimalMark if each.value in labels), None)
    kept_order = next((each for each in DateOrder if each.value in labels), None)
    return Spelling(
        mark=(wishes.decimal or kept_mark or mark) if amounts else None,
        order=(wishes.dates or kept_order or order) if days else None,
        mark_sure=mark_sure or bool(wishes.decimal or kept_mark),
        order_sure=order_sure or bool(wishes.dates or kept_order),
    )
