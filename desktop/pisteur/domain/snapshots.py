"""What the panel shows of a contact: frozen values that may cross threads. Not for writing.

Other pages: `today_snapshots`, `contact_query`, `board`; sales: `sale_snapshots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pisteur.domain.buying_steps import NOWHERE, Journey
from pisteur.domain.concerns import Concern
from pisteur.domain.deal_people import DealPersonView, PartView
from pisteur.domain.offers import NOT_STATED, Budget
from pisteur.domain.oppositions import Opposition
from pisteur.domain.persistence import Persistence
from pisteur.domain.profile import NOTHING_KNOWN, ContactFacts
from pisteur.domain.qualification import Criterion
from pisteur.domain.qualification_history import NEVER, Requalification
from pisteur.domain.sale_snapshots import SaleView, SatisfactionView
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import (
    Answer,
    Direction,
    EventKind,
    Heat,
    InteractionKind,
    LearntHow,
    Nature,
    OpportunityState,
    Outcome,
    PointKind,
    Status,
    Verdict,
    Zone,
)
from pisteur.domain.working_days import Region


@dataclass(frozen=True, slots=True)
class PointView:
    """A way to reach a contact."""

    kind: PointKind
    value: str
    label: str
    normalised: str | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The latest answer to one criterion; UNKNOWN when it was never asked."""

    criterion: Criterion
    answer: Answer
    evidence: str


@dataclass(frozen=True, slots=True)
class QualificationView:
    """The latest qualification of a contact."""

    id: int
    made_at: datetime
    learnt_how: LearntHow
    verdict: Verdict
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class Unreliable:
    """Why a contact is an unreliable payer, and since when."""

    reason: str
    since: date | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A line of the journal: an exchange that the user wrote, or an event that Pisteur noted.

    Attributes:
        interaction_id: set for an exchange, which can be edited; None for an event.
        event: set for an event.
        detail: values of an event, such as stage names.
    """

    happened_at: datetime
    interaction_id: int | None
    kind: InteractionKind | None
    direction: Direction
    outcome: Outcome | None
    body: str
    event: EventKind | None
    detail: dict[str, str]


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What is known of a deal beside its card.

    Attributes:
        came_for: key of the reason for coming; the two below are its words.
        expected_on: when the user expects the decision.
    """

    offer_id: int | None = None
    offer_name: str = ""
    came_for: str | None = None
    came_for_name: str = ""
    came_for_advice: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The quote of a deal; `expires_on` is the last day on which it holds."""

    sent_on: date
    expires_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class OpportunityView:
    """A deal of a contact, whole.

    Attributes:
        forced_reason: why it is among the prospects without qualification; empty when not forced.
        forced_sale_reason: why it is among the customers without a sale; empty when not forced.
        budget: the means stated.
        people: who has a part in it.
        quote: the latest that was sent.
        open_answer_on: day of their latest answer, when it was neither yes nor no.
    """

    id: int
    title: str
    stage_id: int
    stage_name: str
    zone: Zone
    state: OpportunityState
    amount_cents: int | None
    standby_until: date | None
    lost_reason: str | None
    lost_note: str
    forced_reason: str
    forced_sale_reason: str
    next_follow_up_id: int | None
    budget: Budget = NOT_STATED
    people: tuple[DealPersonView, ...] = ()
    wake_on: date | None = None
    facts: DealFacts = DealFacts()
    quote: QuoteView | None = None
    open_answer_on: date | None = None
    journey: Journey = NOWHERE


@dataclass(frozen=True, slots=True)
class RunView:
    """A cadence at work: its steps are the open actions that name it."""

    id: int
    name: str
    opportunity_id: int | None


@dataclass(frozen=True, slots=True)
class StatusReason:
    """Why a contact has its status; the evidence that decided.

    Attributes:
        last_sale_on: for a customer or dormant customer.
        missing, refused: names of the criteria that keep a lead a lead.
    """

    status: Status
    last_sale_on: date | None = None
    missing: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact, whole: what the panel shows.

    Attributes:
        journal: its newest lines.
        journal_length, exchange_count: how many lines there are, and how many are exchanges.
        done_titles: what the actions done last were called.
        parts: the deals of others in which it has a part.
        requalification: when it is to be qualified again.
        runs: the cadences at work.
        region: whose public holidays count for what is planned.
        qualified_often: whether there is a history of qualifications to look at.
        facts: what the ideal customer and the offers are compared with.
    """

    id: int
    uid: str
    civility: str
    given_name: str
    family_name: str
    name: str
    display_name: str
    company: str
    job_title: str
    nature: Nature
    heat: Heat
    street: str
    postal_code: str
    city: str
    country: str
    website: str
    siret: str
    source: str
    list_name: str
    tags: tuple[str, ...]
    points: tuple[PointView, ...]
    reason: StatusReason
    qualification: QualificationView | None
    opportunities: tuple[OpportunityView, ...]
    follow_ups: tuple[FollowUpView, ...]
    sales: tuple[SaleView, ...]
    journal: tuple[JournalEntry, ...]
    concerns: tuple[Concern, ...]
    persistence: Persistence
    parts: tuple[PartView, ...] = ()
    requalification: Requalification = NEVER
    qualified_often: bool = False
    facts: ContactFacts = NOTHING_KNOWN
    satisfactions: tuple[SatisfactionView, ...] = ()
    unreliable: Unreliable | None = None
    oppositions: tuple[Opposition, ...] = ()
    runs: tuple[RunView, ...] = ()
    region: Region = Region.FRANCE
    journal_length: int = 0
    exchange_count: int = 0
    done_titles: frozenset[str] = frozenset()
