"""Which cards are drawn in this turn of the event loop, and how one looks that waits for the next.

From the first paint on, which shows all cards at once. What a card looks like is `CardPainter`’s.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pisteur.ui.pages.board.card_painter import PADDING

# How many are drawn in one turn, of those never seen and those of another width.
MOST_DRAWN = 10


class CardTurns:
    """Counts the cards drawn in a turn; the surfaces of others are painted again in the next."""

    def __init__(self, all_drawn: Callable[[], None]) -> None:
        """`all_drawn` is called when a turn is over after which no card waits."""
        self._all_drawn = all_drawn
        self._drawn = 0
        self._waiting: set[QWidget] = set()
        self._next_turn = QTimer()
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._go_on)

    def may_draw(self, surface: object) -> bool:
        """Say whether one more card is drawn in this turn; else `surface` is painted again soon."""
        if not isinstance(surface, QWidget):
            return True
        self._next_turn.start(0)
        if self._drawn >= MOST_DRAWN:
            self._waiting.add(surface)
            return False
        self._drawn += 1
        return True

    def _go_on(self) -> None:
        waiting, self._waiting, self._drawn = self._waiting, set(), 0
        if not waiting:
            self._all_drawn()
        for surface in waiting:
            # The columns may have been made anew.
            if isValid(surface):
                surface.update()

    @staticmethod
    def paint_at_another_width(painter: QPainter, box: QRect, picture: QPixmap) -> None:
        """Paint the picture of a card with its right border at the right of `box`.

        Between that and the texts is an empty pixel, which is drawn out as far as need be.
        """
        ratio = picture.devicePixelRatio()
        height, width = picture.height(), picture.width() / ratio
        left, edge = min(width, box.width()) - PADDING, PADDING - 1
        for start, end, source, taken in (
            (0, left, 0, left),
            (left, box.width() - edge, width - PADDING, 1),
            (box.width() - edge, box.width(), width - edge, edge),
        ):
            place = QRectF(box.left() + start, box.top(), end - start, height / ratio)
            painter.drawPixmap(place, picture, QRectF(source * ratio, 0, taken * ratio, height))
