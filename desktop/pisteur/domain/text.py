"""Text as it is compared and stored: folded for search, cleaned of what does not show."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})
# What the window puts around names in Hebrew or Arabic, and so comes along with what is copied.
_ISOLATES = re.compile(r"[\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class _Folded(dict[int, str]):
    """What each character is folded to, learnt when it first comes: no letter changes another."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_slowly(chr(code))
        return folded


def _fold_slowly(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return `text` without case, accents or ligatures, for comparing."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def clean_line(text: str) -> str:
    """Return `text` on one line, without control characters and isolates, spaces collapsed."""
    # The only space that is printable is the plain one.
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(_CONTROL.sub(" ", _ISOLATES.sub("", text)).split())


def clean_block(text: str) -> str:
    """Return `text` with its lines kept, without control characters or blanks at the ends."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", unified).strip()


def without_controls(text: str) -> str:
    """Return `text` without control characters, blanks and lines as they are."""
    return _CONTROL.sub("", text)


def shorten(text: str, longest: int) -> str:
    """Return `text` with its middle left out when it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    end = longest // 3
    return f"{text[: longest - end - 1].rstrip()}…{text[-end:].lstrip()}"
