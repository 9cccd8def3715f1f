"""Lays a page out at once, when all on it has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def settle_layouts(area: QScrollArea, page: QWidget) -> None:
    """Lay out all that changed on `page`, which `area` scrolls, from the inside out.

    Left to the event loop, each layout tells the one around it when its turn comes, and the page
    is laid out and painted in between.
    """
    widgets = page.findChildren(QWidget)
    outermost = page.layout()
    if outermost is not None:
        # Each that is shown would have all around it laid out at once.
        outermost.setEnabled(False)
    for widget in widgets:
        if widget.isHidden() and _is_new(widget):
            # Qt would show it with the next round of events, after a frame without it.
            widget.show()
    if outermost is not None:
        outermost.setEnabled(True)
    for widget in reversed(widgets):
        inside = widget.layout()
        if inside is not None:
            inside.activate()
    # The page gets its new height first, and with it all on it their places.
    QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))
    if outermost is not None:
        outermost.activate()


def _is_new(widget: QWidget) -> bool:
    """Return whether a layout of what is in sight took the widget, and nobody has hidden it."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not parent.isVisible():
        return False
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        return False
    # Those of rows within rows are of a layout of their parent, too.
    return parent.layout() is not None
