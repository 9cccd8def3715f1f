"""Text as it is compared and stored."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.text import clean_block, clean_line, fold, shorten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Été", "ete"),
        ("CŒUR", "coeur"),
        ("Ægidius", "aegidius"),
        ("Straße", "STRASSE"),
        ("L’Atelier", "l'atelier"),
        ("Zoé", "Zoe\u0301"),
        ("Çağlar", "caglar"),
    ],
)
def test_case_accents_and_ligatures_do_not_matter_when_comparing(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once_for_what_has_been_composed(text: str) -> None:
    once = fold(text)
    assert fold(unicodedata.normalize("NFC", once)) == fold(once)


@given(st.text())
def test_folding_letter_by_letter_says_what_folding_the_whole_text_says(text: str) -> None:
    ligatures = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})
    decomposed = unicodedata.normalize("NFKD", text.translate(ligatures).casefold())
    assert fold(text) == "".join(each for each in decomposed if not unicodedata.combining(each))


@given(st.text(st.sampled_from("a é\u00a0\u2009\t\n\x00\x1c\x7f\x85\u200b") | st.characters()))
def test_a_line_that_needs_no_cleaning_is_what_cleaning_makes_of_it(text: str) -> None:
    shown = re.sub(r"[\u2066-\u2069]", "", text)
    blanked = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", " ", shown)
    assert clean_line(text) == " ".join(blanked.split())


def test_a_line_stays_one_line() -> None:
    assert clean_line("  Garage\r\n Morel\x00\t&\u00a0fils  ") == "Garage Morel & fils"


def test_the_signs_that_keep_a_name_apart_on_screen_do_not_come_back_with_it() -> None:
    assert clean_line("\u2068דוד לוי\u2069") == "דוד לוי"


def test_a_block_keeps_its_lines() -> None:
    assert clean_block(" one\r\ntwo\rthree\x07\n\n") == "one\ntwo\nthree"


@given(st.text())
def test_cleaned_text_has_no_control_characters(text: str) -> None:
    for cleaned in (clean_line(text), clean_block(text)):
        assert not any(ord(char) < 32 and char not in "\n\t" for char in cleaned)
    assert "\n" not in clean_line(text)


@given(st.text(), st.integers(min_value=3, max_value=60))
def test_a_long_text_is_shortened_in_its_middle_and_a_short_one_is_left(
    text: str, longest: int
) -> None:
    short = shorten(text, longest)
    assert len(short) <= longest
    if len(text) <= longest:
        assert short == text
    else:
        start, _dots, end = short.rpartition("…")
        assert text.startswith(start) and text.endswith(end)


def test_both_ends_of_a_shortened_text_can_be_read() -> None:
    assert shorten("Add “A very long name of a company”", 20) == "Add “A very l…mpany”"
