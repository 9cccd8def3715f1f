"""Reads call sessions: whom to call now, what was said before, what came of all of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from pisteur.domain.answering import Prospects
from pisteur.domain.call_sessions import (
    BegunCalls,
    CallName,
    CallNext,
    CallResult,
    CallSaid,
    CallSummary,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.words import EventKind, FollowUpKind, InteractionKind, OpportunityState, Outcome
from pisteur.i18n import _
from pisteur.services.answering import AnsweringService
from pisteur.services.call_writing import still, stored_writing
from pisteur.services.workspace import Workspace
from pisteur.storage.opposition_sql import BARRED_POINT

PLANNED_SHOWN = 3

# Who was qualified since the session began needs no result of its own.
SINCE = (
    "EXISTS (SELECT 1 FROM qualifications q JOIN call_sessions s ON s.id = n.call_session_id"
    " WHERE q.contact_id = n.contact_id AND q.made_at >= s.started_at)"
)
PHONE = (
    "SELECT coalesce(p.normalised, p.value) FROM contact_points p WHERE p.contact_id = c.id"
    f" AND p.kind = 'phone' AND NOT {BARRED_POINT} ORDER BY p.position, p.id LIMIT 1"
)
WAITING = f"n.call_session_id = ? AND n.result IS NULL AND NOT {SINCE} AND ({PHONE}) IS NOT NULL"
_DEALT = f"n.call_session_id = ? AND (n.result IS NOT NULL OR {SINCE})"
_NAME = f"""
SELECT c.id, (SELECT o.id FROM opportunities o WHERE o.contact_id = c.id
        AND o.state = '{OpportunityState.OPEN}' ORDER BY o.created_at DESC, o.id DESC LIMIT 1),
    c.display_name, c.company, c.sector, c.postal_code, c.city, coalesce(({PHONE}), ''),
    coalesce(l.name, ''), (SELECT count(*) FROM interactions i WHERE i.contact_id = c.id
        AND i.kind = '{InteractionKind.CALL}'),
    coalesce((SELECT i.body FROM interactions i WHERE i.contact_id = c.id AND i.body <> ''
        ORDER BY i.happened_at DESC, i.id DESC LIMIT 1), ''),
    n.position, n.id, n.result, n.done_at, n.wrote, {SINCE}
