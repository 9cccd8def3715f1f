"""Makes the pictures of the README: `python tests/tools/screenshots.py FOLDER [fr|en]`.

Off-screen, on a throw-away file with the demonstration, each page in light and dark at 1440×900
and 1024×640, and the qualification dialog over the board.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from pisteur import i18n
from pisteur.app import Options, Session, make_application
from pisteur.domain import settings
from pisteur.services.opening import open_data
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock

PAGES = ("board", "today", "contacts", "lists", "dashboard", "settings")
SIZES = ((1440, 900), (1024, 640))
# Contact and deal shown in the panel: the late quote of the demonstration.
SHOWN = (6, 6)
QUALIFIED = (10, 10)


class Camera(QObject):
    """Takes the pictures of one session."""

    def __init__(self, session: Session, app: QApplication, folder: Path) -> None:
        super().__init__()
        self._session = session
        self._app = app
        self._folder = folder

    def settle(self) -> None:
        """Let the worker answer and the window paint."""
        for _round in range(4):
            QTest.qWait(80)
            while not self._session.runner.idle:
                QTest.qWait(20)

    def take(self, name: str) -> None:
        """Save the window as it is, with the dialog that lies over it."""
        window = self._session.window
        picture = window.grab()
        dialog = self._app.activeModalWidget()
        if isinstance(dialog, QDialog):
            painter = QPainter(picture)
            painter.fillRect(window.rect(), QColor(0, 0, 0, 90))
            at = window.rect().center() - dialog.rect().center()
            painter.drawPixmap(at, dialog.grab())
            painter.end()
        picture.save(str(self._folder / f"{name}.png"))

    def take_all(self, mode: str, width: int, height: int) -> None:
        """Take every page in one look and size."""
        session, suffix = self._session, mode if width == SIZES[0][0] else f"{mode}-small"
        session.runner.command(lambda s: s.settings.put(settings.THEME, mode))
        session.context.theme.apply(self._app, mode)
        session.window.resize(width, height)
        for page in PAGES:
            session.window.show_page(page)
            if page == "board":
                session.context.show_contact(*SHOWN)
            self.settle()
            self.take(f"{page}-{suffix}")
        session.window.show_page("board")
        session.context.flows.qualify(*QUALIFIED)
        self.settle()
        self.take(f"qualify-{suffix}")
        dialog = self._app.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        self.settle()


def main() -> int:
    """Take the pictures into the folder named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    language = sys.argv[2] if len(sys.argv) > 2 else "fr"
    i18n.set_language(language)
    app = make_application()
    with tempfile.TemporaryDirectory() as place:
        file = open_data(Path(place) / "pisteur.db")
        session = Session(app, Theme(app), file, Options(language, FakeClock()))
        camera = Camera(session, app, folder)
        session.window.show()
        camera.settle()
        session.runner.command(lambda s: s.demo.load())
        camera.settle()
        for mode in ("light", "dark"):
            for width, height in SIZES:
                camera.take_all(mode, width, height)
        session.window.close()
        session.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
