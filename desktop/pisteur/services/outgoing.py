"""Reads what goes out into files: follow-ups, contacts and deals as records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pisteur.domain.errors import DomainError
from pisteur.domain.records import (
    ContactRecord,
    FollowUpRecord,
    LabelledValue,
    OpportunityRecord,
)
from pisteur.domain.recurrence import from_rrule
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.text import fold
from pisteur.domain.words import InteractionKind, PointKind
from pisteur.domain.working_days import Region
from pisteur.services.cadence_runs import region_of
from pisteur.services.recurrence import day_of_rule
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text, text_to_instant
from pisteur.storage.opposition_sql import BARRED_ACTION, BARRED_POINT
from pisteur.storage.status_sql import status_case

ENDED_FOR = timedelta(days=90)
"""How long a calendar file still says that an action was cancelled, or a task done."""

_POINT = (
    "coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = '{kind}'"
    f" AND NOT {BARRED_POINT} ORDER BY position, id LIMIT 1), '')"
)
_SOME = "IN (SELECT value FROM json_each(:ids))"
_NAMED = 10
_BATCH = 500
"""Contacts whose addresses, tags and notes are read at a time: files of any length fit."""
_FOLLOW_UPS = f"""
SELECT f.uid, f.sequence, f.title, f.kind, f.due_on, f.due_time, f.time_zone, f.created_at,
    f.updated_at, c.name, c.company, {_POINT.format(kind="phone")}, {_POINT.format(kind="email")},
    coalesce(o.title, ''), o.amount_cents, f.note, f.done_at, f.cancelled_at,
    coalesce(f.rrule, ''), f.recurs_from_done, f.recurs_from
FROM follow_ups f JOIN contacts c ON c.id = f.contact_id
LEFT JOIN opportunities o ON o.id = f.opportunity_id
WHERE f.due_on >= :start AND f.due_on <= :end
    AND (f.done_at IS NULL OR (f.done_at >= :done_since AND f.rrule IS NULL))
    AND (f.cancelled_at IS NULL OR f.cancelled_at >= :cancelled_since)
    AND (f.cancelled_at IS NOT NULL OR f.done_at IS NOT NULL OR NOT {BARRED_ACTION})
    AND (:chosen IS NULL OR f.id IN (SELECT value FROM json_each(:chosen)))
ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id
"""
_CONTACTS = f"""
SELECT c.id, c.civility, c.given_name, c.family_name, c.name, c.company, c.job_title, c.street,
    c.postal_code, c.city, c.country, c.website, c.siret, c.nature, c.heat, {status_case()},
    c.source, coalesce(f.title, ''), f.due_on, c.last_interaction_at, c.created_at,
    c.uid, c.updated_at, c.naf
FROM contacts c LEFT JOIN follow_ups f ON f.id = c.next_follow_up_id
WHERE c.id {_SOME}
"""
_CONTACT_IDS = "SELECT id FROM contacts c {where} ORDER BY c.sort_name, c.id"
_OPPORTUNITIES = f"""
SELECT o.contact_id, o.title, o.state, p.name, s.zone, s.name, c.name, c.company,
    {_POINT.format(kind="phone")}, {_POINT.format(kind="email")}, o.amount_cents,
    o.stage_entered_at, o.expected_on, o.quote_reference, o.quoted_on, o.quote_expires_on,
    o.standby_until, o.closed_on, coalesce(l.name, o.lost_reason, ''), o.lost_note,
    coalesce(f.title, ''), f.due_on, o.created_at
