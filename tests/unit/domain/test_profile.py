"""The ideal-customer profile, trait by trait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.profile import (
    ContactFacts,
    ReadValues,
    Trait,
    TraitKind,
    match_profile,
    match_trait,
    read_values,
    suggest_answer,
)
from pisteur.domain.traits import BuyerKind, Fit, Headcount, NafVersion
from pisteur.domain.words import Answer, Nature

PROFILE = (
    Trait(1, TraitKind.BUYER, ("company", "public")),
    Trait(2, TraitKind.SECTOR, ("rev2:56", "restaurant")),
    Trait(3, TraitKind.SIZE, ("1-9", "10-49")),
    Trait(4, TraitKind.AREA, ("35", "22")),
    Trait(5, TraitKind.TAG, ("Salon",)),
    Trait(6, TraitKind.FREE, name="Has a terrace"),
)
IDEAL = ContactFacts(
    nature=Nature.PROFESSIONAL,
    buyer=BuyerKind.COMPANY,
    naf="56.10A",
    naf_version=NafVersion.REV2,
    headcount=Headcount(6, 9),
    postal_code="35000",
    tags=("salon", "presse"),
    free=((6, Answer.YES),),
)
any_facts = st.builds(
    ContactFacts,
    nature=st.sampled_from(Nature),
    buyer=st.none() | st.sampled_from(BuyerKind),
    naf=st.sampled_from(["", "56.10A", "62"]),
    naf_version=st.none() | st.sampled_from(NafVersion),
    sector=st.sampled_from(["", "restaurant", "plombier"]),
    headcount=st.none() | st.builds(Headcount, st.integers(0, 60), st.none()),
    postal_code=st.sampled_from(["", "35000", "75001"]),
    country=st.sampled_from(["", "Suisse"]),
    tags=st.lists(st.sampled_from(["salon", "presse"])).map(tuple),
    free=st.just(()),
)


def test_the_ideal_customer_matches_every_trait() -> None:
    found = match_profile(PROFILE, IDEAL)
    assert (found.matched, found.total) == (6, 6)
    assert suggest_answer(found) is Answer.YES


def test_of_a_mere_trace_nothing_is_known_and_everything_is_to_be_asked() -> None:
    found = match_profile(PROFILE, ContactFacts())
    assert [fit.trait.id for fit in found.having(Fit.NOT_KNOWN)] == [1, 2, 3, 4, 5, 6]
    assert suggest_answer(found) is Answer.UNKNOWN


def test_each_trait_says_which_fact_decided() -> None:
    facts = [found.fact for found in match_profile(PROFILE, IDEAL).traits]
    assert facts == ["company", "56.10A", "6-9", "35000", "salon", ""]


def test_a_consumer_is_not_asked_for_trade_and_staff() -> None:
    found = match_profile(PROFILE, ContactFacts(nature=Nature.CONSUMER))
    assert [fit.fit for fit in found.traits][:3] == [Fit.NOT_MATCHED] * 3


def test_what_nothing_matches_is_proposed_as_out_of_the_target() -> None:
    facts = ContactFacts(
        nature=Nature.CONSUMER, postal_code="75001", tags=("presse",), free=((6, Answer.NO),)
    )
    assert suggest_answer(match_profile(PROFILE, facts)) is Answer.NO


def test_one_trait_that_differs_is_left_for_the_user_to_weigh() -> None:
    found = match_profile(PROFILE, IDEAL._replace(postal_code="75001"))
    assert [fit.trait.id for fit in found.having(Fit.NOT_MATCHED)] == [4]
    assert suggest_answer(found) is Answer.UNKNOWN


def test_an_empty_profile_proposes_nothing() -> None:
    found = match_profile([Trait(1, TraitKind.AREA)], IDEAL)
    assert found.total == 0
    assert suggest_answer(found) is Answer.UNKNOWN


def test_a_tag_that_is_absent_counts_only_once_the_contact_has_tags() -> None:
    tag = PROFILE[4]
    assert match_trait(tag, ContactFacts()).fit is Fit.NOT_KNOWN
    assert match_trait(tag, ContactFacts(tags=("presse",))).fit is Fit.NOT_MATCHED
    assert match_trait(tag, ContactFacts(tags=("SALON",))).fit is Fit.MATCHED


def test_a_free_trait_is_answered_for_each_contact() -> None:
    free = PROFILE[5]
    assert match_trait(free, ContactFacts(free=((6, Answer.NO),))).fit is Fit.NOT_MATCHED
    assert match_trait(free, ContactFacts(free=((7, Answer.YES),))).fit is Fit.NOT_KNOWN


@given(any_facts)
def test_every_trait_is_matched_not_matched_or_not_known_once(facts: ContactFacts) -> None:
    found = match_profile(PROFILE, facts)
    assert [fit.trait for fit in found.traits] == list(PROFILE)
    assert sum(len(found.having(fit)) for fit in Fit) == found.total == len(PROFILE)
    assert all(fit.fact == "" for fit in found.having(Fit.NOT_KNOWN))


@given(any_facts, st.sampled_from(PROFILE[:5]), st.sampled_from(["35", "56", "x", "company"]))
def test_one_more_accepted_value_never_makes_a_match_worse(
    facts: ContactFacts, trait: Trait, extra: str
) -> None:
    if trait.kind is TraitKind.BUYER:
        extra = "consumer"
    wider = trait._replace(accepted=(*trait.accepted, extra))
    order = [Fit.NOT_MATCHED, Fit.NOT_KNOWN, Fit.MATCHED]
    before, after = match_trait(trait, facts).fit, match_trait(wider, facts).fit
    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (TraitKind.AREA, "35, 22;2a\n35", ReadValues(("35", "22", "2A"))),
        (TraitKind.AREA, "35, Rennes", ReadValues(("35",), ("Rennes",))),
        (TraitKind.SECTOR, "62.01Z, restauration", ReadValues(("rev2:6201Z", "restauration"))),
        (TraitKind.SIZE, "10 à 49; 250+; 3", ReadValues(("10-49", "250-", "3-3"))),
        (TraitKind.SIZE, "gros", ReadValues((), ("gros",))),
        (TraitKind.BUYER, "company, martian", ReadValues(("company",), ("martian",))),
        (TraitKind.TAG, " Salon  Vert ,", ReadValues(("Salon Vert",))),
    ],
)
def test_accepted_values_are_read_as_typed_and_what_is_not_understood_is_named(
    kind: TraitKind, text: str, expected: ReadValues
) -> None:
    assert read_values(kind, text, NafVersion.REV2) == expected


@given(st.sampled_from([TraitKind.AREA, TraitKind.SIZE, TraitKind.BUYER]), st.text(max_size=20))
def test_whatever_is_read_can_be_matched_and_read_again(kind: TraitKind, text: str) -> None:
    values = read_values(kind, text, NafVersion.REV2).values
    assert read_values(kind, ";".join(values), NafVersion.REV2).values == values
    match_trait(Trait(1, kind, values), IDEAL)
