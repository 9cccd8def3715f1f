"""Opens the data file with Python's own sqlite3, before anything heavier is imported.

The first screen is read through this connection; `pisteur.storage.database` adopts it later.
Opening order: look at the header bytes; refuse what is newer, foreign or damaged without
touching it; then connect, take the lock for good, and check the schema number.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pisteur.domain.errors import StorageError

APPLICATION_ID = 0x50495354
SCHEMA_VERSION = 4

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100
_PART = 1 << 20
_ATTEMPTS = 3

PRAGMAS = (
    # One process owns the file; a rollback journal survives power cuts and sync clients where
    # WAL was seen not to (ARCHITECTURE.md, Storage).
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)


_SQLITE_ERRORS = {
    "SQLITE_BUSY": "file.locked",
    "SQLITE_LOCKED": "file.locked",
    "SQLITE_READONLY": "file.read_only",
    "SQLITE_PERM": "file.read_only",
    "SQLITE_FULL": "disk.full",
    "SQLITE_NOTADB": "file.damaged",
    "SQLITE_CORRUPT": "file.damaged",
    "SQLITE_CANTOPEN": "file.unreadable",
    "SQLITE_IOERR": "disk.failed",
    "SQLITE_PROTOCOL": "disk.failed",
    "SQLITE_NOLFS": "disk.failed",
    "SQLITE_NOMEM": "memory.full",
    "SQLITE_TOOBIG": "text.too_long",
}
_SQLITE_DETAILS = {
    "SQLITE_IOERR_NOMEM": "memory.full",
    "SQLITE_IOERR_READ": "disk.unread",
    "SQLITE_IOERR_CORRUPTFS": "disk.unread",
}
_DISK_ERRORS = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EACCES: "file.read_only",
    errno.EPERM: "file.read_only",
    errno.EROFS: "file.read_only",
    errno.ENOMEM: "memory.full",
}


class FileIdentity(NamedTuple):
    """Which file on disk a path named when it was opened."""

    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """Return the identity of the file at `path`.

        Raises:
            OSError: if there is none.
        """
        status = path.stat()
        return cls(status.st_dev, status.st_ino)


class OpenFile:
    """A data file that this process holds.

    Attributes:
        connection: the one connection; may be used from one thread at a time.
        schema_version: of the file; less than SCHEMA_VERSION means that it needs an upgrade.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        identity: FileIdentity,
        schema_version: int,
    ) -> None:
        self.path = path
        self.connection = connection
        self.identity = identity
        self.schema_version = schema_version


def read_header(path: Path) -> tuple[int, int]:
    """Return (user_version, application_id) from the bytes of the file, without SQLite.

    Raises:
        StorageError: `file.missing`, `file.folder`, `file.unreadable` or `file.damaged`.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
    except FileNotFoundError as error:
        raise StorageError("file.missing", path=str(path)) from error
    except IsADirectoryError as error:
        raise StorageError("file.folder", path=str(path)) from error
    except OSError as error:
        raise StorageError("file.unreadable", path=str(path)) from error
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        raise StorageError("file.damaged", path=str(path))
    return int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")


def open_file(path: Path) -> OpenFile:
    """Open an existing data file and hold it exclusively.

    Raises:
        StorageError: `file.*`: missing, folder, unreadable, damaged, foreign, newer, locked,
            read_only; `folder.read_only`.
    """
    version, application = read_header(path)
    if application != APPLICATION_ID:
        raise StorageError("file.foreign", path=str(path))
    if version > SCHEMA_VERSION:
        raise StorageError("file.newer", path=str(path))
    if not os.access(path, os.W_OK):
        raise StorageError("file.read_only", path=str(path))
    if not os.access(path.parent, os.W_OK):
        # The journal has its place there.
        raise StorageError("folder.read_only", path=str(path.parent))
    if path.stat().st_mode & 0o077 and os.name == "posix":
        # A file that belongs to someone else stays as they have it.
        with contextlib.suppress(PermissionError):
            path.chmod(0o600)
    connection = connect(path)
    # Taking the lock rolled back what a crash cut off, an upgrade for instance: the header may
    # have said more than the file holds.
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return OpenFile(path, connection, FileIdentity.of(path), version)


def connect(path: Path) -> sqlite3.Connection:
    """Connect with the settings that every Pisteur connection has, and take the lock.

    Raises:
        StorageError: `file.locked`, `file.read_only` or `file.damaged`.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("BEGIN EXCLUSIVE")
        # Takes the right to write and does nothing, for the file has no auto-vacuum: where
        # opening for writing failed for a moment, SQLite opened for reading and said nothing.
        connection.execute("PRAGMA incremental_vacuum(1)")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        said = reading_error(error, path, connection)
        connection.close()
        raise said from error
    return connection


@contextlib.contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Say errors of reading in Pisteur's terms, where only the connection is at hand.

    Raises:
        StorageError: `file.damaged`, `disk.failed`, …
    """
    try:
        yield
    except sqlite3.Error as error:
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        raise reading_error(error, Path(path), connection) from error


def reading_error(error: sqlite3.Error, path: Path, connection: sqlite3.Connection) -> StorageError:
    """Say an error of an open file; a disk that could not be read is no damaged file.

    On POSIX, SQLite says of both that the file is malformed.
    """
    said = storage_error(error, path)
    if (
        said.code != "file.damaged"
        or os.name != "posix"
        or getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB"
    ):
        return said
    unread = StorageError("disk.unread", path=str(path), detail="SQLITE_IOERR_READ")
    try:
        _read_through(path)
    except OSError:
        return unread
    for _attempt in range(_ATTEMPTS):
        # The disk may have failed for a moment only; what was read meanwhile is in the cache.
        with contextlib.suppress(sqlite3.Error):
            if connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]:
                return unread
    return said


def _read_through(path: Path) -> None:
    """Read a file by the handle that SQLite has: closing another one would drop its locks.

    Raises:
        OSError: the disk can't be read.
    """
    identity = FileIdentity.of(path)
    for handle in Path("/dev/fd").iterdir():
        with contextlib.suppress(OSError):
            status = os.fstat(int(handle.name))
            if (status.st_dev, status.st_ino) == identity:
                break
    else:
        return
    place = 0
    while part := os.pread(int(handle.name), _PART, place):
        place += len(part)


def storage_error(error: sqlite3.Error | OSError, path: Path) -> StorageError:
    """Say an error of the disk or of SQLite in Pisteur's terms."""
    if isinstance(error, OSError):
        code = _DISK_ERRORS.get(error.errno or 0, "disk.failed")
        return StorageError(code, path=str(path), detail=type(error).__name__)
    name = getattr(error, "sqlite_errorname", "")
    # What has no code of its own is a statement that SQLite would not carry out: no disk's fault.
    code = _SQLITE_ERRORS.get("_".join(name.split("_")[:2]), "database.refused")
    return StorageError(
        _SQLITE_DETAILS.get(name, code), path=str(path), detail=name or type(error).__name__
    )
