"""What is known of a step while it is open, and of a change while it is being committed.

Not for beginning or ending one: `storage.database` does.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from pisteur.storage.change_log import ChangeSet, Sign


@dataclass(slots=True)
class Transaction:
    """An open step.

    Attributes:
        label: the words of the Edit menu; may be set until the step ends.
        changes: what was touched; filled in at the commit.
    """

    label: str
    _engine: Engine
    changes: ChangeSet = field(default_factory=ChangeSet)
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """For single records; flushed before the commit.

        Made when it is asked for: with it, a move in plain SQL would cost twice as much.
        """
        if self._session is None:
            self._session = Session(self._engine, expire_on_commit=False)
            self._session.connection()
        return self._session

    def flush(self) -> None:
        """Write what is pending in the session."""
        if self._session is not None:
            self._session.flush()

    def commit(self, connection: sqlite3.Connection) -> None:
        """Put it on the disk."""
        if self._session is None:
            connection.execute("COMMIT")
        else:
            self._session.commit()

    def close(self) -> None:
        """Let go of the session; what was not committed is rolled back."""
        if self._session is not None:
            self._session.close()

    @property
    def connection(self) -> Connection:
        """The SQLAlchemy connection, for statements over many rows."""
        return self.session.connection()


class Committing(NamedTuple):
    """What is being committed.

    Attributes:
        sign: by which it can be told whether it is there.
    """

    changes: ChangeSet
    sign: Sign | None
