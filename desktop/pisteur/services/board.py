"""What the board shows, in plain SQL over sqlite3.

On the way to the first paint: imports neither SQLModel nor SQLAlchemy. Writing is done by
`pisteur.services.opportunities`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING

from pisteur.domain.board import (
    BoardDelta,
    BoardSnapshot,
    Card,
    PipelineName,
    StageView,
    Totals,
)
from pisteur.domain.board_words import Zone
from pisteur.domain.settings import PIPELINE, STALE_DAYS
from pisteur.services.stored_settings import read_setting
from pisteur.storage.connection import reading

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

DEAL_TITLE = (
    "CASE WHEN o.title <> '' THEN o.title WHEN c.company <> '' THEN c.company"
    " ELSE c.display_name END"
)
"""What a deal `o` of a contact `c` is called; `Cards.title_of` says the same of records."""

_CARDS = f"""
SELECT o.id, o.contact_id, o.stage_id, o.rank, o.state,
    {DEAL_TITLE},
    CASE WHEN o.title <> '' THEN
            CASE WHEN c.company <> '' THEN c.company ELSE c.display_name END
        WHEN c.company <> '' AND c.name <> '' THEN
            c.name || CASE WHEN c.job_title <> '' THEN ' · ' || c.job_title ELSE '' END
        ELSE coalesce((SELECT p.value FROM contact_points p WHERE p.contact_id = c.id
            AND p.value <> c.display_name ORDER BY p.kind DESC, p.position LIMIT 1), c.source) END,
    o.amount_cents, c.heat, coalesce(q.pips, ''), f.id, f.title, f.due_on, f.due_time,
    o.standby_until, max(o.stage_entered_at, coalesce(c.last_interaction_at, '')),
    o.forced_reason, o.forced_sale_reason, c.unreliable_reason,
    coalesce((SELECT i.outcome = 'ambiguous' FROM interactions i WHERE i.opportunity_id = o.id
        AND i.outcome IN ('yes', 'no', 'ambiguous')
        ORDER BY i.happened_at DESC, i.id DESC LIMIT 1), 0),
    coalesce(f.kind, '')
FROM opportunities o JOIN contacts c ON c.id = o.contact_id
LEFT JOIN qualifications q ON q.id = c.qualification_id
LEFT JOIN follow_ups f ON f.id = o.next_follow_up_id
WHERE o.state <> 'lost'
"""
_FIRST_CARDS = f"{_CARDS} AND o.state <> 'standby' AND o.stage_id = ? ORDER BY o.rank, o.id LIMIT ?"

# More deals than this in one change, and the board is read anew.
_MANY = 500


def read_board(connection: sqlite3.Connection) -> BoardSnapshot:
    """Read the whole board of the pipeline shown: columns in order, cards in rank order.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        pipelines, shown = _read_shown(connection)
        stages = read_stages(connection, shown)
        there = "" if len(pipelines) == 1 else f" AND o.stage_id IN ({_ids(stages)})"
        found = connection.execute(f"{_CARDS}{there} ORDER BY o.stage_id, o.rank, o.id")
        letters, names = read_criteria(connection)
        return BoardSnapshot(
            stages=stages,
            cards=tuple(map(Card._make, found)),
            criterion_letters=letters,
            stale_days=read_setting(connection, STALE_DAYS),
            pipeline_id=shown,
            pipelines=pipelines,
            criterion_names=names,
        )


