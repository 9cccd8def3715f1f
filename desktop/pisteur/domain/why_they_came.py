"""Why someone came, as data: what one wants who asks is rarely to buy at once.

The user may add and rename; what ships is in the `selling` files. One in use is put away, never
deleted.
"""

from __future__ import annotations

from typing import NamedTuple

from pisteur.domain.words import Heat


class CameFor(NamedTuple):
    """One reason for coming.

    Attributes:
        key: stable, given once; deals refer to it.
        advice: what to do with it, one sentence.
        heat: what it says of the heat, None for nothing; evidence, never a verdict.
    """

    key: str
    name: str
    advice: str
    position: int
    heat: Heat | None = None
    put_away: bool = False
