"""The page of the day: what is late, due, woken or without next action."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from pisteur.domain.calendar import working_week_end
from pisteur.domain.qualification_history import requalification
from pisteur.domain.settings import DORMANCY_MONTHS, REQUALIFY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.today_snapshots import DealView, FollowUpView, RequalifyView, TodaySnapshot
from pisteur.domain.words import FollowUpKind, Status
from pisteur.services.board import DEAL_TITLE
from pisteur.services.workspace import Workspace
from pisteur.storage.opposition_sql import BARRED_ACTION, BARRED_POINT
from pisteur.storage.status_sql import status_case

# No number and no address is proposed on a channel that the contact objected to (rule 9).
_REACH = f"""
    coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = 'phone'
        AND NOT {BARRED_POINT} ORDER BY position LIMIT 1), ''),
    coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = 'email'
        AND NOT {BARRED_POINT} ORDER BY position LIMIT 1), '')"""

FOLLOW_UPS = f"""
SELECT f.id, f.contact_id, f.opportunity_id, f.kind, f.title, f.note, f.due_on, f.due_time,
    f.done_at, c.display_name, c.company, coalesce(o.title, ''), o.amount_cents, {_REACH},
    {status_case()}, f.cadence_run_id, f.template, coalesce(f.rrule, ''), f.recurs_from_done,
    {BARRED_ACTION}
FROM follow_ups f JOIN contacts c ON c.id = f.contact_id
LEFT JOIN opportunities o ON o.id = f.opportunity_id
WHERE f.done_at IS NULL AND f.cancelled_at IS NULL
"""

_DEALS = f"""
SELECT o.id, o.contact_id,
    {DEAL_TITLE},
    c.display_name, c.company, s.name, o.amount_cents, o.standby_until, {_REACH}, {status_case()},
    o.wake_on, coalesce(r.name, o.lost_reason, '')
FROM opportunities o JOIN contacts c ON c.id = o.contact_id JOIN stages s ON s.id = o.stage_id
LEFT JOIN loss_reasons r ON r.key = o.lost_reason
"""


# Of each contact the newest deal that runs or was won; contacts that have only others are left out.
_QUALIFIED = f"""
SELECT c.id, o.id, q.made_at, {status_case()},
    CASE WHEN coalesce(o.title, '') <> '' THEN o.title WHEN c.company <> '' THEN c.company
        ELSE c.display_name END,
    c.display_name, c.company, o.amount_cents, {_REACH}
FROM contacts c JOIN qualifications q ON q.id = c.qualification_id
LEFT JOIN opportunities o ON o.id = (SELECT d.id FROM opportunities d WHERE d.contact_id = c.id
    AND d.state IN ('open', 'won') ORDER BY d.state, d.created_at DESC, d.id DESC LIMIT 1)
WHERE date(q.made_at) < :today AND (c.qualified = 1 OR c.last_sale_on IS NOT NULL)
    AND (o.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM opportunities d WHERE d.contact_id = c.id))
