"""Writes a list of leads as one buys it: CSV, the same on each run.

Numbers are of the ranges kept for fiction and never twice; who comes after the last has an e-mail
address only.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks import vocabulary as say
from benchmarks.data import IN_RANGE, RANGES

HEADINGS = ("Nom", "Société", "Téléphone", "E-mail", "Code postal", "Ville", "Notes")
# As people type them: all are read, most of them by the quick path.
SPELLINGS = ("{} {} {} {} {}", "{}.{}.{}.{}.{}", "{}{}{}{}{}", "+33 {} {} {} {} {}")


def write_list(path: Path, count: int, *, phones: bool = True) -> None:
    """Write a list of this many rows; without phones it fits beside contacts of `data`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(_rows(count, phones=phones))


def _rows(count: int, *, phones: bool) -> Iterator[tuple[str, ...]]:
    dice = random.Random(count)  # noqa: S311 - the same on each run
    for number in range(count):
        given = dice.choice(say.GIVEN)
        family = f"{dice.choice(say.STEMS)}{dice.choice(say.ENDINGS)}"
        company = f"{dice.choice(say.TRADES)} {dice.choice(say.NAMED)} {number}"
        code, city = dice.choice(say.CITIES)
        note = dice.choice(say.MIDDLES) if number % 4 == 0 else ""
        with_phone = phones and number < len(RANGES) * IN_RANGE
        phone = _phone(number) if with_phone else ""
        mail = f"liste{number}@importe.example" if number % 2 or not with_phone else ""
        yield f"{given} {family}", company if number % 3 else "", phone, mail, code, city, note


def _phone(number: int) -> str:
    digits = f"{RANGES[number % len(RANGES)]}{number // len(RANGES):04}"
    spelling = SPELLINGS[number % len(SPELLINGS)]
    pairs = [digits[i : i + 2] for i in range(0, 10, 2)]
    if spelling.startswith("+"):
        pairs[0] = pairs[0][1:]
    return spelling.format(*pairs)
