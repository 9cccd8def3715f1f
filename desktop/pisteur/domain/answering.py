"""What the dialogs know when an action is done or an exchange written: what to propose, and why.

Plain values that `services.answering` reads; the rules are in `answers` and `persistence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pisteur.domain.answers import Consequence
from pisteur.domain.persistence import Persistence
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import Outcome
from pisteur.domain.working_days import Region


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed after an answer.

    Attributes:
        title: what the action could be called.
        due_on: working day of the action, or the end of a standby; None when there is none.
        persistence: of the contact, the exchange counted.
    """

    outcome: Outcome
    consequence: Consequence
    title: str
    due_on: date | None
    persistence: Persistence


@dataclass(frozen=True, slots=True)
class Planned:
    """What stays planned once an action is done: the next of its deal, or its own next time.

    Attributes:
        again: whether it is the same action that repeats.
    """

    title: str
    due_on: date
    again: bool = False


@dataclass(frozen=True, slots=True)
class Prospects:
    """How things stand with a contact before something is planned.

    Attributes:
        closing_questions: what to ask after an unclear answer.
    """

    region: Region
    persistence: Persistence
    proposed: Mapping[Outcome, Proposed] = field(default_factory=dict)
    closing_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """An action that is being completed.

    Attributes:
        planned: what stays planned for its deal without a reply; None for nothing.
        planned_after_reply: the same when the contact has replied.
        stopped_by_reply: the cadence that a reply stops; empty for none.
        won: whether its deal is won, so that nothing is left to win, lose or put aside.
    """

    action: FollowUpView
    prospects: Prospects
    planned: Planned | None = None
    planned_after_reply: Planned | None = None
    stopped_by_reply: str = ""
    won: bool = False
