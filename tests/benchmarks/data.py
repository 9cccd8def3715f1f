"""Fills a data file with believable contacts, deals and exchanges, the same on each run.

By plain SQL, many rows at once: a hundred thousand contacts take seconds, a million exchanges
minutes. Triggers of the schema keep derived columns, and the search index is written as in use;
`test_data.py` holds all of it to what the services would have written.
"""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import vocabulary as say
from pisteur.domain.ranks import ranks_between
from pisteur.domain.text import fold
from pisteur.services.opening import open_data
from pisteur.storage import search_index

TODAY = date(2026, 11, 22)
# Ranges of numbers that are kept for fiction, and how many numbers each has. Who comes after the
# last number has an e-mail address only.
RANGES = ("019900", "026191", "035301", "046571", "053649", "063998")
IN_RANGE = 10_000
PORTION = 50_000
# One contact has this many exchanges, or a twentieth of them all.
TALKATIVE, MOST_TALKED = 1, 5000
Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much to make: notes are spread over the contacts, deals over the first of them."""

    contacts: int
    deals: int
    notes: int


class Filler:
    """Writes everything through one connection."""

    def __init__(self, connection: sqlite3.Connection, size: Size) -> None:
        self._connection = connection
        self._size = size
        self._dice = random.Random(size.contacts)  # noqa: S311 - the same on each run
        self._now = instant(TODAY)
        self._mails: dict[int, str] = {}
        self._numbers = iter(range(len(RANGES) * IN_RANGE))

    def fill(self) -> None:
        """Write contacts, then what refers to them."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._insert("tags", ({"id": n, "name": name} for n, name in enumerate(say.TAGS, 1)))
        self._insert("lead_lists", self._lists())
        self._insert("contacts", self._contacts())
        self._insert("contact_points", self._points())
        self._insert("contact_tags", self._tags())
        stages = self._connection.execute(
            "SELECT id, zone FROM stages ORDER BY position"
        ).fetchall()
        self._insert("opportunities", self._deals(stages))
        self._evidence()
        self._insert("follow_ups", self._actions())
        self._insert("interactions", self._exchanges())
        self._connection.execute("COMMIT")

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows in portions, each indexed for search as a transaction of its own would be."""
        rows = iter(rows)
        while portion := list(islice(rows, PORTION)):
            first = portion[0]
            columns, marks = ", ".join(first), ", ".join(f":{name}" for name in first)
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            self._connection.executemany(statement, portion)
            search_index.write_changes(self._connection)

    def _uid(self) -> str:
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4))

    def _one(self, some: Sequence[Any]) -> Any:
        # Ten times as quick as choice(), of which there are millions.
        return some[int(self._dice.random() * len(some))]

    def _past(self, days: int) -> str:
        return instant(TODAY - timedelta(days=self._dice.randrange(days)), self._dice.randrange(9))

    # People and companies.

    def _lists(self) -> Iterator[Row]:
        for number, name in enumerate(say.LISTS, 1):
            yield {
                **{"id": number, "uid": self._uid(), "name": name, "source": "salon"},
                **{"file_name": f"liste-{number}.csv", "imported_at": self._past(500)},
            }

    def _family(self) -> str:
        if self._dice.random() < 0.1:
            return str(self._one(say.FOREIGN))
        return f"{self._one(say.STEMS)}{self._one(say.ENDINGS)}"

    def _company(self, number: int) -> str:
        if number % 3 == 0:
            return ""
        trade = self._one(say.TRADES)
        if number % 2:
            return f"{trade} {self._one(say.NAMED)} {self._family()}"
        return f"{trade} {self._family()} {self._one(say.FORMS)}".rstrip()

    def _contacts(self) -> Iterator[Row]:
        for number in range(1, self._size.contacts + 1):
            given, family, company = self._one(say.GIVEN), self._family(), self._company(number)
            # A company of which nobody is known yet.
            if number % 10 == 4 and company:
                given = family = ""
            name = f"{given} {family}".strip()
            self._mails[number] = f"{_letters(given)}.{_letters(family or company)}".strip(".")
            postal_code, city = self._one(say.CITIES)
            yield {
                **dict.fromkeys(("civility", "job_title", "street", "website", "siret"), ""),
                "id": number,
                "uid": self._uid(),
                "given_name": given,
                "family_name": family,
                "name": name,
                "company": company,
                "display_name": name or company,
                "sort_name": fold(name or company),
                "sort_company": fold(company),
                "nature": "professional" if company else "consumer",
                "heat": self._one(("cold", "cold", "warm", "hot")),
                "postal_code": postal_code,
                "city": city,
                "country": "France",
                "source": self._one(say.SOURCES),
                "lead_list_id": self._dice.randrange(1, len(say.LISTS) + 1) if number % 4 else None,
                "created_at": self._past(900),
                "updated_at": self._now,
            }

    def _points(self) -> Iterator[Row]:
        for contact in range(1, self._size.contacts + 1):
            position = 0
            for _each in range((contact % 2 == 0) + (contact % 12 == 0)):
                number = next(self._numbers, None)
                if number is not None:
                    yield self._phone(contact, position, number)
                    position += 1
            mails = 2 if contact % 9 == 0 else int(contact % 2 == 1 or not position)
            for place in range(mails):
                mail = f"{self._mails[contact]}.{contact}@{('exemple', 'maison')[place]}.example"
                yield {
                    **_point(contact, position, "email", mail, mail),
                    "label": ("", "personnel")[place],
                }
                position += 1

    def _phone(self, contact: int, position: int, number: int) -> Row:
        digits = f"{RANGES[number % len(RANGES)]}{number // len(RANGES):04}"
        typed = " ".join(digits[i : i + 2] for i in range(0, 10, 2))
        if number % 5 == 0:
            typed = f"+33 {typed[1:]}"
        return {
            **_point(contact, position, "phone", typed, f"+33{digits[1:]}"),
            "reversed_digits": typed.lstrip("+").replace(" ", "")[::-1],
        }

    def _tags(self) -> Iterator[Row]:
        for contact in range(1, self._size.contacts + 1, 3):
            first = self._dice.randrange(len(say.TAGS))
            for step in range(1 + (contact % 2)):
                yield {"contact_id": contact, "tag_id": (first + step) % len(say.TAGS) + 1}

    # Deals.

    def _deals(self, stages: Sequence[tuple[int, str]]) -> Iterator[Row]:
        share = -(-self._size.deals // len(stages))
        ranks = ranks_between(None, None, share)
        # After those on the board, as many again by a fifth that were lost.
        for number in range(1, self._size.deals + self._size.deals // 5 + 1):
            stage, zone = stages[number % len(stages)]
            lost = number > self._size.deals
            won = zone == "customers" and not lost
            state = "lost" if lost else "won" if won else "open"
            created = self._past(300)
            yield {
                "id": number,
                "uid": self._uid(),
                "contact_id": (number - 1) % self._size.contacts + 1,
                "stage_id": stages[0][0] if lost else stage,
                "title": self._one(say.WANTED) if number % 4 else "",
                "rank": ranks[number // len(stages) % share],
                "amount_cents": self._dice.randrange(50, 9000) * 100 if number % 5 else None,
                "state": state,
                "lost_reason": self._one(("price", "no_answer", "no_need")) if lost else None,
                "lost_note": "",
                "closed_on": None if state == "open" else self._past(200)[:10],
                "forced_reason": "",
                "stage_entered_at": created,
                "created_at": created,
                "updated_at": created,
            }

    def _evidence(self) -> None:
        """Give each deal its stays, prospects their qualification and customers their sale."""
        run = self._connection.execute
        run(
            "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
            " SELECT id, stage_id, stage_entered_at FROM opportunities"
        )
        run(
            "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at, left_at)"
            " SELECT o.id, b.id, o.created_at, o.stage_entered_at FROM opportunities o"
            " JOIN stages s ON s.id = o.stage_id JOIN stages b ON b.position < s.position"
        )
        common = "SELECT o.contact_id, o.id, :now"
        zone = (
            "FROM opportunities o JOIN stages s ON s.id = o.stage_id"
            " WHERE o.state <> 'lost' AND s.zone"
        )
        run(
            "INSERT INTO qualifications (contact_id, opportunity_id, made_at, learnt_how, verdict,"
            f" positive, pips) {common}, 'call', 'prospect', 1, 'yyy' {zone} = 'prospects'",
            {"now": self._now},
        )
        run(
            "INSERT INTO qualification_answers (qualification_id, criterion_id, answer, evidence)"
            " SELECT q.id, c.id, 'yes', 'l’a dit au téléphone' FROM qualifications q, criteria c"
        )
        run(
            "INSERT INTO sales (contact_id, opportunity_id, created_at, uid, amount_cents,"
            " accepted_on, accepted_how, reference, note)"
            f" {common}, 'sale-' || o.id, coalesce(o.amount_cents, 10000), o.closed_on, 'email',"
            f" '', '' {zone} = 'customers'",
            {"now": self._now},
        )

    # What is planned, and what was said.

    def _actions(self) -> Iterator[Row]:
        for number in range(1, self._size.deals + 1):
            if number % 4 == 0:
                continue
            due = TODAY + timedelta(days=self._dice.randrange(-5, 40))
            timed = number % 3 == 0
            yield {
                "uid": self._uid(),
                "contact_id": (number - 1) % self._size.contacts + 1,
                "opportunity_id": number,
                "kind": self._one(("call", "email", "meeting", "task")),
                "title": self._one(say.TITLES),
                "note": "",
                "due_on": due.isoformat(),
                "due_time": "14:00" if timed else None,
                "time_zone": "Europe/Paris" if timed else None,
                "done_at": self._past(60) if number % 7 == 0 else None,
                "sequence": 0,
                "created_at": self._now,
                "updated_at": self._now,
            }

    def _exchanges(self) -> Iterator[Row]:
        dice, contacts = self._dice, self._size.contacts
        talked = min(MOST_TALKED, self._size.notes // 20)
        instants = [instant(TODAY - timedelta(days=day), day % 9) for day in range(900)]
        for number in range(self._size.notes):
            happened = self._one(instants)
            kind = self._one(("note", "call", "email", "meeting", "message"))
            # Some are spoken to often, most hardly ever.
            contact = TALKATIVE if number < talked else int(contacts * dice.random() ** 1.5) + 1
            yield {
                "contact_id": contact,
                "kind": kind,
                "direction": "none" if kind == "note" else self._one(("outgoing", "incoming")),
                "outcome": "no_answer" if kind == "call" and dice.random() < 0.3 else None,
                "body": self._body(),
                "happened_at": happened,
                "created_at": happened,
            }

    def _body(self) -> str:
        one = self._one
        said = f"{one(say.OPENINGS)}, {one(say.MIDDLES)}."
        chance = self._dice.random()
        if chance < 0.3:
            said += f" Parle de {one(say.GIVEN)} {self._family()} à {one(say.CITIES)[1]}."
        elif chance < 0.5:
            said += f" Montant évoqué : {int(self._dice.random() * 9000)} €."
        return said if chance > 0.8 else f"{said} {one(say.CLOSINGS)}."


def _point(contact: int, position: int, kind: str, value: str, normalised: str) -> Row:
    return {
        **{"contact_id": contact, "position": position, "kind": kind, "label": ""},
        **{"value": value, "normalised": normalised, "reversed_digits": None},
    }


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isascii() and letter.isalnum())


def instant(day: date, hour: int = 9) -> str:
    """Return an instant as the file holds it."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_file(path: Path, size: Size) -> None:
    """Make a data file of this size at `path`, which must not exist."""
    file = open_data(path)
    try:
        Filler(file.connection, size).fill()
    finally:
        file.connection.close()


def tell(**figures: object) -> str:
    """Return one line of figures."""
    return json.dumps(figures, ensure_ascii=False)
