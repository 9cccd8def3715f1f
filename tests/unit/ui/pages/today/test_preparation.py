"""The preparation of a call, under the list of the day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp, WriteInteraction
from pisteur.domain.deal_people import AddDealPerson, PersonInput
from pisteur.domain.words import DealRole, Direction, FollowUpKind, InteractionKind, Outcome
from pisteur.services.services import Services
from pisteur.ui.pages.today.page import TodayPage
from pisteur.ui.pages.today.preparation import PreparationCard
from pisteur.ui.pages.today.row_list import TodayList
from pisteur.ui.widgets.breaks import without_breaks
from support.people import lead
from support.ui import RecordingFlows

Made = tuple[TodayPage, RecordingFlows]
TODAY = date(2026, 11, 22)


def plan(services: Services, who: str, title: str) -> tuple[int, int]:
    contact_id, card_id = lead(services, who)
    services.follow_ups.plan(PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, title, TODAY))
    return contact_id, card_id


def show(qtbot: QtBot, page: TodayPage) -> PreparationCard:
    with qtbot.waitExposed(page):
        page.show()
    found = page.findChild(PreparationCard)
    assert found is not None
    return found


def texts(card: PreparationCard) -> list[str]:
    """Return what can be read, without what waits for its deletion."""
    found = [one for one in card.findChildren(QLabel) if one.isVisibleTo(card)]
    return [without_breaks(one.text()) for one in found]


def test_without_anything_to_do_there_is_nothing_to_prepare(qtbot: QtBot, page: Made) -> None:
    assert not show(qtbot, page[0]).isVisible()


def test_the_row_that_is_current_is_prepared(qtbot: QtBot, services: Services, page: Made) -> None:
    contact_id, card_id = plan(services, "Garage Morel 06 39 98 12 34", "Call")
    services.concerns.add(contact_id, card_id, "Too dear")
    services.people.add(AddDealPerson(card_id, PersonInput(name="Zoé Petit"), DealRole.DECIDER))
    services.journal.write(
        WriteInteraction(
            contact_id,
            card_id,
            InteractionKind.CALL,
            "Call again\nafter noon",
            Direction.OUTGOING,
            Outcome.NO_ANSWER,
        )
    )
    card = show(qtbot, page[0])
    assert card.isVisible()
    shown = texts(card)
    assert "Garage Morel" in shown
    assert "Decides: Zoé Petit" in shown
    assert "Call · today · No answer: Call again after noon" in shown
    assert "Too dear" in shown
    assert "and 2 more in the panel" in shown


def test_what_is_not_known_is_asked_in_the_users_own_words(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    plan(services, "Garage Morel", "Call")
    target = services.qualification.criteria()[0]
    assert target.prompts.splitlines()[0] in texts(show(qtbot, page[0]))


def test_the_number_is_called_from_there(qtbot: QtBot, services: Services, page: Made) -> None:
    contact = plan(services, "Garage Morel 06 39 98 12 34", "Call")[0]
    card = show(qtbot, page[0])
    call = card.findChild(QPushButton, "preparation-call")
    assert isinstance(call, QPushButton)
    assert call.text() == "06\u00a039\u00a098\u00a012\u00a034"
    call.click()
    assert page[1].calls == [("reach", (contact, "tel:+33639981234"))]


def test_it_follows_the_arrows(qtbot: QtBot, services: Services, page: Made) -> None:
    plan(services, "Garage Morel 06 39 98 12 34", "First")
    plan(services, "Atelier Fauve", "Second")
    card = show(qtbot, page[0])
    rows = page[0].findChild(TodayList)
    assert isinstance(rows, TodayList)
    page[0].setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert "Atelier Fauve" in texts(card)
    assert "Garage Morel" not in texts(card)
    call = card.findChild(QPushButton, "preparation-call")
    assert isinstance(call, QPushButton)
    assert not call.isVisible()


def test_it_learns_of_what_is_answered_meanwhile(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, card_id = plan(services, "Garage Morel", "Call")
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    card = show(qtbot, page[0])
    assert "Too dear" in texts(card)
    page[0]._context.runner.command(lambda s: s.concerns.answer(made, "In parts"))
    assert "Too dear" not in texts(card)


@pytest.mark.parametrize("size", [(836, 560), (880, 820)])
def test_the_list_keeps_most_of_the_page(
    qtbot: QtBot, services: Services, page: Made, size: tuple[int, int]
) -> None:
    contact_id, card_id = plan(services, "Garage Morel 06 39 98 12 34", "Call")
    for text in ("Too dear " * 30, "Too slow", "Too far", "Too new"):
        services.concerns.add(contact_id, card_id, text)
    page[0].resize(*size)
    card = show(qtbot, page[0])
    rows = page[0].findChild(TodayList)
    assert isinstance(rows, TodayList)
    assert page[0].minimumSizeHint().width() <= size[0]
    assert rows.height() > card.height()


def test_m_writes_for_the_action_when_that_is_how_it_is_done_to_a_phone_alone_too(
    qtbot: QtBot, services: Services, page: Made
) -> None:
    contact_id, card_id = lead(services, "Garage Morel 06 39 98 12 34")
    action = services.follow_ups.plan(
        PlanFollowUp(contact_id, card_id, FollowUpKind.EMAIL, "Remind", TODAY)
    ).value
    show(qtbot, page[0])
    rows = page[0].findChild(TodayList)
    assert isinstance(rows, TodayList)
    page[0].setFocus()
    QTest.keyClick(rows, Qt.Key.Key_M)
    assert page[1].calls == [("write", (contact_id, card_id, action))]
