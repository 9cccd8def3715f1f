"""What a column is, seen from its cells: for files without headings, or with unknown ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pisteur.domain.reach import normalise_email
from pisteur.exchange.cells import luhn, read_phones, read_siret
from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Target
from pisteur.exchange.names import is_civility, is_given_name

_SHARE = 0.6
_PHONE = re.compile(
    r"'?(?:(?:\+|00)[1-9][\d\s.\-()]{6,18}|0[1-9](?:[\s.\-/]?\d{2}){4}|[1-9](?:[ .\-]?\d){8}"
    r"|\d[.,]\d+E\+?\d+|[1-9]\d{10})"
)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_POSTAL_CODE = re.compile(r"\d{5}")
_WORDS = re.compile(r"[^\W\d_][\w\s'’.\-&]*")

__all__ = ["complete", "holds_data", "is_civility"]


def is_email(cell: str) -> bool:
    """Tell whether `cell` begins with an e-mail address."""
    first = re.split(r"[\s,;|/]+", cell.strip(), maxsplit=1)[0]
    return normalise_email(first) is not None


def is_phone(cell: str) -> bool:
    """Tell whether `cell` looks like one phone number or several."""
    text = cell.strip()
    return _PHONE.fullmatch(text) is not None or (
        len(text) > 13 and len(read_phones(text).values) > 1 and not read_phones(text).problem
    )


def holds_data(row: Sequence[str]) -> bool:
    """Tell whether a row holds an e-mail or a phone, so that it is not one of headings."""
    return any(cell and (is_email(cell) or is_phone(cell)) for cell in row)


def stands_above_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether `row` has words where the rows below have e-mails, phones or numbers."""
    for index, cell in enumerate(row[:120]):
        if not cell.strip() or any(char.isdigit() or char == "@" for char in cell):
            continue
        cells = [other[index] for other in below[:30] if index < len(other) and other[index]]
        if _mostly(cells, lambda text: is_email(text) or is_phone(text) or text.isdecimal()):
            return True
    return False


def complete(
    targets: Sequence[Target | None], folded: Sequence[str], sample: Sequence[Sequence[str]]
) -> tuple[Target | None, ...]:
    """Fill in what headings did not say.

    Args:
        targets: as far as headings say.
        folded: the folded headings; all empty in a file without any.
        sample: some of the first filled rows.
    """
    done = list(targets)
    bare = not any(folded)
    for index, target in enumerate(done):
        if target is None:
            cells = [row[index].strip() for row in sample if index < len(row)]
            done[index] = _by_content([cell for cell in cells if cell], bare=bare)
    if bare and any(target and target.field in (Field.EMAIL, Field.PHONE) for target in done):
        _name_columns(done, sample)
    return tuple(done)


def _by_content(cells: Sequence[str], *, bare: bool) -> Target | None:
    tests = _BARE_TESTS if bare else _TESTS
    for field, test in tests:
        if _mostly(cells, test) and not (field is Field.PHONE and _are_sirens(cells)):
            return Target(field)
    return None


def _is_siret(cell: str) -> bool:
    return len(cell) >= 14 and read_siret(cell) is not None


def _is_postal_code(cell: str) -> bool:
    return _POSTAL_CODE.fullmatch(cell) is not None


def _is_url(cell: str) -> bool:
    return _URL.fullmatch(cell) is not None


_TESTS: tuple[tuple[Field, Callable[[str], bool]], ...] = (
    (Field.EMAIL, is_email),
    (Field.SIRET, _is_siret),
    (Field.PHONE, is_phone),
)
_BARE_TESTS = (
    *_TESTS,
    (Field.POSTAL_CODE, _is_postal_code),
    (Field.WEBSITE, _is_url),
    (Field.CIVILITY, is_civility),
)


def _are_sirens(cells: Sequence[str]) -> bool:
    nine = [cell for cell in cells if cell.isascii() and cell.isdecimal() and len(cell) == 9]
    return len(nine) >= 3 and len(nine) == len(cells) and all(luhn(cell) for cell in nine)


def _name_columns(targets: list[Target | None], sample: Sequence[Sequence[str]]) -> None:
    """Without headings, the first column of words names someone, unless two neighbours are
    family and given name; what follows a postal code is its city; the rest goes to the notes.
    """
    columns = {
        index: [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
        for index, target in enumerate(targets)
        if target is None
    }
    words = [i for i, cells in columns.items() if _mostly(cells, _is_words)]
    cities = [i for i in words if i and _means(targets[i - 1], Field.POSTAL_CODE)]
    people = [i for i in words if i not in cities]
    for index, cells in columns.items():
        if cells:
            targets[index] = Target(Field.CITY if index in cities else Field.EXTRA)
    given = next((i for i in people if _mostly(columns[i], is_given_name)), None)
    family = next((i for i in people if given is not None and abs(i - given) == 1), None)
    if given is not None and family is not None:
        targets[given] = Target(Field.GIVEN_NAME)
        targets[family] = Target(Field.FAMILY_NAME)
    elif people:
        targets[people[0]] = Target(Field.NAME)


def _is_words(cell: str) -> bool:
    return _WORDS.fullmatch(cell) is not None


def _means(target: Target | None, field: Field) -> bool:
    return target is not None and target.field is field


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(test, cells)) >= _SHARE * len(cells)
