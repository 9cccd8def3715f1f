"""The words that files hold for the values of closed sets, read in French and English alike,
written in the user's language.
"""

from __future__ import annotations

from enum import StrEnum

from pisteur.domain.text import fold
from pisteur.domain.words import Heat, Nature
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
