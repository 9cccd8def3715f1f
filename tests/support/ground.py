"""A window that dialogs lie over, with a context over real services."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from pisteur.services.services import Services
from pisteur.ui.context import UiContext

D = TypeVar("D", bound=QDialog)


class Ground:
    """What the dialogs of a test stand on.

    Attributes:
        notices: (text, undo offered) of each notice.
    """

    def __init__(self, window: QWidget, context: UiContext, services: Services) -> None:
        self.window = window
        self.context = context
        self.services = services
        self.notices: list[tuple[object, object]] = []
        context.notice_requested.connect(self._note)

    def dialog(self, kind: type[D]) -> D:
        """Return the open dialog of a kind."""
        found = [d for d in self.window.findChildren(kind) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    def names(self) -> list[str]:
        """Return the name of every contact."""
        rows = self.services.db.rows("SELECT display_name FROM contacts ORDER BY id")
        return [row[0] for row in rows]

    def _note(self, text: object, undo: object) -> None:
        self.notices.append((text, undo))
