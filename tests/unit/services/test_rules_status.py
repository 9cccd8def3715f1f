"""Rule 1: status is derived from evidence, never typed in."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain import settings
from pisteur.domain.commands import (
    EditContact,
    Forced,
    Win,
)
from pisteur.domain.words import (
    Answer,
    Status,
)
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.look import contact, move, status

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


class TestRule1StatusIsDerivedFromEvidence:
    def test_a_trace_is_a_lead(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        assert status(services, contact_id) is Status.LEAD

    def test_a_prospect_said_yes_to_every_required_criterion(self, services: Services) -> None:
        contact_id, _card = people.prospect(services)
        assert status(services, contact_id) is Status.PROSPECT

    @pytest.mark.parametrize("answers", [(YES, YES, NO), (YES, UNKNOWN, YES), (YES,), ()])
    def test_anything_less_than_every_yes_leaves_a_lead(
        self, services: Services, answers: tuple[Answer, ...]
    ) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.qualify(contact_id, card_id, people.answers(services, *answers))
        assert status(services, contact_id) is Status.LEAD

    def test_optional_criteria_do_not_count(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        given = people.answers(services, YES, YES, YES, NO, NO)
        services.opportunities.qualify(contact_id, card_id, given)
        assert status(services, contact_id) is Status.PROSPECT

    def test_the_latest_qualification_decides(self, services: Services, clock: FakeClock) -> None:
        contact_id, card_id = people.prospect(services)
        clock.advance(days=1)
        services.opportunities.qualify(contact_id, card_id, people.answers(services, YES, NO, YES))
        assert status(services, contact_id) is Status.LEAD
        assert contact(services, contact_id).reason.refused == ("Means",)

    def test_of_two_qualifications_in_one_second_the_second_decides(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        services.opportunities.qualify(contact_id, card_id, people.answers(services, NO))
        assert status(services, contact_id) is Status.LEAD

    def test_a_customer_has_a_sale_whatever_the_qualification(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.win(Win(card_id, people.sale()))
        assert status(services, contact_id) is Status.CUSTOMER
        assert contact(services, contact_id).reason.last_sale_on == date(2026, 11, 20)

    def test_a_cancelled_sale_is_no_evidence(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        services.opportunities.win(Win(card_id, people.sale()))
        services.sales.cancel(contact(services, contact_id).sales[0].id)
        assert status(services, contact_id) is Status.PROSPECT

    def test_a_customer_becomes_dormant_the_day_after_the_limit(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.win(Win(card_id, people.sale(on=date(2026, 11, 20))))
        clock.go_to(date(2028, 11, 20))
        assert status(services, contact_id) is Status.CUSTOMER
        clock.go_to(date(2028, 11, 21))
        assert status(services, contact_id) is Status.DORMANT

    def test_without_a_limit_nobody_becomes_dormant(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.win(Win(card_id, people.sale(on=date(2001, 1, 1))))
        assert status(services, contact_id) is Status.DORMANT
        services.settings.put(settings.DORMANCY_MONTHS, None)
        assert status(services, contact_id) is Status.CUSTOMER

    def test_forcing_a_gate_gives_no_status(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        move(services, card_id, "Qualified prospect", evidence=Forced("an old friend"))
        assert status(services, contact_id) is Status.LEAD
        move(services, card_id, "Won", evidence=Forced("will pay later"))
        assert status(services, contact_id) is Status.LEAD

    def test_editing_a_contact_has_no_field_for_it(self) -> None:
        fields = set(EditContact.__dataclass_fields__)
        assert not fields & {"status", "qualified", "last_sale_on"}
