"""Opens a list whatever it is written as: delimited text, a workbook, address cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pisteur.exchange.sniffing import MAX_BYTES, read_head
from pisteur.exchange.table import FOUND_OUT, Table, Wishes
from pisteur.exchange.tabular import read_text
from pisteur.exchange.vcards import read_cards
from pisteur.exchange.workbook import read_workbook

_BEGINS_CARD = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN\s*:\s*VCARD", re.IGNORECASE
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_table(
    path: Path,
    wishes: Wishes = FOUND_OUT,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int], None] | None = None,
) -> Table:
    """Find out what the file at `path` is, and its shape.

    Args:
        path: the list.
        wishes: what the user says of its shape.
        max_bytes: larger files are refused.
        progress: called now and then while a workbook is read; may raise to stop.

    Raises:
        ExchangeError: when it can't be read as a list.
    """
    head = read_head(path, max_bytes=max_bytes)
    if head.startswith(_WORKBOOKS):
        return read_workbook(path, wishes, max_bytes=max_bytes, progress=progress)
    if _BEGINS_CARD.match(head.replace(b"\0", b"")):
        return read_cards(path, wishes, max_bytes=max_bytes)
    return read_text(path, wishes, max_bytes=max_bytes)
