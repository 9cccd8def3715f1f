"""Deals, their columns on the board, and sales."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from pisteur.domain.words import OpportunityState, Zone
from pisteur.storage.tables.parts import instant, new_uid, owner, words


class Stage(SQLModel, table=True):
    """A column of the board, in one of the three zones."""

    __tablename__ = "stages"

    id: int = Field(default=None, primary_key=True)
    name: str
    zone: str = Zone.LEADS.value
    position: int = 0
    pipeline_id: int = owner("pipelines", on_delete="RESTRICT", default="1")
    colour: str = words()
    stale_days: int | None = None
    default_percent: int | None = None


class Opportunity(SQLModel, table=True):
    """A deal: something that one contact may buy; a card on the board."""

    __tablename__ = "opportunities"
    __table_args__ = (
        Index("opportunities_in_column", "stage_id", "rank", "id"),
        Index("opportunities_by_state", "state", "standby_until"),
        Index("opportunities_without_action", "state", "next_follow_up_id", "stage_entered_at"),
        Index("opportunities_to_wake", "state", "wake_on"),
        Index("opportunities_sums", "stage_id", "state", "amount_cents"),
    )

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = owner("contacts")
    stage_id: int = owner("stages", on_delete="RESTRICT", index=False)
    title: str = ""
    rank: str
    amount_cents: int | None = None
    state: str = OpportunityState.OPEN.value
    standby_until: date | None = None
    lost_reason: str | None = None
    lost_note: str = ""
    closed_on: date | None = None
    forced_reason: str = ""
    stage_entered_at: datetime = instant()
    forced_sale_reason: str = words()
    offer_id: int | None = owner("offers", nullable=True, on_delete="SET NULL")
    budget_least_cents: int | None = None
    budget_most_cents: int | None = None
    quoted_on: date | None = None
    quote_expires_on: date | None = None
    quote_reference: str = words()
    expected_on: date | None = None
    wake_on: date | None = None
    came_for: str | None = None
    created_at: datetime = instant()
    updated_at: datetime = instant()
    # Derived.
    next_follow_up_id: int | None = None


class Sale(SQLModel, table=True):
    """The evidence of a customer: an accepted order and its amount."""

    __tablename__ = "sales"
    __table_args__ = (Index("sales_standing", "contact_id", "cancelled_on", "accepted_on"),)

    id: int = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = owner("contacts")
    opportunity_id: int | None = owner("opportunities", nullable=True, on_delete="SET NULL")
    amount_cents: int
    accepted_on: date
    accepted_how: str
    reference: str = ""
    note: str = ""
    cancelled_on: date | None = None
    delivered_on: date | None = None
    invoice_reference: str = words()
    invoiced_on: date | None = None
    payment_due_on: date | None = None
    created_at: datetime = instant()


class StagePassage(SQLModel, table=True):
    """A stay of a deal in a column: what conversion and median days are measured from."""

    __tablename__ = "stage_passages"
    __table_args__ = (Index("stage_passages_of_stage", "stage_id", "opportunity_id"),)

    id: int = Field(default=None, primary_key=True)
    opportunity_id: int = owner("opportunities")
    stage_id: int = owner("stages", index=False)
    entered_at: datetime = instant()
    left_at: datetime | None = instant(nullable=True)


class BuyingStepVisit(SQLModel, table=True):
    """When the buyer of a deal was seen at a step (`domain.buying_steps`)."""

    __tablename__ = "buying_step_visits"

    id: int = Field(default=None, primary_key=True)
    opportunity_id: int = owner("opportunities")
    step: str
    entered_on: date


class DealPerson(SQLModel, table=True):
    """Someone with a part in a deal, its contact included: decides, pays, uses, advises."""

    __tablename__ = "deal_people"
    __table_args__ = (
        Index("deal_people_once", "opportunity_id", "contact_id", "role", unique=True),
    )

    id: int = Field(default=None, primary_key=True)
    opportunity_id: int = owner("opportunities", index=False)
    contact_id: int = owner("contacts")
    role: str


class PaymentRow(SQLModel, table=True):
    """Money that came in for a sale; negative when given back."""

    __tablename__ = "payments"

    id: int = Field(default=None, primary_key=True)
    sale_id: int = owner("sales")
    paid_on: date
    amount_cents: int
    note: str = ""


class SatisfactionRow(SQLModel, table=True):
    """How satisfied a customer said to be, 0 to 10; no score: asked, not answered yet."""

    __tablename__ = "satisfactions"

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts")
    sale_id: int | None = owner("sales", nullable=True, on_delete="SET NULL")
    follow_up_id: int | None = owner("follow_ups", nullable=True, on_delete="SET NULL")
    score: int | None = None
    comment: str = ""
    asked_on: date
    given_on: date | None = None
