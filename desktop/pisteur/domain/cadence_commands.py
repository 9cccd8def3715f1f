"""What a user asks for around cadences and quotes, and what is shown of a cadence.

Texts are as typed; `services.cadences` and `services.quotes` clean and check them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pisteur.domain.cadences import (
    Cadence,
    CadenceEvent,
    CadenceFault,
    CadencePlan,
    CadenceStep,
    CadenceTrigger,
    PlannedStep,
    find_faults,
)
from pisteur.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class StoredCadence:
    """A cadence of the user, with its number."""

    id: int
    key: str
    name: str
    trigger: CadenceTrigger
    stops_on: frozenset[CadenceEvent]
    steps: tuple[CadenceStep, ...]


@dataclass(frozen=True, slots=True)
class SaveCadence:
    """A cadence as it shall be; without `cadence_id`, a new one at the end of the list."""

    cadence_id: int | None
    name: str
    trigger: CadenceTrigger
    stops_on: frozenset[CadenceEvent]
    steps: tuple[CadenceStep, ...]


@dataclass(frozen=True, slots=True)
class StartCadence:
    """Plan the steps of a cadence.

    Attributes:
        started_on: day that it counts from: quote sent, sale accepted or delivered.
        expires_on: last day on which the quote holds, None for none.
        sale_id: the sale that it follows, for one after a sale.
        steps: those to plan, with their days, as the user saw them; None for all that
            `domain.cadences.plan_steps` gives, but for what the contact objected to (rule 9).
    """

    cadence_id: int
    contact_id: int
    opportunity_id: int | None
    started_on: date
    expires_on: date | None = None
    sale_id: int | None = None
    steps: tuple[PlannedStep, ...] | None = None


@dataclass(frozen=True, slots=True)
class SendQuote:
    """A quote went out.

    Attributes:
        amount: as typed; empty leaves the amount of the deal as it is.
        expires_on: last day on which it holds, None when it does not say.
        cadence: the follow-ups to plan with it, None for none.
    """

    opportunity_id: int
    sent_on: date
    expires_on: date | None = None
    reference: str = ""
    amount: str = ""
    cadence: StartCadence | None = None


@dataclass(frozen=True, slots=True)
class CadencePreview:
    """What starting a cadence would plan."""

    cadence: StoredCadence
    plan: CadencePlan


def refuse_faults(command: SaveCadence) -> None:
    """Refuse a cadence that says too little.

    Raises:
        DomainError: `cadence.*`, beside `name` for that of the name, else beside `steps`.
    """
    given = Cadence("", command.name, command.trigger, command.steps, command.stops_on)
    for fault in find_faults(given):
        field = "name" if fault is CadenceFault.NO_NAME else "steps"
        raise DomainError(f"cadence.{fault.value}", field=field)
