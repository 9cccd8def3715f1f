"""The log: what went wrong and where, never about whom.

Messages of exceptions may quote names, phones or notes, so only their types and the places in
the code are written.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs

from pisteur import __version__

LOG_SIZE = 512 * 1024

logger = logging.getLogger("pisteur")


def log_file() -> Path:
    """Return where the log is."""
    return Path(platformdirs.user_log_dir("pisteur", appauthor=False)) / "pisteur.log"


def start_log(path: Path | None = None) -> None:
    """Write the log to its file, private; without a place to write, there is no log."""
    path = path or log_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_APPEND, 0o600))
        handler = RotatingFileHandler(path, maxBytes=LOG_SIZE, backupCount=1, encoding="utf-8")
    except OSError:
        logger.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.info("start %s", versions())


def versions() -> str:
    """Return the versions that a report needs."""
    return f"Pisteur {__version__}, Python {platform.python_version()}, {sys.platform}"


def describe(error: BaseException) -> str:
    """Return the type of an error and the places that it passed, without any value."""
    lines = [type(error).__name__, *_places(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["caused by", describe(cause)]
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places
