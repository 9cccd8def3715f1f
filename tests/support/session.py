"""The app's own session over a data file, for tests of the whole window, from open to close."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pisteur.app import Options, Session
from pisteur.domain.calendar import Clock
from pisteur.services.opening import open_data
from pisteur.ui.shell.ahead import Ahead
from pisteur.ui.theme.theme import Theme
from support.ui import look_restored

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

# The off-screen screen is small; tests of what shows in less make the window smaller.
SIZE = (1440, 900)
# A machine may be busy with others: a test never fails for being slow.
START_MS = 60_000


@contextmanager
def made_session(
    app: QApplication, data_path: Path, clock: Clock | None = None
) -> Iterator[Session]:
    """Make a session whose window is not shown yet, and close it at the end."""
    with look_restored(app):
        session = Session(app, Theme(), open_data(data_path), Options("en", clock))
        try:
            yield session
        finally:
            session.window.close()
            session.close()
            session.window.deleteLater()


@contextmanager
def opened_session(
    app: QApplication, qtbot: QtBot, data_path: Path, clock: Clock | None = None
) -> Iterator[Session]:
    """Make a session, show its window, and wait until it has started; close it at the end."""
    with made_session(app, data_path, clock) as session:
        session.window.show()
        session.window.resize(*SIZE)
        qtbot.waitUntil(lambda: has_started(session), timeout=START_MS)
        yield session


def has_started(session: Session) -> bool:
    """Say whether all that follows the first paint is there, and nothing waits for the worker."""
    return session.window.findChild(Ahead) is not None and session.runner.idle
