"""The small signs in a card's corner, told apart by shape: heat as bars, standby, stale, forced,
an unreliable payer, an unclear answer.

What each means in words is in the card's tool tip and accessible description. Drawn once for each
set of signs and kept as an image.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QPolygonF

from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import brush, clear, fill, pen

SIDE = 12
GAP = 4
THICK = 1.4

# How many of the three bars are filled.
_BARS = {"cold": 1, "warm": 2, "hot": 3}


def heat_colour(heat: str, tokens: Tokens) -> str:
    """Return the colour of a heat."""
    return {"hot": tokens.hot, "warm": tokens.warm}.get(heat, tokens.cold)


def width(marks: Sequence[str]) -> int:
    """Return the width that `marks` take, with the space before them."""
    return len(marks) * (SIDE + GAP)


def paint_marks(painter: QPainter, line: QRect, marks: Sequence[str], tokens: Tokens) -> None:
    """Paint `marks` at the right of `line`, the last outermost."""
    drawn = _marks(tuple(marks), painter.device().devicePixelRatio(), tokens)
    left = line.right() + 1 - width(marks) + GAP
    painter.drawPixmap(QPointF(left, line.center().y() - SIDE / 2 + 0.5), drawn)


@lru_cache(maxsize=64)
def _marks(marks: tuple[str, ...], ratio: float, tokens: Tokens) -> QPixmap:
    size = QSize(width(marks) - GAP, SIDE)
    drawn = QPixmap(size * ratio)
    drawn.setDevicePixelRatio(ratio)
    clear(drawn)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, mark in enumerate(marks):
        box = QRectF(place * (SIDE + GAP), 0, SIDE, SIDE)
        match mark:
            case "unreliable":
                _paint_unreliable(painter, box, tokens)
            case "forced":
                _paint_forced(painter, box, tokens)
            case "unclear":
                _paint_unclear(painter, box, tokens)
            case "standby":
                _paint_standby(painter, box, tokens)
            case "stale":
                _paint_stale(painter, box, tokens)
            case _:
                _paint_heat(painter, box, mark, tokens)
    painter.end()
    return drawn


def _paint_heat(painter: QPainter, box: QRectF, heat: str, tokens: Tokens) -> None:
    """Paint three rising bars, one filled for cold, two for warm, three for hot."""
    filled = _BARS.get(heat, 1)
    for bar in range(3):
        tall = 4.0 + 3.0 * bar
        place = QRectF(box.left() + 1 + 4 * bar, box.bottom() - 1 - tall, 3, tall)
        fill(painter, place, heat_colour(heat, tokens) if bar < filled else tokens.line)


def _line(shape: QPainterPath, start: QPointF, end: QPointF) -> None:
    shape.moveTo(start)
    shape.lineTo(end)


def _paint_dot(painter: QPainter, at: QPointF, ink: str) -> None:
    dot = QPainterPath()
    dot.addEllipse(at, THICK / 2, THICK / 2)
    painter.fillPath(dot, brush(ink))


def _paint_forced(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paint a triangle with an exclamation mark: a gate was passed without evidence."""
    middle = box.center().x()
    low = box.bottom() - 1
    shape = QPainterPath()
    shape.addPolygon(
        QPolygonF(
            [
                QPointF(middle, box.top() + 1),
                QPointF(box.right() - 0.5, low),
                QPointF(box.left() + 0.5, low),
            ]
        )
    )
    shape.closeSubpath()
    _line(shape, QPointF(middle, box.top() + 5), QPointF(middle, box.top() + 7))
    painter.strokePath(shape, pen(tokens.warn, THICK))
    _paint_dot(painter, QPointF(middle, box.top() + 9.2), tokens.warn)


def _paint_unreliable(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paint a coin struck through: the contact pays unreliably."""
    coin = QPainterPath()
    coin.addEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))
    painter.fillPath(coin, brush(tokens.bad_tint))
    _line(coin, box.bottomLeft() + QPointF(1, -1), box.topRight() + QPointF(-1, 1))
    painter.strokePath(coin, pen(tokens.bad, THICK))


def _paint_unclear(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paint a question mark in a circle: the answer was neither yes nor no."""
    shape = QPainterPath()
    shape.addEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    middle = box.center()
    hook = QRectF(middle.x() - 1.7, middle.y() - 3.4, 3.4, 3.4)
    # From the left over the top to the bottom.
    shape.arcMoveTo(hook, 180)
    shape.arcTo(hook, 180, -270)
    _line(shape, middle, middle + QPointF(0, 0.6))
    painter.strokePath(shape, pen(tokens.warn, THICK))
    _paint_dot(painter, middle + QPointF(0, 2.9), tokens.warn)


def _paint_standby(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paint two upright bars: put aside."""
    for offset in (2.5, 7.0):
        fill(painter, QRectF(box.left() + offset, box.top() + 2, 2.5, 8), tokens.muted)


def _paint_stale(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paint a clock: nothing planned, and nothing happened for long."""
    shape = QPainterPath()
    shape.addEllipse(box.adjusted(1, 1, -1, -1))
    middle = box.center()
    _line(shape, middle, middle - QPointF(0, 3.0))
    _line(shape, middle, middle + QPointF(2.2, 1.2))
    painter.strokePath(shape, pen(tokens.bad, THICK))
