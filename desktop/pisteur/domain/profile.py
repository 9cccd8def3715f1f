"""The ideal-customer profile, and how far a contact matches it, trait by trait.

Source of the rule: a prospect is first of all in the target (product section 2, rule 1); the
profile is the user's own description of that target. It advises on the criterion "target" and
never decides: the verdict stays with `qualification.judge`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.text import clean_line, fold
from pisteur.domain.traits import (
    PROFESSIONAL,
    BuyerKind,
    Fit,
    Headcount,
    NafVersion,
    area_value,
    fit_area,
    fit_buyer,
    fit_sector,
    fit_size,
    parse_headcount,
    read_size_value,
    sector_value,
    size_value,
)
from pisteur.domain.words import Answer, Nature


class TraitKind(StrEnum):
    """What a trait is about."""

    BUYER = "buyer"
    SECTOR = "sector"
    SIZE = "size"
    AREA = "area"
    TAG = "tag"
    FREE = "free"


class Trait(NamedTuple):
    """One line of the profile.

    Attributes:
        id: of the stored line; 0 for a computed one (`likeness`).
        kind: what it is about.
        accepted: the values, as `pisteur.domain.traits` stores them; one of them is enough.
        name: the user's words for it; for a free trait, all there is.
    """

    id: int
    kind: TraitKind
    accepted: tuple[str, ...] = ()
    name: str = ""


class ContactFacts(NamedTuple):
    """What is known of a contact; every default means not known.

    Attributes:
        naf: code in any spelling, with its edition in `naf_version`.
        sector: the trade in words.
        free: answers to free traits, as pairs of trait id and answer.
    """

    nature: Nature = Nature.UNKNOWN
    buyer: BuyerKind | None = None
    naf: str = ""
    naf_version: NafVersion | None = None
    sector: str = ""
    headcount: Headcount | None = None
    postal_code: str = ""
    country: str = ""
    tags: tuple[str, ...] = ()
    free: tuple[tuple[int, Answer], ...] = ()


NOTHING_KNOWN = ContactFacts()


class TraitFit(NamedTuple):
    """Whether one trait matches, and the contact's value that decided; empty when none did."""

    trait: Trait
    fit: Fit
    fact: str = ""


class ProfileFit(NamedTuple):
    """The whole profile against one contact, in the profile's order."""

    traits: tuple[TraitFit, ...]

    def having(self, fit: Fit) -> tuple[TraitFit, ...]:
        """Return the traits with this outcome: `MATCHED` to list, `NOT_KNOWN` to ask."""
        return tuple(found for found in self.traits if found.fit is fit)

    @property
    def matched(self) -> int:
        """How many traits match."""
        return len(self.having(Fit.MATCHED))

    @property
    def total(self) -> int:
        """How many traits the profile has."""
        return len(self.traits)


class ReadValues(NamedTuple):
    """Accepted values as typed: those understood, as stored, and the pieces that were not."""

    values: tuple[str, ...]
    unreadable: tuple[str, ...] = ()


_FREE_ANSWERS = {Answer.YES: Fit.MATCHED, Answer.NO: Fit.NOT_MATCHED, Answer.UNKNOWN: Fit.NOT_KNOWN}
_BUYERS = {PROFESSIONAL, *(kind.value for kind in BuyerKind)}


def match_profile(traits: Sequence[Trait], facts: ContactFacts) -> ProfileFit:
    """Match each trait. A trait without values asks for nothing and is left out, save free ones."""
    return ProfileFit(
        tuple(
            match_trait(trait, facts)
            for trait in traits
            if trait.accepted or trait.kind is TraitKind.FREE
        )
    )


def match_trait(trait: Trait, facts: ContactFacts) -> TraitFit:
    """Match one trait. A consumer has neither trade nor staff: these do not match, unasked."""
    if trait.kind in (TraitKind.SECTOR, TraitKind.SIZE) and is_consumer(facts):
        return TraitFit(trait, Fit.NOT_MATCHED, BuyerKind.CONSUMER.value)
    fit, fact = _MATCHERS[trait.kind](trait, facts)
    return TraitFit(trait, fit, "" if fit is Fit.NOT_KNOWN else fact)


def suggest_answer(fit: ProfileFit) -> Answer:
    """Propose the answer to the criterion "target": the user decides.

    Yes when every trait matches, no when none does and all are known, else not known yet.
    """
    fits = {found.fit for found in fit.traits}
    if fits == {Fit.MATCHED}:
        return Answer.YES
    return Answer.NO if fits == {Fit.NOT_MATCHED} else Answer.UNKNOWN


def read_values(kind: TraitKind, text: str, version: NafVersion) -> ReadValues:
    """Read what a user types as accepted values, separated by commas, semicolons or lines.

    Args:
        kind: what the values are about; free traits have none.
        text: such as `35, 22; 2A`, `62.01Z, restauration`, `10-49`.
        version: edition of the NAF codes in `text`.
    """
    values: dict[str, None] = {}
    unreadable: list[str] = []
    for piece in filter(None, map(clean_line, re.split(r"[,;\n]", text))):
        value = _read_value(kind, piece, version)
        if value is None:
            unreadable.append(piece)
        else:
            values[value] = None
    return ReadValues(tuple(values), tuple(unreadable))


def _read_value(kind: TraitKind, piece: str, version: NafVersion) -> str | None:
    if kind is TraitKind.BUYER:
        return piece if piece in _BUYERS else None
    if kind is TraitKind.SECTOR:
        return sector_value(piece, version)
    if kind is TraitKind.SIZE:
        heads = read_size_value(piece) or parse_headcount(piece)
        return None if heads is None else size_value(heads)
    if kind is TraitKind.AREA:
        return area_value(piece)
    return piece if kind is TraitKind.TAG else None


def _match_buyer(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    fit = fit_buyer(trait.accepted, facts.nature, facts.buyer)
    return fit, (facts.buyer or facts.nature).value


def _match_sector(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    fit = fit_sector(trait.accepted, facts.naf, facts.naf_version, facts.sector)
    return fit, clean_line(f"{facts.naf} {facts.sector}")


def _match_size(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    heads = facts.headcount
    return fit_size(trait.accepted, heads), "" if heads is None else size_value(heads)


def _match_area(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    fit = fit_area(trait.accepted, facts.postal_code, facts.country)
    return fit, clean_line(f"{facts.postal_code} {facts.country}")


def _match_tags(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    """Match tags. Who has none has not been looked at; who has others has not earned this one."""
    own = {fold(tag): tag for tag in facts.tags}
    shared = [own[fold(tag)] for tag in trait.accepted if fold(tag) in own]
    if shared:
        return Fit.MATCHED, shared[0]
    return (Fit.NOT_MATCHED, ", ".join(facts.tags)) if own else (Fit.NOT_KNOWN, "")


def _match_free(trait: Trait, facts: ContactFacts) -> tuple[Fit, str]:
    return _FREE_ANSWERS[dict(facts.free).get(trait.id, Answer.UNKNOWN)], ""


def is_consumer(facts: ContactFacts) -> bool:
    """Say whether the contact is known to buy as a private person."""
    if facts.buyer is not None:
        return facts.buyer is BuyerKind.CONSUMER
    return facts.nature is Nature.CONSUMER


_MATCHERS: dict[TraitKind, Callable[[Trait, ContactFacts], tuple[Fit, str]]] = {
    TraitKind.BUYER: _match_buyer,
    TraitKind.SECTOR: _match_sector,
    TraitKind.SIZE: _match_size,
    TraitKind.AREA: _match_area,
    TraitKind.TAG: _match_tags,
    TraitKind.FREE: _match_free,
}
