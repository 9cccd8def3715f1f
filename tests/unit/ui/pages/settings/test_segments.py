"""The settings of segments: days of warning, limits of volume."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import Win
from pisteur.domain.settings import DORMANCY_WARNING_DAYS, VOLUME_HIGH_CENTS, VOLUME_MEDIUM_CENTS
from pisteur.services.services import Services
from pisteur.ui.pages.settings.segments import SegmentsCard
from pisteur.ui.widgets.fields import Field
from support.clock import FakeClock
from support.people import lead, sale
from support.ui import make_context


@pytest.fixture
def card(qtbot: QtBot, services: Services, clock: FakeClock) -> SegmentsCard:
    context, _flows = make_context(services, clock)
    made = SegmentsCard(context)
    context.setParent(made)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def edit(card: SegmentsCard, name: str) -> QLineEdit:
    found = card.findChild(QLineEdit, f"setting-volume-{name}")
    assert isinstance(found, QLineEdit)
    return found


def write(card: SegmentsCard, name: str, text: str) -> None:
    line = edit(card, name)
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def computed(card: SegmentsCard) -> str:
    found = card.findChild(QLabel, "volume-computed")
    assert isinstance(found, QLabel)
    return found.text()


def test_the_days_of_warning_are_stored_and_undone(card: SegmentsCard, services: Services) -> None:
    box = card.findChild(QSpinBox, "setting-dormancy-warning")
    assert isinstance(box, QSpinBox)
    assert box.value() == 30
    box.setValue(45)
    assert services.settings.get(DORMANCY_WARNING_DAYS) == 45
    services.undo()
    card.refresh()
    assert box.value() == 30


def test_both_limits_are_stored_together_once_both_are_there(
    card: SegmentsCard, services: Services
) -> None:
    write(card, "high", "8000")
    assert services.settings.get(VOLUME_HIGH_CENTS) is None
    write(card, "medium", "2 000")
    assert services.settings.get(VOLUME_HIGH_CENTS) == 800_000
    assert services.settings.get(VOLUME_MEDIUM_CENTS) == 200_000
    assert edit(card, "medium").text() == "€2,000"
    services.undo()
    card.refresh()
    assert (edit(card, "high").text(), edit(card, "medium").text()) == ("", "")


def test_limits_that_cross_are_refused_beside_the_field_and_kept_to_mend(
    card: SegmentsCard, services: Services
) -> None:
    write(card, "high", "1000")
    write(card, "medium", "2000")
    assert services.settings.get(VOLUME_HIGH_CENTS) is None
    field = edit(card, "medium").parent()
    assert isinstance(field, Field)
    assert field.error == "Must be less than the amount from which it is high."
    assert edit(card, "medium").text() == "2000"
    write(card, "medium", "500")
    assert services.settings.get(VOLUME_MEDIUM_CENTS) == 50_000
    assert field.error is None


def test_it_says_how_the_limits_are_computed(card: SegmentsCard, services: Services) -> None:
    assert "from 5 customers on" in computed(card)
    for number in range(5):
        services.opportunities.win(Win(lead(services, f"Customer {number}")[1], sale()))
    card.refresh()
    assert "from your 5 customers: high from €1,200 on" in computed(card)
    services.segments.set_volume_limits("8000", "2000")
    card.refresh()
    assert "Empty both amounts" in computed(card)
