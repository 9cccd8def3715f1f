"""The offers in the settings: name, price as typed, unit, for whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from pisteur.domain.offers import OfferUnit
from pisteur.domain.selling_inputs import OfferInput
from pisteur.services.services import Services
from pisteur.ui.dialogs.offer import OfferDialog
from pisteur.ui.pages.settings.offers import OffersSection
from support.desk import Desk

Place = Callable[[Callable[..., OffersSection]], OffersSection]
DAY = OfferInput("Training day", "650", OfferUnit.DAY, ("company",), "56, trade")


@pytest.fixture
def section(place: Place) -> OffersSection:
    return place(OffersSection)


def test_an_offer_is_added_by_keyboard_and_shown_with_price_and_for_whom(
    section: OffersSection, desk: Desk
) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(OfferDialog)
    desk.write("Logo")
    dialog.price.setFocus()
    desk.write("1 200,50")
    buyer = dialog.findChild(QPushButton, "offer-buyers-company")
    assert isinstance(buyer, QPushButton)
    buyer.setFocus()
    desk.press(Qt.Key.Key_Space)
    dialog.sectors.setFocus()
    desk.write("restaurant")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (row,) = section.editor.rows
    assert (row.name, row.detail) == ("Logo", "Company · restaurant")
    assert desk.services.offers.offers()[0].price_cents == 120_050


def test_prices_are_shown_with_their_unit(section: OffersSection, desk: Desk) -> None:
    desk.context.runner.command(lambda s: s.offers.add(DAY))
    desk.context.runner.command(lambda s: s.offers.add(OfferInput("Site")))
    assert [one.mark for one in section.editor.rows] == ["€650 per day", "price made to measure"]
    assert section.editor.rows[1].detail == "For anyone"


def test_an_unreadable_price_is_said_beside_it(section: OffersSection, desk: Desk) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(OfferDialog)
    dialog.name.setText("Logo")
    dialog.price.setText("a lot")
    dialog.primary.click()
    assert "a lot" in str(dialog.fields["price"].error)
    assert dialog.isVisible()
    dialog.price.clear()
    dialog.name.clear()
    dialog.primary.click()
    assert dialog.fields["price"].error is None
    assert dialog.fields["name"].error == "Give the offer a name."


def test_saving_an_offer_unchanged_keeps_it(
    section: OffersSection, desk: Desk, services: Services
) -> None:
    desk.context.runner.command(lambda s: s.offers.add(DAY))
    before = services.offers.offers()
    section.setFocus()
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(OfferDialog)
    assert not dialog.has_unsaved()
    dialog.primary.click()
    assert services.offers.offers() == before


def test_an_offer_is_removed_and_comes_back(section: OffersSection, desk: Desk) -> None:
    desk.context.runner.command(lambda s: s.offers.add(DAY))
    section.setFocus()
    desk.press_in_window(Qt.Key.Key_Delete)
    assert not section.editor.rows
    assert desk.notices[-1] == ("The offer is removed.", True)
    desk.context.runner.command(lambda s: s.undo())
    assert [one.name for one in section.editor.rows] == ["Training day"]
