"""The app's own line icons, in any colour of the theme.

The files in `resources/icons` are drawn in one grey; that grey is replaced by the colour asked for.
Rendered when asked for, and QtSvg loaded with the first: ask where the icon is first shown, not on
the way to the first paint. (An icon engine in Python would be lazy by itself, and crashes when Qt
clones it.)
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from pisteur.resources import resource_path

DRAWN_IN = "#6f767e"
DISABLED_OPACITY = 0.4
# What 16, 20 and 24 pixels need on screens of one, two and three to one.
SIZES = (16, 20, 24, 32, 40, 48, 72)


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return the icon `name` (a file of `resources/icons`, without its ending) in `colour`.

    Raises:
        FileNotFoundError: when there is no such file.
    """
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - see above

    drawing = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(drawing.replace(DRAWN_IN, colour).encode())
    made = QIcon()
    for side in SIZES:
        drawn = _empty(side)
        painter = QPainter(drawn)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(drawn, QIcon.Mode.Normal)
        # Copied: to render it again takes most of the time.
        pale = _empty(side)
        painter = QPainter(pale)
        painter.setOpacity(DISABLED_OPACITY)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        made.addPixmap(pale, QIcon.Mode.Disabled)
    return made


def _empty(side: int) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    return drawn
