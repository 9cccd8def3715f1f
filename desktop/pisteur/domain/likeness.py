"""Likeness to present customers: what they have in common, and how much of it a contact shares.

Source of the rule: product section 3, Segments ("4 traits of 5", traits listed). What is typical
is counted, never typed; the profile that the user wrote is `profile`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pisteur.domain.profile import (
    ContactFacts,
    ProfileFit,
    Trait,
    TraitKind,
    is_consumer,
    match_profile,
)
from pisteur.domain.text import fold
from pisteur.domain.traits import (
    HEADS,
    PROFESSIONAL,
    Fit,
    department,
    fit_size,
    is_france,
    normalise_naf,
    size_value,
)
from pisteur.domain.words import Nature

# Below three, one odd customer would make the rule.
LEAST_CUSTOMERS = 3
# A quarter: two or three kinds of customers may be typical side by side, a single case is not.
LEAST_SHARE_PERCENT = 25
# Three of five, two of three: more in common than not, with room for a fact that is not known.
ALIKE_PERCENT = 60


class CommonTrait(NamedTuple):
    """A trait that present customers have in common.

    Attributes:
        trait: with the typical values, the most frequent first.
        customers: how many have one of these values.
        known: of how many customers the fact is known.
    """

    trait: Trait
    customers: int
    known: int


class Likeness(NamedTuple):
    """How much a contact resembles present customers.

    Attributes:
        fit: the common traits, with what is matched, not matched, not known.
        customers: how many customers were looked at; with too few there are no traits.
    """

    fit: ProfileFit
    customers: int


def common_traits(
    customers: Sequence[ContactFacts],
    *,
    least_customers: int = LEAST_CUSTOMERS,
    least_share_percent: int = LEAST_SHARE_PERCENT,
) -> tuple[CommonTrait, ...]:
    """Return what present customers have in common: who buys, trade, size, area, tags.

    A value is typical when at least two customers have it and at least the share given of those
    whose fact is known. A kind of fact that is known of fewer than `least_customers` is left out.
    """
    found = (
        _common(kind, [values(facts) for facts in customers], least_customers, least_share_percent)
        for kind, values in _VALUES.items()
    )
    return tuple(common for common in found if common is not None)


def likeness(common: Sequence[CommonTrait], customers: int, facts: ContactFacts) -> Likeness:
    """Compare one contact with what `common_traits` found among that many customers."""
    return Likeness(match_profile([found.trait for found in common], facts), customers)


def is_alike(matched: int, total: int) -> bool:
    """Say whether so many of the common traits are enough to speak of likeness."""
    return total > 0 and matched * 100 >= total * ALIKE_PERCENT


def _common(
    kind: TraitKind,
    values: Sequence[tuple[str, ...]],
    least_customers: int,
    least_share_percent: int,
) -> CommonTrait | None:
    known = [own for own in values if own]
    if len(known) < least_customers:
        return None
    counts = Counter(value for own in known for value in dict.fromkeys(own))
    least = max(2, -(-len(known) * least_share_percent // 100))
    typical = sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))
    if not typical:
        return None
    having = sum(1 for own in known if not set(typical).isdisjoint(own))
    return CommonTrait(Trait(0, kind, tuple(typical)), having, len(known))


def _buyers(facts: ContactFacts) -> tuple[str, ...]:
    if facts.buyer is not None:
        return (facts.buyer.value,)
    by_nature = {
        Nature.CONSUMER: (Nature.CONSUMER.value,),
        Nature.PROFESSIONAL: (PROFESSIONAL,),
        Nature.UNKNOWN: (),
    }
    return by_nature[facts.nature]


def _sectors(facts: ContactFacts) -> tuple[str, ...]:
    """Return the division, the first two figures: a whole code is too narrow to be shared."""
    if is_consumer(facts):
        return ()
    code = normalise_naf(facts.naf)
    if code and facts.naf_version:
        return (f"{facts.naf_version.value}:{code[:2]}",)
    word = fold(facts.sector).strip()
    return (word,) if word else ()


def _sizes(facts: ContactFacts) -> tuple[str, ...]:
    if facts.headcount is None or is_consumer(facts):
        return ()
    values = [size_value(heads) for heads in HEADS.values()]
    return tuple(v for v in values if fit_size([v], facts.headcount) is Fit.MATCHED)


def _areas(facts: ContactFacts) -> tuple[str, ...]:
    home = department(facts.postal_code) if is_france(facts.country) else None
    return (home,) if home else ()


def _tags(facts: ContactFacts) -> Iterable[str]:
    return dict.fromkeys(fold(tag) for tag in facts.tags)


_VALUES: dict[TraitKind, Callable[[ContactFacts], tuple[str, ...]]] = {
    TraitKind.BUYER: _buyers,
    TraitKind.SECTOR: _sectors,
    TraitKind.SIZE: _sizes,
    TraitKind.AREA: _areas,
    TraitKind.TAG: lambda facts: tuple(_tags(facts)),
}
