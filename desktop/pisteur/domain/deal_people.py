"""Who has a part in a deal, and what a user asks for about them: frozen values for the services.

Source of the rule: who uses a thing is not always who buys it; a contact's roles on a deal are
separate from its status (product section 1). When the person cannot decide, the deal goes to the
one who does, and the first one keeps a part in it (product section 3, Qualification dialog).
"""

from __future__ import annotations

from dataclasses import dataclass

from pisteur.domain.errors import DomainError
from pisteur.domain.reach import digits, normalise_email
from pisteur.domain.words import DealRole, PointKind

_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Someone who is known already, or a name and one way to reach, as typed.

    Attributes:
        contact_id: who it is; None for someone new.
        name: of someone new.
        reach: a phone number or an e-mail address, or nothing yet.
    """

    contact_id: int | None = None
    name: str = ""
    reach: str = ""


def reach_kind(reach: str) -> PointKind | None:
    """Return what a way to reach somebody is; None for nothing.

    Raises:
        DomainError: `person.reach_unreadable` beside `reach`.
    """
    if not reach:
        return None
    if "@" in reach and normalise_email(reach):
        return PointKind.EMAIL
    if "@" in reach or len(digits(reach)) < _FEWEST_DIGITS:
        raise DomainError("person.reach_unreadable", field="reach", text=reach)
    return PointKind.PHONE


@dataclass(frozen=True, slots=True)
class Refer:
    """Hand a deal over to the person who decides.

    Attributes:
        decider: who decides.
        role: what the present contact of the deal is for it from now on.
        moves_actions: what is planned with the present contact for the deal is to be done with
            the one who decides.
    """

    opportunity_id: int
    decider: PersonInput
    role: DealRole = DealRole.USER
    moves_actions: bool = True


@dataclass(frozen=True, slots=True)
class AddDealPerson:
    """Give someone a part in a deal."""

    opportunity_id: int
    person: PersonInput
    role: DealRole


@dataclass(frozen=True, slots=True)
class DealPersonView:
    """Someone with a part in a deal.

    Attributes:
        id: of the part, not of the contact.
    """

    id: int
    contact_id: int
    name: str
    company: str
    role: DealRole


@dataclass(frozen=True, slots=True)
class PartView:
    """A deal of somebody else in which a contact has a part.

    Attributes:
        contact_id, contact_name: whom the deal is with.
        title: what the card is called.
    """

    opportunity_id: int
    contact_id: int
    contact_name: str
    title: str
    role: DealRole
