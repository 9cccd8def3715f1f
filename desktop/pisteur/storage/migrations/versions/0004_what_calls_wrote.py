"""Fourth schema: results of calls and marks of oppositions say whose they are.

A result of a call names the rows that it wrote, a mark the contact whose address was taken away.
Of what is stored already neither is known: both stay empty there. The history of contacts was
indexed twice, and the second index was written with each move for nothing.

Frozen text: later schemas are later migrations, never an edit of this one.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE call_session_names ADD COLUMN wrote VARCHAR",
    # A mark outlives its contact.
    "ALTER TABLE opposition_marks ADD COLUMN contact_id INTEGER"
    " REFERENCES contacts (id) ON DELETE SET NULL",
    "CREATE INDEX ix_opposition_marks_contact_id ON opposition_marks (contact_id)",
    # `events_history` begins with the contact, too.
    "DROP INDEX ix_events_contact_id",
)


def upgrade() -> None:
    """Add the two columns; drop the index that another one covers."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
