"""Someone added to a deal, and what changed between two qualifications, through their dialogs."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from pisteur.domain.words import Answer, DealRole, LearntHow
from pisteur.services.services import Services
from pisteur.ui.dialogs.deal_person import DealPersonDialog
from pisteur.ui.dialogs.qualification_past import QualificationPastDialog
from support import people
from support.clock import FakeClock
from support.desk import Desk

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


def test_a_name_and_a_part_make_a_contact_of_the_deal(desk: Desk, services: Services) -> None:
    contact, card = people.lead(services, "Garage Morel")
    desk.flows.add_deal_person(card)
    dialog = desk.dialog(DealPersonDialog)
    QTest.keyClicks(dialog.person.name, "Marie Durand")
    chip = dialog.role.findChild(QAbstractButton, "deal-role-payer")
    assert isinstance(chip, QAbstractButton)
    chip.click()
    assert dialog.has_unsaved()
    dialog.primary.click()
    assert desk.dialogs_open == 0
    (one,) = services.contact_view.contact(contact).opportunities[0].people
    assert (one.name, one.role) == ("Marie Durand", DealRole.PAYER)
    assert desk.notices == [("Added to “Garage Morel”.", True)]


def test_without_a_name_nobody_is_added(desk: Desk, services: Services) -> None:
    _contact, card = people.lead(services, "Garage Morel")
    desk.flows.add_deal_person(card)
    dialog = desk.dialog(DealPersonDialog)
    dialog.primary.click()
    assert dialog.fields["name"].error == "Write a name, or choose someone from the list."
    assert desk.changes == 0


def test_the_same_part_twice_is_said_beside_the_part(desk: Desk, services: Services) -> None:
    contact, card = people.lead(services, "Garage Morel")
    for _time in range(2):
        desk.flows.add_deal_person(card)
        dialog = desk.dialog(DealPersonDialog)
        QTest.keyClicks(dialog.person.name, "Garage")
        dialog.person._completer.activated.emit(dialog.person._found[0].line)
        dialog.primary.click()
    assert dialog.fields["role"].error == "Garage Morel already has this part in the deal."
    (one,) = services.contact_view.contact(contact).opportunities[0].people
    assert one.contact_id == contact


def test_the_history_says_in_words_what_each_qualification_changed(
    desk: Desk, services: Services, clock: FakeClock
) -> None:
    contact, card = people.lead(services, "Garage Morel")
    services.opportunities.qualify(contact, card, people.answers(services, YES, UNKNOWN, YES))
    clock.advance(days=1)
    given = people.answers(services, YES, YES, NO, learnt_how=LearntHow.MEETING)
    services.opportunities.qualify(contact, card, given)
    clock.advance(days=1)
    services.opportunities.qualify(contact, card, given)
    desk.flows.show_qualifications(contact)
    dialog = desk.dialog(QualificationPastDialog)
    said = [one.text() for one in dialog.findChildren(QLabel) if one.text()]
    assert said[:2] == ["What changed", "Garage Morel"]
    assert "Means: now known, yes" in said
    assert "Decision: was yes, is now no" in said
    assert "The answers are the same as before" in said
    assert "First qualification" in said
    assert said.index("Tuesday 24 November") < said.index("Sunday 22 November")
    assert {"meeting", "call"} <= set(said)
    dialog.primary.click()
    assert desk.dialogs_open == 0
    assert desk.changes == 0


def test_a_long_history_scrolls_on_a_small_screen(
    desk: Desk, services: Services, clock: FakeClock
) -> None:
    contact, card = people.lead(services)
    for number in range(12):
        given = people.answers(services, YES, YES if number % 2 else NO, YES)
        services.opportunities.qualify(contact, card, given)
        clock.advance(days=1)
    desk.flows.show_qualifications(contact)
    assert desk.dialog(QualificationPastDialog).height() <= 600
