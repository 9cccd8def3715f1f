"""Takes widgets out of a page or dialog that stays.

A widget leaves its layout before it is deleted. PySide6 keeps a record of each item of a layout
that was filled before it got its place in another; Qt deletes the item with the widget without
telling it; and when something else comes to lie in the same place of memory, PySide6 crashes. For
the same reason nothing asks a layout for an item (`itemAt`); a test holds that.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def discard(widget: QWidget) -> None:
    """Take a widget away: unseen and unnamed at once, deleted when its events are through."""
    widget.hide()
    for gone in (widget, *widget.findChildren(QWidget)):
        gone.setObjectName("")
    holder = widget.parentWidget()
    if holder is not None:
        for layout in holder.findChildren(QLayout):
            if layout.indexOf(widget) >= 0:
                layout.removeWidget(widget)
    widget.deleteLater()


def clear_rows(layout: QLayout) -> None:
    """Discard every widget of `layout`."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            discard(widget)
