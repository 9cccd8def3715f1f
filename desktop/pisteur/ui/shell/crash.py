"""What happens on a bug: it is logged, a report is offered to copy, the window goes on."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pisteur.i18n import _
from pisteur.logs import describe, logger, versions
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.sheet import SheetDialog

# One dialog a minute: a fault in a paint event would open a hundred.
QUIET_SECONDS = 60.0


class CrashReporter(QObject):
    """Takes the place of `sys.excepthook`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._last = -QUIET_SECONDS
        self._report = ""

    def install(self) -> None:
        """Take over unhandled exceptions."""
        sys.excepthook = self.handle

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log the error, and offer the report."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        description = describe(error.with_traceback(trace))
        logger.error("bug %s", description)
        if time.monotonic() - self._last >= QUIET_SECONDS:
            self._last = time.monotonic()
            self._report = f"{versions()}\n{description}"
            self._offer()

    def _offer(self) -> None:
        dialog = SheetDialog(_("Something went wrong"), accept_text=_("Go on"), parent=self._window)
        dialog.secondary.hide()
        text = _(
            "This is a fault in Pisteur, not yours. What the screen shows as saved is saved. "
            "This report names no contact: copy it to tell the developers."
        )
        dialog.body.addWidget(make_label(text, wrap=True))
        box = QPlainTextEdit(self._report)
        box.setReadOnly(True)
        box.setAccessibleName(_("Report of the fault"))
        dialog.body.addWidget(box)
        copy = make_button(_("Copy the report"), name="copy-report")
        copy.clicked.connect(self._copy)
        dialog.add_to_footer(copy)
        dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
