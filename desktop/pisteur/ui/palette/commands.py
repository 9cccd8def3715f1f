"""Every command of the menus, as the palette lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from pisteur.presentation.palette_lines import Command, command_texts


def commands_of(bar: QMenuBar, *, without: str) -> list[Command]:
    """Return what the menus offer now, in their order, but for one by name."""
    found = [command for action in bar.actions() for command in _below(action, ())]
    return [command for command in found if command.name != without]


def _below(action: QAction, path: tuple[str, ...]) -> Iterator[Command]:
    text = command_texts(action.text())
    # Its stub says that there always is one, of no kind.
    menu = cast("QMenu | None", action.menu())
    if menu is not None:
        for each in menu.actions():
            yield from _below(each, (*path, text))
    elif not action.isSeparator() and action.isEnabled() and action.data():
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        yield Command(str(action.data()), text, path, keys)
