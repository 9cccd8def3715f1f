"""Templates are filled in without losing a word, and open the mail program as written."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.templates import (
    FIELD_NAMES,
    MAX_MAILTO,
    Field,
    Message,
    Template,
    field_named,
    gaps_in,
    greeting,
    language_of,
    mail_link,
    placeholder,
    render,
)
from pisteur.domain.text import clean_block, clean_line


def template(body: str, subject: str = "") -> Template:
    return Template("own", "Own", subject, body)


def message(body: str, subject: str = "Devis") -> Message:
    return Message(subject, body, (), ())


@pytest.mark.parametrize("language", FIELD_NAMES)
@pytest.mark.parametrize("field", Field)
def test_every_field_has_a_name_in_each_language_that_leads_back_to_it(
    field: Field, language: str
) -> None:
    assert field_named(FIELD_NAMES[language][field]) is field
    assert [gap.field for gap in gaps_in(f"x {placeholder(field, language)} y")] == [field]


@pytest.mark.parametrize(
    "name", ["prénom", "Prénom", "PRENOM", "prenom", " prénom ", "first name", "First_Name"]
)
def test_a_field_is_understood_however_it_is_typed(name: str) -> None:
    assert field_named(name) is Field.FIRST_NAME


def test_fields_are_filled_in_subject_and_body() -> None:
    found = render(
        template("{bonjour},\n\nVoici {affaire}.", "Pour {entreprise}"),
        {Field.GREETING: "Bonjour Léa", Field.DEAL: "votre devis", Field.COMPANY: "Atelier Nord"},
    )
    assert found == Message("Pour Atelier Nord", "Bonjour Léa,\n\nVoici votre devis.", (), ())


def test_what_is_missing_is_listed_once_and_stays_to_be_seen() -> None:
    found = render(
        template("{prénom}, {ville} {Prenom}", "{montant}"), {Field.CITY: " ", Field.DEAL: "x"}
    )
    assert found.missing == (Field.AMOUNT, Field.FIRST_NAME, Field.CITY)
    assert (found.subject, found.body) == ("{montant}", "{prénom}, {ville} {Prenom}")


@pytest.mark.parametrize(
    "text", ["{age du capitaine}", "{}", "{ {prénom", "}{", "{a\nb}", "%s {0}"]
)
def test_braces_that_hold_no_field_stay_as_typed(text: str) -> None:
    found = render(template(text), {Field.FIRST_NAME: "Léa"})
    assert found.body == text
    assert found.missing == ()


def test_what_is_no_field_is_told() -> None:
    assert render(template("{ville} {âge}"), {Field.CITY: "Metz"}).unknown == ("{âge}",)


def test_braces_in_a_value_are_not_filled_again() -> None:
    found = render(template("{nom} {ville}"), {Field.LAST_NAME: "{ville}", Field.CITY: "{nom}"})
    assert found.body == "{ville} {nom}"
    assert found.missing == ()


def test_a_subject_stays_on_one_line() -> None:
    assert render(template("", "{nom}"), {Field.LAST_NAME: "a\r\nBcc: x"}).subject == "a Bcc: x"


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(Field), st.text(max_size=20)))
def test_any_text_can_be_a_template(text: str, values: dict[Field, str]) -> None:
    found = render(template(text, text), values)
    fields = {gap.field for gap in gaps_in(text)}
    assert set(found.missing) <= fields
    if not fields:
        assert found.body == clean_block(text)
        assert found.subject == clean_line(text)


@pytest.mark.parametrize(
    ("hello", "civility", "given_name", "family_name", "expected"),
    [
        ("Bonjour", "Mme", "Léa", "Petit", "Bonjour Madame Petit"),
        ("Bonjour", "M.", "", "Petit", "Bonjour Monsieur Petit"),
        ("Bonjour", "Mlle", "", "Petit", "Bonjour Madame Petit"),
        ("Bonjour", "Me", "", "Petit", "Bonjour Maître Petit"),
        ("Bonjour", "Comtesse", "", "Petit", "Bonjour Comtesse Petit"),
        ("Bonjour", "", "Léa", "Petit", "Bonjour Léa"),
        ("Bonjour", "Mme", "Léa", "", "Bonjour Léa"),
        ("Bonjour", "Mme", "", "", "Bonjour"),
        ("Bonjour", "", "", "Petit", "Bonjour"),
        ("Hello", "Mr", "", "Petit", "Hello Mr Petit"),
    ],
)
def test_a_greeting_says_what_is_known_and_no_more(
    hello: str, civility: str, given_name: str, family_name: str, expected: str
) -> None:
    found = greeting(hello, civility=civility, given_name=given_name, family_name=family_name)
    assert found == expected


def test_accents_spaces_and_line_breaks_reach_the_mail_program() -> None:
    link = mail_link("lea@nord.example", message("Été\n1 + 1 & 2 ?", "Devis n° 3"))
    assert link.url == (
        "mailto:lea@nord.example?subject=Devis%20n%C2%B0%203"
        "&body=%C3%89t%C3%A9%0D%0A1%20%2B%201%20%26%202%20%3F"
    )
    assert not link.body_left_out


def test_an_address_cannot_add_a_header() -> None:
    link = mail_link("a@b.example?bcc=x@y.example&body=z\r\n", message("Texte"))
    parts = urlsplit(link.url)
    assert set(parse_qs(parts.query)) == {"subject", "body"}
    assert unquote(parts.path) == "a@b.example?bcc=x@y.example&body=z"


def test_a_text_too_long_for_mail_programs_is_left_out_whole() -> None:
    room = MAX_MAILTO - len(mail_link("a@b.example", message("")).url)
    fits = mail_link("a@b.example", message("a" * room))
    assert len(fits.url) == MAX_MAILTO
    assert not fits.body_left_out
    longer = mail_link("a@b.example", message("a" * (room + 1)))
    assert longer.body_left_out
    assert longer.url == "mailto:a@b.example?subject=Devis"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
def test_any_text_is_read_back_from_the_link(text: str) -> None:
    link = mail_link("a@b.example", message(f"{text}\n{text}", text))
    query = urlsplit(link.url).query
    found = parse_qs(query, keep_blank_values=True)
    assert found["subject"] == [text]
    if not link.body_left_out:
        assert found["body"] == [f"{text}\r\n{text}"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("{bonjour}, {prénom}", "fr"),
        ("{hello}, {first name}", "en"),
        ("{source}", "fr"),
        ("nothing", "fr"),
        ("{hello} {prénom} {mon nom}", "fr"),
    ],
)
def test_the_language_of_a_text_is_that_of_most_of_its_fields(text: str, language: str) -> None:
    assert language_of(text, "fr") == language


def test_an_open_text_has_the_language_given() -> None:
    assert language_of("{source}", "en") == "en"


def test_gaps_are_where_the_fields_stand() -> None:
    text = "« {prénom} », {other} {PRENOM}"
    assert [(text[gap.start : gap.end], gap.field) for gap in gaps_in(text)] == [
        ("{prénom}", Field.FIRST_NAME),
        ("{PRENOM}", Field.FIRST_NAME),
    ]
