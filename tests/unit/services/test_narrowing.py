"""While one types on, what is already known to be all is not looked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pisteur.domain.commands import DealInput, EditContact, WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.services.narrowing import Narrowing
from pisteur.services.services import Services
from pisteur.storage import search_index
from support import people
from support.slow_search import slow_search


@pytest.fixture
def narrowing(services: Services) -> Narrowing:
    return Narrowing(services.workspace)


@contextmanager
def statements(services: Services) -> Iterator[list[str]]:
    said: list[str] = []
    services.db.raw.set_trace_callback(said.append)
    try:
        yield said
    finally:
        services.db.raw.set_trace_callback(None)


@pytest.mark.parametrize(
    "words",
    [
        ("zoé", "lec"),
        ("zoé", "lecoeur"),
        ("lec", "zoé"),
        ("zoés", "lec", "x"),
        ("zoé", "zo", "lec"),
    ],
)
def test_more_letters_or_words_find_some_of_what_there_was(
    narrowing: Narrowing, words: tuple[str, ...]
) -> None:
    narrowing.keep("contact", ("zoé", "lec"), [3, 1])
    assert narrowing.among("contact", words) == (3, 1)


@pytest.mark.parametrize("words", [("zoé",), ("zo", "lec"), ("zoé", "le"), ("zoe", "lec"), ()])
def test_of_fewer_letters_nothing_is_known(narrowing: Narrowing, words: tuple[str, ...]) -> None:
    narrowing.keep("contact", ("zoé", "lec"), [3, 1])
    assert narrowing.among("contact", words) is None


def test_only_the_latest_of_each_place_is_known(narrowing: Narrowing) -> None:
    narrowing.keep("contact", ("zo",), [3])
    narrowing.keep("contact", ("mar",), [])
    assert narrowing.among("contact", ("zoé",)) is None
    assert narrowing.among("contact", ("mart",)) == ()
    assert narrowing.among("deal", ("mart",)) is None


def found(services: Services) -> list[bool]:
    hits = services.search.find("vitrines")
    return [bool(group) for group in (hits.contacts, hits.deals, hits.notes)]


def rename(services: Services) -> None:
    services.contacts.edit(EditContact(1, company="Vitrines"))


def note(services: Services) -> None:
    said = WriteInteraction(1, None, InteractionKind.NOTE, "Trois vitrines")
    services.journal.write(said)


def retitle(services: Services) -> None:
    services.opportunities.edit(1, DealInput("Vitrines", ""))


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (rename, [True, True, False]),
        (note, [False, False, True]),
        (retitle, [False, True, False]),
    ],
)
def test_what_is_written_between_two_keys_is_found_and_no_more_once_undone(
    services: Services, change: Callable[[Services], None], seen: list[bool]
) -> None:
    people.lead(services, "Garage Morel")
    services.search.find("vitr")
    assert found(services) == [False, False, False]
    change(services)
    assert found(services) == seen
    services.search.find("vitr")
    services.undo()
    assert found(services) == [False, False, False]
    services.redo()
    assert found(services) == seen


def test_what_a_repair_of_the_index_brings_back_is_found(services: Services) -> None:
    people.lead(services, "Garage Morel")
    services.db.raw.execute("DELETE FROM contact_search")
    assert services.search.find("gar").contacts == ()
    search_index.rebuild(services.db.raw)
    assert len(services.search.find("gara").contacts) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("bou", ("boul", "boulang", "boulangerie", "boul", "boulangx")),
        ("zo lec", ("zoe lec", "zoe lecoeur", "lecoeur zoe", "zoe lecoeur boulangerie", "zo lecz")),
    ],
)
def test_the_index_is_not_asked_again_once_all_is_known(
    services: Services, first: str, then: tuple[str, ...]
) -> None:
    people.three_to_find(services)
    services.search.find(first)
    with statements(services) as said:
        for text in then:
            hits = [hit.contact_id for hit in services.search.find(text).contacts]
            assert hits == slow_search(services, text)["contacts"]
    assert said
    assert [sql for sql in said if "MATCH" in sql] == []
    with statements(services) as said:
        services.search.find(first[:2])
    assert [sql for sql in said if "MATCH" in sql]


def test_of_many_candidates_only_as_many_are_read_as_are_shown(services: Services) -> None:
    people.lead(services, "Garage Morel")
    for number in range(60):
        said_then = WriteInteraction(1, None, InteractionKind.NOTE, f"Vitrine {number}")
        services.journal.write(said_then)
    with statements(services) as said:
        assert len(services.search.find("vitrine").notes) == 8
    (texts,) = [sql for sql in said if sql.startswith("SELECT id, body FROM interactions")]
    assert texts.count(",") == 8


def test_of_words_that_no_company_has_no_more_names_are_asked_for_than_are_shown(
    services: Services,
) -> None:
    people.three_to_find(services)
    with statements(services) as said:
        services.search.find("zo lec")
        services.search.find("zo")
    several, one = [sql for sql in said if "{names company}" in sql]
    assert several.endswith("LIMIT 8")
    assert one.endswith("LIMIT 60")
    with statements(services) as said:
        services.search.find("bou eto")
    assert [sql[-8:] for sql in said if "{names company}" in sql] == ["LIMIT 60"]
