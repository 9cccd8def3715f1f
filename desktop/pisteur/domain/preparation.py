"""What one wants to know before calling or writing to someone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pisteur.domain.concerns import Concern
from pisteur.domain.qualification import Criterion
from pisteur.domain.words import Direction, InteractionKind, Outcome


class LastExchange(NamedTuple):
    """The last thing that was said."""

    happened_at: datetime
    kind: InteractionKind
    direction: Direction
    outcome: Outcome | None
    body: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """What to have before one's eyes.

    Attributes:
        phone: the first number, as stored for comparing where it could be read.
        deciders: who decides, when it is somebody else.
        unknown: what is required and not known yet; nothing for one who has bought.
        concerns: the open questions and objections, those of the deal first.
    """

    contact_id: int
    opportunity_id: int | None
    name: str
    job_title: str
    phone: str
    last: LastExchange | None
    deciders: tuple[str, ...]
    unknown: tuple[Criterion, ...]
    concerns: tuple[Concern, ...]
