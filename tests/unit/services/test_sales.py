"""Sales after the sale: editing, invoice, payments, cancelling, trust, follow-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pisteur.domain.commands import DealInput, MoveCards, SaleInput, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.sale_commands import (
    EditSale,
    InvoiceInput,
    MarkUnreliable,
    PaymentInput,
    SellAgain,
)
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import SaleFault, SaleState, derive_state, still_due
from pisteur.domain.words import AcceptedHow, EventKind, OpportunityState, Status, Zone
from pisteur.services.board import read_board
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal, events, move, plan, status

DAY = date(2026, 11, 20)
TODAY = date(2026, 11, 22)


def sold(services: Services) -> tuple[int, SaleView]:
    contact_id, card_id = people.prospect(services)
    services.opportunities.win(Win(card_id, people.sale()))
    return contact_id, the_sale(services, contact_id)


def the_sale(services: Services, contact_id: int) -> SaleView:
    return contact(services, contact_id).sales[0]


def as_it_is(sale: SaleView) -> EditSale:
    return EditSale(
        sale.id,
        str(sale.amount_cents / 100),
        sale.accepted_on,
        sale.accepted_how,
        sale.reference,
        sale.note,
    )


class TestRule2CustomersOnlyWithASale:
    def test_a_further_sale_brings_its_own_deal_won_in_one_step(self, services: Services) -> None:
        contact_id, _sale = sold(services)
        before = dump(services.db.raw)
        card = services.sales.sell(SellAgain(contact_id, "Flyers", people.sale("300"))).value
        found = next(own for own in contact(services, contact_id).opportunities if own.id == card)
        assert (found.title, found.zone, found.state, found.amount_cents) == (
            "Flyers",
            Zone.CUSTOMERS,
            OpportunityState.WON,
            30_000,
        )
        assert services.db.undo_label == "Record the sale “Flyers”"
        services.undo()
        assert dump(services.db.raw) == before

    def test_a_further_sale_that_is_wrong_leaves_no_deal(self, services: Services) -> None:
        contact_id, _sale = sold(services)
        before = dump(services.db.raw)
        with pytest.raises(DomainError, match=r"sale\.amount_missing"):
            services.sales.sell(SellAgain(contact_id, "Flyers", people.sale("")))
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize("how", [AcceptedHow.ORAL, AcceptedHow.OTHER])
    def test_what_is_not_in_writing_needs_a_note(
        self, services: Services, how: AcceptedHow
    ) -> None:
        contact_id, card_id = people.prospect(services)
        spoken = SaleInput("1 200", DAY, how, note="  ")
        with pytest.raises(DomainError) as caught:
            move(services, card_id, "Won", evidence=spoken)
        assert (caught.value.code, caught.value.field) == ("sale.proof_missing", "note")
        move(services, card_id, "Won", evidence=replace(spoken, note="Yes, by phone"))
        assert the_sale(services, contact_id).accepted_how is how
        assert status(services, contact_id) is Status.CUSTOMER


class TestRule1StatusFollowsTheSales:
    def test_a_cancellation_taken_back_makes_a_customer_again(self, services: Services) -> None:
        contact_id, sale = sold(services)
        services.sales.cancel(sale.id)
        assert status(services, contact_id) is Status.PROSPECT
        services.sales.restore(sale.id)
        assert status(services, contact_id) is Status.CUSTOMER
        assert deal(services, contact_id).state is OpportunityState.WON
        assert EventKind.SALE_RESTORED in events(services, contact_id)
        services.undo()
        assert status(services, contact_id) is Status.PROSPECT

    def test_a_deal_taken_out_of_customers_is_not_won_by_a_sale_that_stands_again(
        self, services: Services
    ) -> None:
        contact_id, sale = sold(services)
        services.sales.cancel(sale.id)
        move(services, deal(services, contact_id).id, "Quote sent")
        services.sales.restore(sale.id)
        assert status(services, contact_id) is Status.CUSTOMER
        assert deal(services, contact_id).state is OpportunityState.OPEN

    def test_only_what_was_cancelled_stands_again_and_only_once_is_cancelled(
        self, services: Services
    ) -> None:
        _contact, sale = sold(services)
        with pytest.raises(DomainError, match=r"sale\.stands"):
            services.sales.restore(sale.id)
        services.sales.cancel(sale.id)
        with pytest.raises(DomainError, match=r"sale\.cancelled"):
            services.sales.cancel(sale.id)

    def test_another_day_of_the_order_is_another_day_of_the_evidence(
        self, services: Services
    ) -> None:
        contact_id, sale = sold(services)
        services.sales.edit(replace(as_it_is(sale), accepted_on=date(2020, 1, 1)))
        assert status(services, contact_id) is Status.DORMANT


class TestTheCardSaysWhatItWasSoldFor:
    def test_whatever_was_hoped_for(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services, "Garage Morel, 1 800 €")
        services.opportunities.win(Win(card_id, people.sale("2 000,50")))
        assert deal(services, contact_id).amount_cents == 200_050
        assert [card.amount_cents for card in read_board(services.db.raw).cards] == [200_050]
        services.undo()
        assert deal(services, contact_id).amount_cents == 180_000

    def test_also_once_the_sale_is_corrected_or_there_are_two(self, services: Services) -> None:
        contact_id, sale = sold(services)
        services.sales.edit(replace(as_it_is(sale), amount="900"))
        assert deal(services, contact_id).amount_cents == 90_000
        move(services, deal(services, contact_id).id, "Quote sent")
        services.opportunities.win(Win(deal(services, contact_id).id, people.sale("100")))
        assert deal(services, contact_id).amount_cents == 100_000

    def test_also_once_one_of_two_is_cancelled_or_stands_again(self, services: Services) -> None:
        contact_id, sale = sold(services)
        move(services, deal(services, contact_id).id, "Quote sent")
        services.opportunities.win(Win(deal(services, contact_id).id, people.sale("100")))
        both = deal(services, contact_id).amount_cents
        assert both == sale.amount_cents + 10_000
        services.sales.cancel(sale.id)
        assert deal(services, contact_id).amount_cents == 10_000
        services.sales.restore(sale.id)
        assert deal(services, contact_id).amount_cents == both

    def test_not_of_a_deal_that_is_open_again_for_another_amount(self, services: Services) -> None:
        contact_id, sale = sold(services)
        card_id = deal(services, contact_id).id
        move(services, card_id, "Quote sent")
        services.opportunities.edit(card_id, DealInput("Shop", "3000"))
        services.sales.edit(replace(as_it_is(sale), amount="900"))
        services.sales.cancel(sale.id)
        services.sales.restore(sale.id)
        assert deal(services, contact_id).amount_cents == 300_000

    def test_a_word_about_a_sale_leaves_the_amount_that_the_user_gave_the_deal(
        self, services: Services
    ) -> None:
        contact_id, sale = sold(services)
        services.opportunities.edit(deal(services, contact_id).id, DealInput("Shop", "950"))
        services.sales.edit(replace(as_it_is(sale), note="By phone"))
        assert deal(services, contact_id).amount_cents == 95_000


class TestTheMoney:
    def test_a_sale_goes_from_order_to_invoice_to_money(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, sale = sold(services)
        assert derive_state(sale.facts) is SaleState.ACCEPTED
        due = date(2026, 12, 15)
        services.payments.invoice(InvoiceInput(sale.id, " F-12 ", TODAY, due))
        sale = the_sale(services, contact_id)
        assert (sale.invoice_reference, sale.payment_due_on) == ("F-12", due)
        assert derive_state(sale.facts) is SaleState.INVOICED
        services.payments.pay(sale.id, PaymentInput("400", TODAY, note="deposit"))
        sale = the_sale(services, contact_id)
        assert derive_state(sale.facts) is SaleState.PARTLY_CASHED_IN
        assert still_due(sale.facts) == 80_000
        clock.advance(days=10)
        services.payments.pay(sale.id, PaymentInput("800", clock.today()))
        assert derive_state(the_sale(services, contact_id).facts) is SaleState.CASHED_IN
        noted = events(services, contact_id)
        assert noted.count(EventKind.PAYMENT) == 2
        assert EventKind.INVOICED in noted
        for _step in range(3):
            services.undo()
        assert derive_state(the_sale(services, contact_id).facts) is SaleState.ACCEPTED

    def test_money_given_back_counts_against_what_came_in(self, services: Services) -> None:
        contact_id, sale = sold(services)
        services.payments.pay(sale.id, PaymentInput("1 200", TODAY))
        services.payments.pay(sale.id, PaymentInput("200", TODAY, given_back=True))
        assert still_due(the_sale(services, contact_id).facts) == 20_000

    @pytest.mark.parametrize(
        ("given", "code", "field"),
        [
            (PaymentInput("", TODAY), "payment.amount_missing", "amount"),
            (PaymentInput("0", TODAY), "payment.amount_missing", "amount"),
            (PaymentInput("some", TODAY), "amount.unreadable", "amount"),
            (PaymentInput("10", date(2026, 11, 23)), "payment.in_future", "paid_on"),
            (PaymentInput("10", TODAY, given_back=True), "payment.back_too_much", "paid"),
        ],
    )
    def test_what_cannot_be_paid_is_refused_beside_its_field(
        self, services: Services, given: PaymentInput, code: str, field: str
    ) -> None:
        _contact, sale = sold(services)
        before = dump(services.db.raw)
        with pytest.raises(DomainError) as caught:
            services.payments.pay(sale.id, given)
        assert (caught.value.code, caught.value.field) == (code, field)
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize(
        ("given", "code", "field"),
        [
            (InvoiceInput(0, "", date(2026, 11, 23)), "sale.invoiced_in_future", "invoiced_on"),
            (InvoiceInput(0, "", date(2026, 11, 19)), "sale.invoiced_before", "invoiced_on"),
            (InvoiceInput(0, "", TODAY, DAY), "sale.due_before", "payment_due_on"),
        ],
    )
    def test_an_invoice_that_does_not_fit_is_refused_beside_its_field(
        self, services: Services, given: InvoiceInput, code: str, field: str
    ) -> None:
        _contact, sale = sold(services)
        with pytest.raises(DomainError) as caught:
            services.payments.invoice(replace(given, sale_id=sale.id))
        assert (caught.value.code, caught.value.field) == (code, field)

    def test_a_cancelled_sale_takes_no_invoice_but_gives_money_back(
        self, services: Services
    ) -> None:
        contact_id, sale = sold(services)
        services.payments.pay(sale.id, PaymentInput("400", TODAY))
        assert services.sales.cancel(sale.id).value == (SaleFault.CANCELLED_AFTER_CASHED,)
        with pytest.raises(DomainError, match=r"sale\.cancelled"):
            services.payments.invoice(InvoiceInput(sale.id, "F-12", TODAY))
        odd = services.payments.pay(sale.id, PaymentInput("400", TODAY, given_back=True)).value
        assert odd == ()
        assert [own.amount_cents for own in the_sale(services, contact_id).payments] == [
            40_000,
            -40_000,
        ]

    def test_what_is_odd_but_possible_is_said_and_not_refused(self, services: Services) -> None:
        contact_id, sale = sold(services)
        odd = services.payments.pay(sale.id, PaymentInput("1 300", date(2026, 11, 2))).value
        assert set(odd) == {
            SaleFault.CASHED_TOO_MUCH,
            SaleFault.CASHED_BEFORE_ACCEPTED,
            SaleFault.CASHED_WITHOUT_INVOICE,
        }
        assert len(the_sale(services, contact_id).payments) == 1


class TestEditing:
    def test_everything_about_a_sale_can_be_changed_in_one_step(self, services: Services) -> None:
        contact_id, sale = sold(services)
        for amount in ("100", "50"):
            services.payments.pay(sale.id, PaymentInput(amount, TODAY))
        first, second = the_sale(services, contact_id).payments
        before = dump(services.db.raw)
        services.sales.edit(
            EditSale(
                sale.id,
                "1 500,50",
                date(2026, 11, 10),
                AcceptedHow.ORAL,
                " D-7 ",
                "On the doorstep",
                date(2026, 12, 24),
                "F-9",
                date(2026, 11, 12),
                date(2026, 12, 12),
                (
                    PaymentInput("60", TODAY, payment_id=second.id),
                    PaymentInput("20", DAY, given_back=True, note="tip"),
                ),
            )
        )
        now = the_sale(services, contact_id)
        assert (now.amount_cents, now.accepted_on) == (150_050, date(2026, 11, 10))
        assert (now.accepted_how, now.note) == (AcceptedHow.ORAL, "On the doorstep")
        assert (now.reference, now.delivered_on) == ("D-7", date(2026, 12, 24))
        assert (now.invoice_reference, now.invoiced_on) == ("F-9", date(2026, 11, 12))
        assert now.payment_due_on == date(2026, 12, 12)
        kept = [(own.amount_cents, own.paid_on, own.note) for own in now.payments]
        assert kept == [(-2_000, DAY, "tip"), (6_000, TODAY, "")]
        assert first.id not in {own.id for own in now.payments}
        services.undo()
        assert dump(services.db.raw) == before

    def test_what_does_not_fit_leaves_the_sale_as_it_was(self, services: Services) -> None:
        _contact, sale = sold(services)
        before = dump(services.db.raw)
        late = (PaymentInput("1", date(2026, 11, 30)),)
        with pytest.raises(DomainError) as caught:
            services.sales.edit(replace(as_it_is(sale), amount="90", payments=late))
        assert (caught.value.code, caught.value.field) == ("payment.in_future", "paid_on")
        assert dump(services.db.raw) == before

    def test_a_cancelled_sale_cannot_be_younger_than_its_cancellation(
        self, services: Services, clock: FakeClock
    ) -> None:
        _contact, sale = sold(services)
        services.sales.cancel(sale.id)
        clock.advance(days=5)
        with pytest.raises(DomainError) as caught:
            services.sales.edit(replace(as_it_is(sale), accepted_on=clock.today()))
        assert (caught.value.code, caught.value.field) == ("sale.cancelled_before", "accepted_on")

    def test_a_payment_of_another_sale_is_not_taken_over(self, services: Services) -> None:
        contact_id, sale = sold(services)
        other = services.sales.sell(SellAgain(contact_id, "Flyers", people.sale("300"))).value
        theirs = next(s for s in contact(services, contact_id).sales if s.opportunity_id == other)
        services.payments.pay(theirs.id, PaymentInput("300", TODAY))
        payment = services.db.rows("SELECT id FROM payments")[0][0]
        with pytest.raises(DomainError, match=r"record\.gone"):
            services.sales.edit(
                replace(as_it_is(sale), payments=(PaymentInput("1", DAY, payment_id=payment),))
            )


class TestAfterTheSale:
    def cadence(self, services: Services) -> int:
        found: int = services.db.rows("SELECT id FROM cadences WHERE key = 'after_sale'")[0][0]
        return found

    def planned(self, services: Services, contact_id: int) -> list[tuple[date, str]]:
        return [(own.due_on, own.title) for own in contact(services, contact_id).follow_ups]

    def test_follow_ups_are_planned_in_the_same_step_from_the_order(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        plan(services, contact_id, card_id, date(2026, 11, 25), "Call about the quote")
        before = dump(services.db.raw)
        given = replace(people.sale(), cadence_id=self.cadence(services))
        services.opportunities.win(Win(card_id, given))
        assert self.planned(services, contact_id) == [
            (date(2026, 11, 23), "Say thank you and what comes next"),
            (date(2026, 11, 27), "Ask for a score from 0 to 10"),
            (date(2027, 2, 18), "Ask how things are going"),
            (date(2027, 10, 18), "Ask how things are going, before the order turns one"),
        ]
        assert deal(services, contact_id).next_follow_up_id is not None
        services.undo()
        assert dump(services.db.raw) == before

    def test_a_gate_plans_them_too(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        given = replace(people.sale(), cadence_id=self.cadence(services))
        won = people.stage(services, "Won")
        services.opportunities.move(MoveCards((card_id,), won, evidence={card_id: given}))
        assert len(self.planned(services, contact_id)) == 4

    def test_they_count_from_the_delivery_when_there_is_a_date(self, services: Services) -> None:
        contact_id, _sale = sold(services)
        given = replace(
            people.sale(), cadence_id=self.cadence(services), delivered_on=date(2026, 12, 14)
        )
        services.sales.sell(SellAgain(contact_id, "Flyers", given))
        assert self.planned(services, contact_id)[0][0] == date(2026, 12, 15)

    def test_a_cancelled_sale_cancels_its_own_and_no_others(self, services: Services) -> None:
        contact_id, _sale = sold(services)
        given = replace(people.sale(), cadence_id=self.cadence(services))
        for title in ("Flyers", "Poster"):
            services.sales.sell(SellAgain(contact_id, title, given))
        newest = the_sale(services, contact_id)
        assert len(self.planned(services, contact_id)) == 8
        services.sales.cancel(newest.id)
        assert len(self.planned(services, contact_id)) == 4
        services.undo()
        assert len(self.planned(services, contact_id)) == 8

    def test_without_a_cadence_nothing_is_planned(self, services: Services) -> None:
        contact_id, _sale = sold(services)
        assert self.planned(services, contact_id) == []


class TestTrust:
    def test_every_card_of_an_unreliable_payer_says_so_until_it_is_lifted(
        self, services: Services
    ) -> None:
        contact_id, _sale = sold(services)
        services.opportunities.add(contact_id, DealInput("Second"))
        people.lead(services)
        services.payments.mark_unreliable(MarkUnreliable(contact_id, " Paid late twice ", DAY))
        said = contact(services, contact_id).unreliable
        assert said is not None
        assert (said.reason, said.since) == ("Paid late twice", DAY)
        cards = read_board(services.db.raw).cards
        warned = {card.contact_id for card in cards if card.unreliable_reason}
        assert warned == {contact_id}
        assert sum(card.unreliable_reason == "Paid late twice" for card in cards) == 2
        services.payments.trust_again(contact_id)
        assert contact(services, contact_id).unreliable is None
        assert not any(card.unreliable_reason for card in read_board(services.db.raw).cards)
        assert {EventKind.UNRELIABLE, EventKind.RELIABLE} <= set(events(services, contact_id))
        services.undo()
        assert contact(services, contact_id).unreliable == said

    @pytest.mark.parametrize(
        ("reason", "since", "field"),
        [("  ", DAY, "reason"), ("Late", date(2026, 11, 23), "since")],
    )
    def test_a_reason_and_a_day_in_the_past_are_needed(
        self, services: Services, reason: str, since: date, field: str
    ) -> None:
        contact_id, _sale = sold(services)
        with pytest.raises(DomainError) as caught:
            services.payments.mark_unreliable(MarkUnreliable(contact_id, reason, since))
        assert caught.value.field == field
        assert contact(services, contact_id).unreliable is None
