"""Message templates: fields in braces, filled in, and the link that opens the mail program.

A field is written as its reader calls it, `{prénom}` or `{first name}`; both languages are
always understood, without regard to case and accents, so that a template survives a change of
language. Braces that hold no field stay as typed: nothing that a user writes is an error.
Not for sending: Pisteur sends nothing, it hands over to the mail program or the clipboard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote

from pisteur.domain.text import clean_block, clean_line, fold

MAX_MAILTO = 2000
"""Longest mailto address handed over, in characters: Outlook stops at 2046, Windows at 2083."""


class Field(StrEnum):
    """What a template may name."""

    GREETING = "greeting"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COMPANY = "company"
    CITY = "city"
    DEAL = "deal"
    AMOUNT = "amount"
    OFFER = "offer"
    NEED = "need"
    QUOTE_REFERENCE = "quote_reference"
    QUOTE_SENT_ON = "quote_sent_on"
    QUOTE_EXPIRES_ON = "quote_expires_on"
    LAST_SALE = "last_sale"
    SOURCE = "source"
    RESOURCE = "resource"
    MY_NAME = "my_name"
    MY_COMPANY = "my_company"
    MY_TRADE = "my_trade"
    MY_PHONE = "my_phone"


FIELD_NAMES: Mapping[str, Mapping[Field, str]] = {
    "fr": {
        Field.GREETING: "bonjour",
        Field.FIRST_NAME: "prénom",
        Field.LAST_NAME: "nom",
        Field.COMPANY: "entreprise",
        Field.CITY: "ville",
        Field.DEAL: "affaire",
        Field.AMOUNT: "montant",
        Field.OFFER: "offre",
        Field.NEED: "besoin",
        Field.QUOTE_REFERENCE: "référence du devis",
        Field.QUOTE_SENT_ON: "date du devis",
        Field.QUOTE_EXPIRES_ON: "fin du devis",
        Field.LAST_SALE: "dernier achat",
        Field.SOURCE: "source",
        Field.RESOURCE: "lien utile",
        Field.MY_NAME: "mon nom",
        Field.MY_COMPANY: "mon entreprise",
        Field.MY_TRADE: "mon métier",
        Field.MY_PHONE: "mon téléphone",
    },
    "en": {
        Field.GREETING: "hello",
        Field.FIRST_NAME: "first name",
        Field.LAST_NAME: "last name",
        Field.COMPANY: "company",
        Field.CITY: "city",
        Field.DEAL: "deal",
        Field.AMOUNT: "amount",
        Field.OFFER: "offer",
        Field.NEED: "need",
        Field.QUOTE_REFERENCE: "quote reference",
        Field.QUOTE_SENT_ON: "quote date",
        Field.QUOTE_EXPIRES_ON: "quote end",
        Field.LAST_SALE: "last purchase",
        Field.SOURCE: "source",
        Field.RESOURCE: "useful link",
        Field.MY_NAME: "my name",
        Field.MY_COMPANY: "my company",
        Field.MY_TRADE: "my trade",
        Field.MY_PHONE: "my phone",
    },
}
"""How each field is called, by language; part of the format of templates, hence not gettext's."""


class TemplatePurpose(StrEnum):
    """What a shipped template is for; also its key."""

    FIRST_CONTACT = "first_contact"
    USEFUL_RESOURCE = "useful_resource"
    QUOTE_SENT = "quote_sent"
    REMINDER = "reminder"
    LAST_MESSAGE = "last_message"
    THANKS = "thanks"
    SATISFACTION = "satisfaction"
    WAKE_UP = "wake_up"


class Template(NamedTuple):
    """A message to fill in.

    Attributes:
        key: a `TemplatePurpose` for shipped ones, anything else for the user's own.
        name: as listed.
    """

    key: str
    name: str
    subject: str
    body: str


class Message(NamedTuple):
    """A template filled in.

    Attributes:
        subject: one line.
        missing: fields without a value, in the order met; they stay in the text, in braces.
        unknown: what stood in braces and is no field, as typed.
    """

    subject: str
    body: str
    missing: tuple[Field, ...]
    unknown: tuple[str, ...]


