"""Product rule 9 as the window keeps it: oppositions are noted, shown, asked about and lifted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.ui.dialogs.complete import CompleteDialog
from pisteur.ui.dialogs.date_field import DateField
from pisteur.ui.dialogs.form import ConfirmDialog, FormDialog
from pisteur.ui.dialogs.message import MessageDialog
from pisteur.ui.dialogs.opposition import OppositionDialog
from pisteur.ui.dialogs.plan import PlanDialog
from pisteur.ui.dialogs.quote import QuoteDialog
from pisteur.ui.dialogs.refer_form import ReferForm
from pisteur.ui.dialogs.sale import SaleDialog
from pisteur.ui.dialogs.start_cadence import StartCadenceDialog
from pisteur.ui.dialogs.subject import read_briefing
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people
from support.clock import FakeClock
from support.desk import Desk
from unit.ui.test_flows import planned

TODAY = date(2026, 11, 22)
LINE = "Garage Morel 06 39 98 12 34 a@morel.example"


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []

    def note(url: object) -> bool:
        urls.append(url.toString())  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return urls


def selling_says(desk: Desk, card: int, start: str) -> SaleDialog:
    """Begin a sale, and check how what it leaves out begins."""
    desk.flows.record_sale(card)
    dialog = desk.dialog(SaleDialog)
    said = dialog.findChild(QLabel, "after-sale-left-out")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert said.text().startswith(start)
    return dialog


def mend_the_date(desk: Desk, dialog: FormDialog, field: DateField) -> None:
    """Submit with a date that is none: told beside it, and nothing asked."""
    day = field.day
    field.setFocus()
    desk.write("30/02/2026")
    dialog.primary.click()
    assert field.error == "Type a day that exists, such as 25/11/2026."
    assert desk.dialogs_open == 1
    field.set_day(day)


def who(desk: Desk, contact: int) -> str:
    return desk.services.contact_view.contact(contact).display_name


class TestRule9OppositionsHold:
    def test_it_is_noted_in_a_dialog_and_cancels_what_was_planned(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        planned(desk.services, contact, card)
        desk.flows.oppose(contact)
        dialog = desk.dialog(OppositionDialog)
        dialog.primary.click()
        assert dialog.fields["channel"].error is not None
        dialog.channels.setFocus()
        desk.write("1")
        dialog.note.setText("plus d’appels")
        dialog.primary.click()
        assert desk.dialogs_open == 0
        assert desk.notices == [("The opposition is noted. 1 planned action is cancelled.", True)]
        assert desk.count("oppositions", "channel = 'phone' AND note = 'plus d’appels'") == 1

    def test_the_panel_says_so_at_the_top_until_it_is_lifted(self, desk: Desk) -> None:
        contact, _card = people.lead(desk.services, LINE)
        panel = ContactPanel(desk.context, desk.window)
        panel.resize(336, 600)
        panel.show()
        panel.show_contact(contact)
        card = panel.findChild(QLabel, "opposition-email")
        assert card is None
        given = Oppose(contact, Channel.EMAIL, TODAY, "trop de messages")
        desk.context.runner.command(lambda s: s.oppositions.note(given))
        card = panel.findChild(QLabel, "opposition-email")
        assert isinstance(card, QLabel)
        assert card.accessibleName() == "Objected to e-mails on 22/11/2026. trop de messages"
        lift = panel.findChild(QPushButton, "lift-email")
        assert isinstance(lift, QPushButton)
        lift.click()
        assert desk.services.oppositions.of(contact) == ()
        assert desk.notices == [("The opposition is lifted.", True)]

    @pytest.mark.parametrize("yes", [True, False])
    def test_a_call_is_asked_about_first(self, desk: Desk, opened: list[str], yes: bool) -> None:
        contact, _card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        desk.flows.reach(contact, "mailto:a@morel.example")
        assert opened == ["mailto:a@morel.example"]
        desk.flows.reach(contact, "tel:+33639981234")
        dialog = desk.dialog(ConfirmDialog)
        text = dialog.findChild(QLabel, "confirm-text")
        assert isinstance(text, QLabel)
        assert text.text() == "Objected to calls and text messages on 22/11/2026."
        assert dialog.windowTitle() == f"Approach {who(desk, contact)} all the same?"
        assert len(opened) == 1
        (dialog.primary if yes else dialog.secondary).click()
        assert opened[1:] == (["tel:+33639981234"] if yes else [])

    def test_a_message_is_asked_about_first(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.ALL, TODAY))
        desk.flows.write(contact, card)
        desk.dialog(ConfirmDialog).secondary.click()
        assert desk.dialogs_open == 0
        desk.flows.write(contact, card)
        desk.dialog(ConfirmDialog).primary.click()
        desk.dialog(MessageDialog).reject()

    def test_a_text_message_counts_as_the_phone(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        desk.flows.write(contact, card, None, "06 39 98 12 34")
        desk.dialog(ConfirmDialog).secondary.click()
        desk.flows.write(contact, card, None, "a@morel.example")
        desk.dialog(MessageDialog).reject()

    def test_an_action_is_asked_about_before_it_is_planned(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.flows.plan(contact, card)
        desk.dialog(PlanDialog).reject()
        desk.services.oppositions.note(Oppose(contact, Channel.EMAIL, TODAY))
        desk.flows.plan(contact, card)
        desk.dialog(ConfirmDialog).primary.click()
        desk.dialog(PlanDialog).reject()

    def test_a_cadence_is_asked_about_before_it_is_started(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.EMAIL, TODAY))
        desk.flows.start_cadence(contact, card)
        desk.dialog(ConfirmDialog).secondary.click()
        assert desk.dialogs_open == 0
        desk.flows.start_cadence(contact, card)
        desk.dialog(ConfirmDialog).primary.click()
        desk.dialog(StartCadenceDialog).reject()

    def test_a_quote_is_noted_but_its_follow_ups_are_asked_about(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        desk.flows.send_quote(card)
        dialog = desk.dialog(QuoteDialog)
        # Not while something is to be mended.
        mend_the_date(desk, dialog, dialog.sent_on)
        dialog.primary.click()
        desk.dialog(ConfirmDialog).secondary.click()
        assert desk.dialog(QuoteDialog) is dialog
        assert desk.count("follow_ups") == 0
        dialog.primary.click()
        desk.dialog(ConfirmDialog).primary.click()
        assert desk.dialogs_open == 0
        assert desk.count("follow_ups") > 0
        # Without follow-ups, there is nothing to ask.
        desk.context.runner.command(lambda s: s.undo())
        desk.flows.send_quote(card)
        dialog = desk.dialog(QuoteDialog)
        for box in dialog.picker.findChildren(QCheckBox):
            box.setChecked(False)
        dialog.primary.click()
        assert desk.dialogs_open == 0
        assert desk.count("follow_ups") == 0
        assert desk.value(card, "quoted_on") == TODAY.isoformat()

    def test_a_sale_says_what_it_does_not_plan_and_plans_the_rest(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        dialog = selling_says(desk, card, "Not planned, because of an opposition: ")
        dialog.form.amount.setText("1 200")
        dialog.primary.click()
        assert desk.dialogs_open == 0
        assert desk.count("follow_ups") == desk.count("follow_ups", "kind = 'email'") > 0

    def test_a_sale_to_who_objected_to_everything_says_so_instead_of_proposing(
        self, desk: Desk
    ) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.ALL, TODAY))
        dialog = selling_says(desk, card, "Not planned, because of an opposition: ")
        assert not dialog.form.after_sale.box.isVisible()
        assert dialog.form.after_sale.cadence_id is None
        dialog.reject()

    def test_whoever_a_deal_is_handed_to_is_shown_with_their_opposition(self, desk: Desk) -> None:
        _first, card = people.lead(desk.services, "Paul Roche 01 99 00 45 67")
        marie, _own = people.lead(desk.services, "Marie Durand 06 39 98 00 11")
        desk.services.oppositions.note(Oppose(marie, Channel.PHONE, TODAY))
        subject = read_briefing(desk.services, (card,)).subjects[0]
        form = ReferForm(subject, desk.context.runner, desk.window)
        form.show()
        form.person.name.setFocus()
        form.person.name.setText("Marie Durand")
        form.person.name.textEdited.emit("Marie Durand")
        form.person._completer.activated.emit(form.person._found[0].line)
        assert form.person.read().contact_id == marie
        assert form.person.name.accessibleDescription() == (
            "Already among your contacts. Objected to calls and text messages on 22/11/2026."
        )

    def test_changing_an_action_to_the_channel_objected_to_is_asked_about(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        desk.services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        mail = PlanFollowUp(contact, card, FollowUpKind.EMAIL, "Write", TODAY)
        action = desk.services.follow_ups.plan(mail).value
        desk.flows.edit_follow_up(action, mail)
        dialog = desk.dialog(PlanDialog)
        dialog.form.kinds.set_value(FollowUpKind.CALL)
        mend_the_date(desk, dialog, dialog.form.due)
        dialog.primary.click()
        asked = desk.dialog(ConfirmDialog)
        assert asked.windowTitle() == f"Approach {who(desk, contact)} all the same?"
        asked.secondary.click()
        assert desk.dialog(PlanDialog) is dialog
        assert desk.count("follow_ups", "kind = 'email'") == 1
        dialog.primary.click()
        desk.dialog(ConfirmDialog).primary.click()
        assert desk.dialogs_open == 0
        assert desk.count("follow_ups", "kind = 'call'") == 1
        # What stays of the same kind is not asked about twice.
        call = PlanFollowUp(contact, card, FollowUpKind.CALL, "Call", TODAY)
        desk.flows.edit_follow_up(action, call)
        desk.dialog(PlanDialog).primary.click()
        assert desk.dialogs_open == 0

    def test_what_comes_next_is_asked_about_on_the_channel_objected_to(self, desk: Desk) -> None:
        contact, card = people.lead(desk.services, LINE)
        action = planned(desk.services, contact, card)
        desk.services.oppositions.note(Oppose(contact, Channel.EMAIL, TODAY))
        desk.flows.complete(action)
        dialog = desk.dialog(CompleteDialog)
        dialog.next.set_value("plan")
        dialog.plan_form.kinds.set_value(FollowUpKind.EMAIL)
        mend_the_date(desk, dialog, dialog.plan_form.due)
        dialog.primary.click()
        asked = desk.dialog(ConfirmDialog)
        assert asked.windowTitle() == f"Approach {who(desk, contact)} all the same?"
        asked.secondary.click()
        assert desk.dialog(CompleteDialog) is dialog
        dialog.plan_form.kinds.set_value(FollowUpKind.CALL)
        dialog.primary.click()
        assert desk.dialogs_open == 0
        assert desk.count("follow_ups", "done_at IS NULL AND kind = 'call'") == 1
