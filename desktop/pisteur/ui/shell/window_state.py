"""What the window remembers from one day to the next: its place and size, the table's columns.

Kept in the data file, in the setting WINDOW, which is not the user's to undo.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow


class WindowState(NamedTuple):
    """The state, as text: Qt's own forms, which only Qt reads."""

    geometry: str = ""
    contacts: str = ""


def describe(window: QMainWindow, contacts: str) -> str:
    """Return the text to store."""
    geometry = bytes(window.saveGeometry().toBase64().data()).decode()
    return json.dumps(WindowState(geometry, contacts)._asdict())


def read(text: str) -> WindowState:
    """Return what `describe` stored; an empty state for anything else."""
    try:
        stored = json.loads(text)
        return WindowState(str(stored["geometry"]), str(stored["contacts"]))
    except (ValueError, KeyError, TypeError):
        return WindowState()


def place(window: QMainWindow, state: WindowState) -> None:
    """Put the window where it was; Qt keeps it on a screen that is there."""
    if state.geometry:
        window.restoreGeometry(QByteArray.fromBase64(state.geometry.encode()))
