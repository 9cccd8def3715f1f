"""Paints the lines of the page of the day, and knows where the tick and the button of each are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from heapq import nlargest
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from pisteur.presentation.today_model import Line, TodayHeader, TodayModel, TodayRow
from pisteur.ui.pages.today.row_signs import EDGE, TICK_SIDE, button_image, ring
from pisteur.ui.theme.icons import icon
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import colour, paint_pill
from pisteur.ui.widgets.pictures import Pictures
from pisteur.ui.widgets.row_table import write

HEADER_HEIGHT = 30
BOX_HEIGHT = 38
ROW_GAP = 6
ROW_HEIGHT = BOX_HEIGHT + ROW_GAP

PADDING = 12
TICK_AREA = 38
CHIP_LEFT = 38
CHIP_WIDTH = 92
TITLE_LEFT = CHIP_LEFT + CHIP_WIDTH + 6
AMOUNT_WIDTH = 76
COLUMN_GAP = 12
ICON_SIDE = 14
MARK_GAP = 6
# How many of the longest texts of a page are measured.
MEASURED = 16
BUTTON_HEIGHT = 26

# Shares of what is left beside tick, chip and amount.
TITLE_SHARE = 0.38
WHO_SHARE = 0.33

# Of rows, with their colours.
_ICONS = (
    *(("phone", "muted"), ("mail", "muted"), ("repeat", "muted")),
    *(("warning", "warn"), ("standby", "warn"), ("check", "accent")),
)
# What stands for a row that is drawn a moment later.
_EMPTY = -1


class Mood(NamedTuple):
    """How a row stands."""

    selected: bool
    focused: bool
    hovered: bool


class _Widest(NamedTuple):
    """How much room the texts of the page want; `amounts`, whether a row has one."""

    title: int
    who: int
    amounts: bool


class RowPainter:
    """Paints headings and rows with the theme in force, and keeps them as images.

    Attributes:
        pictures: of the lines.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        self._theme = theme
        self._view = view
        self.pictures = Pictures(view, self._prepare)
        self._widest: _Widest | None = None

    def main_area(self, rect: QRect, row: TodayRow) -> QRect:
        """Return where a click does the main thing: the tick, or the button of a deal."""
        box = _box(rect)
        if not row.button:
            return QRect(box.left(), box.top(), TICK_AREA, box.height())
        return self._button_rect(box, row.button)

    def paint(self, painter: QPainter, rect: QRect, row: int, mood: Mood) -> None:
        """Paint the line `row` into `rect`."""
        ratio = painter.device().devicePixelRatio()
        picture = self._picture(row, rect.size(), mood, ratio)
        painter.drawPixmap(rect.left(), rect.top() - EDGE, picture)

    def _prepare(self, row: int) -> None:
        """Draw a line that is not in sight yet."""
        ratio = self._view.viewport().devicePixelRatio()
        size = self._view.visualRect(self._view.model().index(row, 0)).size()
        self._picture(row, size, Mood(False, False, False), ratio)

    def _picture(self, row: int, size: QSize, mood: Mood, ratio: float) -> QPixmap:
        """Return the image of a line, of an empty one while it can't be drawn."""
        line: Line | None = self._lines()[row]
        look = (line, mood, size, ratio)
        picture = self.pictures.get(row, look)
        if picture is None and not self.pictures.may_draw():
            row, line = _EMPTY, None
            look = (line, mood, size, ratio)
            picture = self.pictures.get(row, look)
        if picture is None:
            box = QRect(QPoint(0, EDGE), size)
            paint = partial(self._paint, line=line, box=box, mood=mood)
            ground = self._theme.tokens.ground
            picture = self.pictures.draw(row, look, size, ratio, ground, paint)
        return picture

    def prepare(self) -> Iterator[None]:
        """Make the icons of rows, each at a step: for who makes the page ahead of need."""
        for name, ink in _ICONS:
            icon(name, str(getattr(self._theme.tokens, ink)))
            yield

    def forget(self) -> None:
        """Drop the images: the theme has changed."""
        self.pictures.forget()
        self._widest = None

    def measure_again(self) -> None:
        """Find out anew how much room the texts want: the page has other rows."""
        before, self._widest = self._widest, None
        # Now, not while the page is painted.
        if self._measured() != before:
            self.pictures.forget()

    def _paint(self, painter: QPainter, line: object, box: QRect, mood: Mood) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, TodayHeader):
            self._paint_header(painter, box, line)
            return
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(0, 0, _ground(box.width(), mood, ratio, self._theme.tokens))
        if isinstance(line, TodayRow):
            self._paint_row(painter, _box(box), line, mood)

    def _paint_header(self, painter: QPainter, rect: QRect, header: TodayHeader) -> None:
        painter.setFont(self._theme.fonts.label_bold)
        painter.setPen(colour(self._theme.tokens.muted))
        place = rect.adjusted(2, 0, 0, -8)
        painter.drawText(
            place,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom),
            header.title.upper(),
        )

    def _paint_row(self, painter: QPainter, box: QRect, row: TodayRow, mood: Mood) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        if row.button:
            self._paint_icon(painter, box, "standby" if row.group == "woken" else "warning")
        else:
            self._paint_tick(painter, box, hovered=mood.hovered)
        chip = QRect(box.left() + CHIP_LEFT, box.top(), CHIP_WIDTH, box.height())
        paint_pill(painter, chip, row.chip, row.chip_kind, tokens, fonts)
        right = box.right() - PADDING
        if row.button:
            right = self._paint_button(painter, box, row.button).left() - COLUMN_GAP
        left = box.left() + TITLE_LEFT
        # The columns are those of rows without a button, so that they stand under each other.
        free = box.right() - PADDING - left - AMOUNT_WIDTH - 3 * COLUMN_GAP
        title, who, amount = self._shares(free)
        x = left
        for text, width, after, font, ink in (
            (row.title, title, _mark_width(row), "body_bold", tokens.ink),
            (row.who, who, 0, "body", tokens.muted),
            (row.amount, amount, 0, "body", tokens.ink),
        ):
            # One less: a text must not touch the next column.
            shown = QRect(x, box.top(), width - after - 1, box.height())
            write(painter, shown, text, fonts, font, ink)
            x += width + COLUMN_GAP
        if row.repeats:
            mark = left + min(
                title - _mark_width(row), fonts.body_bold_metrics.horizontalAdvance(row.title)
            )
            self._paint_repeats(painter, QPoint(mark + MARK_GAP, box.top()))
        self._paint_reach(painter, QRect(x, box.top(), right - x, box.height()), row)

    def _shares(self, free: int) -> tuple[int, int, int]:
        """Return the widths of title, who and amount, the same for every row of the page.

        A long title takes what who and amounts leave of theirs on all rows.
        """
        widest = self._measured()
        title, who, amount = int(free * TITLE_SHARE), int(free * WHO_SHARE), AMOUNT_WIDTH
        if widest.title <= title:
            return title, who, amount
        room = title + who
        if not widest.amounts:
            room, amount = room + amount, 0
        title = max(title, min(widest.title, room - min(who, widest.who)))
        return title, room - title, amount

    def _lines(self) -> tuple[Line, ...]:
        model = self._view.model()
        return model.lines if isinstance(model, TodayModel) else ()

    def _measured(self) -> _Widest:
        if self._widest is None:
            rows = [line for line in self._lines() if isinstance(line, TodayRow)]
            fonts = self._theme.fonts
            bold, body = fonts.body_bold_metrics.horizontalAdvance, fonts.body_metrics
            # The widest is among the longest: to measure each of thousands takes too long.
            titles = nlargest(MEASURED, rows, key=lambda row: len(row.title))
            people = nlargest(MEASURED, rows, key=lambda row: len(row.who))
            self._widest = _Widest(
                max((bold(row.title) + _mark_width(row) + 1 for row in titles), default=0),
                max((body.horizontalAdvance(row.who) + 1 for row in people), default=0),
                any(row.amount for row in rows),
            )
        return self._widest

    def _paint_repeats(self, painter: QPainter, corner: QPoint) -> None:
        top = corner.y() + (BOX_HEIGHT - ICON_SIDE) // 2
        place = QRect(corner.x(), top, ICON_SIDE, ICON_SIDE)
        icon("repeat", self._theme.tokens.muted).paint(painter, place)

    def _paint_reach(self, painter: QPainter, place: QRect, row: TodayRow) -> None:
        text = place.adjusted(ICON_SIDE + 6, 0, 0, 0)
        fonts, ink = self._theme.fonts, self._theme.tokens.muted
        needed = fonts.body_metrics.horizontalAdvance(row.reach)
        # Half an address can still be recognised, half a number can't.
        smallest = needed if row.reach_icon == "phone" else min(needed, 50)
        if not row.reach or text.width() < smallest:
            return
        top = place.top() + (place.height() - ICON_SIDE) // 2
        icon(row.reach_icon, ink).paint(painter, QRect(place.left(), top, ICON_SIDE, ICON_SIDE))
        write(painter, text, row.reach, fonts, "body", ink)

    def _paint_tick(self, painter: QPainter, box: QRect, *, hovered: bool) -> None:
        tokens = self._theme.tokens
        ink = tokens.accent if hovered else tokens.line_strong
        place = self._sign_rect(box).topLeft() - QPoint(EDGE, EDGE)
        painter.drawPixmap(place, ring(ink, painter.device().devicePixelRatio()))
        if hovered:
            icon("check", tokens.accent).paint(painter, self._sign_rect(box).adjusted(3, 3, -3, -3))

    def _paint_icon(self, painter: QPainter, box: QRect, name: str) -> None:
        icon(name, self._theme.tokens.warn).paint(painter, self._sign_rect(box))

    def _paint_button(self, painter: QPainter, box: QRect, text: str) -> QRect:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        place, ratio = self._button_rect(box, text), painter.device().devicePixelRatio()
        image = button_image(text, place.size(), ratio, tokens, fonts)
        painter.drawPixmap(place.topLeft() - QPoint(EDGE, EDGE), image)
        return place

    def _button_rect(self, box: QRect, text: str) -> QRect:
        width = self._theme.fonts.body_metrics.horizontalAdvance(text) + 20
        top = box.top() + (box.height() - BUTTON_HEIGHT) // 2
        return QRect(box.right() - 7 - width, top, width, BUTTON_HEIGHT)

    @staticmethod
    def _sign_rect(box: QRect) -> QRect:
        corner = QPoint(box.left() + PADDING, box.top() + (box.height() - TICK_SIDE) // 2)
        return QRect(corner, QSize(TICK_SIDE, TICK_SIDE))


def _box(rect: QRect) -> QRect:
    return rect.adjusted(0, 0, 0, -ROW_GAP)


def _mark_width(row: TodayRow) -> int:
    return MARK_GAP + ICON_SIDE if row.repeats else 0


@lru_cache(maxsize=16)
def _ground(width: int, mood: Mood, ratio: float, tokens: Tokens) -> QPixmap:
    """Return what is under the texts of a row, its gap included."""
    drawn = QPixmap(QSize(width, ROW_HEIGHT) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(colour(tokens.ground))
    selected, focused, hovered = mood
    fill = tokens.accent_tint if selected else tokens.hover if hovered else tokens.panel
    border = tokens.accent if selected or focused else tokens.line
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour(fill))
    painter.setPen(QPen(colour(border), 2 if focused else 1))
    inset = 1 if focused else 0
    box = QRect(inset, EDGE + inset, width - 1 - 2 * inset, BOX_HEIGHT - 1 - 2 * inset)
    painter.drawRoundedRect(box, tokens.radius, tokens.radius)
    painter.end()
    return drawn
