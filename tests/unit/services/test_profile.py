"""The ideal customer as data, what is known of contacts, and how far they match."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pisteur.domain.errors import DomainError
from pisteur.domain.profile import ContactFacts, Trait, TraitKind
from pisteur.domain.selling_inputs import TraitInput
from pisteur.domain.traits import BuyerKind, Fit, Headcount, NafVersion
from pisteur.domain.words import Answer, Nature
from pisteur.exchange.errors import ExchangeError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock

SECTOR = TraitInput(TraitKind.SECTOR, "Food", "56.10A, restauration", NafVersion.REV2)
AREA = TraitInput(TraitKind.AREA, "", "35; 22")
FREE = TraitInput(TraitKind.FREE, "Sells online")


def know(services: Services, contact_id: int, **facts: object) -> None:
    """Write what is known of a contact."""
    with services.db.step("know") as step:
        names = ", ".join(f"{name} = ?" for name in facts)
        services.db.raw.execute(
            f"UPDATE contacts SET {names} WHERE id = ?", (*facts.values(), contact_id)
        )
        step.label = "known"


def test_traits_are_kept_as_read(services: Services) -> None:
    made = services.profile.add(SECTOR).value
    size = services.profile.add(TraitInput(TraitKind.SIZE, "", "10 à 49 salariés")).value
    assert services.profile.traits() == (
        Trait(made, TraitKind.SECTOR, ("rev2:5610A", "restauration"), "Food"),
        Trait(size, TraitKind.SIZE, ("10-49",), ""),
    )


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (TraitInput(TraitKind.FREE, " "), "trait.name_missing", "name"),
        (TraitInput(TraitKind.AREA, "Here", " ; "), "trait.values_missing", "accepted"),
        (TraitInput(TraitKind.AREA, "Here", "35, Bretagne"), "trait.unreadable", "accepted"),
        (TraitInput(TraitKind.SIZE, "", "many"), "trait.unreadable", "accepted"),
        (TraitInput(TraitKind.BUYER, "", "everyone"), "trait.unreadable", "accepted"),
    ],
)
def test_what_is_missing_or_not_understood_is_said_beside_its_field(
    services: Services, given: TraitInput, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        services.profile.add(given)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert services.profile.traits() == ()


def test_the_pieces_not_understood_are_named(services: Services) -> None:
    with pytest.raises(DomainError) as caught:
        services.profile.add(TraitInput(TraitKind.AREA, "", "35, Bretagne, 44, Anjou"))
    assert caught.value.params == {"values": "Bretagne, Anjou"}


def test_the_facts_of_a_contact_are_all_that_is_stored(services: Services) -> None:
    contact, _card = people.lead(services)
    trait = services.profile.add(FREE).value
    assert services.profile.facts(contact) == ContactFacts()
    know(
        services,
        contact,
        nature="professional",
        buyer_kind="company",
        naf="56.10A",
        naf_version="rev2",
        sector="Restaurant",
        headcount_least=10,
        headcount_most=19,
        postal_code="35000",
    )
    services.profile.answer(contact, trait, Answer.YES)
    assert services.profile.facts(contact) == ContactFacts(
        nature=Nature.PROFESSIONAL,
        buyer=BuyerKind.COMPANY,
        naf="56.10A",
        naf_version=NafVersion.REV2,
        sector="Restaurant",
        headcount=Headcount(10, 19),
        postal_code="35000",
        free=((trait, Answer.YES),),
    )


def test_the_fit_lists_what_matches_and_what_to_ask(services: Services) -> None:
    contact, _card = people.lead(services)
    other, _card = people.lead(services, "Atelier Fauve")
    for given in (SECTOR, AREA, FREE):
        services.profile.add(given)
    know(services, contact, postal_code="35000", sector="Restauration rapide")
    know(services, other, postal_code="75011")
    fit = services.profile.fit(contact)
    assert [one.fit for one in fit.traits] == [Fit.MATCHED, Fit.MATCHED, Fit.NOT_KNOWN]
    fits = services.profile.fits((contact, other))
    assert fits[contact] == fit
    assert [one.fit for one in fits[other].traits] == [
        Fit.NOT_KNOWN,
        Fit.NOT_MATCHED,
        Fit.NOT_KNOWN,
    ]
    assert services.profile.fits() == fits


def test_facts_of_many_come_in_three_queries(services: Services) -> None:
    ids = [people.lead(services, f"Garage {number}")[0] for number in range(40)]
    asked: list[str] = []
    services.db.raw.set_trace_callback(asked.append)
    found = services.profile.facts_of(ids[:20])
    services.db.raw.set_trace_callback(None)
    assert set(found) == set(ids[:20])
    assert len(asked) == 3
    assert len(services.profile.facts_of()) == 40
    assert services.profile.facts_of(()) == {}


def test_tags_of_a_contact_are_among_its_facts(services: Services) -> None:
    contact, _card = people.lead(services)
    with services.db.step("tag"):
        services.db.raw.execute("INSERT INTO tags (id, name) VALUES (1, 'Salon')")
        services.db.raw.execute(
            "INSERT INTO contact_tags (contact_id, tag_id) VALUES (?, 1)", (contact,)
        )
    assert services.profile.facts(contact).tags == ("Salon",)


def test_a_contact_that_is_gone_has_no_facts(services: Services) -> None:
    with pytest.raises(DomainError) as caught:
        services.profile.facts(99)
    assert caught.value.code == "record.gone"


def test_not_known_takes_an_answer_back(services: Services) -> None:
    contact, _card = people.lead(services)
    trait = services.profile.add(FREE).value
    services.profile.answer(contact, trait, Answer.NO)
    services.profile.answer(contact, trait, Answer.YES)
    assert services.profile.facts(contact).free == ((trait, Answer.YES),)
    services.profile.answer(contact, trait, Answer.UNKNOWN)
    assert services.profile.facts(contact).free == ()
    services.undo()
    assert services.profile.facts(contact).free == ((trait, Answer.YES),)


def test_only_free_traits_are_answered(services: Services) -> None:
    contact, _card = people.lead(services)
    trait = services.profile.add(AREA).value
    with pytest.raises(DomainError) as caught:
        services.profile.answer(contact, trait, Answer.YES)
    assert caught.value.code == "trait.not_free"


def test_a_trait_goes_with_its_answers_and_comes_back_with_them(services: Services) -> None:
    contact, _card = people.lead(services)
    trait = services.profile.add(FREE).value
    services.profile.answer(contact, trait, Answer.YES)
    services.profile.remove(trait)
    assert services.profile.facts(contact).free == ()
    services.undo()
    assert services.profile.facts(contact).free == ((trait, Answer.YES),)


def test_traits_are_edited_and_ordered_each_in_one_step(services: Services) -> None:
    first = services.profile.add(SECTOR).value
    second = services.profile.add(AREA).value
    services.profile.order((second, first))
    services.profile.edit(first, FREE)
    assert services.profile.traits() == (
        Trait(second, TraitKind.AREA, ("35", "22")),
        Trait(first, TraitKind.FREE, (), "Sells online"),
    )
    services.undo()
    services.undo()
    assert [trait.id for trait in services.profile.traits()] == [first, second]
    assert services.profile.traits()[0].accepted == ("rev2:5610A", "restauration")


def test_the_archive_keeps_profile_answers_and_facts(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    contact, _card = people.lead(services)
    for given in (SECTOR, AREA, TraitInput(TraitKind.BUYER, "", "professional")):
        services.profile.add(given)
    trait = services.profile.add(FREE).value
    services.profile.answer(contact, trait, Answer.YES)
    know(services, contact, buyer_kind="public", naf="8411Z", naf_version="rev2")
    services.archive.write(tmp_path / "all.json")
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    assert other.profile.traits() == services.profile.traits()
    assert other.profile.facts_of() == services.profile.facts_of()
    other.close()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("profile_traits.kind", "mood"),
        ("profile_traits.accepted", '["Bretagne"]'),
        ("profile_traits.accepted", "[35]"),
        ("profile_traits.accepted", "[]"),
        ("contact_traits.answer", "perhaps"),
        ("contacts.buyer_kind", "robot"),
        ("contacts.naf_version", "rev9"),
        ("contacts.headcount_most", 3),
    ],
)
def test_an_archive_with_a_profile_that_cannot_be_is_refused(
    services: Services, tmp_path: Path, clock: FakeClock, place: str, value: object
) -> None:
    contact, _card = people.lead(services)
    services.profile.add(AREA)
    services.profile.answer(contact, services.profile.add(FREE).value, Answer.YES)
    path = tmp_path / "all.json"
    services.archive.write(path)
    archive = json.loads(path.read_text(encoding="utf-8"))
    table, column = place.split(".")
    archive[table][0][column] = value
    path.write_text(json.dumps(archive), encoding="utf-8")
    other = Services(open_data(tmp_path / "other.db"), clock)
    with pytest.raises(ExchangeError) as caught:
        other.archive.read(path)
    assert caught.value.code == "archive.damaged"
    other.close()
