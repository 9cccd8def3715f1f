"""How wide the columns of a printed sheet are, and what stands in a cell. Sets nothing in type.

Parts with the same headings, as the days of a sheet of actions, share their widths: a column that
jumped from day to day would be hard to read down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from pisteur.exchange.tables_out import Cell, Money, Part
from pisteur.presentation import formats

# Percent of the width.
_NARROW, _PHONE, _NAMES = 13.0, 17.0, 24.0
# Characters that fit into them: a phone number and most amounts into the second.
_LONGEST_NARROW, _LONGEST_SHORT = 10, 16
# Percent that a character takes of a line, and what separates columns.
_CHARACTER, _MOST_WORD, _GAP = 0.95, 26, 1.7
# Characters: what more a line has, it has on a second one.
_MOST_WEIGHT = 48

_Column = Sequence[Cell]


def shares_of(parts: Sequence[Part]) -> list[list[float]]:
    """Return for each part how wide its columns are, in percent."""
    alike: dict[object, list[Part]] = {}
    for part in parts:
        alike.setdefault(_kind(part), []).append(part)
    widths = {kind: _shares(found) for kind, found in alike.items()}
    return [widths[_kind(part)] for part in parts]


def said(cell: Cell) -> str:
    """Return a cell in words."""
    match cell:
        case None:
            return ""
        case Money(cents):
            return formats.money(cents)
        case time():
            return formats.clock(cell)
        case date():
            return formats.full_date(cell)
    return cell


def _kind(part: Part) -> object:
    # What is late says its day where a day says its time.
    return tuple(part.headings[1:]) or tuple(part.headings)


def _shares(parts: Sequence[Part]) -> list[float]:
    """Return the widths that parts with the same headings share.

    Days, amounts and phone numbers need little, and where nothing stands the heading is enough.
    The rest is shared by what the cells hold: a journal has much to say in one column, and two
    words in the next.
    """
    if not parts[0].headings:
        return [_NAMES, 100 - _NAMES]
    columns = [
        [row[place] for part in parts for row in part.rows] for place in range(_width(parts))
    ]
    fixed = [_short(each) for each in columns]
    weights = [
        0 if share else min(_longest(each), _MOST_WEIGHT)
        for share, each in zip(fixed, columns, strict=True)
    ]
    if not any(weights):
        # Short words, all of them: the last ones take what is left.
        text = [place for place, each in enumerate(columns) if not _is_figures(each)]
        weights[text[-1] if text else -1] = 1
        fixed[text[-1] if text else -1] = 0
    left = 100 - sum(fixed)
    words = [
        0 if share else min(_longest_word(each), _MOST_WORD) * _CHARACTER + _GAP
        for share, each in zip(fixed, columns, strict=True)
    ]
    # An e-mail address can't be parted: first each column gets what its longest word takes.
    scale = min(1.0, left / sum(words))
    least = [word * scale for word in words]
    rest = left - sum(least)
    return [
        share or word + rest * weight / sum(weights)
        for share, word, weight in zip(fixed, least, weights, strict=True)
    ]


def _width(parts: Iterable[Part]) -> int:
    return max(len(row) for part in parts for row in (part.headings, *part.rows))


def _short(cells: _Column) -> float:
    """Return the width of a column that needs little; 0 for any other."""
    if all(not cell or isinstance(cell, date | time) for cell in cells):
        return _NARROW
    longest = _longest(cells)
    return _NARROW if longest <= _LONGEST_NARROW else _PHONE if longest <= _LONGEST_SHORT else 0


def _is_figures(cells: _Column) -> bool:
    return all(not cell or isinstance(cell, date | time | Money) for cell in cells)


def _longest(cells: _Column) -> int:
    """Return how many characters the longest line has."""
    return max((len(line) for cell in cells for line in said(cell).splitlines()), default=0)


def _longest_word(cells: _Column) -> int:
    return max((len(word) for cell in cells for word in said(cell).split()), default=0)
