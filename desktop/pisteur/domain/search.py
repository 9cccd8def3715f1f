"""Words as the search compares them, where they stand in a text, and what a search found.

Letters are compared as the index of the data file does: without case, Latin ones without accents,
œ as oe, ß as ss. `domain.text.fold` goes further and is for other comparisons. Not for reading:
`pisteur.services.search` does that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# What the tokenizer of the index takes as part of a word: not the underscore, nor a few signs
# that came after its Unicode tables. With them a "word" would be several, which it refuses.
_LETTER = r"[^\W_\u19b0-\u19c9\u1cf2\u1cf3]"
_WORD = re.compile(f"{_LETTER}+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
# As the views behind the index replace them.
_TWO = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ẞ": "ss"})
# What is not compared as one letter: accents apart from theirs are none.
_NOT_ONE = re.compile("[œŒæÆßẞ\u0300-\u036f]")


def _folding() -> dict[str, str]:
    """Return what the letters are compared as that lower case leaves apart."""
    table: dict[int, str] = dict.fromkeys(range(0x300, 0x370), "")
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        apart = unicodedata.normalize("NFD", chr(code))
        if len(apart) > 1 and apart[0].isascii():
            table[code] = apart[0].lower()
    table |= {code: two for code, two in _TWO.items() if isinstance(two, str)}
    # Letters in another shape: the last ones are written in formulas.
    shapes = dict(zip("ςſẛ\u00b5ϐϑϕϖϰϱϵ", "σssμβθφπκρε", strict=True))
    return shapes | {chr(code): letters for code, letters in table.items()}


_FOLDED = _folding()
# None of them is compared as another; most texts have a few others at most.
_PLAIN = frozenset(map(chr, range(0x80)))
_ELLIPSIS = "…"
BEFORE_MARK = 36
LONGEST_PASSAGE = 180


def query_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` as the index is asked for them."""
    composed = unicodedata.normalize("NFC", text.translate(_TWO))
    return tuple(_WORD.findall(_ACCENTS.sub("", composed)))


def fold(text: str) -> str:
    """Return `text` as it is compared, letter by letter."""
    text = text.lower()
    if text.isascii():
        return text
    # No letter becomes one that is replaced too.
    for letter in set(text) - _PLAIN:
        if letter in _FOLDED:
            text = text.replace(letter, _FOLDED[letter])
    return text


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` as they are compared, in their order."""
    return tuple(_WORD.findall(fold(text)))


def fitting(words: Sequence[str]) -> Callable[[str], bool]:
    """Return what says of a text whether each of some folded words begins a word of it."""
    begins = [re.compile(f"(?<!{_LETTER}){re.escape(word)}").search for word in words]

    def fits(text: str) -> bool:
        folded = fold(text)
        return all(begin(folded) for begin in begins)

    return fits


Marks = tuple[tuple[int, int], ...]


def marks(text: str, words: Sequence[str]) -> Marks:
    """Return where in `text` the beginnings of folded words stand, as (start, end), in order."""
    if not words:
        return ()
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    begins = re.compile(f"(?<!{_LETTER})(?:{longest_first})")
    found = tuple(match.span() for match in begins.finditer(fold(text)))
    if not found or not _NOT_ONE.search(text):
        return found
    places = _places(text)
    # Accents that a word opens with are part of it.
    return tuple((places[s - 1] + 1 if s else 0, places[e - 1] + 1) for s, e in found)


def _places(text: str) -> list[int]:
    """Return where in `text` each letter of the folded text comes from."""
    places: list[int] = []
    done = 0
    for match in _NOT_ONE.finditer(text):
        place = match.start()
        places += range(done, place)
        places += [place] * len(fold(match.group()))
        done = match.end()
    places += range(done, len(text))
    return places


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the places that were searched for."""

    text: str
    marks: Marks = ()


def marked(text: str, words: Sequence[str]) -> Marked:
    """Return `text` with its marks."""
    return Marked(text, marks(text, words))


def passage(text: str, words: Sequence[str]) -> Marked:
    """Return what of a text stands around its first mark, on one line."""
    line = " ".join(text.split())
    found = marks(line, words)
    start = max(0, found[0][0] - BEFORE_MARK) if found else 0
    if start:
        # Not in the middle of a word.
        start = line.find(" ", start, found[0][0]) + 1 or start
    cut = line[start : start + LONGEST_PASSAGE]
    shown = f"{_ELLIPSIS if start else ''}{cut}"
    if start + LONGEST_PASSAGE < len(line):
        shown += _ELLIPSIS
    return marked(shown, words)


class HitKind(StrEnum):
    """What was found."""

    CONTACT = "contact"
    COMPANY = "company"
    DEAL = "deal"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes:
        contact_id: whom it opens; None for a company with several contacts.
        opportunity_id: the deal that it opens, None for none.
        interaction_id: the line of the journal that it opens, None for none.
        details: what stands below the title, in its order.
        tag: the status of a contact, the state of a deal, the kind of an exchange.
        stage: the column of a deal.
        count: how many contacts a company has.
    """

    kind: HitKind
    contact_id: int | None
    title: Marked
    details: tuple[Marked, ...] = ()
    opportunity_id: int | None = None
    tag: str = ""
    stage: str = ""
    amount_cents: int | None = None
    when: datetime | None = None
    count: int = 0
    interaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, in groups, the newest first in each.

    Attributes:
        text: what was searched for.
    """

    text: str
    contacts: tuple[Hit, ...] = ()
    companies: tuple[Hit, ...] = ()
    deals: tuple[Hit, ...] = ()
    notes: tuple[Hit, ...] = ()