"""


def follow_up_view(row: Any) -> FollowUpView:
    """Return the view of a row of FOLLOW_UPS."""
    return FollowUpView(
        id=row[0],
        contact_id=row[1],
        opportunity_id=row[2],
        kind=FollowUpKind(row[3]),
        title=row[4],
        note=row[5],
        due_on=date.fromisoformat(row[6]),
        due_time=time.fromisoformat(row[7]) if row[7] else None,
        done_at=datetime.fromisoformat(row[8]) if row[8] else None,
        contact_name=row[9],
        company=row[10],
        deal_title=row[11],
        amount_cents=row[12],
        phone=row[13],
        email=row[14],
        status=Status(row[15]),
        cadence_run_id=row[16],
        template=row[17],
        rrule=row[18],
        recurs_from_done=bool(row[19]),
        objected=bool(row[20]),
    )


def _deal_view(row: Any) -> DealView:
    return DealView(
        id=row[0],
        contact_id=row[1],
        title=row[2],
        contact_name=row[3],
        company=row[4],
        stage_name=row[5],
        amount_cents=row[6],
        standby_until=date.fromisoformat(row[7]) if row[7] else None,
        phone=row[8],
        email=row[9],
        status=Status(row[10]),
        wake_on=date.fromisoformat(row[11]) if row[11] else None,
        lost_reason=row[12],
    )


class TodayService:
    """Reads the page of the day."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def customer_since(self) -> str:
        """Return the parameter of the status expression, as ISO text."""
        months = self._workspace.setting(DORMANCY_MONTHS)
        return dormant_before(self._workspace.clock.today(), months).isoformat()

    def urgent_count(self) -> int:
        """Count what waits for the user today, as `TodaySnapshot.urgent_count` does."""
        found = self._workspace.db.rows(
            "SELECT (SELECT count(*) FROM follow_ups WHERE done_at IS NULL"
            " AND cancelled_at IS NULL AND due_on <= :today)"
            " + (SELECT count(*) FROM opportunities"
            " WHERE state = 'standby' AND standby_until <= :today)"
            " + (SELECT count(*) FROM opportunities WHERE state = 'lost' AND wake_on <= :today)",
            {"today": self._workspace.clock.today().isoformat()},
        )
        return int(found[0][0])

    def today(self) -> TodaySnapshot:
        """Read the page. The week ends on Sunday; on a week-end it is the one that comes."""
        today = self._workspace.clock.today()
        parameters = {
            "customer_since": self.customer_since(),
            "today": today.isoformat(),
            "week_end": working_week_end(today).isoformat(),
        }
        rows = self._workspace.db.rows
        due = [
            follow_up_view(row)
            for row in rows(
                f"{FOLLOW_UPS} AND f.due_on <= :week_end"
                " ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id",
                parameters,
            )
        ]
        later = rows(
            "SELECT count(*) FROM follow_ups"
            " WHERE done_at IS NULL AND cancelled_at IS NULL AND due_on > :week_end",
            parameters,
        )
        without = rows(
            f"{_DEALS} WHERE o.state = 'open' AND o.next_follow_up_id IS NULL"
            " ORDER BY o.stage_entered_at, o.id",
            parameters,
        )
        woken = rows(
            f"{_DEALS} WHERE o.state = 'standby' AND o.standby_until <= :today"
            " ORDER BY o.standby_until, o.id",
            parameters,
        )
        worth_asking = rows(
            f"{_DEALS} WHERE o.state = 'lost' AND o.wake_on <= :today ORDER BY o.wake_on, o.id",
            parameters,
        )
        return TodaySnapshot(
            today=today,
            without_action=tuple(map(_deal_view, without)),
            woken=tuple(map(_deal_view, woken)),
            lost_to_ask=tuple(map(_deal_view, worth_asking)),
            overdue=tuple(f for f in due if f.due_on < today),
            due_today=tuple(f for f in due if f.due_on == today),
            this_week=tuple(f for f in due if f.due_on > today),
            later_count=later[0][0],
            requalify=self._requalify(today),
        )

    def _requalify(self, today: date) -> tuple[RequalifyView, ...]:
        """Return who is to be qualified again, the longest due first; nobody without a limit.

        Whose deals are all lost or put aside is left alone.
        """
        months = self._workspace.setting(REQUALIFY_MONTHS)
        if months is None:
            return ()
        found = self._workspace.db.rows(
            _QUALIFIED, {"customer_since": self.customer_since(), "today": today.isoformat()}
        )
        due = []
        for contact_id, deal_id, made_at, status, *shown in found:
            qualified_on = datetime.fromisoformat(made_at).astimezone().date()
            when = requalification(qualified_on, Status(status), months, today)
            if when.due and when.due_on is not None:
                title, name, company, cents, phone, email = shown
                days = (qualified_on, when.due_on)
                due.append(
                    RequalifyView(
                        contact_id, deal_id, title, name, company, cents, *days, phone, email
                    )
                )
        return tuple(sorted(due, key=lambda one: (one.due_on, one.contact_id)))
