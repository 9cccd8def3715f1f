"""Offers against means, buyer and trade."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.errors import DomainError
from pisteur.domain.offers import (
    Budget,
    Offer,
    OfferReason,
    OfferReasonKind,
    OfferUnit,
    fit_means,
    match_offer,
    match_offers,
    parse_budget,
)
from pisteur.domain.profile import ContactFacts
from pisteur.domain.traits import Fit, NafVersion
from pisteur.domain.words import Nature

LOGO = Offer(1, "Logo", 80000)
SITE = Offer(2, "Site", 250000, position=1)
DAY = Offer(3, "Day of training", 45000, OfferUnit.DAY, buyers=("professional",), position=2)
CAFE = Offer(4, "Menu card", 30000, sectors=("rev2:56", "restaurant"), position=3)
CUSTOM = Offer(5, "Made to measure", None, position=4)
NOBODY = ContactFacts()
cents = st.integers(0, 10**7)
budgets = st.builds(
    lambda a, b: Budget(*(sorted((a, b)) if a is not None and b is not None else (a, b))),
    st.none() | cents,
    st.none() | cents,
)


@pytest.mark.parametrize(
    ("budget", "fit", "reason"),
    [
        (Budget(), Fit.NOT_KNOWN, OfferReason(OfferReasonKind.MEANS_NOT_KNOWN)),
        (
            Budget(100000, 100000),
            Fit.MATCHED,
            OfferReason(OfferReasonKind.WITHIN_MEANS, 20000, 1),
        ),
        (Budget(80000, 80000), Fit.MATCHED, OfferReason(OfferReasonKind.WITHIN_MEANS, 0, 1)),
        (
            Budget(50000, 100000),
            Fit.MATCHED,
            OfferReason(OfferReasonKind.UP_TO_MEANS, 20000, 1),
        ),
        (
            Budget(None, 170000),
            Fit.MATCHED,
            OfferReason(OfferReasonKind.WITHIN_MEANS, 90000, 2),
        ),
        (Budget(10000, 79999), Fit.NOT_MATCHED, OfferReason(OfferReasonKind.ABOVE_MEANS, 1)),
        (Budget(90000, None), Fit.MATCHED, OfferReason(OfferReasonKind.WITHIN_MEANS, 10000)),
        (Budget(80000, None), Fit.MATCHED, OfferReason(OfferReasonKind.WITHIN_MEANS, 0)),
        (
            Budget(50000, None),
            Fit.NOT_KNOWN,
            OfferReason(OfferReasonKind.MEANS_OPEN_ABOVE, 30000),
        ),
    ],
)
def test_the_price_is_compared_with_the_means_stated(
    budget: Budget, fit: Fit, reason: OfferReason
) -> None:
    assert fit_means(LOGO, budget) == (fit, reason)


def test_a_price_made_to_measure_fits_no_budget_for_sure() -> None:
    reason = OfferReason(OfferReasonKind.PRICE_TO_MEASURE)
    assert fit_means(CUSTOM, Budget(1, 1)) == (Fit.NOT_KNOWN, reason)


def test_something_given_away_fits_any_means() -> None:
    assert fit_means(Offer(9, "Visit", 0), Budget(0, 0))[0] is Fit.MATCHED


def test_a_budget_says_how_many_units_it_buys() -> None:
    assert fit_means(DAY, Budget(100000, 100000))[1].units == 2


def test_an_offer_for_others_does_not_fit_whatever_the_means() -> None:
    found = match_offer(DAY, Budget(None, 10**6), ContactFacts(nature=Nature.CONSUMER))
    assert found.fit is Fit.NOT_MATCHED
    assert [reason.kind for reason in found.reasons] == [
        OfferReasonKind.WITHIN_MEANS,
        OfferReasonKind.NOT_FOR_THIS_BUYER,
    ]


def test_who_buys_and_the_trade_are_asked_only_when_the_offer_minds() -> None:
    assert [r.kind for r in match_offer(LOGO, Budget(), NOBODY).reasons] == [
        OfferReasonKind.MEANS_NOT_KNOWN
    ]
    assert [r.kind for r in match_offer(DAY, Budget(), NOBODY).reasons][1:] == [
        OfferReasonKind.BUYER_NOT_KNOWN
    ]
    assert [r.kind for r in match_offer(CAFE, Budget(), NOBODY).reasons][1:] == [
        OfferReasonKind.SECTOR_NOT_KNOWN
    ]


def test_an_offer_for_a_trade_fits_that_trade_and_no_private_person() -> None:
    cafe = ContactFacts(naf="56.30Z", naf_version=NafVersion.REV2)
    assert match_offer(CAFE, Budget(None, 30000), cafe).fit is Fit.MATCHED
    person = ContactFacts(nature=Nature.CONSUMER, sector="restaurant")
    assert match_offer(CAFE, Budget(None, 30000), person).fit is Fit.NOT_MATCHED


def test_what_fits_comes_first_the_dearest_before_and_what_lacks_least_before_the_rest() -> None:
    dear = Offer(6, "Shop", 900000, position=5)
    offers = [SITE, CUSTOM, LOGO, dear, Offer(7, "Card", 5000)]
    found = match_offers(offers, Budget(None, 100000), NOBODY)
    assert [f.offer.name for f in found] == ["Logo", "Card", "Made to measure", "Site", "Shop"]


@given(cents, budgets, st.integers(0, 10**6))
def test_a_lower_price_never_fits_less(price: int, budget: Budget, less: int) -> None:
    order = [Fit.NOT_MATCHED, Fit.NOT_KNOWN, Fit.MATCHED]
    dear = fit_means(Offer(1, "", price), budget)[0]
    cheap = fit_means(Offer(1, "", max(price - less, 0)), budget)[0]
    assert order.index(cheap) >= order.index(dear)


@given(st.lists(cents | st.none(), max_size=6), budgets)
def test_every_offer_is_answered_once_with_a_reason(
    prices: list[int | None], budget: Budget
) -> None:
    offers = [Offer(n, "", price) for n, price in enumerate(prices)]
    found = match_offers(offers, budget, NOBODY)
    assert sorted(f.offer.id for f in found) == [offer.id for offer in offers]
    assert all(f.reasons for f in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Budget()),
        ("800", Budget(80000, 80000)),
        ("500 à 800 €", Budget(50000, 80000)),
        ("500€ - 800€", Budget(50000, 80000)),
        ("entre 1 000 et 2 000 €", Budget(100000, 200000)),
        ("2 à 3 k€", Budget(200000, 300000)),
        ("2k€ à 3k€", Budget(200000, 300000)),
        ("800 à 500", Budget(50000, 80000)),
        ("jusqu’à 2 k€", Budget(None, 200000)),
        ("max 150,50", Budget(None, 15050)),
        ("à partir de 300 €", Budget(30000, None)),
        ("from 300", Budget(30000, None)),
        ("from 300 to 500", Budget(30000, 50000)),
        ("at least 300", Budget(30000, None)),
    ],
)
def test_means_are_read_as_people_state_them(text: str, expected: Budget) -> None:
    assert parse_budget(text) == expected


@pytest.mark.parametrize("text", ["beaucoup", "1-2-3", "jusqu’à plus soif", "-5"])
def test_means_that_are_no_amount_are_refused(text: str) -> None:
    with pytest.raises(DomainError, match=r"amount\."):
        parse_budget(text)


@given(st.text(max_size=25))
def test_any_text_gives_means_in_order_or_a_refusal(text: str) -> None:
    try:
        found = parse_budget(text)
    except DomainError:
        return
    if found.least_cents is not None and found.most_cents is not None:
        assert 0 <= found.least_cents <= found.most_cents
