"""Calls made one after the other, one name at a time: what came of each, and where one stands.

`pisteur.services.call_sessions` reads and writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from pisteur.domain.templates import Template
from pisteur.domain.working_days import Region
from pisteur.domain.writing import Facts


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
class CallSaid:
    """What was said before of a name that is looked at again.

    Attributes:
        result: None for one who was qualified meanwhile.
        on, at: when they are to be called again, None when that was not planned or is done.
        reason: key of the loss reason of the deal, None without one.
    """

    result: CallResult | None
    note: str = ""
    on: date | None = None
    at: time | None = None
    reason: str | None = None
    objects: bool = False


@dataclass(frozen=True, slots=True)
class CallName:
    """Whom to call now.

    Attributes:
        opportunity_id: their newest running deal, None without one.
        place: `trade · town`, what tells them apart.
        phone: empty when they may not be called any more.
        attempts: how many calls were made before, answered or not.
        again_on: when another try is proposed if there is no answer; None at the user’s limit.
        said: what was said of them in this session; None when they are still to be called.
        before_id, after_id: who was dealt with just before and after them, None without.
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
    said: CallSaid | None = None
    before_id: int | None = None
    after_id: int | None = None


@dataclass(frozen=True, slots=True)
class CallNext:
    """A call that a session planned and that is still to do."""

    name: str
    on: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class CallSummary:
    """What came of a session.

    Attributes:
        called, reached: those who were tried, and those of them who answered.
        left: those who were not called, skipped ones apart.
        planned: the next calls that were planned, the soonest first, a few of them.
        planned_besides: how many more of them there are.
    """

    called: int = 0
    reached: int = 0
    no_answer: int = 0
    call_back: int = 0
    not_interested: int = 0
    qualified: int = 0
    skipped: int = 0
    left: int = 0
    planned: tuple[CallNext, ...] = ()
    planned_besides: int = 0


@dataclass(frozen=True, slots=True)
class CallSessionView:
    """A session as it stands; `current` is None when everyone was called.

    Attributes:
        done: how many names were dealt with, those skipped included.
        questions: what to ask: of the required criteria that are not known yet.
        script: what to say, with the fields of templates.
        facts, hellos: what the fields stand for, and how a greeting begins, by language.
        last_id: who was dealt with last, None at the beginning.
        region: whose public holidays no proposed call falls on.
    """

    id: int
    name: str
    total: int
    done: int
    call_back: int
    qualified: int
    current: CallName | None
    questions: tuple[str, ...] = ()
    script: str = ""
    facts: Facts = field(default_factory=Facts)
    hellos: Mapping[str, str] = field(default_factory=dict)
    summary: CallSummary = CallSummary()
    last_id: int | None = None
    region: Region = Region.FRANCE


@dataclass(frozen=True, slots=True)
class BegunCalls:
    """A session that was left, to be resumed."""

    id: int
    began_on: date
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What starting a session takes.

    Attributes:
        name: what it is called; with `list_id`, where it comes from.
        contact_ids: those who can be called, in their order.
        left_out: how many have no number, or asked not to be called.
        script: that of the last session from there.
        begun: one from there that was left with names to call.
    """

    name: str
    list_id: int | None
    contact_ids: tuple[int, ...]
    left_out: int
    script: str
    templates: tuple[Template, ...]
    begun: BegunCalls | None


@dataclass(frozen=True, slots=True)
class StartCalls:
    """Start a session; what was left from the same source is finished with it."""

    name: str
    contact_ids: tuple[int, ...]
    list_id: int | None = None
    script: str = ""
