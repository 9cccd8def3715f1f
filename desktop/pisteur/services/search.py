"""Turns what someone types into a condition on contacts: words, phones, notes.

Accents, case and order do not matter; each word may be the beginning of one. What a search finds
in groups, as one types: `pisteur.services.quick_search`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pisteur.domain.reach import digits
from pisteur.domain.search import Marked, query_words

_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_PHONE_LIKE = re.compile(r"^[\d\s+().\-/]+$")
# Fewer digits end too many numbers to be a hint.
_LEAST_END = 4

# How numbers are kept, with the names of the parameters between which those looked for are.
_BY_START = ("normalised", "phone")
_BY_END = ("reversed_digits", "tail")


@dataclass(frozen=True, slots=True)
class SearchCondition:
    """An SQL condition on `c.id`, with its named parameters."""

    sql: str
    parameters: dict[str, object]


def search_condition(text: str) -> SearchCondition | None:
    """Return the condition for `text`, or None when it holds nothing to look for."""
    words = query_words(text)
    if not words:
        return None
    parts = [
        "SELECT rowid FROM contact_search WHERE contact_search MATCH :match",
        "SELECT contact_id FROM interactions WHERE id IN"
        " (SELECT rowid FROM interaction_search WHERE interaction_search MATCH :match)",
    ]
    number = typed_number(text)
    if number:
        parts += number.selects()
    parameters: dict[str, object] = {"match": match_words(words)}
    return SearchCondition(
        f"c.id IN ({' UNION '.join(parts)})", parameters | (number.parameters if number else {})
    )


def match_words(words: Sequence[str], columns: str = "") -> str:
    """Return what an index is asked for, in some of its columns or all."""
    match = " ".join(f'"{word}"*' for word in words)
    return f"{{{columns}}} : ({' AND '.join(match.split())})" if columns else match


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number typed in whole or in part, as the indexes of the numbers are asked for it.

    Attributes:
        start: how E.164 begins for it.
        end: its digits, empty when they are too few to look for at the end of numbers.
    """

    start: str
    end: str

    def selects(self, *, by_index: bool = True) -> list[str]:
        """Return statements that give ids of contacts.

        Args:
            by_index: False keeps SQLite from the index of the numbers, which has to sort what it
                finds to give it by contact; for numbers that begin as very many do.
        """
        # The plus is what keeps it.
        plus = "" if by_index else "+"
        return [
            f"SELECT contact_id FROM contact_points WHERE kind = 'phone'"
            f" AND {plus}{column} >= :{name} AND {plus}{column} < :{name}_end"
            for column, name in (_BY_START, *([_BY_END] if self.end else []))
        ]

    @property
    def parameters(self) -> dict[str, object]:
        """Named parameters of the statements."""
        bounds: dict[str, object] = {"phone": self.start, "phone_end": self.start + ":"}
        if self.end:
            bounds |= {"tail": self.end[::-1], "tail_end": self.end[::-1] + ":"}
        return bounds

    def mark(self, value: str) -> Marked:
        """Return a number as it is written, with what of it was typed."""
        written = digits(value)
        if not written or not _PHONE_LIKE.match(value):
            return Marked(value)
        whole = _phone_start(value.strip(), written)
        places = [place for place, letter in enumerate(value) if letter.isdecimal()]
        if whole.startswith(self.start):
            left = len(whole) - len(self.start)
            return Marked(value, ((0, places[max(0, len(places) - left - 1)] + 1),))
        if self.end and written.endswith(self.end):
            return Marked(value, ((places[-len(self.end)], places[-1] + 1),))
        return Marked(value)


def typed_number(text: str) -> TypedNumber | None:
    """Return what `text` may be of a number, None when it is none."""
    text = _TRUNK_ZERO.sub("", text).strip() if "+" in text else text.strip()
    number = digits(text)
    if not _PHONE_LIKE.match(text) or len(number) < 2:
        return None
    return TypedNumber(_phone_start(text, number), number if len(number) >= _LEAST_END else "")


def _phone_start(text: str, number: str) -> str:
    """Return how E.164 begins for a number typed in part; national zero means France."""
    if text.startswith("+"):
        return "+" + number
    if number.startswith("00"):
        return "+" + number[2:]
    if number.startswith("0"):
        return "+33" + number[1:]
    return "+" + number
