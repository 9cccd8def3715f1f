"""Places where a word that is too long for its line may break."""

from __future__ import annotations

import re

from pisteur.i18n import bare

BREAK = "\u200b"
LONGEST_WORD = 16
BROKEN_BY = 8

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_JOINT = re.compile(r"(?<=[@./_\-?&=])(?=\S)")


def breakable(text: str) -> str:
    """Return `text` with places to break inside words too long for a line; nothing is seen."""
    return _LONG_WORD.sub(_break_word, text)


def without_breaks(text: str) -> str:
    """Return `text` as it was before `breakable`, to be copied."""
    return bare(text.replace(BREAK, ""))


def _break_word(match: re.Match[str]) -> str:
    pieces = []
    for piece in _JOINT.split(match.group()):
        step = len(piece) if len(piece) <= LONGEST_WORD else BROKEN_BY
        pieces += [piece[i : i + step] for i in range(0, len(piece), step)]
    return BREAK.join(pieces)
