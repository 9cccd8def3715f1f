"""What is computed about a contact, in the panel: heat proposed, segments, dormancy to come."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from pisteur.domain.commands import DealInput, EditContact, SaleInput, Win, WriteInteraction
from pisteur.domain.insights import NoteStanding
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.words import AcceptedHow, Direction, Heat, InteractionKind, Outcome
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people
from support.clock import FakeClock
from support.look import contact
from support.ui import RecordingFlows

from .reading import label, part, press, section, texts

TODAY = date(2026, 11, 22)


def asked(services: Services) -> int:
    """Return a lead who asked to be contacted ten days ago."""
    contact_id, _deal = people.lead(services)
    services.segments.note(NoteStanding(contact_id, asked_on=TODAY - timedelta(days=10)))
    return contact_id


def seen(panel: ContactPanel, name: str) -> bool:
    return part(panel, QWidget, name).isVisible()


# Heat.


def test_the_heat_proposed_is_said_with_its_reasons(
    panel: ContactPanel, services: Services
) -> None:
    contact_id = asked(services)
    services.journal.write(
        WriteInteraction(
            contact_id, None, InteractionKind.CALL, "", Direction.INCOMING, Outcome.YES
        )
    )
    panel.show_contact(contact_id)
    assert label(panel, "heat-proposal") == "Pisteur suggests: hot"
    reasons = label(panel, "heat-reasons")
    assert reasons == "Asked to be contacted on 12/11 · clear yes on 22/11"


def test_nothing_is_proposed_without_evidence(panel: ContactPanel, services: Services) -> None:
    panel.show_contact(people.lead(services)[0])
    assert not seen(panel, "heat-card")


def test_one_key_takes_the_heat_proposed_and_undo_brings_the_old_one_back(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id = asked(services)
    notices: list[tuple[object, object]] = []
    context.notice_requested.connect(lambda *notice: notices.append(notice))
    panel.show_contact(contact_id)
    button = part(panel, QPushButton, "heat-take")
    assert button.text() == "Change to “hot”"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert contact(services, contact_id).heat is Heat.HOT
    assert not seen(panel, "heat-card")
    assert notices == [("The heat of Garage Morel is changed.", True)]
    services.undo()
    panel.refresh()
    assert contact(services, contact_id).heat is Heat.COLD
    assert seen(panel, "heat-card")


def test_the_heat_can_be_kept_and_the_proposal_goes(
    panel: ContactPanel, services: Services
) -> None:
    contact_id = asked(services)
    panel.show_contact(contact_id)
    assert part(panel, QPushButton, "heat-keep").text() == "Keep “cold”"
    press(panel, "heat-keep")
    assert not seen(panel, "heat-card")
    assert contact(services, contact_id).heat is Heat.COLD
    assert "Heat kept: cold" in " ".join(texts(panel))


# Segments.


def test_segments_say_what_they_rest_on(panel: ContactPanel, services: Services) -> None:
    sender, _deal = people.lead(services, "Sender")
    contact_id, deal_id = people.lead(services, "Atelier Fauve")
    services.opportunities.win(Win(deal_id, people.sale()))
    services.segments.note(
        NoteStanding(contact_id, asked_on=TODAY, recommended_by=sender, known_figure=True)
    )
    services.segments.set_volume_limits("1 000", "500")
    panel.show_contact(contact_id)
    said = section(panel, "segments")
    assert "22/11/2026" in said
    assert "Sender" in said
    assert "Buys now and then: 1 purchase, on 20/11/2026" in said
    assert "High volume: €1,200 in 24 months, high from €1,000 on" in said
    assert "Known figure" in said
    assert "Dormant from 21/11/2028 on, without a new sale" in said
    panel.show_contact(sender)
    assert "Sent you 1 contact: Atelier Fauve\n1 of them has bought" in section(panel, "segments")


def test_likeness_lists_the_traits_or_says_that_customers_are_too_few(
    panel: ContactPanel, services: Services
) -> None:
    near, _deal = people.lead(services, "Near")
    panel.show_contact(near)
    assert "From 3 customers on, Pisteur says who resembles them" in section(panel, "segments")
    for number in range(3):
        contact_id, deal_id = people.lead(services, f"Customer {number}")
        services.opportunities.win(Win(deal_id, people.sale()))
        with services.db.step("describe"):
            services.db.raw.execute(
                "UPDATE contacts SET postal_code = '35000', nature = 'professional' WHERE id = ?",
                (contact_id,),
            )
    with services.db.step("describe"):
        services.db.raw.execute("UPDATE contacts SET postal_code = '35200' WHERE id = ?", (near,))
    panel.refresh()
    said = section(panel, "segments")
    assert "Like your customers: 1 trait of 2" in said.replace("traits", "trait")
    assert "✓ Area: 35" in said
    assert "○ Who buys: not known (theirs: Professional)" in said


def test_who_recommended_opens_with_a_click_and_the_facts_are_edited(
    panel: ContactPanel, context: UiContext, services: Services, flows: RecordingFlows
) -> None:
    sender, _deal = people.lead(services, "Sender")
    contact_id, _deal = people.lead(services, "Came")
    services.segments.note(NoteStanding(contact_id, recommended_by=sender))
    shown: list[object] = []
    context.contact_requested.connect(lambda *ids: shown.append(ids))
    panel.show_contact(contact_id)
    press(panel, "recommended-by")
    assert shown == [(sender, None)]
    press(panel, "edit-standing")
    assert flows.calls == [("note_standing", (contact_id,))]


def test_who_recommended_is_named_as_they_are_called_now(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    sender, _deal = people.lead(services, "Sender")
    contact_id, _deal = people.lead(services, "Came")
    services.segments.note(NoteStanding(contact_id, recommended_by=sender))
    panel.show_contact(contact_id)
    renamed = EditContact(sender, company="Atelier Fauve")
    context.runner.command(lambda s: s.contacts.edit(renamed))
    assert "Atelier Fauve" in section(panel, "segments")
    context.runner.command(lambda s: s.contacts.delete((sender,)))
    assert "Recommended by" not in section(panel, "segments")


def test_who_comes_through_the_one_shown_is_told_at_once(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    sender, _deal = people.lead(services, "Sender")
    came, _deal = people.lead(services, "Came")
    panel.show_contact(sender)
    told = NoteStanding(came, recommended_by=sender)
    context.runner.command(lambda s: s.segments.note(told))
    assert "Sent you 1 contact: Came" in section(panel, "segments")
    context.runner.command(lambda s: s.undo())
    assert "Sent you" not in section(panel, "segments")


# Dormancy.


def test_a_customer_about_to_become_dormant_is_warned_of_with_a_way_to_act(
    panel: ContactPanel, services: Services, flows: RecordingFlows, clock: FakeClock
) -> None:
    contact_id, deal_id = people.lead(services)
    services.opportunities.win(Win(deal_id, people.sale()))
    panel.show_contact(contact_id)
    assert not seen(panel, "dormancy-card")
    clock.go_to(date(2028, 11, 11))
    panel.refresh()
    assert label(panel, "dormancy-warning") == (
        "Without a new sale, becomes a dormant customer on 21/11/2028, in 10 days"
    )
    assert "Dormant from" not in section(panel, "segments")
    press(panel, "plan-against-dormancy")
    assert flows.calls == [("plan", (contact_id, deal_id))]
    clock.go_to(date(2028, 11, 21))
    panel.refresh()
    assert not seen(panel, "dormancy-card")


def test_a_new_sale_takes_the_warning_away(
    panel: ContactPanel, context: UiContext, services: Services, clock: FakeClock
) -> None:
    contact_id, deal_id = people.lead(services)
    services.opportunities.win(Win(deal_id, people.sale()))
    clock.go_to(date(2028, 11, 11))
    panel.show_contact(contact_id)
    assert seen(panel, "dormancy-card")
    again = services.opportunities.add(contact_id, DealInput("Again")).value
    given = SaleInput("500", date(2028, 11, 10), AcceptedHow.EMAIL)
    context.runner.command(lambda s: s.opportunities.win(Win(again, given)))
    assert not seen(panel, "dormancy-card")


class TestRule1StatusIsDerivedFromEvidence:
    """Rule 1, through the window: nowhere is the status typed; it follows evidence and time."""

    def test_the_panel_goes_from_lead_to_dormant_customer_and_back(
        self, panel: ContactPanel, context: UiContext, services: Services, clock: FakeClock
    ) -> None:
        contact_id, deal_id = people.lead(services)
        panel.show_contact(contact_id, deal_id)
        assert label(panel, "status") == "Lead"
        given = people.yes(services)
        context.runner.command(lambda s: s.opportunities.qualify(contact_id, deal_id, given))
        assert label(panel, "status") == "Prospect"
        sale = people.sale()
        context.runner.command(lambda s: s.opportunities.win(Win(deal_id, sale)))
        assert label(panel, "status") == "Customer"
        assert label(panel, "reason") == "Customer: last sale on 20/11/2026"
        clock.go_to(date(2028, 11, 20))
        panel.refresh()
        assert label(panel, "status") == "Customer"
        clock.go_to(date(2028, 11, 21))
        panel.refresh()
        assert label(panel, "status") == "Dormant customer"
        context.runner.command(lambda s: s.settings.put(DORMANCY_MONTHS, None))
        assert label(panel, "status") == "Customer"
        context.runner.command(lambda s: s.settings.put(DORMANCY_MONTHS, 12))
        assert label(panel, "status") == "Dormant customer"
        sale_id = services.db.rows("SELECT id FROM sales")[0][0]
        context.runner.command(lambda s: s.sales.cancel(sale_id))
        assert label(panel, "status") == "Prospect"
        assert not panel.findChildren(QPushButton, "status")
