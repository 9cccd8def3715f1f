"""Single facts against what is wanted: buyer, trade, size, area."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.traits import (
    HEADS,
    BuyerKind,
    Fit,
    Headcount,
    NafVersion,
    SizeClass,
    all_of,
    any_of,
    area_value,
    department,
    fit_area,
    fit_buyer,
    fit_sector,
    fit_size,
    normalise_naf,
    parse_headcount,
    read_size_value,
    sector_value,
    size_value,
)
from pisteur.domain.words import Nature

YES, OPEN, NO = Fit.MATCHED, Fit.NOT_KNOWN, Fit.NOT_MATCHED
REV2 = NafVersion.REV2
heads = st.integers(0, 300)
ranges = st.builds(lambda a, b: Headcount(min(a, b), max(a, b)), heads, heads)


def test_one_match_is_enough_and_what_is_not_known_outweighs_a_refusal() -> None:
    assert any_of([NO, OPEN, YES]) is YES
    assert any_of([NO, OPEN]) is OPEN
    assert any_of([]) is NO


def test_where_all_must_match_a_refusal_outweighs_what_is_not_known() -> None:
    assert all_of([YES, OPEN, NO]) is NO
    assert all_of([YES, OPEN]) is OPEN
    assert all_of([]) is YES


@pytest.mark.parametrize(
    ("wanted", "nature", "buyer", "expected"),
    [
        (["company"], Nature.PROFESSIONAL, BuyerKind.COMPANY, YES),
        (["company"], Nature.PROFESSIONAL, BuyerKind.PUBLIC, NO),
        (["company"], Nature.PROFESSIONAL, None, OPEN),
        (["company"], Nature.CONSUMER, None, NO),
        (["company"], Nature.UNKNOWN, None, OPEN),
        (["professional"], Nature.PROFESSIONAL, None, YES),
        (["professional"], Nature.PROFESSIONAL, BuyerKind.ASSOCIATION, YES),
        (["consumer"], Nature.CONSUMER, None, YES),
        (["consumer"], Nature.PROFESSIONAL, None, NO),
        (["consumer", "professional"], Nature.UNKNOWN, None, YES),
    ],
)
def test_the_nature_decides_as_far_as_it_says_who_buys(
    wanted: list[str], nature: Nature, buyer: BuyerKind | None, expected: Fit
) -> None:
    assert fit_buyer(wanted, nature, buyer) is expected


def test_an_unknown_kind_of_buyer_is_a_bug_not_a_match() -> None:
    with pytest.raises(ValueError, match="BuyerKind"):
        fit_buyer(["martian"], Nature.UNKNOWN, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("62.01Z", "6201Z"),
        ("6201z", "6201Z"),
        (" 62.01 Z ", "6201Z"),
        ("62", "62"),
        ("62.0", "620"),
        ("6201", "6201"),
        ("6", None),
        ("620Z", None),
        ("restauration", None),
        ("", None),
    ],
)
def test_a_naf_code_is_read_in_any_spelling(text: str, code: str | None) -> None:
    assert normalise_naf(text) == code


@pytest.mark.parametrize(
    ("wanted", "naf", "version", "sector", "expected"),
    [
        ("62", "62.01Z", REV2, "", YES),
        ("6201Z", "62.02A", REV2, "", NO),
        ("6201Z", "62", REV2, "", OPEN),
        ("62", "", None, "", OPEN),
        ("restaur", "", None, "Café-Restaurant", YES),
        ("restaur", "", None, "boulangerie", NO),
        ("pub", "", None, "république", NO),
        ("Métallerie", "", None, "metallerie, serrurerie", YES),
        ("restaur", "56.10A", REV2, "", OPEN),
    ],
)
def test_a_trade_matches_by_code_or_by_the_beginning_of_a_word(
    wanted: str, naf: str, version: NafVersion | None, sector: str, expected: Fit
) -> None:
    assert fit_sector([sector_value(wanted, REV2)], naf, version, sector) is expected


@pytest.mark.parametrize("version", [NafVersion.NAF2025, None])
def test_a_code_of_another_edition_says_nothing(version: NafVersion | None) -> None:
    assert fit_sector(["rev2:62"], "62.01Z", version, "") is OPEN
    assert fit_sector(["rev2:62"], "10.71C", version, "") is OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", Headcount(12, 12)),
        ("12 salariés", Headcount(12, 12)),
        ("10 à 19 salariés", Headcount(10, 19)),
        ("1 000 à 1 999", Headcount(1000, 1999)),
        ("10-49", Headcount(10, 49)),
        ("250 et plus", Headcount(250, None)),
        ("50+", Headcount(50, None)),
        ("plus de 50", Headcount(51, None)),
        ("moins de 10", Headcount(0, 9)),
        ("Aucun salarié", Headcount(0, 0)),
        ("0", Headcount(0, 0)),
        ("", None),
        ("beaucoup", None),
        ("19 à 10", None),
        ("10 000 000", Headcount(10_000_000, 10_000_000)),
        ("10 000 001", None),
        ("73282932000074", None),
    ],
)
def test_a_headcount_is_read_as_people_write_it(text: str, expected: Headcount | None) -> None:
    assert parse_headcount(text) == expected


def test_size_classes_follow_each_other_without_gap() -> None:
    bounds = [HEADS[size] for size in SizeClass]
    assert bounds[0].least == 0
    for smaller, larger in pairwise(bounds):
        assert smaller.most is not None
        assert larger.least == smaller.most + 1
    assert bounds[-1].most is None


@given(st.one_of(ranges, st.builds(Headcount, heads, st.none())))
def test_a_size_is_read_back_as_it_was_stored(size: Headcount) -> None:
    assert read_size_value(size_value(size)) == size


@given(ranges, ranges)
def test_a_size_matches_exactly_when_every_possible_headcount_would(
    wanted: Headcount, found: Headcount
) -> None:
    assert wanted.most is not None
    assert found.most is not None
    inside = [wanted.least <= n <= wanted.most for n in range(found.least, found.most + 1)]
    expected = YES if all(inside) else OPEN if any(inside) else NO
    assert fit_size([size_value(wanted)], found) is expected


def test_a_size_without_upper_end_holds_any_larger_one() -> None:
    assert fit_size(["250-"], Headcount(300, None)) is YES
    assert fit_size(["250-"], Headcount(100, None)) is OPEN
    assert fit_size(["10-49"], Headcount(50, None)) is NO
    assert fit_size(["10-49"], None) is OPEN


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("35000", "35"),
        ("01 000", "01"),
        ("20000", "2A"),
        ("20199", "2A"),
        ("20200", "2B"),
        ("97110", "971"),
        ("1000", None),
        ("", None),
        ("EC1A1", None),
    ],
)
def test_the_department_is_read_from_the_postal_code(code: str, expected: str | None) -> None:
    assert department(code) == expected


@pytest.mark.parametrize(
    ("wanted", "code", "country", "expected"),
    [
        ("35", "35510", "", YES),
        ("355", "35510", "France", YES),
        ("22", "35510", "fr", NO),
        ("2A", "20137", "", YES),
        ("2A", "20230", "", NO),
        ("20", "20230", "", YES),
        ("974", "97410", "La Réunion", YES),
        ("35", "", "", OPEN),
        ("10", "1000", "", OPEN),
        ("10", "1000", "Belgique", NO),
        ("35", "", "Suisse", NO),
    ],
)
def test_an_area_is_how_a_french_postal_code_begins(
    wanted: str, code: str, country: str, expected: Fit
) -> None:
    assert fit_area([wanted], code, country) is expected


def test_an_area_is_stored_compact_and_other_words_are_not_one() -> None:
    assert [area_value(text) for text in ("35", "2a", "35 000", "Rennes", "3")] == [
        *("35", "2A", "35000"),
        *(None, None),
    ]
