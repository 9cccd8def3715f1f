"""The fourth schema: what a file of the third one gets, and that nothing is read the slower."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from golden.make import golden_file
from pisteur.domain.words import OpportunityState
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import search_index
from pisteur.storage.tables import TABLE_NAMES
from support.clock import FakeClock
from support.dumps import dump

SECOND = "2026-11-23T10:00:00Z"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file of the third schema in which a name of a call session said no."""
    path = tmp_path / "pisteur.db"
    shutil.copy2(golden_file(3), path)
    connection = sqlite3.connect(path)
    for statement in (
        f"UPDATE call_session_names SET result = 'not_interested', done_at = '{SECOND}'",
        "INSERT INTO interactions (contact_id, opportunity_id, kind, direction, outcome, body,"
        f" happened_at, created_at) VALUES (2, 2, 'call', 'outgoing', 'no', 'non', '{SECOND}',"
        f" '{SECOND}')",
        "INSERT INTO events (contact_id, opportunity_id, kind, detail, happened_at)"
        f" VALUES (2, 2, 'lost', '{{}}', '{SECOND}')",
        "UPDATE opportunities SET state = 'lost', lost_reason = 'price', closed_on = '2026-11-23'"
        " WHERE id = 2",
    ):
        connection.execute(statement)
    search_index.write_changes(connection)
    connection.commit()
    connection.close()
    return path


def test_it_is_backed_up_and_keeps_every_row(older: Path) -> None:
    with sqlite3.connect(older) as connection:
        before = {name: connection.execute(f"SELECT * FROM {name}") for name in TABLE_NAMES}
        known = {name: [own[0] for own in rows.description] for name, rows in before.items()}
        stored = {name: rows.fetchall() for name, rows in before.items()}
    connection.close()
    services = Services(open_data(older), FakeClock())
    for name, columns in known.items():
        assert services.db.rows(f"SELECT {', '.join(columns)} FROM {name}") == stored[name], name
    assert services.upkeep.check().problems == ()
    services.close()
    (backup,) = (older.parent / "backups").iterdir()
    assert backup.name.endswith(".before-upgrade.db")
    with sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counted = connection.execute("SELECT count(*) FROM contacts").fetchone()
        assert counted == (len(stored["contacts"]),)
    connection.close()


def test_a_result_of_before_is_taken_back(upgraded: Services) -> None:
    assert upgraded.db.rows("SELECT wrote FROM call_session_names") == [(None,)]
    before = dump(upgraded.db.raw)
    upgraded.call_sessions.take_back(1, 2)
    rows = upgraded.db.rows
    assert rows("SELECT state FROM opportunities WHERE id = 2") == [(OpportunityState.OPEN,)]
    assert rows("SELECT id FROM interactions WHERE body = 'non'") == []
    assert rows("SELECT id FROM events WHERE kind = 'lost' AND contact_id = 2") == []
    upgraded.undo()
    assert dump(upgraded.db.raw) == before


def test_a_mark_of_before_is_nobody_s(upgraded: Services) -> None:
    marks = upgraded.db.rows("SELECT digest, channel, contact_id FROM opposition_marks")
    assert marks == [("0000", "email", None)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT detail FROM events WHERE contact_id = 1 ORDER BY happened_at DESC, id DESC",
        "SELECT count(*) FROM events WHERE contact_id = 1",
        "SELECT 1 FROM events WHERE contact_id = 1 AND kind = 'imported'",
        "UPDATE events SET contact_id = 1 WHERE contact_id = 2",
        # As SQLite looks for what goes with a contact.
        "DELETE FROM events WHERE contact_id = 1",
    ],
)
def test_the_history_of_a_contact_is_read_by_the_index_that_is_left(
    upgraded: Services, statement: str
) -> None:
    plan = [row[3] for row in upgraded.db.rows(f"EXPLAIN QUERY PLAN {statement}")]
    assert len(plan) == 1
    assert plan[0].startswith("SEARCH events USING ")
    assert "INDEX events_history (contact_id=?" in plan[0]
    names = upgraded.db.rows("SELECT name FROM sqlite_master WHERE tbl_name = 'events'")
    assert ("ix_events_contact_id",) not in names
