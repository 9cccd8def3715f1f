"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FakeClock:
    """Starts on Sunday 22 November 2026, 10 o'clock in Paris."""

    def __init__(self, instant: datetime = START) -> None:
        self._instant = instant

    def now(self) -> datetime:
        return self._instant

    def today(self) -> date:
        return self._instant.date()

    def advance(self, **step: float) -> None:
        """Move forward by a timedelta given as keywords."""
        self._instant += timedelta(**step)

    def go_to(self, day: date) -> None:
        """Move to nine o'clock UTC of a day."""
        self._instant = datetime.combine(day, time(9), UTC)
