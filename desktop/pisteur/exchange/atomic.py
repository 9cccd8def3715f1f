"""Writes a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pisteur.exchange.errors import ExchangeError

_CODES = {
    errno.ENOENT: "file.no_folder",
    errno.ENOTDIR: "file.no_folder",
    errno.EACCES: "file.not_writable",
    errno.EPERM: "file.not_writable",
    errno.EROFS: "file.not_writable",
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
    errno.EISDIR: "file.directory",
}


def write_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put `content` at `path`, replacing what is there.

    The content is written beside it first, forced to the disk, then renamed: a reader or a
    crash sees the old file or the new one, never a part. Mode 0600. A link is followed.

    Raises:
        ExchangeError: `file.no_folder`, `file.directory`, `file.special` (a device or a pipe,
            which no file may take the place of), `file.not_writable`, `file.disk_full` or
            `file.write_failed`; what was there is then untouched.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise ExchangeError("file.directory", path)
        if target.exists() and not target.is_file():
            raise ExchangeError("file.special", path)
        _replace(target, [content] if isinstance(content, bytes) else content)
    except OSError as error:
        code = _CODES.get(error.errno or 0, "file.write_failed")
        raise ExchangeError(code, path, reason=error.strerror or str(error)) from error


def _replace(target: Path, chunks: Iterable[bytes]) -> None:
    # mkstemp makes it 0600 whatever the umask.
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where folders can be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
