"""What the flows of deals, contacts and actions share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pisteur.ui.context import UiContext

if TYPE_CHECKING:
    from pisteur.services.workspace import Done

T = TypeVar("T")


class FlowsBase(QObject):
    """The collaborators of some flows of one window; the dialogs are the window's children."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._runner = context.runner
        self._window = window


def returning(value: T, done: Done[Any]) -> Done[T]:
    """Return what a command did, with a value in place of its own."""
    return cast("Done[T]", replace(done, value=value))