class MailLink(NamedTuple):
    """What opens the mail program.

    Attributes:
        url: a mailto address.
        body_left_out: whether the text was too long for it; then it goes to the clipboard.
    """

    url: str
    body_left_out: bool


_BRACED = re.compile(r"\{([^{}\n]{1,40})\}")
_SEPARATORS = re.compile(r"[\s_\-]+")


def _known_as(name: str) -> str:
    return _SEPARATORS.sub(" ", fold(name)).strip()


_BY_NAME = {
    _known_as(name): field for names in FIELD_NAMES.values() for field, name in names.items()
}


def field_named(name: str) -> Field | None:
    """Return the field that is called `name` in either language; case and accents don't matter."""
    return _BY_NAME.get(_known_as(name))


def placeholder(field: Field, language: str) -> str:
    """Return a field as it is put into a text, in `fr` or `en`: `{prénom}`."""
    return "{" + FIELD_NAMES[language][field] + "}"


def language_of(text: str, otherwise: str) -> str:
    """Return the language whose names most fields of `text` have; `otherwise` when it is open."""
    found = [_known_as(name) for name in _BRACED.findall(text)]
    scores = {
        language: sum(name in {_known_as(own) for own in names.values()} for name in found)
        for language, names in FIELD_NAMES.items()
    }
    return max(scores, key=lambda language: (scores[language], language == otherwise))


class Gap(NamedTuple):
    """A field that still stands in a text, in braces, from `start` up to `end`."""

    start: int
    end: int
    field: Field


def gaps_in(text: str) -> tuple[Gap, ...]:
    """Return what is left to fill in, in the order of the text."""
    found = ((match, field_named(match.group(1))) for match in _BRACED.finditer(text))
    return tuple(Gap(match.start(), match.end(), own) for match, own in found if own is not None)


def render(template: Template, values: Mapping[Field, str]) -> Message:
    """Fill a template in; an empty value counts as missing.

    Values are put in as they are: braces inside them are text, never fields.
    """
    missing: dict[Field, None] = {}
    unknown: dict[str, None] = {}

    def fill(match: re.Match[str]) -> str:
        field = field_named(match.group(1))
        if field is None:
            unknown[match.group(0)] = None
            return match.group(0)
        value = values.get(field, "").strip()
        if not value:
            missing[field] = None
            return match.group(0)
        return value

    subject = clean_line(_BRACED.sub(fill, template.subject))
    body = clean_block(_BRACED.sub(fill, template.body))
    return Message(subject, body, tuple(missing), tuple(unknown))


_CIVILITIES = {
    "m": "Monsieur",
    "mr": "Monsieur",
    "mme": "Madame",
    "mlle": "Madame",
    "me": "Maître",
    "dr": "Docteur",
}


def greeting(hello: str, *, civility: str, given_name: str, family_name: str) -> str:
    """Return how a message begins: `Bonjour Madame Petit`, `Bonjour Léa`, or `Bonjour` alone.

    A civility with the family name comes first, for one who was never met; French
    abbreviations are written out after `Bonjour`, as good manners want.

    Args:
        hello: the word of greeting in the language of the template.
    """
    title, family = civility.strip(), family_name.strip()
    if hello == "Bonjour":
        title = _CIVILITIES.get(title.rstrip(".").lower(), title)
    if title and family:
        return f"{hello} {title} {family}"
    return f"{hello} {given_name.strip()}".strip()


def mail_link(address: str, message: Message) -> MailLink:
    """Return the mailto address for a message, by RFC 6068.

    Everything but letters, digits and `-._~` is percent-encoded in UTF-8, line breaks as CR LF;
    the address can't add a header. A text too long for mail programs is left out, not cut.
    """
    to = quote(clean_line(address), safe="@")
    url = f"mailto:{to}?subject={quote(message.subject, safe='')}"
    body = quote(message.body.replace("\n", "\r\n"), safe="")
    whole = f"{url}&body={body}"
    if len(whole) <= MAX_MAILTO:
        return MailLink(whole, body_left_out=False)
    return MailLink(url, body_left_out=True)
