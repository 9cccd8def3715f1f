"""The lines of address cards (vCard 2.1, RFC 2426, RFC 6350): unfolded, decoded, taken apart.

Not for what a card says: `vcards` makes rows of them.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_LINE = 200_000
"""Longest text of one property, in characters; what is longer is no address."""

SKIPPED = frozenset({"photo", "logo", "sound", "key", "x-ms-cardpicture", "agent"})
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_TOKENS = re.compile(r"\\.|[^\\;,]+|[;,\\]", re.DOTALL)
_CHUNKS = re.compile(r'"[^"]*"|[^";:]+|[;:]')


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card.

    Attributes:
        line: 1-based line on which it starts.
        group: `item1` in `item1.TEL`; lower case, as `name` is.
        types: what its parameters say it is, lower case: `work`, `cell`.
        value: decoded, still escaped.
    """

    line: int
    group: str
    name: str
    types: frozenset[str]
    value: str


class LineTooLongError(Exception):
    """A property is longer than MAX_LINE; its line is the argument."""


def read_properties(lines: Iterable[str]) -> Iterator[Property]:
    """Yield the properties of a file of cards, pictures and the like without their value.

    Raises:
        LineTooLongError: at a text that never ends.
    """
    start, pieces, length, skipping = 0, [""], 0, False
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        if start and _continues(line, pieces, skipping=skipping):
            if skipping:
                continue
            soft = _is_quoted_printable(pieces[0]) and pieces[-1].endswith("=")
            pieces.append(line if soft and line[:1] not in " \t" else line[1:])
            length += len(line)
            if length > MAX_LINE:
                raise LineTooLongError(start)
            continue
        if start:
            yield from _property(start, pieces)
        start, pieces, length = (number, [line], len(line)) if line.strip() else (0, [""], 0)
        skipping = _base_name(line) in SKIPPED
        if length > MAX_LINE and not skipping:
            raise LineTooLongError(number)
    if start:
        yield from _property(start, pieces)


def _continues(line: str, pieces: list[str], *, skipping: bool) -> bool:
    if line[:1] in (" ", "\t"):
        return True
    if skipping:
        # Old writers don't indent pictures; they end with a blank line or the next property.
        return bool(line) and ":" not in line
    return pieces[-1].endswith("=") and _is_quoted_printable(pieces[0])


def _is_quoted_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _base_name(line: str) -> str:
    return re.split(r"[;:]", line[:60], maxsplit=1)[0].rpartition(".")[2].strip().lower()


def _property(start: int, pieces: list[str]) -> Iterator[Property]:
    quoted = _is_quoted_printable(pieces[0])
    if quoted:
        text = "".join(piece.removesuffix("=") for piece in pieces[:-1]) + pieces[-1]
    else:
        text = "".join(pieces)
    head, value = _split_head(text)
    if not head:
        return
    name, *parameters = head
    group, _dot, name = name.strip().lower().rpartition(".")
    types, charset = _parameters(parameters)
    if name in SKIPPED:
        value = "" if value.strip() else value
    elif quoted:
        value = _decoded(value, charset)
    yield Property(start, group, name, types, value)


def _split_head(text: str) -> tuple[list[str], str]:
    """Return name and parameters, and the value, of `TEL;TYPE="a:b":value`."""
    parts = [""]
    for found in _CHUNKS.finditer(text):
        chunk = found.group()
        if chunk == ":":
            return parts, text[found.end() :]
        if chunk == ";":
            parts.append("")
        else:
            parts[-1] += chunk
    return [], ""


def _parameters(parameters: Iterable[str]) -> tuple[frozenset[str], str]:
    types: set[str] = set()
    charset = "utf-8"
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        key, value = key.strip().lower(), value.strip().strip('"')
        if not equals:
            types.add(key)
        elif key == "type":
            types.update(each.strip().lower() for each in value.split(","))
        elif key == "charset":
            charset = value
    return frozenset(types), charset


def _decoded(text: str, charset: str) -> str:
    raw = quopri.decodestring(text.encode("utf-8", "replace"))
    for encoding in (charset, "utf-8"):
        try:
            # Some encodings give halves of characters, which no file can hold.
            return raw.decode(encoding).encode("utf-8", "replace").decode()
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def unescaped(text: str) -> str:
    r"""Return a value with `\n`, `\,`, `\;` and `\\` as what they stand for."""
    return _ESCAPES.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), text)


def parts_of(text: str, separator: str) -> list[str]:
    """Return the parts of a value between unescaped separators, unescaped and trimmed."""
    parts = [""]
    for token in _TOKENS.findall(text):
        if token == separator:
            parts.append("")
        else:
            parts[-1] += token
    return [unescaped(part).strip() for part in parts]
