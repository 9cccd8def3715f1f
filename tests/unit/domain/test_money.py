"""Amounts as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.errors import DomainError
from pisteur.domain.money import MAX_CENTS, parse_amount


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1200", 120000),
        ("1 200", 120000),
        ("1\u202f200,50\u00a0€", 120050),
        ("1\u00a0200 €", 120000),
        ("1.200,50", 120050),
        ("1,200.50", 120050),
        ("1.234.567,89 €", 123456789),
        ("1'200", 120000),
        ("1’200", 120000),
        ("12,5", 1250),
        ("12.05", 1205),
        ("0,99", 99),
        ("€950", 95000),
        ("950 EUR", 95000),
        ("950 euros", 95000),
        ("2 k€", 200000),
        ("1,5k", 150000),
        ("~ 800 €", 80000),
        ("0", 0),
        ("007", 700),
    ],
)
def test_usual_spellings_are_read(text: str, cents: int) -> None:
    assert parse_amount(text) == cents


@pytest.mark.parametrize("text", ["", "   ", "\u202f", "~"])
def test_nothing_typed_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["abc", "12,34,5", "1.2.3", "€", "12 $", "1e5", "--5", "∞", "½"])
def test_what_is_no_amount_is_refused_beside_its_field(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_amount(text, field="price")
    assert (caught.value.code, caught.value.field) == ("amount.unreadable", "price")


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(DomainError, match=r"amount\.negative"):
        parse_amount("-5")


@pytest.mark.parametrize("text", ["100000000001", "999 999 999 k€", "9" * 39, "9" * 5000])
def test_amounts_too_large_to_be_true_are_refused_whatever_their_length(text: str) -> None:
    with pytest.raises(DomainError, match=r"amount\.too_large"):
        parse_amount(text)


@given(st.integers(0, MAX_CENTS))
def test_every_amount_written_the_french_way_is_read_back(cents: int) -> None:
    whole = f"{cents // 100:,}".replace(",", "\u202f")
    assert parse_amount(f"{whole},{cents % 100:02}\u00a0€") == cents


@given(st.integers(0, MAX_CENTS))
def test_every_amount_written_the_english_way_is_read_back(cents: int) -> None:
    assert parse_amount(f"€{cents // 100:,}.{cents % 100:02}") == cents


@given(st.text(max_size=40))
def test_any_text_gives_an_amount_nothing_or_a_refusal(text: str) -> None:
    try:
        found = parse_amount(text)
    except DomainError as error:
        assert error.code.startswith("amount.")
    else:
        assert found is None or 0 <= found <= MAX_CENTS
