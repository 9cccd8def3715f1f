"""Phone numbers in E.164."""

from __future__ import annotations

import pytest

from pisteur.services.phones import normalise_phone


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("06 39 98 12 34", "FR", "+33639981234"),
        ("+41 44 668 18 00", "FR", "+41446681800"),
        ("+41\u202f44\u202f668\u202f18\u202f00", "FR", "+41446681800"),
        ("0041 44 668 18 00", "FR", "+41446681800"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("+33 6 39 98 12 34", "CH", "+33639981234"),
        ("12", "FR", None),
        ("call me", "FR", None),
        ("", "FR", None),
    ],
)
def test_numbers_are_compared_in_their_international_form(
    text: str, region: str, expected: str | None
) -> None:
    assert normalise_phone(text, region) == expected
