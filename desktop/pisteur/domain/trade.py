"""What is known of a buyer as it is typed: trade in words and NAF code, how many work there.

`traits` compares it with what is wanted.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_line
from pisteur.domain.traits import (
    Headcount,
    NafVersion,
    normalise_naf,
    parse_headcount,
    read_size_value,
)

# The register of companies gives codes of NAF 2025 from this day on.
NAF_2025_SINCE = date(2027, 1, 1)


class Trade(NamedTuple):
    """A trade: words, and the code of the main activity; both may be empty."""

    sector: str = ""
    naf: str = ""


def naf_in_force(day: date) -> NafVersion:
    """Return the edition that a code of unknown edition is taken for."""
    return NafVersion.NAF2025 if day >= NAF_2025_SINCE else NafVersion.REV2


def read_trade(text: str) -> Trade:
    """Read words and a NAF code, separated by commas: `restaurant, 56.10A`.

    Raises:
        DomainError: `contact.several_naf` beside `trade`.
    """
    pieces = [piece for piece in map(clean_line, re.split(r"[,;\n]", text)) if piece]
    codes = list(dict.fromkeys(filter(None, map(normalise_naf, pieces))))
    if len(codes) > 1:
        raise DomainError("contact.several_naf", field="trade")
    words = [piece for piece in pieces if normalise_naf(piece) is None]
    return Trade(", ".join(words), codes[0] if codes else "")


def read_headcount(text: str) -> Headcount | None:
    """Read how many people work there: `12`, `10-49`, `250 and more`; empty gives None.

    Raises:
        DomainError: `contact.headcount_unreadable` beside `headcount`.
    """
    typed = clean_line(text)
    if not typed:
        return None
    found = read_size_value(typed.replace(" ", "")) or parse_headcount(typed)
    if found is None:
        raise DomainError("contact.headcount_unreadable", field="headcount", text=typed)
    return found