FROM opportunities o JOIN contacts c ON c.id = o.contact_id
JOIN stages s ON s.id = o.stage_id JOIN pipelines p ON p.id = s.pipeline_id
LEFT JOIN loss_reasons l ON l.key = o.lost_reason
LEFT JOIN follow_ups f ON f.id = o.next_follow_up_id
{{where}}
ORDER BY p.position, p.id, s.position, s.id, o.rank, o.id
"""


class Outgoing:
    """Reads records; changes nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows

    def follow_ups(
        self,
        start: date | None = None,
        end: date | None = None,
        *,
        chosen: Iterable[int] | None = None,
        with_cancelled: bool = False,
        with_done: bool = False,
    ) -> tuple[FollowUpRecord, ...]:
        """Return the open actions due from `start` to `end`, both included, by date.

        Args:
            start: None for no limit.
            end: None for no limit.
            chosen: only these; None for all.
            with_cancelled: also those cancelled lately, so that a calendar can drop them.
            with_done: also those done lately, so that a list of tasks can tick them off. Not
                those that come again: their next time bears the name they had there.
        """
        since = instant_to_text(self._workspace.clock.now() - ENDED_FOR)
        found = self._rows(
            _FOLLOW_UPS,
            {
                "start": (start or date.min).isoformat(),
                "end": (end or date.max).isoformat(),
                "cancelled_since": since if with_cancelled else "9999",
                "done_since": since if with_done else "9999",
                "chosen": None if chosen is None else json.dumps(list(chosen)),
            },
        )
        region = region_of(self._workspace)
        return tuple(_follow_up(row, region) for row in found)

    def contacts(self, ids: Iterable[int] | None = None) -> Iterator[ContactRecord]:
        """Return contacts by name: some, or everyone. They are read as they are taken."""
        today = self._workspace.clock.today()
        since = dormant_before(today, self._workspace.setting(DORMANCY_MONTHS)).isoformat()
        where, values = _those("c.id", ids)
        order = [row[0] for row in self._rows(_CONTACT_IDS.format(where=where), values)]
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            some = {"ids": json.dumps(batch)}
            found = self._rows(_CONTACTS, some | {"customer_since": since})
            rows = {row[0]: row for row in found}
            points, tags, notes = self._points(some), self._tags(some), self._notes(some)
            for contact_id in batch:
                row = rows[contact_id]
                yield _contact(row, points[contact_id], tags[contact_id], notes[contact_id])

    def most_points(self, ids: Iterable[int] | None = None) -> Mapping[PointKind, int]:
        """Return how many phones and e-mails go out of that contact who has most of them."""
        where, values = _those("contact_id", ids, "AND")
        sql = (
            "SELECT kind, max(count) FROM (SELECT kind, count(*) AS count FROM contact_points p"
            f" WHERE NOT {BARRED_POINT} {where} GROUP BY contact_id, kind) GROUP BY kind"
        )
        return {PointKind(kind): count for kind, count in self._rows(sql, values)}

    def count_contacts(self, ids: Iterable[int] | None = None) -> int:
        """Return how many contacts there are, of some or of all."""
        where, values = _those("id", ids)
        return int(self._rows(f"SELECT count(*) FROM contacts {where}", values)[0][0])

    def contact_named(self, text: str) -> int:
        """Return the contact with this number, or with this name or company in full.

        Raises:
            DomainError: `export.contact_unknown`, `export.contact_several`.
        """
        name = text.strip()
        if name.isascii() and name.isdecimal() and self.count_contacts([int(name)]):
            return int(name)
        wanted = fold(name)
        rows = self._rows(
            "SELECT id, name, given_name || ' ' || family_name, family_name || ' ' || given_name,"
            " company FROM contacts ORDER BY id"
        )
        named = [row[0] for row in rows if wanted in map(fold, row[1:4])]
        # The company names someone only where nobody bears the name.
        found = named or [row[0] for row in rows if wanted == fold(row[4])]
        if not found or not wanted:
            raise DomainError("export.contact_unknown", name=name)
        if len(found) > 1:
            numbers = ", ".join(map(str, found[:_NAMED])) + ("…" if found[_NAMED:] else "")
            raise DomainError("export.contact_several", name=name, numbers=numbers)
        return int(found[0])

    def opportunities(
        self, ids: Iterable[int] | None = None, *, chosen: Iterable[int] | None = None
    ) -> tuple[OpportunityRecord, ...]:
        """Return deals, open or ended, as they lie on the boards.

        Args:
            ids: of the contacts whose deals are meant; None for all.
            chosen: the deals themselves, whoever they are with; None for no choice.
        """
        where, values = _those("o.contact_id", ids) if chosen is None else _those("o.id", chosen)
        return tuple(map(_opportunity, self._rows(_OPPORTUNITIES.format(where=where), values)))

    def count_opportunities(
        self, ids: Iterable[int] | None = None, *, chosen: Iterable[int] | None = None
    ) -> int:
        """Return how many deals `opportunities` would return."""
        where, values = _those("contact_id", ids) if chosen is None else _those("id", chosen)
        return int(self._rows(f"SELECT count(*) FROM opportunities {where}", values)[0][0])

    def _points(self, some: dict[str, str]) -> dict[int, list[tuple[str, LabelledValue]]]:
        points: dict[int, list[tuple[str, LabelledValue]]] = defaultdict(list)
        # On a channel that someone objected to there is no address to take out (rule 9).
        sql = (
            "SELECT contact_id, kind, value, label FROM contact_points p"
            f" WHERE contact_id {_SOME} AND NOT {BARRED_POINT} ORDER BY position, id"
        )
        for contact_id, kind, value, label in self._rows(sql, some):
            points[contact_id].append((kind, LabelledValue(value, label)))
        return points

    def _tags(self, some: dict[str, str]) -> dict[int, list[str]]:
        tags: dict[int, list[str]] = defaultdict(list)
        sql = (
            "SELECT ct.contact_id, t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id"
            f" WHERE ct.contact_id {_SOME} ORDER BY t.name"
        )
        for contact_id, name in self._rows(sql, some):
            tags[contact_id].append(name)
        return tags

    def _notes(self, some: dict[str, str]) -> dict[int, list[str]]:
        """Return the notes of the journal, oldest first; exchanges are not notes."""
        notes: dict[int, list[str]] = defaultdict(list)
        sql = (
            f"SELECT contact_id, body FROM interactions WHERE contact_id {_SOME} AND kind = :kind"
            " ORDER BY happened_at, id"
        )
        for contact_id, body in self._rows(sql, some | {"kind": InteractionKind.NOTE.value}):
            if body:
                notes[contact_id].append(body)
        return notes


