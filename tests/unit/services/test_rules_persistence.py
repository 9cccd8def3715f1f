"""Rules 4 to 6 over the services: what an answer leads to, the limit, quotes and their cadence."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.cadence_commands import SendQuote, StartCadence
from pisteur.domain.cadences import CadenceTrigger
from pisteur.domain.commands import CompleteFollowUp, Lose, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.words import EventKind, Outcome
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal, events

MONDAY = date(2026, 11, 23)
EXPIRES = date(2026, 12, 23)


def quote(services: Services, clock: FakeClock, **more: object) -> tuple[int, int]:
    """Send a quote today, with the cadence that is proposed; returns (contact, deal)."""
    clock.go_to(MONDAY)
    contact_id, card_id = people.prospect(services)
    (preview,) = services.cadences.previews(MONDAY, EXPIRES, CadenceTrigger.QUOTE_SENT)
    start = StartCadence(
        preview.cadence.id, contact_id, card_id, MONDAY, EXPIRES, steps=preview.plan.planned
    )
    services.quotes.send(SendQuote(card_id, MONDAY, EXPIRES, "D-12", cadence=start, **more))  # type: ignore[arg-type]
    return contact_id, card_id


class TestRule6AfterAQuoteACadenceIsProposed:
    def test_two_seven_and_fifteen_days_after_and_three_before_it_expires(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, _card = quote(services, clock)
        days = [own.due_on for own in contact(services, contact_id).follow_ups]
        assert days == [
            date(2026, 11, 25),
            date(2026, 11, 30),
            date(2026, 12, 8),
            date(2026, 12, 18),  # The 20th is a Sunday: the customer keeps the days promised.
        ]

    def test_the_deal_keeps_what_was_sent_and_the_history_says_so(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, card_id = quote(services, clock, amount="1 500")
        row = services.db.rows(
            "SELECT quoted_on, quote_expires_on, quote_reference, amount_cents"
            " FROM opportunities WHERE id = ?",
            (card_id,),
        )
        assert row == [("2026-11-23", "2026-12-23", "D-12", 150_000)]
        assert EventKind.QUOTE_SENT in events(services, contact_id)

    def test_it_is_one_step_that_can_be_undone_and_redone(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(MONDAY)
        contact_id, card_id = people.prospect(services)
        before = dump(services.db.raw)
        first = services.cadences.all()[0].id
        start = StartCadence(first, contact_id, card_id, MONDAY, EXPIRES)
        services.quotes.send(SendQuote(card_id, MONDAY, EXPIRES, cadence=start))
        after = dump(services.db.raw)
        assert services.undo().value == "Note the quote of “Atelier Fauve”"
        assert dump(services.db.raw) == before
        services.redo()
        assert dump(services.db.raw) == after

    def test_a_new_quote_takes_the_place_of_the_first_and_of_its_cadence(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, card_id = quote(services, clock)
        services.quotes.send(SendQuote(card_id, MONDAY, None, "D-13"))
        assert contact(services, contact_id).follow_ups == ()

    @pytest.mark.parametrize("event", ["reply", "win", "loss"])
    def test_a_reply_a_win_or_a_loss_cancels_the_rest(
        self, services: Services, clock: FakeClock, event: str
    ) -> None:
        contact_id, card_id = quote(services, clock)
        first, *rest = (own.id for own in contact(services, contact_id).follow_ups)
        if event == "reply":
            services.follow_ups.complete(CompleteFollowUp(first, Outcome.AMBIGUOUS, "“Maybe”"))
        elif event == "win":
            services.opportunities.win(Win(card_id, people.sale(on=MONDAY)))
        else:
            services.opportunities.lose(Lose(card_id, "price"))
        left = {own.id for own in contact(services, contact_id).follow_ups}
        assert not left & set(rest)

    def test_an_attempt_without_an_answer_leaves_the_rest(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, _card = quote(services, clock)
        first, *rest = (own.id for own in contact(services, contact_id).follow_ups)
        services.follow_ups.complete(CompleteFollowUp(first, Outcome.NO_ANSWER))
        assert [own.id for own in contact(services, contact_id).follow_ups] == rest

    @pytest.mark.parametrize(
        ("sent", "until", "refusal"),
        [
            (date(2026, 11, 24), None, ("quote.in_future", "sent_on")),
            (MONDAY, date(2026, 11, 22), ("quote.expired", "expires_on")),
        ],
    )
    def test_a_quote_with_impossible_days_is_refused(
        self,
        services: Services,
        clock: FakeClock,
        sent: date,
        until: date | None,
        refusal: tuple[str, str],
    ) -> None:
        clock.go_to(MONDAY)
        _contact, card_id = people.prospect(services)
        with pytest.raises(DomainError) as caught:
            services.quotes.send(SendQuote(card_id, sent, until))
        assert (caught.value.code, caught.value.field) == refusal
        assert deal(services, _contact).next_follow_up_id is None
