"""Lays a page out at once, when all on it has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def settle_layouts(area: QScrollArea, page: QWidget) -> None:
    """Lay out all that changed on `page`, which `area` scrolls, from the inside out.

    Left to the event loop, each layout tells the one around it when its turn comes, and the page
    is laid out and painted in between.
    """
    for widget in reversed(page.findChildren(QWidget)):
        inside = widget.layout()
        if inside is not None:
            inside.activate()
    # The page gets its new height first, and with it all on it their places.
    QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))
    outermost = page.layout()
    if outermost is not None:
        outermost.activate()
