"""Writes the lines that iCalendar (RFC 5545 3.1) and vCard (RFC 6350 3.2) are made of: text that
stays on its line, and lines folded. What is in them is for `ics` and `vcard_out`.
"""

from __future__ import annotations

import re

MAX_OCTETS = 75
"""Of a line, without its end."""
_PIECE = MAX_OCTETS - 1
_LINE_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPECIAL = re.compile(r"([\\,;])")
_NOT_UID = re.compile(r"[^A-Za-z0-9@._:\-]")


def one_line(text: str) -> str:
    """Return `text` on one line, with single blanks and nothing that can't be seen."""
    return " ".join(_CONTROL.sub(" ", _LINE_BREAKS.sub(" ", text)).split())


def block(text: str) -> str:
    """Return `text` with `\\n` as its only line breaks, and nothing else that can't be seen."""
    return _CONTROL.sub(" ", _LINE_BREAKS.sub("\n", text))


def text_value(text: str) -> str:
    """Return a text as the value of a property: escaped, on one line.

    What ends no line in these formats (U+0085, U+2028) stays: it comes back as it was.
    """
    kept = _NO_TEXT.sub(" ", _ENDS.sub("\n", text))
    return _SPECIAL.sub(r"\\\1", kept).replace("\n", "\\n")


def bare(text: str) -> str:
    """Return `text` without line breaks and control characters."""
    return _CONTROL.sub("", _LINE_BREAKS.sub("", text))


def uid_value(uid: str) -> str:
    """Return a name for good, without what needs escaping."""
    return _NOT_UID.sub("-", uid)


def fold(line: str) -> bytes:
    """Return a line with its end, folded between characters, never within one.

    Nor behind the sign that begins an escape, which some readers would lose.
    """
    octets = line.encode()
    if len(octets) <= _PIECE:
        return octets + b"\r\n"
    pieces, start = [], 0
    while len(octets) - start > _PIECE:
        end = start + _PIECE
        # The octets 10xxxxxx are not the first of a character.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        pieces.append(octets[start:end])
        start = end
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
