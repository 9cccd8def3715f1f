"""One dialog and the command that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from pisteur.domain.errors import PisteurError
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.services.workspace import Done

Work = Callable[["Services"], "Done[Any]"]
Send = Callable[[Any], Work]
Tell = Callable[[Any, Any], str]


class Errand(QObject):
    """Opens a dialog, sends what it hands over, and closes it when that is on disk.

    An error about a field is shown beside it, any other by the window; the dialog stays open.
    Lives as long as its dialog.

    Args:
        send: from the value submitted to the work for the runner.
        tell: from the value and the command's result to what is said; empty for nothing.
    """

    def __init__(self, context: UiContext, dialog: FormDialog, send: Send, tell: Tell) -> None:
        super().__init__(dialog)
        self._context = context
        self._dialog = dialog
        self._send = send
        self._tell = tell
        self._value: object = None
        dialog.submitted.connect(self._submit)
        dialog.open()

    def _submit(self, value: object) -> None:
        self._value = value
        self._context.runner.command(self._send(value), self._done, self._failed)

    def _done(self, result: object) -> None:
        try:
            text = self._tell(self._value, result)
        finally:
            # It is on disk, whatever becomes of what is said of it: left open, the dialog would
            # invite to do it twice.
            self._dialog.finish()
        if text:
            self._context.notify(text, offer_undo=True)

    def _failed(self, error: PisteurError) -> None:
        if not self._dialog.take_error(error):
            self._context.show_error(error)
