"""Pairs that may be the same: which are, which are not, and that the quick way misses none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.duplicates import Entry, Pair, ReasonKind, words_of
from pisteur.services.duplicate_search import MANY, DuplicateSearch, compare, exact_keys

GIVEN = ("Jean", "J.", "Jeanne", "Zoé", "Zoe", "Mme Inès", "")
FAMILY = ("Morel", "MOREL", "Morell", "Lecœur", "Le Coeur", "")
COMPANIES = (
    *("Garage Morel", "SARL Garage Morel", "Morel Garage SAS", "Garage Morell", "Atelier d’Été"),
    *("E.U.R.L. Atelier Eté", "Garage 2000", "Garage 3000", "Grage Morel", "Atelier", ""),
)
entries = st.builds(
    lambda given_name, family, company, place, siret, email, phone: Entry(
        0,
        f"{given_name} {family}",
        words_of(f"{given_name} {family}".strip()),
        words_of(company),
        place,
        siret,
        email,
        phone,
    ),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    st.sampled_from(COMPANIES),
    st.sampled_from(("", "69003", "34200")),
    st.sampled_from(("", "", "", "73282932000074")),
    st.sampled_from(((), (), ("a@exemple.fr",), ("b@exemple.fr", "a@exemple.fr"))),
    st.sampled_from(((), (), ("+33639981234",), ("+33199001234",))),
)


def person(number: int = 1, name: str = "", company: str = "", **more: Any) -> Entry:
    fields: dict[str, Any] = {
        "title": name or company,
        "name": words_of(name),
        "company": words_of(company),
    }
    return Entry(number, **{**fields, **more})


def quickly(some: Sequence[Entry]) -> dict[tuple[int, int], Pair]:
    search = DuplicateSearch()
    for entry in some:
        search.add(entry)
    for _piece in search.run():
        pass
    assert search.done == search.total
    return search.pairs


def kinds(one: Entry, other: Entry) -> list[ReasonKind]:
    pair = compare(one, other)
    return [reason.kind for reason in pair.reasons] if pair else []


@settings(max_examples=200, deadline=None)
@given(st.lists(entries, max_size=MANY))
def test_the_quick_way_finds_what_comparing_all_finds(some: list[Entry]) -> None:
    numbered = [
        Entry(n + 1, e.title, e.name, e.company, e.place, e.siret, e.emails, e.phones)
        for n, e in enumerate(some)
    ]
    slowly = [compare(one, other) for one, other in combinations(numbered, 2)]
    expected = {(pair.first_id, pair.second_id): pair for pair in slowly if pair}
    assert quickly(numbered) == expected


@pytest.mark.parametrize(
    ("name", "company", "other_name", "other_company"),
    [
        ("Jean Morel", "Garage Morel", "MOREL Jean", "SARL Garage Morel"),
        ("Inès Lecœur", "Atelier d'Été", "Ines LECOEUR", "Atelier d’Ete EURL"),
        ("J. Morel", "Garage du Pont", "Jean Morel", "Garage du Pont SAS"),
        ("Denis Morel", "Garage du Pont", "D Morel", "S.A.R.L. Garage du Pont"),
        ("Mme Zoé Garnier", "Studio Bœuf", "Zoe Granier", "Studio Boeuf"),
    ],
)
def test_accents_legal_forms_order_initials_and_slips_do_not_hide_the_same(
    name: str, company: str, other_name: str, other_company: str
) -> None:
    one, other = person(1, name, company), person(2, other_name, other_company)
    assert kinds(one, other) == [ReasonKind.NAME_AND_COMPANY]
    assert list(quickly([one, other])) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(1, "Jean Morel", "Garage Morel"), person(2, "Paul Morel", "Garage Morel")),
        (person(1, "Jean Morel", "Garage Morel"), person(2, "Jean Morel", "Studio Lumière")),
        (person(1, "Zoé Roche", "Garage 2000"), person(2, "Zoé Roche", "Garage 3000")),
        (
            person(1, company="Hôtel du Port", place="sete"),
            person(2, company="Hôtel du Port", place="nantes"),
        ),
        (
            person(1, "Zoé Roche", phones=("+33639981234",)),
            person(2, "Zoé Roche", phones=("+33639989999",)),
        ),
        (person(1), person(2)),
    ],
)
def test_others_of_a_company_a_name_or_a_place_are_not_the_same(one: Entry, other: Entry) -> None:
    assert compare(one, other) is None
    assert quickly([one, other]) == {}


def test_each_thing_shared_is_a_reason_and_makes_it_surer() -> None:
    shared: dict[str, Any] = {
        "emails": ("a@exemple.fr",),
        "phones": ("+33639981234",),
        "siret": "73282932000074",
    }
    pair = compare(
        person(2, "Jean Morel", "Garage", **shared), person(1, "J Morel", "Garage", **shared)
    )
    assert pair is not None
    assert (pair.first_id, pair.second_id) == (1, 2)
    found = [(reason.kind, reason.value) for reason in pair.reasons]
    assert found == [
        (ReasonKind.EMAIL, "a@exemple.fr"),
        (ReasonKind.PHONE, "+33639981234"),
        (ReasonKind.SIRET, "73282932000074"),
        (ReasonKind.NAME_AND_COMPANY, "J Morel"),
    ]
    only = compare(person(1, emails=("a@exemple.fr",)), person(2, emails=("a@exemple.fr",)))
    assert only is not None
    assert only.score == 90
    assert only.score < pair.score <= 100


def test_a_shared_number_says_less_of_two_who_have_other_names() -> None:
    phone: dict[str, Any] = {"phones": ("+33199001234",)}
    same = compare(person(1, "Jean Morel", **phone), person(2, "Jean Morel", **phone))
    other = compare(person(1, "Jean Morel", **phone), person(2, "Zoé Roche", **phone))
    assert same is not None
    assert other is not None
    assert other.score < 50 < same.score


def test_a_number_that_many_share_gives_each_of_them_once_not_all_with_all() -> None:
    many = [person(n, f"Name{n} Other{n}", phones=("+33199001234",)) for n in range(1, MANY + 20)]
    assert sorted(quickly(many)) == [(1, n) for n in range(2, MANY + 20)]


def test_two_of_whom_nothing_is_known_are_no_candidates_of_each_other() -> None:
    assert list(exact_keys(person(name="Jean Morel"))) == []


SETE: dict[str, Any] = {"company": "Hôtel du Port", "place": "sete"}
PHONE: dict[str, Any] = {"phones": ("+33639981234",)}
OTHER_PHONE: dict[str, Any] = {"phones": ("+33639989999",)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person(1, **SETE), person(2, **SETE), ReasonKind.COMPANY),
        (person(1, **SETE), person(2, company="SARL Hotel du Port"), ReasonKind.COMPANY),
        (person(1, "Zoé Roche", **PHONE), person(2, "ROCHE Zoe"), ReasonKind.NAME),
        # A company of one place that has a second number.
        (person(1, **SETE, **PHONE), person(2, **SETE, **OTHER_PHONE), ReasonKind.COMPANY),
    ],
)
def test_two_who_are_called_alike_and_nothing_more_are_the_same(
    one: Entry, other: Entry, reason: ReasonKind
) -> None:
    assert kinds(one, other) == [reason]
    assert list(quickly([one, other])) == [(1, 2)]


@pytest.mark.parametrize("more", [{"name": "Zoé Roche"}, {"company": "Hôtel du Port"}])
def test_who_has_a_person_and_a_company_is_not_the_same_by_one_of_them(
    more: dict[str, Any],
) -> None:
    one, other = person(1, "Zoé Roche", "Hôtel du Port"), person(2, **more)
    assert compare(one, other) is None
    assert quickly([one, other]) == {}
