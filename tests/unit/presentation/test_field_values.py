"""The fields of templates in words, as a person writes them."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur import i18n
from pisteur.domain.templates import Field, Template
from pisteur.domain.writing import Facts
from pisteur.presentation.field_values import field_title, field_values, write

FACTS = Facts(
    civility="Mme",
    given_name="Inès",
    family_name="Roche",
    company="Élan",
    city="Lyon",
    deal="Site",
    amount_cents=123450,
    offer="Vitrine",
    quote_reference="D-7",
    quoted_on=date(2026, 11, 12),
    quote_expires_on=date(2026, 12, 1),
    last_sale_on=date(2025, 3, 4),
    source="salon",
    my_name="Zoé",
    my_company="Zed",
    my_trade="graphiste",
    my_phone="+33639981234",
)
HELLOS = {"fr": "Bonjour", "en": "Hello"}


def test_every_field_that_can_be_known_has_its_words() -> None:
    i18n.set_language("fr")
    assert field_values(FACTS, "Bonjour") == {
        Field.GREETING: "Bonjour Madame Roche",
        Field.FIRST_NAME: "Inès",
        Field.LAST_NAME: "Roche",
        Field.COMPANY: "Élan",
        Field.CITY: "Lyon",
        Field.DEAL: "Site",
        Field.AMOUNT: "1\u202f234,50\u00a0€",
        Field.OFFER: "Vitrine",
        Field.QUOTE_REFERENCE: "D-7",
        Field.QUOTE_SENT_ON: "12/11/2026",
        Field.QUOTE_EXPIRES_ON: "01/12/2026",
        Field.LAST_SALE: "mars 2025",
        Field.SOURCE: "salon",
        Field.MY_NAME: "Zoé",
        Field.MY_COMPANY: "Zed",
        Field.MY_TRADE: "graphiste",
        Field.MY_PHONE: "06 39 98 12 34",
    }


def test_what_is_not_known_is_missing_and_stays_to_be_seen() -> None:
    made = write(Template("k", "n", "{amount}", "{useful link} {last purchase}"), Facts(), HELLOS)
    assert (made.subject, made.body) == ("{amount}", "{useful link} {last purchase}")
    assert made.missing == (Field.AMOUNT, Field.RESOURCE, Field.LAST_SALE)


@pytest.mark.parametrize(
    ("body", "said"), [("{bonjour},", "Bonjour Madame Roche,"), ("{hello},", "Hello Mme Roche,")]
)
def test_the_greeting_is_in_the_language_of_the_template(body: str, said: str) -> None:
    i18n.set_language("fr")
    assert write(Template("k", "n", "", body), FACTS, HELLOS).body == said


def test_a_field_is_called_as_the_reader_calls_it() -> None:
    assert field_title(Field.RESOURCE) == "useful link"
    i18n.set_language("fr")
    assert field_title(Field.RESOURCE) == "lien utile"
