"""Calls made one after the other, one name at a time: what came of each, and where one stands.

`pisteur.services.call_sessions` reads and writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class CallResult(StrEnum):
    """What came of one name; a qualification shows by itself."""

    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    NOT_INTERESTED = "not_interested"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CallBack:
    """They want to be called again."""

    on: date
    at: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotInterested:
    """They said no.

    Attributes:
        reason: key of a loss reason, for the deal if there is one.
        objects: whether they do not want to be called again (product rule 9).
    """

    reason: str
    note: str = ""
    objects: bool = False


@dataclass(frozen=True, slots=True)
class CallName:
    """Whom to call now.

    Attributes:
        opportunity_id: their newest running deal, None without one.
        place: `trade · town`, what tells them apart.
        attempts: how many calls were made before, answered or not.
        again_on: when another try is proposed if there is no answer; None at the user’s limit.
    """

    contact_id: int
    opportunity_id: int | None
    name: str
    company: str
    place: str
    phone: str
    list_name: str
    attempts: int
    last: str
    again_on: date | None


@dataclass(frozen=True, slots=True)
class CallSessionView:
    """A session as it stands; `current` is None when everyone was called.

    Attributes:
        done: how many names were dealt with, those skipped included.
        questions: what to ask: of the required criteria that are not known yet.
    """

    id: int
    name: str
    total: int
    done: int
    call_back: int
    qualified: int
    current: CallName | None
    questions: tuple[str, ...] = ()
