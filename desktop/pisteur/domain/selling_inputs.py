"""What the editors of criteria, profile and offers hand over: texts as typed.

The services clean and check them. Not for what is stored: `qualification.Criterion`,
`profile.Trait`, `offers.Offer`.
"""

from __future__ import annotations

from typing import NamedTuple

from pisteur.domain.offers import OfferUnit
from pisteur.domain.profile import TraitKind
from pisteur.domain.traits import NafVersion


class CriterionInput(NamedTuple):
    """A criterion as it shall be.

    Attributes:
        letter: the pip on a card; empty for the first free letter of the name.
        prompts: questions to ask, one per line.
        find_out: title of the action that finds the answer out; empty for the question.
    """

    name: str
    question: str
    letter: str = ""
    guidance: str = ""
    prompts: str = ""
    find_out: str = ""
    required: bool = False


class TraitInput(NamedTuple):
    """A trait of the ideal customer as it shall be.

    Attributes:
        name: the user's words for it; a free trait has nothing else.
        accepted: the values as typed, separated by commas, semicolons or lines.
        naf_version: edition of the NAF codes in `accepted`.
    """

    kind: TraitKind
    name: str = ""
    accepted: str = ""
    naf_version: NafVersion = NafVersion.REV2


class OfferInput(NamedTuple):
    """An offer as it shall be.

    Attributes:
        price: as typed; empty for a price made to measure.
        buyers: kinds of buyers it is for (`traits.buyer_kinds`); empty for anyone.
        sectors: trades as typed, separated by commas; empty for any.
        naf_version: edition of the NAF codes in `sectors`.
    """

    name: str
    price: str = ""
    unit: OfferUnit = OfferUnit.FLAT
    buyers: tuple[str, ...] = ()
    sectors: str = ""
    naf_version: NafVersion = NafVersion.REV2
