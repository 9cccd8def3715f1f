"""The tick and the button of rows of the page of the day, as images: the same on all rows.

To draw them anew for each row took a fifth of the row.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from pisteur.ui.theme.fonts import Fonts
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import clear, colour

# Smooth lines are drawn on both sides of an edge: an image begins above and before its place.
EDGE = 1
TICK_SIDE = 16


@lru_cache(maxsize=16)
def ring(ink: str, ratio: float) -> QPixmap:
    """Return what is ticked, with room for its smooth edge."""
    drawn, painter = _begin(QSize(TICK_SIDE, TICK_SIDE), ratio)
    painter.setPen(QPen(colour(ink), 1.5))
    painter.drawEllipse(QRect(EDGE, EDGE, TICK_SIDE, TICK_SIDE))
    painter.end()
    return drawn


@lru_cache(maxsize=32)
def button_image(text: str, size: QSize, ratio: float, tokens: Tokens, fonts: Fonts) -> QPixmap:
    """Return the button of a row: the same few words on all of them."""
    drawn, painter = _begin(size, ratio)
    place = QRect(QPoint(EDGE, EDGE), size)
    painter.setBrush(colour(tokens.panel))
    painter.setPen(QPen(colour(tokens.line_strong), 1))
    painter.drawRoundedRect(place, 6, 6)
    painter.setFont(fonts.body)
    painter.setPen(colour(tokens.accent))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return drawn


def _begin(size: QSize, ratio: float) -> tuple[QPixmap, QPainter]:
    """Return a new image, transparent, with an edge around `size`, and its painter."""
    drawn = QPixmap((size + QSize(2 * EDGE, 2 * EDGE)) * ratio)
    drawn.setDevicePixelRatio(ratio)
    clear(drawn)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return drawn, painter
