"""Why someone came, as data: what one wants who asks is rarely to buy at once.

The user may add and rename; the keys below are those of the shipped ones, whose names and advice
are in the shipped `selling` files.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.words import Heat


class WhyTheyCame(StrEnum):
    """Keys of the shipped reasons, in their order."""

    URGENT = "urgent"
    REFERRED = "referred"
    COMPARING = "comparing"
    CURIOUS = "curious"
    RETURNING = "returning"
    OTHER = "other"


class CameFor(NamedTuple):
    """One reason for coming.

    Attributes:
        key: stable; empty for the user's own.
        advice: what to do with it, one sentence.
        heat: what it says of the heat, None for nothing; evidence, never a verdict.
    """

    key: str
    name: str
    advice: str
    position: int
    heat: Heat | None = None
    put_away: bool = False
