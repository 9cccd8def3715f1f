"""Whom the deals are with: contacts, ways to reach them, tags, lists of leads."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from pisteur.domain.words import Heat, Nature
from pisteur.storage.tables.parts import flag, instant, new_uid, owner, words


class LeadList(SQLModel, table=True):
    """Where a batch of names came from."""

    __tablename__ = "lead_lists"

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    name: str
    source: str = ""
    file_name: str = ""
    imported_at: datetime = instant()
    supplier: str = words()
    bought_on: date | None = None
    price_cents: int | None = None
    informed_on: date | None = None
    note: str = words()


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
        Index(
            "contacts_qualified",
            "qualification_id",
            sqlite_where=text("qualification_id IS NOT NULL"),
        ),
        Index("contacts_by_heat", "heat", "sort_name", "id"),
        # Without regard to case in the file, which Alembic can't compare.
        Index("contacts_by_city", "city", "id"),
        Index("contacts_by_source", "source", "id"),
        Index(
            "contacts_of_list", "lead_list_id", "qualified", "last_sale_on", "last_interaction_kind"
        ),
        Index("contacts_known", "known_figure", sqlite_where=text("known_figure = 1")),
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
    lead_list_id: int | None = owner("lead_lists", nullable=True, on_delete="SET NULL", index=False)
    # Traits and evidence (`domain.traits`, `domain.heat`, `domain.segments`).
    buyer_kind: str | None = None
    naf: str = words()
    naf_version: str | None = None
    sector: str = words()
    headcount_least: int | None = None
    headcount_most: int | None = None
    asked_on: date | None = None
    recommended_by_id: int | None = owner("contacts", nullable=True, on_delete="SET NULL")
    known_figure: int = flag()
    unreliable_payer: int = flag()
    unreliable_reason: str = words()
    unreliable_since: date | None = None
    created_at: datetime = instant()
    updated_at: datetime = instant()
    # Derived.
    last_sale_on: date | None = None
    qualification_id: int | None = None
    qualified: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    last_interaction_at: datetime | None = instant(nullable=True)
    last_interaction_kind: str | None = None
    next_follow_up_id: int | None = None
    next_due: str | None = None


class ContactPoint(SQLModel, table=True):
    """A phone number or e-mail address, as typed and as compared."""

    __tablename__ = "contact_points"
    __table_args__ = (
        Index("contact_points_by_value", "normalised", "kind", "contact_id"),
        Index("contact_points_by_end", "reversed_digits", "kind", "contact_id"),
    )

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts")
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
    contact_id: int = owner("contacts")
    tag_id: int = owner("tags")


class Opposition(SQLModel, table=True):
    """A contact who asked not to be approached on a channel (product rule 9)."""

    __tablename__ = "oppositions"
    __table_args__ = (Index("oppositions_once", "contact_id", "channel", unique=True),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts", index=False)
    channel: str
    objected_on: date
    note: str = ""


class OppositionMark(SQLModel, table=True):
    """What is kept of an opposition when its contact or address is gone: a salted hash.

    `contact_id` is whose address it was, as long as they are there.
    """

    __tablename__ = "opposition_marks"

    id: int = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    channel: str
    objected_on: date
    contact_id: int | None = owner("contacts", nullable=True, on_delete="SET NULL")


class NotDuplicate(SQLModel, table=True):
    """Two contacts that look alike and are not the same; the smaller id first."""

    __tablename__ = "not_duplicates"
    __table_args__ = (Index("not_duplicates_once", "first_id", "second_id", unique=True),)

    id: int = Field(default=None, primary_key=True)
    first_id: int = owner("contacts", index=False)
    second_id: int = owner("contacts")


class ImportMapping(SQLModel, table=True):
    """Which column of a list is what, saved under a name; both are JSON."""

    __tablename__ = "import_mappings"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    headings: str
    columns: str
    used_at: datetime = instant()


class CallSession(SQLModel, table=True):
    """Calls to make one after the other; left and resumed."""

    __tablename__ = "call_sessions"

    id: int = Field(default=None, primary_key=True)
    lead_list_id: int | None = owner("lead_lists", nullable=True)
    name: str
    script: str = ""
    started_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)


class CallSessionName(SQLModel, table=True):
    """One name of a call session, in its place, and what came of it.

    `wrote` is JSON: the rows that the result wrote (`services.call_writing`); None without one,
    and for results from before the fourth schema.
    """

    __tablename__ = "call_session_names"
    __table_args__ = (
        Index("call_session_names_once", "call_session_id", "contact_id", unique=True),
    )

    id: int = Field(default=None, primary_key=True)
    call_session_id: int = owner("call_sessions", index=False)
    contact_id: int = owner("contacts")
    position: int = 0
    result: str | None = None
    done_at: datetime | None = instant(nullable=True)
    wrote: str | None = None
