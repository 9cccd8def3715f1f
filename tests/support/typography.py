"""Finds faults of typesetting in texts that a user reads."""

from __future__ import annotations

import re

NARROW = "\u202f"
NBSP = "\u00a0"

_COMMON = {
    "straight apostrophe": r"'",
    "straight quotation mark": r'"',
    "three dots for an ellipsis": r"\.\.\.",
    "two spaces": r"  ",
}
_ENGLISH = _COMMON | {
    "French quotation marks": r"[«»]",
    "space before a mark": r"\s[;:!?,.](?!\w)",
}
_FRENCH = _COMMON | {
    "English quotation marks": r"[“”]",
    "no U+202F before ; ! ?": rf"(?<![{NARROW};!?])[;!?]",
    # Neither 10:30 nor https: nor mailto: is a colon of a sentence.
    "no U+00A0 before a colon": rf"(?<![{NBSP}\d]):(?!//)(?!\w)",
    "no U+00A0 inside « »": rf"«(?!{NBSP})|(?<!{NBSP})»",
    "a common space before a unit": r"[\d}] (?:k?€|%|Mo\b|ko\b|Go\b)",
    "a common space between thousands": r"\d \d{3}(?!\d)",
    "a capital without its accent": r"\bE(?:tat|tape|dit|chang|tiquet|cri)",
    "A before an infinitive for À": r"(?:^|\. )A (?=\w+[ei]r\b|faire)",
    "oe for œ": r"(?i)\b(?:c|s|v|n|m|b)?oe(?:u|i)",
}


def english_faults(text: str) -> list[str]:
    """Return the names of the faults in an English `text`."""
    return _faults(text, _ENGLISH)


def french_faults(text: str) -> list[str]:
    """Return the names of the faults in a French `text`."""
    return _faults(text, _FRENCH)


def _faults(text: str, rules: dict[str, str]) -> list[str]:
    return [name for name, pattern in rules.items() if re.search(pattern, text)]
