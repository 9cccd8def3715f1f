"""What the window's flows do: cancelled, nothing; carried out, one step with its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import DealInput, Lose, PlanFollowUp, WriteInteraction
from pisteur.domain.offers import Budget
from pisteur.domain.selling_inputs import OfferInput
from pisteur.domain.words import FollowUpKind, InteractionKind, LostReason, Status
from pisteur.services.services import Services
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.dialogs.complete import LOST, CompleteDialog
from pisteur.ui.dialogs.contact import EditContactDialog
from pisteur.ui.dialogs.deal import AddDealDialog, EditDealDialog
from pisteur.ui.dialogs.endings import DeleteContactsDialog, LoseDialog, StandByDialog
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.plan import PlanDialog
from pisteur.ui.dialogs.postpone import PostponeDialog
from pisteur.ui.dialogs.qualification import QualificationDialog
from pisteur.ui.dialogs.sale import SaleDialog
from support import people
from support.clock import FakeClock
from support.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


def planned(services: Services, contact: int, card: int | None) -> int:
    """Plan a call for tomorrow; returns the id."""
    command = PlanFollowUp(contact, card, FollowUpKind.CALL, "Call back", date(2026, 11, 23))
    return services.follow_ups.plan(command).value


Opening = Callable[[Desk, int, int, int], None]

OPENINGS: dict[str, Opening] = {
    "add_lead": lambda d, _c, _o, _f: d.flows.add_lead(),
    "add_deal": lambda d, c, _o, _f: d.flows.add_deal(c),
    "edit_contact": lambda d, c, _o, _f: d.flows.edit_contact(c),
    "edit_deal": lambda d, _c, o, _f: d.flows.edit_deal(o),
    "qualify": lambda d, c, o, _f: d.flows.qualify(c, o),
    "qualify_contact": lambda d, c, _o, _f: d.flows.qualify(c, None),
    "record_sale": lambda d, _c, o, _f: d.flows.record_sale(o),
    "lose": lambda d, _c, o, _f: d.flows.lose(o),
    "stand_by": lambda d, _c, o, _f: d.flows.stand_by(o),
    "plan": lambda d, c, o, _f: d.flows.plan(c, o),
    "complete": lambda d, _c, _o, f: d.flows.complete(f),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_escape_closes_the_dialog_and_changes_nothing(desk: Desk, name: str) -> None:
    contact, card = people.lead(desk.services)
    action = planned(desk.services, contact, card)
    before = desk.services.db.undo_label
    OPENINGS[name](desk, contact, card, action)
    assert desk.dialogs_open == 1
    desk.press(Qt.Key.Key_Escape)
    assert (desk.dialogs_open, desk.changes, desk.notices) == (0, 0, [])
    assert desk.services.db.undo_label == before


@pytest.mark.parametrize("name", [name for name in OPENINGS if name != "add_lead"])
def test_a_record_that_is_gone_is_said_by_the_window(desk: Desk, name: str) -> None:
    OPENINGS[name](desk, 998, 999, 997)
    assert desk.dialogs_open == 0
    assert [error.code for error in desk.errors] == ["record.gone"]


def submit(desk: Desk, kind: type[FormDialog]) -> None:
    desk.dialog(kind).primary.click()
    assert desk.dialogs_open == 0


def done(desk: Desk, label: str, notice: str) -> None:
    assert desk.services.db.undo_label == label
    assert desk.notices == [(notice, True)]
    assert desk.changes == 1


def test_a_lead_is_added_and_shown(desk: Desk) -> None:
    desk.flows.add_lead()
    desk.dialog(AddLeadDialog).line.setText("Karim Benali 06 39 98 55 44")
    submit(desk, AddLeadDialog)
    done(desk, "Add “Karim Benali”", "Lead added: Karim Benali")
    assert len(desk.shown) == 1


def test_ctrl_enter_adds_and_stays_for_the_next_lead(desk: Desk) -> None:
    desk.flows.add_lead()
    dialog = desk.dialog(AddLeadDialog)
    for name in ("Garage Morel", "Salon Lune"):
        desk.write(name)
        desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert (desk.dialog(AddLeadDialog), dialog.line.text()) == (dialog, "")
    assert desk.count("contacts") == 2
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialogs_open == 0


def test_names_in_a_row_need_only_enter_and_an_empty_line_ends_them(desk: Desk) -> None:
    desk.flows.add_lead()
    dialog = desk.dialog(AddLeadDialog)
    desk.write("Garage Morel")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    for count, name in enumerate(("Salon Lune", "Atelier Fauve"), 2):
        desk.write(name)
        desk.press(Qt.Key.Key_Return)
        assert (desk.count("contacts"), dialog.line.text()) == (count, "")
        assert dialog.line.hasFocus()
    assert len(desk.shown) == 3
    desk.press(Qt.Key.Key_Return)
    assert (desk.dialogs_open, desk.count("contacts")) == (0, 3)


def test_the_last_name_of_a_row_may_close_the_dialog(desk: Desk) -> None:
    desk.flows.add_lead()
    dialog = desk.dialog(AddLeadDialog)
    desk.write("Garage Morel")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    desk.write("Salon Lune")
    assert dialog.primary.text() == "Add and close"
    dialog.primary.click()
    assert (desk.dialogs_open, desk.count("contacts")) == (0, 2)


def test_a_line_with_nothing_in_it_is_refused_beside_it(desk: Desk) -> None:
    desk.flows.add_lead()
    dialog = desk.dialog(AddLeadDialog)
    dialog.line.setText(" , ; ")
    dialog.primary.click()
    wanted = "Type at least a name, a phone number or an e-mail address."
    assert dialog.fields["line"].error == wanted
    assert (dialog.line.text(), desk.changes) == (" , ; ", 0)


def test_a_deal_is_added(desk: Desk) -> None:
    contact, _card = people.lead(desk.services, "Garage Morel")
    desk.flows.add_deal(contact)
    dialog = desk.dialog(AddDealDialog)
    dialog.title.setText("Website")
    dialog.amount.setText("x")
    dialog.primary.click()
    assert dialog.fields["amount"].error is not None
    dialog.amount.setText("2 k€")
    submit(desk, AddDealDialog)
    done(desk, "Add the deal “Website”", "New deal with Garage Morel.")
    assert desk.count("opportunities", "amount_cents = 200000") == 1


def test_a_deal_is_edited(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel, 900 €")
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    assert (dialog.title.text(), dialog.amount.text()) == ("", "€900")
    dialog.title.setText("Logo")
    submit(desk, EditDealDialog)
    assert (desk.value(card, "title"), desk.value(card, "amount_cents")) == ("Logo", 90000)
    assert desk.services.db.undo_label == "Edit “Logo”"


def test_a_contact_is_edited_without_losing_a_name_never_split(desk: Desk) -> None:
    contact, _card = people.lead(desk.services, "Garage Morel 06 39 98 12 34")
    desk.flows.edit_contact(contact)
    dialog = desk.dialog(EditContactDialog)
    dialog.edit("city").setText("Lyon")
    submit(desk, EditContactDialog)
    done(desk, "Edit “Garage Morel”", "Garage Morel is saved.")


def test_a_qualification_without_a_drag_takes_the_card_on(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.qualify(contact, card)
    dialog = desk.dialog(QualificationDialog)
    for _required in range(3):
        desk.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert not dialog.anyway.isVisible()
    submit(desk, QualificationDialog)
    done(desk, "Qualify “Garage Morel”", "Garage Morel is now a prospect.")
    assert desk.stage_of(card) == "Qualified prospect"


def test_a_sale_wins_the_deal(desk: Desk) -> None:
    _contact, card = people.prospect(desk.services, "Garage Morel, 900 €")
    desk.flows.record_sale(card)
    submit(desk, SaleDialog)
    done(desk, "Record the sale “Garage Morel”", "Garage Morel is now a customer.")


def test_a_sale_older_than_the_limit_is_said_to_make_a_former_customer(desk: Desk) -> None:
    contact, card = people.prospect(desk.services, "Garage Morel, 900 €")
    desk.flows.record_sale(card)
    dialog = desk.dialog(SaleDialog)
    said = dialog.findChild(QLabel, "sale-follows")
    assert said is not None
    assert said.text().startswith("Garage Morel becomes a customer.")
    dialog.form.accepted_on.set_day(date(2022, 3, 1))
    assert said.text().startswith("Garage Morel becomes a dormant customer: ")
    submit(desk, SaleDialog)
    done(desk, "Record the sale “Garage Morel”", "Garage Morel is now a dormant customer.")
    assert desk.services.contact_view.contact(contact).reason.status is Status.DORMANT


def test_a_lost_deal_needs_its_reason(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.lose(card)
    dialog = desk.dialog(LoseDialog)
    dialog.form.note.setText("Too slow")
    dialog.primary.click()
    assert dialog.fields["reason"].error is not None
    assert desk.changes == 0
    desk.press(Qt.Key.Key_2)
    submit(desk, LoseDialog)
    done(desk, "Mark “Garage Morel” as lost", "Garage Morel is marked as lost.")
    assert desk.value(card, "lost_reason") == "competitor"
    assert desk.value(card, "lost_note") == "Too slow"


def test_a_deal_rests_until_the_date_chosen(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.stand_by(card)
    quick = desk.dialog(StandByDialog).findChild(QPushButton, "until-quick-1")
    assert isinstance(quick, QPushButton)
    quick.click()
    submit(desk, StandByDialog)
    assert desk.value(card, "standby_until") == "2027-02-22"
    text = "Garage Morel is on standby until Monday 22 February 2027."
    done(desk, "Put “Garage Morel” on standby", text)


def test_a_lost_deal_is_reopened(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    desk.services.opportunities.lose(Lose(card, LostReason.PRICE))
    desk.flows.reopen(card)
    done(desk, "Reopen “Garage Morel”", "The deal is open again.")


def test_an_action_is_planned(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.plan(contact, card)
    desk.dialog(PlanDialog).form.title.clear()
    desk.dialog(PlanDialog).primary.click()
    assert desk.dialog(PlanDialog).fields["title"].error is not None
    desk.write("Send the price list")
    submit(desk, PlanDialog)
    text = "Planned for Monday 23 November: Send the price list"
    done(desk, "Plan “Send the price list”", text)


def test_of_an_action_of_another_year_the_year_is_said(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.plan(contact, card)
    desk.dialog(PlanDialog).form.due.set_day(date(2027, 1, 5))
    desk.write("Wish a happy new year")
    submit(desk, PlanDialog)
    text = "Planned for Tuesday 5 January 2027: Wish a happy new year"
    done(desk, "Plan “Wish a happy new year”", text)


def test_an_action_is_edited(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    action = planned(desk.services, contact, card)
    current = PlanFollowUp(contact, card, FollowUpKind.CALL, "Call back", date(2026, 11, 23))
    desk.flows.edit_follow_up(action, current)
    dialog = desk.dialog(PlanDialog)
    assert dialog.form.title.text() == "Call back"
    dialog.form.note.setPlainText("About the site")
    submit(desk, PlanDialog)
    assert desk.count("follow_ups", "note = 'About the site'") == 1
    assert desk.services.db.undo_label == "Edit “Call back”"


def test_completing_writes_the_journal_and_plans_the_next_in_one_step(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    action = planned(desk.services, contact, card)
    desk.flows.complete(action)
    desk.press(Qt.Key.Key_4)  # No answer.
    desk.dialog(CompleteDialog).note.setPlainText("Left a message")
    submit(desk, CompleteDialog)
    done(desk, "Complete “Call back”", "Done: Call back")
    assert desk.count("interactions", "outcome = 'no_answer' AND body = 'Left a message'") == 1
    assert desk.count("follow_ups", "done_at IS NULL AND title = 'Call Garage Morel'") == 1


def test_what_comes_next_is_offered_for_no_public_holiday(desk: Desk, clock: FakeClock) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    action = planned(desk.services, contact, card)
    clock.go_to(date(2026, 12, 24))
    desk.flows.complete(action)
    assert desk.dialog(CompleteDialog).plan_form.due.day == date(2026, 12, 28)


def test_completing_with_a_clear_no_offers_lost_and_asks_its_reason(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.complete(planned(desk.services, contact, card))
    dialog = desk.dialog(CompleteDialog)
    desk.press(Qt.Key.Key_2)
    assert dialog.next.value == LOST
    dialog.primary.click()
    assert dialog.fields["reason"].error is not None
    desk.press(Qt.Key.Key_1)
    submit(desk, CompleteDialog)
    assert desk.value(card, "lost_reason") == "price"


def test_an_action_that_finds_out_leads_to_the_qualification(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.services.opportunities.qualify(contact, card, people.answers(desk.services))
    found = desk.services.db.rows("SELECT id FROM follow_ups WHERE kind = 'find_out' LIMIT 1")
    desk.flows.complete(found[0][0])
    enter = desk.dialog(CompleteDialog).findChild(QPushButton, "enter-answer")
    assert isinstance(enter, QPushButton)
    enter.click()
    assert desk.dialog(QualificationDialog).windowTitle() == "Qualify “Garage Morel”"
    assert desk.dialogs_open == 1


def menu_of(desk: Desk) -> QMenu:
    found = desk.window.findChild(QMenu, "postpone-menu")
    assert isinstance(found, QMenu)
    return found


def test_the_menu_names_no_weekday_twice(desk: Desk, clock: FakeClock) -> None:
    contact, card = people.lead(desk.services)
    clock.go_to(date(2026, 11, 25))
    desk.flows.postpone(planned(desk.services, contact, card))
    menu = menu_of(desk)
    texts = [action.text() for action in menu.actions()]
    usual = ["Tomorrow (Thu\u00a026)", "Monday (30 November)", "In a week (Wed\u00a02)"]
    assert texts[:3] == usual
    menu.close()


def test_the_menu_postpones_to_a_usual_day(desk: Desk) -> None:
    contact, card = people.lead(desk.services)
    desk.flows.postpone(planned(desk.services, contact, card))
    menu = menu_of(desk)
    # On a Sunday, tomorrow is Monday: it is said once.
    texts = [action.text() for action in menu.actions() if action.text()]
    # What names no day falls on a working day.
    assert texts == ["Tomorrow (Mon\u00a023)", "In a week (Mon\u00a030)", "Pick a date…"]
    menu.actions()[1].trigger()
    menu.close()
    done(desk, "Postpone “Call back”", "Postponed to Monday 30 November: Call back")


def test_any_day_and_time_may_be_picked(desk: Desk) -> None:
    contact, card = people.lead(desk.services)
    desk.flows.postpone(planned(desk.services, contact, card), desk.window)
    menu = menu_of(desk)
    menu.actions()[-1].trigger()
    menu.close()
    dialog = desk.dialog(PostponeDialog)
    dialog.due.set_day(date(2027, 1, 12))
    submit(desk, PostponeDialog)
    assert desk.count("follow_ups", "due_on = '2027-01-12'") == 1
    done(desk, "Postpone “Call back”", "Postponed to Tuesday 12 January 2027: Call back")


def test_deals_are_deleted_at_once_with_undo_offered(desk: Desk) -> None:
    cards = tuple(people.lead(desk.services, name)[1] for name in ("Un", "Deux"))
    desk.flows.delete_deals(cards)
    done(desk, "Delete 2 deals", "2 deals deleted.")
    desk.services.undo()
    assert desk.count("opportunities") == 2


def test_a_mere_trace_is_deleted_without_a_question(desk: Desk) -> None:
    contact, _card = people.lead(desk.services, "Garage Morel")
    desk.flows.delete_contacts((contact,))
    done(desk, "Delete “Garage Morel”", "1 contact deleted.")


def test_a_contact_with_a_history_is_asked_about_with_what_goes_along(desk: Desk) -> None:
    contact, _card = people.lead(desk.services, "Garage Morel")
    note = WriteInteraction(contact, None, InteractionKind.NOTE, "Nice people")
    desk.services.journal.write(note)
    desk.flows.delete_contacts((contact,))
    dialog = desk.dialog(DeleteContactsDialog)
    said = dialog.findChild(type(dialog._note), "delete-text")
    assert said is not None
    assert "Exchanges: 1." in said.text()
    desk.press(Qt.Key.Key_Return)  # Enter must not delete.
    assert (desk.dialogs_open, desk.count("contacts")) == (0, 1)
    desk.flows.delete_contacts((contact,))
    submit(desk, DeleteContactsDialog)
    assert desk.count("contacts") == 0


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "no link", ""]
)
def test_other_links_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    desk.flows.open_link(url)
    assert opened == []
    assert desk.notices == [("Pisteur does not open this kind of link.", False)]


@pytest.mark.parametrize(
    "url", ["https://example.org", "mailto:ines@example.org", "tel:+33639981234"]
)
def test_links_are_opened_with_the_system(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    opened: list[str] = []

    def open_url(target: QUrl) -> bool:
        opened.append(target.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    desk.flows.open_link(url)
    assert opened == [url]


def test_a_deal_takes_what_an_offer_says_and_keeps_what_is_known_of_it(desk: Desk) -> None:
    offer = desk.services.offers.add(OfferInput("Website", "1,500")).value
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    dialog.offer.setCurrentIndex(dialog.offer.findData(offer))
    dialog.offer.activated.emit(dialog.offer.currentIndex())
    assert (dialog.title.text(), dialog.amount.text()) == ("Website", "€1,500")
    dialog.budget.setText("1000 to 2000")
    dialog.came_for.setCurrentIndex(dialog.came_for.findData("urgent"))
    dialog.expected.set_day(date(2026, 12, 15))
    submit(desk, EditDealDialog)
    deal = desk.services.contact_view.contact(contact).opportunities[0]
    assert deal.budget == Budget(100000, 200000)
    assert (deal.facts.offer_name, deal.facts.came_for_name) == ("Website", "It is urgent")
    assert deal.facts.expected_on == date(2026, 12, 15)
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    assert dialog.budget.text() == "1,000 to 2,000"
    assert "today" in dialog.fields["came_for"].editor.accessibleDescription()
    dialog.budget.setText("lots")
    dialog.accept()
    assert dialog.fields["budget"].error is not None


def test_what_an_offer_says_leaves_what_was_typed(desk: Desk) -> None:
    offer = desk.services.offers.add(OfferInput("Website", "1500")).value
    _contact, card = people.lead(desk.services, "Garage Morel, 900 €")
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    dialog.title.setText("Logo")
    dialog.offer.setCurrentIndex(dialog.offer.findData(offer))
    dialog.offer.activated.emit(dialog.offer.currentIndex())
    assert (dialog.title.text(), dialog.amount.text()) == ("Logo", "€900")


def test_a_reason_put_away_stays_with_the_deal_that_has_it(desk: Desk) -> None:
    contact, card = people.lead(desk.services, "Garage Morel")
    desk.services.opportunities.edit(card, DealInput("", came_for="curious"))
    desk.services.reasons.remove_came_for("curious")
    desk.flows.edit_deal(card)
    dialog = desk.dialog(EditDealDialog)
    dialog.title.setText("Logo")
    submit(desk, EditDealDialog)
    deal = desk.services.contact_view.contact(contact).opportunities[0]
    assert (deal.title, deal.facts.came_for) == ("Logo", "curious")


def chip(dialog: LoseDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_a_lost_deal_proposes_when_to_ask_again(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.lose(card)
    dialog = desk.dialog(LoseDialog)
    assert dialog.form.wakes.isHidden()
    chip(dialog, "lost-reason-not_in_target").click()
    assert dialog.form.wakes.day is None
    chip(dialog, "lost-reason-not_now").click()
    assert dialog.form.wakes.day == date(2027, 3, 22)
    submit(desk, LoseDialog)
    assert desk.value(card, "wake_on") == "2027-03-22"


def test_a_reason_that_says_nothing_wants_a_note(desk: Desk) -> None:
    _contact, card = people.lead(desk.services, "Garage Morel")
    desk.flows.lose(card)
    dialog = desk.dialog(LoseDialog)
    dialog.form.reasons.set_value("other")
    dialog.accept()
    assert dialog.fields["note"].error is not None
    dialog.form.note.setText("Closes the shop")
    submit(desk, LoseDialog)
    assert desk.value(card, "lost_note") == "Closes the shop"
