"""Full names in parts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.text import fold
from pisteur.exchange.names import (
    _COMPANY_WORDS,
    _GIVEN_NAMES,
    SplitName,
    is_given_name,
    looks_like_company,
    split_name,
)


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("DUPONT Jean", "Jean", "DUPONT"),
        ("Jean DUPONT", "Jean", "DUPONT"),
        ("DE LA TOUR Marie-Anne", "Marie-Anne", "DE LA TOUR"),
        ("Jean de LA TOUR", "Jean", "de LA TOUR"),
        ("Dupont Jean", "Jean", "Dupont"),
        ("Jean Dupont", "Jean", "Dupont"),
        ("Dupont, Jean", "Jean", "Dupont"),
        ("Jean de La Tour", "Jean", "de La Tour"),
        ("Jean-Pierre Martinet", "Jean-Pierre", "Martinet"),
        ("Élodie Lefèvre", "Élodie", "Lefèvre"),
        ("Anne Marie Duval", "Anne Marie", "Duval"),
        ("DUPONT JEAN", "JEAN", "DUPONT"),
    ],
)
def test_certain_names_are_split(text: str, given: str, family: str) -> None:
    assert split_name(text) == SplitName("", given, family)


@pytest.mark.parametrize(
    "text", ["Dupont", "Martin Paul", "Xi Wang", "M. et Mme Dupont", "Ali, Ben, Co", ""]
)
def test_names_that_could_be_read_both_ways_stay_whole(text: str) -> None:
    found = split_name(text)
    if text == "Martin Paul":  # Martin is not in the list of given names, Paul is.
        assert (found.given, found.family) == ("Paul", "Martin")
    else:
        assert (found.given, found.family) == ("", "")


def test_the_heading_s_order_decides() -> None:
    assert split_name("Xi Wang", "family_first") == SplitName("", "Wang", "Xi")
    assert split_name("Xi Wang", "given_first") == SplitName("", "Xi", "Wang")


def test_of_nothing_but_given_names_one_is_the_family_name() -> None:
    assert split_name("Anne Marie Pierre", "given_first") == SplitName("", "Anne Marie", "Pierre")
    assert split_name("Pierre Anne Marie", "family_first") == SplitName("", "Anne Marie", "Pierre")


def test_a_form_of_address_is_taken_off() -> None:
    assert split_name("M. Jean de La Tour") == SplitName("M.", "Jean", "de La Tour")
    assert split_name("Madame DURAND Zoé") == SplitName("Mme", "Zoé", "DURAND")


@pytest.mark.parametrize(
    "text",
    ["SARL Dupont", "Dupont & Fils", "Garage Morel", "S.A.S. Roche", "Ets Vidal", "Studio 54"],
)
def test_companies_are_not_split(text: str) -> None:
    assert looks_like_company(text.split())
    assert split_name(text) == SplitName(is_company=True)


@given(st.text(max_size=60))
def test_no_word_is_made_up_or_lost_in_a_split(text: str) -> None:
    found = split_name(text)
    if found.given and not found.civility:
        assert sorted(f"{found.given} {found.family}".split()) == sorted(
            text.replace(",", " ").split()
        )


words = st.lists(
    st.sampled_from(["S.A.R.L.", "l’Atelier", "Jean", "jean-luc", "d'Or", "Étude", "sàrl", "²"])
    | st.text(max_size=6),
    max_size=4,
).map(" ".join)


@given(words)
def test_looking_for_a_company_by_word_says_what_taking_a_name_apart_says(text: str) -> None:
    apart = re.split(r"[\s\-'’.]+", fold(text).replace(".", ""))
    slowly = "&" in text or any(each.isdigit() for each in text)
    assert looks_like_company(text.split()) is (
        slowly or any(each in _COMPANY_WORDS for each in apart)
    )


@given(words)
def test_a_given_name_is_known_by_what_stands_before_its_first_hyphen(text: str) -> None:
    first = re.split(r"[\s\-'’.]+", fold(text))[0]
    assert is_given_name(text) is (first in _GIVEN_NAMES)
