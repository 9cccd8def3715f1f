"""Heat of a contact, proposed from evidence: cold, warm or hot, with the reasons as data.

Source of the rule: cold is who did not ask to be contacted; hot is who asked, is interested and
close to buying; warm lies between (product section 1, Heat). The user sets the heat; this only
proposes. Days are local calendar dates.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.words import Heat, Outcome


class HeatLimits(NamedTuple):
    """Ages in days, and how many attempts without answer cool down; each for a reason.

    Attributes:
        hot_days: a month: whoever asked for something has not yet found it elsewhere.
        warm_days: half a year: the need may still be there, the name is remembered.
        unanswered: four attempts, which is also the most that the law allows towards a consumer
            in 30 days.
    """

    hot_days: int = 30
    warm_days: int = 180
    unanswered: int = 4


class HeatEvidence(NamedTuple):
    """What is known; None means that it never happened.

    Attributes:
        asked_on: latest day on which they asked to be contacted.
        replied_on: latest reply, of any kind, with how it ended in `reply`.
        met_on: latest meeting or visit held.
        meeting_on: next meeting agreed, today or later.
        quoted_on: latest quote that is still open.
        unanswered: attempts since the latest sign of life.
    """

    asked_on: date | None = None
    replied_on: date | None = None
    reply: Outcome | None = None
    met_on: date | None = None
    meeting_on: date | None = None
    quoted_on: date | None = None
    unanswered: int = 0


class HeatReasonKind(StrEnum):
    """Why a heat is proposed."""

    ASKED = "asked"
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    AMBIGUOUS = "ambiguous"
    REPLIED = "replied"
    MET = "met"
    MEETING_PLANNED = "meeting_planned"
    QUOTE_OPEN = "quote_open"
    NO_ANSWER = "no_answer"
    NEVER_REACTED = "never_reacted"


class HeatReason(NamedTuple):
    """One reason.

    Attributes:
        heat: what this piece of evidence alone speaks for; for NO_ANSWER the heat it leads to.
        on: the day of the evidence.
        days: its age; negative for a meeting to come.
        attempts: for NO_ANSWER, how many.
    """

    kind: HeatReasonKind
    heat: Heat
    on: date | None = None
    days: int | None = None
    attempts: int | None = None


class HeatProposal(NamedTuple):
    """The heat, and its reasons: what speaks for the most heat first, what cools down last."""

    heat: Heat
    reasons: tuple[HeatReason, ...]


DEFAULT_LIMITS = HeatLimits()
_DEGREES = (Heat.COLD, Heat.WARM, Heat.HOT)
_REPLIES = {
    Outcome.YES: HeatReasonKind.SAID_YES,
    Outcome.NO: HeatReasonKind.SAID_NO,
    Outcome.AMBIGUOUS: HeatReasonKind.AMBIGUOUS,
}


def propose_heat(
    evidence: HeatEvidence, today: date, limits: HeatLimits = DEFAULT_LIMITS
) -> HeatProposal:
    """Propose a heat.

    - Each sign speaks for a heat by its kind and age: having asked, a yes and a meeting are hot
      up to `hot_days` and warm up to `warm_days`; other replies and an open quote are warm up
      to `warm_days`; older signs are cold. A meeting to come is hot.
    - The hottest sign decides. An open quote, and a reply on its day or after that is neither no
      nor ambiguous and at most `hot_days` old, are hot together: the offer is being weighed.
    - A clear no ends all that came before or on its day; what came later still counts.
    - `unanswered` attempts or more cool down by one degree.
    """
    reasons = _signs(evidence, today, limits)
    heat = _hottest(reasons)
    if heat is Heat.WARM and _quote_is_weighed(evidence, today, limits):
        heat = Heat.HOT
        reasons = [
            found._replace(heat=heat) if found.kind is HeatReasonKind.QUOTE_OPEN else found
            for found in reasons
        ]
    reasons.sort(key=lambda found: -_DEGREES.index(found.heat))
    if not reasons:
        reasons.append(HeatReason(HeatReasonKind.NEVER_REACTED, Heat.COLD))
    if evidence.unanswered >= limits.unanswered:
        heat = _DEGREES[max(_DEGREES.index(heat) - 1, 0)]
        reasons.append(HeatReason(HeatReasonKind.NO_ANSWER, heat, attempts=evidence.unanswered))
    return HeatProposal(heat, tuple(reasons))


def _signs(evidence: HeatEvidence, today: date, limits: HeatLimits) -> list[HeatReason]:
    """Return what the contact did or was sent, save what a later no put an end to."""
    kinds = HeatReasonKind
    hot, warm = Heat.HOT, Heat.WARM
    reply = kinds.REPLIED if evidence.reply is None else _REPLIES.get(evidence.reply, kinds.REPLIED)
    refused_on = evidence.replied_on if reply is kinds.SAID_NO else None
    signs = (
        (kinds.MEETING_PLANNED, evidence.meeting_on, hot),
        (kinds.ASKED, evidence.asked_on, hot),
        (reply, evidence.replied_on, hot if reply is kinds.SAID_YES else warm),
        (kinds.MET, evidence.met_on, hot),
        (kinds.QUOTE_OPEN, evidence.quoted_on, warm),
    )
    found = []
    for kind, on, best in signs:
        if on is None:
            continue
        days = (today - on).days
        if kind is kinds.SAID_NO:
            found.append(HeatReason(kind, Heat.COLD, on, days))
        elif refused_on is None or on > refused_on:
            found.append(HeatReason(kind, _by_age(days, best, limits), on, days))
    return found


def _by_age(days: int, best: Heat, limits: HeatLimits) -> Heat:
    if best is Heat.HOT and days <= limits.hot_days:
        return Heat.HOT
    return Heat.WARM if days <= limits.warm_days else Heat.COLD


def _hottest(reasons: list[HeatReason]) -> Heat:
    return max((found.heat for found in reasons), key=_DEGREES.index, default=Heat.COLD)


def _quote_is_weighed(evidence: HeatEvidence, today: date, limits: HeatLimits) -> bool:
    """Say whether they reacted to an open quote lately, other than by no or by "perhaps"."""
    quoted, replied = evidence.quoted_on, evidence.replied_on
    if quoted is None or replied is None or evidence.reply in (Outcome.NO, Outcome.AMBIGUOUS):
        return False
    return replied >= quoted and (today - replied).days <= limits.hot_days
