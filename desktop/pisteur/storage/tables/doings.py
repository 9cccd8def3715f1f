"""What was exchanged, what Pisteur noted, what is to be done."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from pisteur.domain.words import Direction
from pisteur.storage.columns import LocalTime
from pisteur.storage.tables.parts import flag, instant, new_uid, owner, words


class Interaction(SQLModel, table=True):
    """An exchange: a line of the journal that the user wrote."""

    __tablename__ = "interactions"
    __table_args__ = (
        Index("interactions_journal", "contact_id", "happened_at", "id"),
        Index("interactions_of_kind", "contact_id", "kind"),
    )

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts", index=False)
    opportunity_id: int | None = owner("opportunities", nullable=True, on_delete="SET NULL")
    kind: str
    direction: str = Direction.NONE.value
    outcome: str | None = None
    body: str = ""
    happened_at: datetime = instant()
    created_at: datetime = instant()


class Event(SQLModel, table=True):
    """Something that Pisteur noted by itself: a move, a qualification, a sale."""

    __tablename__ = "events"
    __table_args__ = (Index("events_history", "contact_id", "happened_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts", index=False)
    opportunity_id: int | None = owner("opportunities", nullable=True, on_delete="SET NULL")
    kind: str
    detail: str = "{}"
    happened_at: datetime = instant()


class FollowUp(SQLModel, table=True):
    """A dated thing to do."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index("follow_ups_open", "done_at", "cancelled_at", "due_on"),
        Index("follow_ups_of_contact", "contact_id", "done_at", "cancelled_at", "due_on"),
    )

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = owner("contacts")
    opportunity_id: int | None = owner("opportunities", nullable=True)
    criterion_id: int | None = owner("criteria", nullable=True, on_delete="SET NULL")
    kind: str
    title: str
    note: str = ""
    due_on: date
    due_time: time | None = Field(default=None, sa_type=LocalTime)
    time_zone: str | None = None
    done_at: datetime | None = instant(nullable=True)
    cancelled_at: datetime | None = instant(nullable=True)
    sequence: int = 0
    created_at: datetime = instant()
    updated_at: datetime = instant()
    cadence_run_id: int | None = owner("cadence_runs", nullable=True, on_delete="SET NULL")
    template: str = words()
    rrule: str | None = None
    recurs_from: date | None = None
    recurs_from_done: int = flag()


class Concern(SQLModel, table=True):
    """A question or an objection that a contact raised; open until it is answered."""

    __tablename__ = "concerns"
    __table_args__ = (Index("concerns_open", "contact_id", "answered_on"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts", index=False)
    opportunity_id: int | None = owner("opportunities", nullable=True)
    kind: str
    text: str
    answer: str = ""
    raised_on: date
    answered_on: date | None = None
