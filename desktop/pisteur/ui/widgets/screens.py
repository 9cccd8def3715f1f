"""How much room the screen has."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget


def available_size(near: QWidget) -> QSize:
    """Return the size of the screen that `near` is on, task bars left out."""
    return available_place(near).size()


def available_place(near: QWidget) -> QRect:
    """Return the place of the screen that `near` is on, task bars left out.

    Never asked of the widget: PySide6 takes what `QWidget.screen` returns for a child of the
    widget, destroys the screen along with it, and the next window crashes.
    """
    screen = QApplication.screenAt(near.mapToGlobal(near.rect().center()))
    return (screen or QApplication.primaryScreen()).availableGeometry()
