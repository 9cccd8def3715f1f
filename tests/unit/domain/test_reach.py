"""E-mail addresses and phone numbers, as typed and as compared."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.reach import (
    blank_mail_link,
    digits,
    normalise_email,
    normalise_french_phone,
    phone_link,
)


@pytest.mark.parametrize(
    "text",
    [
        "06 39 98 12 34",
        "06.39.98.12.34",
        "06-39-98-12-34",
        "0639981234",
        "06\u00a039\u00a098\u00a012\u00a034",
        "06\u202f39\u202f98\u202f12\u202f34",
        "+33 6 39 98 12 34",
        "+33639981234",
        "+33 (0)6 39 98 12 34",
        "0033 6 39 98 12 34",
        "(06) 39 98 12 34",
        "  06/39/98/12/34 ",
    ],
)
def test_every_usual_spelling_of_a_french_number_is_the_same_number(text: str) -> None:
    assert normalise_french_phone(text) == "+33639981234"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "06 39 98 12",
            "06 39 98 12 34 5",
            "3615",
            "+41 44 668 18 00",
            "00 39 98 12 34",
            "Léa",
        ),
        "06 39 98 ١٢ ٣٤",
    ],
)
def test_what_is_no_french_number_is_left_to_the_library(text: str) -> None:
    assert normalise_french_phone(text) is None


separators = st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "\u202f", "  "])


@settings(max_examples=60)
@given(
    number=st.integers(100_000_000, 999_999_999).map(str),
    prefix=st.sampled_from(["0", "+33", "+33 (0)", "+33(0)", "0033"]),
    separator=separators,
)
def test_the_quick_reading_says_what_the_library_says(
    number: str, prefix: str, separator: str
) -> None:
    text = (
        prefix + number[0] + separator + separator.join(number[i : i + 2] for i in range(1, 9, 2))
    )
    # The library does not know the narrow space that French typography puts there.
    parsed = phonenumbers.parse(text.replace("\u202f", " "), "FR")
    expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert normalise_french_phone(text) == expected


@given(st.text(max_size=30))
def test_any_text_gives_a_whole_french_number_or_nothing(text: str) -> None:
    found = normalise_french_phone(text)
    assert found is None or (found.startswith("+33") and len(digits(found)) == 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lea.Martin@Exemple.FR", "lea.martin@exemple.fr"),
        (" <lea@exemple.fr> ", "lea@exemple.fr"),
        ("mailto:lea@exemple.fr", "lea@exemple.fr"),
        ("lea+devis@sous.exemple.fr", "lea+devis@sous.exemple.fr"),
        ("léa@exemple.fr", "léa@exemple.fr"),
    ],
)
def test_addresses_are_compared_in_lower_case_without_dressing(text: str, expected: str) -> None:
    assert normalise_email(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "lea", "lea@", "@exemple.fr", "lea@exemple", "a b@exemple.fr", "a@b@c.fr", "a,b@c.fr"],
)
def test_what_can_be_no_address_is_none(text: str) -> None:
    assert normalise_email(text) is None


def test_digits_are_picked_out_of_anything() -> None:
    assert digits("+33 (0)6-39") == "330639"


def test_a_number_is_called_without_its_spacing_and_with_its_codes() -> None:
    assert phone_link("+33 6 39 98 12 34") == "tel:+33639981234"
    assert phone_link("*21*01 99 00 12 34# (²)") == "tel:*21*0199001234#"


def test_an_address_that_is_written_to_adds_no_headers() -> None:
    assert blank_mail_link("zoe+devis@morel.example") == "mailto:zoe+devis@morel.example"
    assert blank_mail_link("a@b.example?bcc=c@d.example&x") == (
        "mailto:a@b.example%3Fbcc%3Dc@d.example%26x"
    )