FROM call_session_names n JOIN contacts c ON c.id = n.contact_id
LEFT JOIN lead_lists l ON l.id = c.lead_list_id
"""
# What a result planned; one from before the fourth schema doesn’t say. The next time of a series
# that was ticked off began before the call.
_PLANNED = (
    "f.created_at >= n.done_at AND f.created_at = CASE WHEN n.wrote IS NULL THEN n.done_at"
    " ELSE json_extract(n.wrote, '$.planned.\"' || f.id || '\"') END"
)


class CallReader:
    """Queries on sessions."""

    def __init__(self, workspace: Workspace, answering: AnsweringService) -> None:
        self._db = workspace.db
        self._answering = answering

    def begun(self, name: str, list_id: int | None) -> BegunCalls | None:
        """Return the newest session of a source that was left with names to call."""
        found = self._db.rows(
            "SELECT id, started_at FROM call_sessions WHERE closed_at IS NULL"
            " AND lead_list_id IS ? AND (lead_list_id IS NOT NULL OR name = ?)"
            " ORDER BY id DESC LIMIT 1",
            (list_id, name),
        )
        if not found or self.current(found[0][0]) is None:
            return None
        session_id, started = found[0]
        total = self.total(session_id)
        began_on = datetime.fromisoformat(started).astimezone().date()
        return BegunCalls(session_id, began_on, total - self.waiting(session_id), total)

    def script(self, name: str, list_id: int | None) -> str:
        """Return the script of the newest session of a source, empty without one."""
        found = self._db.rows(
            "SELECT script FROM call_sessions WHERE lead_list_id IS ?"
            " AND (lead_list_id IS NOT NULL OR name = ?) ORDER BY id DESC LIMIT 1",
            (list_id, name),
        )
        return str(found[0][0]) if found else ""

    def total(self, session_id: int) -> int:
        """Count the names of a session."""
        sql = "SELECT count(*) FROM call_session_names WHERE call_session_id = ?"
        return int(self._db.rows(sql, (session_id,))[0][0])

    def waiting(self, session_id: int) -> int:
        """Count those who are still to be called."""
        sql = "SELECT count(*) FROM call_session_names n JOIN contacts c ON c.id = n.contact_id"
        return int(self._db.rows(f"{sql} WHERE {WAITING}", (session_id,))[0][0])

    # One name.

    def current(self, session_id: int) -> CallName | None:
        """Return the first who is still to be called."""
        found = self._db.rows(
            f"{_NAME} WHERE {WAITING} ORDER BY n.position, n.id LIMIT 1", (session_id,)
        )
        return self._name(session_id, found[0]) if found else None

    def named(self, session_id: int, contact_id: int) -> CallName:
        """Return a name of a session, called or not.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._db.rows(
            f"{_NAME} WHERE n.call_session_id = ? AND n.contact_id = ?", (session_id, contact_id)
        )
        if not found:
            raise DomainError("record.gone")
        return self._name(session_id, found[0])

    def last_id(self, session_id: int) -> int | None:
        """Return the last name that was dealt with, None at the beginning."""
        found = self._db.rows(
            f"SELECT n.contact_id FROM call_session_names n WHERE {_DEALT}"
            " ORDER BY n.position DESC, n.id DESC LIMIT 1",
            (session_id,),
        )
        return int(found[0][0]) if found else None

    def _name(self, session_id: int, row: Any) -> CallName:
        town = " ".join(part for part in row[5:7] if part)
        place, own_id, result, done_at, wrote, qualified = row[11:]
        return CallName(
            contact_id=row[0],
            opportunity_id=row[1],
            name=row[2],
            company=row[3],
            place=" · ".join(part for part in (row[4], town) if part),
            phone=row[7],
            list_name=row[8],
            attempts=row[9],
            last=row[10],
            again_on=self.again_on(row[0]),
            said=self._said(row[0], result, done_at, wrote) if result or qualified else None,
            before_id=self._beside(session_id, place, own_id, "<", "DESC"),
            after_id=self._beside(session_id, place, own_id, ">", "ASC"),
        )

    def _beside(
        self, session_id: int, place: int, own_id: int, where: str, order: str
    ) -> int | None:
        found = self._db.rows(
            f"SELECT n.contact_id FROM call_session_names n WHERE {_DEALT}"
            f" AND (n.position, n.id) {where} (?, ?)"
            f" ORDER BY n.position {order}, n.id {order} LIMIT 1",
            (session_id, place, own_id),
        )
        return int(found[0][0]) if found else None

    def again_on(self, contact_id: int) -> date | None:
        """Return when another try is proposed if there is no answer now."""
        prospects: Prospects = self._answering.prospects(contact_id, InteractionKind.CALL)
        return prospects.proposed[Outcome.NO_ANSWER].due_on

    def _said(
        self, contact_id: int, result: str | None, done_at: str | None, wrote: str | None
    ) -> CallSaid:
        if result is None:
            return CallSaid(None)
        writing = stored_writing(self._db, contact_id, done_at, wrote)
        lines = still(self._db, writing, "noted", "body")
        note = str(lines[-1][0]) if lines else ""
        columns = "due_on, due_time, created_at, done_at, cancelled_at"
        # The next time of a series that was ticked off began before the call.
        planned = [
            row[:2]
            for row in still(self._db, writing, "planned", columns)
            if row[2] >= done_at and not row[3] and not row[4]
        ]
        on, at = planned[-1] if planned else (None, None)
        lost = still(self._db, writing, "lost", "lost_reason")
        kinds = {row[0] for row in still(self._db, writing, "events", "kind")}
        return CallSaid(
            CallResult(result),
            "" if note == _("To be called back") else note,
            date.fromisoformat(on) if on else None,
            time.fromisoformat(at) if at else None,
            lost[0][0] if lost else None,
            objects=EventKind.OBJECTED in kinds,
        )

    # The end.

    def summary(self, session_id: int) -> CallSummary:
        """Return what came of a session so far."""
        counts = dict.fromkeys((*CallResult, "qualified"), 0)
        for (kind,) in self._db.rows(
            f"SELECT CASE WHEN {SINCE} THEN 'qualified' ELSE n.result END"
            " FROM call_session_names n WHERE n.call_session_id = ?",
            (session_id,),
        ):
            if kind is not None:
                counts[kind] += 1
        planned, besides = self._planned(session_id)
        reached = counts["call_back"] + counts["not_interested"] + counts["qualified"]
        return CallSummary(
            called=reached + counts["no_answer"],
            reached=reached,
            no_answer=counts["no_answer"],
            call_back=counts["call_back"],
            not_interested=counts["not_interested"],
            qualified=counts["qualified"],
            skipped=counts["skipped"],
            left=self.waiting(session_id),
            planned=planned,
            planned_besides=besides,
        )

    def _planned(self, session_id: int) -> tuple[tuple[CallNext, ...], int]:
        """Return the next calls, and how many there are besides."""
        found = self._db.rows(
            "SELECT c.display_name, f.due_on, f.due_time, count(*) OVER ()"
            " FROM call_session_names n"
            " JOIN contacts c ON c.id = n.contact_id JOIN follow_ups f"
            f" ON f.contact_id = n.contact_id AND {_PLANNED}"
            f" AND f.kind = '{FollowUpKind.CALL}' AND f.done_at IS NULL"
            " AND f.cancelled_at IS NULL AND f.cadence_run_id IS NULL"
            " WHERE n.call_session_id = ? AND n.result IN ('call_back', 'no_answer')"
            " ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id LIMIT ?",
            (session_id, PLANNED_SHOWN),
        )
        calls = tuple(
            CallNext(name, date.fromisoformat(on), time.fromisoformat(at) if at else None)
            for name, on, at, _count in found
        )
        return calls, found[0][3] - len(found) if found else 0
