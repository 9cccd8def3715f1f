"""Answers to a call or message: yes, no, unclear, none, and what follows from each, as data.

Source of the rule: "no answer" is an outcome of a call, not a refusal; the aim of follow-up is a
clear yes or no; an ambiguous answer keeps its own mark (product rule 5). A consequence is a
proposal: the user decides, and nothing here changes anything.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.persistence import Persistence
from pisteur.domain.templates import TemplatePurpose
from pisteur.domain.words import FollowUpKind, Outcome
from pisteur.domain.working_days import Region, add_working_days, working_day_from


class Proposal(StrEnum):
    """What is proposed after an answer."""

    AGREE_NEXT_STEP = "agree_next_step"
    LOSE = "lose"
    ASK_CLOSING_QUESTION = "ask_closing_question"
    TRY_AGAIN = "try_again"
    LAST_MESSAGE = "last_message"
    STAND_BY = "stand_by"


class Consequence(NamedTuple):
    """What an answer leads to.

    Attributes:
        is_reply: whether the contact said something; cancels the cadence that waits for it.
        is_open: whether a clear yes or no is still to be had; such an answer is marked.
        kind: of the action proposed, None when none is.
        template: key of the message template that helps, empty for none.
        in_working_days: days from today to the action; None when there is none.
    """

    proposal: Proposal
    is_reply: bool
    is_open: bool
    kind: FollowUpKind | None = None
    template: str = ""
    in_working_days: int | None = None


CALLS_BEFORE_WRITING = 2
"""Attempts in a row without an answer after which another channel is proposed."""

_YES = Consequence(
    Proposal.AGREE_NEXT_STEP,
    is_reply=True,
    is_open=False,
    kind=FollowUpKind.TASK,
    in_working_days=1,
)
_NO = Consequence(Proposal.LOSE, is_reply=True, is_open=False)
_AMBIGUOUS = Consequence(
    Proposal.ASK_CLOSING_QUESTION,
    is_reply=True,
    is_open=True,
    kind=FollowUpKind.CALL,
    in_working_days=2,
)
_CALL_AGAIN = Consequence(
    Proposal.TRY_AGAIN,
    is_reply=False,
    is_open=True,
    kind=FollowUpKind.CALL,
    in_working_days=2,
)
_WRITE = _CALL_AGAIN._replace(
    kind=FollowUpKind.EMAIL, template=TemplatePurpose.USEFUL_RESOURCE, in_working_days=1
)
_LAST_MESSAGE = Consequence(
    Proposal.LAST_MESSAGE,
    is_reply=False,
    is_open=True,
    kind=FollowUpKind.EMAIL,
    template=TemplatePurpose.LAST_MESSAGE,
    in_working_days=5,
)
_STAND_BY = Consequence(Proposal.STAND_BY, is_reply=False, is_open=True)


def consequence_of(outcome: Outcome, persistence: Persistence) -> Consequence:
    """Return what is proposed after an answer.

    Without an answer: call again; after two attempts in a row, write something useful; with one
    attempt left within the user's limit, a last message that makes a no easy; at the limit,
    leave them in peace until a date.

    Args:
        persistence: of the contact, the exchange that was answered counted already.
    """
    if outcome is Outcome.YES:
        return _YES
    if outcome is Outcome.NO:
        return _NO
    if outcome is Outcome.AMBIGUOUS:
        return _AMBIGUOUS
    if persistence.reached:
        return _STAND_BY
    if persistence.unanswered >= CALLS_BEFORE_WRITING:
        one_left = persistence.attempts == persistence.limit - 1
        return _LAST_MESSAGE if one_left else _WRITE
    return _CALL_AGAIN


def due_day(
    consequence: Consequence,
    persistence: Persistence,
    *,
    today: date,
    region: Region = Region.FRANCE,
) -> date | None:
    """Return the working day proposed for the action, or for the end of a standby.

    A standby at the limit ends on the first day when an attempt is within it again. None when
    nothing is to be planned (a clear no).
    """
    if consequence.proposal is Proposal.STAND_BY:
        return working_day_from(persistence.free_again_on, region)
    if consequence.in_working_days is None:
        return None
    return add_working_days(today, consequence.in_working_days, region)
