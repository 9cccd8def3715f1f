"""The fields of message templates in words: dates and amounts as a person writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pisteur.domain.templates import (
    Field,
    Message,
    Template,
    greeting,
    language_of,
    placeholder,
    render,
)
from pisteur.domain.writing import Facts
from pisteur.i18n import current_language
from pisteur.presentation import formats


def write(template: Template, facts: Facts, hellos: Mapping[str, str]) -> Message:
    """Fill a template in; what is not known stays in the text, in braces, to be seen."""
    language = language_of(template.subject + template.body, current_language())
    return render(template, field_values(facts, hellos.get(language, "")))


def field_values(facts: Facts, hello: str) -> dict[Field, str]:
    """Return each field in words; empty where it is not known.

    The resource and the need are never known: the one who writes says them.
    """
    cents = facts.amount_cents
    return {
        Field.GREETING: greeting(
            hello,
            civility=facts.civility,
            given_name=facts.given_name,
            family_name=facts.family_name,
        ),
        Field.FIRST_NAME: facts.given_name,
        Field.LAST_NAME: facts.family_name,
        Field.COMPANY: facts.company,
        Field.CITY: facts.city,
        Field.DEAL: facts.deal,
        Field.AMOUNT: "" if cents is None else formats.money(cents),
        Field.OFFER: facts.offer,
        Field.QUOTE_REFERENCE: facts.quote_reference,
        Field.QUOTE_SENT_ON: _day(facts.quoted_on),
        Field.QUOTE_EXPIRES_ON: _day(facts.quote_expires_on),
        Field.LAST_SALE: formats.month_and_year(facts.last_sale_on) if facts.last_sale_on else "",
        Field.SOURCE: facts.source,
        Field.MY_NAME: facts.my_name,
        Field.MY_COMPANY: facts.my_company,
        Field.MY_TRADE: facts.my_trade,
        Field.MY_PHONE: formats.phone(facts.my_phone).replace(formats.NBSP, " "),
    }


def field_title(field: Field) -> str:
    """Return what a field is called, without braces, in the language that is spoken."""
    return placeholder(field, current_language())[1:-1]


def _day(day: date | None) -> str:
    return formats.full_date(day) if day else ""
