"""Fills a data file with believable contacts, deals and exchanges, the same on each run.

By plain SQL, many rows at once: a hundred thousand contacts take seconds, not minutes. Triggers
of the schema keep derived columns and the search index, as in use.
"""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pisteur.domain.ranks import ranks_between
from pisteur.domain.text import fold
from pisteur.services.opening import open_data
from pisteur.storage import search_index

TODAY = date(2026, 11, 22)


def words(text: str) -> list[str]:
    """Return what stands between the commas."""
    return text.split(", ")


GIVEN = words(
    "Zoé, Inès, Léa, Chloé, Jeanne, Louise, Alice, Anaïs, Maëlle, Fatou, Aïcha, Nour, "
    "Sofia, Lucie, Agnès, Paul, Hugo, Jules, Léo, Noé, Étienne, Loïc, Yanis, Karim, Malo, "
    "Théo, Rémi, Gaël, Björn, François"
)
FAMILY = words(
    "Roche, Morel, Lecœur, Fauve, Garnier, Bœuf, Delacroix, Étienne, Nguyen, Benali, "
    "Traoré, Le-Goff, Dubreuil, Hérault, Chastain, Vasseur, Pélissier, Lenoir, Marchal, "
    "Ozanne, Quéméneur, Rivière, Sabatier, Tixier"
)
TRADES = words(
    "Boulangerie, Garage, Atelier, Librairie, Cabinet, Salon, Menuiserie, Fromagerie, "
    "Agence, Studio, Imprimerie, Pépinière, Brasserie, Pharmacie, Clinique, Hôtel"
)
NAMED = words(
    "du Port, de l’Étoile, des Halles, du Cœur, Saint-Jean, de la Gare, du Moulin, des Tilleuls"
)
CITIES = (
    ("34200", "Sète"),
    ("69003", "Lyon"),
    ("44000", "Nantes"),
    ("67000", "Strasbourg"),
    ("13001", "Marseille"),
    ("59000", "Lille"),
    ("35000", "Rennes"),
    ("31000", "Toulouse"),
)
WANTED = words(
    "Site vitrine, Refonte du logo, Devanture, Carte de visite, Formation sur mesure, "
    "Campagne d’automne, Dépliant trois volets, Photos des produits, Entretien annuel, "
    "Audit"
)
NOTES = (
    "Vu au salon, veut être rappelé après les fêtes.",
    "Le budget est voté en janvier ; le mari décide aussi.",
    "Trouve le devis un peu haut, compare avec un cousin graphiste.",
    "Pas de réponse, message laissé sur le répondeur.",
    "Très intéressée par l’œuvre complète : envoyer des exemples.",
    "A demandé deux variantes, en bleu et en ocre.",
)
SOURCES = ("salon", "bouche-à-oreille", "liste achetée", "site", "")
# Ranges of numbers that are kept for fiction.
RANGES = ("019900", "026191", "035301", "046571", "053649", "063998")


@dataclass(frozen=True)
class Size:
    """How much to make: notes are spread over the contacts, deals over the first of them."""

    contacts: int
    deals: int
    notes: int


