"""The buyer's own progress on a deal, and what helps at each step.

Before buying, one perceives a problem, looks for information, evaluates it, then decides. Steps
may repeat, go back or be left out, and do not lead to a purchase by themselves: no transition is
refused here, none changes a status. The words of each help are data (`selling` of the shipped
files).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class BuyingStep(StrEnum):
    """Where the buyer is, in the usual order."""

    PROBLEM_SEEN = "problem_seen"
    SEARCHING = "searching"
    EVALUATING = "evaluating"
    DECIDING = "deciding"


class Help(StrEnum):
    """Something the user can do that helps the buyer on."""

    ASK_WHAT_HURTS = "ask_what_hurts"
    ASK_COST_OF_WAITING = "ask_cost_of_waiting"
    TELL_SIMILAR_CASE = "tell_similar_case"
    GIVE_RESOURCE = "give_resource"
    EXPLAIN_CHOICES = "explain_choices"
    ASK_WHAT_THEY_TRIED = "ask_what_they_tried"
    ASK_HOW_THEY_COMPARE = "ask_how_they_compare"
    SHOW_PROOF = "show_proof"
    ANSWER_OBJECTIONS = "answer_objections"
    ASK_WHO_DECIDES = "ask_who_decides"
    SEND_SIMPLE_QUOTE = "send_simple_quote"
    ASK_FOR_DECISION = "ask_for_decision"
    AGREE_DATE = "agree_date"


HELP: Mapping[BuyingStep, tuple[Help, ...]] = {
    BuyingStep.PROBLEM_SEEN: (
        Help.ASK_WHAT_HURTS,
        Help.ASK_COST_OF_WAITING,
        Help.TELL_SIMILAR_CASE,
    ),
    BuyingStep.SEARCHING: (
        Help.GIVE_RESOURCE,
        Help.EXPLAIN_CHOICES,
        Help.ASK_WHAT_THEY_TRIED,
    ),
    BuyingStep.EVALUATING: (
        Help.ASK_HOW_THEY_COMPARE,
        Help.SHOW_PROOF,
        Help.ANSWER_OBJECTIONS,
        Help.ASK_WHO_DECIDES,
    ),
    BuyingStep.DECIDING: (
        Help.SEND_SIMPLE_QUOTE,
        Help.ASK_FOR_DECISION,
        Help.AGREE_DATE,
    ),
}
"""What helps at each step, the most useful first."""

_ORDER = tuple(BuyingStep)


class Visit(NamedTuple):
    """The buyer came to a step on a day; a deal keeps every visit."""

    on: date
    step: BuyingStep


class Journey(NamedTuple):
    """The visits of one deal, summed up.

    Attributes:
        step: where the buyer is; None when nobody said so yet.
        since: first day there.
        times: how often the buyer was there, this time included.
        steps_back: how often the buyer went back to an earlier step.
    """

    step: BuyingStep | None
    since: date | None
    times: int
    steps_back: int


NOWHERE = Journey(None, None, 0, 0)
"""The journey of a deal of which nobody said yet where the buyer is."""


def is_step_back(previous: BuyingStep, following: BuyingStep) -> bool:
    """Return whether the buyer goes back; allowed, and a sign that something is not answered."""
    return _ORDER.index(following) < _ORDER.index(previous)


def follow(visits: Iterable[Visit]) -> Journey:
    """Sum up the visits of a deal, given in the order in which they were recorded.

    Recording the step where the buyer is already doesn't begin it anew.
    """
    moves: list[Visit] = []
    for visit in visits:
        if not moves or moves[-1].step is not visit.step:
            moves.append(visit)
    if not moves:
        return Journey(None, None, 0, 0)
    last = moves[-1]
    return Journey(
        step=last.step,
        since=last.on,
        times=sum(move.step is last.step for move in moves),
        steps_back=sum(is_step_back(before.step, after.step) for before, after in pairwise(moves)),
    )


def proposed_help(step: BuyingStep, done: Iterable[Help] = ()) -> tuple[Help, ...]:
    """Return what helps at a step, what was done already left out."""
    without = set(done)
    return tuple(found for found in HELP[step] if found not in without)
