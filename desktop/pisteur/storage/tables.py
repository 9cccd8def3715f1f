"""The tables, as SQLModel classes: schema and single records.

Long lists select columns in plain SQL instead (see ARCHITECTURE.md). `table=True` models do not
validate: commands and domain types do. Columns marked *derived* are written by triggers of the
schema in the same transaction as what they derive from (`migrations/triggers_0001.py`), never
by hand. Every table has an integer `id`: the change log relies on it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from pisteur.domain.words import (
    Direction,
    Heat,
    LearntHow,
    Nature,
    OpportunityState,
    Zone,
)
from pisteur.storage.columns import Instant, LocalTime


def new_uid() -> str:
    """Return a fresh identifier that stays with a record outside this file too."""
    return str(uuid4())


def _instant(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_type=Instant, nullable=nullable)


def _owner(
    table: str, *, nullable: bool = False, on_delete: str = "CASCADE", index: bool = True
) -> Any:
    """Return a foreign key; `index` is False where a wider index begins with it."""
    key = ForeignKey(f"{table}.id", ondelete=on_delete)
    return Field(default=None, sa_column=Column(Integer, key, nullable=nullable, index=index))


class LeadList(SQLModel, table=True):
    """Where a batch of names came from."""

    __tablename__ = "lead_lists"

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    name: str
    source: str = ""
    file_name: str = ""
    imported_at: datetime = _instant()


class Contact(SQLModel, table=True):
    """A person or company, reached or to reach."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index("contacts_by_name", "sort_name", "id"),
        Index("contacts_by_company", "sort_company", "id"),
        Index("contacts_by_status", "last_sale_on", "qualified"),
        Index("contacts_by_due", "next_due", "id"),
        Index("contacts_by_exchange", "last_interaction_at", "id"),
        Index("contacts_by_siret", "siret"),
    )

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    company: str = ""
    display_name: str = ""
    sort_name: str = ""
    sort_company: str = ""
    job_title: str = ""
    nature: str = Nature.UNKNOWN.value
    heat: str = Heat.COLD.value
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    website: str = ""
    siret: str = ""
    source: str = ""
    lead_list_id: int | None = _owner("lead_lists", nullable=True, on_delete="SET NULL")
    created_at: datetime = _instant()
    updated_at: datetime = _instant()
    # Derived.
    last_sale_on: date | None = None
    qualification_id: int | None = None
    qualified: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    last_interaction_at: datetime | None = _instant(nullable=True)
    last_interaction_kind: str | None = None
    next_follow_up_id: int | None = None
    next_due: str | None = None


class ContactPoint(SQLModel, table=True):
    """A phone number or e-mail address, as typed and as compared."""

    __tablename__ = "contact_points"
    __table_args__ = (
        Index("contact_points_by_value", "normalised"),
        Index("contact_points_by_end", "reversed_digits"),
    )

    id: int = Field(default=None, primary_key=True)
    contact_id: int = _owner("contacts")
    kind: str
    label: str = ""
    value: str
    normalised: str | None = None
    reversed_digits: str | None = None
    position: int = 0


