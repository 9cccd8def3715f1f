"""Sales and what comes after, through the dialogs of the window, over real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.cadence_commands import SendQuote
from pisteur.domain.commands import DealInput, MoveCards, Win
from pisteur.domain.sale_commands import InvoiceInput, MarkUnreliable, PaymentInput
from pisteur.domain.words import OpportunityState, Status
from pisteur.i18n import set_language
from pisteur.services.services import Services
from pisteur.ui.dialogs.complete import CompleteDialog
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.money import InvoiceDialog, PaymentDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.dialogs.sale import NewSaleDialog, SaleDialog
from pisteur.ui.dialogs.sale_edit import EditSaleDialog
from pisteur.ui.dialogs.satisfaction import SatisfactionDialog
from pisteur.ui.dialogs.unreliable import UnreliableDialog
from support import look, people
from support.clock import FakeClock
from support.desk import Desk

TODAY = date(2026, 11, 22)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


def sold(desk: Desk) -> tuple[int, int, int]:
    """Return (contact id, deal id, sale id) of a customer."""
    contact, card = people.prospect(desk.services, "Inès Roche, Atelier Fauve")
    desk.services.opportunities.win(Win(card, people.sale()))
    return contact, card, look.contact(desk.services, contact).sales[0].id


def text(dialog: QWidget, name: str) -> str:
    """Return the text of a label that can be seen, else nothing."""
    found = dialog.findChild(QLabel, name)
    return found.text() if found is not None and found.isVisible() else ""


def click(dialog: QWidget, name: str) -> None:
    found = dialog.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def titles(desk: Desk, contact: int) -> list[str]:
    return [own.title for own in look.contact(desk.services, contact).follow_ups]


class TestRule1StatusFollowsTheSalesInTheWindow:
    def test_a_sale_makes_a_customer_and_its_cancellation_takes_it_back(self, desk: Desk) -> None:
        contact, card = people.prospect(desk.services, "Inès Roche, Atelier Fauve")
        desk.flows.record_sale(card)
        dialog = desk.dialog(SaleDialog)
        dialog.form.amount.setText("1 200")
        dialog.primary.click()
        assert look.status(desk.services, contact) is Status.CUSTOMER
        sale = look.contact(desk.services, contact).sales[0].id
        desk.flows.cancel_sale(contact, sale)
        assert look.status(desk.services, contact) is Status.PROSPECT
        assert desk.value(card, "state") == OpportunityState.OPEN
        assert desk.notices[-1] == ("The sale is cancelled.", True)
        desk.flows.restore_sale(sale)
        assert look.status(desk.services, contact) is Status.CUSTOMER
        assert desk.value(card, "state") == OpportunityState.WON
        assert desk.notices[-1] == ("The sale stands again.", True)

    def test_the_number_of_the_quote_is_proposed_until_the_deal_is_sold(self, desk: Desk) -> None:
        _contact, card = people.prospect(desk.services)
        desk.services.quotes.send(SendQuote(card, TODAY, reference="D-12", amount="1200"))
        desk.flows.record_sale(card)
        dialog = desk.dialog(SaleDialog)
        assert dialog.form.reference.text() == "D-12"
        assert not dialog.has_unsaved()
        dialog.primary.click()
        assert desk.count("sales", "reference = 'D-12'") == 1
        desk.flows.record_sale(card)
        assert desk.dialog(SaleDialog).form.reference.text() == ""

    def test_cancelling_says_what_is_to_be_given_back(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.pay(sale, PaymentInput("400", TODAY))
        desk.flows.cancel_sale(contact, sale)
        said = (
            "The sale is cancelled."
            " €400 had come in: once you have given it back, note it as a payment."
        )
        assert desk.notices == [(said, True)]


class TestRule2OnlyASaleLeadsToCustomersInTheWindow:
    def test_a_spoken_agreement_must_be_explained(self, desk: Desk) -> None:
        _contact, card = people.prospect(desk.services)
        desk.flows.move(MoveCards((card,), desk.stage("Won")))
        dialog = desk.dialog(SaleDialog)
        dialog.form.amount.setText("500")
        click(dialog, "accepted-how-oral")
        dialog.primary.click()
        assert dialog.fields["note"].error is not None
        assert desk.stage_of(card) == "Qualified prospect"
        dialog.form.note.setText("Yes on the phone, Friday")
        dialog.primary.click()
        assert desk.stage_of(card) == "Won"
        assert desk.count("sales", "accepted_how = 'oral'") == 1

    def test_two_cards_are_asked_for_one_after_the_other_with_what_follows_each(
        self, desk: Desk
    ) -> None:
        cards = [people.prospect(desk.services, name)[1] for name in ("Un", "Deux")]
        desk.flows.move(MoveCards(tuple(cards), desk.stage("Won")))
        first = desk.dialog(SaleDialog)
        first.form.amount.setText("100")
        first.primary.click()
        second = desk.dialog(SaleDialog)
        second.form.amount.setText("200")
        second.form.after_sale.box.setChecked(False)
        second.primary.click()
        assert [desk.stage_of(card) for card in cards] == ["Won", "Won"]
        planned = [desk.count("follow_ups", f"opportunity_id = {card}") for card in cards]
        assert planned == [4, 0]

    def test_a_further_sale_without_a_card_brings_its_own(self, desk: Desk) -> None:
        contact, card, _sale = sold(desk)
        desk.flows.new_sale(contact, card)
        dialog = desk.dialog(NewSaleDialog)
        assert not dialog.deal.isVisible(), "no deal is open"
        dialog.title.setText("Flyers")
        dialog.form.amount.setText("300")
        dialog.primary.click()
        own = look.contact(desk.services, contact).opportunities[0]
        assert (own.title, own.stage_name, own.state) == (
            "Flyers",
            "Won",
            OpportunityState.WON,
        )
        assert desk.notices == [("Inès Roche has bought again.", True)]
        assert desk.services.db.undo_label == "Record the sale “Flyers”"

    def test_a_further_sale_may_win_an_open_deal(self, desk: Desk) -> None:
        contact, _card, _sale = sold(desk)
        second = desk.services.opportunities.add(contact, DealInput("Poster", "450")).value
        desk.flows.new_sale(contact, second)
        dialog = desk.dialog(NewSaleDialog)
        assert dialog.form.amount.text() == "€450"
        assert not dialog.title.isVisible()
        click(dialog, "for-deal-0")
        assert dialog.title.isVisible()
        assert dialog.form.amount.text() == ""
        click(dialog, f"for-deal-{second}")
        dialog.primary.click()
        assert desk.stage_of(second) == "Won"
        assert desk.count("opportunities") == 2


class TestAfterTheSale:
    def test_the_days_are_listed_and_follow_order_and_delivery(self, desk: Desk) -> None:
        _contact, card = people.prospect(desk.services)
        desk.flows.record_sale(card)
        dialog = desk.dialog(SaleDialog)
        days = text(dialog, "after-sale-days").splitlines()
        assert days[0] == "23/11/2026 · Say thank you and what comes next"
        assert len(days) == 4
        dialog.form.delivered_on.set_day(date(2026, 12, 14))
        days = text(dialog, "after-sale-days").splitlines()
        assert days[0] == "15/12/2026 · Say thank you and what comes next"

    def test_what_is_listed_is_what_is_planned_in_the_same_step(self, desk: Desk) -> None:
        contact, card = people.prospect(desk.services)
        desk.flows.record_sale(card)
        dialog = desk.dialog(SaleDialog)
        listed = text(dialog, "after-sale-days")
        dialog.form.amount.setText("100")
        dialog.primary.click()
        found = look.contact(desk.services, contact).follow_ups
        assert [f"{own.due_on:%d/%m/%Y} · {own.title}" for own in found] == listed.splitlines()
        desk.services.undo()
        assert titles(desk, contact) == []
        assert desk.count("sales") == 0

    def test_an_action_that_ends_in_a_sale_proposes_it_too(self, desk: Desk) -> None:
        contact, card = people.prospect(desk.services)
        action = look.plan(desk.services, contact, card, TODAY).value
        desk.flows.complete(action)
        dialog = desk.dialog(CompleteDialog)
        click_won(desk)
        assert text(dialog, "after-sale-days") == "4 actions, from 23/11/2026 to 18/10/2027"
        dialog.sale_form.amount.setText("100")
        dialog.primary.click()
        assert len(titles(desk, contact)) == 4


def click_won(desk: Desk) -> None:
    """Choose that the deal is won, by its digit."""
    dialog = desk.dialog(CompleteDialog)
    dialog.next.setFocus()
    desk.press(Qt.Key.Key_3)
    assert dialog.sale_form.isVisible()


class TestMoney:
    def test_the_term_of_an_invoice_moves_with_its_day(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.invoice_sale(contact, sale)
        dialog = desk.dialog(InvoiceDialog)
        form = dialog.form
        assert form.due_on.day == date(2026, 12, 22)
        click(dialog, "term-45")
        form.invoiced_on.set_day(date(2026, 11, 20))
        assert form.due_on.day == date(2027, 1, 4)
        form.due_on.set_day(date(2026, 12, 31))
        form.invoiced_on.set_day(date(2026, 11, 21))
        assert form.due_on.day == date(2026, 12, 31), "an agreed day stays"
        form.reference.setText("F-12")
        dialog.primary.click()
        found = "invoice_reference = 'F-12' AND payment_due_on = '2026-12-31'"
        assert desk.count("sales", found) == 1
        assert desk.notices == [("Invoice noted.", True)]

    def test_an_invoice_older_than_its_order_is_refused_beside_the_day(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.invoice_sale(contact, sale)
        dialog = desk.dialog(InvoiceDialog)
        dialog.form.invoiced_on.set_day(date(2026, 11, 1))
        dialog.primary.click()
        error = dialog.fields["invoiced_on"].error
        assert error == "The invoice can’t be older than the order."
        assert desk.changes == 0

    def test_a_payment_proposes_what_is_due_and_is_noted_by_keyboard(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.invoice(InvoiceInput(sale, "F-12", TODAY))
        desk.flows.pay_sale(contact, sale)
        assert desk.dialog(PaymentDialog).amount.text() == "€1,200"
        desk.write("700")
        desk.press(Qt.Key.Key_Return)
        assert desk.count("payments", "amount_cents = 70000 AND paid_on = '2026-11-22'") == 1
        desk.flows.pay_sale(contact, sale)
        dialog = desk.dialog(PaymentDialog)
        assert dialog.amount.text() == "€500"
        click(dialog, "direction-True")
        dialog.amount.setText("100")
        dialog.primary.click()
        assert desk.count("payments", "amount_cents = -10000") == 1

    def test_what_is_odd_is_said_as_it_is_typed_and_taken(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.pay_sale(contact, sale)
        dialog = desk.dialog(PaymentDialog)
        assert text(dialog, "odd") == "Everything is paid, and no invoice is noted."
        dialog.amount.setText("500")
        assert text(dialog, "odd") == ""
        dialog.paid_on.set_day(date(2026, 11, 1))
        assert text(dialog, "odd") == "Money came in before the order was accepted."
        dialog.primary.click()
        assert desk.count("payments") == 1

    def test_more_given_back_than_came_in_is_refused_beside_the_amount(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.pay_sale(contact, sale)
        dialog = desk.dialog(PaymentDialog)
        click(dialog, "direction-True")
        dialog.primary.click()
        assert dialog.fields["amount"].error == "This gives back more than had come in."
        assert desk.count("payments") == 0

    def test_of_a_cancelled_sale_what_came_in_is_proposed_to_give_back(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.pay(sale, PaymentInput("400", TODAY))
        desk.services.sales.cancel(sale)
        desk.flows.pay_sale(contact, sale)
        dialog = desk.dialog(PaymentDialog)
        assert (dialog.amount.text(), dialog.direction.value) == ("€400", True)
        dialog.primary.click()
        assert desk.count("payments", "amount_cents = -40000") == 1


class TestEditing:
    def test_a_sale_is_changed_with_invoice_and_payments_in_one_step(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.pay(sale, PaymentInput("100", TODAY, note="deposit"))
        desk.flows.edit_sale(contact, sale)
        dialog = desk.dialog(EditSaleDialog)
        assert not dialog.invoice.reference.isVisible()
        dialog.form.amount.setText("1 500")
        dialog.invoiced.setChecked(True)
        dialog.invoice.reference.setText("F-12")
        click(dialog, "add-payment")
        payment = desk.dialog(PaymentDialog)
        assert payment.amount.text() == "€1,400"
        payment.primary.click()
        click(dialog, "edit-payment-0")
        payment = desk.dialog(PaymentDialog)
        assert payment.note.text() == "deposit"
        payment.amount.setText("80")
        payment.primary.click()
        assert desk.count("payments") == 1, "nothing is saved yet"
        dialog.primary.click()
        paid = desk.services.db.rows("SELECT amount_cents, note FROM payments ORDER BY id")
        assert paid == [(8_000, "deposit"), (140_000, "")]
        assert desk.count("sales", "amount_cents = 150000 AND invoice_reference = 'F-12'") == 1
        desk.services.undo()
        assert desk.count("payments", "amount_cents = 10000") == 1

    def test_a_payment_is_removed(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.pay(sale, PaymentInput("100", TODAY))
        desk.flows.edit_sale(contact, sale)
        dialog = desk.dialog(EditSaleDialog)
        click(dialog, "remove-payment-0")
        dialog.primary.click()
        assert desk.count("payments") == 0

    def test_what_was_changed_is_not_thrown_away_unasked(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.edit_sale(contact, sale)
        dialog = desk.dialog(EditSaleDialog)
        assert not dialog.has_unsaved()
        dialog.form.delivered_on.set_day(TODAY)
        assert dialog.has_unsaved()

    def test_what_does_not_fit_is_said_beside_its_field_and_kept(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.edit_sale(contact, sale)
        dialog = desk.dialog(EditSaleDialog)
        dialog.form.amount.clear()
        dialog.primary.click()
        error = dialog.fields["amount"].error
        assert error == "A sale needs its amount: that is what makes a customer."
        assert desk.changes == 0


class TestSatisfaction:
    def test_digits_give_the_score_and_ten_is_one_and_zero(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.note_satisfaction(contact, sale)
        dialog = desk.dialog(SatisfactionDialog)
        for keys, score in (
            ((Qt.Key.Key_7,), 7),
            ((Qt.Key.Key_0,), 0),
            ((Qt.Key.Key_1,), 1),
            ((Qt.Key.Key_1, Qt.Key.Key_0), 10),
            ((Qt.Key.Key_Eacute,), 2),
            ((Qt.Key.Key_Agrave,), 0),
        ):
            desk.press(*keys)
            assert dialog.score.value == score

    def test_an_unhappy_answer_plans_the_call_in_the_same_step(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.note_satisfaction(contact, sale)
        dialog = desk.dialog(SatisfactionDialog)
        assert text(dialog, "mood") == ""
        desk.press(Qt.Key.Key_4)
        assert text(dialog, "mood") == "Unhappy"
        planned = "Plan for Monday 23 November: Call to understand what went wrong"
        assert dialog.follow_up.text() == planned
        dialog.comment.setPlainText("Too slow")
        desk.press(Qt.Key.Key_Return, modifier=CTRL)
        assert desk.count("satisfactions", "score = 4 AND comment = 'Too slow'") == 1
        assert titles(desk, contact) == ["Call to understand what went wrong"]
        said = "Score noted: 4 out of 10. Planned: Call to understand what went wrong"
        assert desk.notices == [(said, True)]
        desk.services.undo()
        assert (desk.count("satisfactions"), titles(desk, contact)) == (0, [])

    def test_what_follows_may_be_declined(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.note_satisfaction(contact, sale)
        dialog = desk.dialog(SatisfactionDialog)
        desk.press(Qt.Key.Key_9)
        dialog.follow_up.setChecked(False)
        dialog.primary.click()
        assert titles(desk, contact) == []
        assert desk.notices == [("Score noted: 9 out of 10.", True)]

    def test_asked_without_an_answer_is_noted_and_answered_later(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.note_satisfaction(contact)
        desk.dialog(SatisfactionDialog).primary.click()
        (said,) = look.contact(desk.services, contact).satisfactions
        assert (said.sale_id, said.score) == (sale, None)
        desk.flows.note_satisfaction(contact, None, said.id)
        desk.press(Qt.Key.Key_9)
        desk.dialog(SatisfactionDialog).primary.click()
        (said,) = look.contact(desk.services, contact).satisfactions
        assert said.score == 9
        assert titles(desk, contact) == ["Ask for a recommendation"]

    def test_a_corrected_answer_plans_nothing_again(self, desk: Desk) -> None:
        contact, _card, sale = sold(desk)
        desk.flows.note_satisfaction(contact, sale)
        desk.press(Qt.Key.Key_9)
        desk.dialog(SatisfactionDialog).primary.click()
        desk.flows.note_satisfaction(contact, None, 1)
        dialog = desk.dialog(SatisfactionDialog)
        assert dialog.score.value == 9
        assert not dialog.follow_up.isVisible()
        desk.press(Qt.Key.Key_3)
        dialog.primary.click()
        assert titles(desk, contact) == ["Ask for a recommendation"]


class TestTrust:
    def test_the_reason_is_proposed_from_the_late_invoice(
        self, desk: Desk, clock: FakeClock
    ) -> None:
        contact, _card, sale = sold(desk)
        desk.services.payments.invoice(InvoiceInput(sale, "F-12", TODAY))
        clock.go_to(date(2027, 2, 1))
        desk.flows.mark_unreliable(contact)
        dialog = desk.dialog(UnreliableDialog)
        assert dialog.reason.text() == "Invoice F-12: 41 days late"
        dialog.reason.clear()
        dialog.primary.click()
        assert dialog.fields["reason"].error is not None
        dialog.reason.setText("Pays when reminded only")
        dialog.primary.click()
        assert desk.count("contacts", "unreliable_reason = 'Pays when reminded only'") == 1
        desk.flows.trust_again(contact)
        assert desk.count("contacts", "unreliable_payer = 1") == 0
        assert desk.notices[-1] == ("No longer marked as an unreliable payer.", True)

    def test_the_dialogs_of_sale_and_qualification_warn(self, desk: Desk) -> None:
        contact, card, _sale = sold(desk)
        mark = MarkUnreliable(contact, "Paid late twice", TODAY)
        said = "Unreliable payer since 22/11/2026: Paid late twice"
        desk.flows.record_sale(card)
        assert text(desk.dialog(SaleDialog), "unreliable") == ""
        desk.dialog(SaleDialog).reject()
        desk.services.payments.mark_unreliable(mark)
        desk.flows.record_sale(card)
        assert text(desk.dialog(SaleDialog), "unreliable") == said
        desk.dialog(SaleDialog).reject()
        desk.flows.qualify(contact, card)
        assert text(desk.dialog(QualificationDialog), "unreliable") == said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_dialog_fits_a_small_window(desk: Desk, language: str) -> None:
    contact, card, sale = sold(desk)
    second = desk.services.opportunities.add(contact, DealInput("Refonte de la plaquette")).value
    desk.services.payments.mark_unreliable(MarkUnreliable(contact, "Paid late twice", TODAY))
    for _n in range(6):
        desk.services.payments.pay(sale, PaymentInput("100", TODAY, note="acompte"))
    set_language(language)
    openings: tuple[Callable[[], None], ...] = (
        lambda: desk.flows.record_sale(card),
        lambda: desk.flows.new_sale(contact, second),
        lambda: desk.flows.edit_sale(contact, sale),
        lambda: desk.flows.invoice_sale(contact, sale),
        lambda: desk.flows.pay_sale(contact, sale),
        lambda: desk.flows.note_satisfaction(contact, sale),
        lambda: desk.flows.mark_unreliable(contact),
    )
    for open_it in openings:
        open_it()
        dialog = desk.dialog(FormDialog)
        if isinstance(dialog, SaleDialog):
            dialog.form.delivered_on.set_day(TODAY)
        if isinstance(dialog, EditSaleDialog):
            dialog.invoiced.setChecked(True)
        QApplication.processEvents()
        assert dialog.height() <= 640, type(dialog)
        assert dialog.width() <= 1024, type(dialog)
        dialog.finish()
