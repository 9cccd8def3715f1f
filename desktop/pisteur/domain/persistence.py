"""Persistent, not annoying: attempts of the last 30 days, the last reply, the user's limit.

Source of the rule: product rule 6; for consumers the fifth call within 30 days is refused by
law, which is for the caller of this module to know: here the limit is the user's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pisteur.domain.words import Direction, InteractionKind, Outcome

WINDOW_DAYS = 30
"""Length of the window in days, today included."""

# A meeting was agreed on and a note disturbs nobody.
ATTEMPT_KINDS = frozenset(
    {
        InteractionKind.CALL,
        InteractionKind.EMAIL,
        InteractionKind.MESSAGE,
        InteractionKind.VISIT,
    }
)
ANSWERED = frozenset({Outcome.YES, Outcome.NO, Outcome.AMBIGUOUS})


class Exchange(NamedTuple):
    """One line of the journal, as far as it counts here."""

    on: date
    kind: InteractionKind
    direction: Direction
    outcome: Outcome | None = None


class Persistence(NamedTuple):
    """How often someone was approached.

    Attributes:
        attempts: in the last 30 days.
        unanswered: attempts since the last reply, over all time.
        last_attempt_on, last_reply_on: None when there was none.
        limit: attempts in 30 days that the user allows.
        free_again_on: first day on which one more attempt stays within the limit; today when
            it does already.
    """

    attempts: int
    unanswered: int
    last_attempt_on: date | None
    last_reply_on: date | None
    limit: int
    free_again_on: date

    @property
    def reached(self) -> bool:
        """Whether one more attempt would pass the limit: the moment to warn."""
        return self.attempts >= self.limit

    @property
    def passed(self) -> bool:
        """Whether the limit is passed already."""
        return self.attempts > self.limit


def is_attempt(exchange: Exchange) -> bool:
    """Return whether the user approached the contact, whatever came of it."""
    return exchange.direction is Direction.OUTGOING and exchange.kind in ATTEMPT_KINDS


def is_reply(exchange: Exchange) -> bool:
    """Return whether the contact said something: wrote, called, or answered the user."""
    return exchange.direction is Direction.INCOMING or exchange.outcome in ANSWERED


def measure(exchanges: Iterable[Exchange], *, today: date, limit: int) -> Persistence:
    """Count the attempts of one contact; exchanges may come in any order.

    Those after `today` (a clock set wrong once) don't count. A reply on the day of an attempt
    answers it.

    Args:
        limit: attempts in 30 days, at least 1.
    """
    known = [exchange for exchange in exchanges if exchange.on <= today]
    attempts = sorted(exchange.on for exchange in known if is_attempt(exchange))
    last_reply = max((exchange.on for exchange in known if is_reply(exchange)), default=None)
    window = timedelta(days=WINDOW_DAYS)
    recent = [on for on in attempts if on > today - window]
    return Persistence(
        attempts=len(recent),
        unanswered=sum(last_reply is None or on > last_reply for on in attempts),
        last_attempt_on=attempts[-1] if attempts else None,
        last_reply_on=last_reply,
        limit=limit,
        free_again_on=recent[-limit] + window if len(recent) >= limit else today,
    )
