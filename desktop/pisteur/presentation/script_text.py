"""What to say on the phone: a script with everything filled in, for nobody can say braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pisteur.domain.templates import Field, field_named, greeting, language_of
from pisteur.domain.writing import Facts
from pisteur.i18n import current_language
from pisteur.presentation.field_values import field_values

UNKNOWN = "…"

_FIELD = r"\{([^{}\n]{1,40})\}"
_BLANKS = r"([ \u00a0]*)"
# A given name and a family name side by side are one name.
_FIELDS = re.compile(rf"{_BLANKS}{_FIELD}(?:{_BLANKS}{_FIELD})?")
_GREETS = re.compile(r"\b(?:bonjour|bonsoir|hello|hi|good morning),?\Z", re.IGNORECASE)
_FULL_NAME = (Field.FIRST_NAME, Field.LAST_NAME)


def script_text(script: str, facts: Facts, hellos: Mapping[str, str]) -> str:
    """Fill a script in.

    Whoever is greeted by name is greeted as one speaks: with the civility, or with given and
    family name; without any of them, without a name. A name that is not known elsewhere is the
    company's. Anything else that is not known is a pause.
    """
    hello = hellos.get(language_of(script, current_language()), "")
    values = field_values(facts, hello)

    def said(blanks: str, name: str, *, greets: bool) -> str:
        field = field_named(name)
        if field is None:
            return f"{blanks}{{{name}}}"
        value = values.get(field, "").strip()
        if field in _FULL_NAME:
            value = _greeted(value, facts, hello) if greets else value or _called(facts)
            return blanks + value if value else ""
        return blanks + (value or UNKNOWN)

    def fill(match: re.Match[str]) -> str:
        blanks, first, between, second = match.groups()
        greets = _GREETS.search(match.string[: match.start()]) is not None
        if second is None:
            return said(blanks, first, greets=greets)
        if (field_named(first), field_named(second)) == _FULL_NAME:
            given = facts.given_name.strip()
            whole = f"{given} {facts.family_name.strip()}".strip() if given else ""
            value = _greeted(whole, facts, hello) if greets else _called(facts)
            return blanks + value if value else ""
        return said(blanks, first, greets=greets) + said(between, second, greets=False)

    return _FIELDS.sub(fill, script)


def _greeted(own: str, facts: Facts, hello: str) -> str:
    """Return the name that follows a greeting, `own` if the given name is in it."""
    given = facts.given_name.strip()
    if given and own.startswith(given):
        return own
    whole = f"{given} {facts.family_name.strip()}" if given else ""
    said = greeting(hello, civility=facts.civility, given_name=whole, family_name=facts.family_name)
    return said.removeprefix(hello).strip()


def _called(facts: Facts) -> str:
    whole = f"{facts.given_name} {facts.family_name}".strip()
    return whole or facts.company.strip() or UNKNOWN
