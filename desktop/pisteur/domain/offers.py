"""Offers, and which of them fit the means and the kind of customer that a contact stated.

Source of the rule: a prospect has the means to buy what is sold (product section 2, rule 1), so
the criterion "means" is asked against prices. Amounts are integer euro cents. The app does not
know whether a budget includes VAT: prices and budget are compared as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.money import parse_amount
from pisteur.domain.profile import ContactFacts, is_consumer
from pisteur.domain.text import clean_line, fold
from pisteur.domain.traits import Fit, all_of, fit_buyer, fit_sector


class OfferUnit(StrEnum):
    """What a price is for."""

    FLAT = "flat"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ITEM = "item"


class Offer(NamedTuple):
    """Something that the user sells.

    Attributes:
        price_cents: for one unit; None for a price made to measure.
        buyers: kinds of buyers it is for, as `traits.fit_buyer` takes them; empty for anyone.
        sectors: trades it is for, as `traits.fit_sector` takes them; empty for any.
    """

    id: int
    name: str
    price_cents: int | None
    unit: OfferUnit = OfferUnit.FLAT
    buyers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    position: int = 0


class Budget(NamedTuple):
    """Means as stated, in cents: `least` to `most`; both None when nobody asked yet."""

    least_cents: int | None = None
    most_cents: int | None = None

    @property
    def known(self) -> bool:
        """Whether anything was stated."""
        return self.least_cents is not None or self.most_cents is not None


NOT_STATED = Budget()
"""The means of whom nobody asked yet."""


class OfferReasonKind(StrEnum):
    """Why an offer fits, may fit or does not."""

    WITHIN_MEANS = "within_means"
    UP_TO_MEANS = "up_to_means"
    ABOVE_MEANS = "above_means"
    MEANS_NOT_KNOWN = "means_not_known"
    MEANS_OPEN_ABOVE = "means_open_above"
    PRICE_TO_MEASURE = "price_to_measure"
    FOR_THIS_BUYER = "for_this_buyer"
    NOT_FOR_THIS_BUYER = "not_for_this_buyer"
    BUYER_NOT_KNOWN = "buyer_not_known"
    FOR_THIS_SECTOR = "for_this_sector"
    NOT_FOR_THIS_SECTOR = "not_for_this_sector"
    SECTOR_NOT_KNOWN = "sector_not_known"


class OfferReason(NamedTuple):
    """One reason.

    Attributes:
        cents: what one unit leaves of the most stated (WITHIN_MEANS, UP_TO_MEANS), or how far its
            price lies above it (ABOVE_MEANS) or above the least (MEANS_OPEN_ABOVE).
        units: for WITHIN_MEANS and UP_TO_MEANS, how many units the most stated buys.
    """

    kind: OfferReasonKind
    cents: int | None = None
    units: int | None = None


class OfferFit(NamedTuple):
    """One offer against what is known of a contact; means first among the reasons."""

    offer: Offer
    fit: Fit
    reasons: tuple[OfferReason, ...]


_BUYER_REASONS = {
    Fit.MATCHED: OfferReasonKind.FOR_THIS_BUYER,
    Fit.NOT_KNOWN: OfferReasonKind.BUYER_NOT_KNOWN,
    Fit.NOT_MATCHED: OfferReasonKind.NOT_FOR_THIS_BUYER,
}
_SECTOR_REASONS = {
    Fit.MATCHED: OfferReasonKind.FOR_THIS_SECTOR,
    Fit.NOT_KNOWN: OfferReasonKind.SECTOR_NOT_KNOWN,
    Fit.NOT_MATCHED: OfferReasonKind.NOT_FOR_THIS_SECTOR,
}
_ORDER = {Fit.MATCHED: 0, Fit.NOT_KNOWN: 1, Fit.NOT_MATCHED: 2}
_UP_TO = re.compile(r"^(?:jusqu'a|maximum|max\.?|moins de|up to|at most|under|<=?)\s*(.+)$")
_FROM = re.compile(
    r"^(?:a partir de|minimum|min\.?|au moins|plus de|from|at least|over|>=?)\s*(.+)$"
)
_RANGE = re.compile(
    r"^(?:entre |de |between |from )?(\d.*?)\s*(?:-|–|\ba\b|\bet\b|\bto\b|\band\b)\s*(\d.*)$"
)


def match_offers(
    offers: Sequence[Offer], budget: Budget, facts: ContactFacts
) -> tuple[OfferFit, ...]:
    """Return every offer with its reasons: first those that fit, then those that may.

    Within each group the dearest comes first, for it is what the means allow; in the group of
    those that do not fit the cheapest does, for it lacks least. Equal prices keep the user's
    order.
    """
    found = [match_offer(offer, budget, facts) for offer in offers]
    return tuple(sorted(found, key=_rank))


def match_offer(offer: Offer, budget: Budget, facts: ContactFacts) -> OfferFit:
    """Match one offer: it fits when means, buyer and trade all do."""
    fit, reason = fit_means(offer, budget)
    fits, reasons = [fit], [reason]
    if offer.buyers:
        fit = fit_buyer(offer.buyers, facts.nature, facts.buyer)
        fits.append(fit)
        reasons.append(OfferReason(_BUYER_REASONS[fit]))
    if offer.sectors:
        fit = (
            Fit.NOT_MATCHED
            if is_consumer(facts)
            else fit_sector(offer.sectors, facts.naf, facts.naf_version, facts.sector)
        )
        fits.append(fit)
        reasons.append(OfferReason(_SECTOR_REASONS[fit]))
    return OfferFit(offer, all_of(fits), tuple(reasons))


def fit_means(offer: Offer, budget: Budget) -> tuple[Fit, OfferReason]:
    """Compare the price of one unit with the means stated.

    Up to the least stated it is within the means; up to the most it still fits, at the upper end
    of the range. Above a least without a most, nobody can tell.
    """
    if offer.price_cents is None:
        return Fit.NOT_KNOWN, OfferReason(OfferReasonKind.PRICE_TO_MEASURE)
    if not budget.known:
        return Fit.NOT_KNOWN, OfferReason(OfferReasonKind.MEANS_NOT_KNOWN)
    if budget.most_cents is None:
        return _fit_open_budget(offer.price_cents, budget.least_cents or 0)
    return _fit_budget(offer.price_cents, budget.least_cents, budget.most_cents)


def _fit_open_budget(price: int, least: int) -> tuple[Fit, OfferReason]:
    if price <= least:
        return Fit.MATCHED, OfferReason(OfferReasonKind.WITHIN_MEANS, least - price)
    return Fit.NOT_KNOWN, OfferReason(OfferReasonKind.MEANS_OPEN_ABOVE, price - least)


def _fit_budget(price: int, least: int | None, most: int) -> tuple[Fit, OfferReason]:
    if price > most:
        return Fit.NOT_MATCHED, OfferReason(OfferReasonKind.ABOVE_MEANS, price - most)
    at_ease = price <= (most if least is None else least)
    kind = OfferReasonKind.WITHIN_MEANS if at_ease else OfferReasonKind.UP_TO_MEANS
    units = most // price if price else None
    return Fit.MATCHED, OfferReason(kind, most - price, units)


def parse_budget(text: str, *, field: str = "budget") -> Budget:
    """Read means as stated: `800`, `500 à 800 €`, `jusqu’à 2 k€`, `à partir de 300`, or nothing.

    Raises:
        DomainError: `amount.unreadable`, `amount.negative` or `amount.too_large`, as
            `money.parse_amount` does.
    """
    words = fold(clean_line(text))
    if between := _RANGE.match(words):
        low, high = between.groups()
        if re.search(r"k€?$", high) and not re.search(r"k€?$", low):
            low += "k" if "€" not in low else ""
        ends = [parse_amount(end, field=field) for end in (low, high)]
        known = sorted(end for end in ends if end is not None)
        return Budget(known[0], known[-1])
    if up_to := _UP_TO.match(words):
        return Budget(None, parse_amount(up_to[1], field=field))
    if least := _FROM.match(words):
        return Budget(parse_amount(least[1], field=field), None)
    exact = parse_amount(words, field=field)
    return Budget(exact, exact)


def _rank(found: OfferFit) -> tuple[int, int, int, int]:
    price = found.offer.price_cents or 0
    towards = price if found.fit is Fit.NOT_MATCHED else -price
    return _ORDER[found.fit], towards, found.offer.position, found.offer.id
