"""Plans the next actions of a list inside an open step, by plain SQL.

Each goes to the open deal that its row names, or to the only one of its contact. A day that has
passed stays what it is: Today shows it as overdue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice

from pisteur.domain.records import ActionRecord
from pisteur.domain.text import clean_block, clean_line, fold
from pisteur.domain.words import EventKind, FollowUpKind, OpportunityState
from pisteur.i18n import _
from pisteur.services.workspace import Workspace
from pisteur.storage.bulk import insert_many
from pisteur.storage.columns import instant_to_text
from pisteur.storage.tables import new_uid

_PORTION = 500
_COLUMNS = (
    *("uid", "contact_id", "opportunity_id", "kind", "title", "note", "due_on"),
    *("sequence", "created_at", "updated_at"),
)
Planned = tuple[int, ActionRecord]


class ActionWriter:
    """Writes the actions of one list, once its deals are written."""

    def __init__(self, workspace: Workspace, list_name: str) -> None:
        self._db = workspace.db.raw
        self._rows = workspace.db.rows
        self._now = instant_to_text(workspace.clock.now())
        self._list = list_name
        self._usual = _("Follow up")

    def insert(self, actions: Iterable[Planned]) -> int:
        """Plan actions of contacts; returns how many."""
        count, rest = 0, iter(actions)
        while some := list(islice(rest, _PORTION)):
            count += len(some)
            self._insert(some)
        return count

    def _insert(self, actions: Sequence[Planned]) -> None:
        deals = self._open_deals({contact_id for contact_id, _action in actions})
        rows = []
        for contact_id, action in actions:
            deal_id = _deal_of(action, deals.get(contact_id, ()))
            title = clean_line(action.title) or self._usual
            place = (new_uid(), contact_id, deal_id, FollowUpKind.TASK.value)
            said = (title, clean_block(action.note), action.due_on.isoformat())
            rows.append((*place, *said, 0, self._now, self._now))
        insert_many(self._db, "follow_ups", _COLUMNS, rows)
        # By this an action is known that was put off or renamed since.
        insert_many(
            self._db,
            "events",
            ("contact_id", "opportunity_id", "kind", "detail", "happened_at"),
            [
                (row[1], row[2], EventKind.IMPORTED.value, self._detail(action), self._now)
                for row, (_contact, action) in zip(rows, actions, strict=True)
            ],
        )

    def _detail(self, action: ActionRecord) -> str:
        said = {"list": self._list, "action_on": action.due_on.isoformat(), "action": action.title}
        return json.dumps(said, ensure_ascii=False)

    def _open_deals(self, contact_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
        """Return number and title of the open deals of contacts."""
        ids = list(contact_ids)
        found: dict[int, list[tuple[int, str]]] = {}
        for contact_id, deal_id, title in self._rows(
            "SELECT contact_id, id, title FROM opportunities"
            f" WHERE contact_id IN ({', '.join('?' * len(ids))})"
            f" AND state = '{OpportunityState.OPEN}' ORDER BY id",
            ids,
        ):
            found.setdefault(contact_id, []).append((deal_id, title))
        return found


def _deal_of(action: ActionRecord, deals: Sequence[tuple[int, str]]) -> int | None:
    wanted = fold(action.deal)
    same = next((i for i, title in deals if wanted and fold(title) == wanted), None)
    return deals[0][0] if same is None and len(deals) == 1 else same
