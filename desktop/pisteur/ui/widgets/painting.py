"""Paints pills and pips for delegates, as the style sheet draws them for widgets.

Everything that costs (fonts, metrics, colours) is made once; a board paints thousands of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from pisteur.ui.theme.fonts import Fonts
from pisteur.ui.theme.tokens import Tokens

STATUS_KINDS = frozenset({"lead", "prospect", "customer", "dormant"})
BOLD_KINDS = frozenset({"late", "today", "ok"})

PILL_PADDING = 7
PILL_HEIGHT = 18
PIP_SIDE = 16
PIP_GAP = 4

ANSWER_SIGNS = ("yes", "no", "unknown")


@cache
def colour(name: str) -> QColor:
    """Return the colour `#rrggbb`, made once."""
    return QColor(name)


def pill_colours(kind: str, tokens: Tokens) -> tuple[str, str, str]:
    """Return fill, border and text of a pill of `kind`; `planned` for a kind not known."""
    match kind:
        case "late" | "no":
            return tokens.bad_tint, tokens.bad_tint, tokens.bad
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


def pill_width(text: str, kind: str, fonts: Fonts) -> int:
    """Return the width that a pill takes when nothing is cut."""
    return _pill_font(kind, fonts)[1].horizontalAdvance(text) + 2 * PILL_PADDING


def paint_pill(  # noqa: PLR0917 - called for every card, in the order of drawText
    painter: QPainter, rect: QRect, text: str, kind: str, tokens: Tokens, fonts: Fonts
) -> int:
    """Paint a pill at the left of `rect`, centred in its height, cut to its width.

    Kinds: late, today, planned, ok; lead, prospect, customer, dormant in spaced capitals.

    Returns:
        The width painted.
    """
    font, metrics = _pill_font(kind, fonts)
    width = metrics.horizontalAdvance(text) + 2 * PILL_PADDING
    if width > rect.width():
        width = rect.width()
        room = width - 2 * PILL_PADDING
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    top = rect.top() + (rect.height() - PILL_HEIGHT) // 2
    box = QRect(rect.left(), top, width, PILL_HEIGHT)
    fill, border, ink = pill_colours(kind, tokens)
    _paint_box(painter, box, fill, border, tokens.radius_small)
    painter.setFont(font)
    painter.setPen(colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
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
    painter.setFont(fonts.pip)
    for place, (answer, letter) in enumerate(zip(answers, letters, strict=True)):
        box = QRect(x + place * (PIP_SIDE + PIP_GAP), y, PIP_SIDE, PIP_SIDE)
        fill, border, ink = pill_colours(answer, tokens)
        _paint_box(painter, box, fill, border, tokens.radius_small)
        painter.setPen(colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    return pips_width(len(answers))


def _pill_font(kind: str, fonts: Fonts) -> tuple[QFont, QFontMetrics]:
    if kind in STATUS_KINDS:
        return fonts.status, fonts.status_metrics
    if kind in BOLD_KINDS:
        return fonts.label_bold, fonts.label_bold_metrics
    return fonts.label, fonts.label_metrics


def _paint_box(painter: QPainter, box: QRect, fill: str, border: str, radius: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour(fill))
    if fill == border:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, radius, radius)
    else:
        painter.setPen(QPen(colour(border), 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
