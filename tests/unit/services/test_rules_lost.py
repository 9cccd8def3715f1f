"""Rule 5: lost needs a reason, as the user words it; a lost deal may come back to be asked."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.commands import DealInput, EditLossReason, Lose
from pisteur.domain.errors import DomainError
from pisteur.domain.words import OpportunityState
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock


class TestRule5LostNeedsAReasonOfTheUsersOwnList:
    def test_a_reason_that_is_not_in_the_list_is_refused(self, services: Services) -> None:
        _contact, card = people.lead(services)
        with pytest.raises(DomainError, match=r"lost\.reason_unknown") as raised:
            services.opportunities.lose(Lose(card, "bad mood"))
        assert raised.value.field == "reason"
        assert services.db.rows("SELECT state FROM opportunities") == [("open",)]

    def test_a_reason_that_says_nothing_by_itself_needs_a_note(self, services: Services) -> None:
        _contact, card = people.lead(services)
        with pytest.raises(DomainError, match=r"lost\.note_missing"):
            services.opportunities.lose(Lose(card, "other", "  "))
        services.opportunities.lose(Lose(card, "other", "the shop closes"))

    def test_a_reason_of_the_users_own_is_shown_by_its_name_of_today(
        self, services: Services
    ) -> None:
        key = services.reasons.save_loss_reason(EditLossReason("", "Moved away")).value
        contact, card = people.lead(services)
        services.opportunities.lose(Lose(card, key))
        services.reasons.save_loss_reason(EditLossReason(key, "Moved abroad"))
        view = services.contact_view.contact(contact)
        assert view.opportunities[0].lost_reason == "Moved abroad"
        # The history says what was said on the day.
        assert {line.detail.get("reason") for line in view.journal} >= {"Moved away"}


class TestALostDealCanBeWoken:
    def test_it_returns_to_today_on_its_date_and_not_before(
        self, services: Services, clock: FakeClock
    ) -> None:
        _contact, card = people.lead(services)
        services.opportunities.lose(Lose(card, "not_now", wake_on=date(2026, 11, 24)))
        clock.advance(days=1)
        assert services.today.today().lost_to_ask == ()
        clock.advance(days=1)
        (deal,) = services.today.today().lost_to_ask
        assert (deal.id, deal.lost_reason) == (card, "Not the right time")
        assert services.today.today().urgent_count == services.today.urgent_count() == 1

    def test_taken_up_again_it_runs_and_its_date_is_gone(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact, card = people.lead(services)
        services.opportunities.lose(Lose(card, "price", wake_on=date(2026, 11, 24)))
        clock.advance(days=3)
        services.opportunities.reopen(card)
        deal = services.contact_view.contact(contact).opportunities[0]
        assert (deal.state, deal.wake_on, deal.lost_reason) == (OpportunityState.OPEN, None, None)

    def test_left_lost_it_comes_back_no_more_and_that_can_be_undone(
        self, services: Services, clock: FakeClock
    ) -> None:
        _contact, card = people.lead(services)
        services.opportunities.lose(Lose(card, "price", wake_on=date(2026, 11, 24)))
        clock.advance(days=3)
        services.opportunities.leave_lost(card)
        assert services.today.today().lost_to_ask == ()
        services.undo()
        assert [deal.id for deal in services.today.today().lost_to_ask] == [card]

    def test_a_day_that_is_past_is_refused(self, services: Services) -> None:
        _contact, card = people.lead(services)
        with pytest.raises(DomainError, match=r"lost\.wakes_in_past"):
            services.opportunities.lose(Lose(card, "price", wake_on=date(2026, 11, 22)))


def test_what_is_known_of_a_deal_is_checked_before_anything_is_kept(services: Services) -> None:
    contact, card = people.lead(services)
    with pytest.raises(DomainError, match=r"amount\.unreadable") as raised:
        services.opportunities.edit(card, DealInput("Logo", "100", budget="lots"))
    assert raised.value.field == "budget"
    assert services.contact_view.contact(contact).opportunities[0].title == ""
    with pytest.raises(DomainError, match=r"record\.gone"):
        services.opportunities.edit(card, DealInput("Logo", offer_id=99))
