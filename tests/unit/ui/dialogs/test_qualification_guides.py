"""What the ideal customer and the offers say in the walk, and the deal handed over at its end."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import DealInput, MoveCards, PlanFollowUp
from pisteur.domain.offers import Budget
from pisteur.domain.profile import TraitKind
from pisteur.domain.selling_inputs import OfferInput, TraitInput
from pisteur.domain.words import Answer, FollowUpKind
from pisteur.services.services import Services
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.widgets.choices import ChoiceCards
from support import people
from support.desk import Desk

YES, UNKNOWN, NO = 0, 1, 2


def open_walk(desk: Desk, line: str = "Atelier Fauve") -> tuple[QualificationDialog, int, int]:
    contact, card = people.lead(desk.services, line)
    desk.flows.qualify(contact, card)
    return desk.dialog(QualificationDialog), contact, card


def text_of(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text().replace("\u00a0", " ")


def press(dialog: QWidget, name: str) -> None:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    found.click()


def answers_of(dialog: QualificationDialog) -> list[Answer]:
    return [page.answer for page in dialog.pages if page.answer is not None]


def answer_required(dialog: QualificationDialog, *numbers: int) -> None:
    for number in numbers:
        dialog.pages[dialog.place].choose(number)
        dialog.primary.click()
    dialog._skip()


@pytest.fixture
def trait(services: Services) -> int:
    services.profile.add(TraitInput(TraitKind.AREA, "Near by", "34"))
    return services.profile.add(TraitInput(TraitKind.FREE, "Sells online")).value


class TestTheIdealCustomerOnThePageOfTheTarget:
    def test_it_says_which_traits_match_and_asks_what_is_not_known(
        self, desk: Desk, trait: int
    ) -> None:
        dialog, _contact, _card = open_walk(desk)
        page = dialog.pages[0]
        assert text_of(page, "profile-title") == "Your ideal customer: 0 of 2 traits"
        assert text_of(page, "prompts-title") == "Still to ask"
        asked = text_of(page, "prompts").splitlines()
        assert "• Where do you work?" in asked
        assert "• Is this so: sells online?" in asked

    def test_a_free_trait_is_answered_there_and_kept_with_the_qualification(
        self, desk: Desk, services: Services, trait: int
    ) -> None:
        dialog, contact, _card = open_walk(desk)
        press(dialog.pages[0], f"trait-answer-{trait}-yes")
        assert text_of(dialog.pages[0], "profile-title") == "Your ideal customer: 1 of 2 traits"
        assert "sells online" not in text_of(dialog.pages[0], "prompts")
        assert dialog.has_unsaved()
        answer_required(dialog, UNKNOWN, YES, YES)
        dialog.primary.click()
        assert services.profile.fit(contact).matched == 1
        assert desk.changes == 1
        services.undo()
        assert services.profile.fit(contact).matched == 0

    def test_the_answer_that_follows_is_proposed_and_taken_with_one_press(
        self, desk: Desk, services: Services
    ) -> None:
        trait = services.profile.add(TraitInput(TraitKind.FREE, "Sells online")).value
        dialog, _contact, _card = open_walk(desk)
        page = dialog.pages[0]
        take = page.findChild(QPushButton, "take-proposal")
        assert isinstance(take, QPushButton)
        assert not take.isVisible()
        press(page, f"trait-answer-{trait}-yes")
        assert take.isVisible()
        assert take.text() == "Answer “Yes”"
        assert answers_of(dialog) == []
        take.click()
        assert answers_of(dialog) == [Answer.YES]
        press(page, f"trait-answer-{trait}-no")
        take.click()
        assert answers_of(dialog) == [Answer.NO]

    def test_without_a_profile_there_is_nothing_to_match(self, desk: Desk) -> None:
        dialog, _contact, _card = open_walk(desk)
        assert dialog.pages[0].target is None

    def test_answers_noted_before_are_there_again(
        self, desk: Desk, services: Services, trait: int
    ) -> None:
        contact, card = people.lead(services)
        services.profile.answer(contact, trait, Answer.NO)
        desk.flows.qualify(contact, card)
        dialog = desk.dialog(QualificationDialog)
        chip = dialog.pages[0].findChild(QPushButton, f"trait-answer-{trait}-no")
        assert isinstance(chip, QPushButton)
        assert chip.isChecked()
        assert not dialog.has_unsaved()


class TestTheOffersOnThePageOfTheMeans:
    @pytest.fixture(autouse=True)
    def _offers(self, services: Services) -> None:
        services.offers.add(OfferInput("Shop", "2 400"))
        services.offers.add(OfferInput("Card", "240"))

    def offers(self, dialog: QualificationDialog) -> list[str]:
        guide = dialog.pages[1].means
        assert guide is not None
        rows = [
            " ".join((row._mark.text(), row._name.text(), row._why.text())) for row in guide._rows
        ]
        return [row.replace("\u00a0", " ").replace("\u202f", " ") for row in rows]

    def test_as_one_types_those_that_fit_come_first_with_the_reason(self, desk: Desk) -> None:
        dialog, _contact, _card = open_walk(desk)
        assert self.offers(dialog) == [
            "? Shop Means not known yet",
            "? Card Means not known yet",
        ]
        line = dialog.findChild(QLineEdit, "budget")
        assert isinstance(line, QLineEdit)
        line.insert("500 à 800")
        assert self.offers(dialog) == ["✓ Card Within the means", "✕ Shop €1,600 too much"]

    def test_the_means_stated_are_kept_with_the_deal(self, desk: Desk, services: Services) -> None:
        dialog, _contact, card = open_walk(desk)
        line = dialog.findChild(QLineEdit, "budget")
        assert isinstance(line, QLineEdit)
        line.setText("500 à 800 €")
        answer_required(dialog, YES, YES, YES)
        dialog.primary.click()
        assert services.qualification.budget(card) == Budget(50_000, 80_000)
        assert desk.changes == 1
        desk.flows.qualify(_contact, card)
        again = desk.dialog(QualificationDialog).findChild(QLineEdit, "budget")
        assert isinstance(again, QLineEdit)
        assert again.text().startswith("500")

    def test_means_that_cannot_be_read_are_said_before_one_goes_on(self, desk: Desk) -> None:
        dialog, _contact, _card = open_walk(desk)
        dialog.pages[0].choose(YES)
        dialog.primary.click()
        line = dialog.findChild(QLineEdit, "budget")
        assert isinstance(line, QLineEdit)
        line.setText("a lot")
        dialog.pages[1].choose(YES)
        dialog.primary.click()
        assert dialog.place == 1
        guide = dialog.pages[1].means
        assert guide is not None
        assert guide.field.error is not None
        dialog._steps.chosen.emit(0)
        assert dialog.place == 1
        line.setText("800")
        dialog.primary.click()
        assert dialog.place == 2
        assert guide.field.error is None

    def test_a_contact_without_a_deal_has_nowhere_to_note_them(
        self, desk: Desk, services: Services
    ) -> None:
        contact, _card = people.lead(services)
        desk.flows.qualify(contact, None)
        dialog = desk.dialog(QualificationDialog)
        guide = dialog.pages[1].means
        assert guide is not None
        assert guide.field.isHidden()
        assert len(self.offers(dialog)) == 2

    def test_it_fits_a_small_screen_with_a_long_profile_and_many_offers(
        self, desk: Desk, services: Services
    ) -> None:
        for number in range(9):
            services.profile.add(TraitInput(TraitKind.FREE, f"Trait {number}"))
            services.offers.add(OfferInput(f"Offer {number}", "900"))
        dialog, _contact, _card = open_walk(desk)
        assert dialog.height() <= 600
        assert dialog.width() <= 836


class TestRule2WhoCannotDecideHandsTheDealOver:
    def to_verdict(self, desk: Desk) -> tuple[QualificationDialog, int, int]:
        dialog, contact, card = open_walk(desk, "Paul Roche, Brasserie du Canal")
        answer_required(dialog, YES, YES, NO)
        return dialog, contact, card

    def test_it_is_what_is_proposed_and_done_in_one_step(
        self, desk: Desk, services: Services
    ) -> None:
        dialog, contact, card = self.to_verdict(desk)
        assert text_of(dialog, "verdict") == "Somebody else decides"
        assert dialog.verdict.ending == "refer"
        assert dialog.primary.text() == "Hand the deal over"
        name = dialog.findChild(QLineEdit, "person-name")
        reach = dialog.findChild(QLineEdit, "person-reach")
        assert isinstance(name, QLineEdit)
        assert isinstance(reach, QLineEdit)
        QTest.keyClicks(name, "Marie Durand")
        reach.setText("06 39 98 00 11")
        press(dialog, "kept-as-adviser")
        dialog.primary.click()
        assert desk.dialogs_open == 0
        decider = services.contact_view.contact_of(card)
        assert decider.display_name == "Marie Durand"
        assert [str(one.role) for one in decider.opportunities[0].people] == ["decider", "adviser"]
        assert [one.title for one in decider.follow_ups] == ["Call Marie Durand, who decides"]
        assert desk.shown[-1] == (decider.id, card)
        text = "Brasserie du Canal goes on with the person who decides. Reaching them is planned."
        assert desk.notices == [(text, True)]
        assert desk.changes == 1
        services.undo()
        assert services.contact_view.contact_of(card).id == contact
        assert desk.count("contacts") == 1

    @pytest.mark.parametrize("moves", [True, False])
    def test_what_is_planned_goes_with_it_unless_the_box_is_taken_off(
        self, qtbot: QtBot, desk: Desk, services: Services, moves: bool
    ) -> None:
        dialog, contact, card = self.to_verdict(desk)
        day = date(2026, 11, 30)
        plan = PlanFollowUp(contact, card, FollowUpKind.TASK, "Maquette", day)
        services.follow_ups.plan(plan)
        box = dialog.findChild(QCheckBox, "moves-actions")
        assert isinstance(box, QCheckBox)
        qtbot.waitUntil(box.isVisible)
        assert box.isChecked()
        box.setChecked(moves)
        name = dialog.findChild(QLineEdit, "person-name")
        assert isinstance(name, QLineEdit)
        name.setText("Marie Durand")
        assert dialog.height() <= 600
        dialog.primary.click()
        decider = services.contact_view.contact_of(card)
        assert ("Maquette" in [one.title for one in decider.follow_ups]) is moves
        services.undo()
        assert desk.count("follow_ups", f"contact_id = {contact}") == 1

    def test_without_a_name_it_says_what_is_missing(self, desk: Desk) -> None:
        dialog, contact, card = self.to_verdict(desk)
        dialog.primary.click()
        assert dialog.fields["name"].error == "Write a name, or choose someone from the list."
        assert desk.services.contact_view.contact_of(card).id == contact

    def test_what_cannot_be_reached_is_said_beside_its_field(self, desk: Desk) -> None:
        dialog, _contact, _card = self.to_verdict(desk)
        for name, text in (("person-name", "Marie"), ("person-reach", "later")):
            line = dialog.findChild(QLineEdit, name)
            assert isinstance(line, QLineEdit)
            line.setText(text)
        dialog.primary.click()
        assert dialog.fields["reach"].error == "Write a phone number or an e-mail address."
        assert desk.count("contacts") == 1

    def test_a_contact_is_proposed_as_one_types_and_taken_by_key(
        self, desk: Desk, services: Services
    ) -> None:
        known, _own = people.lead(services, "Marie Durand, Brasserie du Canal, 01 99 00 45 67")
        dialog, _contact, card = self.to_verdict(desk)
        name = dialog.findChild(QLineEdit, "person-name")
        assert isinstance(name, QLineEdit)
        name.setFocus()
        desk.write("mari")
        proposals = dialog.verdict._refer.person._proposals  # type: ignore[union-attr]
        assert isinstance(proposals, QListView)
        assert proposals.isVisible()
        QTest.keyClick(proposals, Qt.Key.Key_Down)
        QTest.keyClick(proposals, Qt.Key.Key_Return)
        assert name.text() == "Marie Durand"
        reach = dialog.findChild(QLineEdit, "person-reach")
        assert isinstance(reach, QLineEdit)
        assert not reach.isVisible()
        dialog.primary.click()
        assert services.contact_view.contact_of(card).id == known
        assert desk.count("contacts") == 2

    def test_a_name_typed_on_after_the_choice_is_somebody_new(
        self, desk: Desk, services: Services
    ) -> None:
        known, _own = people.lead(services, "Marie Durand")
        dialog, _contact, card = self.to_verdict(desk)
        refer = dialog.verdict._refer
        assert refer is not None
        QTest.keyClicks(refer.person.name, "Marie")
        refer.person._completer.activated.emit("Marie Durand")
        QTest.keyClicks(refer.person.name, "-Roche")
        dialog.primary.click()
        new = services.contact_view.contact_of(card)
        assert (new.display_name, new.id != known) == ("Marie Durand-Roche", True)

    def test_other_refusals_do_not_offer_it(self, desk: Desk) -> None:
        dialog, _contact, _card = open_walk(desk)
        answer_required(dialog, NO, YES, YES)
        cards = dialog.verdict.findChild(ChoiceCards, "ending")
        assert isinstance(cards, ChoiceCards)
        assert dialog.verdict.ending == "lose"
        assert len(cards.findChildren(QAbstractButton)) == 3

    def test_at_the_gate_the_card_stays_and_its_deal_is_handed_over(
        self, desk: Desk, services: Services
    ) -> None:
        contact, card = people.lead(services, "Paul Roche, Brasserie du Canal")
        second = services.opportunities.add(contact, DealInput("Second deal")).value
        target = desk.stage("Qualified prospect")
        desk.flows.move(MoveCards((card, second), target))
        dialog = desk.dialog(QualificationDialog)
        answer_required(dialog, YES, YES, NO)
        name = dialog.findChild(QLineEdit, "person-name")
        assert isinstance(name, QLineEdit)
        QTest.keyClicks(name, "Marie Durand")
        dialog.primary.click()
        assert (desk.stage_of(card), desk.stage_of(second)) == ("New lead", "New lead")
        decider = services.contact_view.contact_of(card).id
        assert decider == services.contact_view.contact_of(second).id != contact
        assert desk.shown == [(decider, card)]
        assert desk.count("contacts") == 2
