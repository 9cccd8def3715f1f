"""Opening: what is not Pisteur's own sound file is refused in words, its bytes unchanged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pisteur.domain.errors import StorageError
from pisteur.error_texts import TEXTS
from pisteur.services.opening import data_file, open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.connection import APPLICATION_ID, SCHEMA_VERSION, open_file, read_header
from pisteur.storage.schema import create_file
from support import people
from support.processes import run_python, start_python


def refusal(path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        open_data(path)
    assert caught.value.code in TEXTS
    assert TEXTS[caught.value.code]().format(**caught.value.params)
    return caught.value.code


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.execute("INSERT INTO recipes VALUES ('soup')")
    connection.commit()
    connection.close()


def garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def text(path: Path) -> None:
    path.write_text("nom;téléphone\nMorel;06 39 98 12 34\n", encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def scrambled(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(len(content) - 100))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (newer, "file.newer"),
        (foreign, "file.foreign"),
        (garbage, "file.damaged"),
        (text, "file.damaged"),
        (empty, "file.damaged"),
        (header_only, "file.damaged"),
        (cut_short, "file.damaged"),
        (scrambled, "file.damaged"),
    ],
)
def test_a_file_that_is_not_ours_or_not_whole_is_refused_untouched(
    data_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(data_path)
    before, listing = data_path.read_bytes(), sorted(data_path.parent.iterdir())
    assert refusal(data_path) == code
    assert data_path.read_bytes() == before
    assert sorted(data_path.parent.iterdir()) == listing


def test_a_folder_is_no_data_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "file.folder"


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "pisteur.db") in {"folder.read_only", "disk.failed"}


def test_a_missing_file_in_a_missing_folder_is_created_private(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "pisteur.db"
    previous = os.umask(0o022)
    try:
        open_data(path).connection.close()
    finally:
        os.umask(previous)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_header(path) == (SCHEMA_VERSION, APPLICATION_ID)
    assert [p.name for p in path.parent.iterdir()] == ["pisteur.db"]


def test_where_a_file_with_backups_is_gone_none_is_begun_unasked(data_path: Path) -> None:
    services = Services(open_data(data_path))
    services.upkeep.backup()
    services.close()
    data_path.rename(data_path.with_name("elsewhere.db"))
    listing = sorted(data_path.parent.iterdir())
    assert refusal(data_path) == "file.gone"
    assert sorted(data_path.parent.iterdir()) == listing
    # A new name beside those of the other file is a new file.
    open_data(data_path.with_name("second.db")).connection.close()
    open_data(data_path, anew=True).connection.close()
    open_data(data_path).connection.close()


def test_a_file_that_others_may_read_becomes_private(data_path: Path) -> None:
    data_path.chmod(0o644)
    open_file(data_path).connection.close()
    assert stat.S_IMODE(data_path.stat().st_mode) == 0o600


def test_the_journal_is_private_too(data_path: Path) -> None:
    previous = os.umask(0o022)
    services = Services(open_data(data_path))
    try:
        people.lead(services)
        for path in data_path.parent.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    finally:
        os.umask(previous)
        services.close()


def test_creating_never_writes_over_a_file(data_path: Path) -> None:
    with pytest.raises(StorageError, match=r"file\.exists"):
        create_file(data_path)


def test_a_crash_while_creating_leaves_nothing_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "pisteur.db"

    def fail(connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_file(path, fail)
    assert not path.exists()
    create_file(path, seed_defaults).connection.close()
    assert [p.name for p in tmp_path.iterdir()] == ["pisteur.db"]


def test_a_journal_left_by_a_deleted_file_does_not_ruin_the_new_one(
    tmp_path: Path, data_path: Path
) -> None:
    journal = hot_journal(data_path)
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir()
    path.with_name("pisteur.db-journal").write_bytes(journal)
    file = open_data(path)
    assert file.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert file.connection.execute("SELECT count(*) FROM stages").fetchone() == (5,)
    file.connection.close()
    assert path.with_name("pisteur-journal.stale-1.db").read_bytes() == journal


def hot_journal(data_path: Path, first: str = "SELECT 1") -> bytes:
    """Return the journal of a transaction that was cut off; `first` is its first statement."""
    connection = sqlite3.connect(data_path, isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(first)
    connection.execute("UPDATE stages SET name = name || ' x'")
    connection.execute("UPDATE criteria SET guidance = hex(randomblob(9000))")
    journal = data_path.with_name(data_path.name + "-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    assert any(journal[:28])
    return journal


def test_a_transaction_cut_off_by_a_crash_is_rolled_back_on_opening(data_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from pisteur.services.opening import open_data
c = open_data(Path(sys.argv[1])).connection
c.execute("PRAGMA cache_size=1")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE stages SET name = 'half'")
c.execute("UPDATE criteria SET guidance = hex(randomblob(90000))")
os._exit(9)
"""
    assert run_python(script, str(data_path)).returncode == 9
    assert data_path.with_name("pisteur.db-journal").stat().st_size > 0
    file = open_data(data_path)
    names = {row[0] for row in file.connection.execute("SELECT name FROM stages")}
    assert "half" not in names
    assert len(names) == 5
    file.connection.close()


