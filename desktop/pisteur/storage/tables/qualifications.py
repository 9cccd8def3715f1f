"""Criteria, and the walks through them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from pisteur.domain.words import LearntHow
from pisteur.storage.tables.parts import flag, instant, owner


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
    put_away: int = flag()


class Qualification(SQLModel, table=True):
    """One walk through the criteria, kept for the history."""

    __tablename__ = "qualifications"
    __table_args__ = (Index("qualifications_latest", "contact_id", "made_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    contact_id: int = owner("contacts")
    opportunity_id: int | None = owner("opportunities", nullable=True, on_delete="SET NULL")
    made_at: datetime = instant()
    learnt_how: str = LearntHow.OTHER.value
    verdict: str
    positive: int = 0
    pips: str = ""


class QualificationAnswer(SQLModel, table=True):
    """The answer to one criterion, with what it rests on."""

    __tablename__ = "qualification_answers"

    id: int = Field(default=None, primary_key=True)
    qualification_id: int = owner("qualifications")
    criterion_id: int = owner("criteria", on_delete="RESTRICT")
    answer: str
    evidence: str = ""
