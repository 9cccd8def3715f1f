"""Reads address cards (vCard 2.1, 3 and 4), many in one file, as rows of a list.

Each card is one row; its columns are those that some card of the file fills, and what they mean
is known from the start. A card that can't be used is a row with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pisteur.domain.reach import normalise_french_phone
from pisteur.domain.records import RowIssue
from pisteur.exchange.card_columns import ADDRESS, Key, every_key, heading_of, target_of
from pisteur.exchange.card_lines import (
    LineTooLongError,
    Property,
    parts_of,
    read_properties,
    unescaped,
)
from pisteur.exchange.cells import keep, label_of
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.heading_table import USABLE_FIELDS, Field
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.sniffing import MAX_BYTES, TextFile, sniff
from pisteur.exchange.table import (
    FOUND_OUT,
    MAX_ROWS,
    SAMPLE_ROWS,
    FileKind,
    Row,
    Source,
    Table,
    Wishes,
)
from pisteur.i18n import _

MAX_PROPERTIES = 1_000
_MAX_DEPTH = 20
_FAX = frozenset({"fax", "pager", "modem", "bbs", "isdn", "telex", "tlx"})
_LABELS = (
    *(("cell", "mobile"), ("mobile", "mobile"), ("iphone", "mobile")),
    *(("work", "work"), ("home", "home"), ("other", "other")),
)
_REACH = (Field.PHONE, Field.EMAIL)


@dataclass(slots=True)
class _Card:
    """A card while it is read."""

    number: int
    first: int
    last: int = 0
    issue: str = ""
    text: str = ""
    cells: dict[Key, list[str]] = field(default_factory=dict)

    def add(self, meaning: Field, text: str, kind: str = "") -> None:
        """Put one more text into a cell; what is there already is left out."""
        text = text.strip()
        held = self.cells.setdefault((meaning, kind), []) if text else []
        if text and text not in held:
            held.append(text)


def read_cards(path: Path, wishes: Wishes = FOUND_OUT, *, max_bytes: int = MAX_BYTES) -> Table:
    """Read the cards of `path` as a list.

    Args:
        path: a file of cards.
        wishes: what the user says of its encoding.
        max_bytes: larger files are refused.

    Raises:
        ExchangeError: when it can't be read, holds no card or is beyond a limit.
    """
    text = sniff(path, max_bytes=max_bytes)
    if wishes.encoding:
        text = replace(text, encoding=wishes.encoding, chosen=True)
    _check_count(path)
    cards = _all_cards(path, text)
    if not cards:
        raise ExchangeError("file.empty", path)
    keys = [key for key in every_key() if any(key in card.cells for card in cards)]
    if not any(meaning in USABLE_FIELDS for meaning, _kind in keys):
        # Without a single good card, there still is one column, so that each is named as bad.
        keys.insert(0, (Field.NAME, ""))
    rows, issues = _rows(cards, keys)
    source = Source(
        path=path,
        kind=FileKind.CARDS,
        read=partial(iter, rows),
        encoding=text.encoding,
        maybe_garbled=text.maybe_garbled,
        issues=issues,
    )
    sample = [cells for first, _last, cells in rows if first not in issues]
    return Table(
        source=source,
        header_line=None,
        first_line=1,
        headings=tuple(heading_of(key) for key in keys),
        sample=tuple(tuple(cells) for cells in sample[:SAMPLE_ROWS]),
        mapping=Mapping(tuple(target_of(key) for key in keys)),
    )


def _rows(cards: list[_Card], keys: list[Key]) -> tuple[list[Row], dict[int, RowIssue]]:
    """Return the rows of cards, and by first line what is wrong with those not to be used."""
    rows: list[Row] = []
    issues: dict[int, RowIssue] = {}
    for card in cards:
        cells = [keep("\n".join(card.cells.get(key, ()))) for key in keys]
        code = card.issue or ("" if any(cells) else "row.nothing_usable")
        if code:
            named = _("Card {number}").format(number=card.number)
            issues[card.first] = RowIssue(code, named, card.text)
            cells = [card.text]
        rows.append((card.first, card.last, cells))
    return rows, issues


def card_name(text: str) -> str:
    """Return what a card that was not taken is called, from its lines; empty for nothing."""
    pairs = (line.partition(":") for line in reversed(text.splitlines()))
    values = {name: value for name, _colon, value in pairs}
    for name in ("FN", "N", "ORG", "EMAIL", "TEL"):
        parts = [part.strip() for part in parts_of(values.get(name, ""), ";")]
        if name == "N":
            parts = parts[1:2] + parts[:1]
        if any(parts):
            return " ".join(filter(None, parts))
    return ""


def _check_count(path: Path) -> None:
    """Refuse far too many cards before they are read one by one.

    Raises:
        ExchangeError: `file.*`.
    """
    try:
        count = path.read_bytes().upper().count(b"BEGIN:VCARD")
    except OSError as error:
        raise ExchangeError("file.unreadable", path, reason=error.strerror or "") from error
    if count > MAX_ROWS:
        raise ExchangeError("file.too_many_rows", path, limit=MAX_ROWS)


def _all_cards(path: Path, text: TextFile) -> list[_Card]:
    errors = "replace" if text.lenient else "strict"
    try:
        with path.open(encoding=text.encoding, errors=errors, newline="") as file:
            cards = []
            for card in _cards(read_properties(file)):
                cards.append(card)
                if len(cards) > MAX_ROWS:
                    raise ExchangeError("file.too_many_rows", path, line=card.first, limit=MAX_ROWS)
            return cards
    except LineTooLongError as error:
        raise ExchangeError("file.line_too_long", path, line=error.args[0]) from error
    except UnicodeDecodeError as error:
        raise ExchangeError("file.encoding_changed", path) from error
    except OSError as error:
        raise ExchangeError("file.unreadable", path, reason=error.strerror or "") from error


def _cards(properties: Iterator[Property]) -> Iterator[_Card]:
    """Yield every card; one within another (an old way to name an assistant) is passed over."""
    card: _Card | None = None
    found: list[Property] = []
    depth = number = 0
    agent = False
    for each in properties:
        is_card = each.value.strip().upper() == "VCARD"
        if each.name == "begin" and is_card:
            if card is None or not (agent or depth > 1):
                if card is not None:
                    yield _finished(card, found, "card.not_ended", each.line - 1)
                number += 1
                card, found, depth = _Card(number, each.line), [], 1
            else:
                depth += 1
        elif each.name == "end" and is_card and card is not None:
            depth -= 1
            if not depth:
                yield _finished(card, found, card.issue, each.line)
                card = None
        elif depth == 1 and card is not None:
            found.append(each)
        if card is not None and depth > _MAX_DEPTH:
            card.issue = "card.nested"
        agent = each.name == "agent" and not each.value.strip()
    if card is not None:
        yield _finished(card, found, "card.not_ended", found[-1].line if found else card.first)


def _finished(card: _Card, found: list[Property], issue: str, last: int) -> _Card:
    card.last, card.issue = last, issue
    if len(found) > MAX_PROPERTIES:
        card.issue = "card.too_long"
    elif any(each.name == "kind" and each.value.lower() == "group" for each in found):
        card.issue = "card.group"
    card.text = "\n".join(f"{each.name.upper()}:{each.value}" for each in found[:40])[:2000]
    if not card.issue:
        _fill(card, found)
    return card


def _fill(card: _Card, found: list[Property]) -> None:
    named = {each.group: each.value for each in found if each.name == "x-ablabel" and each.group}
    _fill_name(card, {each.name: each.value for each in reversed(found)})
    for each in found:
        kind = _kind(each, named.get(each.group, ""))
        match each.name:
            case "tel" if not each.types & _FAX:
                number = each.value.removeprefix("tel:").partition(";ext=")[0]
                card.add(Field.PHONE, parts_of(number, ";")[0], kind)
            case "email":
                card.add(Field.EMAIL, parts_of(each.value, ";")[0].removeprefix("mailto:"), kind)
            case "adr":
                _fill_address(card, each, kind)
            case "note":
                card.add(Field.NOTES, unescaped(each.value))
            case "categories":
                for tag in parts_of(each.value.replace(";", ","), ","):
                    card.add(Field.TAGS, tag)
            case "url":
                taken = (Field.WEBSITE, "") in card.cells
                card.add(Field.EXTRA if taken else Field.WEBSITE, unescaped(each.value))
            case "x-siret":
                card.add(Field.SIRET, each.value)
            case _:
                pass
    named_after = card.cells.get((Field.NAME, ""))
    reached = (texts for (meaning, _kind), texts in card.cells.items() if meaning in _REACH)
    if named_after and any(_names(named_after[0], text) for texts in reached for text in texts):
        # Every card needs a name; programs write a number for want of one.
        del card.cells[Field.NAME, ""]


def _names(name: str, reach: str) -> bool:
    """Return whether a name is but an e-mail address, or a number in this spelling or another."""
    number = normalise_french_phone(name)
    return name == reach or (number is not None and number == normalise_french_phone(reach))


def _fill_name(card: _Card, first: dict[str, str]) -> None:
    """Take name, company and role; the whole name only where its parts are not given."""
    parts = [" ".join(part.replace(",", " ").split()) for part in parts_of(first.get("n", ""), ";")]
    parts += [""] * 5
    family, given, middle, civility = parts[:4]
    company, *units = parts_of(first.get("org", ""), ";")
    title, role = unescaped(first.get("title", "")), unescaped(first.get("role", ""))
    whole = unescaped(first.get("fn", "")).strip()
    is_company = not (family and given) and whole == company
    for meaning, text in (
        (Field.CIVILITY, civility),
        (Field.GIVEN_NAME, "" if is_company else given),
        (Field.MIDDLE_NAME, "" if is_company else middle),
        (Field.FAMILY_NAME, "" if is_company else family),
        (Field.NAME, "" if family or given or is_company else whole),
        (Field.COMPANY, company),
        (Field.JOB_TITLE, title or role),
    ):
        card.add(meaning, text)
    for unit in filter(None, units):
        card.add(Field.EXTRA, unit, "department")


def _fill_address(card: _Card, address: Property, kind: str) -> None:
    parts = parts_of(address.value, ";") + [""] * 7
    if any((meaning, kind) in card.cells for _place, meaning in ADDRESS):
        # A second one of its kind: whole, for the fields hold one.
        card.add(Field.EXTRA, ", ".join(filter(None, parts)), "address")
        return
    for place, meaning in ADDRESS:
        card.add(meaning, parts[place], kind)


def _kind(each: Property, named: str) -> str:
    for spelling, kind in _LABELS:
        if spelling in each.types:
            return kind
    return label_of(named.removeprefix("_$!<").removesuffix(">!$_"))
