"""The deal in the panel: what is known of it, where the buyer is, what helps there."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton

from pisteur.domain.buying_steps import BuyingStep
from pisteur.domain.commands import DealInput, Lose
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.flows_errand import Work
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.deal import BuyingCard
from support import people
from support.clock import FakeClock
from unit.ui.panel.reading import part, texts


def act(context: UiContext, work: Work) -> None:
    context.runner.command(work)


def step(panel: ContactPanel, which: BuyingStep) -> QPushButton:
    return part(panel, QPushButton, f"buying-step-{which}")


def test_what_is_known_of_the_deal_is_shown_and_what_is_not_takes_no_room(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact, deal = people.lead(services)
    panel.show_contact(contact, deal)
    assert "Means" not in texts(panel)
    given = DealInput("Logo", "", None, "up to 800", "urgent", date(2026, 12, 15))
    act(context, lambda s: s.opportunities.edit(deal, given))
    shown = texts(panel)
    assert {"Means", "up to €800", "Came because", "It is urgent", "Decision expected"} <= set(
        shown
    )
    assert any("today" in text for text in shown), "the advice"


def test_the_buyers_step_is_chosen_and_what_helps_is_planned_in_one_click(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact, deal = people.lead(services)
    panel.show_contact(contact, deal)
    assert panel.findChildren(QPushButton, "help-give_resource") == []
    step(panel, BuyingStep.SEARCHING).click()
    assert step(panel, BuyingStep.SEARCHING).isChecked()
    help_button = part(panel, QPushButton, "help-give_resource")
    title = help_button.property("title")
    help_button.click()
    (action,) = services.contact_view.contact(contact).follow_ups
    assert (action.title, action.due_on) == (title, date(2026, 11, 23))
    assert panel.findChildren(QPushButton, "help-give_resource") == [], "planned already"
    act(context, lambda s: s.undo())
    assert len(panel.findChildren(QPushButton, "help-give_resource")) == 1


def test_a_step_back_is_said(
    panel: ContactPanel, services: Services, context: UiContext, clock: FakeClock
) -> None:
    contact, deal = people.lead(services)
    panel.show_contact(contact, deal)
    step(panel, BuyingStep.DECIDING).click()
    clock.advance(days=2)
    step(panel, BuyingStep.SEARCHING).click()
    assert any("Went back a step" in text for text in texts(panel))


def test_a_lost_deal_asks_for_no_step_and_says_when_it_is_asked_again(
    panel: ContactPanel, services: Services
) -> None:
    contact, deal = people.lead(services)
    services.opportunities.lose(Lose(deal, "price", wake_on=date(2027, 11, 22)))
    panel.show_contact(contact, deal)
    assert part(panel, BuyingCard, "buying").isHidden()
    assert "To ask again" in texts(panel)
    assert "Lost: Price" in texts(panel)
