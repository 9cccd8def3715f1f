"""Contacts that may be the same: how they are written for comparing, why they are alike, how much.

Source of the rule: same normalised e-mail, same E.164 phone, same SIRET, or close name and
company (product section 4). `pisteur.services.duplicate_search` finds the pairs. Not for the rows
of an import: those are `services.matching`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"\b[dl]'")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_LEGAL_FORMS = (
    "sarl sas sasu eurl sa sci snc scop selarl scm gie earl gaec ei eirl scic gmbh ag ltd"
    " limited inc llc srl sprl bv nv"
)
_ADDRESSES = "m mr mme mlle monsieur madame mademoiselle mrs ms dr docteur maitre"
_SMALL_WORDS = "de du des la le les et"
_PASSED_OVER = frozenset(f"{_LEGAL_FORMS} {_ADDRESSES} {_SMALL_WORDS}".split())

NEEDED = 86
"""How close two names must be, of 100 (`duplicate_search`)."""


class ReasonKind(StrEnum):
    """Why two contacts may be the same."""

    EMAIL = "email"
    PHONE = "phone"
    SIRET = "siret"
    NAME_AND_COMPANY = "name_and_company"
    COMPANY = "company"
    NAME = "name"


class Reason(NamedTuple):
    """One reason; `value` is what both share, or what the first is called."""

    kind: ReasonKind
    value: str


# What one reason says by itself, of 100. A phone or a SIRET is shared by colleagues.
WEIGHTS = {
    ReasonKind.EMAIL: 90,
    ReasonKind.PHONE: 75,
    ReasonKind.SIRET: 65,
    ReasonKind.NAME_AND_COMPANY: 80,
    ReasonKind.COMPANY: 60,
    ReasonKind.NAME: 50,
}
OTHER_NAMES = 0.6
"""What is left of the score when the two have different names."""


def score_of(reasons: tuple[Reason, ...], *, other_names: bool) -> int:
    """Return how sure it is that two contacts are the same, 0 to 100.

    Each further reason takes its share of the doubt that is left.

    Args:
        other_names: whether both have a name, and the two are not close.
    """
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - WEIGHTS[reason.kind] / 100
    return round((1 - doubt) * 100 * (OTHER_NAMES if other_names else 1))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in order of the alphabet, without what is written or left out.

    Accents, legal forms and forms of address are gone; `S.A.R.L.` is one word.
    """
    folded = _ELIDED.sub(" ", fold(text))
    folded = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", folded)
    words = _WORD.findall(folded)
    kept = [word for word in words if word not in _PASSED_OVER]
    return tuple(sorted(kept or words))


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact as it is compared.

    Attributes:
        name, company: their words (`words_of`).
        place: folded postal code, or city; empty when not known.
        emails, phones: normalised.
    """

    id: int
    title: str = ""
    name: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    place: str = ""
    siret: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def label(self) -> tuple[str, ...]:
        """Its only name, when it has just one: of a person or of a company."""
        return () if self.name and self.company else self.name or self.company


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that may be the same, the smaller id first."""

    first_id: int
    second_id: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair in the list, with what the two are called and which companies they name."""

    pair: Pair
    first: str
    second: str
    first_company: str = ""
    second_company: str = ""


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """The surest pairs, and how many there are in all."""

    pairs: tuple[PairView, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class SearchState:
    """How far the search is.

    Attributes:
        done, total: pieces of work; nought in all before the first.
        found: how many pairs so far, those that were marked as not the same included.
        finished: whether it has come to its end; `running` whether it was begun and not stopped.
        apart: whether it goes on by itself for a while, so that to ask again at once is of no use.
    """

    done: int = 0
    total: int = 0
    found: int = 0
    running: bool = False
    finished: bool = False
    apart: bool = False
