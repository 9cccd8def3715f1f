"""Opens every page off-screen on a temporary file: shows that an installed Pisteur is whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from pisteur.app import Options, Session, make_application
from pisteur.services.opening import open_data
from pisteur.ui.theme.theme import Theme

PAGES = ("board", "today", "contacts", "duplicates", "lists", "dashboard", "settings")
WAIT_MS = 30_000


class SelfTestError(Exception):
    """A page did not come up."""


def open_every_page() -> None:
    """Open each page in light and dark with the demonstration loaded, and undo it all.

    Raises:
        SelfTestError: when a page does not paint.
    """
    app = make_application()
    with tempfile.TemporaryDirectory(prefix="pisteur-self-test-") as folder:
        theme = Theme(app)
        session = Session(app, theme, open_data(Path(folder) / "test.db"), Options())
        session.window.show()
        try:
            _settle(app, session)
            session.runner.command(lambda s: s.demo.load())
            _settle(app, session)
            for mode in ("light", "dark"):
                theme.apply(app, mode)
                for page in PAGES:
                    session.window.show_page(page)
                    _settle(app, session)
                    if session.window.grab().isNull():
                        raise SelfTestError(page)
            session.runner.command(lambda s: s.undo())
            _settle(app, session)
        finally:
            session.window.close()
            session.close()


def _settle(app: QApplication, session: Session) -> None:
    """Let the window paint and the worker answer."""
    deadline = QDeadlineTimer(WAIT_MS)
    # The first round starts work that the next ones wait for.
    for _round in range(5):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        while not session.runner.idle:
            if deadline.hasExpired():
                raise SelfTestError("no answer from the data file")
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
