"""Takes follow-ups and contacts out, as calendar or CSV files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pisteur.domain.records import ContactRecord, FollowUpRecord, LabelledValue
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.words import InteractionKind, PointKind
from pisteur.exchange.atomic import write_file
from pisteur.exchange.csv_out import CsvStyle, contacts_to_csv, follow_ups_to_csv
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text, text_to_instant
from pisteur.storage.status_sql import status_case

CANCELLED_FOR = timedelta(days=90)
"""How long a calendar file still says that an action was cancelled."""

_POINT = (
    "coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = '{kind}'"
    " ORDER BY position, id LIMIT 1), '')"
)
_FOLLOW_UPS = f"""
SELECT f.uid, f.sequence, f.title, f.kind, f.due_on, f.due_time, f.time_zone, f.created_at,
    f.updated_at, c.name, c.company, {_POINT.format(kind="phone")}, {_POINT.format(kind="email")},
    coalesce(o.title, ''), o.amount_cents, f.note, f.done_at, f.cancelled_at,
    coalesce(f.rrule, ''), f.recurs_from_done
FROM follow_ups f JOIN contacts c ON c.id = f.contact_id
LEFT JOIN opportunities o ON o.id = f.opportunity_id
WHERE f.due_on >= :start AND f.due_on <= :end AND f.done_at IS NULL
    AND (f.cancelled_at IS NULL OR f.cancelled_at >= :cancelled_since)
ORDER BY f.due_on, coalesce(f.due_time, '99'), f.id
"""
_CONTACTS = f"""
SELECT c.id, c.civility, c.given_name, c.family_name, c.name, c.company, c.job_title, c.street,
    c.postal_code, c.city, c.country, c.website, c.siret, c.nature, c.heat, {status_case()},
    c.source, coalesce(f.title, ''), f.due_on, c.last_interaction_at, c.created_at
FROM contacts c LEFT JOIN follow_ups f ON f.id = c.next_follow_up_id
ORDER BY c.sort_name, c.id
"""


class ExportingService:
    """Writes files for others to read; changes nothing in the data."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows

    def follow_ups(
        self,
        start: date | None = None,
        end: date | None = None,
        *,
        with_cancelled: bool = False,
    ) -> tuple[FollowUpRecord, ...]:
        """Return the open actions due from `start` to `end`, both included, by date.

        Args:
            start: None for no limit.
            end: None for no limit.
            with_cancelled: also those cancelled lately, so that a calendar can drop them.
        """
        since = self._workspace.clock.now() - CANCELLED_FOR
        found = self._rows(
            _FOLLOW_UPS,
            {
                "start": (start or date.min).isoformat(),
                "end": (end or date.max).isoformat(),
                "cancelled_since": instant_to_text(since) if with_cancelled else "9999",
            },
        )
        return tuple(map(_follow_up, found))

    def follow_ups_to_ics(
        self,
        path: Path,
        start: date | None = None,
        end: date | None = None,
        *,
        as_todo: bool = False,
    ) -> int:
        """Write the open actions as a calendar file; returns how many.

        Actions cancelled in the last 90 days are in it too, as cancelled, and are not counted.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        # Loads the calendar library, which the window does not need before.
        from pisteur.exchange.ics import follow_ups_to_ics  # noqa: PLC0415

        self._workspace.refuse_own_file(path)
        records = self.follow_ups(start, end, with_cancelled=True)
        now = self._workspace.clock.now()
        write_file(path, follow_ups_to_ics(records, as_todo=as_todo, now=now))
        return sum(1 for record in records if not record.cancelled)

    def follow_ups_to_csv(
        self,
        path: Path,
        start: date | None = None,
        end: date | None = None,
        *,
        style: CsvStyle = CsvStyle.FRENCH,
    ) -> int:
        """Write the open actions as CSV; returns how many.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        records = self.follow_ups(start, end)
        write_file(path, follow_ups_to_csv(records, style))
        return len(records)

    def contacts(self, ids: Iterable[int] | None = None) -> tuple[ContactRecord, ...]:
        """Return contacts by name: some, or everyone."""
        today = self._workspace.clock.today()
        since = dormant_before(today, self._workspace.setting(DORMANCY_MONTHS))
        found = self._rows(_CONTACTS, {"customer_since": since.isoformat()})
        wanted = None if ids is None else set(ids)
        kept = [row for row in found if wanted is None or row[0] in wanted]
        points, tags, notes = self._points(), self._tags(), self._notes()
        return tuple(
            _contact(row, points.get(row[0], ()), tags.get(row[0], ()), notes.get(row[0], ()))
            for row in kept
        )

    def contacts_to_csv(
        self,
        path: Path,
        ids: Iterable[int] | None = None,
        *,
        style: CsvStyle = CsvStyle.FRENCH,
    ) -> int:
        """Write contacts as CSV that reads back as it was; returns how many.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        records = self.contacts(ids)
        write_file(path, contacts_to_csv(records, style))
        return len(records)

    def _points(self) -> dict[int, list[tuple[str, LabelledValue]]]:
        points: dict[int, list[tuple[str, LabelledValue]]] = defaultdict(list)
        sql = "SELECT contact_id, kind, value, label FROM contact_points ORDER BY position, id"
        for contact_id, kind, value, label in self._rows(sql):
            points[contact_id].append((kind, LabelledValue(value, label)))
        return points

    def _tags(self) -> dict[int, list[str]]:
        tags: dict[int, list[str]] = defaultdict(list)
        sql = "SELECT ct.contact_id, t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id"
        for contact_id, name in self._rows(f"{sql} ORDER BY t.name"):
            tags[contact_id].append(name)
        return tags

    def _notes(self) -> dict[int, list[str]]:
        """Return the notes of the journal, oldest first; exchanges are not notes."""
        notes: dict[int, list[str]] = defaultdict(list)
        sql = "SELECT contact_id, body FROM interactions WHERE kind = ? ORDER BY happened_at, id"
        for contact_id, body in self._rows(sql, (InteractionKind.NOTE.value,)):
            if body:
                notes[contact_id].append(body)
        return notes


def _follow_up(row: Any) -> FollowUpRecord:
    return FollowUpRecord(
        uid=row[0],
        sequence=row[1],
        title=row[2],
        kind=row[3],
        due_on=date.fromisoformat(row[4]),
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
    )


def _day(instant: str | None) -> date | None:
    return None if instant is None else datetime.fromisoformat(instant).astimezone().date()
