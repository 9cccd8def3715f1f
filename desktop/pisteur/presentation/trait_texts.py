"""Traits of the ideal customer, and what offers are for, as a person reads and types them."""

from __future__ import annotations

from collections.abc import Iterable

from pisteur.domain.offers import Offer, OfferUnit
from pisteur.domain.profile import ContactFacts, Trait, TraitKind
from pisteur.domain.traits import BuyerKind, NafVersion, buyer_kinds, read_size_value, size_value
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation.formats import money

_DIVISION = 2


def trait_name(trait: Trait) -> str:
    """Return what a trait is called: the user's words, else what it is about."""
    return trait.name or label(trait.kind)


def trait_values(trait: Trait) -> str:
    """Return the values of a trait to read; empty for a free one."""
    if trait.kind is TraitKind.BUYER:
        return buyers_text(trait.accepted)
    return typed_values(trait.kind, trait.accepted)


def typed_values(kind: TraitKind, values: Iterable[str]) -> str:
    """Return stored values as they are typed: `profile.read_values` reads them back.

    Editions of NAF codes are left out: `naf_version` has them.
    """
    if kind is TraitKind.SECTOR:
        return ", ".join(map(_sector, values))
    if kind is TraitKind.SIZE:
        return ", ".join(map(size_text, values))
    return ", ".join(values)


def naf_version(values: Iterable[str]) -> NafVersion:
    """Return the edition of the NAF codes among stored values; the one in force without any."""
    editions = {value.partition(":")[0] for value in values if ":" in value}
    return NafVersion.NAF2025 if NafVersion.NAF2025.value in editions else NafVersion.REV2


def naf_text(code: str) -> str:
    """Return a NAF code with its dot: `56.10A`."""
    return f"{code[:_DIVISION]}.{code[_DIVISION:]}" if len(code) > _DIVISION else code


def size_text(value: str) -> str:
    """Return a size as it is typed: `10-49`, `0`, `250 and more`."""
    heads = read_size_value(value)
    if heads is None:
        return value
    if heads.most is None:
        return _("{least} and more").format(least=heads.least)
    return str(heads.least) if heads.least == heads.most else f"{heads.least}-{heads.most}"


def trade_text(facts: ContactFacts) -> str:
    """Return the trade of a contact as it is typed: words, then the NAF code."""
    return ", ".join(filter(None, (facts.sector, naf_text(facts.naf))))


def heads_text(facts: ContactFacts) -> str:
    """Return how many work at a contact's as it is typed; empty when not known."""
    return "" if facts.headcount is None else size_text(size_value(facts.headcount))


def buyers_text(values: Iterable[str]) -> str:
    """Return kinds of buyers in words, in their order."""
    kinds = buyer_kinds(values)
    return ", ".join(label(kind) for kind in BuyerKind if kind in kinds)


def price_text(offer: Offer) -> str:
    """Return the price of an offer with its unit: `650 € per day`."""
    if offer.price_cents is None:
        return _("price made to measure")
    price = money(offer.price_cents)
    if offer.unit is OfferUnit.FLAT:
        return price
    return _("{price} {unit}").format(price=price, unit=label(offer.unit))


def offer_for(offer: Offer) -> str:
    """Return whom an offer is for, in words; empty for anyone."""
    parts = (buyers_text(offer.buyers), typed_values(TraitKind.SECTOR, offer.sectors))
    return " · ".join(map(isolated, filter(None, parts)))


def _sector(value: str) -> str:
    edition, colon, code = value.partition(":")
    return naf_text(code) if colon and edition in set(NafVersion) else value
