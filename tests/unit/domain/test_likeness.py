"""Likeness to present customers, counted from what they have in common."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.likeness import common_traits, likeness
from pisteur.domain.profile import ContactFacts, TraitKind
from pisteur.domain.traits import BuyerKind, Fit, Headcount, NafVersion
from pisteur.domain.words import Nature

CUSTOMER = ContactFacts(
    nature=Nature.PROFESSIONAL,
    buyer=BuyerKind.COMPANY,
    naf="56.10A",
    naf_version=NafVersion.REV2,
    headcount=Headcount(6, 9),
    postal_code="35000",
    tags=("Terrasse",),
)
some_facts = st.builds(
    ContactFacts,
    nature=st.sampled_from(Nature),
    buyer=st.none() | st.sampled_from(BuyerKind),
    naf=st.sampled_from(["", "56.10A", "62.01Z"]),
    naf_version=st.none() | st.just(NafVersion.REV2),
    sector=st.sampled_from(["", "Restaurant", "Plomberie (gaz)"]),
    headcount=st.none() | st.builds(lambda n: Headcount(n, n), st.integers(0, 60)),
    postal_code=st.sampled_from(["", "35000", "75001", "20200"]),
    country=st.sampled_from(["", "Suisse"]),
    tags=st.lists(st.sampled_from(["Salon", "Presse"]), unique=True).map(tuple),
)


def test_four_traits_of_five_are_listed_with_the_one_that_differs() -> None:
    common = common_traits([CUSTOMER] * 4)
    found = likeness(common, 4, CUSTOMER._replace(postal_code="75001"))
    assert (found.fit.matched, found.fit.total, found.customers) == (4, 5, 4)
    assert [fit.trait.kind for fit in found.fit.having(Fit.NOT_MATCHED)] == [TraitKind.AREA]


def test_too_few_customers_have_nothing_in_common_yet() -> None:
    assert common_traits([CUSTOMER] * 2) == ()
    assert likeness((), 2, CUSTOMER).fit.total == 0


def test_a_single_customer_makes_nothing_typical() -> None:
    others = [CUSTOMER._replace(postal_code=code) for code in ("35000", "35510", "75001")]
    area = next(t for t in common_traits(others) if t.trait.kind is TraitKind.AREA)
    assert area.trait.accepted == ("35",)
    assert (area.customers, area.known) == (2, 3)


def test_two_kinds_of_customers_are_typical_side_by_side_the_more_frequent_first() -> None:
    codes = ["35000"] * 3 + ["22000"] * 2 + ["75001"]
    found = common_traits([CUSTOMER._replace(postal_code=code) for code in codes])
    area = next(t for t in found if t.trait.kind is TraitKind.AREA)
    assert area.trait.accepted == ("35", "22")


def test_a_rare_value_among_many_customers_is_not_typical() -> None:
    codes = ["35000"] * 18 + ["22000"] * 2
    found = common_traits([CUSTOMER._replace(postal_code=code) for code in codes])
    area = next(t for t in found if t.trait.kind is TraitKind.AREA)
    assert area.trait.accepted == ("35",)


def test_a_fact_known_of_few_customers_is_left_out() -> None:
    bare = CUSTOMER._replace(headcount=None)
    kinds = [t.trait.kind for t in common_traits([CUSTOMER, CUSTOMER, bare, bare])]
    assert TraitKind.SIZE not in kinds
    assert TraitKind.AREA in kinds


def test_customers_without_anything_in_common_have_no_common_trait() -> None:
    codes = ["35000", "22000", "75001", "20200"]
    found = common_traits([ContactFacts(postal_code=code) for code in codes])
    assert found == ()


def test_a_code_is_compared_by_its_division_whole_codes_are_too_narrow() -> None:
    common = common_traits([CUSTOMER._replace(naf=naf) for naf in ("56.10A", "56.30Z", "56.21Z")])
    found = likeness(common, 3, CUSTOMER._replace(naf="56.29B"))
    assert TraitKind.SECTOR in [fit.trait.kind for fit in found.fit.having(Fit.MATCHED)]


@given(st.lists(some_facts, max_size=12))
def test_what_is_common_is_matched_by_at_least_the_customers_counted(
    customers: list[ContactFacts],
) -> None:
    common = common_traits(customers)
    for index, trait in enumerate(common):
        fits = [likeness(common, len(customers), facts).fit.traits[index] for facts in customers]
        assert sum(fit.fit is Fit.MATCHED for fit in fits) >= trait.customers >= 2
        assert trait.customers <= trait.known <= len(customers)


@given(st.lists(some_facts, max_size=8), st.randoms())
def test_the_order_of_customers_does_not_matter(
    customers: list[ContactFacts], random: Random
) -> None:
    shuffled = list(customers)
    random.shuffle(shuffled)
    assert common_traits(shuffled) == common_traits(customers)


@pytest.mark.parametrize(("known", "accepted"), [(100, ("75", "35")), (101, ("75",))])
def test_a_value_is_typical_from_exactly_a_quarter_of_the_customers_on(
    known: int, accepted: tuple[str, ...]
) -> None:
    codes = ["35000"] * 25 + ["75001"] * (known - 25)
    (area,) = common_traits([ContactFacts(postal_code=code) for code in codes])
    assert area.trait.accepted == accepted
