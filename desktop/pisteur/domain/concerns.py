"""Questions and objections that a contact raised: open until they are answered.

An objection is a question in disguise: both keep a sale from going on until they are answered.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ConcernKind(StrEnum):
    """What a contact raised."""

    QUESTION = "question"
    OBJECTION = "objection"


class Concern(NamedTuple):
    """A question or an objection.

    Attributes:
        opportunity_id: the deal that it is about, None for the contact as a whole.
        answer: what was answered; kept when it is taken up again.
        answered_on: None as long as it is open.
    """

    id: int
    opportunity_id: int | None
    kind: ConcernKind
    text: str
    answer: str
    raised_on: date
    answered_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_on is None


def kind_of(text: str) -> ConcernKind:
    """Return what a text typed in haste is: a question ends in a question mark."""
    ends = text.rstrip(' \u00a0\u202f»”")')
    return ConcernKind.QUESTION if ends.endswith("?") else ConcernKind.OBJECTION
