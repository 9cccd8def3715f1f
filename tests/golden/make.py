"""Writes the golden file of the present schema: one of everything, the same on each run.

    python tests/golden/make.py

Run it once, when a schema is released; the file then stays as it is for ever, because every later
version must open it. `tests/unit/storage/test_golden.py` does.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import time as clock_time
from datetime import date, time, timedelta
from pathlib import Path
from unittest import mock

os.environ["TZ"] = "Europe/Paris"
if hasattr(clock_time, "tzset"):
    clock_time.tzset()
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from pisteur import i18n
from pisteur.domain import settings
from pisteur.domain.commands import (
    AddLead,
    CompleteFollowUp,
    DealInput,
    EditContact,
    Forced,
    Lose,
    MoveCards,
    PlanFollowUp,
    PointInput,
    SaleInput,
    StandBy,
    Win,
    WriteInteraction,
)
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    Direction,
    FollowUpKind,
    Heat,
    InteractionKind,
    LearntHow,
    LostReason,
    Nature,
    Outcome,
    PointKind,
)
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage import search_index
from pisteur.storage.connection import SCHEMA_VERSION
from support.clock import FakeClock

FOLDER = Path(__file__).parent


def golden_file(version: int = SCHEMA_VERSION) -> Path:
    """Return where the golden file of a schema is."""
    return FOLDER / f"schema-{version:04}.db"


def make(path: Path) -> None:
    """Write the file at `path`, which must not exist."""
    numbers = random.Random(1)  # noqa: S311 - for the same identifiers on each run

    def next_bytes(count: int) -> bytes:
        return numbers.getrandbits(8 * count).to_bytes(count, "big")

    i18n.set_language("en")
    with mock.patch("pisteur.storage.tables.parts.os.urandom", next_bytes):
        clock = FakeClock()
        services = Services(open_data(path), clock)
        try:
            _fill(services, clock)
        finally:
            services.close()
    # As small as may be: it stays in the repository for ever.
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
    connection.close()


def _fill(services: Services, clock: FakeClock) -> None:
    zoe, zoe_deal = services.contacts.add_lead(
        AddLead("Zoé Lecœur, Boulangerie de l’Étoile, 06 39 98 12 34, 1 800 €")
    ).value
    services.contacts.edit(_zoe(zoe))
    services.opportunities.edit(zoe_deal, DealInput("Site vitrine", "1 800,50"))
    paul, paul_deal = services.contacts.add_lead(AddLead("Paul Étienne 01 99 00 45 67")).value
    _number, waiting = services.contacts.add_lead(AddLead("02 61 91 00 11")).value
    _address, lost = services.contacts.add_lead(AddLead("lea@exemple.fr")).value
    stages = [row[0] for row in services.db.rows("SELECT id FROM stages ORDER BY position")]

    clock.advance(days=1)
    _qualify_and_sell(services, clock, zoe, zoe_deal, stages)
    services.opportunities.qualify(
        paul, paul_deal, _answers(services, Answer.YES, Answer.UNKNOWN, Answer.YES)
    )
    services.opportunities.move(
        MoveCards((paul_deal,), stages[3], evidence={paul_deal: Forced("recommended by Zoé")})
    )
    _actions(services, clock, paul, paul_deal)
    services.opportunities.stand_by(StandBy(waiting, date(2027, 1, 4)))
    services.opportunities.lose(Lose(lost, LostReason.NO_ANSWER, "four times"))
    services.settings.put(settings.DORMANCY_MONTHS, None)
    services.settings.put(settings.WINDOW, "1440x900")
    _import_a_list(services)
    _sell(services)


def _zoe(contact_id: int) -> EditContact:
    return EditContact(
        contact_id,
        civility="Mme",
        given_name="Zoé",
        family_name="Lecœur",
        company="Boulangerie de l’Étoile",
        job_title="gérante",
        nature=Nature.PROFESSIONAL,
        heat=Heat.HOT,
        points=(
            PointInput(PointKind.PHONE, "06 39 98 12 34", "mobile"),
            PointInput(PointKind.PHONE, "+41 44 668 18 00"),
            PointInput(PointKind.EMAIL, "zoe_lecoeur@exemple.fr", "work"),
        ),
        street="3, rue de l’Œillet",
        postal_code="34200",
        city="Sète",
        country="France",
        website="https://exemple.fr",
        siret="732 829 320 00074",
        source="salon",
        tags=("presse", "Été"),
    )


def _answers(services: Services, *given: Answer) -> QualificationInput:
    criteria = services.qualification.criteria()
    return QualificationInput(
        tuple(
            CriterionAnswer(c.id, a, "au téléphone") for c, a in zip(criteria, given, strict=False)
        ),
        LearntHow.CALL,
    )


def _qualify_and_sell(
    services: Services, clock: FakeClock, contact: int, card: int, stages: list[int]
) -> None:
    yes = _answers(services, Answer.YES, Answer.YES, Answer.YES, Answer.NO)
    services.opportunities.move(MoveCards((card,), stages[2], evidence={card: yes}))
    sale = SaleInput("1 800,50 €", clock.today(), AcceptedHow.SIGNED_QUOTE, "D-2026-11", "acompte")
    services.opportunities.win(Win(card, sale))
    second = services.opportunities.add(contact, DealInput("Carte de visite", "240")).value
    services.opportunities.win(Win(second, SaleInput("240", clock.today(), AcceptedHow.EMAIL)))
    services.sales.cancel(services.contact_view.contact(contact).sales[0].id)


def _actions(services: Services, clock: FakeClock, contact: int, card: int) -> None:
    due = clock.today()
    call = PlanFollowUp(contact, card, FollowUpKind.CALL, "Rappeler", due, time(14, 30), "devis")
    first = services.follow_ups.plan(call).value
    services.follow_ups.postpone(first, due + timedelta(days=1), time(9))
    later = PlanFollowUp(contact, card, FollowUpKind.EMAIL, "Relancer", due + timedelta(days=9))
    services.follow_ups.complete(
        CompleteFollowUp(first, Outcome.AMBIGUOUS, "hésite, l’été lui irait mieux", later)
    )
    cancelled = PlanFollowUp(contact, None, FollowUpKind.TASK, "Préparer", due)
    services.follow_ups.cancel(services.follow_ups.plan(cancelled).value)
    services.journal.write(
        WriteInteraction(
            contact, card, InteractionKind.MEETING, "Vu sur place", Direction.INCOMING, Outcome.YES
        )
    )


def _import_a_list(services: Services) -> None:
    now = services.workspace.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    uid = "00000000-0000-4000-8000-000000000001"
    services.db.raw.execute(
        "INSERT INTO lead_lists (uid, name, source, file_name, imported_at)"
        " VALUES (?, 'Salon 2026', 'salon', 'salon.csv', ?)",
        (uid, now),
    )
    services.db.raw.execute("UPDATE contacts SET lead_list_id = 1 WHERE id = 2")


def _sell(services: Services) -> None:
    """Fill the tables of how the user sells and of the life of a customer."""
    for statement in (
        "INSERT INTO profile_traits (kind, name, accepted, position)"
        " VALUES ('area', 'Près d’ici', '[\"34\"]', 0), ('free', 'Vend en ligne', '[]', 1)",
        "INSERT INTO contact_traits (contact_id, trait_id, answer) VALUES (1, 2, 'yes')",
        "INSERT INTO offers (uid, name, price_cents, unit, buyers, sectors, position) VALUES"
        " ('00000000-0000-4000-8000-000000000002', 'Site vitrine', 180000, 'flat', '[]', '[]', 0)",
        "UPDATE opportunities SET offer_id = 1, quoted_on = '2026-11-23',"
        " quote_expires_on = '2026-12-23', quote_reference = 'D-2026-11'"
        " WHERE id = 1",
        "INSERT INTO buying_step_visits (opportunity_id, step, entered_on)"
        " VALUES (1, 'evaluating', '2026-11-23')",
        "INSERT INTO deal_people (opportunity_id, contact_id, role) VALUES (1, 2, 'user')",
        "INSERT INTO payments (sale_id, paid_on, amount_cents, note)"
        " VALUES (1, '2026-11-24', 50000, 'acompte')",
        "INSERT INTO satisfactions (contact_id, sale_id, score, comment, asked_on, given_on)"
        " VALUES (1, 1, 9, 'ravie', '2026-11-24', '2026-11-25')",
        "INSERT INTO oppositions (contact_id, channel, objected_on, note)"
        " VALUES (4, 'phone', '2026-11-23', '')",
        "INSERT INTO opposition_marks (digest, channel, objected_on, contact_id)"
        " VALUES ('0000', 'email', '2026-11-23', NULL), ('0001', 'phone', '2026-11-23', 4)",
        "INSERT INTO not_duplicates (first_id, second_id) VALUES (1, 2)",
        "INSERT INTO import_mappings (name, headings, columns, used_at)"
        " VALUES ('Salon', '[]', '{}', '2026-11-23T09:00:00Z')",
        "INSERT INTO call_sessions (lead_list_id, name, script, started_at)"
        " VALUES (1, 'Salon 2026', '', '2026-11-23T09:00:00Z')",
        "INSERT INTO call_session_names (call_session_id, contact_id, position, result, done_at,"
        " wrote) VALUES (1, 2, 0, 'skipped', '2026-11-23T09:05:00Z', '{}')",
        "INSERT INTO concerns (contact_id, opportunity_id, kind, text, answer, raised_on)"
        " VALUES (2, 2, 'objection', 'Trop cher ?', '', '2026-11-23')",
        "INSERT INTO cadence_runs (contact_id, opportunity_id, cadence_id, name, started_on,"
        " stops_on) VALUES (2, 2, 1, 'Après un devis', '2026-11-23', 'loss,reply,win')",
        "UPDATE follow_ups SET cadence_run_id = 1, template = 'reminder' WHERE title = 'Relancer'",
    ):
        services.db.raw.execute(statement)
    search_index.write_changes(services.db.raw)


if __name__ == "__main__":
    target = golden_file()
    target.unlink(missing_ok=True)
    make(target)
    sys.stdout.write(f"{target} {target.stat().st_size} bytes\n")
