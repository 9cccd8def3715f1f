"""Backups beside the data file, their thinning out, and going back to one.

A backup counts only when it has been read through from the disk; until then it has another
name, so that a crash or a full disk never leaves a bad one among the good. Not for conflict
copies: `pisteur.storage.database` makes those.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from pisteur.domain.calendar import SystemClock
from pisteur.domain.errors import StorageError
from pisteur.storage.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    OpenFile,
    connect,
    read_header,
    storage_error,
)
from pisteur.storage.copies import (
    check_database,
    copy_database,
    count_rows,
    free_name,
    journal_of,
    restoring_name,
    set_stale_journal_aside,
    sync_folder,
)

FOLDER = "backups"
BEFORE_UPGRADE = "before-upgrade"
BEFORE_IMPORT = "before-import"

_NAME = re.compile(r"^(?P<stem>.+)-(?P<at>\d{4}-\d\d-\d\d-\d{6})(?:\.(?P<reason>[a-z-]+))?\.db$")
_STAMP = "%Y-%m-%d-%H%M%S"
_PARTIAL = ".partial"

# How much is kept: everything of the last days, then the newest of each day, week and month.
ALL_OF_DAYS, DAILY, WEEKLY, MONTHLY = 2, 7, 4, 12
IMPORTS = 5
# A file that lost this part of what it held is suspect: nothing older is thinned out meanwhile.
SHRUNK = 0.2
SUSPECT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder of backups.

    Attributes:
        made_at: local wall time, as its name says.
        reason: `before-upgrade`, `before-import`, or empty for an ordinary one.
    """

    path: Path
    made_at: datetime
    reason: str = ""


def backups_folder(data: Path) -> Path:
    """Return where the backups of a data file are."""
    return data.parent / FOLDER


def list_backups(data: Path) -> list[Backup]:
    """Return the backups of a data file, oldest first."""
    folder = backups_folder(data)
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.match(path.name)
        if match and match["stem"] == data.stem:
            # Wall time without a zone: what the name says to its reader.
            made_at = datetime.strptime(match["at"], _STAMP)  # noqa: DTZ007
            found.append(Backup(path, made_at, match["reason"] or ""))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name))


def make_backup(
    connection: sqlite3.Connection,
    data: Path,
    made_at: datetime,
    reason: str = "",
    *,
    thorough: bool = True,
) -> Path:
    """Make a checked backup in the folder of backups; returns where.

    Args:
        made_at: local wall time, for the name.
        thorough: as in `copies.check_database`.

    Raises:
        StorageError: `backup.failed`; earlier backups are as they were.
    """
    folder = backups_folder(data)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _clear_partial(folder, data)
        while True:
            middle = f".{reason}" if reason else ""
            path = folder / f"{data.stem}-{made_at.strftime(_STAMP)}{middle}.db"
            if not path.exists():
                break
            made_at += timedelta(seconds=1)
    except OSError as error:
        raise StorageError("backup.failed", path=str(folder)) from error
    write_checked_copy(connection, path, thorough=thorough)
    return path


def write_checked_copy(
    connection: sqlite3.Connection, path: Path, *, thorough: bool = True
) -> None:
    """Copy the open database to `path`, whole and read through, or not at all.

    Args:
        thorough: as in `copies.check_database`.

    Raises:
        StorageError: `backup.failed`; what stood at `path` is as it was.
    """
    partial = path.with_name(path.name + _PARTIAL)
    try:
        partial.unlink(missing_ok=True)
        copy_database(connection, partial)
        if check_database(partial, thorough=thorough) != count_rows(connection):
            raise StorageError("backup.failed", path=str(path))
        partial.replace(path)
        sync_folder(path.parent)
    except (OSError, sqlite3.Error, StorageError) as error:
        partial.unlink(missing_ok=True)
        raise StorageError("backup.failed", path=str(path)) from error


def _clear_partial(folder: Path, data: Path) -> None:
    """Remove what a crash during an earlier backup left."""
    for leftover in folder.glob(f"*.db{_PARTIAL}*"):
        if leftover.name.startswith(f"{data.stem}-"):
            leftover.unlink()


def backup_before_upgrade(file: OpenFile) -> Path:
    """Make the backup without which no schema is changed.

    Raises:
        StorageError: `backup.failed`: then the file must not be upgraded.
    """
    now = SystemClock().now().astimezone().replace(tzinfo=None)
    return make_backup(file.connection, file.path, now, BEFORE_UPGRADE)


# Thinning out.


def superfluous(backups: Sequence[Backup], today: date) -> list[Backup]:
    """Return the backups that are not worth keeping; all made before an upgrade are."""
    ordinary = sorted((b for b in backups if not b.reason), key=lambda b: b.made_at, reverse=True)
    recent = today - timedelta(days=ALL_OF_DAYS - 1)
    kept = {b.path for b in ordinary if b.made_at.date() >= recent}
    kept |= _newest_of_each(ordinary, lambda b: b.made_at.date(), DAILY)
    kept |= _newest_of_each(ordinary, lambda b: b.made_at.isocalendar()[:2], WEEKLY)
    kept |= _newest_of_each(ordinary, lambda b: (b.made_at.year, b.made_at.month), MONTHLY)
    imports = sorted((b for b in backups if b.reason == BEFORE_IMPORT), key=lambda b: b.made_at)
    old_imports = [b for b in imports[:-IMPORTS] if b.made_at.date() < recent]
    return [b for b in ordinary if b.path not in kept] + old_imports


