"""Two contacts side by side, and the choice of what the one that stays says of itself.

Only facts of which there is one are chosen; all else of both is kept (`services.merging`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pisteur.domain.words import Heat, Nature


class Part(StrEnum):
    """What is chosen as one, in the order shown."""

    NAME = "name"
    CIVILITY = "civility"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    ADDRESS = "address"
    WEBSITE = "website"
    SIRET = "siret"
    NATURE = "nature"
    TRADE = "trade"
    HEADCOUNT = "headcount"
    HEAT = "heat"
    SOURCE = "source"
    LEAD_LIST = "lead_list"
    ASKED_ON = "asked_on"
    RECOMMENDED_BY = "recommended_by"
    KNOWN_FIGURE = "known_figure"
    UNRELIABLE = "unreliable"


COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.NAME: ("given_name", "family_name", "name"),
    Part.CIVILITY: ("civility",),
    Part.COMPANY: ("company",),
    Part.JOB_TITLE: ("job_title",),
    Part.ADDRESS: ("street", "postal_code", "city", "country"),
    Part.WEBSITE: ("website",),
    Part.SIRET: ("siret",),
    Part.NATURE: ("nature", "buyer_kind"),
    Part.TRADE: ("sector", "naf", "naf_version"),
    Part.HEADCOUNT: ("headcount_least", "headcount_most"),
    Part.HEAT: ("heat",),
    Part.SOURCE: ("source",),
    Part.LEAD_LIST: ("lead_list_id",),
    Part.ASKED_ON: ("asked_on",),
    Part.RECOMMENDED_BY: ("recommended_by_id",),
    Part.KNOWN_FIGURE: ("known_figure",),
    Part.UNRELIABLE: ("unreliable_payer", "unreliable_reason", "unreliable_since"),
}
"""The columns of `contacts` that each part is made of."""

_NOTHING = (None, "", 0, Nature.UNKNOWN.value)
_HEATS = (Heat.COLD.value, Heat.WARM.value, Heat.HOT.value)

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one contact of two.

    Attributes:
        keep_id: the one that stays; `other_id` is gone afterwards.
        from_other: the parts that are taken from the other one.
    """

    keep_id: int
    other_id: int
    from_other: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the two.

    Attributes:
        values: the columns of `COLUMNS`; `texts` what stands behind numbers: list, recommender.
        points: phones and e-mails as typed.
        counts: table → how many rows that will be kept.
    """

    id: int
    title: str
    values: Values
    texts: Mapping[Part, str] = field(default_factory=dict)
    points: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def holds(self, part: Part) -> bool:
        """Say whether it says anything on a part."""
        return any(self.values[column] not in _NOTHING for column in COLUMNS[part])


@dataclass(frozen=True, slots=True)
class MergeView:
    """Both sides: at the left the one that is proposed to stay."""

    left: MergeSide
    right: MergeSide

    def differs(self, part: Part) -> bool:
        """Say whether the two say something else on a part."""
        return any(self.left.values[c] != self.right.values[c] for c in COLUMNS[part])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those on which at least one says something."""
        return tuple(part for part in Part if self.left.holds(part) or self.right.holds(part))

    @property
    def proposed(self) -> frozenset[Part]:
        """The parts to take from the right: what the left does not know, and the warmer heat."""
        wanted = {p for p in Part if self.right.holds(p) and not self.left.holds(p)}
        wanted.discard(Part.HEAT)
        if _warmth(self.right) > _warmth(self.left):
            wanted.add(Part.HEAT)
        return frozenset(wanted)


def _warmth(side: MergeSide) -> int:
    return _HEATS.index(str(side.values["heat"]))
