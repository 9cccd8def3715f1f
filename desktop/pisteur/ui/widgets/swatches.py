"""The colours of columns as small squares, for lists to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from pisteur.domain.words import StageColour
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens

SIDE = 16


def swatch(colour: StageColour, theme: Theme) -> QIcon:
    """Return a square in the colour, an empty one for none."""
    made = QIcon()
    for scale in (1, 2, 3):
        drawn = QPixmap(SIDE * scale, SIDE * scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        token = colour.value or "line_strong"
        painter.setPen(QColor(getattr(theme.tokens, token)))
        if colour is not StageColour.NONE:
            painter.setBrush(QColor(getattr(theme.tokens, token)))
        radius = Tokens.radius_small - 1
        painter.drawRoundedRect(1, 1, SIDE - 2, SIDE - 2, radius, radius)
        painter.end()
        made.addPixmap(drawn)
    return made
