"""Backups as the window and the command line ask for them, and the check of the file."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import list_backups
from pisteur.storage.copies import check_database
from support import people
from support.clock import FakeClock
from support.dumps import dump


def test_the_first_start_of_a_day_makes_one_backup_and_the_second_none(
    services: Services, clock: FakeClock
) -> None:
    assert services.upkeep.latest_backup() is None
    made = services.upkeep.daily_backup()
    assert made is not None
    assert not made.shrunk
    assert services.upkeep.latest_backup() == clock.now()
    clock.advance(hours=2)
    assert services.upkeep.daily_backup() is None
    clock.advance(days=1)
    assert services.upkeep.daily_backup() is not None


def test_a_backup_made_while_the_clock_was_ahead_does_not_stop_those_of_the_days(
    services: Services, clock: FakeClock
) -> None:
    clock.advance(days=900)
    assert services.upkeep.daily_backup() is not None
    clock.advance(days=-900)
    assert services.upkeep.daily_backup() is not None
    assert services.upkeep.daily_backup() is None


def test_a_backup_before_an_import_does_not_stand_for_that_of_the_day(
    services: Services, data_path: Path
) -> None:
    services.upkeep.backup_before_import()
    assert services.upkeep.daily_backup() is not None
    assert [b.reason for b in list_backups(data_path)] == ["before-import", ""]


def test_indexes_are_compared_with_their_rows_once_a_day_and_before_imports_until_then(
    services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def note(path: Path, *, thorough: bool = True) -> dict[str, int]:
        asked.append(thorough)
        return check_database(path, thorough=thorough)

    monkeypatch.setattr("pisteur.storage.backup.check_database", note)
    services.upkeep.backup_before_import()
    services.upkeep.daily_backup()
    services.upkeep.backup_before_import()
    clock.advance(days=1)
    services.upkeep.backup_before_import()
    assert asked == [True, True, False, True]


def test_without_a_look_at_earlier_backups_no_list_is_written(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("pisteur.services.upkeep.list_backups", fail)
    with pytest.raises(StorageError, match=r"import\.no_backup"):
        services.upkeep.backup_before_import()


def test_a_full_disk_before_an_import_is_said_of_the_folder_of_backups(
    services: Services, data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pisteur.storage.backup.copy_database", fail)
    with pytest.raises(StorageError, match=r"import\.no_backup") as caught:
        services.upkeep.backup_before_import()
    # Not of a file that is not there.
    assert caught.value.params["path"] == str(data_path.parent / "backups")


def test_years_of_days_leave_few_backups(
    services: Services, clock: FakeClock, data_path: Path
) -> None:
    for _day in range(90):
        services.upkeep.daily_backup()
        clock.advance(days=1)
    assert 10 <= len(list_backups(data_path)) <= 16


def test_a_backup_may_be_put_anywhere_and_is_the_latest(
    services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    target = tmp_path / "stick" / "copy.db"
    target.parent.mkdir()
    assert services.upkeep.backup(target) == target
    assert services.upkeep.latest_backup() == clock.now()
    people.lead(services)
    services.upkeep.backup(target)  # an earlier backup may be written over
    copy = Services(open_data(target))
    assert dump(copy.db.raw) == dump(services.db.raw)
    copy.close()


def test_nothing_but_a_backup_is_written_over(
    services: Services, data_path: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Léa")
    link = tmp_path / "link.db"
    link.symlink_to(data_path)
    for target in (letter, data_path, link):
        with pytest.raises(StorageError, match=r"file\.exists"):
            services.upkeep.backup(target)
    assert letter.read_text() == "Dear Léa"
    probe = sqlite3.connect(data_path, timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        probe.execute("SELECT 1 FROM contacts")
    probe.close()


def test_a_place_that_cannot_be_written_is_said(services: Services, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"backup\.failed"):
        services.upkeep.backup(tmp_path / "missing" / "copy.db")


def test_a_sound_file_has_no_problems(services: Services) -> None:
    people.prospect(services)
    found = services.upkeep.check()
    assert (found.ok, found.problems) == (True, ())


def test_a_wrong_derived_value_is_said_and_repaired(services: Services) -> None:
    contact_id, _card = people.lead(services)
    services.db.raw.execute("UPDATE contacts SET qualified = 1")
    found = services.upkeep.check()
    assert not found.ok
    assert found.problems == ("1 row has a wrong value in contacts.qualified.",)
    repaired = services.upkeep.check(repair=True)
    assert repaired.ok
    assert repaired.problems == found.problems
    assert contact_id in repaired.changes.ids("contacts")
    assert services.upkeep.check().ok
    assert services.db.undo_label is None


def test_a_search_index_that_does_not_fit_is_said_and_rebuilt(services: Services) -> None:
    people.lead(services)
    services.db.raw.execute("UPDATE contact_search SET names = 'someone else'")
    assert services.upkeep.check().problems == ("The search index does not fit the texts.",)
    assert services.upkeep.check(repair=True).ok


def test_a_dangling_row_is_said_and_not_guessed_at(services: Services) -> None:
    people.lead(services)
    raw = services.db.raw
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE opportunities SET contact_id = 99")
    raw.execute("PRAGMA foreign_keys=ON")
    found = services.upkeep.check(repair=True)
    assert not found.ok
    assert not found.mendable
    assert found.problems[0] == "1 row refers to a record that is gone."
    assert not services.upkeep.check().mendable


def changed_beside(index: str, data_path: Path, *statements: str) -> Path:
    """Return a copy of a closed file in which an index did not hear of changes."""
    broken = data_path.with_name("broken.db")
    shutil.copy2(data_path, broken)
    # Out of the schema, it does not hear of the change.
    connection = sqlite3.connect(broken)
    connection.execute("PRAGMA writable_schema=ON")
    row = connection.execute("SELECT * FROM sqlite_master WHERE name = ?", [index]).fetchone()
    connection.execute("DELETE FROM sqlite_master WHERE name = ?", [index])
    connection.commit()
    connection.close()
    connection = sqlite3.connect(broken)
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    connection.commit()
    connection.close()
    return broken


def test_an_index_that_lost_its_rows_is_said_and_repaired(
    services: Services, data_path: Path
) -> None:
    people.lead(services)
    services.close()
    same = "UPDATE contacts SET sort_name = 'same'"
    opened = Services(open_data(changed_beside("contacts_by_name", data_path, same)))
    try:
        found = opened.upkeep.check()
        # Nothing of the user's is damaged: a backup would take back more than it gives.
        assert found.mendable
        assert found.problems[0].startswith("An index does not fit its rows (")
        assert opened.upkeep.check(repair=True).ok
    finally:
        opened.close()


def test_rows_that_an_index_allows_once_and_that_are_there_twice_end_no_repair_in_a_fault(
    services: Services, data_path: Path
) -> None:
    contact_id, _card = people.lead(services)
    services.close()
    twice = f"INSERT INTO contact_tags (contact_id, tag_id) VALUES ({contact_id}, 1)"
    tag = "INSERT INTO tags (id, name) VALUES (1, 'x')"
    broken = changed_beside("contact_tags_once", data_path, tag, twice, twice)
    opened = Services(open_data(broken))
    try:
        found = opened.upkeep.check(repair=True)
        assert (found.ok, found.mendable) == (False, False)
    finally:
        opened.close()


def test_a_check_changes_nothing(services: Services) -> None:
    people.prospect(services)
    before, label = dump(services.db.raw), services.db.undo_label
    services.upkeep.check()
    services.upkeep.check(repair=True)
    assert (dump(services.db.raw), services.db.undo_label) == (before, label)


def test_times_of_backups_are_aware(services: Services, clock: FakeClock) -> None:
    services.upkeep.backup()
    latest = services.upkeep.latest_backup()
    assert latest is not None
    assert latest.utcoffset() is not None
    assert abs(latest - clock.now()) < timedelta(seconds=2)
