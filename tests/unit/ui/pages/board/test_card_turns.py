"""Cards are drawn some in each turn of the event loop; all look as they should in the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.pages.board.card_painter import PADDING, CardPainter
from pisteur.ui.pages.board.card_turns import MOST_DRAWN
from support.cards import CARD, STATE


class Surface(QWidget):
    """Twenty cards, one below the other, as wide as this is."""

    def __init__(self, cards: CardPainter) -> None:
        super().__init__()
        self._cards = cards
        self.shown = [CARD._replace(id=number) for number in range(20)]
        self.selected = -1

    def paintEvent(self, _event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        for row, card in enumerate(self.shown):
            box = QRect(0, 100 * row, self.width(), 100)
            selected = card.id == self.selected
            self._cards.paint(painter, box, card, STATE, selected=selected, focused=False)

    @property
    def waits(self) -> bool:
        """Whether it will be painted again for cards that are left."""
        return bool(self._cards._in_sight)

    def drawn(self) -> list[int]:
        """Return the cards whose picture is as wide as they are now."""
        kept = self._cards._pictures
        return sorted(i for i, (look, _) in kept.items() if look[0].width == self.width())


@pytest.fixture
def surface(cards: CardPainter, qtbot: QtBot) -> Surface:
    made = Surface(cards)
    qtbot.addWidget(made)
    made.resize(240, 2000)
    with qtbot.waitExposed(made):
        made.show()
    made.repaint()
    # The first paint is over.
    cards.draw_in_turns()
    return made


def test_the_first_paint_draws_all_cards_at_once(surface: Surface) -> None:
    assert len(surface.drawn()) == 20


def test_later_a_few_cards_never_seen_are_drawn_in_a_turn_and_all_in_the_end(
    surface: Surface, qtbot: QtBot
) -> None:
    surface.shown = [card._replace(id=card.id + 100) for card in surface.shown]
    surface.repaint()
    assert len(surface.drawn()) == 20 + MOST_DRAWN
    empty = surface.grab(QRect(0, 1900, 240, 100)).toImage()
    qtbot.waitUntil(lambda: len(surface.drawn()) == 40)
    drawn = surface.grab(QRect(0, 1900, 240, 100)).toImage()
    assert empty != drawn
    # The ground and the stripe of its heat.
    assert empty.copy(QRect(0, 0, PADDING, 100)) == drawn.copy(QRect(0, 0, PADDING, 100))


def test_cards_drawn_in_turns_look_as_those_drawn_at_once(
    surface: Surface, cards: CardPainter, qtbot: QtBot
) -> None:
    at_once = surface.grab().toImage()
    cards.forget()
    surface.repaint()
    assert len(surface.drawn()) == MOST_DRAWN
    qtbot.waitUntil(lambda: len(surface.drawn()) == 20)
    assert surface.grab().toImage() == at_once


def test_more_cards_in_sight_than_are_kept_are_all_drawn_in_the_end_and_do_not_pile_up(
    surface: Surface, cards: CardPainter, qtbot: QtBot
) -> None:
    cards._most = 15
    for _turn in range(8):
        surface.shown = [card._replace(id=card.id + 100) for card in surface.shown]
        wanted = {card.id for card in surface.shown}
        surface.repaint()
        qtbot.waitUntil(lambda wanted=wanted: set(surface.drawn()) >= wanted)  # type: ignore[misc]
        qtbot.waitUntil(lambda: not surface.waits)
    # Twice what was seen before a turn without any that waits: the first twenty, and those after.
    assert len(surface.drawn()) == 80


def test_a_new_card_takes_no_picture_from_what_is_seen_beside_it(
    surface: Surface, cards: CardPainter, qtbot: QtBot
) -> None:
    cards._most = 15
    beside = Surface(cards)
    qtbot.addWidget(beside)
    beside.resize(240, 2000)
    beside.shown = [card._replace(id=card.id + 100) for card in beside.shown]
    cards.forget()
    surface.update()
    beside.show()
    seen = set(range(20)) | set(range(100, 120))
    qtbot.waitUntil(lambda: set(surface.drawn()) == seen and not surface.waits)
    for number in range(3):
        beside.shown = [*beside.shown[1:], CARD._replace(id=200 + number)]
        beside.repaint()
        qtbot.waitUntil(lambda: not surface.waits)
    assert set(surface.drawn()) >= set(range(20))


@pytest.mark.parametrize("width", [190, 300])
def test_at_another_width_few_cards_are_drawn_in_a_turn_and_all_in_the_end(
    width: int, surface: Surface, qtbot: QtBot
) -> None:
    surface.resize(width, 2000)
    surface.repaint()
    assert len(surface.drawn()) == MOST_DRAWN
    surface.repaint()
    assert len(surface.drawn()) == MOST_DRAWN
    qtbot.waitUntil(lambda: len(surface.drawn()) == 20)


def test_a_card_that_became_another_is_drawn_at_once_whoever_waits(surface: Surface) -> None:
    surface.resize(190, 2000)
    surface.repaint()
    surface.shown[18] = surface.shown[18]._replace(title="Another")
    surface.selected = 19
    surface.repaint()
    assert surface.drawn() == [*range(MOST_DRAWN), 18, 19]


@pytest.mark.parametrize("width", [190, 300])
def test_a_card_that_waits_has_its_borders_where_they_will_be(
    width: int, surface: Surface, qtbot: QtBot
) -> None:
    surface.resize(width, 2000)
    card = QRect(0, 1900, width, 100)
    waiting = surface.grab(card).toImage()
    assert 19 not in surface.drawn()
    qtbot.waitUntil(lambda: 19 in surface.drawn())
    drawn = surface.grab(card).toImage()
    assert waiting != drawn
    edge = QRect(width - PADDING + 1, 0, PADDING - 1, 100)
    assert waiting.copy(edge) == drawn.copy(edge)
    # The stripe of its heat, and the border.
    assert waiting.copy(QRect(0, 0, PADDING, 100)) == drawn.copy(QRect(0, 0, PADDING, 100))


def test_a_list_that_is_gone_waits_for_nothing(cards: CardPainter, qtbot: QtBot) -> None:
    surface = Surface(cards)
    surface.resize(240, 2000)
    with qtbot.waitExposed(surface):
        surface.show()
    surface.repaint()
    cards.draw_in_turns()
    surface.resize(190, 2000)
    surface.repaint()
    assert len(surface.drawn()) < 20
    surface.deleteLater()
    with qtbot.waitSignal(surface.destroyed):
        pass
    beside = Surface(cards)
    qtbot.addWidget(beside)
    beside.resize(300, 2000)
    beside.show()
    qtbot.waitUntil(lambda: len(beside.drawn()) == 20)
