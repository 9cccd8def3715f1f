"""Anyone is found by any part of what is known, as one types."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import PointInput, WriteInteraction
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.words import InteractionKind, PointKind
from pisteur.services.search import search_condition
from pisteur.services.services import Services
from support import people


@pytest.fixture
def everyone(services: Services) -> Services:
    """Three people, of whom the first has everything."""
    contact_id, _card = people.three_to_find(
        services,
        PointInput(PointKind.PHONE, "06 39 98 12 34"),
        PointInput(PointKind.PHONE, "+41 44 668 18 00"),
        PointInput(PointKind.EMAIL, "zoe_lecoeur@exemple.fr"),
        postal_code="34200",
    )
    services.journal.write(
        WriteInteraction(contact_id, None, InteractionKind.NOTE, "Veut une œuvre d’été, pas chère")
    )
    return services


def found(services: Services, text: str) -> list[str]:
    condition = search_condition(text)
    assert condition is not None
    rows = services.db.rows(
        f"SELECT c.display_name FROM contacts c WHERE {condition.sql} ORDER BY c.id",
        condition.parameters,
    )
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "lecoeur",
        "LECŒUR",
        "lecœur",
        "zoe",
        "Zoé",
        "zo",
        "Lecoeur Zoé",
        "zoe lec",
        "etoile boulang",
        "l’étoile",
        "l'etoile zoe sete",
        "Sète",
        "34200",
        "zoe_lecoeur@exemple.fr",
        "zoe_lec",
        "zoe_lecoeur@",
        "œuvre",
        "oeuvre",
        "ete chere",
        "chère veut",
    ],
)
def test_names_places_addresses_and_notes_without_accents_in_any_order(
    everyone: Services, text: str
) -> None:
    assert found(everyone, text) == ["Zoé Lecœur"]


@pytest.mark.parametrize(
    "text",
    [
        "06 39 98 12 34",
        "0639981234",
        "06.39.98",
        "06-39-98-12",
        "+33639981234",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98",
        "0033 6 39 98",
        "33639981234",
        "06\u202f39\u00a098",
        "063",
        "1234",
        "98 12 34",
        "+41 44 668",
        "0041 44 668",
        "1800",
    ],
)
def test_numbers_in_any_spelling_from_the_start_or_by_the_last_four(
    everyone: Services, text: str
) -> None:
    assert found(everyone, text) == ["Zoé Lecœur"]


@pytest.mark.parametrize("text", ["234", "9812 99", "dupont", "zoe etienne", "06 39 99"])
def test_what_fits_nobody_finds_nobody(everyone: Services, text: str) -> None:
    assert found(everyone, text) == []


def test_every_word_must_fit(everyone: Services) -> None:
    assert found(everyone, "et") == ["Zoé Lecœur", "Paul Étienne"]
    assert found(everyone, "et paul") == ["Paul Étienne"]


@pytest.mark.parametrize("text", ["", "  ", "!", "_", "’", "@", "\u19b0"])
def test_nothing_to_look_for_is_no_condition(text: str) -> None:
    assert search_condition(text) is None


@pytest.mark.parametrize(
    "text", ['"', 'a"b', "NEAR(a b)", "a AND", "names:zoe", "a* OR b", "^a", "- a", "(a", "a;b'"]
)
def test_signs_that_mean_something_to_the_index_are_only_text(
    everyone: Services, text: str
) -> None:
    condition = search_condition(text)
    if condition is not None:
        found(everyone, text)


def test_every_word_character_that_there_is_can_be_searched_for(services: Services) -> None:
    # One that the tokenizer splits at would be refused by the index of the notes.
    people.lead(services)
    characters = (chr(i) for i in range(32, 0x110000) if not 0xD800 <= i < 0xE000)
    wordlike = (c for c in characters if re.match(r"\w", c) and unicodedata.category(c) != "Lo")
    for char in [*wordlike, *map(chr, range(0x19A0, 0x1A00)), "\u1cf2", "\u1cf3"]:
        condition = search_condition(f"a{char}b")
        assert condition is not None
        services.db.rows(
            f"SELECT 1 FROM contacts c WHERE {condition.sql} LIMIT 1", condition.parameters
        )


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=30))
def test_any_text_can_be_searched_for(services: Services, text: str) -> None:
    condition = search_condition(text)
    if condition is not None:
        services.db.rows(f"SELECT c.id FROM contacts c WHERE {condition.sql}", condition.parameters)


def test_a_changed_or_deleted_text_is_no_longer_found(everyone: Services) -> None:
    ((line,),) = everyone.db.rows("SELECT id FROM interactions")
    everyone.journal.edit(line, "Autre chose")
    assert found(everyone, "oeuvre") == []
    everyone.journal.delete(line)
    assert found(everyone, "autre") == []
    everyone.undo()
    assert found(everyone, "autre") == ["Zoé Lecœur"]


@pytest.mark.parametrize("sort", ContactSort)
def test_a_search_is_made_once_for_the_rows_and_their_count(
    services: Services, sort: ContactSort
) -> None:
    for number in range(7):
        people.lead(services, f"Garage {number}")
    people.lead(services, "Paul Étienne")
    statements: list[str] = []
    services.db.raw.set_trace_callback(statements.append)
    query = ContactQuery(text="garage", sort=sort, descending=True)
    page = services.contact_list.page(query, offset=2, limit=3)
    services.db.raw.set_trace_callback(None)
    assert sum("MATCH" in statement for statement in statements) == 1
    assert page.total == 7
    assert tuple(row.id for row in page.rows) == services.contact_list.ids(query)[2:5]
    assert services.contact_list.page(query, offset=50).total == 7
