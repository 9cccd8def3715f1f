"""Where the buyer of a deal is: any step may follow any other, nothing else changes by it."""

from __future__ import annotations

from datetime import date

from pisteur.domain.buying_steps import BuyingStep
from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.words import Status
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock


def deal_of(services: Services, contact: int) -> OpportunityView:
    return services.contact_view.contact(contact).opportunities[0]


def test_steps_repeat_and_go_back_and_each_is_kept(services: Services, clock: FakeClock) -> None:
    contact, card = people.lead(services)
    for step in (
        *(BuyingStep.SEARCHING, BuyingStep.EVALUATING, BuyingStep.SEARCHING),
        *(BuyingStep.SEARCHING, BuyingStep.DECIDING, BuyingStep.EVALUATING),
    ):
        services.buying.set_step(card, step)
        clock.advance(days=1)
    journey = deal_of(services, contact).journey
    assert (journey.step, journey.times, journey.steps_back) == (BuyingStep.EVALUATING, 2, 2)
    assert journey.since == date(2026, 11, 27)


def test_a_correction_on_the_same_day_is_no_step_back(services: Services) -> None:
    contact, card = people.lead(services)
    services.buying.set_step(card, BuyingStep.DECIDING)
    services.buying.set_step(card, BuyingStep.SEARCHING)
    assert deal_of(services, contact).journey.steps_back == 0
    assert services.db.rows("SELECT count(*) FROM buying_step_visits")[0][0] == 1


def test_a_step_changes_no_status_and_is_undone(services: Services) -> None:
    contact, card = people.lead(services)
    services.buying.set_step(card, BuyingStep.DECIDING)
    assert services.contact_view.contact(contact).reason.status is Status.LEAD
    services.undo()
    assert deal_of(services, contact).journey.step is None
    assert services.db.rows("SELECT count(*) FROM buying_step_visits") == [(0,)]


def test_every_step_has_words_and_help(services: Services) -> None:
    words = services.buying.words()
    assert list(words) == list(BuyingStep)
    assert all(own.says and own.helps for own in words.values())
