"""What a file is before its rows are read: refused at once, or text in a known encoding.

One pass over the bytes, in chunks, so that nothing large is held. Not for delimiters and
headings: `tabular` finds those.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pisteur.exchange.errors import ExchangeError

MAX_BYTES = 60 * 1024 * 1024
_CHUNK = 1 << 20
_HEAD = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "file.spreadsheet"),  # XLS
    (b"%PDF", "file.pdf"),
    (b"\x1f\x8b", "file.archive"),
    (b"7z\xbc\xaf", "file.archive"),
    (b"Rar!", "file.archive"),
    (b"SQLite format 3\x00", "archive.data_file"),
)
# UTF-8 bytes that were read as Windows-1252 and written as UTF-8 again: Ã, Â, Å, â€.
_TWICE_ENCODED = (b"\xc3\x83", b"\xc3\x82", b"\xc3\x85", b"\xc3\xa2\xe2\x82\xac")
# é è ê ë à â ç ô î ù É À in the two one-byte encodings that French files come in.
_FRENCH_WINDOWS = bytes.fromhex("e9e8eaebe0e2e7f4eef9c9c0")
_FRENCH_MAC = bytes.fromhex("8e8f909188898d99949d83cb")
_CONTROLS = bytes(set(range(0x01, 0x20)) - set(b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f"))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that can be read as text.

    Attributes:
        encoding: Python's name of it.
        size: in bytes.
        maybe_garbled: whether it holds what text encoded twice looks like.
        chosen: whether the user named the encoding.
    """

    path: Path
    encoding: str
    size: int
    maybe_garbled: bool
    chosen: bool = False

    @property
    def lenient(self) -> bool:
        """Whether bytes that the encoding does not know are shown as unknown, not refused."""
        return self.chosen or self.encoding == "cp1252"


def check_file(path: Path, *, max_bytes: int = MAX_BYTES) -> int:
    """Return the size of the file at `path`, in bytes.

    Raises:
        ExchangeError: `file.*` when it is missing, no file, empty, too large or unreadable.
    """
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise ExchangeError("file.missing", path) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise ExchangeError("file.directory", path)
    if not stat.S_ISREG(status.st_mode):
        raise ExchangeError("file.binary", path)
    _check_size(path, status.st_size, max_bytes)
    return status.st_size


def unreadable(path: Path, error: Exception) -> ExchangeError:
    """Say why a file can't be read."""
    if isinstance(error, PermissionError):
        return ExchangeError("file.not_readable", path)
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "?"
    return ExchangeError("file.unreadable", path, reason=reason)


def read_head(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the first bytes of the file at `path`, by which its kind is known.

    Raises:
        ExchangeError: as `check_file`.
    """
    check_file(path, max_bytes=max_bytes)
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error


def sniff(path: Path, *, max_bytes: int = MAX_BYTES) -> TextFile:
    """Find out the encoding of the file at `path`.

    Order: byte order mark, UTF-16 without one, UTF-8 if all of it is valid, else the one-byte
    encoding (Windows-1252 or Mac Roman) whose French letters it holds more of.

    Raises:
        ExchangeError: `file.*` when it is missing, no text, too large or unreadable.
    """
    size = check_file(path, max_bytes=max_bytes)
    try:
        return _scan(path, size)
    except FileNotFoundError as error:
        raise ExchangeError("file.missing", path) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _check_size(path: Path, size: int, max_bytes: int) -> None:
    if size == 0:
        raise ExchangeError("file.empty", path)
    if size > max_bytes:
        megabytes = 1024 * 1024
        raise ExchangeError(
            "file.too_large",
            path,
            megabytes=-(-size // megabytes),
            limit=max_bytes // megabytes,
        )


def _scan(path: Path, size: int) -> TextFile:
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        _refuse_by_magic(path, head)
        encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None)
        if encoding is None:
            encoding = _utf16_without_bom(head)
        if encoding is None and _is_binary(head):
            raise ExchangeError("file.binary", path)
        wide = encoding is not None and encoding.startswith("utf-16")
        decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
        state = _ScanState(path, nul_allowed=wide)
        valid = True
        chunk = head
        while chunk:
            state.look_at(chunk)
            if valid:
                valid = _decodes(decoder, chunk)
            chunk = file.read(_CHUNK)
        valid = valid and _decodes(decoder, b"", final=True)
    if wide and not valid:
        raise ExchangeError("file.binary", path)
    if valid:
        return TextFile(path, encoding or "utf-8", size, state.twice_encoded)
    return TextFile(path, state.one_byte_encoding(), size, maybe_garbled=True)


class _ScanState:
    """Collects what the bytes show, chunk by chunk; refuses what can't be a list."""

    def __init__(self, path: Path, *, nul_allowed: bool) -> None:
        self._path = path
        self._nul_allowed = nul_allowed
        self._windows = 0
        self._mac = 0
        self.twice_encoded = False

    def look_at(self, chunk: bytes) -> None:
        if not self._nul_allowed and b"\0" in chunk:
            raise ExchangeError("file.binary", self._path)
        if len(chunk) == _CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            raise ExchangeError("file.line_too_long", self._path)
        if not self.twice_encoded:
            self.twice_encoded = any(mark in chunk for mark in _TWICE_ENCODED)
        if not chunk.isascii():
            length = len(chunk)
            self._windows += length - len(chunk.translate(None, _FRENCH_WINDOWS))
            self._mac += length - len(chunk.translate(None, _FRENCH_MAC))

    def one_byte_encoding(self) -> str:
        return "mac_roman" if self._mac > self._windows else "cp1252"


def _refuse_by_magic(path: Path, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        office = b"[Content_Types].xml" in head or b"opendocument.spreadsheet" in head
        raise ExchangeError("file.spreadsheet" if office else "file.archive", path)
    for magic, code in _MAGIC:
        if head.startswith(magic):
            raise ExchangeError(code, path)
    if re.match(rb'\s*\{\s*"format"\s*:\s*"pisteur-archive"', head):
        raise ExchangeError("archive.no_list", path)


def _is_binary(head: bytes) -> bool:
    """Tell whether control characters, which text has next to none of, are frequent."""
    return len(head) - len(head.translate(None, _CONTROLS)) > 2 + len(head) // 100


def _utf16_without_bom(head: bytes) -> str | None:
    """Return the byte order if every second byte of the start is nearly always zero."""
    sample = head[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        text = decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return "\0" not in text
