"""Backups are checked before they count, and are thinned out with care."""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import sqlite3
import stat
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import (
    BEFORE_IMPORT,
    BEFORE_UPGRADE,
    Backup,
    backup_before_upgrade,
    has_shrunk,
    list_backups,
    make_backup,
    superfluous,
    thin_out,
    used_bytes,
)
from pisteur.storage.copies import copy_database
from support import people
from support.dumps import Dump, dump

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - wall time, as names of backups say it


def content(path: Path) -> Dump:
    services = Services(open_data(path))
    try:
        return dump(services.db.raw)
    finally:
        services.close()


def sqlite_bytes() -> int:
    """Return what SQLite holds in this process, all connections together."""
    held = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    held.restype = ctypes.c_int64
    return int(held())


class TestMaking:
    def test_a_backup_holds_everything_and_is_private(
        self, services: Services, data_path: Path
    ) -> None:
        people.prospect(services)
        previous = os.umask(0o022)
        try:
            path = make_backup(services.db.raw, data_path, NOW)
        finally:
            os.umask(previous)
        assert path == data_path.parent / "backups" / "pisteur-2026-11-22-100000.db"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert content(path) == dump(services.db.raw)

    @pytest.mark.skipif(sys.platform != "linux", reason="asks the system's SQLite")
    def test_the_pages_of_the_file_do_not_stay_in_memory(
        self, services: Services, data_path: Path
    ) -> None:
        raw = services.db.raw
        raw.execute("CREATE TABLE padding (page BLOB)")
        raw.executemany("INSERT INTO padding VALUES (?)", [(b"x" * 3000,)] * 2000)
        # As on the first backup of a day: little was read yet.
        raw.execute("PRAGMA shrink_memory")
        before, usual = sqlite_bytes(), raw.execute("PRAGMA cache_size").fetchone()
        copy_database(raw, data_path.with_name("copy.db"))
        assert sqlite_bytes() - before < 3 << 20
        assert data_path.with_name("copy.db").stat().st_size > 6 << 20
        assert raw.execute("PRAGMA cache_size").fetchone() == usual

    def test_after_a_copy_that_failed_as_many_pages_are_kept_as_before(
        self, services: Services, data_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        raw = services.db.raw
        usual = raw.execute("PRAGMA cache_size").fetchone()
        monkeypatch.setattr("pisteur.storage.copies.sqlite3.connect", Mock())
        # `backup` takes no connection but its own kind.
        with pytest.raises(TypeError):
            copy_database(raw, data_path.with_name("copy.db"))
        assert raw.execute("PRAGMA cache_size").fetchone() == usual

    def test_two_in_one_second_are_two(self, services: Services, data_path: Path) -> None:
        first = make_backup(services.db.raw, data_path, NOW)
        second = make_backup(services.db.raw, data_path, NOW)
        assert first != second
        assert [b.path for b in list_backups(data_path)] == [first, second]

    def test_the_data_file_stays_locked_and_in_use(
        self, services: Services, data_path: Path
    ) -> None:
        make_backup(services.db.raw, data_path, NOW)
        probe = sqlite3.connect(data_path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            probe.execute("SELECT count(*) FROM contacts")
        probe.close()
        people.lead(services)

    @pytest.mark.parametrize("thorough", [True, False])
    def test_a_copy_that_does_not_read_back_whole_never_counts(
        self,
        services: Services,
        data_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        thorough: bool,
    ) -> None:
        good = make_backup(services.db.raw, data_path, NOW)

        def spoil(source: sqlite3.Connection, target: Path) -> None:
            copy_database(source, target)
            with target.open("r+b") as file:
                file.seek(8192)
                file.write(b"\xff" * 4096)

        monkeypatch.setattr("pisteur.storage.backup.copy_database", spoil)
        with pytest.raises(StorageError, match=r"backup\.failed"):
            make_backup(services.db.raw, data_path, NOW, thorough=thorough)
        assert list(good.parent.iterdir()) == [good]

    @pytest.mark.parametrize("thorough", [True, False])
    def test_a_copy_that_lacks_a_row_never_counts(
        self,
        services: Services,
        data_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        thorough: bool,
    ) -> None:
        def lose(source: sqlite3.Connection, target: Path) -> None:
            copy_database(source, target)
            with sqlite3.connect(target) as connection:
                connection.execute("DELETE FROM criteria WHERE id = 5")
            connection.close()

        monkeypatch.setattr("pisteur.storage.backup.copy_database", lose)
        with pytest.raises(StorageError, match=r"backup\.failed"):
            make_backup(services.db.raw, data_path, NOW, thorough=thorough)
        assert list_backups(data_path) == []

    def test_what_a_crash_left_is_swept_away_and_was_never_listed(
        self, services: Services, data_path: Path
    ) -> None:
        folder = data_path.parent / "backups"
        folder.mkdir()
        (folder / "pisteur-2026-11-21-100000.db.partial").write_bytes(b"half")
        (folder / "other-2026-11-21-100000.db.partial").write_bytes(b"not ours")
        assert list_backups(data_path) == []
        make_backup(services.db.raw, data_path, NOW)
        assert sorted(p.name for p in folder.iterdir()) == [
            "other-2026-11-21-100000.db.partial",
            "pisteur-2026-11-22-100000.db",
        ]

    def test_a_folder_that_cannot_be_made_is_said(
        self, services: Services, data_path: Path
    ) -> None:
        (data_path.parent / "backups").write_text("in the way")
        with pytest.raises(StorageError, match=r"backup\.failed"):
            make_backup(services.db.raw, data_path, NOW)

    def test_the_one_before_an_upgrade_says_so(self, data_path: Path) -> None:
        file = open_data(data_path)
        path = backup_before_upgrade(file)
        file.connection.close()
        (found,) = list_backups(data_path)
        assert (found.path, found.reason) == (path, BEFORE_UPGRADE)


def at(*days_ago: float, reason: str = "") -> list[Backup]:
    times = [NOW - timedelta(days=days) for days in days_ago]
    return [Backup(Path(f"{when}{reason}"), when, reason) for when in sorted(times)]


moments = st.lists(st.integers(0, 24 * 800), max_size=200, unique=True)


class TestThinningOut:
    def test_everything_of_two_days_is_kept(self) -> None:
        assert superfluous(at(0, 0.1, 0.2, 1, 1.1, 1.2), NOW.date()) == []

    def test_of_earlier_days_the_newest_is_kept(self) -> None:
        made = at(3, 3.1, 3.2, 0)
        assert set(superfluous(made, NOW.date())) == set(made[:2])

    def test_a_year_of_daily_backups_leaves_days_weeks_and_months(self) -> None:
        kept = set(at(*range(400))) - set(superfluous(at(*range(400)), NOW.date()))
        days = sorted((NOW - b.made_at).days for b in kept)
        assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
        assert len({b.made_at.isocalendar()[:2] for b in kept}) >= 4
        assert len({(b.made_at.year, b.made_at.month) for b in kept}) == 12
        assert len(kept) <= 7 + 4 + 12

    def test_those_made_before_an_upgrade_are_never_thinned(self) -> None:
        made = at(*range(400), reason=BEFORE_UPGRADE)
        assert superfluous(made, NOW.date()) == []

    def test_of_those_made_before_imports_the_newest_few_stay_and_all_of_two_days(self) -> None:
        old, new = at(*range(5, 100), reason=BEFORE_IMPORT), at(0, 0.1, reason=BEFORE_IMPORT)
        left = [b for b in old + new if b not in superfluous(old + new, NOW.date())]
        assert left == old[-3:] + new
        busy = at(*(n / 24 for n in range(9)), reason=BEFORE_IMPORT)
        assert superfluous(busy, NOW.date()) == []

    @given(moments)
    def test_the_newest_is_always_kept_and_thinning_again_changes_nothing(
        self, hours: list[int]
    ) -> None:
        made = at(*(hour / 24 for hour in hours))
        left = [b for b in made if b not in superfluous(made, NOW.date())]
        assert made[-1:] == left[-1:]
        assert superfluous(left, NOW.date()) == []

    @given(moments)
    def test_thinned_day_by_day_there_is_always_one_of_the_last_weeks(
        self, hours: list[int]
    ) -> None:
        kept: list[Backup] = []
        for backup in at(*(hour / 24 for hour in hours)):
            kept.append(backup)
            today = backup.made_at.date()
            kept = [b for b in kept if b not in superfluous(kept, today)]
        all_weeks = {b.made_at.isocalendar()[:2] for b in at(*(hour / 24 for hour in hours))}
        kept_weeks = {b.made_at.isocalendar()[:2] for b in kept}
        assert set(sorted(all_weeks)[-4:]) <= kept_weeks

    def test_a_file_that_lost_a_fifth_stops_it_and_is_said(
        self, services: Services, data_path: Path
    ) -> None:
        for number in range(300):
            people.lead(services, f"Contact {number} de la liste achetée")
        for days in range(20, 0, -1):
            make_backup(services.db.raw, data_path, NOW - timedelta(days=days))
        everyone = [row[0] for row in services.db.rows("SELECT id FROM contacts")]
        services.contacts.delete(everyone)
        services.db.raw.execute("INSERT INTO contact_search(contact_search) VALUES ('optimize')")
        make_backup(services.db.raw, data_path, NOW)
        count = len(list_backups(data_path))
        assert has_shrunk(list_backups(data_path))
        assert thin_out(data_path, NOW.date()) is True
        assert len(list_backups(data_path)) == count
        # A month later it goes on.
        make_backup(services.db.raw, data_path, NOW + timedelta(days=31))
        assert thin_out(data_path, date(2026, 12, 23)) is False
        assert len(list_backups(data_path)) < count

    def test_free_pages_do_not_count_as_content(self, services: Services, data_path: Path) -> None:
        people.lead(services)
        before = make_backup(services.db.raw, data_path, NOW)
        services.db.raw.execute("CREATE TABLE ballast AS SELECT randomblob(1000000) AS x")
        services.db.raw.execute("DROP TABLE ballast")
        after = make_backup(services.db.raw, data_path, NOW)
        assert after.stat().st_size > before.stat().st_size + 900_000
        assert abs(used_bytes(after) - used_bytes(before)) < 20_000
