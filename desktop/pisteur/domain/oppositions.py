"""Who asked not to be approached, and on which channel (product rule 9).

An opposition needs no reason and holds until it is lifted (CNIL, 27 January 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pisteur.domain.words import FollowUpKind


class Channel(StrEnum):
    """A way to approach someone: PHONE is calls and text messages, ALL every way."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"
    ALL = "all"


APPROACHES = {
    Channel.PHONE: (FollowUpKind.CALL,),
    Channel.EMAIL: (FollowUpKind.EMAIL,),
    Channel.POST: (),
    # Whatever is found out, the contact is asked. A meeting was agreed, a task is one's own.
    Channel.ALL: (FollowUpKind.CALL, FollowUpKind.EMAIL, FollowUpKind.FIND_OUT),
}
"""The planned actions that approach a contact on a channel."""


@dataclass(frozen=True, slots=True)
class Opposition:
    """An opposition as it stands."""

    id: int
    channel: Channel
    objected_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Oppose:
    """Note that a contact objected on a channel."""

    contact_id: int
    channel: Channel
    objected_on: date
    note: str = ""


def barred_kinds(oppositions: Sequence[Opposition]) -> frozenset[FollowUpKind]:
    """Return the planned actions that oppositions bar."""
    return frozenset(kind for each in oppositions for kind in APPROACHES[each.channel])


def barring(oppositions: Sequence[Opposition], channel: Channel) -> Opposition | None:
    """Return the opposition that bars a channel, the widest first; None when it is free."""
    found = [each for each in oppositions if each.channel in (channel, Channel.ALL)]
    return max(found, key=lambda each: each.channel is Channel.ALL, default=None)
