"""What the user sells, to whom and how: profile, offers, templates, cadences, reasons, pipelines.

Lists that ship with words (`key` is theirs) and that the user makes their own. What is in use is
put away, never deleted; rows that name one of these by `key` stay readable.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from pisteur.storage.tables.parts import flag, new_uid, owner


class Pipeline(SQLModel, table=True):
    """A board of its own, with its columns: services, training."""

    __tablename__ = "pipelines"

    id: int = Field(default=None, primary_key=True)
    name: str
    position: int = 0


class ProfileTrait(SQLModel, table=True):
    """A trait of the ideal customer; `accepted` is a JSON list of texts (`domain.profile`)."""

    __tablename__ = "profile_traits"

    id: int = Field(default=None, primary_key=True)
    kind: str
    name: str = ""
    accepted: str = "[]"
    position: int = 0


class ContactTrait(SQLModel, table=True):
    """What is known of a contact on a free trait of the profile."""

    __tablename__ = "contact_traits"
    __table_args__ = (Index("contact_traits_once", "contact_id", "trait_id", unique=True),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts", index=False)
    trait_id: int = owner("profile_traits")
    answer: str


class OfferRow(SQLModel, table=True):
    """Something for sale; `buyers` and `sectors` are JSON lists of texts (`domain.offers`)."""

    __tablename__ = "offers"

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    name: str
    price_cents: int | None = None
    unit: str
    buyers: str = "[]"
    sectors: str = "[]"
    position: int = 0
    put_away: int = flag()


class TemplateRow(SQLModel, table=True):
    """A message with fields to fill in (`domain.templates`)."""

    __tablename__ = "templates"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(default_factory=new_uid, unique=True)
    name: str
    subject: str = ""
    body: str = ""
    position: int = 0
    put_away: int = flag()


class CadenceRow(SQLModel, table=True):
    """Follow-ups planned together (`domain.cadences`); `stops_on` is a comma list of events."""

    __tablename__ = "cadences"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(default_factory=new_uid, unique=True)
    name: str
    trigger: str
    stops_on: str = ""
    position: int = 0
    put_away: int = flag()


class CadenceStepRow(SQLModel, table=True):
    """One step of a cadence; `template` is the key of a message, empty for none."""

    __tablename__ = "cadence_steps"

    id: int = Field(default=None, primary_key=True)
    cadence_id: int = owner("cadences")
    position: int = 0
    days: int
    anchor: str
    counted: str
    kind: str
    title: str
    template: str = ""


class CadenceRun(SQLModel, table=True):
    """A cadence at work: its steps are the follow-ups that name it.

    What stops it is copied, so that editing the cadence leaves runs alone.
    """

    __tablename__ = "cadence_runs"

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts")
    opportunity_id: int | None = owner("opportunities", nullable=True)
    sale_id: int | None = owner("sales", nullable=True)
    cadence_id: int | None = owner("cadences", nullable=True, on_delete="SET NULL")
    name: str
    started_on: date
    expires_on: date | None = None
    stops_on: str = ""
    stopped_on: date | None = None
    stopped_by: str | None = None


class LossReasonRow(SQLModel, table=True):
    """Why deals are lost (`domain.loss_reasons`); `opportunities.lost_reason` is a `key`."""

    __tablename__ = "loss_reasons"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(default_factory=new_uid, unique=True)
    name: str
    wake_after_months: int | None = None
    needs_note: int = flag()
    position: int = 0
    put_away: int = flag()


class CameForRow(SQLModel, table=True):
    """Why people come (`domain.why_they_came`); `opportunities.came_for` is a `key`."""

    __tablename__ = "came_for"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(default_factory=new_uid, unique=True)
    name: str
    advice: str = ""
    heat: str | None = None
    position: int = 0
    put_away: int = flag()
