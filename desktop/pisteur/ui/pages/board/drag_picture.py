"""What follows the pointer while cards are dragged: the card that was grabbed, and how many."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from pisteur.presentation.formats import number
from pisteur.ui.pages.board.card_delegate import CardDelegate, LaidOutCard
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour

BADGE = 22
OPACITY = 0.92


def drag_picture(
    delegate: CardDelegate,
    laid: LaidOutCard,
    size: QSize,
    *,
    count: int,
    theme: Theme,
    ratio: float,
) -> QPixmap:
    """Return a card of `size`, with `count` on it when there are several."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(OPACITY)
    box = QRect(0, 0, size.width(), size.height())
    delegate.paint_card(painter, box, laid, selected=True, focused=False)
    if count > 1:
        painter.setOpacity(1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = number(count)
        wide = max(BADGE, theme.fonts.label_bold_metrics.horizontalAdvance(text) + 12)
        badge = QRect(size.width() - wide - 6, size.height() - BADGE - 6, wide, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.tokens.accent))
        painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
        painter.setFont(theme.fonts.label_bold)
        painter.setPen(colour(theme.tokens.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture
