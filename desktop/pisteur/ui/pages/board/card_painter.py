"""Paints a card: title, who, answers and amount, next action; heat and marks in its corner.

Every card has the same height, so that a column of thousands opens at once. Texts are cut and laid
out once per card and width. After the first paint only a few cards are drawn in one turn
(`card_turns`): others are empty until theirs comes, or show their old picture when only the columns
became narrower or wider. The marks themselves are drawn by `card_marks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStylePainter

from pisteur.domain.board import Card
from pisteur.i18n import _
from pisteur.presentation import card_texts, qt_numbers
from pisteur.presentation.board_state import STANDBY, BoardState
from pisteur.ui.pages.board import card_marks
from pisteur.ui.pages.board.card_ground import ground
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import (
    PILL_HEIGHT,
    PILL_PADDING,
    PIP_SIDE,
    cut,
    paint_pill,
    paint_pips,
    pips_width,
    write,
)

if TYPE_CHECKING:
    from datetime import date

    from pisteur.ui.pages.board.card_turns import CardTurns

GAP = 8
MARGIN = 8
PADDING = 9
LINE_GAP = 4
MOST_CACHED = 4_000
# 0.1 MB each; what a large screen shows, twice over.
MOST_PICTURES = 150
# As many for a very large screen.
MOST_EVER = 3 * MOST_PICTURES
# Of what is next, with its dots: the kind in a word, or only the day, says more than less would.
LEAST_OF_TITLE = 10
LEAST_LETTERS = 6
_LEFT = qt_numbers.ALIGN_LEFT | qt_numbers.ALIGN_V_CENTER
_RIGHT = qt_numbers.ALIGN_RIGHT | qt_numbers.ALIGN_V_CENTER

# A running deal with nothing planned is as pressing as an overdue one.
_LOOKS = {"none": "late"}


class LaidOutCard(NamedTuple):
    """A card with its texts cut for one width."""

    card: Card
    width: int
    today: date
    title: str
    who: str
    amount: str
    amount_small: bool
    answers: tuple[str, ...]
    letters: str
    chip: str
    chip_look: str
    marks: tuple[str, ...]


# What makes one card's picture what it is: height, pixels to one, selected, focused.
_Look = tuple[LaidOutCard, int, float, bool, bool]


class CardPainter:
    """Paints the cards of all columns of a board.

    No delegate of Qt's: its options take 7 million instructions to load before the first paint.

    Attributes:
        row_height: of a card with the gap under it.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cache: dict[int, LaidOutCard] = {}
        # Those painted last stand last.
        self._pictures: dict[int, tuple[_Look, QPixmap]] = {}
        # Cards painted since none waited for the next turn: they stay, or many that wait would
        # push each other out for ever.
        self._in_sight: set[int] = set()
        self._most = MOST_PICTURES
        self._turns: CardTurns | None = None
        self.forget()

    def draw_in_turns(self) -> None:
        """Draw new cards some at a time from here on: the first paint, which shows all, is over."""
        if self._turns is None:
            from pisteur.ui.pages.board.card_turns import CardTurns  # noqa: PLC0415 - as it says

            self._turns = CardTurns(self._all_drawn)

    def forget(self) -> None:
        """Drop what was laid out: the theme, the day or the language has changed."""
        fonts = self._theme.fonts
        self._cache.clear()
        self._pictures.clear()
        self._title_height = fonts.body_bold_metrics.height()
        self._who_height = fonts.label_metrics.height()
        self.row_height = (
            2 * PADDING
            + self._title_height
            + self._who_height
            + PIP_SIDE
            + PILL_HEIGHT
            + 3 * LINE_GAP
            + GAP
        )

    def paint(
        self,
        painter: QPainter,
        box: QRect,
        card: Card,
        state: BoardState,
        *,
        selected: bool,
        focused: bool,
    ) -> None:
        """Paint a card into `box`."""
        surface = painter.device()
        ratio = surface.devicePixelRatio()
        self._in_sight.add(card.id)
        kept, turns = self._pictures.get(card.id), self._turns
        if turns is not None and kept is None and not turns.may_draw(surface):
            tokens = self._theme.tokens
            empty = ground(
                *(box.width(), box.height(), card.heat, ratio, tokens),
                selected=selected,
                focused=focused,
                under=tokens.column,
            )
            painter.drawPixmap(box.topLeft(), empty)
            return
        if turns is not None and kept is not None and kept[0][0].width != box.width():
            old = kept[0][0]
            now = (old, box.height(), ratio, selected, focused)
            same = (card, state.today, state.letters) == (old.card, old.today, old.letters)
            if same and now == kept[0] and not turns.may_draw(surface):
                turns.paint_at_another_width(painter, box, kept[1])
                return
        laid = self.lay_out(card, state, box.width())
        painter.drawPixmap(
            box.topLeft(), self._picture((laid, box.height(), ratio, selected, focused))
        )

    def _all_drawn(self) -> None:
        """Keep twice as many pictures as are in sight."""
        # A very large screen shows more; so does who scrolls fast, for whom none is kept.
        self._most = max(self._most, min(2 * len(self._in_sight), MOST_EVER))
        self._in_sight.clear()

    def _picture(self, look: _Look) -> QPixmap:
        """Return a card as an image, from memory where possible: a drop moves a whole column.

        On the column's ground, not on nothing: text over transparency loses its sharpness.
        """
        laid, height, ratio, selected, focused = look
        kept = self._pictures.pop(laid.card.id, None)
        if kept is not None and _look_alike(kept[0], look):
            # With the card as it is now: it may have moved.
            self._pictures[laid.card.id] = (look, kept[1])
            return kept[1]
        tokens = self._theme.tokens
        drawn = ground(
            *(laid.width, height, laid.card.heat, ratio, tokens),
            selected=selected,
            focused=focused,
            under=tokens.column,
        ).copy()
        painter = QStylePainter(drawn, self._theme.fonts.host)
        self._paint_texts(painter, QRect(0, 0, laid.width, height), laid)
        painter.end()
        while len(self._pictures) >= self._most:
            oldest = next(iter(self._pictures))
            if oldest in self._in_sight:
                break
            del self._pictures[oldest]
        self._pictures[laid.card.id] = (look, drawn)
        return drawn

    def paint_card(
        self,
        painter: QStylePainter,
        box: QRect,
        laid: LaidOutCard,
        *,
        selected: bool,
        focused: bool,
    ) -> None:
        """Paint a card that was laid out for the width of `box`."""
        ratio, heat = painter.device().devicePixelRatio(), laid.card.heat
        size, tokens = (box.width(), box.height()), self._theme.tokens
        body = ground(*size, heat, ratio, tokens, selected=selected, focused=focused)
        painter.drawPixmap(box.topLeft(), body)
        self._paint_texts(painter, box, laid)

    def _paint_texts(self, painter: QStylePainter, box: QRect, laid: LaidOutCard) -> None:
        """Paint what stands on the ground of a card."""
        tokens, fonts = self._theme.tokens, self._theme.fonts
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(PADDING + tokens.stripe, PADDING, -PADDING, -PADDING)
        line = QRect(inner.left(), inner.top(), inner.width(), self._title_height)
        painter.setFont(fonts.body_bold)
        write(painter, line, _LEFT, laid.title, tokens.ink)
        line = QRect(
            inner.left(), line.bottom() + 1 + LINE_GAP - 1, inner.width(), self._who_height
        )
        painter.setFont(fonts.label)
        write(painter, line, _LEFT, laid.who, tokens.muted)
        card_marks.paint_marks(painter, line, laid.marks, tokens)
        line = QRect(inner.left(), line.bottom() + 1 + LINE_GAP, inner.width(), PIP_SIDE)
        paint_pips(painter, line.left(), line.top(), laid.answers, laid.letters, tokens, fonts)
        painter.setFont(fonts.label if laid.amount_small else fonts.body)
        write(painter, line, _RIGHT, laid.amount, tokens.ink)
        if laid.chip:
            line = QRect(inner.left(), line.bottom() + 1 + LINE_GAP + 1, inner.width(), PILL_HEIGHT)
            paint_pill(painter, line, laid.chip, laid.chip_look, tokens, fonts)

    def lay_out(self, card: Card, state: BoardState, width: int) -> LaidOutCard:
        """Return a card laid out for a width, from memory where possible."""
        laid = self._cache.get(card.id)
        if (
            laid is None
            or laid.card is not card
            or laid.width != width
            or laid.today != state.today
            or laid.letters != state.letters
        ):
            if len(self._cache) > MOST_CACHED:
                self._cache.clear()
            laid = self._cache[card.id] = self._make(card, state, width)
        return laid

    def _make(self, card: Card, state: BoardState, width: int) -> LaidOutCard:
        fonts = self._theme.fonts
        room = width - 2 * PADDING - self._theme.tokens.stripe
        marks = _marks(card, state)
        amount, small = self._fit_amount(card, room - pips_width(len(state.letters)) - LINE_GAP)
        chip = card_texts.chip(card, state)
        look = "" if chip is None else _LOOKS.get(chip.kind, chip.kind)
        metrics = fonts.label_bold_metrics if look in {"late", "today"} else fonts.label_metrics
        return LaidOutCard(
            card=card,
            width=width,
            today=state.today,
            title=_cut(fonts.body_bold_metrics, card.title, room),
            who=_cut(fonts.label_metrics, card.who, room - card_marks.width(marks)),
            amount=amount,
            amount_small=small,
            answers=card_texts.answers(card, state.letters),
            letters=state.letters,
            chip="" if chip is None else _chip_text(chip, metrics, room - 2 * PILL_PADDING),
            chip_look=look,
            marks=marks,
        )

    def _fit_amount(self, card: Card, room: int) -> tuple[str, bool]:
        """Return the amount and whether it is set small; never cut, for it would be misread."""
        fonts = self._theme.fonts
        exact = card_texts.amount(card)
        if fonts.body_metrics.horizontalAdvance(exact) <= room:
            return exact, False
        for text in (exact, card_texts.rounded_amount(card), card_texts.thousands(card)):
            if fonts.label_metrics.horizontalAdvance(text) <= room:
                return text, True
        return "…", True


