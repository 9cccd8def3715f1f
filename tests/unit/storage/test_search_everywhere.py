"""The third schema: what an older file gets, and what its triggers keep."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from golden.make import golden_file
from pisteur.domain.commands import WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import search_index
from support import people
from support.clock import FakeClock
from support.processes import start_python


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file of the second schema, with words that it did not index as they are searched for."""
    path = tmp_path / "pisteur.db"
    shutil.copy2(golden_file(2), path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE interactions SET body = 'Grüße aus Weißenburg' WHERE id = 1")
    connection.execute("UPDATE contacts SET company = 'Straßenbau' WHERE id = 2")
    connection.commit()
    connection.close()
    return path


def test_an_older_file_is_searched_like_a_new_one(upgraded: Services) -> None:
    assert upgraded.upkeep.check().problems == ()
    assert [hit.title.text for hit in upgraded.search.find("strasse").contacts] != []
    assert len(upgraded.search.find("weissenb").notes) == 1
    assert len(upgraded.search.find("Weißenb").notes) == 1
    assert [hit.title.text for hit in upgraded.search.find("vitrine lecoeur").deals] == [
        "Site vitrine"
    ]


def test_its_notes_are_unindexed_as_they_were_indexed(upgraded: Services) -> None:
    upgraded.journal.edit(1, "Autre chose")
    assert upgraded.search.find("weissenb").notes == ()
    assert search_index.is_right(upgraded.db.raw)
    upgraded.undo()
    assert len(upgraded.search.find("weissenb").notes) == 1
    assert search_index.is_right(upgraded.db.raw)


def test_no_row_of_the_user_changes(older: Path) -> None:
    with sqlite3.connect(older) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row[0] for row in found if "_search" not in row[0] and "alembic" not in row[0]]
        # Later schemas add columns.
        columns = {
            name: ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
            for name in names
        }
        read = {name: f"SELECT {columns[name]} FROM {name}" for name in names}
        before = {name: connection.execute(sql).fetchall() for name, sql in read.items()}
    connection.close()
    file = open_data(older)
    assert {name: file.connection.execute(sql).fetchall() for name, sql in read.items()} == before
    file.connection.close()


KILLED = """
import os, sys
from pathlib import Path
from pisteur.storage.connection import open_file
from pisteur.storage.schema import migrate
path, left = Path(sys.argv[1]), [int(sys.argv[2])]
file = open_file(path)
def count(statement):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), 9)
file.connection.set_trace_callback(count)
migrate(file.connection, path)
"""


@pytest.mark.parametrize("statement", [12, 30, 50])
def test_an_upgrade_that_is_killed_half_way_begins_anew(older: Path, statement: int) -> None:
    with start_python(KILLED, str(older), str(statement)) as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    services = Services(open_data(older), FakeClock())
    assert services.upkeep.check().problems == ()
    assert len(services.search.find("weissenb").notes) == 1
    services.close()


def test_an_address_that_goes_to_another_contact_is_found_with_that_one_alone(
    services: Services,
) -> None:
    first, _card = people.lead(services, "Zoé Roche, zoe@exemple.fr")
    second, _card = people.lead(services, "Paul Étienne")
    with services.db.step("Move"):
        services.db.raw.execute("UPDATE contact_points SET contact_id = ?", (second,))
    assert [hit.contact_id for hit in services.search.find("exemple").contacts] == [second]
    assert search_index.is_right(services.db.raw)
    services.undo()
    assert [hit.contact_id for hit in services.search.find("exemple").contacts] == [first]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE contact_search SET company = 'someone else'",
        "DELETE FROM opportunity_search",
        "UPDATE opportunity_search SET title = 'nothing'",
        "INSERT INTO contact_search (rowid, names) VALUES (99, 'ghost')",
        "INSERT INTO interaction_search (interaction_search) VALUES ('delete-all')",
        "DELETE FROM opportunity_search_data WHERE id > 10",
    ],
)
def test_an_index_damaged_by_hand_is_said_and_repaired_to_a_fresh_one(
    services: Services, damage: str
) -> None:
    people.lead(services, "Zoé Lecœur, zoe@exemple.fr")
    services.journal.write(WriteInteraction(1, None, InteractionKind.NOTE, "Veut une œuvre"))
    fresh = contents(services.db.raw)
    services.db.raw.execute(damage)
    assert services.upkeep.check().problems == ("The search index does not fit the texts.",)
    assert services.upkeep.check(repair=True).ok
    assert contents(services.db.raw) == fresh


def contents(raw: sqlite3.Connection) -> dict[str, list[object]]:
    """Return every word of the indexes with where it stands."""
    found = {}
    for noun in ("contact", "opportunity", "interaction"):
        name = f"{noun}_words"
        raw.execute(
            f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {noun}_search, instance)"
        )
        found[noun] = raw.execute(f"SELECT * FROM temp.{name} ORDER BY 1, 2, 3, 4").fetchall()
        raw.execute(f"DROP TABLE temp.{name}")
    return found
