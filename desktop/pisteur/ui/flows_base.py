"""What the flows of deals, contacts and actions share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pisteur.ui.context import UiContext

if TYPE_CHECKING:
    from pisteur.services.workspace import Done


class FlowsBase(QObject):
    """The collaborators of some flows of one window; the dialogs are the window's children."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._runner = context.runner
        self._window = window


def returning(ids: tuple[int, ...], done: Done[None]) -> Done[tuple[int, ...]]:
    """Return what a command did, with the ids that it did it to."""
    return cast("Done[tuple[int, ...]]", replace(cast("Done[Any]", done), value=ids))
