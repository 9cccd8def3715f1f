"""Amounts in euro cents, read from what people type."""

from __future__ import annotations

import re

from pisteur.domain.errors import DomainError

MAX_CENTS = 10**13
_LONGEST = 40
_SPACES = re.compile(r"[\s  ]")
_AMOUNT = re.compile(r"^(?:€)?(-?\d+(?:[.,]\d{1,2})?)(?:€|EUR|euros?)?$", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d)[.,'’](?=\d{3}(?:\D|$))")


def parse_amount(text: str, *, field: str = "amount") -> int | None:
    """Read an amount such as `1 234,56 €`, `1234.5`, `2 k€`; empty text gives None.

    A dot or comma before exactly three digits separates thousands.

    Returns:
        The amount in cents.

    Raises:
        DomainError: `amount.unreadable`, `amount.negative` or `amount.too_large`.
    """
    compact = _SPACES.sub("", text).removeprefix("~")
    if not compact:
        return None
    factor = 1
    if compact.lower().endswith(("k€", "k")):
        factor = 1000
        compact = compact[:-2] if compact.endswith("€") else compact[:-1]
    else:
        compact = _GROUPED.sub("", compact)
    match = _AMOUNT.match(compact)
    if match is None:
        raise DomainError("amount.unreadable", field=field, text=text)
    if len(compact) > _LONGEST:
        raise DomainError("amount.too_large", field=field)
    whole, _, part = match.group(1).replace(",", ".").partition(".")
    cents = (abs(int(whole)) * 100 + int((part + "00")[:2])) * factor
    if match.group(1).startswith("-"):
        raise DomainError("amount.negative", field=field)
    if cents > MAX_CENTS:
        raise DomainError("amount.too_large", field=field)
    return cents
