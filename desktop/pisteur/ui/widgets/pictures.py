"""Images of the lines of a list, kept so that scrolling copies what was painted before.

Drawing a line takes some hundred times what copying does. So few are drawn in one go that a frame
stays a frame, the rest a moment later; and the next ones above and below are drawn while nothing
else is to do. The cards of the board have their own, `CardPainter`, which is there before the
first paint.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from pisteur.ui.widgets.painting import colour

# How many lines are drawn in one paint; those left out follow with the next frame.
MOST_DRAWN = 6
REST_MS = 16
# Between two that are drawn ahead: what waits has its turn.
NEXT_MS = 1
# Of the lines in sight, the part that is kept above them, and below.
BESIDE = 4


class Pictures(QObject):
    """The images of one view: of the lines in sight, and of some on both sides of them.

    Each paint of the view is between `begin` and `finish`. Lines are known by their rows; what
    stands for others has a number below nought, and stays.

    Attributes:
        drawn: how many were drawn so far.
    """

    def __init__(self, view: QAbstractItemView, prepare: Callable[[int], object]) -> None:
        """`prepare` draws the line of a row that is not in sight, if it can."""
        super().__init__(view)
        self.drawn = 0
        self._view = view
        self._prepare = prepare
        self._kept: dict[int, tuple[object, QPixmap]] = {}
        self._in_this_paint = 0
        self._left_out = False
        self._coming: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def rows(self) -> list[int]:
        """The rows that there are images of."""
        return sorted(row for row in self._kept if row >= 0)

    def forget(self) -> None:
        """Drop all: the theme has changed, or nobody looks."""
        self._kept.clear()
        self._coming.clear()
        self._timer.stop()
        self._left_out = False
        self._view.viewport().update()

    def get(self, key: int, look: object) -> QPixmap | None:
        """Return the image of the line `key`, None when there is none with this very `look`.

        A look is all that decides what the line looks like, its size and the screen's included.
        """
        kept = self._kept.get(key)
        return kept[1] if kept is not None and kept[0] == look else None

    def begin(self) -> None:
        """Begin a paint of the view.

        What an earlier one left out is still to be drawn: this one may be of a single line.
        """
        self._in_this_paint = 0

    def may_draw(self) -> bool:
        """Say whether this paint may draw one more line; else the line follows in the next."""
        may = self._in_this_paint < MOST_DRAWN
        self._left_out = self._left_out or not may
        return may

    def draw(  # noqa: PLR0917 - what an image is made of
        self,
        key: int,
        look: object,
        size: QSize,
        ratio: float,
        ground: str,
        paint: Callable[[QPainter], None],
    ) -> QPixmap:
        """Draw the line `key` by `paint`, sharp at `ratio` pixels to one, and keep it.

        On the colour `ground`, not on nothing: text over transparency loses its sharpness.
        """
        drawn = QPixmap(size * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(colour(ground))
        painter = QPainter(drawn)
        paint(painter)
        painter.end()
        self.drawn += 1
        self._in_this_paint += 1
        self._kept[key] = look, drawn
        return drawn

    def finish(self, first: int, last: int) -> None:
        """End a paint that shows the rows from `first` to `last`; others far from them go."""
        beside = (last - first + 1) // BESIDE
        above, below = max(0, first - beside), min(self._view.model().rowCount() - 1, last + beside)
        for row in [row for row in self._kept if row >= 0 and not above <= row <= below]:
            del self._kept[row]
        # The nearest last: they are taken from the end.
        self._coming = sorted(
            (row for row in (*range(above, first), *range(last + 1, below + 1))),
            key=lambda row: min(abs(row - first), abs(row - last)),
            reverse=True,
        )
        if self._left_out:
            self._timer.start(REST_MS)
        elif self._coming:
            self._timer.start(NEXT_MS)

    def _go_on(self) -> None:
        if self._left_out:
            self._left_out = False
            self._view.viewport().update()
            return
        while self._coming:
            row = self._coming.pop()
            if row not in self._kept and row < self._view.model().rowCount():
                self.begin()
                self._prepare(row)
                break
        if self._coming:
            self._timer.start(NEXT_MS)
