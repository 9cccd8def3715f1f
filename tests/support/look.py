"""Short ways to look at a contact and to act on its card, for tests of the rules."""

from __future__ import annotations

from datetime import date

from pisteur.domain.commands import (
    MoveCards,
    PlanFollowUp,
)
from pisteur.domain.snapshots import ContactView, OpportunityView
from pisteur.domain.words import (
    EventKind,
    FollowUpKind,
    Status,
)
from pisteur.services.services import Services
from support import people


def contact(services: Services, contact_id: int) -> ContactView:
    return services.contact_view.contact(contact_id)


def status(services: Services, contact_id: int) -> Status:
    return contact(services, contact_id).reason.status


def deal(services: Services, contact_id: int) -> OpportunityView:
    return contact(services, contact_id).opportunities[0]


def move(services: Services, card_id: int, column: str, **more: object) -> None:
    evidence = {card_id: more["evidence"]} if "evidence" in more else {}
    services.opportunities.move(
        MoveCards((card_id,), people.stage(services, column), evidence=evidence)  # type: ignore[arg-type]
    )


def events(services: Services, contact_id: int) -> list[EventKind]:
    return [line.event for line in contact(services, contact_id).journal if line.event]


def plan(services: Services, contact_id: int, card_id: int, due_on: date, title: str = "Call"):  # type: ignore[no-untyped-def]
    return services.follow_ups.plan(
        PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, due_on)
    )
