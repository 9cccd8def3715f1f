"""A search as one types finds in groups what a slow one finds, the newest first."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import DealInput, EditContact, PointInput, WriteInteraction
from pisteur.domain.search import Findings, Hit, fold
from pisteur.domain.words import InteractionKind, PointKind
from pisteur.services import quick_search
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.slow_search import slow_search

WORDS = (
    *("zoé", "ZOE", "zoo", "lecœur", "Lecoeur", "Œuvre", "oeuvre", "straße", "STRASSE", "Weiß"),
    *("weiss", "été", "ete", "étage", "marché", "marchand", "marchandise", "marchandises"),
    *("l’eau", "d'un", "34200", "3420", "sète", "Sete", "m²", "Ελένη", "Андрей", "Йошкар", "한글"),
    *("が", "a", "au", "aux", "auxquels", "boulanger", "boulangerie", "boulangeries", "x_y"),
    *("co-op", "12-34"),
)
NUMBERS = (
    *("06 39 98 12 34", "0639981299", "+33 1 99 00 45 67", "+41 44 668 18 00"),
    "02.61.91.00.11",
)
QUERIES = st.lists(st.sampled_from([*WORDS, "06", "0639", "1234", "+41", "00336", "zo", "bou"]))


def fill(services: Services, clock: FakeClock, seed: int = 1, count: int = 40) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same each time

    def some(most: int) -> str:
        return " ".join(dice.choices(WORDS, k=dice.randrange(1, most)))

    companies = [some(3) for _ in range(6)]
    for _number in range(count):
        contact_id, deal_id = people.lead(services, "x")
        points = [PointInput(PointKind.PHONE, dice.choice(NUMBERS))]
        if dice.random() < 0.5:
            name = dice.choice(("zoe", "marchand", "lecoeur"))
            points.append(PointInput(PointKind.EMAIL, f"{name}@{dice.choice('abc')}.fr"))
        services.contacts.edit(
            EditContact(
                contact_id,
                given_name=some(3) if dice.random() < 0.8 else "",
                family_name=some(2),
                company=dice.choice(companies) if dice.random() < 0.6 else "",
                city=dice.choice(("Sète", "Straßburg", "")),
                points=tuple(points[: dice.randrange(3)]),
            )
        )
        if dice.random() < 0.5:
            services.opportunities.edit(deal_id, DealInput(some(4), ""))
        clock.advance(hours=dice.randrange(1, 9))
        for _line in range(dice.randrange(3)):
            when = clock.now() - timedelta(hours=dice.randrange(99))
            note = WriteInteraction(contact_id, None, InteractionKind.NOTE, some(9))
            services.journal.write(note)
            services.db.raw.execute(
                "UPDATE interactions SET happened_at = ? WHERE id = last_insert_rowid()",
                (when.strftime("%Y-%m-%dT%H:%M:%SZ"),),
            )


def shown(found: Findings) -> dict[str, list[object]]:
    return {
        "contacts": [hit.contact_id for hit in found.contacts],
        "companies": [hit.title.text for hit in found.companies],
        "deals": [hit.opportunity_id for hit in found.deals],
        "notes": [h.when.strftime("%Y-%m-%dT%H:%M:%SZ") for h in found.notes if h.when],
    }


@pytest.fixture(scope="module")
def filled(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """One file for all examples: searching changes nothing."""
    path = tmp_path_factory.mktemp("search") / "pisteur.db"
    shutil.copy2(template_file, path)
    clock = FakeClock()
    services = Services(open_data(path), clock)
    fill(services, clock)
    yield services
    services.close()


@settings(max_examples=250, deadline=None)
@given(words=QUERIES, end=st.integers(0, 4))
def test_the_quick_search_finds_what_the_slow_one_finds(
    filled: Services, words: list[str], end: int
) -> None:
    text = " ".join(words)
    # The last word is often half typed.
    text = text[: len(text) - end] if len(text) > end + 1 else text
    assert shown(filled.search.find(text)) == slow_search(filled, text)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=QUERIES)
def test_so_it_does_when_its_short_cuts_do_not_suffice(
    filled: Services, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr(quick_search, "CANDIDATES", 3)
    monkeypatch.setattr(quick_search, "COMMON", 2)
    text = " ".join(words)
    assert shown(filled.search.find(text)) == slow_search(filled, text)


@settings(max_examples=30, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), back=st.integers(0, 5))
def test_a_search_typed_key_by_key_finds_what_the_slow_one_finds(
    filled: Services, words: list[str], back: int
) -> None:
    text = " ".join(words)[:24]
    keys = [text[:end] for end in range(1, len(text) + 1)]
    for typed in (*keys, *keys[-1 - back :: -1][:back], text):
        assert shown(filled.search.find(typed)) == slow_search(filled, typed)


def test_the_words_of_the_property_do_find_something_in_every_group(filled: Services) -> None:
    found = [slow_search(filled, word) for word in (*WORDS, "06", "1234")]
    assert all(any(each[group] for each in found) for group in found[0])


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_can_be_typed(filled: Services, text: str) -> None:
    filled.search.find(text)


@pytest.fixture
def everyone(services: Services) -> Services:
    """One who has everything, and two others."""
    contact_id, deal_id = people.three_to_find(
        services,
        PointInput(PointKind.PHONE, "06 39 98 12 34"),
        PointInput(PointKind.EMAIL, "zoe@exemple.fr"),
    )
    services.opportunities.edit(deal_id, DealInput("Site vitrine", "1 800"))
    services.journal.write(
        WriteInteraction(
            contact_id,
            None,
            InteractionKind.CALL,
            "Rappelle après les fêtes.\nPour l’instant, pas de nouvelles de son mari ; veut que"
            " l’on parle de la devanture, de l’œuvre et du reste.",
        )
    )
    return services


def marks(hit: Hit) -> list[str]:
    return [text.text[start:end] for text in (hit.title, *hit.details) for start, end in text.marks]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("lecoeur", ["Lecœur"]),
        ("ZO lec", ["Zo", "Lec"]),
        ("etoile", ["Étoile"]),
        ("06.39", ["06 39"]),
        ("0033 6 39", ["06 39"]),
        ("1234", ["12 34"]),
        ("exemple", ["exemple"]),
        ("set", ["Sèt"]),
    ],
)
def test_a_contact_says_by_what_it_was_found(
    everyone: Services, text: str, seen: list[str]
) -> None:
    (hit,) = everyone.search.find(text).contacts
    assert (hit.contact_id, marks(hit)) == (1, seen)


def test_a_passage_of_the_journal_stands_around_the_words_on_one_line(everyone: Services) -> None:
    (hit,) = everyone.search.find("oeuvre").notes
    (passage,) = hit.details
    assert passage.text.startswith("…")
    assert passage.text.endswith("la devanture, de l’œuvre et du reste.")
    assert "\n" not in passage.text
    assert marks(hit) == ["œuvre"]


def test_a_deal_is_found_by_its_title_and_its_contact_together(everyone: Services) -> None:
    (hit,) = everyone.search.find("vitrine zoe").deals
    assert (hit.title.text, hit.amount_cents, marks(hit)) == (
        "Site vitrine",
        180000,
        ["vitrine", "Zoé"],
    )


def test_a_deal_follows_the_name_of_its_contact(everyone: Services) -> None:
    everyone.contacts.edit(EditContact(1, family_name="Martin"))
    assert everyone.search.find("lecoeur").deals == ()
    assert [hit.opportunity_id for hit in everyone.search.find("martin vitrine").deals] == [1]
    everyone.undo()
    assert [hit.opportunity_id for hit in everyone.search.find("lecoeur").deals] == [1]
    everyone.contacts.delete([1])
    assert everyone.search.find("vitrine").deals == ()


def test_a_company_with_several_contacts_is_one_hit(everyone: Services) -> None:
    second, _deal = people.lead(everyone, "y")
    everyone.contacts.edit(
        EditContact(second, family_name="Vidal", company="boulangerie de l'étoile")
    )
    found = everyone.search.find("etoile")
    assert [(hit.title.text, hit.count) for hit in found.companies] == [
        ("boulangerie de l'étoile", 2)
    ]
    assert [hit.contact_id for hit in found.contacts] == [second, 1]


def test_companies_are_those_of_the_newest_contacts_first(services: Services) -> None:
    for company in "ABABA":
        contact_id, _deal = people.lead(services, "x")
        services.contacts.edit(EditContact(contact_id, company=f"Boulangerie {company}"))
    assert shown(services.search.find("boul"))["companies"] == ["Boulangerie A", "Boulangerie B"]
    assert slow_search(services, "boul")["companies"] == ["Boulangerie A", "Boulangerie B"]


def test_who_bears_the_name_comes_before_who_only_has_it_in_an_address(
    everyone: Services,
) -> None:
    newer, _deal = people.lead(everyone, "Agence, lecoeur@exemple.fr")
    assert [hit.contact_id for hit in everyone.search.find("lecoeur").contacts] == [1, newer]


def test_nothing_typed_shows_what_was_opened_last_then_whom_one_spoke_with(
    everyone: Services,
) -> None:
    found = everyone.search.recent([(3, 3), (2, None), (3, None)])
    assert [hit.contact_id for hit in found.contacts] == [3, 2, 1]
    assert [hit.opportunity_id for hit in found.deals] == [3]
    everyone.contacts.delete([3])
    assert [hit.contact_id for hit in everyone.search.recent([(3, 3)]).contacts] == [1]


def test_letters_are_folded_as_the_index_folds_them(services: Services) -> None:
    """Of the alphabets that names in Europe are written in."""
    raw = services.db.raw
    raw.execute("PRAGMA temp_store=MEMORY")
    tokenizer = 'tokenize="unicode61 remove_diacritics 2"'
    raw.execute(f"CREATE VIRTUAL TABLE temp.letters USING fts5(body, {tokenizer})")
    raw.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(temp, letters, instance)")
    opened = set("œŒæÆßẞ")  # by the views, before the index sees them
    letters = [
        chr(code)
        for code in (
            *range(0x41, 0x250),
            *range(0x386, 0x400),
            *range(0x400, 0x528),
            *range(0x1E00, 0x1F00),
        )
        # With two signs above each other, which names in Europe do not have.
        if unicodedata.category(chr(code)) in ("Lu", "Ll") and chr(code) not in opened | set("Ǡǡ")
    ]
    rows = [(ord(letter), f"{letter}q") for letter in letters]
    raw.executemany("INSERT INTO temp.letters (rowid, body) VALUES (?, ?)", rows)
    tokens = dict(raw.execute("SELECT doc, term FROM temp.tokens"))
    other = {letter for letter in letters if fold(f"{letter}q") != tokens[ord(letter)]}
    assert {unicodedata.name(letter) for letter in other} == set()
