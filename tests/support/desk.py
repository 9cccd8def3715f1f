"""A window's flows over real services, for tests of what dialogs do."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.errors import PisteurError
from pisteur.services.services import Services
from pisteur.ui.flows import WindowFlows
from support.clock import FakeClock
from support.people import stage
from support.ui import make_context

D = TypeVar("D", bound=QDialog)


class Desk:
    """A window with its flows.

    Attributes:
        notices: (text, undo offered) of each notice.
        errors: what the window was asked to show.
        changes: how many commands changed something.
    """

    def __init__(self, qtbot: QtBot, services: Services, clock: FakeClock) -> None:
        self.services = services
        self._qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1024, 640)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.context, _recording = make_context(services, clock)
        self.context.setParent(self.window)
        self.flows = WindowFlows(self.context, self.window)
        self.context.flows = self.flows
        self.notices: list[tuple[str, bool]] = []
        self.errors: list[PisteurError] = []
        self.changes = 0
        self.shown: list[tuple[object, object]] = []
        self.context.notice_requested.connect(self._notice)
        self.context.error_requested.connect(self._error)
        self.context.contact_requested.connect(self._contact)
        self.context.runner.changed.connect(self._changed)

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog on top, which must be of this kind."""
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found

    @property
    def dialogs_open(self) -> int:
        """How many dialogs are open."""
        return sum(one.isVisible() for one in self.window.findChildren(QDialog))

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press keys where the focus is in the dialog on top."""
        for key in keys:
            QTest.keyClick(self._target(), key, modifier or Qt.KeyboardModifier.NoModifier)

    def press_in_window(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus is in the window below the dialogs."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self._target(), text)

    def _target(self) -> QWidget:
        top = QApplication.activeModalWidget()
        assert top is not None
        # Shortcuts are for the window that is active.
        top.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is top)
        return top.focusWidget() or top

    # What is on disk.

    def stage_of(self, card: int) -> str:
        """Return the name of a card's column."""
        found: str = self.services.db.rows(
            "SELECT s.name FROM opportunities o JOIN stages s ON s.id = o.stage_id WHERE o.id = ?",
            (card,),
        )[0][0]
        return found

    def value(self, card: int, column: str) -> object:
        """Return a column of a deal."""
        found: object = self.services.db.rows(
            f"SELECT {column} FROM opportunities WHERE id = ?", (card,)
        )[0][0]
        return found

    def count(self, table: str, where: str = "1 = 1") -> int:
        """Return how many rows a table has."""
        found: int = self.services.db.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0]
        return found

    def stage(self, name: str) -> int:
        """Return the id of a column."""
        return stage(self.services, name)

    def _notice(self, text: object, undo: object) -> None:
        self.notices.append((str(text), bool(undo)))

    def _error(self, error: object) -> None:
        assert isinstance(error, PisteurError)
        self.errors.append(error)

    def _contact(self, contact: object, deal: object) -> None:
        self.shown.append((contact, deal))

    def _changed(self, _changes: object, _initiator: object) -> None:
        self.changes += 1