def _those(
    column: str, ids: Iterable[int] | None, word: str = "WHERE"
) -> tuple[str, dict[str, str]]:
    """Return a condition for some contacts, or none for all, and its values."""
    if ids is None:
        return "", {}
    return f"{word} {column} {_SOME}", {"ids": json.dumps(list(ids))}


def _follow_up(row: Any, region: Region) -> FollowUpRecord:
    due_on, rule = date.fromisoformat(row[4]), from_rrule(row[18])
    series_on = None
    if rule is not None and row[20]:
        begun = date.fromisoformat(row[20])
        series_on = day_of_rule(rule, starts_on=begun, due_on=due_on, region=region)
    return FollowUpRecord(
        uid=row[0],
        sequence=row[1],
        title=row[2],
        kind=row[3],
        due_on=due_on,
        due_time=time.fromisoformat(row[5]) if row[5] else None,
        time_zone=row[6],
        created_at=text_to_instant(row[7]),
        updated_at=text_to_instant(row[8]),
        contact_name=row[9],
        company=row[10],
        phone=row[11],
        email=row[12],
        opportunity_title=row[13],
        amount_cents=row[14],
        note=row[15],
        done=row[16] is not None,
        cancelled=row[17] is not None,
        rrule=row[18],
        recurs_from_done=bool(row[19]),
        series_on=series_on,
    )


def _contact(
    row: Any,
    points: Sequence[tuple[str, LabelledValue]],
    tags: Sequence[str],
    notes: Sequence[str],
) -> ContactRecord:
    return ContactRecord(
        civility=row[1],
        given_name=row[2],
        family_name=row[3],
        name=row[4],
        company=row[5],
        job_title=row[6],
        emails=tuple(value for kind, value in points if kind == PointKind.EMAIL),
        phones=tuple(value for kind, value in points if kind == PointKind.PHONE),
        street=row[7],
        postal_code=row[8],
        city=row[9],
        country=row[10],
        website=row[11],
        siret=row[12],
        nature=row[13],
        heat=row[14],
        status=row[15],
        tags=tuple(tags),
        source=row[16],
        notes="\n".join(notes),
        next_action=row[17],
        next_action_on=date.fromisoformat(row[18]) if row[18] else None,
        last_exchange_on=_day(row[19]),
        created_on=_day(row[20]),
        uid=row[21],
        updated_at=text_to_instant(row[22]),
        naf=row[23],
    )


def _opportunity(row: Any) -> OpportunityRecord:
    return OpportunityRecord(
        title=row[1],
        state=row[2],
        pipeline=row[3],
        zone=row[4],
        stage=row[5],
        contact_name=row[6],
        company=row[7],
        phone=row[8],
        email=row[9],
        amount_cents=row[10],
        in_stage_since=_day(row[11]),
        expected_on=_date(row[12]),
        quote_reference=row[13],
        quoted_on=_date(row[14]),
        quote_expires_on=_date(row[15]),
        standby_until=_date(row[16]),
        closed_on=_date(row[17]),
        lost_reason=" – ".join(filter(None, row[18:20])),
        next_action=row[20],
        next_action_on=_date(row[21]),
        created_on=_day(row[22]),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(instant: str | None) -> date | None:
    return None if instant is None else datetime.fromisoformat(instant).astimezone().date()
