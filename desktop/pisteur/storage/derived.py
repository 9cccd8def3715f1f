"""What the derived columns must hold, computed afresh; to check and repair.

Triggers keep them during use (`migrations/triggers_0001.py`); this module is their second
opinion, over the whole file at once. Not for reading lists: those use the columns.
"""

from __future__ import annotations

import sqlite3

_FIRST_OPEN = (
    "done_at IS NULL AND cancelled_at IS NULL ORDER BY due_on, coalesce(due_time, '99'), id LIMIT 1"
)
_QUALIFICATION = (
    "FROM qualifications x WHERE x.contact_id = contacts.id ORDER BY made_at DESC, id DESC LIMIT 1"
)
_INTERACTION = (
    "FROM interactions x WHERE x.contact_id = contacts.id"
    " ORDER BY happened_at DESC, id DESC LIMIT 1"
)
_ACTION = f"FROM follow_ups x WHERE x.contact_id = contacts.id AND {_FIRST_OPEN}"

# Table → derived column → the expression of its value.
DERIVED: dict[str, dict[str, str]] = {
    "contacts": {
        "last_sale_on": "(SELECT max(accepted_on) FROM sales x"
        " WHERE x.contact_id = contacts.id AND cancelled_on IS NULL)",
        "qualification_id": f"(SELECT id {_QUALIFICATION})",
        "qualified": f"coalesce((SELECT positive {_QUALIFICATION}), 0)",
        "last_interaction_at": f"(SELECT happened_at {_INTERACTION})",
        "last_interaction_kind": f"(SELECT kind {_INTERACTION})",
        "next_follow_up_id": f"(SELECT id {_ACTION})",
        "next_due": f"(SELECT due_on || coalesce(' ' || due_time, '') {_ACTION})",
    },
    "opportunities": {
        "next_follow_up_id": "(SELECT id FROM follow_ups x"
        f" WHERE x.opportunity_id = opportunities.id AND {_FIRST_OPEN})",
    },
}


def count_stale(connection: sqlite3.Connection) -> dict[str, int]:
    """Return `table.column` → number of rows whose derived value is not what it should be."""
    stale = {}
    for table, columns in DERIVED.items():
        for column, expression in columns.items():
            found = connection.execute(
                f"SELECT count(*) FROM {table} WHERE {column} IS NOT {expression}"
            ).fetchone()[0]
            if found:
                stale[f"{table}.{column}"] = found
    return stale


def refresh(connection: sqlite3.Connection) -> None:
    """Write every derived value that is not what it should be; inside the caller's step."""
    for table, columns in DERIVED.items():
        for column, expression in columns.items():
            connection.execute(
                f"UPDATE {table} SET {column} = {expression} WHERE {column} IS NOT {expression}"
            )
