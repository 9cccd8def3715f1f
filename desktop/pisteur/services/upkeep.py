"""Looks after the data file: backups and checks. Going back to a backup needs the file closed:
`pisteur.storage.backup.restore_file` does it."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pisteur.domain.errors import StorageError
from pisteur.i18n import _, ngettext
from pisteur.services.workspace import Workspace
from pisteur.storage import derived, search_index, stays
from pisteur.storage.backup import (
    BEFORE_IMPORT,
    backups_folder,
    check_backup,
    list_backups,
    make_backup,
    thin_out,
    write_checked_copy,
)
from pisteur.storage.change_log import ChangeSet
from pisteur.storage.connection import APPLICATION_ID, read_header, storage_error


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """The backup of the day.

    Attributes:
        shrunk: the file holds a fifth less than within the last month; until that is
            explained, no older backup is deleted.
    """

    path: Path
    shrunk: bool


@dataclass(frozen=True, slots=True)
class BackupLook:
    """A backup that can be restored.

    Attributes:
        contacts: how many it holds.
        present: how many the data file holds now.
    """

    path: Path
    contacts: int
    present: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Attributes:
        ok: whether the file is sound now, after a repair if one was asked for.
        problems: in words, those found before any repair.
        changes: rows that the repair touched.
        mendable: whether a repair leaves none of these problems.
    """

    ok: bool
    problems: tuple[str, ...]
    changes: ChangeSet
    mendable: bool = True


class _Problem(NamedTuple):
    """What is wrong, in words, and whether a repair rebuilds it."""

    text: str
    mendable: bool = True


# What SQLite says of an index that `REINDEX` makes right; all else is damage.
_OF_INDEXES = ("missing from index", "wrong # of entries in index")


