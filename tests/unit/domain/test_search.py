"""Words are compared without case and accents, and marked where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.search import BEFORE_MARK, fold, folded_words, marks, passage
from support.slow_search import slow_marks

LETTERS = st.sampled_from("aeioszSZ12 -_.,’éÉœŒæßẞçñİΣσςµΕλЙйが한\u0300\u0301\u0327\u19b0")
TEXTS = st.one_of(st.text(LETTERS, max_size=40), st.text(max_size=30))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Déjà VU, 2 fois", "deja vu, 2 fois"),
        ("L’Œuvre de SŒUR Ægidius", "l’oeuvre de soeur aegidius"),
        ("STRAẞE, Straße", "strasse, strasse"),
        ("E\u0301te\u0301", "ete"),
        ("ΟΔΟΣ ς", "οδοσ σ"),
        ("İzmir, Şişli, Đà Nẵng", "izmir, sisli, đa nang"),
    ],
)
def test_letters_are_folded_one_by_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert "".join(map(fold, text)) == folded


@settings(max_examples=200)
@given(text=TEXTS)
def test_a_letter_is_folded_whatever_stands_beside_it(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
    assert fold(fold(text)) == fold(text)


def test_what_is_folded_stays_a_letter_or_a_sign_and_keeps_its_place() -> None:
    every = (chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000)
    apart = {chr(code) for code in range(0x300, 0x370)}
    folded = [c for c in every if c not in apart and fold(c) != c]
    assert len(folded) > 1000
    assert [c for c in folded if folded_words(c) != folded_words(fold(c))] == []
    # Also of what is compared as several letters.
    words = [f"{c}1" for c in folded if folded_words(c)]
    assert [w for w in words if marks(f"{w} 1", ["1"]) != ((3, 4),)] == []


@settings(max_examples=300)
@given(text=TEXTS, words=st.lists(TEXTS.filter(bool), max_size=3), data=st.data())
def test_marks_stand_where_they_do_letter_by_letter(
    text: str, words: list[str], data: st.DataObject
) -> None:
    # Words of the text itself, cut anywhere, or else few would be found.
    asked = [*folded_words(" ".join(words)), *folded_words(text)]
    cut = [word[: data.draw(st.integers(1, len(word)))] for word in asked]
    assert list(marks(text, cut)) == slow_marks(text, cut)


def test_a_passage_begins_with_a_whole_word() -> None:
    line = "devanture " * 9 + "vitrine"
    assert passage(line, ["vitrine"]).text == "…devanture devanture devanture vitrine"


def test_a_passage_begins_within_a_word_that_is_too_long() -> None:
    line = "x" * 90 + "-vitrine"
    assert passage(line, ["vitrine"]).text == "…" + "x" * (BEFORE_MARK - 1) + "-vitrine"
