"""Reads the journal as far as it counts for persistence and heat, by the user's days.

What is asked of a journal is its latest lines and counts, by index: five thousand lines cost what
twenty do. The tests, which read them all, are the proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pisteur.domain.persistence import (
    ANSWERED,
    ATTEMPT_KINDS,
    WINDOW_DAYS,
    Exchange,
    Persistence,
    is_reply,
    measure,
)
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.domain.words import Direction, InteractionKind, Outcome
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


# Of one contact, up to today: lines after it come from a clock that was set wrong once.
_LINES = "FROM interactions i WHERE i.contact_id = :contact AND i.happened_at < :tomorrow"
_LATEST = "ORDER BY i.happened_at DESC, i.id DESC LIMIT 1"
_REPLY = f"(i.direction = '{Direction.INCOMING}' OR i.outcome IN ({_words(ANSWERED)}))"
_ATTEMPT = f"i.direction = '{Direction.OUTGOING}' AND i.kind IN ({_words(ATTEMPT_KINDS)})"
_HELD = (
    f"i.kind IN ('{InteractionKind.MEETING}', '{InteractionKind.VISIT}')"
    f" AND i.outcome IS NOT '{Outcome.NO_ANSWER}'"
)
_FIELDS = "i.happened_at, i.kind, i.direction, i.outcome"


class Recent(NamedTuple):
    """What of a journal decides how often its contact was approached.

    Attributes:
        exchanges: the latest reply, and the attempts of the last 30 days.
        unanswered_before: attempts before those 30 days that nothing answered.
        attempt_before: the latest of all attempts before them.
    """

    exchanges: tuple[Exchange, ...]
    unanswered_before: int
    attempt_before: date | None

    def measure(self, today: date, limit: int, more: Sequence[Exchange] = ()) -> Persistence:
        """Return what `domain.persistence.measure` says of the whole journal.

        Args:
            more: what is about to be written, of today.
        """
        found = measure((*self.exchanges, *more), today=today, limit=limit)
        before = 0 if any(map(is_reply, more)) else self.unanswered_before
        attempts = (found.last_attempt_on, self.attempt_before)
        return found._replace(
            unanswered=found.unanswered + before,
            last_attempt_on=max((on for on in attempts if on is not None), default=None),
        )


class Signs(NamedTuple):
    """What a journal says of the heat of its contact."""

    reply: Exchange | None
    met_on: date | None
    unanswered: int


class Exchanges:
    """Reads journals for one moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._rows = workspace.db.rows
        self._workspace = workspace
        self._today = workspace.clock.today()
        self._tomorrow = _begin(self._today + timedelta(days=1))

    def persistence(self, contact_id: int) -> Persistence:
        """Return how often a contact was approached."""
        limit = self._workspace.setting(ATTEMPTS_LIMIT)
        return self.recent(contact_id).measure(self._today, limit)

    def recent(self, contact_id: int) -> Recent:
        """Read what decides on the persistence."""
        since = _begin(self._today - timedelta(days=WINDOW_DAYS - 1))
        reply = self._latest(contact_id, _REPLY)
        attempts = self._ask(
            f"SELECT {_FIELDS} {_LINES} AND i.happened_at >= :since AND {_ATTEMPT}",
            contact_id,
            since=since,
        )
        before = self._ask(
            f"SELECT i.happened_at {_LINES} AND i.happened_at < :since AND {_ATTEMPT} {_LATEST}",
            contact_id,
            since=since,
        )
        unanswered = self._attempts(contact_id, reply, since)
        read = [_exchange(*row) for row in attempts]
        if reply is not None and reply not in read:
            read.append(reply)
        return Recent(
            tuple(read),
            unanswered,
            _day(before[0][0]) if before else None,
        )

    def signs(self, contact_id: int) -> Signs:
        """Read what decides on the heat."""
        reply = self._latest(contact_id, _REPLY)
        met = self._latest(contact_id, _HELD)
        unanswered = self._attempts(contact_id, reply, self._tomorrow)
        return Signs(reply, met.on if met else None, unanswered)

    def _latest(self, contact_id: int, condition: str) -> Exchange | None:
        found = self._ask(f"SELECT {_FIELDS} {_LINES} AND {condition} {_LATEST}", contact_id)
        return _exchange(*found[0]) if found else None

    def _attempts(self, contact_id: int, reply: Exchange | None, until: str) -> int:
        """Count the attempts after the day of a reply, and before an instant."""
        sql = f"SELECT count(*) {_LINES} AND i.happened_at < :until AND {_ATTEMPT}"
        after = ""
        if reply is not None:
            after = _begin(reply.on + timedelta(days=1))
            sql += " AND i.happened_at >= :after"
        return int(self._ask(sql, contact_id, until=until, after=after)[0][0])

    def _ask(self, sql: str, contact_id: int, **more: str) -> list[tuple[str, ...]]:
        asked: dict[str, object] = {"contact": contact_id, "tomorrow": self._tomorrow, **more}
        return self._rows(sql, asked)


def _exchange(happened_at: str, kind: str, direction: str, outcome: str | None) -> Exchange:
    return Exchange(
        on=_day(happened_at),
        kind=InteractionKind(kind),
        direction=Direction(direction),
        outcome=Outcome(outcome) if outcome else None,
    )


def _day(happened_at: str) -> date:
    return datetime.fromisoformat(happened_at).astimezone().date()


def _begin(day: date) -> str:
    """Return when a day begins where the user is, as instants are stored."""
    return instant_to_text(datetime.combine(day, time()).astimezone())
