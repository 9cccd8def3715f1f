"""Reads the deals of a contact, whole, for the panel and the dialogs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pisteur.domain.buying_steps import NOWHERE, Journey
from pisteur.domain.deal_people import DealPersonView
from pisteur.domain.offers import Budget
from pisteur.domain.snapshots import DealFacts, OpportunityView, QuoteView
from pisteur.domain.words import OpportunityState, Zone
from pisteur.services.buying import read_journeys
from pisteur.services.deal_people import DealPeopleService
from pisteur.services.workspace import Workspace

_DEALS = """
SELECT o.id, o.title, o.stage_id, s.name, s.zone, o.state, o.amount_cents, o.standby_until,
    coalesce(r.name, o.lost_reason), o.lost_note, o.forced_reason, o.forced_sale_reason,
    o.next_follow_up_id, o.wake_on, o.offer_id, coalesce(f.name, ''), o.budget_least_cents,
    o.budget_most_cents, o.came_for, coalesce(w.name, ''), coalesce(w.advice, ''), o.expected_on,
    o.quoted_on, o.quote_expires_on, o.quote_reference,
    (SELECT CASE i.outcome WHEN 'ambiguous' THEN i.happened_at END FROM interactions i
        WHERE i.opportunity_id = o.id AND i.outcome IN ('yes', 'no', 'ambiguous')
        ORDER BY i.happened_at DESC, i.id DESC LIMIT 1)
FROM opportunities o JOIN stages s ON s.id = o.stage_id
LEFT JOIN loss_reasons r ON r.key = o.lost_reason
LEFT JOIN offers f ON f.id = o.offer_id
LEFT JOIN came_for w ON w.key = o.came_for
WHERE o.contact_id = ? ORDER BY o.created_at DESC, o.id DESC
"""


def read_deals(
    workspace: Workspace, people: DealPeopleService, contact_id: int
) -> tuple[OpportunityView, ...]:
    """Return the deals of a contact, the newest first; none for a contact that is gone."""
    rows = workspace.db.rows(_DEALS, (contact_id,))
    parts = people.people_of([row[0] for row in rows])
    journeys = read_journeys(workspace, contact_id)
    return tuple(_view(row, parts.get(row[0], ()), journeys.get(row[0], NOWHERE)) for row in rows)


def _view(row: Any, people: tuple[DealPersonView, ...], journey: Journey) -> OpportunityView:
    return OpportunityView(
        id=row[0],
        title=row[1],
        stage_id=row[2],
        stage_name=row[3],
        zone=Zone(row[4]),
        state=OpportunityState(row[5]),
        amount_cents=row[6],
        standby_until=_day(row[7]),
        lost_reason=row[8],
        lost_note=row[9],
        forced_reason=row[10],
        forced_sale_reason=row[11],
        next_follow_up_id=row[12],
        budget=Budget(row[16], row[17]),
        people=people,
        wake_on=_day(row[13]),
        facts=DealFacts(
            offer_id=row[14],
            offer_name=row[15],
            came_for=row[18],
            came_for_name=row[19],
            came_for_advice=row[20],
            expected_on=_day(row[21]),
        ),
        journey=journey,
        quote=QuoteView(sent_on, _day(row[23]), row[24]) if (sent_on := _day(row[22])) else None,
        open_answer_on=_local_day(row[25]),
    )


def _local_day(instant: str | None) -> date | None:
    return datetime.fromisoformat(instant).astimezone().date() if instant else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
