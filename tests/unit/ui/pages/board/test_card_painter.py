"""How texts are cut to a card's width, and what is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QPixmap

from pisteur.domain.board import BoardSnapshot, Card
from pisteur.presentation.board_state import BoardState
from pisteur.ui.pages.board.card_painter import (
    LEAST_OF_TITLE,
    MOST_PICTURES,
    PADDING,
    CardPainter,
    _Look,
)
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import LIGHT
from pisteur.ui.widgets.painting import pill_text
from support.cards import CARD, STATE


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


def test_where_hardly_a_word_of_the_action_is_left_its_kind_stands_for_it(
    cards: CardPainter,
) -> None:
    call = CARD._replace(action_kind="call", action="Reminder about the quote")
    shown = [cards.lay_out(call, STATE, width).chip for width in range(90, 400)]
    whats = list(dict.fromkeys(chip.rpartition(" · ")[0] for chip in shown))
    # From the narrowest card on: the day alone, the kind, some of the title, all of it.
    assert whats[:2] == ["", "Call"]
    assert all(len(what) >= LEAST_OF_TITLE for what in whats[2:])
    assert whats[-1] == call.action
    task = call._replace(action_kind="task")
    assert not any("Call" in cards.lay_out(task, STATE, width).chip for width in range(90, 400))


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
