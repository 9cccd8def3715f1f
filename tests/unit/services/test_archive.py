"""Everything out as JSON and back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pisteur.domain.buying_steps import BuyingStep
from pisteur.domain.commands import (
    CompleteFollowUp,
    DealInput,
    EditContact,
    Lose,
    PlanFollowUp,
    PointInput,
    SaleInput,
    StandBy,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import StorageError
from pisteur.domain.sale_commands import (
    InvoiceInput,
    MarkUnreliable,
    PaymentInput,
    SatisfactionInput,
)
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    FollowUpKind,
    InteractionKind,
    LostReason,
    PointKind,
)
from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.leads import parse_leads
from pisteur.services.archive import ArchiveService
from pisteur.services.archive_rules import DERIVED
from pisteur.services.services import Services
from pisteur.storage.tables import TABLE_NAMES
from support.clock import FakeClock
from support.people import answers, lead, prospect, sale

LISTS = Path(__file__).parents[2] / "fixtures" / "lists"


def dump(services: Services) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: services.db.rows(f"SELECT * FROM {name} ORDER BY id") for name in sorted(TABLE_NAMES)
    }


def live(services: Services) -> None:
    """Do a bit of everything."""
    services.importing.apply(
        parse_leads(LISTS / "generic_utf8_semicolon.csv"), ImportOptions(source="Salon")
    )
    contact_id, card_id = prospect(services, "Inès Roche, Élan")
    services.contacts.edit(
        EditContact(
            contact_id,
            family_name="Roche\u2028",
            tags=("vip", "=été"),
            points=(PointInput(PointKind.EMAIL, "ines@exemple.fr"),),
        )
    )
    services.journal.write(
        WriteInteraction(contact_id, card_id, InteractionKind.CALL, "« oui »\n🙂")
    )
    done = services.follow_ups.plan(
        PlanFollowUp(
            contact_id, None, FollowUpKind.CALL, "rappeler", date(2026, 12, 1), time(14, 30)
        )
    )
    services.follow_ups.complete(CompleteFollowUp(done.value))
    services.follow_ups.plan(
        PlanFollowUp(contact_id, None, FollowUpKind.TASK, "devis", date(2026, 12, 2))
    )
    services.opportunities.win(Win(card_id, sale()))
    _old, old_card = lead(services, "Ancien")
    services.opportunities.win(Win(old_card, sale(on=date(2020, 1, 1))))
    _lost, lost_card = lead(services, "Perdu")
    services.opportunities.lose(Lose(lost_card, LostReason.PRICE, "trop cher"))
    unsure, unsure_card = lead(services, "Peut-être")
    services.opportunities.qualify(
        unsure, unsure_card, answers(services, Answer.YES, Answer.UNKNOWN)
    )
    services.opportunities.stand_by(StandBy(unsure_card, date(2027, 1, 5)))
    services.buying.set_step(unsure_card, BuyingStep.EVALUATING)
    services.settings.put(DORMANCY_MONTHS, None)
    services.settings.put(DORMANCY_MONTHS, 36)


def test_everything_comes_back_into_an_empty_file_without_loss(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    count = ArchiveService(services.workspace).write(path)
    assert count == len(services.db.rows("SELECT 1 FROM contacts")) > 8
    done = ArchiveService(other.workspace).read(path)
    assert done.value == count
    assert dump(other) == dump(services)
    again = tmp_path / "again.json"
    ArchiveService(other.workspace).write(again)
    assert again.read_bytes() == path.read_bytes()


def test_what_comes_back_is_searchable_and_can_be_undone(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    ArchiveService(services.workspace).write(path)
    before = dump(other)
    ArchiveService(other.workspace).read(path)
    words = ("reach:ines",)
    sql = "SELECT count(*) FROM contact_search WHERE contact_search MATCH ?"
    assert other.db.rows(sql, words) == services.db.rows(sql, words) == [(1,)]
    assert other.db.undo_label == "Import the archive “archive.json”"
    other.undo()
    assert dump(other) == before
    other.redo()
    assert dump(other) == dump(services)


def test_the_archive_is_as_documented_and_shows_the_derived_status(
    services: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    ArchiveService(services.workspace).write(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["format"], content["version"]) == ("pisteur-archive", 3)
    assert set(TABLE_NAMES) <= set(content)
    statuses = {row["display_name"]: row["status"] for row in content["contacts"]}
    assert statuses["Ancien"] == "dormant"
    assert statuses["Perdu"] == "lead"
    assert set(statuses.values()) == {"lead", "customer", "dormant"}
    assert not content["contacts"][0].keys() & DERIVED["contacts"]


def archived(services: Services, path: Path) -> dict[str, Any]:
    ArchiveService(services.workspace).write(path)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_a_status_in_the_file_is_never_believed(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    content = archived(services, path)
    for row in content["contacts"]:
        row |= {"status": "customer", "qualified": 1, "last_sale_on": "2026-11-22"}
    path.write_text(json.dumps(content), encoding="utf-8")
    ArchiveService(other.workspace).read(path)
    assert dump(other) == dump(services)


def test_the_data_file_itself_is_refused_unopened(services: Services) -> None:
    path = services.db.path
    with (
        patch.object(Path, "open", side_effect=AssertionError("opened")),
        patch.object(Path, "read_bytes", side_effect=AssertionError("opened")),
        pytest.raises(StorageError) as caught,
    ):
        services.archive.read(path)
    assert caught.value.code == "file.own"


def test_a_file_that_is_not_empty_is_left_alone(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    ArchiveService(services.workspace).write(path)
    lead(other)
    before = dump(other)
    with pytest.raises(ExchangeError, match="empty data file") as caught:
        ArchiveService(other.workspace).read(path)
    assert caught.value.code == "archive.not_empty"
    assert dump(other) == before


Damage = Callable[[dict[str, Any]], object]


def imported(detail: str) -> Damage:
    """Return what notes something of a list that can't be read when the list comes again."""
    return lambda archive: archive["events"][0].update(kind="imported", detail=detail)


