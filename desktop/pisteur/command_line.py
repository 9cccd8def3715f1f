"""What the commands of the command line share: the data file that they name, and what they say."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from pisteur.exchange.errors import ExchangeError
from pisteur.i18n import bare
from pisteur.services.opening import data_file, open_data
from pisteur.services.services import Services


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Services]:
    """Open the services on the data file that the options name, and close them after.

    Raises:
        StorageError: as `open_data`.
    """
    services = Services(open_data(data_file(options.data)))
    try:
        yield services
    finally:
        services.close()


STANDARD_OUTPUT = Path("-")
"""What stands for the standard output where a file to write is named."""


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Yield where to write; what is written there goes to the standard output if `path` says so.

    It is whole before the first byte goes out, and meanwhile in a folder of its own, private.

    Raises:
        ExchangeError: `file.write_failed` when the standard output takes it not.
    """
    if path != STANDARD_OUTPUT:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="pisteur-") as folder:
        made = Path(folder) / "export"
        yield made
        with made.open("rb") as content:
            _pour(content)


def _pour(content: BinaryIO) -> None:
    try:
        shutil.copyfileobj(content, sys.stdout.buffer)
        sys.stdout.flush()
    except OSError as error:
        # Python writes once more at the end, and would complain in its own words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            # Who reads has had enough, as `head` does.
            return
        reason = error.strerror or str(error)
        raise ExchangeError("file.write_failed", STANDARD_OUTPUT, reason=reason) from error


def voice(path: Path) -> TextIO:
    """Return where to say what was written at `path`: not amid what was written."""
    return sys.stderr if path == STANDARD_OUTPUT else sys.stdout


def say(text: str, to: TextIO | None = None) -> None:
    """Write a line for the user, on the standard output unless told otherwise."""
    # Many a terminal shows the signs that set names apart, and a script compares what it reads.
    (to or sys.stdout).write(bare(text) + "\n")


def end_with_json(
    options: argparse.Namespace, result: dict[str, object], to: TextIO | None = None
) -> None:
    """Write the one line of JSON, if it was asked for."""
    if options.json:
        (to or sys.stdout).write(json.dumps(result, ensure_ascii=False) + "\n")
