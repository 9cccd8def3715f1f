"""What lies under a card's texts: its body, the stripe of its heat, its edge.

Drawn once for each size and look and kept as an image, as cards of a board share a few: smooth
corners cost ten times what copying does.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from pisteur.ui.pages.board.card_marks import heat_colour
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import colour


@lru_cache(maxsize=64)
def ground(
    width: int,
    height: int,
    heat: str,
    ratio: float,
    tokens: Tokens,
    *,
    selected: bool,
    focused: bool,
) -> QPixmap:
    """Return the ground of a card of `width` × `height`, sharp at `ratio` pixels to one."""
    drawn = QPixmap(QSize(width, height) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, width, height)
    pen = 2.0 if selected or focused else 1.0
    shape = _rounded(box, pen / 2, tokens.radius)
    painter.fillPath(shape, colour(tokens.panel))
    painter.setClipPath(shape)
    # A rectangle and not `fillRect`, whose other forms would load QGradient's 169 presets.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(heat_colour(heat, tokens)))
    painter.drawRect(QRectF(0, 0, tokens.stripe + pen / 2, height))
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = Qt.PenStyle.SolidLine if selected or not focused else Qt.PenStyle.DashLine
    painter.setPen(QPen(colour(tokens.accent if pen > 1 else tokens.line), pen, line))
    painter.drawPath(shape)
    if focused and selected:
        # A second ring tells the card that the keys act on from the others selected.
        painter.setPen(QPen(colour(tokens.accent), 1, Qt.PenStyle.DotLine))
        painter.drawPath(_rounded(box, 3.5, tokens.radius - 3))
    painter.end()
    return drawn


def _rounded(box: QRectF, inset: float, radius: float) -> QPainterPath:
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
    return shape