class UpkeepService:
    """Backups and checks of the data file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._elsewhere: datetime | None = None

    # Backups.

    def backup(self, path: Path | None = None) -> Path:
        """Make a checked copy, at `path` or in the folder of backups; returns where.

        Raises:
            StorageError: `backup.failed`; `file.exists` when something that is no backup stands
                at `path`.
        """
        if path is None:
            return make_backup(self._db.raw, self._db.path, self._now())
        path = path.expanduser().absolute()
        self._check_may_replace(path)
        write_checked_copy(self._db.raw, path)
        self._elsewhere = self._now()
        return path

    def daily_backup(self) -> DailyBackup | None:
        """Make the backup of the day unless there is one; thin out the older ones.

        Raises:
            StorageError: `backup.failed`, `disk.*`.
        """
        if self._has_that_of_today():
            return None
        path = make_backup(self._db.raw, self._db.path, self._now())
        return DailyBackup(path, thin_out(self._db.path, self._now().date()))

    def _has_that_of_today(self) -> bool:
        # Not "none since": one made while the clock was years ahead must not stand for all days
        # until then.
        today = self._now().date()
        backups = list_backups(self._db.path)
        return any(each.made_at.date() == today for each in backups if not each.reason)

    def backup_before_import(self) -> Path:
        """Make the backup without which no list is written.

        Comparing indexes and keys with the rows takes ten times as long as reading all of a large
        file: the backup of the day proves that they fit, and this one that it is whole.

        Raises:
            StorageError: `import.no_backup`.
        """
        try:
            thorough = not self._has_that_of_today()
            raw, path = self._db.raw, self._db.path
            return make_backup(raw, path, self._now(), BEFORE_IMPORT, thorough=thorough)
        except (StorageError, OSError) as error:
            folder = str(backups_folder(self._db.path))
            raise StorageError("import.no_backup", path=folder) from error

    def backups_place(self) -> Path:
        """Return the folder where backups are looked for first."""
        folder = backups_folder(self._db.path)
        return folder if folder.is_dir() else self._db.path.parent

    def look_at(self, backup: Path) -> BackupLook:
        """Read a backup through, before the file is closed to restore it.

        Raises:
            StorageError: `restore.*` or `file.*` of the backup.
        """
        path = backup.expanduser().absolute()
        rows = check_backup(self._db.path, path)
        present = int(self._db.rows("SELECT count(*) FROM contacts")[0][0])
        return BackupLook(path, rows.get("contacts", 0), present)

    def latest_backup(self) -> datetime | None:
        """Return when the newest backup was made, aware; None when there is none."""
        try:
            times = [backup.made_at for backup in list_backups(self._db.path)]
        except OSError as error:
            raise storage_error(error, backups_folder(self._db.path)) from error
        if self._elsewhere is not None:
            times.append(self._elsewhere)
        return max(times).astimezone() if times else None

    def _now(self) -> datetime:
        """Return local wall time."""
        return self._workspace.clock.now().astimezone().replace(tzinfo=None)

    def _check_may_replace(self, path: Path) -> None:
        """Refuse to write over anything but an earlier backup."""
        if not path.exists():
            return
        application = 0
        # Never open the data file by other means: closing it again would drop its locks.
        if not path.samefile(self._db.path):
            with contextlib.suppress(StorageError):
                application = read_header(path)[1]
        if application != APPLICATION_ID:
            raise StorageError("file.exists", path=str(path))

    # Checks.

    def check(self, *, repair: bool = False) -> CheckResult:
        """Read the whole file through; `repair` rebuilds what can be derived.

        Raises:
            StorageError: the disk or the file fails altogether.
        """
        problems = self._problems()
        texts = tuple(problem.text for problem in problems)
        mendable = all(problem.mendable for problem in problems)
        if not problems or not repair:
            return CheckResult(not problems, texts, ChangeSet(), mendable)
        try:
            changes = self._repair()
        except sqlite3.IntegrityError:
            # Rows are there twice that an index allows once, and it had not heard of them.
            return CheckResult(False, texts, ChangeSet(), mendable=False)
        mended = not self._problems()
        return CheckResult(mended, texts, changes, mended)

    def _problems(self) -> list[_Problem]:
        try:
            return self._look()
        except sqlite3.Error as error:
            raise storage_error(error, self._db.path) from error

    def _look(self) -> list[_Problem]:
        raw = self._db.raw
        problems = []
        damage = [row[0] for row in raw.execute("PRAGMA integrity_check(100)")]
        inside = [said for said in damage if not any(words in said for words in _OF_INDEXES)]
        if damage == ["ok"]:
            pass
        elif inside:
            text = _("The file is damaged ({detail}). Restore a backup.")
            problems.append(_Problem(text.format(detail=inside[0]), mendable=False))
        else:
            text = _("An index does not fit its rows ({detail}).")
            problems.append(_Problem(text.format(detail=damage[0])))
        from pisteur.storage import structure  # noqa: PLC0415 - loads Alembic

        wrong = structure.find_wrong(raw)
        if wrong:
            text = ngettext(
                "{count} part of the file’s structure is missing or altered ({names}).",
                "{count} parts of the file’s structure are missing or altered ({names}).",
                len(wrong),
            )
            names = ", ".join(wrong[: structure.MOST_NAMES])
            names += ", …" if len(wrong) > structure.MOST_NAMES else ""
            mendable = not any(structure.is_barred(raw, name) for name in wrong)
            problems.append(_Problem(text.format(count=len(wrong), names=names), mendable))
        dangling = len(raw.execute("PRAGMA foreign_key_check").fetchall())
        if dangling:
            text = ngettext(
                "{count} row refers to a record that is gone.",
                "{count} rows refer to a record that is gone.",
                dangling,
            )
            problems.append(_Problem(text.format(count=dangling), mendable=False))
        for column, count in derived.count_stale(raw).items():
            text = ngettext(
                "{count} row has a wrong value in {column}.",
                "{count} rows have a wrong value in {column}.",
                count,
            )
            problems.append(_Problem(text.format(count=count, column=column)))
        untrue = stays.count_wrong(raw)
        if untrue:
            text = ngettext(
                "{count} deal has no true note of when it entered its column.",
                "{count} deals have no true note of when they entered their column.",
                untrue,
            )
            problems.append(_Problem(text.format(count=untrue)))
        if not search_index.is_right(raw):
            problems.append(_Problem(_("The search index does not fit the texts.")))
        return problems

    def _repair(self) -> ChangeSet:
        """Rebuild indexes and derived columns; what is in the Edit menu no longer applies."""
        from pisteur.storage import structure  # noqa: PLC0415 - loads Alembic

        with self._db.step("", undoable=False) as step:
            raw = self._db.raw
            structure.mend(raw)
            raw.execute("REINDEX")
            derived.refresh(raw)
            stays.mend(raw)
            search_index.rebuild(raw)
        self._db.forget_steps()
        return step.changes
