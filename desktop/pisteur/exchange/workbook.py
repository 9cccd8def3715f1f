"""Reads the sheet of a workbook (XLSX, XLS, ODS) that holds a list, in a process of its own.

That process (`sheets`) can be ended: when it takes too long, when the user stops, or by itself
when it asks for more memory than a list needs. Nothing that a hostile file does to it reaches
the data.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pisteur import own_process
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.sheets import Request
from pisteur.exchange.sniffing import MAX_BYTES, check_file
from pisteur.exchange.table import (
    FOUND_OUT,
    HEADING_ROWS,
    MAX_ROWS,
    SAMPLE_ROWS,
    FileKind,
    Row,
    Source,
    Table,
    Wishes,
    is_filled,
    shape,
)
from pisteur.i18n import _
from pisteur.own_process import GaveUpError

COMMAND = "read-workbook"
"""What the program is started with to serve one request."""

SECONDS = 120
MEMORY = 2 * 1024**3
_LOOK_UP_EVERY = 0.05

Progress = Callable[[int], None]


def read_workbook(
    path: Path,
    wishes: Wishes = FOUND_OUT,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
) -> Table:
    """Find out the shape of the sheet of `path` that holds a list.

    Args:
        path: an XLSX, XLS or ODS file.
        wishes: what the user says of it.
        max_bytes: larger files are refused.
        progress: called while it is waited for; may raise to stop.

    Raises:
        ExchangeError: when it is no workbook that can be read, is empty or is beyond a limit.
    """
    check_file(path, max_bytes=max_bytes)
    request: Request = {
        "path": os.path.abspath(path),  # noqa: PTH100 - a path with a NUL raises nothing here
        "sheet": wishes.sheet or None,
        "yes": _("yes"),
        "no": _("no"),
        "max_rows": MAX_ROWS + HEADING_ROWS,
        "first_rows": HEADING_ROWS + SAMPLE_ROWS,
        "seconds": SECONDS,
        "memory": MEMORY,
    }
    names, rows = _taken(path, _answers(path, request, progress))
    source = Source(
        path=path,
        kind=FileKind.WORKBOOK,
        read=partial(_numbered, rows),
        sheet=names[0],
        sheets=names[1:],
    )
    first = list(enumerate(rows[: HEADING_ROWS + SAMPLE_ROWS], start=1))
    return shape(source, first, wishes.header_line)


def _numbered(rows: list[list[str]]) -> Iterator[Row]:
    return ((line, line, cells) for line, cells in enumerate(rows, start=1))


def _answers(path: Path, request: Request, progress: Progress | None) -> Iterator[object]:
    try:
        yield from ask(request, progress)
    except subprocess.TimeoutExpired as error:
        raise ExchangeError("file.workbook_too_slow", path, seconds=SECONDS) from error
    except GaveUpError as error:
        raise ExchangeError("file.workbook_gave_up", path) from error


def _taken(path: Path, answers: Iterator[object]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the name of the sheet, followed by those of all sheets; and the rows."""
    names: tuple[str, ...] = ()
    rows: list[list[str]] = []
    whole = False
    for answer in answers:
        if isinstance(answer, list):
            rows.append(answer)
        elif isinstance(answer, int):
            whole = answer == len(rows)
        elif isinstance(answer, dict) and "refused" in answer:
            raise _refused(path, answer["refused"], answer["params"])
        elif isinstance(answer, dict):
            names = (answer["name"], *answer["names"])
    if not whole:
        raise ExchangeError("file.workbook_gave_up", path)
    while rows and not is_filled(rows[-1]):
        rows.pop()
    return names, rows


def _refused(path: Path, code: str, params: dict[str, Any]) -> ExchangeError:
    if code == "file.too_many_rows":
        return ExchangeError(code, path, limit=MAX_ROWS)
    return ExchangeError(code, path, **params)


def ask(request: Request, progress: Progress | None = None) -> Iterator[object]:
    """Start a process with `request` and yield its answers.

    Raises:
        subprocess.TimeoutExpired: when it took longer than it may; it has ended.
        GaveUpError: when it could not be started, or ended without an answer.
    """
    with own_process.start(COMMAND) as process:
        try:
            said = _waited_for(process, json.dumps(request).encode(), progress)
        finally:
            process.kill()
    if process.returncode:
        raise GaveUpError
    try:
        yield from map(json.loads, said.splitlines())
    except ValueError as error:
        raise GaveUpError from error


def _waited_for(
    process: subprocess.Popen[bytes], orders: bytes, progress: Progress | None
) -> bytes:
    until = time.monotonic() + SECONDS
    first: bytes | None = orders
    while True:
        try:
            return process.communicate(first, timeout=_LOOK_UP_EVERY)[0]
        except subprocess.TimeoutExpired:
            first = None
            if time.monotonic() > until:
                raise
            if progress:
                progress(0)
