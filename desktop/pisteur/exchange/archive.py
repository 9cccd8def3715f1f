"""The archive: everything as one JSON object that people and programs can read.

    {
      "format": "pisteur-archive",
      "version": 1,
      "created_at": "2026-11-22T09:12:00Z",
      "application": "Pisteur 0.1.0",
      "contacts": [
        {"id": 1, "family_name": "Roche", …},
        …
      ],
      "opportunities": […],
      …
    }

Lists are named as the tables are; a row is an object of texts, numbers, true, false and null,
one a line. This module knows the container only; `pisteur.services.archive` knows the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pisteur.exchange.atomic import write_file
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.sniffing import unreadable

FORMAT = "pisteur-archive"
VERSION = 3
MAX_BYTES = 1024 * 1024 * 1024
_HEADER = ("format", "version", "created_at", "application")
_SCALARS = (str, int, float, bool, type(None))
_CHUNK_ROWS = 500
_DATABASE = b"SQLite format 3\x00"

Scalar = str | int | float | bool | None
Row = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds.

    Attributes:
        version: of the format.
        created_at: ISO 8601 text, or empty.
        tables: the rows of each list, by its name.
    """

    version: int
    created_at: str
    tables: dict[str, list[dict[str, Scalar]]]


def write_archive(
    tables: Mapping[str, Iterable[Row]],
    path: Path,
    *,
    created_at: str,
    application: str,
) -> None:
    """Write `tables` at `path`, atomically, without holding them all in memory.

    Raises:
        ExchangeError: `file.*` when it can't be written.
    """
    write_file(path, archive_chunks(tables, created_at=created_at, application=application))


def archive_chunks(
    tables: Mapping[str, Iterable[Row]], *, created_at: str, application: str
) -> Iterator[bytes]:
    """Yield the archive piece by piece, in UTF-8."""
    header = {
        "format": FORMAT,
        "version": VERSION,
        "created_at": created_at,
        "application": application,
    }
    lines = [f"  {_dump(key)}: {_dump(value)}" for key, value in header.items()]
    yield ("{\n" + ",\n".join(lines)).encode()
    for name, rows in tables.items():
        yield f",\n  {_dump(name)}: [".encode()
        pending: list[str] = []
        first = True
        for row in rows:
            pending.append(("\n    " if first else ",\n    ") + _dump(row))
            first = False
            if len(pending) >= _CHUNK_ROWS:
                yield "".join(pending).encode("utf-8", "replace")
                pending.clear()
        yield ("".join(pending) + ("]" if first else "\n  ]")).encode("utf-8", "replace")
    yield b"\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_archive(path: Path, *, max_bytes: int = MAX_BYTES) -> Archive:
    """Read the archive at `path` and check its container.

    Raises:
        ExchangeError: `file.*` when it can't be read, `archive.*` when it is no archive, is
            newer than this Pisteur, or a list holds something other than rows of plain values.
    """
    content = _load(path, max_bytes)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ExchangeError("archive.not_archive", path)
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ExchangeError("archive.not_archive", path)
    if version > VERSION:
        raise ExchangeError("archive.newer", path, version=version)
    tables = {name: rows for name, rows in content.items() if name not in _HEADER}
    for name, rows in tables.items():
        _check_rows(path, name, rows)
    return Archive(version, str(content.get("created_at") or ""), tables)


def _load(path: Path, max_bytes: int) -> object:
    try:
        if path.is_dir():
            raise ExchangeError("file.directory", path)
        size = path.stat().st_size
        if _is_data_file(path):
            raise ExchangeError("archive.data_file", path)
        if size > max_bytes:
            megabytes = 1024 * 1024
            limit = max_bytes // megabytes
            raise ExchangeError(
                "file.too_large", path, megabytes=-(-size // megabytes), limit=limit
            )
        if size == 0:
            raise ExchangeError("file.empty", path)
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ExchangeError("file.missing", path) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    try:
        return json.loads(raw, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ExchangeError(
            "archive.not_json", path, line=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError("archive.not_json", path) from error


def _is_data_file(path: Path) -> bool:
    """Tell whether it is a data file, or a backup of one, rather than an archive."""
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _check_rows(path: Path, name: str, rows: object) -> None:
    if not isinstance(rows, list):
        raise ExchangeError("archive.damaged", path, table=name)
    for row in rows:
        if not isinstance(row, dict):
            raise ExchangeError("archive.damaged", path, table=name)
        for value in row.values():
            if not isinstance(value, _SCALARS) or not _fits(value):
                raise ExchangeError("archive.damaged", path, table=name)


def _fits(value: Scalar) -> bool:
    """Tell whether SQLite can hold `value`."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return not isinstance(value, str) or value.isascii() or _is_encodable(value)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
