"""The words that files hold for the values of closed sets, read in French and English alike,
written in the user's language.
"""

from __future__ import annotations

from pisteur.domain.text import fold
from pisteur.domain.words import FollowUpKind, Heat, Nature, Status
from pisteur.i18n import _, pgettext

_NATURES = {
    Nature.CONSUMER: "consumer consommateur consommatrice particulier individual b2c prive",
    Nature.PROFESSIONAL: "professional professionnel professionnelle pro b2b entreprise company",
    Nature.UNKNOWN: "unknown inconnu inconnue",
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
    return fold(text).strip(" .!") in names.split()


def nature_word(value: str) -> str:
    """Return the word for a value of `Nature`; nothing when it is unknown."""
    return (
        {
            Nature.CONSUMER: _("Consumer"),
            Nature.PROFESSIONAL: _("Professional"),
        }.get(Nature(value), "")
        if value
        else ""
    )


def heat_word(value: str) -> str:
    """Return the word for a value of `Heat`, or nothing."""
    words = {Heat.COLD: _("Cold"), Heat.WARM: _("Warm"), Heat.HOT: _("Hot")}
    return words[Heat(value)] if value else ""


def status_word(value: str) -> str:
    """Return the word for a value of `Status`, or nothing."""
    words = {
        Status.LEAD: _("Lead"),
        Status.PROSPECT: _("Prospect"),
        Status.CUSTOMER: _("Customer"),
        Status.DORMANT: _("Dormant customer"),
    }
    return words[Status(value)] if value else ""


def kind_word(value: str) -> str:
    """Return the word for a value of `FollowUpKind`; `value` itself when it is none."""
    words: dict[str, str] = {
        FollowUpKind.CALL: pgettext("FollowUpKind", "Call"),
        FollowUpKind.EMAIL: pgettext("FollowUpKind", "E-mail"),
        FollowUpKind.MEETING: pgettext("FollowUpKind", "Meeting"),
        FollowUpKind.TASK: pgettext("FollowUpKind", "Task"),
        FollowUpKind.FIND_OUT: pgettext("FollowUpKind", "Find out"),
    }
    return words.get(value, value)
