"""Turns what someone types into a condition on contacts: words, phones, notes.

Accents, case and order do not matter; each word may be the beginning of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pisteur.domain.reach import digits
from pisteur.domain.text import fold

# What the tokenizer of the index takes as part of a word: not the underscore, nor a few signs
# that came after its Unicode tables. With them a "word" would be several, which it refuses.
_WORD = re.compile(r"[^\W_\u19b0-\u19c9\u1cf2\u1cf3]+")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_PHONE_LIKE = re.compile(r"^[\d\s+().\-/]+$")


@dataclass(frozen=True, slots=True)
class SearchCondition:
    """An SQL condition on `c.id`, with its named parameters."""

    sql: str
    parameters: dict[str, object]


def search_condition(text: str) -> SearchCondition | None:
    """Return the condition for `text`, or None when it holds nothing to look for."""
    words = _WORD.findall(fold(text))
    if not words:
        return None
    match = " ".join(f'"{word}"*' for word in words)
    parts = [
        "SELECT rowid FROM contact_search WHERE contact_search MATCH :match",
        "SELECT contact_id FROM interactions WHERE id IN"
        " (SELECT rowid FROM interaction_search WHERE interaction_search MATCH :match)",
    ]
    parameters: dict[str, object] = {"match": match}
    text = _TRUNK_ZERO.sub("", text) if "+" in text else text
    number = digits(text)
    if _PHONE_LIKE.match(text.strip()) and len(number) >= 2:
        parts.append(
            "SELECT contact_id FROM contact_points WHERE kind = 'phone'"
            " AND (normalised >= :phone AND normalised < :phone_end"
            " OR reversed_digits >= :tail AND reversed_digits < :tail_end)"
        )
        phone, tail = _phone_start(text.strip(), number), number[::-1]
        parameters |= {
            "phone": phone,
            "phone_end": phone + ":",
            # Fewer than four digits end too many numbers to be a hint.
            "tail": tail if len(number) >= 4 else "x",
            "tail_end": tail + ":" if len(number) >= 4 else "x",
        }
    return SearchCondition(f"c.id IN ({' UNION '.join(parts)})", parameters)


def _phone_start(text: str, number: str) -> str:
    """Return how E.164 begins for a number typed in part; national zero means France."""
    if text.startswith("+"):
        return "+" + number
    if number.startswith("00"):
        return "+" + number[2:]
    if number.startswith("0"):
        return "+33" + number[1:]
    return "+" + number
