"""Reads single cells of a list: several addresses in one, numbers that a spreadsheet damaged,
garbled accents. Nothing is guessed that is not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pisteur.domain.reach import normalise_email
from pisteur.domain.text import fold

_BLANKS = frozenset(
    {
        "-",
        "--",
        "nc",
        "n/c",
        "n.c.",
        "n/a",
        "na",
        "#n/a",
        "null",
        "none",
        "neant",
        "néant",
        "aucun",
        ".",
    }
)
_FRENCH_PHONE = re.compile(r"(?:\+33[ .-]?|0)[1-9](?:[ .-]?[0-9]{2}){4}")
_FRENCH_PHONES = re.compile(r"(?:(?:\+|00)33[\s.\-()]*0?\)?\s*|0)[1-9](?:[\s.\-]?[0-9]{2}){4}")
# Such a number among words: digits beside it make it a part of something longer.
_AMONG_WORDS = re.compile(rf"(?<![\d+])(?<!\d[\s.\-/]){_FRENCH_PHONES.pattern}(?![\s.\-/]?\d)")
_LONGEST_WORDS = 200
_FEWEST_DIGITS = 4
_UNREADABLE = "cell.phone_unreadable"
_NINE_DIGITS = re.compile(r"[1-9](?:[ .\-]?[0-9]){8}")
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
# Without the blanks around it: of a thousand in a row, each would be a beginning to look from.
_PHONE_SEPARATORS = re.compile(r" ::: |[;|,\n\r]|/(?!\d{1,2}(?:\D|$))|\s/\s|\sou\s|\sor\s")
_PHONE_LABEL = re.compile(
    r"^(t|tel|tél|telephone|téléphone|fixe|bureau|pro|domicile|m|mob|mobile|port|portable|p|gsm|"
    r"phone|cell|home|work)\.?\s*:?\s*(?=[+(\d])",
    re.IGNORECASE,
)
_PHONE_ALLOWED = re.compile(
    r"[+(]?[\d\s.\-/()\u00a0\u202f\u2010-\u2013]+(?:\s*(?:ext\.?|poste|x|#)\s*\d{1,6})?",
    re.IGNORECASE,
)
_WHOLE_ADDRESS = re.compile(
    r"(.+?)\s*[,\n]\s*(\d{5})\s+([^,\n\d]+?)(?:\s*[,\n]\s*france)?", re.IGNORECASE | re.DOTALL
)
_EMAIL_SEPARATORS = re.compile(r" ::: |[\s,;|/<>]+")
_GARBLED = re.compile(r"[ÂÃÅâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_FRENCH_COUNTRIES = frozenset({"", "france", "fr", "fra", "france metropolitaine"})
_LABELS = {
    "work": "work",
    "travail": "work",
    "bureau": "work",
    "pro": "work",
    "professionnel": "work",
    "fixe": "",
    "home": "home",
    "domicile": "home",
    "personnel": "home",
    "mobile": "mobile",
    "portable": "mobile",
    "mob": "mobile",
    "port": "mobile",
    "gsm": "mobile",
    "cell": "mobile",
    "m": "mobile",
    "other": "other",
    "autre": "other",
}


# Not frozen: that takes three times as long to make, for each cell.
@dataclass(slots=True)
class Reading:
    """What one cell held.

    Attributes:
        values: value, label and text as typed if it was mended (else empty), in order.
        problem: code of what is wrong with the rest of the cell, or empty.
        leftover: whether the cell held more than the values.
    """

    values: tuple[tuple[str, str, str], ...] = ()
    problem: str = ""
    leftover: bool = False


def is_blank(cell: str) -> bool:
    """Tell whether `cell` is one of the words that lists write for nothing."""
    return not cell or (len(cell) <= 5 and cell.lower() in _BLANKS)


def is_french(country: str) -> bool:
    """Tell whether an address with this country, or none, is taken for French."""
    return country in ("", "France") or fold(country).strip() in _FRENCH_COUNTRIES


def label_of(word: str) -> str:
    """Return `work`, `home`, `mobile`, `other`, or empty for a label in a file."""
    return _LABELS.get(fold(word).strip(" *:."), "")


def read_emails(cell: str) -> Reading:
    """Read one or several e-mail addresses."""
    if normalise_email(cell):
        return Reading(((cell.removeprefix("mailto:").strip("<>"), "", ""),))
    if is_blank(cell):
        return Reading()
    values, wrong, words = [], False, False
    for piece in _EMAIL_SEPARATORS.split(cell):
        candidate = piece.removeprefix("mailto:").strip("\"'()[]{}.")
        if not candidate:
            continue
        if normalise_email(candidate):
            values.append((candidate, "", ""))
        elif "@" in candidate:
            wrong = True
        else:
            words = True
    problem = "cell.email_invalid" if wrong or not values else ""
    return Reading(tuple(values), problem, leftover=words or bool(problem))


def read_phones(cell: str, *, french: bool = True) -> Reading:
    """Read one or several phone numbers.

    Args:
        cell: as it stood in the file.
        french: whether nine digits are a French number whose leading zero was eaten.
    """
    if _FRENCH_PHONE.fullmatch(cell):
        return Reading(((cell, "", ""),))
    if is_blank(cell):
        return Reading()
    values: list[tuple[str, str, str]] = []
    problem, words = "", False
    for piece in _phone_pieces(cell):
        value, label, typed, wrong = _read_phone(piece, french=french)
        among = _among_words(piece) if wrong == _UNREADABLE else []
        if value:
            values.append((value, label, typed))
        elif among or (wrong == _UNREADABLE and _is_words(piece)):
            # Whose it is, or when to call: no mistake.
            values += [(found, "", "") for found in among]
            words = True
        else:
            problem = problem or wrong
    if words and not values:
        problem = problem or _UNREADABLE
    return Reading(tuple(values), problem, leftover=words or bool(problem))


def _among_words(piece: str) -> list[str]:
    return _AMONG_WORDS.findall(piece) if len(piece) <= _LONGEST_WORDS else []


def _is_words(piece: str) -> bool:
    """Tell whether a piece is no number that went wrong, “après 18h” for instance."""
    digits = sum(char.isdecimal() for char in piece)
    return not digits or (digits < _FEWEST_DIGITS and any(char.isalpha() for char in piece))


def _phone_pieces(cell: str) -> list[str]:
    if _SCIENTIFIC.fullmatch(cell):
        return [cell]
    pieces = [piece.strip() for piece in _PHONE_SEPARATORS.split(cell) if piece.strip()]
    many = len(pieces) == 1 and sum(char.isdecimal() for char in cell) > 15
    if many and not any(char.isalpha() for char in cell):
        found = [match.group() for match in _FRENCH_PHONES.finditer(cell)]
        digits = sum(char.isdecimal() for text in found for char in text)
        if digits == sum(char.isdecimal() for char in cell):
            return found
    return pieces


def _read_phone(piece: str, *, french: bool) -> tuple[str, str, str, str]:
    """Return value, label, text as typed if mended, and the code of a problem."""
    text, label = piece.strip(), ""
    spoken = _PHONE_LABEL.match(text)
    if spoken:
        label = label_of(spoken.group(1))
        text = text[spoken.end() :].strip()
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        whole = _exact_digits(scientific)
        if whole is None:
            return "", "", "", "cell.phone_digits_lost"
        text = whole
    elif text.endswith(".0") and text[:-2].isdecimal():
        text = text[:-2]
    if french and _NINE_DIGITS.fullmatch(text):
        return "0" + text, label, piece, ""
    digits = sum(char.isdecimal() for char in text)
    if (
        not _FEWEST_DIGITS <= digits <= 17
        or not text.isprintable()
        or not _PHONE_ALLOWED.fullmatch(text)
    ):
        return "", "", "", _UNREADABLE
    return text, label, piece if scientific else "", ""


def _exact_digits(scientific: re.Match[str]) -> str | None:
    """Return the number of `6,39980001E+08` if no digit was cut off, else None."""
    first, rest, power = scientific.group(1), scientific.group(2) or "", int(scientific.group(3))
    if len(rest) < min(power, 8) or power > 14:
        return None
    return (first + rest).ljust(power + 1, "0")


def read_postal_code(cell: str, *, french: bool) -> str:
    """Return a postal code without what spreadsheets add, with its leading zero."""
    text = cell.removesuffix(".0").strip()
    if not french:
        return text
    compact = text.replace(" ", "").removeprefix("F-")
    if compact.isascii() and compact.isdecimal():
        if len(compact) == 4:
            return "0" + compact
        if len(compact) == 5:
            return compact
    return text


def split_address(text: str) -> tuple[str, str, str]:
    """Return street, postal code and city of a whole French address; the last two may be empty."""
    match = _WHOLE_ADDRESS.fullmatch(text)
    return (match.group(1), match.group(2), match.group(3)) if match else (text, "", "")


def read_siret(cell: str) -> str | None:
    """Return the 14 digits of a valid SIRET, with its leading zeros, or None.

    Rule (INSEE): Luhn's sum; for the post office's establishments (SIREN 356000000), except its
    head office, the sum of the digits is a multiple of five instead.
    """
    digits = re.sub(r"[\s.\-\u00a0\u202f]", "", cell.removesuffix(".0"))
    if not (digits.isascii() and digits.isdecimal() and 11 <= len(digits) <= 14):
        return None
    digits = digits.zfill(14)
    if digits.startswith("356000000") and digits != "35600000000048":
        return digits if sum(map(int, digits)) % 5 == 0 else None
    return digits if luhn(digits) else None


def luhn(digits: str) -> bool:
    """Tell whether the last digit checks the others by Luhn's sum."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    plain = (int(digit) for digit in digits[-1::-2])
    return (sum(plain) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def repair_garbled(text: str) -> str:
    """Return `text` with UTF-8 that was read as Windows-1252 put right, if that is certain.

    Certain means that every letter beyond ASCII is part of valid UTF-8 once turned back.
    """
    if text.isascii() or not _GARBLED.search(text):
        return text
    try:
        raw = b"".join(_as_byte(char) for char in text)
        repaired = raw.decode("utf-8")
    except UnicodeError:
        return text
    return repaired if repaired.replace("\n", "").replace("\t", "").isprintable() else text


def _as_byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


_RISKY = r"[\s']*(?:[=+\-@\t\r＝＋－＠]|0[0-9]+\Z|[0-9]{12,}\Z)"
_ESCAPED = re.compile("'" + _RISKY)
_TO_ESCAPE = re.compile(_RISKY)


def escape(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute or change.

    That is a formula (`=`, `+`, `-`, `@`, tab, carriage return, also behind blanks), a number
    with a leading zero, and one too long to be kept exactly. `unescape` is the inverse for
    every text, those that begin with an apostrophe included.
    """
    return "'" + cell if _TO_ESCAPE.match(cell) else cell


def keep(cell: str) -> str:
    """Put an apostrophe before a text that `unescape` would change, and before no other."""
    return cell if unescape(cell) == cell else "'" + cell


def unescape(cell: str) -> str:
    """Take off the apostrophe that `escape` puts on."""
    return cell[1:] if cell[:1] == "'" and _ESCAPED.match(cell) else cell
