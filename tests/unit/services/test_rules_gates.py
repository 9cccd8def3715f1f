"""Rule 2: crossing a zone is a gate."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.commands import (
    AddLead,
    DealInput,
    Forced,
    MoveCards,
    SaleInput,
    Win,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    EventKind,
    Gate,
    OpportunityState,
    Status,
    Verdict,
    Zone,
)
from pisteur.services.board import read_board
from pisteur.services.gates import GateClosedError
from pisteur.services.services import Services
from support import people
from support.dumps import dump
from support.look import contact, deal, events, move, status

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


class TestRule2CrossingAZoneIsAGate:
    def test_entering_prospects_asks_for_a_qualification_and_writes_nothing(
        self, services: Services
    ) -> None:
        _contact, card_id = people.lead(services)
        before = dump(services.db.raw)
        with pytest.raises(GateClosedError) as caught:
            move(services, card_id, "Qualified prospect")
        assert caught.value.gate is Gate.QUALIFICATION
        assert caught.value.opportunity_ids == (card_id,)
        assert dump(services.db.raw) == before

    def test_entering_customers_asks_for_a_sale_from_any_zone(self, services: Services) -> None:
        _contact, lead_card = people.lead(services)
        _contact, prospect_card = people.prospect(services)
        for card_id in (lead_card, prospect_card):
            with pytest.raises(GateClosedError) as caught:
                move(services, card_id, "Won")
            assert caught.value.gate is Gate.SALE

    def test_a_positive_verdict_lets_the_card_in_and_both_are_one_step(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.lead(services)
        before = dump(services.db.raw)
        move(services, card_id, "Quote sent", evidence=people.yes(services))
        assert deal(services, contact_id).stage_name == "Quote sent"
        services.undo()
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize("answers", [(YES, YES, NO), (YES, YES, UNKNOWN)])
    def test_another_verdict_is_recorded_and_the_card_stays(
        self, services: Services, answers: tuple[Answer, ...]
    ) -> None:
        contact_id, card_id = people.lead(services)
        move(services, card_id, "Qualified prospect", evidence=people.answers(services, *answers))
        assert deal(services, contact_id).stage_name == "New lead"
        assert contact(services, contact_id).qualification is not None

    def test_once_qualified_a_contact_is_not_asked_again(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        move(services, card_id, "To qualify")
        move(services, card_id, "Quote sent")
        assert deal(services, contact_id).zone is Zone.PROSPECTS

    def test_a_sale_lets_the_card_in_and_wins_the_deal(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        move(services, card_id, "Won", evidence=people.sale())
        assert deal(services, contact_id).state is OpportunityState.WON
        assert status(services, contact_id) is Status.CUSTOMER

    def test_a_deal_is_won_only_as_long_as_one_of_its_sales_stands(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        for amount in ("1 200", "300"):
            services.opportunities.win(Win(card_id, people.sale(amount)))
        first, second = contact(services, contact_id).sales
        services.sales.cancel(first.id)
        assert deal(services, contact_id).state is OpportunityState.WON
        services.sales.cancel(second.id)
        assert deal(services, contact_id).state is OpportunityState.OPEN
        services.undo()
        assert deal(services, contact_id).state is OpportunityState.WON

    def test_a_deal_without_amount_takes_that_of_its_sale(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        assert deal(services, contact_id).amount_cents is None
        move(services, card_id, "Won", evidence=people.sale("1500,50"))
        assert deal(services, contact_id).amount_cents == 150_050
        services.undo()
        assert deal(services, contact_id).amount_cents is None

    @pytest.mark.parametrize("amount", ["", "0", "0,00 €"])
    def test_a_sale_without_amount_is_none(self, services: Services, amount: str) -> None:
        _contact, card_id = people.prospect(services)
        before = dump(services.db.raw)
        with pytest.raises(DomainError) as caught:
            move(services, card_id, "Won", evidence=people.sale(amount))
        assert (caught.value.code, caught.value.field) == ("sale.amount_missing", "amount")
        assert dump(services.db.raw) == before

    def test_a_sale_cannot_be_accepted_tomorrow(self, services: Services) -> None:
        _contact, card_id = people.prospect(services)
        tomorrow = SaleInput("100", date(2026, 11, 23), AcceptedHow.EMAIL)
        with pytest.raises(DomainError) as caught:
            services.opportunities.win(Win(card_id, tomorrow))
        assert caught.value.code == "sale.in_future"

    def test_evidence_of_the_wrong_kind_opens_nothing(self, services: Services) -> None:
        _contact, card_id = people.lead(services)
        with pytest.raises(DomainError, match=r"gate\.wrong_evidence"):
            move(services, card_id, "Qualified prospect", evidence=people.sale())
        with pytest.raises(DomainError, match=r"gate\.wrong_evidence"):
            move(services, card_id, "Won", evidence=people.yes(services))

    def test_forcing_needs_a_reason_that_the_card_shows(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        with pytest.raises(DomainError, match=r"gate\.reason_missing"):
            move(services, card_id, "Qualified prospect", evidence=Forced("  "))
        move(services, card_id, "Qualified prospect", evidence=Forced("recommended by Léa"))
        shown = deal(services, contact_id)
        assert (shown.forced_reason, shown.forced_sale_reason) == ("recommended by Léa", "")
        assert EventKind.GATE_FORCED in events(services, contact_id)

    def test_the_reason_goes_when_the_card_is_back_before_the_gate(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        move(services, card_id, "Won", evidence=Forced("paid in cash"))
        assert deal(services, contact_id).forced_sale_reason == "paid in cash"
        move(services, card_id, "Quote sent")
        assert deal(services, contact_id).forced_sale_reason == ""

    def test_forcing_a_second_gate_does_not_hide_why_the_first_was_forced(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.lead(services)
        move(services, card_id, "Qualified prospect", evidence=Forced("recommended by Léa"))
        move(services, card_id, "Won", evidence=Forced("paid in cash"))
        shown = deal(services, contact_id)
        assert shown.forced_reason == "recommended by Léa"
        assert shown.forced_sale_reason == "paid in cash"
        (card,) = read_board(services.db.raw).cards
        assert (card.forced_reason, card.forced_sale_reason) == (
            "recommended by Léa",
            "paid in cash",
        )
        move(services, card_id, "Quote sent")
        shown = deal(services, contact_id)
        assert (shown.forced_reason, shown.forced_sale_reason) == ("recommended by Léa", "")

    def test_a_forced_sale_wins_nothing(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        move(services, card_id, "Won", evidence=Forced("soon"))
        assert deal(services, contact_id).state is OpportunityState.OPEN

    def test_moving_back_is_free_and_logged(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        move(services, card_id, "Won", evidence=people.sale())
        move(services, card_id, "New lead")
        assert deal(services, contact_id).state is OpportunityState.OPEN
        newest = next(
            line for line in contact(services, contact_id).journal if line.event is EventKind.MOVED
        )
        assert newest.detail == {"source": "Won", "target": "New lead"}

    def test_several_cards_are_asked_for_together_and_none_moves_alone(
        self, services: Services
    ) -> None:
        _contact, first = people.lead(services, "A")
        _contact, second = people.lead(services, "B")
        _contact, third = people.prospect(services, "C")
        target = people.stage(services, "Quote sent")
        before = dump(services.db.raw)
        with pytest.raises(GateClosedError) as caught:
            services.opportunities.move(
                MoveCards((third, first, second), target, evidence={first: people.yes(services)})
            )
        assert caught.value.opportunity_ids == (second,)
        assert dump(services.db.raw) == before

    def test_of_several_cards_only_those_with_a_positive_verdict_go_in(
        self, services: Services
    ) -> None:
        _contact, first = people.lead(services, "A")
        _contact, second = people.lead(services, "B")
        evidence = {first: people.yes(services), second: people.answers(services, NO)}
        moved = services.opportunities.move(
            MoveCards(
                (first, second), people.stage(services, "Quote sent"), evidence=dict(evidence)
            )
        ).value
        assert (moved.moved, moved.stayed) == ((first,), (second,))

    def test_two_deals_of_one_contact_need_one_qualification(self, services: Services) -> None:
        contact_id, first = people.lead(services)
        second = services.opportunities.add(contact_id, DealInput("Second deal")).value
        given = people.yes(services)
        services.opportunities.move(
            MoveCards(
                (first, second),
                people.stage(services, "Quote sent"),
                evidence={first: given, second: given},
            )
        )
        assert services.db.rows("SELECT count(*) FROM qualifications") == [(1,)]

    @pytest.mark.parametrize("column", ["Qualified prospect", "Won"])
    def test_a_new_lead_never_starts_behind_a_gate(self, services: Services, column: str) -> None:
        stage = people.stage(services, column)
        contact_id, _card = services.contacts.add_lead(AddLead("Léa Martin", stage)).value
        assert deal(services, contact_id).zone is Zone.LEADS

    def test_a_new_deal_of_a_prospect_starts_among_the_prospects(self, services: Services) -> None:
        contact_id, _card = people.prospect(services)
        card_id = services.opportunities.add(contact_id, DealInput("Another")).value
        found = {o.id: o.zone for o in contact(services, contact_id).opportunities}
        assert found[card_id] is Zone.PROSPECTS

    def test_qualifying_a_deal_without_a_drag_takes_it_in(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        verdict = services.opportunities.qualify(contact_id, card_id, people.yes(services)).value
        assert verdict is Verdict.PROSPECT
        assert deal(services, contact_id).zone is Zone.PROSPECTS