def _look_alike(one: _Look, other: _Look) -> bool:
    """Return whether two looks are one picture: column and rank of a card are not in it."""
    before, now = one[0], other[0]
    if before is not now and (before[1:] != now[1:] or before.card.heat != now.card.heat):
        return False
    return one[1:] == other[1:]


def card_box(row: QRect, view_width: int) -> QRect:
    """Return where the card is in its row: the scroll bar, if there is one, is its margin."""
    scrolls = view_width - row.width() >= MARGIN
    return row.adjusted(0, 0, 0 if scrolls else -MARGIN, -GAP)


def _marks(card: Card, state: BoardState) -> tuple[str, ...]:
    named = (
        ("unreliable", bool(card.unreliable_reason)),
        ("forced", bool(card.forced_reason or card.forced_sale_reason)),
        ("unclear", bool(card_texts.open_answer(card))),
        ("standby", card.state == STANDBY),
        ("stale", state.is_stale(card)),
    )
    return (*(name for name, there in named if there), card.heat)


def _chip_text(chip: card_texts.Chip, metrics: QFontMetrics, room: int) -> str:
    """Return what and when; when the room is short it is the what that gives way."""
    if not chip.when:
        return _cut(metrics, chip.what, room)
    whole = _("{action} · {when}")
    if metrics.horizontalAdvance(whole.format(action=chip.what, when=chip.when)) <= room:
        return whole.format(action=chip.what, when=chip.when)
    if chip.kind == "none":
        return _cut(metrics, chip.what, room)
    rest = metrics.horizontalAdvance(whole.format(action="", when=chip.when))
    # One pixel less: each of the two advances is rounded.
    what = _cut(metrics, chip.what, room - rest - 1)
    if len(what) < LEAST_OF_TITLE and chip.brief:
        brief = whole.format(action=chip.brief, when=chip.when)
        if metrics.horizontalAdvance(brief) <= room:
            return brief
    if len(what) < LEAST_LETTERS:
        return _cut(metrics, chip.when, room)
    return whole.format(action=what, when=chip.when)


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    return cut(metrics, text.split("\n", 1)[0], max(0, room))
