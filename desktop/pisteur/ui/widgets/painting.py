"""Paints pills and pips for views and delegates, as the style sheet draws them for widgets.

Each is drawn once and kept as an image, as a board paints the same few again and again: drawing
costs 50 times what copying does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStylePainter, QWidget

from pisteur.i18n import isolated
from pisteur.presentation import qt_numbers
from pisteur.ui.theme.fonts import Fonts
from pisteur.ui.theme.tokens import Tokens

STATUS_KINDS = frozenset({"lead", "prospect", "customer", "dormant"})
BOLD_KINDS = frozenset({"late", "today", "ok"})

PILL_PADDING = 7
PILL_HEIGHT = 18
PIP_SIDE = 16
PIP_GAP = 4
_CENTRE = qt_numbers.ALIGN_H_CENTER | qt_numbers.ALIGN_V_CENTER
# Signs that belong to the one before them.
_JOINER = "\u200d"
_JOINING = (("\u0300", "\u036f"), ("\ufe00", "\ufe0f"), ("\U0001f3fb", "\U0001f3ff"))
_INK = QPalette.ColorRole.WindowText


@cache
def colour(name: str) -> QColor:
    """Return the colour `#rrggbb`, made once."""
    return QColor(name)


@cache
def pen(name: str, width: float = 1.0) -> QPen:
    """Return the pen for a line in the colour `#rrggbb`, `width` pixels thick, made once."""
    made = QPen()
    made.setColor(colour(name))
    made.setWidthF(width)
    return made


@cache
def brush(name: str) -> QBrush:
    """Return the brush that fills with the colour `#rrggbb`, made once."""
    return pen(name).brush()


@cache
def _ink(name: str) -> QPalette:
    made = QPalette()
    made.setColor(_INK, colour(name))
    return made


def clear(drawn: QPixmap) -> None:
    """Make a new image transparent all over."""
    drawn.fill(QColor(0, 0, 0, 0))


def fill(painter: QPainter, box: QRectF, colour_name: str) -> None:
    """Fill `box` with the colour `#rrggbb`, without an edge."""
    shape = QPainterPath()
    shape.addRect(box)
    painter.fillPath(shape, brush(colour_name))


def write(painter: QStylePainter, box: QRect, flags: int, text: str, ink: str) -> None:
    """Write `text` into `box` in the colour `ink`, placed by `flags` of `qt_numbers`."""
    painter.drawItemText(box, flags, _ink(ink), True, text, _INK)


def cut(metrics: QFontMetrics, text: str, room: int) -> str:
    """Return `text`, or its beginning and “…” where it is wider than `room` pixels.

    A text that is written from right to left ends at its left, with what belongs there.
    """
    text = isolated(text)
    wide = metrics.horizontalAdvance(text)
    if wide <= room:
        return text
    dots = metrics.horizontalAdvance("…")
    if room < dots:
        return ""
    # Letters differ little: a guess by the average is a few letters off at most.
    end = min(len(text) - 1, len(text) * (room - dots) // wide + 1)
    while end + 1 < len(text) and metrics.horizontalAdvance(text[: end + 1] + "…") <= room:
        end += 1
    while end and metrics.horizontalAdvance(text[:end] + "…") > room:
        end -= 1
    return text[: _whole(text, end)] + "…"


def _whole(text: str, end: int) -> int:
    """Return `end`, or where the sign begins that it would split: accents, joined pictures."""
    while end and end < len(text) and (_joins(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return end


def _joins(sign: str) -> bool:
    return sign == _JOINER or any(first <= sign <= last for first, last in _JOINING)


def pill_colours(kind: str, tokens: Tokens) -> tuple[str, str, str]:
    """Return fill, border and text of a pill of `kind`; `planned` for a kind not known."""
    match kind:
        case "late" | "no":
            # A no is framed, and its letter struck out: told apart from yes without its colour.
            return tokens.bad_tint, tokens.bad if kind == "no" else tokens.bad_tint, tokens.bad
        case "today" | "dormant":
            return tokens.warn_tint, tokens.warn_tint, tokens.warn
        case "ok" | "customer" | "yes":
            return tokens.ok_tint, tokens.ok_tint, tokens.ok
        case "prospect":
            return tokens.accent_tint, tokens.accent_tint, tokens.accent
        case "lead" | "unknown":
            return tokens.panel, tokens.line, tokens.muted
        case _:
            return tokens.column, tokens.column, tokens.muted


@lru_cache(maxsize=4096)
def pill_width(text: str, kind: str, fonts: Fonts) -> int:
    """Return the width that a pill takes when nothing is cut."""
    return _pill_font(kind, fonts)[1].horizontalAdvance(text) + 2 * PILL_PADDING


def pill_text(text: str, kind: str, width: int, fonts: Fonts) -> str:
    """Return what of `text` a pill of `width` shows."""
    # Advances are rounded: a text given just its own would be cut.
    if width >= pill_width(text, kind, fonts):
        return text
    room = max(width - 2 * PILL_PADDING, 0)
    metrics = _pill_font(kind, fonts)[1]
    return cut(metrics, text, room)


def paint_pill(  # noqa: PLR0917 - called for every card, in the order of drawText
    painter: QPainter, rect: QRect, text: str, kind: str, tokens: Tokens, fonts: Fonts
) -> int:
    """Paint a pill at the left of `rect`, centred in its height, cut to its width.

    Kinds: late, today, planned, ok; lead, prospect, customer, dormant in spaced capitals.

    Returns:
        The width painted.
    """
    width = min(pill_width(text, kind, fonts), rect.width())
    if width <= 0:
        return 0
    ratio = painter.device().devicePixelRatio()
    top = rect.top() + (rect.height() - PILL_HEIGHT) // 2
    painter.drawPixmap(rect.left(), top, _pill(text, kind, width, ratio, tokens, fonts))
    return width


def pips_width(count: int) -> int:
    """Return the width of a row of `count` pips."""
    return max(0, count * (PIP_SIDE + PIP_GAP) - PIP_GAP)


def paint_pips(  # noqa: PLR0917 - as above
    painter: QPainter,
    x: int,
    y: int,
    answers: Sequence[str],
    letters: Sequence[str],
    tokens: Tokens,
    fonts: Fonts,
) -> int:
    """Paint one pip per answer (`yes`, `no`, `unknown`) with its letter, from (`x`, `y`).

    Returns:
        The width painted.
    """
    ratio = painter.device().devicePixelRatio()
    for place, (answer, letter) in enumerate(zip(answers, letters, strict=True)):
        left = x + place * (PIP_SIDE + PIP_GAP)
        painter.drawPixmap(left, y, _pip(answer, letter, ratio, tokens, fonts))
    return pips_width(len(answers))


@lru_cache(maxsize=1024)
def _pill(  # noqa: PLR0917 - the key of the cache
    text: str, kind: str, width: int, ratio: float, tokens: Tokens, fonts: Fonts
) -> QPixmap:
    font = _pill_font(kind, fonts)[0]
    shown = pill_text(text, kind, width, fonts)
    colours = pill_colours(kind, tokens)
    return _box(QSize(width, PILL_HEIGHT), shown, font, colours, ratio, fonts.host)


@lru_cache(maxsize=256)
def _pip(answer: str, letter: str, ratio: float, tokens: Tokens, fonts: Fonts) -> QPixmap:
    side = QSize(PIP_SIDE, PIP_SIDE)
    font = fonts.pip_struck if answer == "no" else fonts.pip
    return _box(side, letter, font, pill_colours(answer, tokens), ratio, fonts.host)


def _box(  # noqa: PLR0917 - what there is to say of a box
    size: QSize,
    text: str,
    font: QFont,
    colours: tuple[str, str, str],
    ratio: float,
    host: QWidget,
) -> QPixmap:
    """Draw a rounded box with a text in its middle, sharp at `ratio` pixels to one."""
    body, border, ink = colours
    drawn = _empty_box(size.width(), size.height(), body, border, ratio).copy()
    painter = QStylePainter(drawn, host)
    painter.setFont(font)
    write(painter, QRect(0, 0, size.width(), size.height()), _CENTRE, text, ink)
    painter.end()
    return drawn


# Texts differ more than their widths do, and smooth corners cost three times what a text does.
@lru_cache(maxsize=512)
def _empty_box(width: int, height: int, body: str, border: str, ratio: float) -> QPixmap:
    drawn = QPixmap(QSize(width, height) * ratio)
    drawn.setDevicePixelRatio(ratio)
    clear(drawn)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    radius = Tokens.radius_small - 0.5
    edge.addRoundedRect(QRectF(0, 0, width, height).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.fillPath(edge, brush(body))
    painter.strokePath(edge, pen(border))
    painter.end()
    return drawn


def _pill_font(kind: str, fonts: Fonts) -> tuple[QFont, QFontMetrics]:
    if kind in STATUS_KINDS:
        return fonts.status, fonts.status_metrics
    if kind in BOLD_KINDS:
        return fonts.label_bold, fonts.label_bold_metrics
    return fonts.label, fonts.label_metrics
