"""Images of the lines of a list, kept so that scrolling copies what was painted before.

Drawing a line takes some hundred times what copying does. The cards of the board have their own,
`CardPainter`, which is there before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from pisteur.ui.widgets.painting import colour

# How many screenfuls are kept.
SCREENS = 3


class Pictures:
    """The images of one view, the oldest dropped when they fill more than some screenfuls.

    Attributes:
        drawn: how many were drawn so far.
        pixels: how much they fill now.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, QPixmap]] = {}
        self.pixels = 0
        self.drawn = 0

    def forget(self) -> None:
        """Drop all: the theme has changed."""
        self._kept.clear()
        self.pixels = 0

    def get(self, key: Hashable, look: object) -> QPixmap | None:
        """Return the image of the line `key`, None when there is none with this very `look`.

        A look is all that decides what the line looks like, its size and the screen's included.
        """
        kept = self._kept.get(key)
        return kept[1] if kept is not None and kept[0] == look else None

    def draw(  # noqa: PLR0917 - what an image is made of
        self,
        key: Hashable,
        look: object,
        size: QSize,
        ratio: float,
        ground: str,
        paint: Callable[[QPainter], None],
        screen: QSize,
    ) -> QPixmap:
        """Draw the line `key` by `paint`, sharp at `ratio` pixels to one, and keep it.

        On the colour `ground`, not on nothing: text over transparency loses its sharpness.
        `screen` is the size of the view.
        """
        old = self._kept.pop(key, None)
        if old is not None:
            self.pixels -= _pixels(old[1])
        drawn = QPixmap(size * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(colour(ground))
        painter = QPainter(drawn)
        paint(painter)
        painter.end()
        self.drawn += 1
        self._kept[key] = look, drawn
        self.pixels += _pixels(drawn)
        most = SCREENS * screen.width() * screen.height() * ratio * ratio
        while self.pixels > most and len(self._kept) > 1:
            self.pixels -= _pixels(self._kept.pop(next(iter(self._kept)))[1])
        return drawn


def _pixels(picture: QPixmap) -> int:
    return picture.width() * picture.height()
