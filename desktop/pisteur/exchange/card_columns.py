"""The columns that address cards can fill: what they mean, their order and their headings.

Not how they are filled: that is `vcards`.
"""

from __future__ import annotations

from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Target
from pisteur.i18n import _, plain

ADDRESS = (
    (2, Field.STREET),
    (1, Field.STREET),
    (3, Field.CITY),
    (4, Field.REGION),
    (5, Field.POSTAL_CODE),
    (6, Field.COUNTRY),
)
"""Where each part of an address stands in a card."""

Key = tuple[Field, str]
"""What a column means and of which kind: Field.PHONE and `work`."""


def every_key() -> list[Key]:
    """Return every column there may be, in the order in which they are shown."""
    names = (Field.CIVILITY, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.NAME)
    order: list[Key] = [(each, "") for each in (*names, Field.COMPANY, Field.JOB_TITLE)]
    kinds = ("mobile", "work", "", "home", "other")
    order += [(Field.PHONE, kind) for kind in kinds]
    order += [(Field.EMAIL, kind) for kind in ("work", "", "home", "other", "mobile")]
    places = dict.fromkeys(meaning for _place, meaning in ADDRESS)
    order += [(each, kind) for kind in ("work", "", "home", "other", "mobile") for each in places]
    rest = (Field.WEBSITE, Field.SIRET, Field.TAGS, Field.NOTES)
    order += [(each, "") for each in rest]
    order += [(Field.EXTRA, kind) for kind in ("department", "address", "")]
    return order


def target_of(key: Key) -> Target:
    """Return what the column of `key` is brought in as."""
    meaning, kind = key
    return Target(meaning, "" if meaning is Field.EXTRA else kind)


def heading_of(key: Key) -> str:
    """Return what to call the column of `key`."""
    meaning, kind = key
    kinds = {
        "work": _("work"),
        "home": _("home"),
        "mobile": _("mobile"),
        "other": _("other"),
        "department": _("Department"),
        "address": _("Other address"),
    }
    if meaning is Field.EXTRA:
        return kinds.get(kind, _("Other website"))
    title = _titles()[meaning]
    return plain(_("{what} ({kind})")).format(what=title, kind=kinds[kind]) if kind else title


def _titles() -> dict[Field, str]:
    return {
        Field.CIVILITY: _("Salutation"),
        Field.GIVEN_NAME: _("Given name"),
        Field.MIDDLE_NAME: _("Middle name"),
        Field.FAMILY_NAME: _("Family name"),
        Field.NAME: _("Full name"),
        Field.COMPANY: _("Company"),
        Field.JOB_TITLE: _("Job title"),
        Field.PHONE: _("Phone"),
        Field.EMAIL: _("E-mail"),
        Field.STREET: _("Street"),
        Field.CITY: _("City"),
        Field.REGION: _("Region"),
        Field.POSTAL_CODE: _("Postal code"),
        Field.COUNTRY: _("Country"),
        Field.WEBSITE: _("Website"),
        Field.SIRET: _("SIRET"),
        Field.TAGS: _("Tags"),
        Field.NOTES: _("Notes"),
    }
