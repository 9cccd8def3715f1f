"""The order that users give to short lists: criteria, traits, offers and others with `position`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from pisteur.domain.errors import DomainError


class _Placed(Protocol):
    id: int
    position: int


def set_order(rows: Sequence[_Placed], ids: Sequence[int]) -> None:
    """Give `rows` the places of their ids in `ids`; call it in a step.

    Raises:
        DomainError: `record.gone` when `ids` are not those of `rows`, as when one was removed
            meanwhile.
    """
    own = {row.id: row for row in rows}
    if own.keys() != set(ids) or len(own) != len(ids):
        raise DomainError("record.gone")
    for place, row_id in enumerate(ids):
        if own[row_id].position != place:
            own[row_id].position = place


def next_position(session: Session, table: type[SQLModel]) -> int:
    """Return the place after the last in a table with a column `position`."""
    column = SQLModel.metadata.tables[str(table.__tablename__)].c.position
    last = session.execute(select(func.max(column))).scalar()
    return 0 if last is None else int(last) + 1
