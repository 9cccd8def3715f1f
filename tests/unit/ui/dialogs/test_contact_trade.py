"""Editing a contact: who buys, trade and size, as the ideal-customer profile asks for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from pisteur.domain.commands import EditContact
from pisteur.domain.traits import BuyerKind, Headcount, NafVersion
from pisteur.domain.words import Nature
from pisteur.services.services import Services
from pisteur.ui.dialogs.contact import BUYS_AS, EditContactDialog
from support import people
from support.desk import Desk

KNOWN = EditContact(
    contact_id=0,
    company="Garage Morel",
    nature=Nature.PROFESSIONAL,
    buyer=BuyerKind.COMPANY,
    trade="garage, 45.20A",
    naf_version=NafVersion.NAF2025,
    headcount="10-49",
)


def chip(dialog: EditContactDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def dialog(desk: Desk, services: Services) -> EditContactDialog:
    contact, _card = people.lead(services)
    desk.flows.edit_contact(contact)
    return desk.dialog(EditContactDialog)


def test_trade_and_size_are_folded_until_they_are_known(
    desk: Desk, services: Services, dialog: EditContactDialog
) -> None:
    assert not dialog.trade.sectors.isVisible()
    fold = chip(dialog, "fold-trade")
    fold.click()
    assert dialog.trade.sectors.isVisible()
    assert dialog.trade.sectors.line.hasFocus()
    fold.click()
    assert not dialog.trade.sectors.isVisible()
    dialog.reject()
    services.contacts.edit(replace(KNOWN, contact_id=dialog.read().contact_id))
    desk.flows.edit_contact(dialog.read().contact_id)
    assert desk.dialog(EditContactDialog).trade.sectors.isVisible()


def test_what_is_typed_is_a_fact_of_the_contact(
    desk: Desk, services: Services, dialog: EditContactDialog
) -> None:
    contact = dialog.read().contact_id
    chip(dialog, "buys-as-association").click()
    chip(dialog, "fold-trade").click()
    dialog.trade.sectors.line.setText("sports club, 93.12Z")
    dialog.trade.headcount.setText("0")
    dialog.primary.click()
    assert desk.dialogs_open == 0
    facts = services.profile.facts(contact)
    assert (facts.buyer, facts.nature) == (BuyerKind.ASSOCIATION, Nature.PROFESSIONAL)
    assert (facts.sector, facts.naf, facts.naf_version) == (
        "sports club",
        "9312Z",
        NafVersion.REV2,
    )
    assert facts.headcount == Headcount(0, 0)


def test_saving_again_changes_no_fact(desk: Desk, services: Services) -> None:
    contact, _card = people.lead(services)
    services.contacts.edit(replace(KNOWN, contact_id=contact))
    before = services.profile.facts(contact)
    desk.flows.edit_contact(contact)
    dialog = desk.dialog(EditContactDialog)
    assert dialog.read() == replace(KNOWN, contact_id=contact)
    dialog.edit("city").setText("Rennes")
    dialog.primary.click()
    assert services.profile.facts(contact) == before


@pytest.mark.parametrize("own", BUYS_AS)
def test_each_answer_to_who_buys_is_shown_again(
    desk: Desk, dialog: EditContactDialog, own: Nature | BuyerKind
) -> None:
    contact = dialog.read().contact_id
    chip(dialog, f"buys-as-{own}").click()
    dialog.primary.click()
    desk.flows.edit_contact(contact)
    assert desk.dialog(EditContactDialog).buys_as.value is own


def test_what_is_wrong_is_said_beside_its_field_on_leaving_and_on_saving(
    desk: Desk, dialog: EditContactDialog
) -> None:
    chip(dialog, "fold-trade").click()
    dialog.trade.headcount.setText("some")
    dialog.trade.headcount.editingFinished.emit()
    wanted = "“some” is not understood. Write a number or a range, such as 12 or 10-49."
    assert dialog.fields["headcount"].error == wanted
    chip(dialog, "fold-trade").click()
    dialog.primary.click()
    assert dialog.fields["headcount"].error == wanted
    assert dialog.trade.headcount.isVisible()
    dialog.trade.headcount.clear()
    dialog.trade.sectors.line.setText("45.20A, 56.10A")
    dialog.primary.click()
    assert dialog.fields["trade"].error == "One NAF code at most: that of the main activity."
    assert desk.changes == 0


def test_what_is_unfolded_is_in_sight_and_the_rest_a_scroll_away(
    desk: Desk, dialog: EditContactDialog
) -> None:
    chip(dialog, "fold-trade").click()
    QApplication.processEvents()
    dialog.trade.sectors.line.setText("45.20A")
    QApplication.processEvents()
    edition = chip(dialog, "trade-version-rev2")
    for line in (dialog.trade.headcount, dialog.trade.sectors.line, edition):
        assert not line.visibleRegion().isEmpty()
    bar = dialog._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not dialog.edit("source").visibleRegion().isEmpty()
    assert dialog.height() <= desk.window.height()
