"""What is printed holds everything that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import pytest

from pisteur.domain.commands import (
    EditContact,
    Lose,
    PlanFollowUp,
    PointInput,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.exports import ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.sale_commands import SatisfactionInput
from pisteur.domain.words import EventKind, FollowUpKind, InteractionKind, PointKind
from pisteur.exchange.tables_out import Money, Sheet
from pisteur.i18n import set_language
from pisteur.services.services import Services
from support.people import lead, prospect, sale

TODAY = date(2026, 11, 22)


def say_event(kind: EventKind, _detail: Mapping[str, str], _today: date) -> str:
    return kind.value


def sheet(services: Services, *ids: int, what: ExportWhat = ExportWhat.CONTACTS) -> Sheet:
    request = ExportRequest(what, ExportFormat.PDF, ids=ids or None)
    return services.exporting.sheet(request, say_event)


def part(shown: Sheet, title: str | date) -> list[tuple[object, ...]]:
    (found,) = [each for each in shown.parts if each.title == title]
    return [tuple(row) for row in found.rows]


def plan(services: Services, title: str, on: date, at: time | None = None) -> int:
    contact_id, card_id = lead(services, f"{title} Roche, Élan 06 39 98 00 01")
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, on, at)
    return services.follow_ups.plan(command).value


def test_the_sheet_of_the_day_has_what_is_late_first_and_then_each_day(services: Services) -> None:
    plan(services, "later", date(2026, 11, 25), time(14, 30))
    plan(services, "late", date(2026, 11, 20))
    plan(services, "now", TODAY)
    shown = sheet(services, what=ExportWhat.FOLLOW_UPS)
    assert [each.title for each in shown.parts] == ["Late", TODAY, date(2026, 11, 25)]
    assert part(shown, "Late")[0][:2] == (date(2026, 11, 20), "late")
    assert part(shown, date(2026, 11, 25))[0] == (
        time(14, 30),
        "later",
        "later Roche\nÉlan",
        "06 39 98 00 01",
        "",
    )


def test_a_day_with_nothing_to_do_says_so(services: Services) -> None:
    shown = sheet(services, what=ExportWhat.FOLLOW_UPS)
    assert [each.title for each in shown.parts] == ["Nothing is planned."]


def test_someone_who_asks_gets_everything_that_is_stored(services: Services) -> None:
    contact_id, card_id = prospect(services, "Inès Roche, Élan 06 39 98 00 01 ines@exemple.fr")
    note = WriteInteraction(contact_id, None, InteractionKind.NOTE, "a dit oui")
    services.journal.write(note)
    kept = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "Rappeler", TODAY, note="le matin")
    services.follow_ups.cancel(services.follow_ups.plan(kept).value)
    services.opportunities.win(Win(card_id, sale()))
    shown = sheet(services, contact_id)
    assert shown.title == "Inès Roche"
    facts = {row[0]: row[1] for row in part(shown, "Identity")}
    assert (facts["Company"], facts["Status"]) == ("Élan", "Customer")
    assert [row[1] for row in part(shown, "Ways to reach")] == ["06 39 98 00 01", "ines@exemple.fr"]
    assert part(shown, "Sales")[0][1] == Money(120_000)
    assert [row[3] for row in part(shown, "Qualifications")] == ["Yes\nsaid so"] * 3
    assert part(shown, "Journal")[0][2] == "a dit oui"
    cancelled = [row for row in part(shown, "Actions") if row[4] == "Cancelled"]
    assert [row[2:4] for row in cancelled] == [("Rappeler\nle matin", "Call")]
    events = [row[1] for row in part(shown, "History")]
    assert {"created", "qualified", "sale"} <= set(events)


def test_what_is_over_is_on_the_sheet_too(services: Services) -> None:
    contact_id, card_id = lead(services, "Zoé")
    services.opportunities.lose(Lose(card_id, "price", note="trop cher"))
    ((_title, state, *_rest, remark),) = part(sheet(services, contact_id), "Deals")
    assert state == "Lost"
    assert "trop cher" in str(remark)


def test_no_row_of_another_contact_is_on_the_sheet(services: Services) -> None:
    first, _card = prospect(services, "Inès Roche")
    other, _card = prospect(services, "Zoé Canari 06 39 98 00 09")
    services.journal.write(WriteInteraction(other, None, InteractionKind.NOTE, "Canari"))
    assert "Canari" not in repr(sheet(services, first))


def test_a_sheet_is_of_one_contact(services: Services) -> None:
    first, _card = lead(services, "Inès Roche")
    second, _card = lead(services, "Zoé")
    for ids in ((), (first, second)):
        with pytest.raises(DomainError, match=r"export\.one_contact"):
            sheet(services, *ids)
    with pytest.raises(DomainError, match=r"record\.gone"):
        sheet(services, 99)


def test_what_a_number_is_for_is_said_in_words(services: Services) -> None:
    contact_id, _card = lead(services, "Inès Roche")
    points = (
        PointInput(PointKind.PHONE, "06 39 98 00 01", "work"),
        PointInput(PointKind.EMAIL, "ines@exemple.fr", "le soir"),
    )
    services.contacts.edit(EditContact(contact_id, family_name="Roche", points=points))
    set_language("fr")
    shown = [row[0] for row in part(sheet(services, contact_id), "Coordonnées")]
    assert shown == ["Téléphone – travail", "E-mail – le soir"]


def test_how_happy_somebody_was_is_on_the_sheet_once_it_is_known(services: Services) -> None:
    contact_id, _card = prospect(services, "Inès Roche")
    services.satisfaction.record(SatisfactionInput(contact_id, None, None, TODAY))
    services.satisfaction.record(SatisfactionInput(contact_id, None, 9, TODAY, "Rapide"))
    asked = part(sheet(services, contact_id), "Satisfaction")
    assert asked == [(TODAY, "", ""), (TODAY, "9", "Rapide")]