class Tag(SQLModel, table=True):
    """A word that the user sticks on contacts."""

    __tablename__ = "tags"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class ContactTag(SQLModel, table=True):
    """A tag on a contact."""

    __tablename__ = "contact_tags"
    __table_args__ = (Index("contact_tags_once", "contact_id", "tag_id", unique=True),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = _owner("contacts")
    tag_id: int = _owner("tags")


class Stage(SQLModel, table=True):
    """A column of the board, in one of the three zones."""

    __tablename__ = "stages"

    id: int = Field(default=None, primary_key=True)
    name: str
    zone: str = Zone.LEADS.value
    position: int = 0


class Opportunity(SQLModel, table=True):
    """A deal: something that one contact may buy; a card on the board."""

    __tablename__ = "opportunities"
    __table_args__ = (
        Index("opportunities_in_column", "stage_id", "rank", "id"),
        Index("opportunities_by_state", "state", "standby_until"),
    )

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = _owner("contacts")
    stage_id: int = _owner("stages", on_delete="RESTRICT", index=False)
    title: str = ""
    rank: str
    amount_cents: int | None = None
    state: str = OpportunityState.OPEN.value
    standby_until: date | None = None
    lost_reason: str | None = None
    lost_note: str = ""
    closed_on: date | None = None
    forced_gate: str | None = None
    forced_reason: str = ""
    stage_entered_at: datetime = _instant()
    created_at: datetime = _instant()
    updated_at: datetime = _instant()
    # Derived.
    next_follow_up_id: int | None = None


class CriterionRow(SQLModel, table=True):
    """A question of the qualification, as the user has it."""

    __tablename__ = "criteria"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    letter: str
    name: str
    question: str
    guidance: str = ""
    prompts: str = ""
    find_out: str = ""
    required: int = 1
    position: int = 0


class Qualification(SQLModel, table=True):
    """One walk through the criteria, kept for the history."""

    __tablename__ = "qualifications"
    __table_args__ = (Index("qualifications_latest", "contact_id", "made_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = _owner("contacts")
    opportunity_id: int | None = _owner("opportunities", nullable=True, on_delete="SET NULL")
    made_at: datetime = _instant()
    learnt_how: str = LearntHow.OTHER.value
    verdict: str
    positive: int = 0
    pips: str = ""


class QualificationAnswer(SQLModel, table=True):
    """The answer to one criterion, with what it rests on."""

    __tablename__ = "qualification_answers"

    id: int = Field(default=None, primary_key=True)
    qualification_id: int = _owner("qualifications")
    criterion_id: int = _owner("criteria", on_delete="RESTRICT")
    answer: str
    evidence: str = ""


class Interaction(SQLModel, table=True):
    """An exchange: a line of the journal that the user wrote."""

    __tablename__ = "interactions"
    __table_args__ = (Index("interactions_journal", "contact_id", "happened_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = _owner("contacts")
    opportunity_id: int | None = _owner("opportunities", nullable=True, on_delete="SET NULL")
    kind: str
    direction: str = Direction.NONE.value
    outcome: str | None = None
    body: str = ""
    happened_at: datetime = _instant()
    created_at: datetime = _instant()


class Event(SQLModel, table=True):
    """Something that Pisteur noted by itself: a move, a qualification, a sale."""

    __tablename__ = "events"
    __table_args__ = (Index("events_history", "contact_id", "happened_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = _owner("contacts")
    opportunity_id: int | None = _owner("opportunities", nullable=True, on_delete="SET NULL")
    kind: str
    detail: str = "{}"
    happened_at: datetime = _instant()


class FollowUp(SQLModel, table=True):
    """A dated thing to do."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index("follow_ups_open", "done_at", "cancelled_at", "due_on"),
        Index("follow_ups_of_contact", "contact_id", "done_at", "cancelled_at", "due_on"),
    )

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = _owner("contacts")
    opportunity_id: int | None = _owner("opportunities", nullable=True)
    criterion_id: int | None = _owner("criteria", nullable=True, on_delete="SET NULL")
    kind: str
    title: str
    note: str = ""
    due_on: date
    due_time: time | None = Field(default=None, sa_type=LocalTime)
    time_zone: str | None = None
    done_at: datetime | None = _instant(nullable=True)
    cancelled_at: datetime | None = _instant(nullable=True)
    sequence: int = 0
    created_at: datetime = _instant()
    updated_at: datetime = _instant()


class Sale(SQLModel, table=True):
    """The evidence of a customer: an accepted order and its amount."""

    __tablename__ = "sales"
    __table_args__ = (Index("sales_standing", "contact_id", "cancelled_on", "accepted_on"),)

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = _owner("contacts")
    opportunity_id: int | None = _owner("opportunities", nullable=True, on_delete="SET NULL")
    amount_cents: int
    accepted_on: date
    accepted_how: str
    reference: str = ""
    note: str = ""
    cancelled_on: date | None = None
    created_at: datetime = _instant()


class SettingRow(SQLModel, table=True):
    """One stored setting, as JSON."""

    __tablename__ = "settings"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    value: str


TABLE_NAMES: tuple[str, ...] = tuple(table.name for table in SQLModel.metadata.sorted_tables)
