"""Paints the lines of the command palette: what was typed stands out in what was found."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pisteur.domain.search import Marked
from pisteur.i18n import isolated
from pisteur.presentation.palette_lines import Advice, Choice
from pisteur.presentation.palette_model import LINE
from pisteur.ui.theme.icons import icon
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import colour, paint_pill, pill_width
from pisteur.ui.widgets.row_table import base_line, is_plain

HEADING_HEIGHT = 30
ADVICE_HEIGHT = 72
LOW_HEIGHT = 36
HIGH_HEIGHT = 50

SIDE = 6
PADDING = 10
ICON_SIDE = 18
TEXT_LEFT = PADDING + ICON_SIDE + 12
GAP = 10
KEY_PADDING = 6
KEY_HEIGHT = 19
SEPARATOR = " · "
PATH_SEPARATOR = " › "

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CUT = Qt.TextElideMode.ElideRight
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(QStyledItemDelegate):
    """Paints a line with the theme in force."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(200, line_height(index.data(LINE)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        line = index.data(LINE)
        tokens, fonts = self._theme.tokens, self._theme.fonts
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Choice):
            state: QStyle.StateFlag = option.state
            self._paint_choice(painter, rect.adjusted(SIDE, 1, -SIDE, -1), line, state)
        else:
            painter.setPen(colour(tokens.muted))
            high = rect.height() == ADVICE_HEIGHT
            painter.setFont(fonts.body if high else fonts.label_bold)
            place = rect.adjusted(SIDE + PADDING, 0 if high else 8, -SIDE - PADDING, 0)
            metrics = fonts.body_metrics if high else fonts.label_bold_metrics
            text = metrics.elidedText(line.text, Qt.TextElideMode.ElideMiddle, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter if high else _LEFT), text)
        painter.restore()

    def _paint_choice(
        self, painter: QPainter, box: QRect, choice: Choice, state: QStyle.StateFlag
    ) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.accent_tint if selected else tokens.hover))
            painter.drawRoundedRect(box, Tokens.radius, Tokens.radius)
        side = QRect(box.left() + PADDING, 0, ICON_SIDE, ICON_SIDE)
        side.moveTop(box.top() + (box.height() - ICON_SIDE) // 2)
        icon(choice.icon, tokens.accent if selected else tokens.muted).paint(painter, side)
        right = self._paint_right(painter, box.adjusted(0, 0, -PADDING, 0), choice)
        text = QRect(box.left() + TEXT_LEFT, box.top(), 0, box.height())
        text.setRight(right - GAP)
        title = (fonts.body_bold, fonts.body_bold_metrics)
        body = (fonts.body, fonts.body_metrics)
        if choice.keys or isinstance(choice.opens, str):
            used = self._paint_marked(painter, text, [choice.title], body, tokens.ink)
            rest = text.adjusted(used + GAP, 0, 0, 0)
            label = (fonts.label, fonts.label_metrics)
            path = list(_joined(choice.details, PATH_SEPARATOR))
            self._paint_marked(painter, rest, path, label, tokens.muted)
        elif choice.details:
            half = box.height() // 2
            upper = text.adjusted(0, 4, 0, -half + 2)
            lower = text.adjusted(0, half - 2, 0, -4)
            self._paint_marked(painter, upper, [choice.title], title, tokens.ink)
            details = list(_joined(choice.details, SEPARATOR))
            self._paint_marked(painter, lower, details, body, tokens.muted)
        else:
            self._paint_marked(painter, text, [choice.title], title, tokens.ink)

    def _paint_right(self, painter: QPainter, box: QRect, choice: Choice) -> int:
        """Paint pill, amount and keys from the right; returns where the text must end."""
        tokens, fonts = self._theme.tokens, self._theme.fonts
        right = box.right()
        if choice.pill:
            width = min(pill_width(*choice.pill, fonts), box.width() // 3)
            place = QRect(right - width + 1, box.top(), width, box.height())
            paint_pill(painter, place, *choice.pill, tokens, fonts)
            right -= width + GAP
        if choice.aside:
            width = fonts.body_metrics.horizontalAdvance(choice.aside)
            painter.setFont(fonts.body)
            painter.setPen(colour(tokens.muted))
            place = QRect(right - width, box.top(), width + 1, box.height())
            painter.drawText(place, int(_RIGHT), choice.aside)
            right -= width + GAP
        if choice.keys:
            right = self._paint_keys(painter, box, choice.keys, right)
        return right

    def _paint_keys(self, painter: QPainter, box: QRect, keys: str, right: int) -> int:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        width = fonts.label_metrics.horizontalAdvance(keys) + 2 * KEY_PADDING
        place = QRect(right - width, 0, width, KEY_HEIGHT)
        place.moveTop(box.top() + (box.height() - KEY_HEIGHT) // 2)
        painter.setPen(colour(tokens.line))
        painter.setBrush(colour(tokens.panel))
        painter.drawRoundedRect(place, Tokens.radius_small, Tokens.radius_small)
        painter.setFont(fonts.label)
        painter.setPen(colour(tokens.muted))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), keys)
        return right - width - GAP

    def _paint_marked(
        self,
        painter: QPainter,
        place: QRect,
        texts: list[Marked],
        font: tuple[QFont, QFontMetrics],
        ink: str,
    ) -> int:
        """Paint texts one after the other, with their marks; returns the width used."""
        tokens, fonts = self._theme.tokens, self._theme.fonts
        left, end = place.left(), place.right() + 1
        strong = (fonts.body_bold, fonts.body_bold_metrics)
        if font[0] == fonts.label:
            strong = (fonts.label_bold, fonts.label_bold_metrics)
        for run, hit in _runs(texts):
            drawn, metrics = strong if hit else font
            room = end - left
            if room <= 0:
                break
            wide = metrics.horizontalAdvance(run)
            shown = run if wide <= room else metrics.elidedText(run, _CUT, room)
            # There may be no room for a single letter.
            if not shown:
                break
            painter.setFont(drawn)
            painter.setPen(colour(tokens.accent if hit else ink))
            if is_plain(shown):
                # From a point: a rectangle has the text laid out once more.
                painter.drawText(left, place.top() + base_line(place.height(), metrics), shown)
            else:
                spot = QRect(left, place.top(), room, place.height())
                painter.drawText(spot, int(_LEFT), shown)
            left += wide if shown is run else metrics.horizontalAdvance(shown)
            if shown is not run:
                break
        return left - place.left()


def line_height(line: object) -> int:
    """Return the height of a line."""
    if isinstance(line, Choice):
        return HIGH_HEIGHT if line.details and not isinstance(line.opens, str) else LOW_HEIGHT
    return ADVICE_HEIGHT if isinstance(line, Advice) else HEADING_HEIGHT


def _joined(texts: tuple[Marked, ...], separator: str) -> Iterator[Marked]:
    for place, text in enumerate(texts):
        if place:
            yield Marked(separator)
        yield text


def _runs(texts: list[Marked]) -> list[tuple[str, bool]]:
    """Return the texts in as few pieces as their marks allow: each is drawn by itself."""
    runs: list[tuple[str, bool]] = []
    for piece, hit in (piece for text in texts for piece in _pieces(text)):
        if runs and runs[-1][1] == hit:
            runs[-1] = runs[-1][0] + piece, hit
        else:
            runs.append((piece, hit))
    return runs


def _pieces(text: Marked) -> Iterator[tuple[str, bool]]:
    whole = isolated(text.text)
    if whole is not text.text:
        # Its pieces, drawn from left to right, would be in the wrong order.
        yield whole, False
        return
    done = 0
    for start, end in text.marks:
        if start > done:
            yield text.text[done:start], False
        yield text.text[start:end], True
        done = end
    if done < len(text.text):
        yield text.text[done:], False
