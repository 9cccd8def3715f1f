"""What the profile asks of a contact: kept by the editor, brought in by lists."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from pisteur.domain.commands import EditContact
from pisteur.domain.decisions import Decisions, Take
from pisteur.domain.errors import DomainError
from pisteur.domain.records import ParsedLeads
from pisteur.domain.traits import BuyerKind, Headcount, NafVersion
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Nature
from pisteur.exchange.leads import parse_leads
from pisteur.services.services import Services
from support import people


def leads(*rows: str) -> ParsedLeads:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text("\n".join(["Société;Email;Code NAF", *rows]) + "\n", encoding="utf-8")
        return parse_leads(path)


def bring_in(services: Services, *rows: str, decisions: Decisions | None = None) -> dict[str, int]:
    options = ImportOptions(decisions=decisions or Decisions())
    return services.importing.apply(leads(*rows), options).value.as_json()


def edit(services: Services, **fields: object) -> EditContact:
    contact, _card = people.lead(services)
    return replace(EditContact(contact, company="Garage Morel"), **fields)  # type: ignore[arg-type]


def test_what_is_known_of_a_buyer_is_kept_and_undone(services: Services) -> None:
    command = edit(
        services,
        buyer=BuyerKind.COMPANY,
        trade="garage, 45.20A",
        naf_version=NafVersion.NAF2025,
        headcount="3 à 5",
    )
    blank = services.profile.facts(command.contact_id)
    services.contacts.edit(command)
    facts = services.profile.facts(command.contact_id)
    assert (facts.buyer, facts.nature) == (BuyerKind.COMPANY, Nature.PROFESSIONAL)
    assert (facts.sector, facts.naf, facts.naf_version) == ("garage", "4520A", NafVersion.NAF2025)
    assert facts.headcount == Headcount(3, 5)
    services.undo()
    assert services.profile.facts(command.contact_id) == blank


def test_a_private_person_is_one_in_both_words(services: Services) -> None:
    command = edit(services, buyer=BuyerKind.CONSUMER, nature=Nature.PROFESSIONAL)
    services.contacts.edit(command)
    assert services.profile.facts(command.contact_id).nature is Nature.CONSUMER


def test_an_edition_without_a_code_is_not_kept(services: Services) -> None:
    command = edit(services, trade="garage")
    services.contacts.edit(command)
    assert services.profile.facts(command.contact_id).naf_version is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"trade": "45.20A, 56.10A"}, "contact.several_naf"),
        ({"headcount": "some"}, "contact.headcount_unreadable"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    services: Services, fields: dict[str, str], code: str
) -> None:
    command = edit(services, city="Rennes", **fields)
    with pytest.raises(DomainError) as caught:
        services.contacts.edit(command)
    assert caught.value.code == code
    assert services.contact_view.contact(command.contact_id).city == ""


def test_a_code_of_a_list_is_a_fact_of_the_edition_in_force(services: Services) -> None:
    report = bring_in(services, "Garage Morel;a@example.org;45.20a", "Studio;b@example.org;")
    facts = services.profile.facts_of()
    assert [(one.naf, one.naf_version) for one in facts.values()] == [
        ("4520A", NafVersion.REV2),
        ("", None),
    ]
    assert report["new"] == 2
    assert services.db.rows("SELECT count(*) FROM interactions")[0][0] == 0


def test_a_code_that_cannot_be_read_is_kept_as_a_note(services: Services) -> None:
    bring_in(services, "Garage Morel;a@example.org;garages et ateliers")
    assert services.db.rows("SELECT naf, naf_version FROM contacts") == [("", None)]
    assert services.db.rows("SELECT body FROM interactions") == [("NAF : garages et ateliers",)]


def test_the_same_codes_again_change_nothing_and_a_new_one_fills_a_gap(
    services: Services,
) -> None:
    rows = ("Garage Morel;a@example.org;45.20A", "Studio;b@example.org;sans")
    bring_in(services, *rows)
    again = bring_in(services, *rows)
    assert again["identical"] == 2
    filled = bring_in(services, "Garage Morel;a@example.org;4520A", "Studio;b@example.org;74.10Z")
    assert (filled["identical"], filled["fills_gap"]) == (1, 1)
    other = bring_in(services, "Garage Morel;a@example.org;56.10A")
    assert other["conflict"] == 1
    assert services.profile.facts(1).naf == "4520A"
    with services.db.step("edition"):
        services.db.raw.execute("UPDATE contacts SET naf_version = 'naf2025' WHERE id = 1")
    bring_in(services, "Garage Morel;a@example.org;56.10A", decisions=Decisions(conflict=Take.ALL))
    assert services.profile.facts(1).naf_version is NafVersion.REV2
    assert services.profile.facts(1).naf == "5610A"
    services.undo()
    assert services.profile.facts(1).naf == "4520A"
