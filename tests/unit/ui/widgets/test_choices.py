"""One card of several is chosen by mouse, arrows or digits, and nothing in it is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.choices import Choice, ChoiceCards, Steps
from support.ui import look_restored

CHOICES = (
    Choice("yes", "Oui", "Budget annoncé ou constaté"),
    Choice(
        "unknown", "Pas encore su", "À demander au prochain contact, avec une date pour le faire"
    ),
    Choice("no", "Non"),
)


@pytest.fixture
def cards(qtbot: QtBot) -> ChoiceCards:
    made = ChoiceCards(CHOICES, keycaps=True)
    qtbot.addWidget(made)
    made.resize(480, 120)
    made.show()
    return made


def buttons(cards: QWidget) -> list[QRadioButton]:
    return cards.findChildren(QRadioButton)


def test_a_click_anywhere_on_a_card_chooses_it(qtbot: QtBot, cards: ChoiceCards) -> None:
    card = buttons(cards)[1]
    with qtbot.waitSignal(cards.chosen) as said:
        corner = card.rect().bottomRight() * 0.95
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    assert said.args == ["unknown"]
    assert cards.value == "unknown"


def test_a_digit_chooses_the_card_of_that_number(qtbot: QtBot, cards: ChoiceCards) -> None:
    buttons(cards)[0].setFocus()
    with qtbot.waitSignal(cards.chosen) as said:
        QTest.keyClick(buttons(cards)[0], Qt.Key.Key_3)
    assert said.args == ["no"]


def test_a_digit_beyond_the_cards_does_nothing(qtbot: QtBot, cards: ChoiceCards) -> None:
    with qtbot.assertNotEmitted(cards.chosen):
        QTest.keyClick(buttons(cards)[0], Qt.Key.Key_4)
    assert cards.value is None


def test_a_digit_typed_beside_the_cards_is_only_a_digit(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    cards, line = ChoiceCards(CHOICES), QLineEdit()
    column.addWidget(cards)
    column.addWidget(line)
    with qtbot.assertNotEmitted(cards.chosen):
        QTest.keyClick(line, Qt.Key.Key_1)
    assert line.text() == "1"


def test_arrows_go_from_card_to_card_and_choose(qtbot: QtBot, cards: ChoiceCards) -> None:
    cards.set_value("yes")
    heard: list[object] = []
    cards.chosen.connect(heard.append)
    cards.activateWindow()
    buttons(cards)[0].setFocus()
    QTest.keyClick(buttons(cards)[0], Qt.Key.Key_Right)
    assert cards.value == "unknown"
    assert heard == ["unknown"]


def test_enter_chooses_the_card_with_the_focus(qtbot: QtBot, cards: ChoiceCards) -> None:
    with qtbot.waitSignal(cards.chosen) as said:
        QTest.keyClick(buttons(cards)[0], Qt.Key.Key_Return)
    assert said.args == ["yes"]


def test_setting_the_value_says_nothing_and_can_take_it_back(
    qtbot: QtBot, cards: ChoiceCards
) -> None:
    with qtbot.assertNotEmitted(cards.chosen):
        cards.set_value("no")
        assert cards.value == "no"
        assert cards.focusProxy() is buttons(cards)[2]
        cards.set_value(None)
    assert cards.value is None


def test_each_card_is_named_and_explained_to_screen_readers(cards: ChoiceCards) -> None:
    assert [card.accessibleName() for card in buttons(cards)] == ["Oui", "Pas encore su", "Non"]
    cards.set_detail("no", "Trop juste")
    assert buttons(cards)[2].accessibleDescription() == "Trop juste"


def test_no_line_is_cut_however_narrow(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    cards = ChoiceCards(CHOICES)
    column.addWidget(cards)
    page.resize(330, 10)
    page.show()
    QApplication.processEvents()
    for label in cards.findChildren(QLabel):
        if not label.isHidden():
            assert label.height() >= label.heightForWidth(label.width())


def test_steps_before_the_current_are_ticked(qtbot: QtBot) -> None:
    steps = Steps(["Cible", "Moyens", "Verdict"])
    qtbot.addWidget(steps)
    steps.set_current(1)
    chips = steps.findChildren(QLabel)
    assert [chip.text() for chip in chips] == ["✓ Cible", "Moyens", "Verdict"]
    assert [chip.property("step") for chip in chips] == ["done", "current", "to do"]
    assert chips[0].accessibleName() == "Cible: done"
    steps.set_label(0, "Cible (CHR)")
    assert chips[0].text() == "✓ Cible (CHR)"
    steps.set_current(3)
    assert chips[2].text() == "✓ Verdict"


def test_steps_too_many_for_the_width_go_on_in_the_next_row(qtbot: QtBot) -> None:
    steps = Steps(["Fichier — Windows-1252", "Colonnes — 9 reconnues sur 11", "Vérifier"])
    qtbot.addWidget(steps)
    steps.resize(260, 120)
    steps.show()
    chips = steps.findChildren(QLabel)
    assert chips[1].y() > chips[0].y()
    assert all(chip.geometry().right() <= 260 for chip in chips)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("keycaps", [True, False])
def test_a_card_that_only_has_the_focus_does_not_look_chosen(
    qapp: QApplication, qtbot: QtBot, mode: str, keycaps: bool
) -> None:
    with look_restored(qapp):
        theme = Theme()
        theme.apply(qapp, mode)
        cards = ChoiceCards(CHOICES, keycaps=keycaps)
        qtbot.addWidget(cards)
        cards.resize(480, 120)
        with qtbot.waitExposed(cards):
            cards.show()
        cards.activateWindow()
        card = buttons(cards)[0]
        card.setFocus()
        qtbot.waitUntil(card.hasFocus)
        assert "✓" not in seen_in(card)
        assert not shows(card, theme.tokens.accent)
        card.click()
        assert "✓" in seen_in(card)
        assert shows(card, theme.tokens.accent)
        cards.set_value(None)
        assert "✓" not in seen_in(card)


def seen_in(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def shows(widget: QWidget, colour: str) -> bool:
    image = widget.grab().toImage()
    everywhere = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y).name() == colour for x, y in everywhere)
