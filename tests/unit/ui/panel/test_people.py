"""The people of a deal, and the history of qualifications, in the panel."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.deal_people import AddDealPerson, PersonInput
from pisteur.domain.settings import REQUALIFY_MONTHS
from pisteur.domain.words import Answer, DealRole
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows

from .reading import label, part, press, section, texts, trigger

YES, UNKNOWN = Answer.YES, Answer.UNKNOWN
MARIE = PersonInput(name="Marie Durand", reach="06 39 98 00 11")


def test_the_people_of_a_deal_are_named_with_their_part_and_open_their_contact(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    panel.show_contact(contact, card)
    marie = services.people.add(AddDealPerson(card, MARIE, DealRole.PAYER)).value
    panel.refresh()
    assert "Marie Durand · pays" in section(panel, "deal-people")
    shown: list[tuple[object, object]] = []
    context.contact_requested.connect(lambda *ids: shown.append(ids))
    (person,) = services.contact_view.contact(contact).opportunities[0].people
    press(panel, f"person-{person.id}")
    assert shown == [(marie, None)]


def test_a_part_is_taken_away_with_the_offer_to_undo_it(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    services.people.add(AddDealPerson(card, MARIE, DealRole.PAYER))
    panel.show_contact(contact, card)
    notices: list[tuple[object, object]] = []
    context.notice_requested.connect(lambda *said: notices.append(said))
    trigger(part(panel, QWidget, "deal-people"), "remove-person")
    assert services.contact_view.contact(contact).opportunities[0].people == ()
    assert "Marie Durand" not in section(panel, "deal-people")
    assert notices == [("Marie Durand has no part in the deal any more.", True)]


def test_someone_is_added_from_the_panel(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    panel.show_contact(contact, card)
    press(panel, "add-deal-person")
    assert flows.calls == [("add_deal_person", (card,))]


def test_the_other_side_says_in_which_deals_of_others_it_has_a_part(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    marie = services.people.add(AddDealPerson(card, MARIE, DealRole.ADVISER)).value
    panel.show_contact(contact, card)
    assert not part(panel, QWidget, "deal-parts").isVisible()
    panel.show_contact(marie)
    assert texts(part(panel, QWidget, "deal-parts")) == ["Has a part in", "Garage Morel · advises"]
    shown: list[tuple[object, object]] = []
    context.contact_requested.connect(lambda *ids: shown.append(ids))
    press(panel, f"part-{card}-adviser")
    assert shown == [(contact, card)]


def test_the_panel_follows_who_is_added(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    panel.show_contact(contact, card)
    command = AddDealPerson(card, MARIE, DealRole.DECIDER)
    context.runner.command(lambda s: s.people.add(command))
    assert "Marie Durand · decides" in section(panel, "deal-people")


def test_the_history_is_offered_once_there_is_one(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact, card = people.lead(services)
    services.opportunities.qualify(contact, card, people.answers(services, YES, UNKNOWN, YES))
    panel.show_contact(contact, card)
    assert "What changed…" not in texts(panel)
    services.opportunities.qualify(contact, card, people.yes(services))
    panel.refresh()
    press(panel, "qualification-history")
    assert flows.calls == [("show_qualifications", (contact,))]


def test_it_says_since_when_to_qualify_again(
    panel: ContactPanel, services: Services, clock: FakeClock, flows: RecordingFlows
) -> None:
    services.settings.put(REQUALIFY_MONTHS, 6)
    contact, card = people.prospect(services)
    panel.show_contact(contact, card)
    assert label(panel, "requalify-due") == ""
    clock.go_to(date(2027, 6, 1))
    panel.refresh()
    assert label(panel, "requalify-due") == "To qualify again since 22/05/2027"
    press(panel, "qualify")
    assert flows.calls == [("qualify", (contact, card))]
