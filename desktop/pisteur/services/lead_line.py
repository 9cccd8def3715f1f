"""Reads the one line that adds a lead: whatever is known, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.reach import normalise_email
from pisteur.domain.text import clean_line
from pisteur.services.phones import normalise_phone

# A word whole, with one @: of many of them, every pair would be tried, for minutes.
_EMAIL = re.compile(r"(?<![^\s,;:<>])[^\s@,;:<>]+@[^\s@,;:<>]+\.[^\s@,;:<>]+(?![^\s,;:<>])")
# Looked for first: a figure before a number would pass for its beginning.
_FRENCH_PHONE = re.compile(
    r"(?<![\w])(?:(?:\+|00)33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s./-]{0,2}\d{2}){4}(?![\w€])"
)
_PHONE = re.compile(r"(?<![\w])\+?\(?\d[\d\s.()/-]{6,20}\d(?![\w€])")
_LINES = re.compile(r"[\n\r\t\u2028\u2029]+")
_AMOUNT = re.compile(
    r"(?<![\w])~?(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
    r"\s?(?:k?€|eur(?:os?)?(?!\w))",
    re.IGNORECASE,
)
# What people write before a number or an address; the second could end a name, too.
_LABEL = r"t[ée]l(?:[ée]phone)?|gsm|e-?mail|courriel|mailto"
_LABEL_OR_NAME = r"mob(?:ile)?|port(?:able)?|fixe|bureau|mail|phone|cell"
_LABELLED = rf"(?:(?<![\w-])(?:(?:{_LABEL})\s*[.:]*|(?:{_LABEL_OR_NAME})\s*[.:]+)\s*)?"
_ONLY_LABEL = re.compile(rf"(?:{_LABEL}|{_LABEL_OR_NAME})", re.IGNORECASE)
_PIECES = re.compile(r"\s*[,;|]\s*|\s+[–—-]\s+|\s+·\s+")


@dataclass(frozen=True, slots=True)
class LeadLine:
    """What a line says of a lead."""

    name: str
    company: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    amount_cents: int | None


def read_lead_line(line: str, region: str = "FR") -> LeadLine:
    """Read a line such as `Garage Morel 06 39 98 12 34` or `Inès Roche, Atelier Fauve, 1 800 €`.

    The first words left over are the name, the next the company.

    Raises:
        DomainError: `lead.empty` when there is nothing to go by.
    """
    # Pasted, as from the foot of an e-mail: what stood on a line of its own is one thing.
    rest = clean_line(_LINES.sub(" , ", line))
    emails = tuple(found for found in _EMAIL.findall(rest) if normalise_email(found))
    for found in emails:
        rest = _without(rest, found)
    amount = _AMOUNT.search(rest)
    cents = parse_amount(amount.group()) if amount else None
    if amount:
        rest = rest.replace(amount.group(), " , ")
    phones: list[str] = []
    for pattern in (_FRENCH_PHONE, _PHONE) if region == "FR" else (_PHONE,):
        for found in pattern.findall(rest):
            if normalise_phone(found, region):
                phones.append(found)
                rest = _without(rest, found)
    pieces = [piece for piece in map(_trimmed, _PIECES.split(rest)) if piece]
    if emails or phones:
        pieces = [piece for piece in pieces if not _ONLY_LABEL.fullmatch(piece)]
    if not (pieces or emails or phones):
        raise DomainError("lead.empty", field="line")
    name, company = (pieces[0] if pieces else ""), ", ".join(pieces[1:])
    return LeadLine(name, company, tuple(phones), emails, cents)


def _without(line: str, found: str) -> str:
    """Return a line without a number or an address, and without the word that announces it."""
    return re.sub(_LABELLED + re.escape(found), " , ", line, flags=re.IGNORECASE)


def _trimmed(piece: str) -> str:
    """Return a piece without what stood around it; brackets within, both of them, are its own."""
    while True:
        before, piece = piece, piece.strip(" .,;:<>-")
        opened, closed = piece.count("("), piece.count(")")
        wrapped = opened == closed == 1 and piece.startswith("(") and piece.endswith(")")
        # The other half of a bracket can have gone with a number or an address.
        if piece.startswith(")") or (piece.startswith("(") and (wrapped or opened > closed)):
            piece = piece[1:]
        if piece.endswith("(") or (piece.endswith(")") and (wrapped or closed > opened)):
            piece = piece[:-1]
        if piece == before:
            return piece