class Filler:
    """Writes everything through one connection, in one transaction."""

    def __init__(self, connection: sqlite3.Connection, size: Size) -> None:
        self._connection = connection
        self._size = size
        self._dice = random.Random(size.contacts)  # noqa: S311 - the same on each run
        self._now = instant(TODAY)

    def fill(self) -> None:
        """Write contacts, then what refers to them."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._insert("contacts", self._contacts())
        self._insert("contact_points", self._points())
        stages = self._connection.execute(
            "SELECT id, zone FROM stages ORDER BY position"
        ).fetchall()
        self._insert("opportunities", self._deals(stages))
        self._evidence()
        self._insert("follow_ups", self._actions())
        self._insert("interactions", self._exchanges())
        search_index.write_changes(self._connection)
        self._connection.execute("COMMIT")

    def _insert(self, table: str, rows: Iterator[dict[str, Any]]) -> None:
        first = next(rows, None)
        if first is None:
            return
        columns, marks = ", ".join(first), ", ".join(f":{name}" for name in first)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        self._connection.execute(statement, first)
        self._connection.executemany(statement, rows)

    def _uid(self) -> str:
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4))

    def _past(self, days: int) -> str:
        return instant(TODAY - timedelta(days=self._dice.randrange(days)), self._dice.randrange(9))

    def _contacts(self) -> Iterator[dict[str, Any]]:
        choose = self._dice.choice
        for number in range(1, self._size.contacts + 1):
            given, family = choose(GIVEN), choose(FAMILY)
            company = f"{choose(TRADES)} {choose(NAMED)} {number}" if number % 3 else ""
            postal_code, city = choose(CITIES)
            yield {
                **dict.fromkeys(("civility", "job_title", "street", "website", "siret"), ""),
                "id": number,
                "uid": self._uid(),
                "given_name": given,
                "family_name": family,
                "name": f"{given} {family}",
                "company": company,
                "display_name": f"{given} {family}",
                "sort_name": fold(f"{given} {family}"),
                "sort_company": fold(company),
                "nature": "professional" if company else "consumer",
                "heat": choose(("cold", "cold", "warm", "hot")),
                "postal_code": postal_code,
                "city": city,
                "country": "France",
                "source": choose(SOURCES),
                "created_at": self._past(900),
                "updated_at": self._now,
            }

    def _points(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._size.contacts + 1):
            digits = RANGES[number % len(RANGES)] + f"{number // len(RANGES) % 10000:04}"
            typed = " ".join(digits[i : i + 2] for i in range(0, 10, 2))
            mail = f"contact{number}@exemple.fr"
            point = {"contact_id": number, "label": "", "position": 0}
            yield {
                **point,
                "kind": "phone",
                "value": typed,
                "normalised": f"+33{digits[1:]}",
                "reversed_digits": digits[::-1],
            }
            if number % 2:
                yield {
                    **point,
                    "kind": "email",
                    "value": mail,
                    "normalised": mail,
                    "reversed_digits": None,
                    "position": 1,
                }

    def _deals(self, stages: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        share = -(-self._size.deals // len(stages))
        ranks = ranks_between(None, None, share)
        for number in range(1, self._size.deals + 1):
            stage, zone = stages[number % len(stages)]
            won = zone == "customers"
            created = self._past(300)
            yield {
                "id": number,
                "uid": self._uid(),
                "contact_id": number,
                "stage_id": stage,
                "title": self._dice.choice(WANTED) if number % 4 else "",
                "rank": ranks[number // len(stages) % share],
                "amount_cents": self._dice.randrange(50, 9000) * 100 if number % 5 else None,
                "state": "won" if won else "open",
                "lost_note": "",
                "closed_on": TODAY.isoformat() if won else None,
                "forced_reason": "",
                "stage_entered_at": created,
                "created_at": created,
                "updated_at": created,
            }

    def _evidence(self) -> None:
        """Give each deal its stay, prospects their qualification and customers their sale."""
        self._connection.execute(
            "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
            " SELECT id, stage_id, stage_entered_at FROM opportunities"
        )
        common = "SELECT o.contact_id, o.id, :now"
        zone = "FROM opportunities o JOIN stages s ON s.id = o.stage_id WHERE s.zone"
        self._connection.execute(
            "INSERT INTO qualifications (contact_id, opportunity_id, made_at, learnt_how, verdict,"
            f" positive, pips) {common}, 'call', 'prospect', 1, 'yyy' {zone} = 'prospects'",
            {"now": self._now},
        )
        self._connection.execute(
            "INSERT INTO sales (contact_id, opportunity_id, created_at, uid, amount_cents,"
            " accepted_on, accepted_how, reference, note)"
            f" {common}, 'sale-' || o.id, coalesce(o.amount_cents, 10000), :day, 'email', '', ''"
            f" {zone} = 'customers'",
            {"now": self._now, "day": TODAY.isoformat()},
        )

    def _actions(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._size.deals + 1):
            if number % 4 == 0:
                continue
            due = TODAY + timedelta(days=self._dice.randrange(-5, 40))
            yield {
                "uid": self._uid(),
                "contact_id": number,
                "opportunity_id": number,
                "kind": self._dice.choice(("call", "email", "meeting", "task")),
                "title": self._dice.choice(("Rappeler", "Relancer le devis", "Envoyer l’exemple")),
                "note": "",
                "due_on": due.isoformat(),
                "due_time": "14:00" if number % 3 == 0 else None,
                "time_zone": "Europe/Paris" if number % 3 == 0 else None,
                "sequence": 0,
                "created_at": self._now,
                "updated_at": self._now,
            }

    def _exchanges(self) -> Iterator[dict[str, Any]]:
        for number in range(self._size.notes):
            happened = self._past(700)
            yield {
                "contact_id": number % self._size.contacts + 1,
                "kind": self._dice.choice(("note", "call", "email", "meeting")),
                "direction": self._dice.choice(("outgoing", "incoming", "none")),
                "body": f"{self._dice.choice(NOTES)} Réf. {number}",
                "happened_at": happened,
                "created_at": happened,
            }


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
