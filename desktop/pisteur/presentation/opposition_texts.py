"""Sentences about oppositions."""

from __future__ import annotations

from pisteur.domain.oppositions import Opposition
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import full_date


def approach_title(name: str) -> str:
    """Return the question before somebody who objected is approached."""
    return _("Approach {name} all the same?").format(name=name)


def opposition_text(given: Opposition) -> str:
    """Return what somebody objected to, since when, and in which words."""
    text = _("Objected to {channel} on {day}.").format(
        channel=label(given.channel), day=full_date(given.objected_on)
    )
    return f"{text} {given.note}" if given.note else text
