"""What a user asks for: one frozen value per action, handed to a service.

Texts are as typed; the services clean and check them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from pisteur.domain.deal_people import Refer
from pisteur.domain.qualification import QualificationInput
from pisteur.domain.traits import BuyerKind, NafVersion
from pisteur.domain.words import (
    AcceptedHow,
    Direction,
    FollowUpKind,
    Heat,
    InteractionKind,
    Nature,
    Outcome,
    PointKind,
)


@dataclass(frozen=True, slots=True)
class AddLead:
    """Add a lead from one line: a name, company, phone, e-mail, in any order.

    Attributes:
        stage_id: a column among the leads; anything else means the first of them.
    """

    line: str
    stage_id: int | None = None


@dataclass(frozen=True, slots=True)
class PointInput:
    """A phone number or e-mail address as typed."""

    kind: PointKind
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class EditContact:
    """Every field of a contact as it shall be.

    Attributes:
        buyer: who buys, more closely than `nature`, which follows from it.
        trade: words and a NAF code, as typed.
        naf_version: the edition of that code.
        headcount: how many work there, as typed.
    """

    contact_id: int
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    job_title: str = ""
    nature: Nature = Nature.UNKNOWN
    heat: Heat = Heat.COLD
    points: tuple[PointInput, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    website: str = ""
    siret: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    buyer: BuyerKind | None = None
    trade: str = ""
    naf_version: NafVersion = NafVersion.REV2
    headcount: str = ""


@dataclass(frozen=True, slots=True)
class DealInput:
    """A deal as it shall be; amount and budget as typed.

    Attributes:
        budget: the means that the contact stated, such as “500 to 800”; empty when not known.
        came_for: key of a reason for coming.
        expected_on: when the decision is expected.
    """

    title: str
    amount: str = ""
    offer_id: int | None = None
    budget: str = ""
    came_for: str | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class SaleInput:
    """What the sale dialog hands over; the amount as typed.

    Attributes:
        delivered_on: done or planned; None while there is no date.
        cadence_id: the follow-ups to plan with it, None for none.
    """

    amount: str
    accepted_on: date
    accepted_how: AcceptedHow
    reference: str = ""
    note: str = ""
    delivered_on: date | None = None
    cadence_id: int | None = None


@dataclass(frozen=True, slots=True)
class Forced:
    """A gate opened by the user's decision, with the reason that the card will show.

    Attributes:
        qualification: what was answered before deciding so, kept with it.
    """

    reason: str
    qualification: QualificationInput | None = None


Evidence = QualificationInput | SaleInput | Forced


@dataclass(frozen=True, slots=True)
class PlanFollowUp:
    """A next action to plan.

    Attributes:
        template: key of the message that helps, empty for none.
        rrule: when it comes again, as `domain.recurrence.to_rrule` writes it; empty for never.
        recurs_from_done: whether it is counted from the day it is done, not from the series.
    """

    contact_id: int
    opportunity_id: int | None
    kind: FollowUpKind
    title: str
    due_on: date
    due_time: time | None = None
    note: str = ""
    template: str = ""
    rrule: str = ""
    recurs_from_done: bool = False


@dataclass(frozen=True, slots=True)
class StandBy:
    """Put a deal aside until a date."""

    opportunity_id: int
    until: date


@dataclass(frozen=True, slots=True)
class Lose:
    """Close a deal as lost.

    Attributes:
        reason: key of a loss reason.
        wake_on: when it comes back to Today; None for never.
    """

    opportunity_id: int
    reason: str
    note: str = ""
    wake_on: date | None = None


Consequence = StandBy | Lose | Refer


@dataclass(frozen=True, slots=True)
class EditLossReason:
    """A reason for a loss as it shall be; an empty key adds one."""

    key: str
    name: str
    wake_after_months: int | None = None
    needs_note: bool = False


@dataclass(frozen=True, slots=True)
class EditCameFor:
    """A reason for coming as it shall be; an empty key adds one."""

    key: str
    name: str
    advice: str = ""
    heat: Heat | None = None


@dataclass(frozen=True, slots=True)
class MoveCards:
    """Put cards in a column, before a card or at the end (`before_id` None).

    Attributes:
        evidence: what opens the gate, by card, for those that need it.
        consequences: what becomes of the cards that a negative verdict keeps out.
    """

    opportunity_ids: tuple[int, ...]
    stage_id: int
    before_id: int | None = None
    evidence: Mapping[int, Evidence] = field(default_factory=dict)
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True)
class Win:
    """Close a deal as won: the sale is its evidence."""

    opportunity_id: int
    sale: SaleInput


WhatNext = PlanFollowUp | StandBy | Lose | Win


@dataclass(frozen=True, slots=True)
class CompleteFollowUp:
    """Tick an action off, and say what comes next; None leaves the deal without next action.

    Attributes:
        outcome: how it went, for a call or an e-mail.
        note: kept in the journal when not empty or when an outcome is given.
    """

    follow_up_id: int
    outcome: Outcome | None = None
    note: str = ""
    what_next: WhatNext | None = None


@dataclass(frozen=True, slots=True)
class WriteInteraction:
    """A line for the journal."""

    contact_id: int
    opportunity_id: int | None
    kind: InteractionKind
    body: str
    direction: Direction = Direction.NONE
    outcome: Outcome | None = None
    happened_at: datetime | None = None