def _newest_of_each(
    newest_first: Iterable[Backup], period: Callable[[Backup], object], count: int
) -> set[Path]:
    """Return the newest backup of each of the last `count` periods that have one."""
    chosen: dict[object, Path] = {}
    for backup in newest_first:
        if len(chosen) == count and period(backup) not in chosen:
            break
        chosen.setdefault(period(backup), backup.path)
    return set(chosen.values())


def has_shrunk(backups: Sequence[Backup]) -> bool:
    """Return whether the newest backup holds a fifth less than one of the last month did."""
    if not backups:
        return False
    newest = backups[-1]
    since = newest.made_at - timedelta(days=SUSPECT_DAYS)
    sizes = [used_bytes(b.path) for b in backups if b.made_at >= since]
    return sizes[-1] < max(sizes) * (1 - SHRUNK)


def used_bytes(path: Path) -> int:
    """Return the size of what a database file holds, without its free pages, from its header."""
    with path.open("rb") as file:
        header = file.read(100)
    page = int.from_bytes(header[16:18], "big")
    pages, free = (int.from_bytes(header[at : at + 4], "big") for at in (28, 36))
    return (65536 if page == 1 else page) * (pages - free)


def thin_out(data: Path, today: date) -> bool:
    """Delete superfluous backups, unless the file has shrunk; returns whether it has.

    Raises:
        StorageError: `disk.failed` or the like.
    """
    try:
        backups = list_backups(data)
        # Those of a clock that was ahead say nothing about the present.
        if has_shrunk([backup for backup in backups if backup.made_at.date() <= today]):
            return True
        for backup in superfluous(backups, today):
            backup.path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, backups_folder(data)) from error
    return False


# Going back.

# A backup that is of no use says nothing against the data file, which is as it was.
_OF_BACKUPS = {
    "file.missing": "restore.missing",
    "file.damaged": "restore.damaged",
    "file.foreign": "restore.foreign",
    "file.newer": "restore.newer",
}


def check_backup(data: Path, backup: Path) -> dict[str, int]:
    """Read a backup through before the data file is closed for it; returns its rows by table.

    Indexes and keys are left to `restore_file`, which compares them in its copy.

    Raises:
        StorageError: `restore.*`, `file.*` of the backup.
    """
    _check_kind(data, backup)
    try:
        return check_database(backup, thorough=False)
    except StorageError as error:
        raise _of_backup(error, backup) from error


def restore_file(data: Path, backup: Path) -> Path | None:
    """Put a checked copy of `backup` in the place of the data file, which nobody has open.

    Killed at any moment, either file opens next: the earlier one, or the restored one.

    Returns:
        Where the earlier file is kept (`.before-restore-N`, or `.damaged-N` if it can't be
        read), None if there was none.

    Raises:
        StorageError: `restore.*` or `file.*` of the backup, `file.locked` or `file.read_only` of
            the data file, `disk.*`; nothing has changed.
    """
    _check_kind(data, backup)
    try:
        sound = data.exists() and _is_sound(data)
        ready = _prepare(data, backup)
        kept = None
        if data.exists():
            kept = free_name(data, "before-restore" if sound else "damaged")
            data.replace(kept)
            if journal_of(data).exists():
                journal_of(data).replace(journal_of(kept))
        set_stale_journal_aside(data)
        ready.replace(data)
        sync_folder(data.parent)
    except (OSError, sqlite3.Error) as error:
        raise storage_error(error, data) from error
    return kept


def _check_kind(data: Path, backup: Path) -> None:
    """Refuse what can't be a backup, by its name and its first bytes alone."""
    try:
        # Before anything is read of it: closed again, the data file would lose its locks.
        same = data.exists() and backup.exists() and data.samefile(backup)
    except OSError as error:
        raise StorageError("file.unreadable", path=str(backup)) from error
    if same:
        raise StorageError("restore.same_file", path=str(backup))
    try:
        version, application = read_header(backup)
    except StorageError as error:
        raise _of_backup(error, backup) from error
    if application != APPLICATION_ID:
        raise StorageError("restore.foreign", path=str(backup))
    if version > SCHEMA_VERSION:
        raise StorageError("restore.newer", path=str(backup))


def _of_backup(error: StorageError, backup: Path) -> StorageError:
    """Say of a backup what is wrong with it."""
    detail = error.params.get("detail", "")
    code = _OF_BACKUPS.get(error.code, error.code)
    return StorageError(code, path=str(backup), detail=detail)


def _prepare(data: Path, backup: Path) -> Path:
    """Write the checked copy beside the data file, under the name that a start looks for."""
    ready = restoring_name(data)
    partial = ready.with_name(ready.name + _PARTIAL)
    data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in (ready, partial):
        leftover.unlink(missing_ok=True)
    source = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)
    try:
        copy_database(source, partial)
    except sqlite3.Error as error:
        # What is wrong with a file here is wrong with the backup: the copy is new.
        raise _of_backup(storage_error(error, backup), backup) from error
    finally:
        source.close()
    try:
        check_database(partial)
        partial.replace(ready)
    except StorageError as error:
        raise _of_backup(error, backup) from error
    finally:
        partial.unlink(missing_ok=True)
    return ready


def _is_sound(data: Path) -> bool:
    """Return whether the data file can be read through.

    Raises:
        StorageError: `file.locked`.
    """
    if not os.access(data, os.W_OK):
        raise StorageError("file.read_only", path=str(data))
    try:
        # Without a header, SQLite would throw the journal away: look before it does.
        read_header(data)
        connection = connect(data)
    except StorageError as error:
        if error.code != "file.damaged":
            raise
        return False
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False
    finally:
        connection.close()
