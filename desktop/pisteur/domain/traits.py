"""One fact about a contact against what somebody wants to see: matches, does not, or not known.

Used by the ideal-customer profile (`profile`), by offers (`offers`) and by the likeness to
present customers (`likeness`). "Not known" is an answer of its own (product rule 3): a fact that
is missing never counts against a contact, it is a question to ask.

What is wanted is kept as short texts, the same in the file and here:

- buyer: a `BuyerKind`, or `professional` for all of them but the consumer;
- sector: `rev2:6201Z` or `naf2025:62` (a NAF code or how it begins), else a word of the trade;
- size: `10-49`, `250-`, `0-0`: heads, both ends included;
- area: how a French postal code begins (`35`, `971`, `35000`), or `2A`, `2B` for Corsica.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from pisteur.domain.text import clean_line, fold
from pisteur.domain.words import Nature


class Fit(StrEnum):
    """Whether a fact is as wanted."""

    MATCHED = "matched"
    NOT_KNOWN = "not_known"
    NOT_MATCHED = "not_matched"


class BuyerKind(StrEnum):
    """Who buys, more closely than `Nature`, which the law needs."""

    CONSUMER = "consumer"
    SELF_EMPLOYED = "self_employed"
    COMPANY = "company"
    ASSOCIATION = "association"
    PUBLIC = "public"


class NafVersion(StrEnum):
    """The edition of a NAF code; the same code means another trade in another edition."""

    REV2 = "rev2"
    NAF2025 = "naf2025"


class SizeClass(StrEnum):
    """Sizes as they are spoken of; `HEADS` says how many people."""

    ALONE = "alone"
    VERY_SMALL = "very_small"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Headcount(NamedTuple):
    """How many people work there: a range, both ends included; `most` None means no upper end."""

    least: int
    most: int | None


PROFESSIONAL = "professional"
PROFESSIONALS = frozenset(BuyerKind) - {BuyerKind.CONSUMER}

# The European steps at 10, 50 and 250; those who employ nobody are told apart.
HEADS = {
    SizeClass.ALONE: Headcount(0, 0),
    SizeClass.VERY_SMALL: Headcount(1, 9),
    SizeClass.SMALL: Headcount(10, 49),
    SizeClass.MEDIUM: Headcount(50, 249),
    SizeClass.LARGE: Headcount(250, None),
}
# Insee's codes of headcount bands, as purchased lists give them under "TRANCHE".
_NAF = re.compile(r"^\d{2}(?:\d{0,2}|\d{2}[A-Z])$", re.ASCII)
_NAF_TYPED = re.compile(r"^\d{2}(?:\.?\d{1,2}\.?[A-Z]?)?$", re.IGNORECASE | re.ASCII)
_RANGE = re.compile(r"^(\d{1,7})-(\d{0,7})$", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+", re.ASCII)
_NOBODY = re.compile(r"\b(?:aucun|sans|zero|none|no)\b")
_BELOW = re.compile(r"\b(?:moins de|less than|under)\b")
_ABOVE = re.compile(r"\b(?:plus de|more than|over)\b")
_FROM = re.compile(r"\+|\b(?:plus|more|minimum|au moins|at least)\b")
_MOST_HEADS = 10**7
_AREA = re.compile(r"^(?:\d{2,5}|2[AB])$", re.ASCII)
_FRANCE = {"", "f", "fr", "fra"}
_OVERSEAS = {"guadeloupe", "martinique", "guyane", "reunion", "la reunion", "mayotte"}


def any_of(fits: Iterable[Fit]) -> Fit:
    """Return the best of `fits`, where one match is enough; nothing at all does not match."""
    found = set(fits)
    for fit in (Fit.MATCHED, Fit.NOT_KNOWN):
        if fit in found:
            return fit
    return Fit.NOT_MATCHED


def all_of(fits: Iterable[Fit]) -> Fit:
    """Return the worst of `fits`, where each must match; nothing at all matches."""
    found = set(fits)
    for fit in (Fit.NOT_MATCHED, Fit.NOT_KNOWN):
        if fit in found:
            return fit
    return Fit.MATCHED


def buyer_kinds(values: Iterable[str]) -> frozenset[BuyerKind]:
    """Return the kinds that stored `values` name.

    Raises:
        ValueError: a value is none of the stored words.
    """
    kinds: set[BuyerKind] = set()
    for value in values:
        kinds |= PROFESSIONALS if value == PROFESSIONAL else {BuyerKind(value)}
    return frozenset(kinds)


def fit_buyer(wanted: Collection[str], nature: Nature, buyer: BuyerKind | None) -> Fit:
    """Compare who buys; `nature` alone says enough when all or none of its kinds are wanted."""
    kinds = buyer_kinds(wanted)
    if buyer is not None:
        possible = frozenset({buyer})
    elif nature is Nature.CONSUMER:
        possible = frozenset({BuyerKind.CONSUMER})
    else:
        possible = PROFESSIONALS if nature is Nature.PROFESSIONAL else frozenset(BuyerKind)
    if possible <= kinds:
        return Fit.MATCHED
    return Fit.NOT_KNOWN if possible & kinds else Fit.NOT_MATCHED


def normalise_naf(text: str) -> str | None:
    """Return a NAF code, or how one begins, without dots and in capitals; None for other text."""
    compact = clean_line(text).replace(" ", "")
    if not _NAF_TYPED.match(compact):
        return None
    code = compact.replace(".", "").upper()
    return code if _NAF.match(code) else None


def sector_value(text: str, version: NafVersion) -> str:
    """Return what is stored for a sector as typed: a NAF code of `version`, else a word."""
    code = normalise_naf(text)
    return f"{version.value}:{code}" if code else clean_line(text)


def fit_sector(wanted: Collection[str], naf: str, version: NafVersion | None, sector: str) -> Fit:
    """Compare the trade by NAF code, by words, or both: one match is enough.

    A code of another edition, or of an edition that nobody noted, says nothing: not known.

    Args:
        wanted: values as `sector_value` gives them.
        naf: the contact's code, in any spelling; empty when not known.
        version: its edition.
        sector: the trade in words; empty when not known.
    """
    return any_of(_fit_one_sector(value, normalise_naf(naf), version, sector) for value in wanted)


def _fit_one_sector(value: str, code: str | None, version: NafVersion | None, sector: str) -> Fit:
    edition, colon, prefix = value.partition(":")
    if colon and edition in set(NafVersion):
        if code is None or version is None or version.value != edition:
            return Fit.NOT_KNOWN
        if code.startswith(prefix):
            return Fit.MATCHED
        # A contact whose code is cut short may still belong to a longer one.
        return Fit.NOT_KNOWN if prefix.startswith(code) else Fit.NOT_MATCHED
    if not sector.strip():
        return Fit.NOT_KNOWN
    at_word_start = rf"(?<!\w){re.escape(fold(value))}"
    return Fit.MATCHED if re.search(at_word_start, fold(sector)) else Fit.NOT_MATCHED


def parse_headcount(text: str) -> Headcount | None:
    """Read a headcount in words: `12`, `10 à 19 salariés`, `250 et plus`, `moins de 10`, `aucun`.

    Not Insee's codes of bands: only who knows the column can tell `11` people from band `11`.
    """
    words = fold(clean_line(text))
    numbers = [int(found.replace(" ", "")) for found in _NUMBER.findall(words)]
    if not numbers:
        return Headcount(0, 0) if _NOBODY.search(words) else None
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 or first > last or last > _MOST_HEADS:
        return None
    if len(numbers) == 2:
        return Headcount(first, last)
    if _BELOW.search(words):
        return Headcount(0, max(first - 1, 0))
    if _ABOVE.search(words):
        return Headcount(first + 1, None)
    return Headcount(first, None if _FROM.search(words) else first)


def size_value(heads: Headcount) -> str:
    """Return what is stored for a wanted size."""
    return f"{heads.least}-{'' if heads.most is None else heads.most}"


def read_size_value(value: str) -> Headcount | None:
    """Return the range of a wanted size as `size_value` stores it; None for other text."""
    found = _RANGE.match(value)
    if found is None:
        return None
    least, most = int(found[1]), int(found[2]) if found[2] else None
    return Headcount(least, most) if most is None or least <= most else None


def fit_size(wanted: Collection[str], heads: Headcount | None) -> Fit:
    """Compare sizes; a range that lies only partly within what is wanted is not known."""
    if heads is None:
        return Fit.NOT_KNOWN
    return any_of(
        _fit_one_size(range_, heads)
        for value in wanted
        if (range_ := read_size_value(value)) is not None
    )


def _fit_one_size(wanted: Headcount, heads: Headcount) -> Fit:
    upper = float("inf") if wanted.most is None else wanted.most
    most = float("inf") if heads.most is None else heads.most
    if wanted.least <= heads.least and most <= upper:
        return Fit.MATCHED
    return Fit.NOT_MATCHED if most < wanted.least or heads.least > upper else Fit.NOT_KNOWN


def department(postal_code: str) -> str | None:
    """Return the department of a French postal code of five digits: `35`, `2A`, `971`.

    It is the post office's: a few villages at a border are served from next door.
    """
    code = postal_code.replace(" ", "")
    if len(code) != 5 or not (code.isascii() and code.isdecimal()):
        return None
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def is_france(country: str) -> bool:
    """Say whether a country as typed is France; none is, for a French user's contacts."""
    name = fold(clean_line(country))
    return name in _FRANCE or name in _OVERSEAS or name.startswith("france")


def area_value(text: str) -> str | None:
    """Return what is stored for an area as typed, None when it is no beginning of a postal code."""
    compact = text.replace(" ", "").upper()
    return compact if _AREA.match(compact) else None


def fit_area(wanted: Collection[str], postal_code: str, country: str) -> Fit:
    """Compare places; an address abroad is in none of the areas."""
    if not is_france(country):
        return Fit.NOT_MATCHED
    home = department(postal_code)
    if home is None:
        return Fit.NOT_KNOWN
    code = postal_code.replace(" ", "")
    within = any(area == home or code.startswith(area) for area in wanted)
    return Fit.MATCHED if within else Fit.NOT_MATCHED