def read_first_board(connection: sqlite3.Connection, each: int) -> BoardSnapshot:
    """Read what a window shows first: at most `each` running cards a column, and the totals.

    A small board is read whole.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        one_more = connection.execute(
            "SELECT 1 FROM opportunities WHERE state <> 'lost' LIMIT 1 OFFSET ?", (each,)
        )
        if one_more.fetchone() is None:
            return read_board(connection)
        pipelines, shown = _read_shown(connection)
        stages = read_stages(connection, shown)
        cards = [
            Card._make(row)
            for stage in stages
            for row in connection.execute(_FIRST_CARDS, (stage.id, each))
        ]
        totals = connection.execute(
            "SELECT stage_id, count(*), coalesce(sum(amount_cents), 0) FROM opportunities"
            f" WHERE state NOT IN ('lost', 'standby') AND stage_id IN ({_ids(stages)})"
            " GROUP BY stage_id"
        )
        letters, names = read_criteria(connection)
        return BoardSnapshot(
            stages=stages,
            cards=tuple(cards),
            criterion_letters=letters,
            stale_days=read_setting(connection, STALE_DAYS),
            totals=tuple(totals),
            pipeline_id=shown,
            pipelines=pipelines,
            criterion_names=names,
        )


def read_pipelines(connection: sqlite3.Connection) -> tuple[PipelineName, ...]:
    """Read the pipelines in their order; there is always one."""
    found = connection.execute("SELECT id, name FROM pipelines ORDER BY position, id")
    return tuple(map(PipelineName._make, found))


def shown_pipeline(connection: sqlite3.Connection) -> int:
    """Return the pipeline that the board shows, which is where new deals go."""
    return _read_shown(connection)[1]


def _read_shown(connection: sqlite3.Connection) -> tuple[tuple[PipelineName, ...], int]:
    pipelines = read_pipelines(connection)
    # Nothing to look up for those who have one.
    chosen = read_setting(connection, PIPELINE) if len(pipelines) > 1 else 0
    ids = [pipeline.id for pipeline in pipelines]
    return pipelines, chosen if chosen in ids else ids[0]


def read_stages(
    connection: sqlite3.Connection, pipeline_id: int | None = None
) -> tuple[StageView, ...]:
    """Read the columns, by zone and position: of one pipeline, or of all, one after the other."""
    rank = {zone: place for place, zone in enumerate(Zone)}
    where = "" if pipeline_id is None else f" WHERE s.pipeline_id = {pipeline_id:d}"
    found = connection.execute(
        "SELECT s.id, s.name, s.zone, s.position, s.pipeline_id, s.colour, s.stale_days"
        f" FROM stages s JOIN pipelines p ON p.id = s.pipeline_id{where}"
        " ORDER BY p.position, p.id, s.position, s.id"
    )
    stages = [StageView(i, name, Zone(zone), *rest) for i, name, zone, *rest in found]
    # Sorting keeps the order of those that are equal.
    places = {stage.pipeline_id: place for place, stage in reversed([*enumerate(stages)])}
    return tuple(sorted(stages, key=lambda s: (places[s.pipeline_id], rank[s.zone])))


def _ids(stages: Collection[StageView]) -> str:
    return ", ".join(str(stage.id) for stage in stages)


def read_criteria(connection: sqlite3.Connection) -> tuple[str, tuple[str, ...]]:
    """Read the letters and the names of the required criteria, in the order of the pips."""
    found = connection.execute(
        "SELECT letter, name FROM criteria WHERE required = 1 AND put_away = 0"
        " ORDER BY position, id"
    ).fetchall()
    return "".join(row[0] for row in found), tuple(row[1] for row in found)


def read_cards(connection: sqlite3.Connection, ids: Collection[int]) -> tuple[Card, ...]:
    """Read some cards; those that are not on the board are left out."""
    some, given = _some(ids)
    found = connection.execute(f"{_CARDS} AND o.id {some}", given)
    return tuple(map(Card._make, found))


def read_delta(connection: sqlite3.Connection, changes: ChangeSet) -> BoardDelta | None:
    """Read what a change did to the boards; None says that the one shown must be read anew.

    Raises:
        StorageError: `file.damaged`, `disk.*`.
    """
    with reading(connection):
        return _read_delta(connection, changes)


def _read_delta(connection: sqlite3.Connection, changes: ChangeSet) -> BoardDelta | None:
    if changes.touches("pipelines", "stages", "criteria", "settings"):
        return None
    ids = set(changes.ids("opportunities"))
    if len(ids) > _MANY:
        return None
    if _are_gone(connection, changes.ids("interactions")):
        # Whose mark on a card they were can't be told any more.
        return None
    contacts = changes.ids("contacts") | _owners(
        connection, "contact_points", "contact_id", changes
    )
    if contacts:
        some, given = _some(contacts)
        found = connection.execute(f"SELECT id FROM opportunities WHERE contact_id {some}", given)
        ids.update(row[0] for row in found)
    ids |= _owners(connection, "follow_ups", "opportunity_id", changes)
    ids |= _owners(connection, "interactions", "opportunity_id", changes)
    # Only now: an import of thousands of contacts need not concern a single deal.
    if len(ids) > _MANY:
        return None
    cards = read_cards(connection, ids) if ids else ()
    return BoardDelta(cards, frozenset(ids) - {card.id for card in cards})


def _are_gone(connection: sqlite3.Connection, interactions: Collection[int]) -> bool:
    some, given = _some(interactions)
    found = connection.execute(f"SELECT count(*) FROM interactions WHERE id {some}", given)
    return bool(found.fetchone()[0] < len(interactions))


def _owners(
    connection: sqlite3.Connection, table: str, column: str, changes: ChangeSet
) -> set[int]:
    some, given = _some(changes.ids(table))
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE id {some} AND {column} IS NOT NULL", given
    )
    return {row[0] for row in found}


def _some(ids: Collection[int]) -> tuple[str, tuple[int | str, ...]]:
    """Return what says in SQL that a number is one of `ids`, and what it is given.

    Of very many as JSON: SQLite takes no more than so many by themselves.
    """
    if len(ids) > _MANY:
        return "IN (SELECT value FROM json_each(?))", (f"[{','.join(map(str, ids))}]",)
    return f"IN ({', '.join('?' * len(ids))})", tuple(ids)


def read_totals(connection: sqlite3.Connection) -> Totals:
    """Count contacts and running deals."""
    contacts = connection.execute("SELECT count(*) FROM contacts").fetchone()[0]
    deals = connection.execute(
        "SELECT count(*) FROM opportunities WHERE state IN ('open', 'standby')"
    ).fetchone()[0]
    return Totals(contacts, deals)
