"""Going back to a backup: one of the two files opens, whole, and nothing is thrown away."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from datetime import datetime
from pathlib import Path

import pytest

from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import check_backup, make_backup, restore_file
from pisteur.storage.copies import restoring_name
from support import people
from support.clock import FakeClock
from support.dumps import Dump, dump

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - wall time, as names of backups say it


def content(path: Path) -> Dump:
    services = Services(open_data(path))
    try:
        return dump(services.db.raw)
    finally:
        services.close()


class TestGoingBack:
    @pytest.fixture
    def backup(self, data_path: Path, clock: FakeClock) -> Path:
        """Return a backup with one lead; the data file has two."""
        services = Services(open_data(data_path), clock)
        people.lead(services, "In the backup")
        path = make_backup(services.db.raw, data_path, NOW)
        people.lead(services, "After it")
        services.close()
        return path

    def names(self, path: Path) -> list[str]:
        return [str(row[6]) for row in content(path)["contacts"].values()]

    def test_the_backup_opens_and_the_earlier_file_is_kept(
        self, data_path: Path, backup: Path
    ) -> None:
        expected, earlier = content(backup), content(data_path)
        kept = restore_file(data_path, backup)
        assert kept == data_path.with_name("pisteur.before-restore-1.db")
        assert content(data_path) == expected
        assert content(kept) == earlier
        assert stat.S_IMODE(data_path.stat().st_mode) == 0o600
        again = restore_file(data_path, backup)
        assert again == data_path.with_name("pisteur.before-restore-2.db")

    def test_a_damaged_file_is_kept_as_such_with_its_journal(
        self, data_path: Path, backup: Path
    ) -> None:
        expected = content(backup)
        data_path.write_bytes(b"\x00" * 9000)
        journal = data_path.with_name("pisteur.db-journal")
        journal.write_bytes(b"stale")
        kept = restore_file(data_path, backup)
        assert kept == data_path.with_name("pisteur.damaged-1.db")
        assert kept.read_bytes() == b"\x00" * 9000
        assert kept.with_name(kept.name + "-journal").read_bytes() == b"stale"
        assert content(data_path) == expected

    def test_a_missing_file_is_replaced_even_beside_a_stale_journal(
        self, data_path: Path, backup: Path
    ) -> None:
        expected = content(backup)
        journal = self.cut_off(data_path)
        data_path.unlink()
        data_path.with_name("pisteur.db-journal").write_bytes(journal)
        assert restore_file(data_path, backup) is None
        assert content(data_path) == expected

    def test_a_transaction_cut_off_is_rolled_back_before_the_file_is_kept(
        self, data_path: Path, backup: Path
    ) -> None:
        earlier, expected = content(data_path), content(backup)
        journal = self.cut_off(data_path)
        data_path.with_name("pisteur.db-journal").write_bytes(journal)
        kept = restore_file(data_path, backup)
        assert kept is not None
        assert content(kept) == earlier
        assert content(data_path) == expected

    def cut_off(self, path: Path) -> bytes:
        """Return the journal of a transaction, as a crash would leave it."""
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE criteria SET guidance = hex(randomblob(90000))")
        journal = path.with_name(path.name + "-journal").read_bytes()
        connection.execute("ROLLBACK")
        connection.close()
        return journal

    def test_a_file_in_use_is_not_touched(self, data_path: Path, backup: Path) -> None:
        services = Services(open_data(data_path))
        try:
            before = dump(services.db.raw)
            listing = sorted(data_path.parent.iterdir())
            with pytest.raises(StorageError, match=r"file\.locked"):
                restore_file(data_path, backup)
            assert sorted(data_path.parent.iterdir()) == listing
            assert dump(services.db.raw) == before
        finally:
            services.close()

    def test_the_data_file_is_no_backup_of_itself(self, data_path: Path, backup: Path) -> None:
        before = data_path.read_bytes()
        with pytest.raises(StorageError, match=r"restore\.same_file"):
            restore_file(data_path, data_path)
        with pytest.raises(StorageError, match=r"restore\.same_file"):
            check_backup(data_path, data_path)
        assert data_path.read_bytes() == before

    def test_a_backup_is_looked_at_while_the_data_file_is_open(
        self, data_path: Path, backup: Path
    ) -> None:
        services = Services(open_data(data_path))
        try:
            look = services.upkeep.look_at(backup)
            assert (look.contacts, look.present) == (1, 2)
            assert services.upkeep.backups_place() == backup.parent
        finally:
            services.close()

    @pytest.mark.parametrize("spoilt", ["missing", "foreign", "newer", "text", "torn", "short"])
    def test_an_unusable_backup_changes_nothing(
        self, data_path: Path, backup: Path, spoilt: str, tmp_path: Path
    ) -> None:
        bad = tmp_path / "bad.db"
        shutil.copy2(backup, bad)
        if spoilt == "missing":
            bad.unlink()
        elif spoilt == "text":
            bad.write_text("not a database")
        elif spoilt == "torn":
            pages = bytearray(bad.read_bytes())
            pages[8192:40960] = b"\xff" * 32768
            bad.write_bytes(bytes(pages))
        elif spoilt == "short":
            bad.write_bytes(bad.read_bytes()[:20_000])
        else:
            pragma = "application_id" if spoilt == "foreign" else "user_version"
            with sqlite3.connect(bad) as connection:
                connection.execute(f"PRAGMA {pragma}=99")
            connection.close()
        before = data_path.read_bytes()
        listing = sorted(p.name for p in data_path.parent.iterdir())
        with pytest.raises(StorageError) as caught:
            restore_file(data_path, bad)
        # Of the backup, not of the data file, which is as it was.
        known = spoilt in ("missing", "foreign", "newer")
        assert caught.value.code == f"restore.{spoilt if known else 'damaged'}"
        assert caught.value.params["path"] == str(bad)
        with pytest.raises(StorageError, match=caught.value.code):
            check_backup(data_path, bad)
        assert data_path.read_bytes() == before
        assert sorted(p.name for p in data_path.parent.iterdir()) == listing

    def test_killed_between_its_two_renames_the_next_start_finishes_it(
        self, data_path: Path, backup: Path
    ) -> None:
        expected = content(backup)
        shutil.copy2(backup, restoring_name(data_path))
        data_path.rename(data_path.with_name("pisteur.before-restore-1.db"))
        assert content(data_path) == expected
        assert not restoring_name(data_path).exists()

    def test_killed_before_its_first_rename_the_earlier_file_opens(
        self, data_path: Path, backup: Path
    ) -> None:
        earlier = content(data_path)
        shutil.copy2(backup, restoring_name(data_path))
        assert content(data_path) == earlier
