"""Asks before the window closes over what is typed in the panel and not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pisteur.i18n import _
from pisteur.ui.dialogs.form import ask

if TYPE_CHECKING:
    from pisteur.ui.shell.window import MainWindow, Restart


class ClosingQuestion(QObject):
    """The question, and what was to follow the closing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._restart: Restart | None = None
        self._is_open = False
        self._agreed = False

    def holds_up(self) -> bool:
        """Ask, unless that was done; returns whether the window must stay for now.

        Told to close once more meanwhile, as at the end of the desktop's session, it asks once.
        """
        if not self._agreed and not self._is_open:
            self._ask()
        return not self._agreed

    def _ask(self) -> None:
        window = self._window
        # Unless the answer is yes, the next time it closes is no opening again.
        self._restart, window.restart = window.restart, None
        self._is_open = True
        asked = ask(
            window,
            _("Close without saving?"),
            _("In the panel, a note, a question or an answer is typed that is not saved yet."),
            _("Close without saving"),
            self._close,
            cancel_text=_("Go on editing"),
        )
        asked.finished.connect(self._answered)
        asked.rejected.connect(window.panel.go_on_writing)

    def _answered(self) -> None:
        self._is_open = False

    def _close(self) -> None:
        self._agreed = True
        self._window.restart = self._restart
        self._window.close()
