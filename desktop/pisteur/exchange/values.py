"""Reads amounts and dates as lists write them, and finds out how a list writes them.

One list writes in one way: the decimal mark and the order of day and month are found from all its
cells. Not for what people type into a field: `domain.money` reads that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pisteur.domain.money import MAX_CENTS
from pisteur.domain.text import fold


class DecimalMark(StrEnum):
    """What stands before the cents; the other one separates thousands."""

    COMMA = "comma"
    POINT = "point"


class DateOrder(StrEnum):
    """In which order day, month and year stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a list writes amounts and dates.

    Attributes:
        mark, order: None where the list has no such column.
        mark_sure, order_sure: False when its cells can be read either way.
    """

    mark: DecimalMark | None = None
    order: DateOrder | None = None
    mark_sure: bool = True
    order_sure: bool = True


_LONGEST = 40
_BLANKS = re.compile(r"[\s'’]")
_MONEY = re.compile(
    r"(?:€|eur|euros?|~)?(?P<figure>-?\d[\d.,]*?)(?P<unit>k|m)?(?:€|eur|euros?)?(?:ht|ttc|net)?",
    re.IGNORECASE | re.ASCII,
)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_FOREIGN = re.compile(r"[$£¥]|\b(?:usd|gbp|chf|cad|jpy)\b", re.IGNORECASE)

_PARTS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[\s.\-/]+([^\W\d_]+)\.?,?[\s.\-/]+(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_TIME = re.compile(
    r"[T\s,]+\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m|z|utc|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)"
    r"day|(?:lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)(?=[.,]))[.,]* "
)
_MONTHS = (
    "janv jan january janvier",
    "fevr fev feb february fevrier",
    "mars mar march",
    "avr apr april avril",
    "mai may",
    "juin jun june",
    "juil jul july juillet",
    "aout aug august",
    "sept sep september septembre",
    "oct october octobre",
    "nov november novembre",
    "dec december decembre",
)
# Day 1 of a spreadsheet is 1 January 1900, and its 29 February 1900 never was.
_SERIAL_ZERO = date(1899, 12, 30)
# 1954 to 2119: five digits outside of these are something else.
_SERIALS = range(20_000, 80_001)
_CENTURY_TURNS = 69
"""Two digits below are of this century (POSIX)."""


def is_foreign(text: str) -> bool:
    """Tell whether an amount names a currency other than the euro."""
    return _FOREIGN.search(text) is not None


def read_amount(text: str, mark: DecimalMark) -> int | None:
    """Return the euro cents of `1 200 € HT`, `1,2 k€` or `1.200,50`; None when unreadable.

    A separator that can't separate thousands is taken for the decimal mark whatever `mark` says.
    """
    figure, unit = _figure(text)
    if not figure or figure.startswith("-"):
        return None
    plain = _plain(figure, mark)
    if plain is None:
        return None
    cents = Decimal(plain) * _UNITS[unit] * 100
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP)) if cents <= MAX_CENTS else None


def _figure(text: str) -> tuple[str, str]:
    """Return the digits and separators of an amount, and `k` or `m` behind them."""
    if len(text) > _LONGEST:
        return "", ""
    match = _MONEY.fullmatch(_BLANKS.sub("", text))
    if match is None or match["figure"][-1] in ".,":
        return "", ""
    return match["figure"], (match["unit"] or "").lower()


def _plain(figure: str, mark: DecimalMark) -> str | None:
    """Return a figure with a point before its decimals and no other separator."""
    sign = "," if mark is DecimalMark.COMMA else "."
    other = "." if sign == "," else ","
    whole, dot, part = figure.rpartition(sign)
    if not dot:
        whole, part = figure, ""
    if sign not in whole and (other not in whole or _GROUPS.fullmatch(whole)) and other not in part:
        return f"{whole.replace(other, '')}.{part or 0}"
    # Not as it should be; in one other way it may be certain all the same.
    certain = _evidence(figure)
    return None if certain is None or certain is mark else _plain(figure, certain)


def _evidence(figure: str) -> DecimalMark | None:
    """Return the decimal mark that a figure can only have, or None."""
    seen = [sign for sign in figure if sign in ".,"]
    if not seen:
        return None
    if len(set(seen)) == 2:
        return _mark(seen[-1])
    if len(seen) > 1:
        return _mark("." if seen[0] == "," else ",")
    return None if _GROUPS.fullmatch(figure) else _mark(seen[0])


def _mark(sign: str) -> DecimalMark:
    return DecimalMark.COMMA if sign == "," else DecimalMark.POINT


def read_date(text: str, order: DateOrder) -> date | None:
    """Return the day of `31/12/2026`, `2026-12-31 10:12`, `12 mars 24`, `46387` (the day of a
    spreadsheet), or None when unreadable.

    A year of four digits that comes first is followed by the month, whatever `order` says.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    text = _WEEKDAY.sub("", fold(_TIME.sub("", text)), count=1)
    match = _PARTS.fullmatch(text)
    if match is not None:
        return _of_parts(match.groups(), order)
    return _of_words(text) or _of_digits(text)


