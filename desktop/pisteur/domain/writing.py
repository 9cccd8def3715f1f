"""Which message fits a situation, and what is needed to write it.

Not for the texts (`templates`), nor for how amounts and dates are written
(`presentation.field_values`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pisteur.domain.persistence import Persistence
from pisteur.domain.templates import Template, TemplatePurpose
from pisteur.domain.words import OpportunityState, Status

if TYPE_CHECKING:
    from pisteur.domain.snapshots import PointView

THANKS_DAYS = 15
"""For so long after a sale, a word of thanks comes before the question how satisfied they are."""


class Situation(NamedTuple):
    """What decides which message comes to mind first.

    Attributes:
        state: of the deal, None without one.
        quoted_on: when the quote of the deal was sent.
        sold_on: the last sale of the contact.
        known: whether anything was exchanged before.
        reached: whether the limit of attempts is reached.
    """

    status: Status
    state: OpportunityState | None
    quoted_on: date | None
    sold_on: date | None
    known: bool
    reached: bool


def propose(situation: Situation, today: date) -> tuple[TemplatePurpose, ...]:
    """Return the messages that fit, the best first; the others fit less, not never."""
    own, purpose = situation, TemplatePurpose
    days = (today - own.sold_on).days if own.sold_on is not None else None
    settled = days is not None and own.state in (OpportunityState.WON, None)
    resting = own.state in (OpportunityState.LOST, OpportunityState.STANDBY)
    qualified = own.status in (Status.PROSPECT, Status.CUSTOMER)
    # The first that holds.
    rules = (
        (own.status is Status.DORMANT, (purpose.WAKE_UP, purpose.USEFUL_RESOURCE)),
        (settled and (days or 0) <= THANKS_DAYS, (purpose.THANKS, purpose.SATISFACTION)),
        (settled, (purpose.SATISFACTION, purpose.USEFUL_RESOURCE)),
        (resting, (purpose.USEFUL_RESOURCE,)),
        (own.reached, (purpose.LAST_MESSAGE, purpose.USEFUL_RESOURCE)),
        (own.quoted_on is not None, (purpose.REMINDER, purpose.USEFUL_RESOURCE)),
        (qualified, (purpose.QUOTE_SENT, purpose.USEFUL_RESOURCE)),
        (own.known, (purpose.USEFUL_RESOURCE, purpose.LAST_MESSAGE)),
    )
    first_time = (purpose.FIRST_CONTACT, purpose.USEFUL_RESOURCE)
    return next((fitting for holds, fitting in rules if holds), first_time)


class TemplateInput(NamedTuple):
    """A template as it shall be, as typed; `put_away` takes it out of what is offered."""

    name: str
    subject: str
    body: str
    put_away: bool = False


class TemplateView(NamedTuple):
    """A template of the user's list.

    Attributes:
        shipped: the text that came with Pisteur, None for one of the user's own.
    """

    id: int
    key: str
    name: str
    subject: str
    body: str
    put_away: bool
    shipped: Template | None


class Facts(NamedTuple):
    """What templates may name, as stored; empty or None where it is not known."""

    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    city: str = ""
    deal: str = ""
    amount_cents: int | None = None
    offer: str = ""
    quote_reference: str = ""
    quoted_on: date | None = None
    quote_expires_on: date | None = None
    last_sale_on: date | None = None
    source: str = ""
    my_name: str = ""
    my_company: str = ""
    my_trade: str = ""
    my_phone: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """What it takes to write to a contact.

    Attributes:
        follow_up_id, follow_up_title: the action that it is written for, if any.
        points: phones and e-mail addresses, in their order.
        templates: those in use; the first `proposed` of them fit the situation.
        hellos: how messages begin, by language.
    """

    contact_id: int
    opportunity_id: int | None
    follow_up_id: int | None
    follow_up_title: str
    name: str
    company: str
    points: tuple[PointView, ...]
    templates: tuple[Template, ...]
    proposed: int
    facts: Facts
    hellos: Mapping[str, str]
    persistence: Persistence


def journal_text(template_name: str, subject: str, body: str) -> str:
    """Return how a message that was sent stands in the journal: what it was, then its words."""
    head = " · ".join(part for part in (template_name, subject) if part)
    return "\n\n".join(part for part in (head, body) if part)
