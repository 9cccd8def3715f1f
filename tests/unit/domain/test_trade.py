"""Trade and size as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.errors import DomainError
from pisteur.domain.trade import Trade, naf_in_force, read_headcount, read_trade
from pisteur.domain.traits import Headcount, NafVersion


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("", Trade()),
        ("restaurant", Trade("restaurant")),
        ("56.10a", Trade("", "5610A")),
        ("restaurant ; 56.10A , traiteur", Trade("restaurant, traiteur", "5610A")),
        ("5610A, 56.10A", Trade("", "5610A")),
    ],
)
def test_words_and_one_code_are_told_apart(text: str, trade: Trade) -> None:
    assert read_trade(text) == trade


def test_two_codes_are_refused() -> None:
    with pytest.raises(DomainError) as caught:
        read_trade("56.10A, 62.01Z")
    assert (caught.value.code, caught.value.field) == ("contact.several_naf", "trade")


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (" ", None),
        ("12", Headcount(12, 12)),
        ("10 - 49", Headcount(10, 49)),
        ("250 et plus", Headcount(250, None)),
        ("0", Headcount(0, 0)),
    ],
)
def test_a_headcount_is_a_number_or_a_range(text: str, heads: Headcount | None) -> None:
    assert read_headcount(text) == heads


@pytest.mark.parametrize("text", ["many", "49-10"])
def test_what_is_no_headcount_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_headcount(text)
    assert (caught.value.code, caught.value.field) == (
        "contact.headcount_unreadable",
        "headcount",
    )


def test_a_code_is_taken_for_one_of_the_edition_in_force() -> None:
    assert naf_in_force(date(2026, 12, 31)) is NafVersion.REV2
    assert naf_in_force(date(2027, 1, 1)) is NafVersion.NAF2025