def _of_parts(parts: tuple[str, ...], order: DateOrder) -> date | None:
    if len(parts[0]) >= 3:
        order = DateOrder.YMD
    elif len(parts[2]) >= 3 and order is DateOrder.YMD:
        return None
    places = {letter: parts[place] for place, letter in enumerate(order)}
    return _day(places["y"], places["m"], places["d"])


def _of_words(text: str) -> date | None:
    match = _NAMED.fullmatch(text)
    if match is not None:
        day, month, year = match.groups()
    else:
        match = _NAMED_FIRST.fullmatch(text)
        if match is None:
            return None
        month, day, year = match.groups()
    number = next((n for n, names in enumerate(_MONTHS, start=1) if month in names.split()), 0)
    return _day(year, str(number), day)


def _of_digits(text: str) -> date | None:
    if _COMPACT.fullmatch(text):
        return _day(text[:4], text[4:6], text[6:])
    if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(text[:5]))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4) or len(day) > 2 or not (year + month + day).isascii():
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < _CENTURY_TURNS else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def find_mark(cells: Iterable[str]) -> tuple[DecimalMark, bool]:
    """Return the decimal mark of amounts, and whether they leave no doubt.

    `1.200` alone is twelve hundred: money has two decimals, so the point groups thousands there.
    """
    certain: Counter[DecimalMark] = Counter()
    grouped: Counter[DecimalMark] = Counter()
    for text in cells:
        figure, _unit = _figure(text)
        mark = _evidence(figure)
        if mark is not None:
            certain[mark] += 1
        elif "." in figure or "," in figure:
            grouped[DecimalMark.COMMA if "." in figure else DecimalMark.POINT] += 1
    found = certain or grouped
    comma, point = found[DecimalMark.COMMA], found[DecimalMark.POINT]
    best = DecimalMark.POINT if point > comma else DecimalMark.COMMA
    # What can only be read in one way is, whatever the others are like.
    return best, not grouped or bool(certain and comma != point)


def find_order(cells: Iterable[str]) -> tuple[DateOrder, bool]:
    """Return in which order dates are written, and whether they leave no doubt.

    The order that most of them can be read by; day first where that does not decide.
    """
    readable: Counter[DateOrder] = Counter()
    differ = free = 0
    for text in cells:
        read = {order: read_date(text, order) for order in DateOrder}
        days = set(read.values())
        if len(days) == 1:
            free += days != {None} and _PARTS.match(text) is not None
            continue
        readable.update(order for order, day in read.items() if day is not None)
        differ += read[DateOrder.DMY] != read[DateOrder.MDY]
    if not readable:
        return (DateOrder.YMD if free else DateOrder.DMY), True
    best = max(DateOrder, key=lambda order: readable[order])
    rivals = [order for order in DateOrder if readable[order] == readable[best]]
    return best, len(rivals) == 1 or not differ
