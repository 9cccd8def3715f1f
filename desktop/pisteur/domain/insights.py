"""What is computed about one contact and shown with what explains it. Not for rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pisteur.domain.likeness import CommonTrait, Likeness
from pisteur.domain.segments import FrequencyFinding, InfluenceFinding, VolumeFinding


class Acquaintance(NamedTuple):
    """Another contact, named."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ContactInsight:
    """Segments of a contact, and the facts that the user noted for them.

    Attributes:
        asked_on: when they asked to be contacted.
        recommended: who came through this contact.
        likeness: None for a present customer.
        common: what present customers have in common, in the order of `likeness.fit.traits`.
        dormant_on: first day on which a customer is dormant; None for others, or with "never".
        dormant_soon: whether that day is near enough for the user to act.
    """

    contact_id: int
    asked_on: date | None
    recommended_by: Acquaintance | None
    known_figure: bool
    recommended: tuple[Acquaintance, ...]
    frequency: FrequencyFinding
    volume: VolumeFinding
    influence: InfluenceFinding
    likeness: Likeness | None
    common: tuple[CommonTrait, ...]
    dormant_on: date | None
    dormant_soon: bool


@dataclass(frozen=True, slots=True)
class NoteStanding:
    """What the user knows of how a contact came and sways others, as it shall be.

    Attributes:
        asked_on: day on which they asked to be contacted; None for never.
        recommended_by: id of the contact who sent them.
        known_figure: someone whom others listen to.
    """

    contact_id: int
    asked_on: date | None = None
    recommended_by: int | None = None
    known_figure: bool = False
