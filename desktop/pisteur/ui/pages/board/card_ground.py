"""What lies under a card's texts: its body, the stripe of its heat, its edge.

It is drawn once for each size and look and kept as an image, as cards of a board share a few:
smooth corners cost ten times what copying does.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from pisteur.ui.pages.board.card_marks import heat_colour
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import brush, clear, colour, fill, pen


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
    under: str = "",
) -> QPixmap:
    """Return the ground of a card of `width` × `height`, sharp at `ratio` pixels to one.

    Its corners show the colour `under`, which makes it opaque; without, what it is painted on.
    """
    drawn = QPixmap(QSize(width, height) * ratio)
    drawn.setDevicePixelRatio(ratio)
    if under:
        drawn.fill(colour(under))
    else:
        clear(drawn)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, width, height)
    thick = 2.0 if selected or focused else 1.0
    shape = _rounded(box, thick / 2, tokens.radius)
    painter.fillPath(shape, brush(tokens.panel))
    painter.setClipPath(shape)
    fill(painter, QRectF(0, 0, tokens.stripe + thick / 2, height), heat_colour(heat, tokens))
    painter.setClipping(False)
    edge = pen(tokens.accent if thick > 1 else tokens.line, thick)
    if focused and not selected:
        edge = QPen(edge)
        edge.setStyle(QtCore.Qt.PenStyle.DashLine)
    painter.strokePath(shape, edge)
    if focused and selected:
        # A second ring tells the card that the keys act on from the others selected.
        ring = QPen(pen(tokens.accent))
        ring.setStyle(QtCore.Qt.PenStyle.DotLine)
        painter.strokePath(_rounded(box, 3.5, tokens.radius - 3), ring)
    painter.end()
    return drawn


def _rounded(box: QRectF, inset: float, radius: float) -> QPainterPath:
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
    return shape
