"""How texts are cut to a card's width, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.board import BoardSnapshot, Card
from pisteur.presentation.board_state import BoardState
from pisteur.ui.pages.board.card_painter import (
    MOST_DRAWN,
    MOST_PICTURES,
    PADDING,
    CardPainter,
    _Look,
)
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import LIGHT
from pisteur.ui.widgets.painting import pill_text

CARD = Card(
    id=1,
    contact_id=1,
    stage_id=1,
    rank="V",
    state="open",
    title="Refonte complète de l’identité visuelle et du site",
    who="Brasserie du Canal",
    amount_cents=490000,
    heat="hot",
    pips="yyy",
    follow_up_id=1,
    action="Relancer le devis 2025-041 envoyé mardi",
    due_on="2026-11-19",
    due_time=None,
    standby_until=None,
    last_activity="2026-11-20T09:00:00",
    forced_reason="Recommended",
)
STATE = BoardState(BoardSnapshot((), (), "T€D", 30), date(2026, 11, 22))


@pytest.fixture
def cards(qtbot: QtBot) -> Iterator[CardPainter]:
    owner = QObject()
    yield CardPainter(Theme(owner))
    owner.deleteLater()


def test_a_narrow_card_cuts_the_action_and_keeps_its_date(cards: CardPainter) -> None:
    laid = cards.lay_out(CARD, STATE, 145)
    assert laid.title.endswith("…")
    assert "…" in laid.chip
    assert laid.chip.endswith("−3\u00a0d")
    assert laid.amount == "€4,900"


def test_the_action_leaves_the_date_its_room_at_every_width(cards: CardPainter) -> None:
    fonts = Theme().fonts
    for width in range(145, 400):
        laid = cards.lay_out(CARD, STATE, width)
        room = width - 2 * PADDING - LIGHT.stripe
        assert pill_text(laid.chip, laid.chip_look, room, fonts) == laid.chip, width


def test_a_wide_card_cuts_nothing(cards: CardPainter) -> None:
    laid = cards.lay_out(CARD, STATE, 900)
    assert (laid.title, laid.who) == (CARD.title, CARD.who)
    assert laid.chip == f"{CARD.action} · −3\u00a0d"


def test_heat_forced_standby_and_stale_have_marks(cards: CardPainter) -> None:
    assert cards.lay_out(CARD, STATE, 145).marks == ("forced", "hot")
    still = CARD._replace(id=2, follow_up_id=None, action=None, last_activity="2026-01-01")
    assert cards.lay_out(still, STATE, 145).marks == ("forced", "stale", "hot")
    aside = CARD._replace(id=3, state="standby", standby_until="2026-12-01", forced_reason="")
    assert cards.lay_out(aside, STATE, 145).marks == ("standby", "hot")


def test_an_unreliable_payer_has_a_mark_of_its_own_on_the_card(cards: CardPainter) -> None:
    warned = CARD._replace(unreliable_reason="Paid late twice")
    assert "unreliable" in cards.lay_out(warned, STATE, 300).marks
    assert "unreliable" not in cards.lay_out(CARD, STATE, 300).marks


def test_an_unclear_answer_has_its_own_mark_while_the_deal_is_open(cards: CardPainter) -> None:
    unclear = CARD._replace(id=4, open_answer=1, forced_reason="")
    assert cards.lay_out(unclear, STATE, 145).marks == ("unclear", "hot")
    assert cards.lay_out(unclear._replace(state="won"), STATE, 145).marks == ("hot",)


def test_a_card_is_laid_out_once_until_something_changes(cards: CardPainter) -> None:
    first = cards.lay_out(CARD, STATE, 145)
    assert cards.lay_out(CARD, STATE, 145) is first
    assert cards.lay_out(CARD, STATE, 160) is not first
    changed = CARD._replace(title="Logo")
    assert cards.lay_out(changed, STATE, 145).title == "Logo"
    tomorrow = BoardState(BoardSnapshot((), (), "T€D", 30), date(2026, 11, 23))
    assert cards.lay_out(changed, tomorrow, 145).chip.endswith("−4\u00a0d")


def test_an_amount_is_set_small_or_rounded_rather_than_cut(cards: CardPainter) -> None:
    long = CARD._replace(amount_cents=123456789)
    shown = {cards.lay_out(long, STATE, width).amount for width in range(90, 400)}
    assert shown == {"…", "~€1,235k", "~€1,234,568", "€1,234,567.89"}


def test_a_card_is_drawn_once_for_each_look(cards: CardPainter) -> None:
    def look(card: Card, *, selected: bool = False, ratio: float = 1.0) -> _Look:
        laid = cards.lay_out(card, STATE, 240)
        return laid, 100, ratio, selected, False

    plain = cards._picture(look(CARD))
    assert cards._picture(look(CARD)) is plain
    others = [
        cards._picture(look(CARD, selected=True)),
        cards._picture(look(CARD, ratio=2.0)),
        cards._picture(look(CARD._replace(title="Another"))),
    ]
    assert all(other != plain for other in others)
    again = cards._picture(look(CARD))
    cards.forget()
    assert cards._picture(look(CARD)) is not again


def test_a_card_that_moved_keeps_its_picture_unless_it_looks_another(cards: CardPainter) -> None:
    def picture(card: Card) -> QPixmap:
        return cards._picture((cards.lay_out(card, STATE, 240), 100, 1.0, True, True))

    drawn = picture(CARD)
    assert picture(CARD._replace(stage_id=2, rank="a")) is drawn
    assert picture(CARD._replace(stage_id=2, rank="a", heat="cold")) is not drawn
    later = CARD._replace(stage_id=2, due_on="2026-12-24")
    assert picture(later) is not drawn
    assert picture(later) is picture(later._replace(rank="b"))


def test_pictures_do_not_pile_up_and_the_oldest_go(cards: CardPainter) -> None:
    for number in (*range(MOST_PICTURES), 0, *range(MOST_PICTURES, MOST_PICTURES + 20)):
        laid = cards.lay_out(CARD._replace(id=number), STATE, 240)
        cards._picture((laid, 100, 1.0, False, False))
    # The first was painted once more.
    assert [*cards._pictures] == [*range(21, MOST_PICTURES), 0, *range(150, 170)]


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
        return bool(self._cards._waiting or self._cards._in_sight)

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
    cards.in_turns = True
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
    surface.resize(190, 2000)
    surface.repaint()
    assert cards._waiting == {surface}
    surface.deleteLater()
    qtbot.waitUntil(lambda: not cards._waiting)
