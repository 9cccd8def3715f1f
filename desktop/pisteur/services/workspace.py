"""What every service needs: the data file, the clock, and the result that a command returns."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlmodel import Session, SQLModel

from pisteur.domain.calendar import Clock
from pisteur.domain.errors import DomainError, StorageError
from pisteur.domain.settings import Setting
from pisteur.domain.words import EventKind
from pisteur.services.stored_settings import read_setting
from pisteur.storage.change_log import ChangeSet
from pisteur.storage.columns import instant_to_text
from pisteur.storage.database import Database

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a command did: its value, and the rows that it touched."""

    value: T
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Workspace:
    """Collaborators of the services.

    Attributes:
        zone_name: names the time zone that one is in; asked each time, for one travels.
    """

    db: Database
    clock: Clock
    zone_name: Callable[[], str]

    @property
    def time_zone(self) -> str:
        """The name of the time zone that one is in now."""
        return self.zone_name()

    def setting(self, setting: Setting[T]) -> T:
        """Return the stored value of `setting`, or its default when missing or unreadable."""
        return read_setting(self.db.raw, setting)

    def refuse_own_file(self, path: Path) -> None:
        """See to it that the data file is not written over, nor opened by other means.

        Raises:
            StorageError: `file.own`.
        """
        # What can't be looked at is for the writer to say.
        with contextlib.suppress(OSError):
            if path.samefile(self.db.path):
                raise StorageError("file.own", path=str(path))

    def log(
        self,
        kind: EventKind,
        contact_id: int,
        opportunity_id: int | None = None,
        **detail: str,
    ) -> None:
        """Note an event in the history of a contact, in the open step."""
        self.db.raw.execute(
            "INSERT INTO events (contact_id, opportunity_id, kind, detail, happened_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                contact_id,
                opportunity_id,
                kind.value,
                json.dumps(detail, ensure_ascii=False),
                instant_to_text(self.clock.now()),
            ),
        )


def required(session: Session, model: type[Row], row_id: int | None) -> Row:
    """Return the record, which must exist.

    Raises:
        DomainError: `record.gone`, as when it was deleted meanwhile.
    """
    row = session.get(model, row_id) if row_id is not None else None
    if row is None:
        raise DomainError("record.gone")
    return row
