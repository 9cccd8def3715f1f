"""How far out the filled cells of a sheet are, from its XML as bytes, without building it.

Only as much XML as that takes: this comes before the reader proper, which makes room for every
cell up to the last one.
"""

from __future__ import annotations

import re
from typing import Protocol

# What a tag may be long at most, so that hostile bytes are passed over in one go.
_KEPT = 400
# Of rows and cells, empty ones included.
_MOST_TAGS = 6_000_000
# Of the format itself.
_LAST_ROW = 1 << 20
_LAST_COLUMN = 1 << 14
_XLSX = re.compile(
    rb"<(?:\w{1,20}:)?(row|c)(?=[\s/>])(?:[^<>]{0,300}?\sr\s{0,4}=\s{0,4}[\"']([A-Za-z]{0,3})(\d{1,7}))?"
    rb"[^<>]{0,300}?(/?)>"
)
_ODS = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^<>]{0,600})>"
)
_ROWS = re.compile(rb"number-rows-repeated\s{0,4}=\s{0,4}[\"'](\d{1,10})")
_COLUMNS = re.compile(rb"number-columns-repeated\s{0,4}=\s{0,4}[\"'](\d{1,10})")


class Extent(Protocol):
    """Where the last filled row and column are; endless where no program writes so much."""

    rows: int
    columns: int
    endless: bool

    def look_at(self, chunk: bytes) -> None:
        """Go on with the next bytes."""


class XlsxExtent:
    """Reads `<row r="2"><c r="B2">`; both numbers may be missing."""

    def __init__(self) -> None:
        self.rows = self.columns = self._seen = 0
        self.endless = False
        self._row = self._column = 0
        self._rest = b""
        self._letters: dict[bytes, int] = {}

    def look_at(self, chunk: bytes) -> None:
        """Go on with the next bytes."""
        text = self._rest + chunk
        end = 0
        for found in _XLSX.finditer(text):
            end = found.end()
            self._seen += 1
            name, letters, number, empty = found.groups()
            if name == b"row":
                self._row = int(number) if number else self._row + 1
                self._column = 0
                self.endless = self.endless or self._row > _LAST_ROW
                continue
            self._column = self._number(letters) if letters else self._column + 1
            if letters:
                self._row = int(number)
            if not empty:
                self.rows = max(self.rows, self._row)
                self.columns = max(self.columns, self._column)
            self.endless = self.endless or self._column > _LAST_COLUMN
        self.endless = self.endless or self._seen > _MOST_TAGS
        self._rest = text[max(end, len(text) - _KEPT) :]

    def _number(self, letters: bytes) -> int:
        known = self._letters.get(letters)
        if known is None:
            known = 0
            for letter in letters.upper():
                known = known * 26 + letter - 64
            self._letters[letters] = known
        return known


class OdsExtent:
    """Reads rows and cells that say how often they are repeated."""

    def __init__(self) -> None:
        self.rows = self.columns = self._seen = 0
        self.endless = False
        self._above = self._repeated = self._left = 0
        self._rest = b""

    def look_at(self, chunk: bytes) -> None:
        """Go on with the next bytes."""
        text = self._rest + chunk
        end = 0
        for found in _ODS.finditer(text):
            end = found.end()
            self._seen += 1
            self._take(found.group(1), found.group(2))
        self.endless = self._seen > _MOST_TAGS
        self._rest = text[max(end, len(text) - 2 * _KEPT) :]

    def _take(self, name: bytes, attributes: bytes) -> None:
        if name == b"table":
            self._above = self._repeated = self._left = 0
        elif name == b"table-row":
            self._above += self._repeated
            self._repeated, self._left = _times(_ROWS, attributes), 0
        else:
            self._left += _times(_COLUMNS, attributes)
            if b"value" in attributes or not attributes.endswith(b"/"):
                self.rows = max(self.rows, self._above + self._repeated)
                self.columns = max(self.columns, self._left)


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)) if found else 1
