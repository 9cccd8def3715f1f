"""Column types: instants and times of day as ISO text that sorts and reads without SQLAlchemy."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeDecorator


def instant_to_text(value: datetime) -> str:
    """Return an aware instant as `2026-11-22T09:12:00Z`.

    Raises:
        ValueError: if `value` has no time zone.
    """
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def text_to_instant(text: str) -> datetime:
    """Return the instant that `instant_to_text` wrote."""
    return datetime.fromisoformat(text)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC text to the second."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """Write the text form."""
        return None if value is None else instant_to_text(value)

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        """Read the text form."""
        return None if value is None else text_to_instant(value)


class LocalTime(TypeDecorator[time]):
    """A wall-clock time, kept as `14:00`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Any) -> str | None:
        """Write the text form."""
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: Any, dialect: Any) -> time | None:
        """Read the text form."""
        return None if value is None else time.fromisoformat(value)