@pytest.mark.parametrize(
    ("damage", "table"),
    [
        (lambda a: a["contacts"][0].update(heat="boiling"), "contacts.heat"),
        (lambda a: a["contacts"][0].update(recommended_by_id=a["contacts"][0]["id"]), "contacts"),
        (lambda a: a["contacts"][0].update(recommended_by_id=4711), "contacts"),
        (lambda a: a["contacts"][0].update(asked_on="22/11/2026"), "contacts.asked_on"),
        (lambda a: a["contacts"][0].update(id=None), "contacts.id"),
        (lambda a: a["contacts"][0].update(id="1"), "contacts.id"),
        (lambda a: a["contacts"][0].pop("family_name"), "contacts.family_name"),
        (lambda a: a["contacts"].append(a["contacts"][0]), "contacts"),
        (lambda a: a["contacts"][0].update(created_at="yesterday"), "contacts.created_at"),
        (lambda a: a["contacts"][0].update(created_at="2026-11-22"), "contacts.created_at"),
        (lambda a: a["follow_ups"][0].update(due_on="31/12/2026"), "follow_ups.due_on"),
        (lambda a: a["follow_ups"][0].update(due_on="20261231"), "follow_ups.due_on"),
        (lambda a: a["follow_ups"][0].update(due_time="25:00"), "follow_ups.due_time"),
        (lambda a: a["follow_ups"][0].update(due_time="14"), "follow_ups.due_time"),
        (
            lambda a: a["qualifications"][0].update(positive=1, verdict="find_out"),
            "qualifications",
        ),
        (
            lambda a: a["opportunities"][0].update(state="lost", lost_reason=None),
            "opportunities",
        ),
        (
            lambda a: a["opportunities"][0].update(state="standby", standby_until=None),
            "opportunities",
        ),
        (lambda a: a["sales"][0].update(amount_cents=0), "sales"),
        (lambda a: a["follow_ups"][0].update(title=7), "follow_ups.title"),
        (lambda a: a["stages"][0].update(zone="moon"), "stages.zone"),
        (lambda a: a["events"][0].update(detail="{"), "events.detail"),
        (lambda a: a["events"][0].update(detail="[]"), "events.detail"),
        (lambda a: a["events"][0].update(detail="[" * 99999 + r"\u0000"), "events.detail"),
        (lambda a: a["events"][0].update(detail='{"reason": 7}'), "events.detail"),
        (imported('{"action_on": "soon"}'), "events"),
        (imported('{"waits": "yes", "amount_cents": "much"}'), "events"),
        (imported('{"sold_on": "2026-03-02"}'), "events"),
        (lambda a: a["came_for"][0].update(heat="boiling"), "came_for.heat"),
        (
            lambda a: a["buying_step_visits"][0].update(step="asleep"),
            "buying_step_visits.step",
        ),
        (lambda a: a["opportunities"][0].update(stage_id=999), "opportunities"),
        (
            lambda a: a["opportunities"][0].update(budget_least_cents=2, budget_most_cents=1),
            "opportunities",
        ),
        (lambda a: a["opportunities"][0].update(budget_least_cents=-1), "opportunities"),
        (lambda a: a["contacts"][0].update(headcount_least=2, headcount_most=1), "contacts"),
        (lambda a: a["contacts"][0].update(headcount_least=-1), "contacts"),
        (lambda a: a["contacts"][0].update(headcount_least=-1, headcount_most=5), "contacts"),
        (lambda a: a["stages"][0].update(stale_days=0), "stages"),
        (lambda a: a["stages"][0].update(default_percent=101), "stages"),
        (lambda a: a["stage_passages"][0].update(left_at="2020-01-01T00:00:00Z"), "stage_passages"),
        (lambda a: a["stages"].clear(), "opportunities"),
        (lambda a: a.update(spells=[]), "spells"),
    ],
)
def test_a_damaged_archive_is_refused_and_changes_nothing(
    services: Services, other: Services, tmp_path: Path, damage: Damage, table: str
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    content = archived(services, path)
    damage(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    before = dump(other)
    with pytest.raises(ExchangeError) as caught:
        ArchiveService(other.workspace).read(path)
    assert caught.value.code == "archive.damaged"
    assert f"“{table}" in describe(caught.value)
    assert dump(other) == before
    assert other.db.undo_label is None


def test_control_characters_are_left_out_as_from_fields(
    services: Services, other: Services, tmp_path: Path
) -> None:
    contact_id, _card = lead(services, "Inès Roche")
    services.journal.write(WriteInteraction(contact_id, None, InteractionKind.NOTE, "one\ntwo"))
    path = tmp_path / "archive.json"
    content = archived(services, path)
    content["contacts"][0]["family_name"] = "Ro\x00ch\x1be\x7f"
    content["interactions"][0]["body"] = "\x00one\r\n\ttwo\x0b"
    # In a JSON value they are escaped; a backslash before a u is none of them.
    content["events"][0]["detail"] = r'{"tit\u0000le": "a\u001bb\b\f \\u0000 \u00e9"}'
    content["settings"].append({"id": 900, "key": "seller_name", "value": r'"Zo\u0000\u00e9"'})
    path.write_text(json.dumps(content), encoding="utf-8")
    ArchiveService(other.workspace).read(path)
    assert other.db.rows("SELECT family_name FROM contacts") == [("Roche",)]
    assert other.db.rows("SELECT body FROM interactions") == [("one\r\n\ttwo",)]
    (detail,) = other.db.rows("SELECT detail FROM events WHERE id = 1")[0]
    assert json.loads(detail) == {"title": r"ab \u0000 é"}
    assert other.db.rows("SELECT value FROM settings WHERE id = 900") == [('"Zoé"',)]


def test_an_unknown_column_is_refused_rather_than_lost(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "archive.json"
    content = archived(services, path)
    content["contacts"][0]["horoscope"] = "lion"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ExchangeError, match="“horoscope” in “contacts”"):
        ArchiveService(other.workspace).read(path)


def test_an_empty_file_gives_an_archive_too(
    services: Services, other: Services, tmp_path: Path
) -> None:
    path = tmp_path / "archive.json"
    assert ArchiveService(services.workspace).write(path) == 0
    assert ArchiveService(other.workspace).read(path).value == 0
    assert dump(other) == dump(services)


def test_an_archive_of_the_first_version_is_read_with_what_ships_since(
    services: Services, other: Services, tmp_path: Path
) -> None:
    live(services)
    path = tmp_path / "old.json"
    services.archive.write(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["version"] = 1
    for table in (
        *("pipelines", "profile_traits", "contact_traits", "offers", "templates", "cadences"),
        *("cadence_steps", "cadence_runs", "loss_reasons", "came_for", "stage_passages"),
        *("buying_step_visits", "deal_people", "payments", "satisfactions", "concerns"),
        *("oppositions", "opposition_marks", "not_duplicates", "import_mappings"),
        *("call_sessions", "call_session_names"),
    ):
        del content[table]
    for table, names in {
        "contacts": ("naf", "asked_on", "known_figure"),
        "stages": ("pipeline_id", "colour"),
        "opportunities": ("offer_id", "quote_reference"),
        "follow_ups": ("template", "rrule"),
    }.items():
        for row in content[table]:
            for name in names:
                del row[name]
    first = content["opportunities"][0]
    for row in content["opportunities"]:
        del row["forced_sale_reason"]
        row["forced_gate"] = None
    first["forced_gate"], first["forced_reason"] = "sale", "paid in kind"
    path.write_text(json.dumps(content), encoding="utf-8")

    other.archive.read(path)

    assert other.db.rows("SELECT count(*) FROM templates")[0][0] == 8
    assert other.db.rows("SELECT DISTINCT pipeline_id, colour FROM stages") == [(1, "")]
    forced = "SELECT forced_reason, forced_sale_reason FROM opportunities WHERE id = ?"
    assert other.db.rows(forced, (first["id"],)) == [("", "paid in kind")]
    assert other.db.rows("SELECT title FROM opportunities ORDER BY id") == services.db.rows(
        "SELECT title FROM opportunities ORDER BY id"
    )


class TestTheCustomerAfterTheSale:
    def sell(self, services: Services, clock: FakeClock) -> None:
        contact, card = prospect(services)
        cadence = services.db.rows("SELECT id FROM cadences WHERE trigger = 'sale'")[0][0]
        spoken = SaleInput(
            "1 200",
            clock.today(),
            AcceptedHow.ORAL,
            note="on the phone",
            delivered_on=clock.today(),
            cadence_id=cadence,
        )
        services.opportunities.win(Win(card, spoken))
        row = services.contact_view.contact(contact).sales[0].id
        services.payments.invoice(InvoiceInput(row, "F-12", clock.today(), clock.today()))
        services.payments.pay(row, PaymentInput("1 300", clock.today(), note="transfer"))
        services.payments.pay(row, PaymentInput("100", clock.today(), given_back=True))
        services.satisfaction.record(SatisfactionInput(contact, row, None, clock.today()))
        services.satisfaction.record(
            SatisfactionInput(contact, row, 10, clock.today(), "Perfect", "Ask for more")
        )
        mark = MarkUnreliable(contact, "Paid late", clock.today())
        services.payments.mark_unreliable(mark)

    def test_it_comes_back_as_it_was(
        self, services: Services, other: Services, tmp_path: Path, clock: FakeClock
    ) -> None:
        self.sell(services, clock)
        path = tmp_path / "everything.json"
        services.archive.write(path)
        other.archive.read(path)
        kept = dump(services)
        assert dump(other) == kept
        for table in ("payments", "satisfactions", "cadence_runs"):
            assert kept[table], table

    @pytest.mark.parametrize(
        "spoilt",
        [
            ("sales", "accepted_how", "by_pigeon"),
            ("sales", "invoiced_on", "2026-11-01"),
            ("sales", "payment_due_on", "2026-11-01"),
            ("payments", "amount_cents", 0),
            ("satisfactions", "score", 11),
            ("satisfactions", "score", -1),
            ("satisfactions", "score", None),
            ("satisfactions", "given_on", None),
            ("satisfactions", "given_on", "2026-11-01"),
            ("contacts", "unreliable_reason", ""),
            ("contacts", "unreliable_payer", 0),
            ("contacts", "unreliable_payer", 2),
            ("contacts", "unreliable_since", None),
        ],
    )
    def test_what_pisteur_would_not_have_written_is_refused(
        self,
        services: Services,
        other: Services,
        tmp_path: Path,
        clock: FakeClock,
        *,
        spoilt: tuple[str, str, object],
    ) -> None:
        self.sell(services, clock)
        table, column, value = spoilt
        path = tmp_path / "everything.json"
        services.archive.write(path)
        archive = json.loads(path.read_text(encoding="utf-8"))
        archive[table][-1][column] = value
        path.write_text(json.dumps(archive), encoding="utf-8")
        with pytest.raises(ExchangeError) as caught:
            other.archive.read(path)
        assert caught.value.code == "archive.damaged"


def test_means_that_begin_at_nothing_come_back(
    services: Services, other: Services, tmp_path: Path
) -> None:
    _contact, card_id = lead(services)
    services.opportunities.edit(card_id, DealInput("Site", budget="0 à 500"))
    path = tmp_path / "archive.json"
    ArchiveService(services.workspace).write(path)
    ArchiveService(other.workspace).read(path)
    found = other.db.rows("SELECT budget_least_cents, budget_most_cents FROM opportunities")
    assert found == [(0, 50_000)]
