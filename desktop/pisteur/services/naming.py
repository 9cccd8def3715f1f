"""What a contact is called on screen and how lists sort it."""

from __future__ import annotations

from pisteur.domain.text import fold
from pisteur.domain.words import PointKind
from pisteur.storage.tables import Contact, ContactPoint


def full_name(given: str, family: str) -> str:
    """Return the name as one says it."""
    return f"{given} {family}".strip()


def set_names(contact: Contact, points: list[ContactPoint]) -> None:
    """Fill the names that follow from the others: whole name, display name, sort keys.

    A trace is shown by what there is of it: name, company, e-mail, phone, in this order.
    """
    contact.name = full_name(contact.given_name, contact.family_name) or contact.name
    ways = sorted(points, key=lambda point: (point.kind != PointKind.EMAIL, point.position))
    reach = next((point.value for point in ways), "")
    contact.display_name = contact.name or contact.company or reach
    contact.sort_name = fold(contact.display_name)
    contact.sort_company = fold(contact.company)
