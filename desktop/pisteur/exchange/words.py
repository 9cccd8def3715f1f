"""The words that files hold for the values of closed sets, read in French and English alike,
written in the user's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from pisteur.domain.text import fold
from pisteur.domain.words import Heat, Nature, OpportunityState
from pisteur.i18n import pgettext
from pisteur.labels import label

_NATURES = {
    Nature.CONSUMER: "consumer consommateur consommatrice particulier individual b2c"
    " private-person",
    Nature.PROFESSIONAL: "professional professionnel professionnelle pro b2b entreprise company",
    Nature.UNKNOWN: "unknown inconnu inconnue not-known non-connu",
}
_HEATS = {
    Heat.COLD: "cold froid froide",
    Heat.WARM: "warm tiede",
    Heat.HOT: "hot chaud chaude",
}
_STATES = {
    OpportunityState.OPEN: "open ouvert ouverte todo to-do en-cours in-progress active actif",
    OpportunityState.STANDBY: "standby stand-by en-attente on-hold en-pause",
    OpportunityState.WON: "won gagne gagnee gagnes gagnees closed-won cloture-gagne cloturee-gagnee"
    " ferme-gagne fermee-gagnee ferme-et-gagne signe signee signed vendu vendue sold"
    " affaire-gagnee deal-won conclu conclue",
    OpportunityState.LOST: "lost perdu perdue perdus perdues closed-lost cloture-perdu"
    " cloturee-perdue ferme-perdu fermee-perdue ferme-et-perdu cancelled canceled annule annulee"
    " affaire-perdue deal-lost abandonne abandonnee abandoned sans-suite refuse refusee",
}

_TOTALS = frozenset(("total", "totaux", "totals"))
_SURE_TOTALS = frozenset(("soustotal", "soustotaux", "subtotal", "subtotals", "grandtotal"))
_BEFORE_TOTALS = frozenset(("sous", "grand", "sub"))
_AFTER_TOTALS = frozenset(
    ("general", "generale", "ht", "ttc", "de", "des", "clients", "contacts", "lignes", "montants")
)
# “4 clients”, “14 230,50 €”; no day, and no “Cedex 6”.
_FIGURE = re.compile(r"(?!\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b)\W*\d[\d\W]*(?:[^\W\d]+\W*)?")


def is_total(name: str, others: Iterable[str]) -> bool:
    """Tell whether a row of this name, that reaches nobody, sums up those above it.

    A company is called Total, so that the bare word needs a figure beside it.

    Args:
        others: the other cells of the row.
    """
    first, *rest = re.findall(r"[^\W_]+", fold(name)) or [""]
    if first in _BEFORE_TOTALS and rest:
        first, *rest = [first + rest[0], *rest[1:]]
    if not all(each in _AFTER_TOTALS or each.isdecimal() for each in rest):
        return False
    if first in _SURE_TOTALS:
        return True
    figures = any(_FIGURE.fullmatch(text) for text in others)
    return first in _TOTALS and (bool(rest) or figures)


def read_state(text: str) -> str | None:
    """Return the value of `OpportunityState` that `text` names, or None."""
    plain = " ".join(re.split(r"[\W_]+", fold(text)))
    return next((value for value, names in _STATES.items() if _is_one(plain, names)), None)


def read_nature(text: str) -> str | None:
    """Return the value of `Nature` that `text` names, or None."""
    return next((value for value, names in _NATURES.items() if _is_one(text, names)), None)


def read_heat(text: str) -> str | None:
    """Return the value of `Heat` that `text` names, or None."""
    return next((value for value, names in _HEATS.items() if _is_one(text, names)), None)


def _is_one(text: str, names: str) -> bool:
    return "-".join(fold(text).strip(" .!").split()) in names.split()


def word(kind: type[StrEnum], value: str) -> str:
    """Return the word on screen for a value of a closed set; `value` itself when it is none."""
    try:
        return label(kind(value))
    except ValueError:
        return value


def nature_word(value: str) -> str:
    """Return the word for a value of `Nature`; nothing when it is not known."""
    return "" if value == Nature.UNKNOWN else word(Nature, value)


def point_word(stored: str) -> str:
    """Return what a phone number or address is for, as stored by lists; the user's own stays."""
    return {
        "mobile": pgettext("number", "mobile"),
        "work": pgettext("number", "work"),
        "home": pgettext("number", "home"),
        "fax": pgettext("number", "fax"),
        "other": pgettext("number", "other"),
    }.get(stored, stored)