def test_the_schema_number_is_that_of_the_file_once_a_cut_off_upgrade_is_rolled_back(
    data_path: Path,
) -> None:
    older = sqlite3.connect(data_path)
    older.execute("PRAGMA user_version=0")
    older.close()
    journal = hot_journal(data_path, "PRAGMA user_version=1")
    with data_path.open("r+b") as file:
        file.seek(60)
        file.write(SCHEMA_VERSION.to_bytes(4, "big"))
    data_path.with_name(data_path.name + "-journal").write_bytes(journal)
    opened = open_file(data_path)
    assert opened.schema_version == 0
    opened.connection.close()


HOLD = """
import sys
from pathlib import Path
from pisteur.services.opening import open_data
file = open_data(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_file_in_use_is_refused_at_once_and_opens_when_it_is_free(data_path: Path) -> None:
    holder = start_python(HOLD, str(data_path))
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        before = data_path.read_bytes()
        assert refusal(data_path) == "file.locked"
        assert data_path.read_bytes() == before
    finally:
        holder.kill()
        holder.communicate()
    open_data(data_path).connection.close()


def test_a_refused_opening_does_not_free_the_lock_of_the_one_who_holds_it(
    data_path: Path,
) -> None:
    services = Services(open_data(data_path))
    try:
        script = HOLD.replace("sys.stdin.readline()", "")
        assert run_python(script, str(data_path)).returncode == 1
        assert run_python(script, str(data_path)).returncode == 1
        people.lead(services)
    finally:
        services.close()


def test_a_file_that_may_not_be_written_is_refused(
    data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What may not be written is what is named.
    for code, denied in (("file.read_only", data_path), ("folder.read_only", data_path.parent)):
        monkeypatch.setattr(os, "access", lambda path, mode, denied=denied: Path(path) != denied)
        with pytest.raises(StorageError, match=code) as caught:
            open_data(data_path)
        assert caught.value.params["path"] == str(denied)


def test_a_file_that_sqlite_could_open_for_reading_only_is_refused_and_opens_later(
    data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # When opening for writing fails for a moment, SQLite opens for reading and says nothing:
    # every step would then be refused until a restart.
    plain: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect(target: str, **named: Any) -> sqlite3.Connection:
        return plain(target.replace("mode=rw", "mode=ro"), **named)

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        assert refusal(data_path) == "file.read_only"
    services = Services(open_data(data_path))
    people.lead(services)
    services.close()


# Everything is imported while we are root: nobody may not be able to read the checkout.
OPEN_AS_NOBODY = """
import os
import sys
from pathlib import Path
import pisteur.storage.schema
from pisteur.domain.errors import StorageError
from pisteur.services.opening import open_data
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    open_data(Path(sys.argv[1]))
except StorageError as error:
    print(error.code)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root may become someone else",
)
class TestAsSomeoneElse:
    @pytest.fixture
    def place(self, data_path: Path) -> Iterator[Path]:
        # Not where pytest has its folders: another run that begins closes them to all others.
        with TemporaryDirectory() as outside:
            place = Path(outside, "data", "pisteur.db")
            place.parent.mkdir()
            shutil.copy(data_path, place)
            for each, mode in ((outside, 0o755), (place.parent, 0o777), (place, 0o666)):
                Path(each).chmod(mode)
            yield place

    def code(self, path: Path) -> str:
        result = run_python(OPEN_AS_NOBODY, str(path))
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def test_a_shared_file_of_another_user_opens(self, place: Path) -> None:
        assert self.code(place) == ""

    def test_a_read_only_file_is_refused(self, place: Path) -> None:
        place.chmod(0o444)
        assert self.code(place) == "file.read_only"

    def test_a_file_in_a_read_only_folder_is_refused(self, place: Path) -> None:
        place.parent.chmod(0o555)
        assert self.code(place) == "folder.read_only"

    def test_an_unreadable_file_is_refused(self, place: Path) -> None:
        place.chmod(0o000)
        assert self.code(place) == "file.unreadable"

    def test_a_folder_that_may_not_be_looked_into_is_refused(self, place: Path) -> None:
        place.parent.chmod(0o700)
        assert self.code(place) in {"file.unreadable", "folder.read_only"}

    def test_no_file_is_made_in_a_read_only_folder(self, place: Path) -> None:
        place.unlink()
        place.parent.chmod(0o555)
        assert self.code(place) == "folder.read_only"


def test_the_path_given_comes_before_the_environment_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PISTEUR_DATA", str(tmp_path / "named.db"))
    assert data_file("given.db") == Path.cwd() / "given.db"
    assert data_file() == tmp_path / "named.db"
    monkeypatch.delenv("PISTEUR_DATA")
    assert data_file().name == "pisteur.db"
