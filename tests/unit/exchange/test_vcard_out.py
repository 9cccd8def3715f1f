"""Address cards, read back by a program that did not write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import vobject  # type: ignore[import-untyped] # it has no types, and reads only here
from hypothesis import given, settings
from hypothesis import strategies as st

from pisteur.domain.records import ContactRecord, LabelledValue
from pisteur.exchange.vcard_out import Version
from support.files_out import contacts_to_vcard

FULL = ContactRecord(
    civility="Mme",
    given_name="Inès",
    family_name="Roche; Lœwe",
    company="Atelier Fauve, cœur de ville",
    job_title="Gérante",
    emails=(LabelledValue("ines@exemple.fr", "work"), LabelledValue("privee@exemple.fr", "home")),
    phones=(LabelledValue("06 39 98 00 01", "mobile"), LabelledValue("0049 30 1234567", "work")),
    street="4 rue Neuve\nBâtiment B",
    postal_code="01000",
    city="Bourg-en-Bresse",
    country="France",
    website="exemple.fr",
    siret="73282932000074",
    tags=("web", "à revoir, vite"),
    notes="Première ligne\nDeuxième ; longue, assez longue pour être pliée et repliée encore ✉",
    uid="3f1c7a52-0000-4000-8000-000000000001",
    updated_at=datetime(2026, 11, 20, 8, 15, tzinfo=UTC),
)
VERSIONS: tuple[Version, ...] = ("3.0", "4.0")


def text(*records: ContactRecord, version: Version = "4.0") -> str:
    return contacts_to_vcard(records, version=version).decode()


def lines(*records: ContactRecord, version: Version = "4.0") -> list[str]:
    return text(*records, version=version).replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("version", VERSIONS)
def test_vobject_reads_the_same_fields(version: Version) -> None:
    (card,) = vobject.readComponents(text(FULL, version=version))
    assert card.version.value == version
    assert card.fn.value == "Inès Roche; Lœwe"
    assert (card.n.value.family, card.n.value.given) == ("Roche; Lœwe", "Inès")
    assert card.n.value.prefix == "Mme"
    assert card.org.value == ["Atelier Fauve, cœur de ville"]
    assert card.title.value == "Gérante"
    address = card.adr.value
    assert (address.street, address.code, address.city) == (
        "4 rue Neuve\nBâtiment B",
        "01000",
        "Bourg-en-Bresse",
    )
    assert card.note.value == FULL.notes
    assert card.categories.value == ["web", "à revoir, vite"]
    assert card.url.value == "https://exemple.fr"
    assert card.rev.value == "20261120T081500Z"
    assert [mail.value for mail in card.email_list] == ["ines@exemple.fr", "privee@exemple.fr"]
    assert "work" in [kind.lower() for kind in card.email_list[0].params["TYPE"]]


def test_version_4_has_phones_as_addresses_that_can_be_called() -> None:
    found = lines(FULL)
    assert 'TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+33639980001' in found
    assert 'TEL;VALUE=uri;TYPE="work,voice":tel:+49301234567' in found
    assert "UID:urn:uuid:3f1c7a52-0000-4000-8000-000000000001" in found
    assert "KIND:individual" in found


def test_version_3_has_phones_as_they_are_written() -> None:
    found = lines(FULL, version="3.0")
    assert "TEL;TYPE=CELL;TYPE=VOICE;TYPE=PREF:06 39 98 00 01" in found
    assert "UID:3f1c7a52-0000-4000-8000-000000000001" in found
    assert not any(line.startswith("KIND") for line in found)


def test_a_number_that_nobody_can_call_from_elsewhere_stays_as_it_is() -> None:
    found = lines(ContactRecord(phones=(LabelledValue("3949"),)))
    assert "TEL;TYPE=voice;PREF=1:3949" in found
    assert "FN:3949" in found


def test_a_company_is_no_person() -> None:
    found = lines(ContactRecord(company="Garage Morel"))
    assert {"KIND:org", "FN:Garage Morel", "ORG:Garage Morel", "N:;;;;"} <= set(found)


@pytest.mark.parametrize("version", VERSIONS)
def test_lines_end_with_crlf_and_are_folded_at_75_octets(version: Version) -> None:
    content = contacts_to_vcard([FULL], version=version)
    assert content.count(b"\n") == content.count(b"\r\n")
    folded = content.split(b"\r\n")
    assert max(len(line) for line in folded) <= 75
    for line in folded:
        # No character is cut in two.
        line.decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_web_address_with_commas_and_semicolons_is_read_back_whole(version: Version) -> None:
    address = "https://exemple.fr/carte;v=2/menu,midi?jour=1,2;3"
    record = ContactRecord(family_name="Roche", website=address)
    (card,) = vobject.readComponents(text(record, version=version))
    assert card.url.value == address


HOSTILE = st.text(
    st.sampled_from('a:;,\\"\r\n\t\x00\x0b\x1f\x85\u2028\u2029é🙂\u202eBEGINVC')
    | st.characters(codec="utf-8"),
    max_size=60,
)


@settings(max_examples=80, deadline=None)
@given(name=HOSTILE, note=HOSTILE, point=HOSTILE, site=HOSTILE)
@pytest.mark.parametrize("version", VERSIONS)
def test_no_text_can_add_a_line_of_its_own(
    version: Version, name: str, note: str, point: str, site: str
) -> None:
    hostile = ContactRecord(
        family_name="x" + name + "\r\nTEL:1",
        company="x" + note,
        notes="x" + note + "\nEND:VCARD\r\nBEGIN:VCARD",
        emails=(LabelledValue(point),),
        website="x" + site,
        uid="x" + name + "\nURL:http://x.example",
    )
    found = [re.split("[:;]", line, maxsplit=1)[0] for line in lines(hostile, version=version)]
    plain = ContactRecord(
        family_name="x",
        company="x",
        notes="x",
        emails=(LabelledValue("x"),),
        website="x",
        uid="x",
    )
    assert found == [
        re.split("[:;]", line, maxsplit=1)[0] for line in lines(plain, version=version)
    ]
    (card,) = vobject.readComponents(text(hostile, version=version))
    assert card.fn.value.startswith("x")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_known_has_no_line(version: Version) -> None:
    found = lines(ContactRecord(family_name="Roche"), version=version)
    names = [line.partition(":")[0] for line in found if line]
    kind = ["KIND"] if version == "4.0" else []
    assert names == ["BEGIN", "VERSION", "PRODID", *kind, "FN", "N", "END"]
